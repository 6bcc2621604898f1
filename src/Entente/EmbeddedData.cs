using System.Reflection;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;
using YamlDotNet.Serialization.NodeDeserializers;

namespace Entente;

/// <summary>Rules, lexicons and models that are built into the library, named by their path: <c>Time/Data/en/dates.yaml</c>.</summary>
internal static class EmbeddedData
{
    private static readonly Assembly Library = typeof(EmbeddedData).Assembly;

    /// <summary>The bytes of one file.</summary>
    /// <exception cref="InvalidOperationException">The library was built without it.</exception>
    public static Stream Open(string path) =>
        Library.GetManifestResourceStream(path) ?? throw new InvalidOperationException($"{path} is not built into the library.");

    /// <summary>All paths under a folder that end in <paramref name="extension"/>, in ordinal order.</summary>
    public static IReadOnlyList<string> List(string folder, string extension) =>
        [.. Library.GetManifestResourceNames()
            .Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal) && n.EndsWith(extension, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>All files that the library was built with and the hash of each, in ordinal order.</summary>
    public static IReadOnlyList<Articles.DataFile> Files()
    {
        using var list = new StreamReader(Open("data.sha256"));
        return [.. list.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => new Articles.DataFile(line[66..], line[..64].ToLowerInvariant()))
            .OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    /// <summary>Reads a YAML file; keys are snake_case, and an unknown key is an error.</summary>
    /// <exception cref="InvalidDataException">The file does not have the form of <typeparamref name="T"/>.</exception>
    public static T Yaml<T>(string path)
    {
        using var reader = new StreamReader(Open(path));
        try
        {
            return Yaml<T>(reader);
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"{path}, line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    /// <summary>Reads YAML from anywhere; keys are snake_case, and an unknown key is an error. Rows that know their line are told it.</summary>
    /// <exception cref="YamlException">The text does not have the form of <typeparamref name="T"/>.</exception>
    public static T Yaml<T>(TextReader reader) => new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithEnumNamingConvention(UnderscoredNamingConvention.Instance)
        .WithDuplicateKeyChecking()
        .WithNodeDeserializer(inner => new LineTeller(inner), s => s.InsteadOf<ObjectNodeDeserializer>())
        .Build()
        .Deserialize<T>(reader);

    private sealed class LineTeller(INodeDeserializer inner) : INodeDeserializer
    {
        public bool Deserialize(IParser reader, Type expectedType, Func<IParser, Type, object?> nestedObjectDeserializer, out object? value, ObjectDeserializer rootDeserializer)
        {
            var line = reader.Current?.Start.Line ?? 0;
            if (!inner.Deserialize(reader, expectedType, nestedObjectDeserializer, out value, rootDeserializer))
                return false;
            if (value is ILinedRow row)
                row.Line = (int)line;
            return true;
        }
    }
}

/// <summary>A row of a YAML file that knows its line, so that an error can tell it.</summary>
internal interface ILinedRow
{
    /// <summary>Line in its file, counted from 1.</summary>
    int Line { get; set; }
}
