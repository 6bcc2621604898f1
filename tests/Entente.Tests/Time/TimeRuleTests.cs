using Entente.Articles;
using Entente.Language;
using Entente.Time;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace Entente.Tests.Time;

/// <summary>Every example and counter-example of every time rule.</summary>
public sealed class TimeRuleTests
{
    private static readonly Pipeline Pipeline = new(LanguageStage.English(), TimeStage.English());

    public static TheoryData<string, string> Examples() => Rows(r => r.Examples);

    public static TheoryData<string, string> CounterExamples() => Rows(r => r.Not);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_gives_its_value(string id, string example)
    {
        var parts = example.Split('|', StringSplitOptions.TrimEntries);
        var found = Find(parts[1], LocalDatePattern.Iso.Parse(parts[0]).Value);
        var time = found.FirstOrDefault(t => t.Text == parts[2]);
        Assert.True(time is not null, $"{id}: '{parts[2]}' not found in '{parts[1]}'; found {string.Join(", ", found.Select(t => t.Text))}");
        Assert.Equal((parts[3], parts[4]), (time.Type.ToString().ToUpperInvariant(), time.Value));
        if (parts.Length > 5)
            Assert.Equal(parts[5], $"{Day(time.Interval.Start)}..{Day(time.Interval.End)}");
    }

    [Theory]
    [MemberData(nameof(CounterExamples))]
    public void Counter_example_does_not_match(string id, string text)
    {
        var rule = TimeRules.English.Rules.Single(r => r.Id == id);
        foreach (var sentence in LanguageStage.English().Parse(text))
            for (var i = 0; i < sentence.Tokens.Count; i++)
                Assert.NotEqual(rule.Id, TimeRules.English.Match(sentence.Tokens, i)?.Rule.Id);
    }

    [Fact]
    public void Every_rule_has_an_id_of_its_own_examples_and_counter_examples()
    {
        var rules = TimeRules.English.Rules;
        Assert.Equal(rules.Count, rules.Select(r => r.Id).Distinct().Count());
        Assert.All(rules, r => Assert.True(r.Examples.Count > 0 && r.Not.Count > 0, r.Id));
    }

    [Theory]
    [InlineData("It was frozen from May to July 2009.", "2009-05-01..2009-07-31")]
    [InlineData("The truce between 1992 and 1995 held.", "1992-01-01..1995-12-31")]
    [InlineData("The mission of 2002-2008 failed.", "2002-01-01..2008-12-31")]
    [InlineData("It ended before 2008.", "..2007-12-31")]
    public void Ranges_and_signals_give_the_whole_interval(string text, string interval) =>
        Assert.All(Find(text, new LocalDate(2021, 3, 1)), t => Assert.Equal(interval, $"{Day(t.Interval.Start)}..{Day(t.Interval.End)}"));

    [Fact]
    public void Without_a_day_of_publication_only_absolute_dates_resolve()
    {
        var found = Find("On Monday they recalled May 5, 2001.", null);
        Assert.Equal(["XXXX-WXX-1", "2001-05-05"], found.Select(t => t.Value));
        Assert.True(found[0].Range.IsUnknown);
    }

    private static TheoryData<string, string> Rows(Func<TimeRule, List<string>> texts)
    {
        var data = new TheoryData<string, string>();
        foreach (var rule in TimeRules.English.Rules)
            foreach (var text in texts(rule))
                data.Add(rule.Id, text);
        return data;
    }

    private static IReadOnlyList<TimeExpression> Find(string text, LocalDate? published) =>
        Pipeline.Annotate(new Article { Text = text, Published = published }, Layers.Times).Times;

    private static string Day(LocalDate? day) => day?.ToString("uuuu-MM-dd", null) ?? "";
}
