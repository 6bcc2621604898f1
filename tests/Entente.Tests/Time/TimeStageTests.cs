using System.Text.RegularExpressions;
using Entente.Articles;
using Entente.Time;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace Entente.Tests.Time;

public sealed class TimeStageTests
{
    private static readonly TimeStage Stage = TimeStage.English();

    public static TheoryData<string> RuleIds => [.. Stage.Rules.Select(r => r.Id)];

    [Fact]
    public void Rule_ids_are_unique() => Assert.Equal(Stage.Rules.Count, Stage.Rules.Select(r => r.Id).Distinct().Count());

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_finds_its_examples_and_nothing_in_its_counter_examples(string id)
    {
        var rule = Stage.Rules.Single(r => r.Id == id);
        foreach (var example in rule.Examples)
        {
            var found = Find(example.Text, example.Dct is null ? null : Day(example.Dct));
            var wanted = example.Found ?? example.Text;
            var hit = found.FirstOrDefault(f => f.Expression.Text == wanted);
            Assert.True(hit.Rule is not null, $"'{example.Text}': '{wanted}' is not found, but {string.Join("; ", found.Select(f => $"{f.Rule.Id} '{f.Expression.Text}'"))}");
            var time = hit.Expression;
            Assert.Equal($"{id} {example.Type} {example.Value} {example.Mod}", $"{hit.Rule.Id} {time.Type.ToString().ToUpperInvariant()} {time.Value} {time.Mod}");
            if (example.Interval is { } interval)
                Assert.Equal($"{example.Text} {interval}", $"{example.Text} {Text(time.Interval)}");
        }
        foreach (var text in rule.Not)
            Assert.DoesNotContain(Find(text, new LocalDate(2010, 6, 15)), f => f.Rule.Id == id);
    }

    [Theory]
    [InlineData("They met on Sunday.", "1998-03-02", "1998-03-01")]
    [InlineData("They will meet on Sunday.", "1998-03-02", "1998-03-08")]
    [InlineData("The truce holds until Sunday.", "1998-03-02", "1998-03-08")]
    [InlineData("They met on Monday.", "1998-03-02", "1998-03-02")]
    public void Weekday_resolves_by_tense_and_signal(string text, string published, string value) =>
        Assert.Equal(value, Assert.Single(Find(text, Day(published))).Expression.Value);

    [Theory]
    [InlineData("It ran from May to July 2008.", "2008-05-01..2008-07-31")]
    [InlineData("It ran between 1992 and 1995.", "1992-01-01..1995-12-31")]
    [InlineData("It ran 2002–2008.", "2002-01-01..2008-12-31")]
    public void Both_ends_of_a_stretch_carry_the_whole_interval(string text, string interval)
    {
        var found = Find(text, new LocalDate(2010, 6, 15));
        Assert.Equal(2, found.Count);
        Assert.All(found, f => Assert.Equal(interval, Text(f.Expression.Interval)));
    }

    [Theory]
    [InlineData("It has been frozen since 2014.", "2014-01-01..", TimeSignal.Since)]
    [InlineData("It was frozen until spring 2009.", "..2009-05-31", TimeSignal.Until)]
    [InlineData("It was frozen before 2008.", "..2007-12-31", TimeSignal.Before)]
    [InlineData("It was frozen after August 2008.", "2008-09-01..", TimeSignal.After)]
    [InlineData("It must end by June 2015.", "..2015-06-30", TimeSignal.By)]
    public void Signal_opens_the_interval(string text, string interval, TimeSignal signal)
    {
        var time = Assert.Single(Find(text, new LocalDate(2020, 6, 15))).Expression;
        Assert.Equal((interval, signal), (Text(time.Interval), time.Signal));
    }

    [Fact]
    public void Duration_has_no_interval() => Assert.True(Assert.Single(Find("For two decades it has held.", new LocalDate(2020, 6, 15))).Expression.Interval.IsUnknown);

    [Fact]
    public void New_paragraph_forgets_the_date_told_last()
    {
        const string text = "It began on 7 May 2008.\n\nThe next day they met.";
        Assert.Equal("2010-01-02", Find(text, new LocalDate(2010, 1, 1))[^1].Expression.Value);
    }

    [Fact]
    public void Dateline_of_the_day_before_is_the_day_of_reference()
    {
        const string text = "RIGA, February 26 (Agency) -- Ministers met here today.";
        Assert.Equal("1999-02-26", Find(text, new LocalDate(1999, 2, 27))[^1].Expression.Value);
    }

    [Fact]
    public void Any_text_is_read_without_trouble()
    {
        foreach (var text in new[] { "", " ", "31 February 2010", "99/99/9999", "the 99th century", "9999999999 years ago", "99999999 decades later", "\ud83d\ude00 2014" })
            Find(text, new LocalDate(2010, 1, 1));
    }

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).GetValueOrThrow();

    private static string Text(DateRange range) =>
        $"{range.Start?.ToString("uuuu-MM-dd", null)}..{range.End?.ToString("uuuu-MM-dd", null)}";

    private static List<(TimeExpression Expression, Rule Rule)> Find(string text, LocalDate? published) =>
        Stage.Find(new Article { Text = text, Published = published }, Sentences(text));

    /// <summary>Words and signs, with no tags and no tree: the rules rest on forms.</summary>
    private static List<Sentence> Sentences(string text)
    {
        var sentences = new List<Sentence>();
        foreach (Match part in Regex.Matches(text, @"\S[^\n]*?(?:(?<![ .]\w|Sept)\.(?= [A-Z]|\n|$)|(?=\n)|$)", RegexOptions.Singleline))
        {
            var tokens = Regex.Matches(part.Value, @"\w+|[^\w\s]").Select(m => new Token
            {
                Span = new(part.Index + m.Index, part.Index + m.Index + m.Length),
                Form = m.Value,
                Lemma = m.Value.ToLowerInvariant(),
                Upos = Upos.X,
                Xpos = "",
                Head = -1,
                Deprel = "",
            });
            sentences.Add(new(new(part.Index, part.Index + part.Length), [.. tokens]));
        }
        return sentences;
    }
}
