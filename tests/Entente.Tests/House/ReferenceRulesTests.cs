using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Entente.TestKit;
using Xunit;

namespace Entente.Tests.House;

/// <summary>Who may lean on whom, checked in the compiled library and in the project files.</summary>
public class ReferenceRulesTests
{
    /// <summary>What the types of each namespace may use of the library, besides Entente itself and Entente.Articles.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Entente.Articles"] = [],
        ["Entente.Language"] = [],
        ["Entente.Time"] = [],
        ["Entente.Actors"] = [],
        ["Entente.Coding"] = [],
        ["Entente.Relations"] = ["Entente.Actors"],
        ["Entente"] = ["Entente.Language", "Entente.Time", "Entente.Actors", "Entente.Coding", "Entente.Relations"],
    };

    [Fact]
    public void Stages_do_not_reference_each_other()
    {
        var violations = References(typeof(Pipeline).Assembly.Location)
            .Where(r => r.From != r.To && r.To is not "Entente.Articles" && !(r.To == "Entente" && r.Member is "EmbeddedData" or "ILinedRow"))
            .Where(r => !Allowed.GetValueOrDefault(r.From, []).Contains(r.To))
            .Select(r => $"{r.From} uses {r.To}.{r.Member} (in {r.User})")
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Empty(violations);
    }

    [Fact]
    public void Every_namespace_of_the_library_has_a_rule()
    {
        var namespaces = typeof(Pipeline).Assembly.GetTypes().Select(t => t.Namespace).Where(n => n?.StartsWith("Entente", StringComparison.Ordinal) == true).Distinct();

        Assert.Empty(namespaces.Except(Allowed.Keys));
    }

    [Fact]
    public void The_check_sees_uses_in_signatures_and_in_bodies()
    {
        var references = References(typeof(ReferenceRulesTests).Assembly.Location);

        Assert.Contains(references, r => r is { User: nameof(UsesInBody), To: "Entente.TestKit", Member: nameof(Repository) });
        Assert.Contains(references, r => r is { User: nameof(UsesInSignature), To: "Entente.TestKit", Member: nameof(SnapshotMismatchException) });
    }

    [Fact]
    public void Core_leans_on_the_framework_YamlDotNet_and_NodaTime_alone()
    {
        var others = typeof(Pipeline).Assembly.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(n => !n.StartsWith("System.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        Assert.Equal(["NodaTime", "YamlDotNet"], others);
    }

    [Theory]
    [InlineData("src/Entente/Entente.csproj")]
    [InlineData("src/Entente.Reading/Entente.Reading.csproj", "Entente")]
    [InlineData("src/Entente.Record/Entente.Record.csproj", "Entente")]
    [InlineData("src/Entente.Mcp/Entente.Mcp.csproj", "Entente", "Entente.Record")]
    [InlineData("src/Entente.Web/Entente.Web.csproj", "Entente", "Entente.Record")]
    [InlineData("src/Entente.Cluster/Entente.Cluster.csproj", "Entente", "Entente.Record")]
    [InlineData("src/Entente.Cli/Entente.Cli.csproj", "Entente", "Entente.Cluster", "Entente.Mcp", "Entente.Reading", "Entente.Record", "Entente.Web")]
    [InlineData("tests/Entente.TestKit/Entente.TestKit.csproj", "Entente")]
    public void Projects_lean_only_where_the_design_lets_them(string project, params string[] expected)
    {
        var references = XDocument.Load(Repository.PathOf(project))
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value))
            .Order(StringComparer.Ordinal);

        Assert.Equal(expected, references);
    }

    [Fact]
    public void Nothing_shipped_leans_on_tests_tools_bench_or_eval()
    {
        var leaning = Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(p => XDocument.Load(p).Descendants("ProjectReference").Select(r => (Project: p, To: r.Attribute("Include")!.Value)))
            .Where(r => !Path.GetFullPath(Path.Combine(Path.GetDirectoryName(r.Project)!, r.To)).StartsWith(Repository.PathOf("src"), StringComparison.Ordinal));

        Assert.Empty(leaning);
    }

    /// <summary>Each use that a type of an assembly makes of a type of the Entente namespaces, in signatures and in method bodies.</summary>
    private static List<Reference> References(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var reader = file.GetMetadataReader();
        var found = new List<Reference>();
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            var user = Outermost(reader, type);
            var from = reader.GetString(user.Namespace);
            if (!from.StartsWith("Entente", StringComparison.Ordinal))
                continue;
            var names = new NameProvider();
            var seen = new HashSet<EntityHandle>();
            void See(EntityHandle entity)
            {
                if (!entity.IsNil && seen.Add(entity))
                    Visit(reader, entity, names, See);
            }
            See(type.BaseType);
            foreach (var i in type.GetInterfaceImplementations())
                See(reader.GetInterfaceImplementation(i).Interface);
            foreach (var f in type.GetFields())
                reader.GetFieldDefinition(f).DecodeSignature(names, null);
            foreach (var m in type.GetMethods())
            {
                var method = reader.GetMethodDefinition(m);
                method.DecodeSignature(names, null);
                if (method.RelativeVirtualAddress == 0)
                    continue;
                var body = file.GetMethodBody(method.RelativeVirtualAddress);
                if (!body.LocalSignature.IsNil)
                    reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null);
                foreach (var token in Il.Tokens(body.GetILBytes()!))
                    See((EntityHandle)System.Reflection.Metadata.Ecma335.MetadataTokens.Handle(token));
            }
            found.AddRange(names.Seen
                .Where(n => n.Namespace.StartsWith("Entente", StringComparison.Ordinal))
                .Select(n => new Reference(from, reader.GetString(user.Name), n.Namespace, n.Name)));
        }
        return found;
    }

    private static void Visit(MetadataReader reader, EntityHandle entity, NameProvider names, Action<EntityHandle> see)
    {
        switch (entity.Kind)
        {
            case HandleKind.TypeDefinition:
                names.GetTypeFromDefinition(reader, (TypeDefinitionHandle)entity, 0);
                break;
            case HandleKind.TypeReference:
                names.GetTypeFromReference(reader, (TypeReferenceHandle)entity, 0);
                break;
            case HandleKind.TypeSpecification:
                reader.GetTypeSpecification((TypeSpecificationHandle)entity).DecodeSignature(names, null);
                break;
            case HandleKind.MethodDefinition:
                see(reader.GetMethodDefinition((MethodDefinitionHandle)entity).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                see(reader.GetFieldDefinition((FieldDefinitionHandle)entity).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                see(reader.GetMemberReference((MemberReferenceHandle)entity).Parent);
                break;
            case HandleKind.MethodSpecification:
                var generic = reader.GetMethodSpecification((MethodSpecificationHandle)entity);
                generic.DecodeSignature(names, null);
                see(generic.Method);
                break;
        }
    }

    private static TypeDefinition Outermost(MetadataReader reader, TypeDefinition type)
    {
        while (!type.GetDeclaringType().IsNil)
            type = reader.GetTypeDefinition(type.GetDeclaringType());
        return type;
    }

    private sealed record Reference(string From, string User, string To, string Member);

    /// <summary>Notes the namespace and outermost name of every type that a signature names.</summary>
    private sealed class NameProvider : ISignatureTypeProvider<string, object?>
    {
        public HashSet<(string Namespace, string Name)> Seen { get; } = [];

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            var type = Outermost(reader, reader.GetTypeDefinition(handle));
            Seen.Add((reader.GetString(type.Namespace), reader.GetString(type.Name)));
            return "";
        }

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeReference(handle);
            while (type.ResolutionScope.Kind == HandleKind.TypeReference)
                type = reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
            Seen.Add((reader.GetString(type.Namespace), reader.GetString(type.Name)));
            return "";
        }

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "";

        public string GetSZArrayType(string elementType) => "";

        public string GetArrayType(string elementType, ArrayShape shape) => "";

        public string GetByReferenceType(string elementType) => "";

        public string GetPointerType(string elementType) => "";

        public string GetPinnedType(string elementType) => "";

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => "";

        public string GetFunctionPointerType(MethodSignature<string> signature) => "";

        public string GetGenericInstantiation(string genericType, System.Collections.Immutable.ImmutableArray<string> typeArguments) => "";

        public string GetGenericMethodParameter(object? genericContext, int index) => "";

        public string GetGenericTypeParameter(object? genericContext, int index) => "";
    }
}

internal static class UsesInBody
{
    public static int Length() => Repository.Root.Length;
}

internal static class UsesInSignature
{
    public static IReadOnlyList<SnapshotMismatchException>? None() => null;
}
