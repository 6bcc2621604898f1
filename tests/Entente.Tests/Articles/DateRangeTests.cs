using CsCheck;
using Entente.Articles;
using NodaTime;
using Xunit;

namespace Entente.Tests.Articles;

public class DateRangeTests
{
    private static readonly Gen<LocalDate> Days = Gen.Int[-400_000, 2_500_000].Select(d => new LocalDate(1970, 1, 1).PlusDays(d));

    private static readonly Gen<Doubt> Doubts = Gen.Int[0, 3].Select(d => (Doubt)d);

    private static readonly Gen<DateRange> Ranges = Gen.Select(Days, Gen.Int[0, 40_000], Gen.Int[0, 9], Gen.Int[1, 9], Doubts, (start, length, open, precision, doubt) =>
        open switch
        {
            0 => new DateRange(start, null, (Precision)precision, doubt),
            1 => new DateRange(null, start, (Precision)precision, doubt),
            2 => DateRange.Unknown,
            _ => new DateRange(start, start.PlusDays(open < 5 ? 0 : length), (Precision)precision, doubt),
        });

    [Theory]
    [InlineData("2014-04-01", "2014-04-01", "2014-04-01", Precision.Day)]
    [InlineData("2009-03?", "2009-03-01", "2009-03-31", Precision.Month, Doubt.Uncertain)]
    [InlineData("2009-03/2009-06", "2009-03-01", "2009-06-30", Precision.Month)]
    [InlineData("2014-04/..", "2014-04-01", null, Precision.Month)]
    [InlineData("../2007-12-31", null, "2007-12-31", Precision.Day)]
    [InlineData("1997~", "1997-01-01", "1997-12-31", Precision.Year, Doubt.Approximate)]
    [InlineData("1997%", "1997-01-01", "1997-12-31", Precision.Year, Doubt.Uncertain | Doubt.Approximate)]
    [InlineData("2009-21", "2009-03-01", "2009-05-31", Precision.Season)]
    [InlineData("1994-24", "1994-12-01", "1995-02-28", Precision.Season)]
    [InlineData("1989-35", "1989-07-01", "1989-09-30", Precision.Quarter)]
    [InlineData("1990-40", "1990-01-01", "1990-06-30", Precision.Half)]
    [InlineData("199X", "1990-01-01", "1999-12-31", Precision.Decade)]
    [InlineData("19XX", "1900-01-01", "1999-12-31", Precision.Century)]
    [InlineData("2020-W53", "2020-12-28", "2021-01-03", Precision.Week)]
    [InlineData("0070", "0070-01-01", "0070-12-31", Precision.Year)]
    [InlineData("-0043", "-0043-01-01", "-0043-12-31", Precision.Year)]
    [InlineData("2008-08-08?/2009-03-01?", "2008-08-08", "2009-03-01", Precision.Day, Doubt.Uncertain)]
    public void Text_is_read_and_printed_the_same(string text, string? start, string? end, Precision precision, Doubt doubt = Doubt.None)
    {
        var range = DateRange.Parse(text);
        Assert.Equal(new DateRange(Day(start), Day(end), precision, doubt), range);
        Assert.Equal(text, range.ToString());
    }

