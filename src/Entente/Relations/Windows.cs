using Entente.Articles;
using NodaTime;

namespace Entente.Relations;

/// <summary>
/// What a range says about its two ends. "August 2008 until spring 2009" is one stretch whose start lies somewhere in August and whose end
/// lies somewhere in spring; "in April 2014" is a start only, and April is how exact it is.
/// </summary>
internal static class Windows
{
    /// <summary>The days among which the act began; unknown when the range has no start.</summary>
    public static DateRange Onset(this DateRange range)
    {
        if (range.Start is not { } start)
            return DateRange.Unknown;
        var last = UnitOf(start, range.Precision).Last;
        if (range.End < last)
            last = range.End.Value;
        return Named(start, last, range.Precision);
    }

    /// <summary>The days among which the state ended; unknown when it has no end that lies after its onset.</summary>
    public static DateRange Close(this DateRange range)
    {
        if (range.End is not { } end || range.Start is { } start && end <= UnitOf(start, range.Precision).Last)
            return DateRange.Unknown;
        var first = UnitOf(end, range.Precision).First;
        if (range.Start >= first)
            first = range.Start.Value;
        return Named(first, end, range.Precision);
    }

    /// <summary>
    /// The same of a claim's date, whose two ends may be told with different precision: in "August 2008 … spring 2009" the words of the end say how exact it is.
    /// </summary>
    public static DateRange Close(this ClaimDate date)
    {
        var close = date.Range.Close();
        if (close is not { IsUnknown: false, End: { } end } || date.Text?.LastIndexOf('…') is not (>= 0 and var at))
            return close;
        var words = date.Text[(at + 1)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var precision = words.Any(w => Seasons.Contains(w)) ? Precision.Season
            : words is [{ Length: 4 } year] && year.All(char.IsAsciiDigit) ? Precision.Year
            : date.Precision;
        return precision <= date.Precision ? close : date.Range is var range && new DateRange(range.Start, end, precision).Close() is { IsUnknown: false } wider && wider.Start > range.Onset().End ? wider : close;
    }

    private static readonly HashSet<string> Seasons = new(["spring", "summer", "autumn", "fall", "winter"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Number of days; an open or unknown range has more than any other.</summary>
    public static int Length(this DateRange range) =>
        range is { Start: { } start, End: { } end } ? Period.DaysBetween(start, end) + 1 : int.MaxValue;

    /// <summary>Days between two ranges that do not share one; 0 when they do.</summary>
    public static int Gap(DateRange a, DateRange b)
    {
        if (a.End < b.Start)
            return Period.DaysBetween(a.End.Value, b.Start.Value);
        return b.End < a.Start ? Period.DaysBetween(b.End.Value, a.Start.Value) : 0;
    }

    /// <summary>The range with the finest precision that its days allow: a season's claim about one month is exact to the month.</summary>
    private static DateRange Named(LocalDate first, LocalDate last, Precision precision) => new(first, last,
        first == last ? Precision.Day
        : precision > Precision.Month && first.Day == 1 && last == Last(first) ? Precision.Month
        : precision);

    private static LocalDate Last(LocalDate day) => day.With(DateAdjusters.EndOfMonth);

    private static (LocalDate First, LocalDate Last) UnitOf(LocalDate day, Precision precision)
    {
        switch (precision)
        {
            case Precision.Week:
                var monday = day.DayOfWeek == IsoDayOfWeek.Monday ? day : day.Previous(IsoDayOfWeek.Monday);
                return (monday, monday.PlusDays(6));
            case Precision.Month:
                return Months(day.Month, 1);
            case Precision.Quarter:
                return Months((day.Month - 1) / 3 * 3 + 1, 3);
            case Precision.Season:
                // Winter begins in December of the year before.
                return day.Month < 3 && day.Year > LocalDate.MinIsoValue.Year
                    ? (new(day.Year - 1, 12, 1), Last(new(day.Year, 2, 1)))
                    : Months(day.Month / 3 * 3, 3);
            case Precision.Half:
                return Months(day.Month < 7 ? 1 : 7, 6);
            case Precision.Year:
                return Years(1);
            case Precision.Decade:
                return Years(10);
            case Precision.Century:
                return Years(100);
            default:
                return (day, day);
        }

        (LocalDate, LocalDate) Months(int first, int count)
        {
            var start = new LocalDate(day.Year, Math.Max(first, 1), 1);
            return (start, count == 1 || day.Year == LocalDate.MaxIsoValue.Year ? Last(day) : start.PlusMonths(count).PlusDays(-1));
        }

        (LocalDate, LocalDate) Years(int count)
        {
            var first = Math.Max(day.Year / count * count, 1);
            return day.Year < 1 ? (day, day) : (new(first, 1, 1), new(Math.Min(day.Year / count * count + count - 1, LocalDate.MaxIsoValue.Year), 12, 31));
        }
    }
}
