using System.Security.Cryptography;
using Entente.Actors;
using Entente.Articles;
using Entente.Coding;
using NodaTime;
using Xunit;

namespace Entente.Tests.House;

public class CoderVersionTests
{
    public static TheoryData<string, string> Paths
    {
        get
        {
            var paths = new TheoryData<string, string>();
            foreach (var file in CoderVersion.Files)
                paths.Add(file.Path, file.Part);
            return paths;
        }
    }

    [Fact]
    public void Files_are_those_built_in_with_their_hashes()
    {
        var library = typeof(Pipeline).Assembly;
        var built = library.GetManifestResourceNames().Where(n => n != "data.sha256").Order(StringComparer.Ordinal)
            .Select(n => new DataFile(n, Convert.ToHexStringLower(SHA256.HashData(library.GetManifestResourceStream(n)!))));

        Assert.Equal(built, CoderVersion.Files);
        Assert.Equal(["actors", "models", "rules"], CoderVersion.Files.Select(f => f.Part).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_change_in_any_file_changes_its_part_and_the_whole(string path, string part)
    {
        var changed = CoderVersion.Of("entente 0.1.0", [.. CoderVersion.Files.Select(f => f.Path == path ? f with { Sha256 = new string('0', 64) } : f)]);
        var gone = CoderVersion.Of("entente 0.1.0", [.. CoderVersion.Files.Where(f => f.Path != path)]);
        var same = CoderVersion.Of("entente 0.1.0", [.. CoderVersion.Files.Reverse()]);

        Assert.Equal(same.ToString(), CoderVersion.Of("entente 0.1.0", CoderVersion.Files).ToString());
        foreach (var other in new[] { changed, gone })
        {
            Assert.NotEqual(same.ToString(), other.ToString());
            Assert.Equal((part == "models", part == "rules", part == "actors"), (same.Models != other.Models, same.Rules != other.Rules, same.Actors != other.Actors));
        }
    }

    [Fact]
    public void Claims_carry_the_version_and_a_users_own_files_change_it()
    {
        var rules = ActRuleFile.Read("mine.yaml", """
            - id: my.twin
              type: COOPERATE
              verbs: [twin with]
              examples: [{ text: Malta twinned with Cyprus., claims: ["COOPERATE MLT > CYP"] }]
              not: [The towns are far apart.]
            """);
        var actors = KnowledgeBase.English.With(new StringReader("groups:\n- id: MY-GROUP\n  name: My Group\n  names: [My Group]\n"), "mine.yaml");
        var (plain, own) = (CodedBy(KnowledgeBase.English, []), CodedBy(KnowledgeBase.English, [rules]));

        Assert.Equal(CoderVersion.BuiltIn.ToString(), plain);
        Assert.Equal(CoderVersion.BuiltIn.Models, Part(own, 'm'));
        Assert.Equal(CoderVersion.BuiltIn.Actors, Part(own, 'a'));
        Assert.NotEqual(CoderVersion.BuiltIn.Rules, Part(own, 'r'));
        var known = CodedBy(actors, []);
        Assert.Equal(CoderVersion.BuiltIn.Rules, Part(known, 'r'));
        Assert.NotEqual(CoderVersion.BuiltIn.Actors, Part(known, 'a'));
    }

    private static string CodedBy(KnowledgeBase knowledge, IReadOnlyList<ActRuleFile> rules) =>
        Assert.Single(Pipeline.English(knowledge, rules).Annotate(new Article { Text = "France condemned Germany on Monday.", Published = new LocalDate(2020, 6, 15) }).Claims).Coder;

    private static string Part(string coder, char part) => coder.Split('+')[1].Split('.').Single(p => p[0] == part)[1..];
}
