using Entente.Actors;
using Entente.Articles;
using Entente.Coding;

namespace Entente.Evaluation;

/// <summary>
/// The test dictionary of PETRARCH's validation records, loaded as a user's own actors are, and its codes. The records give real states in KEDS codes and one
/// actor several codes; <see cref="Code"/> is what stands for both theirs and ours.
/// </summary>
internal static class MiddleEarth
{
    private static readonly Dictionary<string, string> Same = new(StringComparer.Ordinal)
    {
        ["FRO"] = "SHIRE",
        ["BIL"] = "SHIRE",
        ["SAM"] = "SHIRE",
        ["ELR"] = "LORIEN",
        ["GAL"] = "LORIEN",
        ["ORC"] = "HOB",
        ["KUW"] = "KWT",
        ["NZE"] = "NZL",
        ["RHO"] = "ZWE",
        ["ZBW"] = "ZWE",
        ["GMW"] = "DEU",
        ["NGO"] = "MSF",
        ["NGM"] = "AMNESTY",
        ["IMG"] = "AL-QAEDA",
        ["EU"] = "IGO",
        ["AU"] = "IGO",
        ["ICC"] = "IGO",
    };

    /// <summary>Our knowledge base with the test dictionary's actors beside it.</summary>
    public static KnowledgeBase Knowledge()
    {
        const string Name = "middle-earth.yaml";
        using var yaml = Open(Name);
        return KnowledgeBase.English.With(yaml, Name);
    }

    /// <summary>The test dictionary's verb senses, as a user's rules.</summary>
    public static ActRuleFile Acts()
    {
        const string Name = "middle-earth-acts.yaml";
        using var yaml = Open(Name);
        return ActRuleFile.Read(Name, yaml.ReadToEnd());
    }

    private static StreamReader Open(string name) =>
        new(typeof(MiddleEarth).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded."));

    /// <summary>The actor's code, whichever of the two dictionaries names it; null for none.</summary>
    /// <param name="code">A code of the records (country first, then roles) or an id of ours.</param>
    /// <param name="theirs">Whether it is one of the records'.</param>
    public static string? Code(string? code, bool theirs)
    {
        if (code is not { Length: >= 2 } || !char.IsLetter(code[0]) || code is "UNK" or "XYZ" or "XYZGOV")
            return null;
        var actor = theirs ? code[..3] : code;
        return Same.GetValueOrDefault(actor, actor);
    }

    /// <summary>The codes of a claim's side.</summary>
    public static HashSet<string> Codes(IEnumerable<Party> side) => [.. side.Select(p => Code(p.Id, theirs: false)).OfType<string>()];
}
