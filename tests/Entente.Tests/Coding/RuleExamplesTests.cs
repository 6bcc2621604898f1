using Entente.Articles;
using Entente.Coding;
using NodaTime.Text;
using Xunit;

namespace Entente.Tests.Coding;

/// <summary>Every example and counter-example of every act rule and governor, through the whole pipeline.</summary>
public sealed class RuleExamplesTests
{
    private const string AnyDay = "2020-06-15";
    private static readonly Pipeline Pipeline = Pipeline.English();

    public static TheoryData<string, string> Examples()
    {
        var data = new TheoryData<string, string>();
        foreach (var rule in Lexicon.English.Rules)
            foreach (var example in rule.Examples)
                data.Add(rule.Id, example.Text);
        foreach (var governor in Lexicon.English.Governors)
            foreach (var example in governor.Examples)
                data.Add(governor.Id, example.Text);
        return data;
    }

    public static TheoryData<string> RuleIds() => [.. Lexicon.English.Rules.Select(r => r.Id)];

    public static TheoryData<string, string> CounterExamples()
    {
        var data = new TheoryData<string, string>();
        foreach (var rule in Lexicon.English.Rules)
            foreach (var text in rule.Not)
                data.Add(rule.Id, text);
        foreach (var governor in Lexicon.English.Governors)
            foreach (var text in governor.Not)
                data.Add(governor.Id, text);
        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_gives_its_claims(string id, string text)
    {
        var example = ExamplesOf(id).First(e => e.Text == text);
        var claims = Code(text, example.Date);
        foreach (var expected in example.Claims.Select(c => new ClaimShorthand(c)))
            Assert.True(claims.Any(expected.Matches), $"{id}: '{text}' should give {expected}, gives:\n{string.Join('\n', claims.Select(ClaimShorthand.Of))}");
        Assert.NotEmpty(example.Claims);
    }

    /// <summary>Rules overlap, and the more specific one wins; but each finds at least one of its own examples.</summary>
    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_finds_one_of_its_examples(string id) =>
        Assert.Contains(id, ExamplesOf(id).SelectMany(e => Code(e.Text, e.Date)).Select(c => c.Rule));

    [Theory]
    [MemberData(nameof(CounterExamples))]
    public void Counter_example_gives_no_such_claim(string id, string text)
    {
        var claims = Code(text, AnyDay);
        if (Lexicon.English.Rules.Any(r => r.Id == id))
            Assert.DoesNotContain(id, claims.Select(c => c.Rule));
        else
            Assert.DoesNotContain(claims, c => ExamplesOf(id).SelectMany(e => e.Claims).Any(s => new ClaimShorthand(s).Matches(c)));
    }

    [Fact]
    public void Every_rule_has_an_id_of_its_own_examples_and_counter_examples()
    {
        var rules = Lexicon.English.Rules;
        Assert.Equal(rules.Count, rules.Select(r => r.Id).Distinct().Count());
        Assert.All(rules, r => Assert.True(r.Examples.Count > 0 && r.Not.Count > 0 && r.Id.StartsWith("en.", StringComparison.Ordinal), r.Id));
        Assert.All(Lexicon.English.Governors, g => Assert.True(g.Examples.Count > 0 && g.Not.Count > 0, g.Id));
    }

    private static List<RuleExample> ExamplesOf(string id) =>
        Lexicon.English.Rules.FirstOrDefault(r => r.Id == id)?.Examples ?? Lexicon.English.Governors.First(g => g.Id == id).Examples;

    private static IReadOnlyList<Claim> Code(string text, string day) =>
        Pipeline.Annotate(new Article { Text = text, Published = LocalDatePattern.Iso.Parse(day).Value }).Claims;
}