    [Theory]
    [InlineData("2009-03..2009-06", "2009-03/2009-06")]
    [InlineData("2014-04..", "2014-04/..")]
    [InlineData("..2009", "../2009")]
    [InlineData("2014-04/", "2014-04/..")]
    [InlineData("2014-04/2014-04-30", "2014-04-01/2014-04-30")]
    [InlineData("2014-04/2014-04", "2014-04")]
    [InlineData("2014/2015-03", "2014-01/2015-03")]
    [InlineData("XXXX-XX-XX", "XXXX")]
    public void Other_spellings_are_read_too(string text, string printed)
    {
        var range = DateRange.Parse(text);
        Assert.Equal((range.Start, range.End), (DateRange.Parse(printed).Start, DateRange.Parse(printed).End));
        Assert.True(DateRange.TryParse(range.ToString(), out _, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../..")]
    [InlineData("2009-13")]
    [InlineData("2009-02-30")]
    [InlineData("2009-2-3")]
    [InlineData("09")]
    [InlineData("2010/2009")]
    [InlineData("2019-W53")]
    [InlineData("2009-03??")]
    [InlineData("2009/2010/2011")]
    [InlineData("-0000")]
    [InlineData("19X0")]
    [InlineData("2009-XX-01")]
    [InlineData("next year")]
    [InlineData("٢٠٠٩")]
    public void What_is_no_date_gets_a_reason(string text)
    {
        Assert.False(DateRange.TryParse(text, out var range, out var reason));
        Assert.True(range.IsUnknown);
        Assert.NotEmpty(reason);
        Assert.Equal(reason, Assert.Throws<FormatException>(() => DateRange.Parse(text)).Message);
    }

    [Fact]
    public void Wrong_values_cannot_be_made()
    {
        var (first, second) = (new LocalDate(2009, 1, 1), new LocalDate(2009, 1, 2));
        Assert.Throws<ArgumentException>(() => new DateRange(second, first, Precision.Day));
        Assert.Throws<ArgumentException>(() => new DateRange(first, second, Precision.Unknown));
        Assert.Throws<ArgumentException>(() => new DateRange(null, null, Precision.Year));
        Assert.Throws<ArgumentException>(() => new DateRange(first, second, (Precision)42));
        Assert.Throws<ArgumentException>(() => new DateRange(first, second, Precision.Day, (Doubt)8));
        Assert.Throws<ArgumentException>(() => new DateRange(null, null, Precision.Unknown, Doubt.Uncertain));
        Assert.Throws<ArgumentException>(() => new DateRange(first.WithCalendar(CalendarSystem.Julian), null, Precision.Day));
    }

    [Fact]
    public void Printed_and_read_back_the_days_and_the_doubt_stay_and_the_text_too() => Ranges.Sample(range =>
    {
        var read = DateRange.Parse(range.ToString());
        return (read.Start, read.End, read.Doubt) == (range.Start, range.End, range.Doubt) && read.Precision <= range.Precision && read.ToString() == range.ToString();
    });

    [Fact]
    public void Any_text_is_read_or_refused_with_a_reason() =>
        Gen.String[Gen.Char["0123456789-/.?~%XW "], 0, 30].Sample(text => DateRange.TryParse(text, out var range, out var reason) ? reason is null && range == DateRange.Parse(range.ToString()) | true : reason.Length > 0);

    [Fact]
    public void Intersection_is_the_same_from_both_sides_and_lies_in_both() => Gen.Select(Ranges, Ranges, Days).Sample((a, b, day) =>
    {
        var both = a.Intersect(b);
        return both == b.Intersect(a)
            && (both.IsUnknown || (a.Contains(both) && b.Contains(both)))
            && a.Overlaps(b) == b.Overlaps(a)
            && (a.Overlaps(b) || both.IsUnknown)
            && (a.Contains(day) && b.Contains(day)) == (both.Contains(day));
    });

    [Fact]
    public void Of_two_known_ranges_one_is_before_or_they_overlap() => Gen.Select(Ranges, Ranges).Where((a, b) => !a.IsUnknown && !b.IsUnknown).Sample((a, b) =>
        (a.IsBefore(b) ? 1 : 0) + (b.IsBefore(a) ? 1 : 0) + (a.Overlaps(b) ? 1 : 0) == 1);

    [Fact]
    public void Order_is_total_and_agrees_with_equality() => Gen.Select(Ranges, Ranges, Ranges).Sample((a, b, c) =>
        Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
        && (a.CompareTo(b) == 0) == (a == b)
        && (!(a <= b && b <= c) || a <= c));

    private static LocalDate? Day(string? iso) => iso is null ? null : NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;
}
