using Entente.Articles;
using Entente.Coding;
using NodaTime.Text;
using Xunit;

namespace Entente.Tests.Coding;

/// <summary>Contexts, modes and CAMEO codes: every refinement by its examples, and that none of the ontology's names is out of reach.</summary>
public sealed class RefinementTests
{
    private static readonly Pipeline Pipeline = Pipeline.English();

    /// <summary>The 37 contexts of PLOVER 2.0.</summary>
    private static readonly string[] Contexts =
    [
        "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy", "pro_autocracy", "economic", "legal", "reparations", "human_rights",
        "rights_freedoms", "repression", "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping", "health", "asylum", "migration",
        "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
    ];

    /// <summary>The modes of each type of PLOVER 2.0; types that are not named have none.</summary>
    private static readonly Dictionary<PloverType, string[]> Modes = new()
    {
        [PloverType.Consult] = ["visit", "third-party", "multilateral", "phone"],
        [PloverType.Retreat] = ["withdraw", "release", "disarm", "ceasefire", "access", "resign"],
        [PloverType.Request] = ["assist", "change", "yield", "meet"],
        [PloverType.Accuse] = ["disapprove", "investigate", "allege"],
        [PloverType.Reject] = ["assist", "change", "yield", "meet"],
        [PloverType.Threaten] = ["restrict", "arrest", "relations", "expel", "territory", "violence"],
        [PloverType.Protest] = ["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"],
        [PloverType.Sanction] = ["convict", "expel", "withdraw", "discontinue"],
        [PloverType.Mobilize] = ["troops", "weapons", "police", "militia"],
        [PloverType.Coerce] = ["seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"],
        [PloverType.Assault] =
        [
            "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
        ],
    };

    public static TheoryData<string, string> Examples()
    {
        var data = new TheoryData<string, string>();
        foreach (var row in Lexicon.English.Refinements.Rows)
            foreach (var example in row.Examples)
                data.Add(row.Id, example.Text);
        return data;
    }

    public static TheoryData<string> Ids() => [.. Lexicon.English.Refinements.Rows.Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_has_what_its_row_says(string id, string text)
    {
        var example = Row(id).Examples.First(e => e.Text == text);
        Assert.True(example.Context is not null || example.Mode is not null || example.Cameo is not null);
        var claims = Code(text);
        Assert.True(claims.Any(c => Fits(example, c)), $"{id}: '{text}' gives {string.Join("; ", claims.Select(Show))}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Counter_example_has_it_not(string id)
    {
        var row = Row(id);
        Assert.NotEmpty(row.Examples);
        Assert.NotEmpty(row.Not);
        foreach (var text in row.Not)
        {
            var claims = Code(text);
            Assert.NotEmpty(claims);
            Assert.False(claims.Any(c => row.Examples.Any(e => Fits(e, c))), $"{id}: '{text}' gives {string.Join("; ", claims.Select(Show))}");
        }
    }

    [Fact]
    public void Every_context_can_be_found_and_none_is_made_up() =>
        Assert.Equal(Contexts.Order(StringComparer.Ordinal), Lexicon.English.Refinements.Rows.SelectMany(r => r.Context).Concat(Lexicon.English.Rules.SelectMany(r => r.Context)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_mode_can_be_found_and_belongs_to_its_type()
    {
        foreach (var type in Enum.GetValues<PloverType>())
        {
            var given = Lexicon.English.Rules.Where(r => r.Type == type).SelectMany(r => r.Mode)
                .Concat(Lexicon.English.Refinements.Rows.Where(r => r.Types.Contains(type)).SelectMany(r => r.Mode)).Distinct().ToList();
            Assert.Equal(Modes.GetValueOrDefault(type, []).Order(StringComparer.Ordinal), given.Order(StringComparer.Ordinal));
        }
        Assert.All(Lexicon.English.Refinements.Rows, r => Assert.True(r.Mode.Count == 0 || r.Types.Count == 1, r.Id));
    }

    private static bool Fits(RefinementExample example, Claim claim) =>
        (example.Context is null || claim.Context.Contains(example.Context)) && (example.Mode is null || claim.Mode.Contains(example.Mode)) && (example.Cameo is null || claim.Cameo == example.Cameo);

    private static string Show(Claim claim) => $"{claim.Type} {string.Join('+', claim.Mode)} {claim.Cameo} [{string.Join(' ', claim.Context)}] «{claim.Trigger.Text}» {claim.Rule}";

    private static Refinement Row(string id) => Lexicon.English.Refinements.Rows.First(r => r.Id == id);

    private static IReadOnlyList<Claim> Code(string text) => Pipeline.Annotate(new Article { Text = text, Published = LocalDatePattern.Iso.Parse("2020-06-15").Value }).Claims;
}
