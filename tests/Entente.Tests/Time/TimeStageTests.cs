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
        Assert.NotEmpty(rule.Not);
        Assert.True(rule.Examples.Count > 0 || rule.Value == "none", "A rule needs an example.");
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

    [Theory]
    [InlineData("It began at 10:35 a.m. (0735 GMT) Friday.", "1998-08-07T10:35", "1998-08-07T07:35", "1998-08-07")]
    public void Clock_times_take_the_day_told_beside_them(string text, params string[] values) =>
        Assert.Equal(values, Find(text, new LocalDate(1998, 8, 8)).Select(f => f.Expression.Value));

    [Theory]
    [InlineData("Agreed on 03/04/2012 there.", NumericOrder.FromText, null, "2012-03-04", "2012-04-03")]
    [InlineData("Agreed on 03/04/2012 there.", NumericOrder.DayFirst, null, "2012-04-03", "2012-03-04")]
    [InlineData("Agreed on 03/04/2012 there.", NumericOrder.FromText, "news.example.co.uk", "2012-04-03", "2012-03-04")]
    [InlineData("Agreed on 03/04/2012 there, ended on 13/05/2012.", NumericOrder.FromText, null, "2012-04-03", "2012-03-04")]
    [InlineData("Agreed on 03/04/2012 there, ended on 05/13/2012.", NumericOrder.DayFirst, null, "2012-04-03", "2012-03-04")]
    [InlineData("Agreed on 04/04/2012 there.", NumericOrder.FromText, null, "2012-04-04", null)]
    [InlineData("Agreed on 13/04/2012 there.", NumericOrder.MonthFirst, null, "2012-04-13", null)]
    public void Numeric_date_in_doubt_is_read_as_the_article_writes_them(string text, NumericOrder order, string? outlet, string value, string? other)
    {
        var stage = TimeStage.English(new TimeOptions { NumericDates = order });
        var time = stage.Find(new Article { Text = text, Outlet = outlet }, Sentences(text))[0].Expression;
        Assert.Equal((value, other), (time.Value, time.OtherValue));
    }

    [Theory]
    [InlineData("It grew in the 1990s.", DecadeStyle.Short, "199")]
    [InlineData("It grew in the 1990s.", DecadeStyle.Padded, "199X")]
    [InlineData("It grew in the 19th century.", DecadeStyle.Padded, "18XX")]
    public void Decades_are_written_as_asked(string text, DecadeStyle style, string value)
    {
        var stage = TimeStage.English(new TimeOptions { Decades = style });
        Assert.Equal(value, Assert.Single(stage.Find(new Article { Text = text }, Sentences(text))).Expression.Value);
    }

    [Theory]
    [InlineData("2013", "Orthodox Easter", "2013-05-05")]
    [InlineData("2024", "Thanksgiving", "2024-11-28")]
    [InlineData("2024", "Memorial Day", "2024-05-27")]
    [InlineData("1973", "Yom Kippur", "1973-10-06")]
    [InlineData("2024", "Passover", "2024-04-23")]
    [InlineData("2023", "Eid al-Fitr", "2023-04-21")]
    [InlineData("2024", "Chinese New Year", "2024-02-10")]
    [InlineData("2021", "Good Friday", "2021-04-02")]
    public void Holiday_falls_on_its_day(string year, string holiday, string value) =>
        Assert.Equal(value, Assert.Single(Find($"They met on {holiday} {year} there.", null)).Expression.Value);

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
