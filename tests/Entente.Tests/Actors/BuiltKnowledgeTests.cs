using System.Security.Cryptography;
using Entente.Actors;
using Entente.TestKit;
using Xunit;

namespace Entente.Tests.Actors;

public class BuiltKnowledgeTests
{
    private static readonly string Folder = Repository.PathOf("src", "Entente", KnowledgeData.Folder("en"));

    /// <summary>After a change of a YAML file under <c>src/Entente/Actors/Data/en</c>, run with ENTENTE_ACCEPT=1 and build again.</summary>
    [Fact]
    public void Built_file_is_what_the_YAML_files_say()
    {
        Snapshot.MatchesFile(KnowledgeData.FromYaml(name => File.OpenText(Path.Combine(Folder, name))).ToJson(), Repository.PathOf("src", "Entente", KnowledgeData.BuiltPath("en")));
        var inputs = Directory.GetFiles(Folder, "*.yaml").Order(StringComparer.Ordinal).Select(path => $"    \"{Path.GetFileName(path)}\": \"sha256:{Hash(path)}\"");
        Snapshot.MatchesFile(
            "{\n  \"tool\": \"ENTENTE_ACCEPT=1 dotnet test tests/Entente.Tests --filter BuiltKnowledgeTests\",\n  \"inputs\": {\n" + string.Join(",\n", inputs) + "\n  }\n}\n",
            Repository.PathOf("src", "Entente", "Actors", "Data", "built", "en", "actors.build.json"));
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
