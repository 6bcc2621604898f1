using Entente.Articles;
using NodaTime;
using NodaTime.Calendars;

namespace Entente.Time;

/// <summary>Units of time, from fine to coarse.</summary>
internal enum Grain
{
    Second, Minute, Hour, Day, Weekend, Week, Fortnight, Month, Quarter, Season, Half, Year, Decade, Century,
}

/// <summary>One stretch of the calendar: a grain, its first day and, for a time of day, the tail of its TIMEX3 value (<c>TMO</c>, <c>T15:00</c>).</summary>
internal readonly record struct Period(Grain Grain, LocalDate Start, string? TimeOfDay = null)
{
    private static readonly string[] Seasons = ["SP", "SU", "FA", "WI"];

    /// <summary>First day after the last representable year of news; keeps shifts in bounds.</summary>
    private static readonly LocalDate Latest = new(9900, 1, 1);

    /// <summary>Last day.</summary>
    public LocalDate End => Grain switch
    {
        Grain.Second or Grain.Minute or Grain.Hour or Grain.Day => Start,
        Grain.Weekend => Start.PlusDays(1),
        Grain.Week => Start.PlusDays(6),
        Grain.Fortnight => Start.PlusDays(13),
        Grain.Month => Start.PlusMonths(1).PlusDays(-1),
        Grain.Quarter or Grain.Season => Start.PlusMonths(3).PlusDays(-1),
        Grain.Half => Start.PlusMonths(6).PlusDays(-1),
        Grain.Year => Start.PlusYears(1).PlusDays(-1),
        Grain.Decade => Start.PlusYears(10).PlusDays(-1),
        _ => Start.PlusYears(100).PlusDays(-1),
    };

    /// <summary>How exact the days are.</summary>
    public Precision Precision => Grain switch
    {
        <= Grain.Day => Precision.Day,
        Grain.Weekend or Grain.Week or Grain.Fortnight => Precision.Week,
        Grain.Month => Precision.Month,
        Grain.Quarter => Precision.Quarter,
        Grain.Season => Precision.Season,
        Grain.Half => Precision.Half,
        Grain.Year => Precision.Year,
        Grain.Decade => Precision.Decade,
        _ => Precision.Century,
    };

    /// <summary>TIMEX3 value. A week counts as ISO 8601 does; a winter carries the year of its December.</summary>
    public string Value => Grain switch
    {
        Grain.Second or Grain.Minute or Grain.Hour or Grain.Day => $"{Start.Year:0000}-{Start.Month:00}-{Start.Day:00}{TimeOfDay}",
        Grain.Weekend => $"{Week(Start)}-WE",
        Grain.Week or Grain.Fortnight => Week(Start),
        Grain.Month => $"{Start.Year:0000}-{Start.Month:00}",
        Grain.Quarter => $"{Start.Year:0000}-Q{(Start.Month + 2) / 3}",
        Grain.Season => $"{Start.Year:0000}-{Seasons[(Start.Month / 3) - 1]}",
        Grain.Half => $"{Start.Year:0000}-H{(Start.Month + 5) / 6}",
        Grain.Year => $"{Start.Year:0000}",
        Grain.Decade => $"{Start.Year / 10:000}",
        _ => $"{Start.Year / 100:00}",
    };

    /// <summary>The days.</summary>
    public DateRange Range => new(Start, End, Precision);

    /// <summary>The period of this grain that holds the day; a weekend is that of the day's week.</summary>
    public static Period Of(Grain grain, LocalDate day) => grain switch
    {
        Grain.Weekend => new(grain, Monday(day).PlusDays(5)),
        Grain.Week or Grain.Fortnight => new(grain, Monday(day)),
        Grain.Month => new(grain, new(day.Year, day.Month, 1)),
        Grain.Quarter => new(grain, new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1)),
        Grain.Season => new(grain, day.Month < 3 ? new(day.Year - 1, 12, 1) : new(day.Year, day.Month / 3 * 3, 1)),
        Grain.Half => new(grain, new(day.Year, day.Month < 7 ? 1 : 7, 1)),
        Grain.Year => new(grain, new(day.Year, 1, 1)),
        Grain.Decade => new(grain, new(Math.Max(day.Year / 10 * 10, 1), 1, 1)),
        Grain.Century => new(grain, new(Math.Max(day.Year / 100 * 100, 1), 1, 1)),
        _ => new(Grain.Day, day),
    };

    /// <summary>The first quarter, half or season (0 spring … 3 winter) and so on of a year, or month, or day; null when it has none or the year is out of the calendar of news.</summary>
    public static Period? In(Grain grain, int year, int index) => year < 1 || year >= Latest.Year ? null : grain switch
    {
        Grain.Month when index is >= 1 and <= 12 => new(grain, new(year, index, 1)),
        Grain.Quarter when index is >= 1 and <= 4 => new(grain, new(year, (3 * index) - 2, 1)),
        Grain.Half when index is 1 or 2 => new(grain, new(year, (6 * index) - 5, 1)),
        Grain.Season when index is >= 0 and <= 3 => new(grain, new(year, 3 * (index + 1), 1)),
        _ => null,
    };

    /// <summary>Number of a season from its TIMEX3 letters.</summary>
    public static int SeasonIndex(string letters) => Array.IndexOf(Seasons, letters);

    /// <summary>The period <paramref name="count"/> of the same grain later; null when that leaves the calendar of news.</summary>
    public Period? Shift(long count) => Shift(Start, Grain, count) is { } day ? Of(Grain, day) : null;

    /// <summary>A day moved by a number of units; null when that leaves the years 1 to 9899.</summary>
    public static LocalDate? Shift(LocalDate day, Grain unit, long count)
    {
        if (Math.Abs(count) > 3_000_000)
            return null;
        var n = (int)count;
        var (years, months, days) = unit switch
        {
            Grain.Century => (100 * n, 0, 0),
            Grain.Decade => (10 * n, 0, 0),
            Grain.Year => (n, 0, 0),
            Grain.Half => (0, 6 * n, 0),
            Grain.Quarter or Grain.Season => (0, 3 * n, 0),
            Grain.Month => (0, n, 0),
            Grain.Fortnight => (0, 0, 14 * n),
            Grain.Week or Grain.Weekend => (0, 0, 7 * n),
            Grain.Day => (0, 0, n),
            _ => (0, 0, 0),
        };
        var year = day.Year + years + (months / 12) + (days / 366);
        if (year < 2 || year >= Latest.Year)
            return null;
        return day.PlusYears(years).PlusMonths(months).PlusDays(days);
    }

    private static LocalDate Monday(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);

    private static string Week(LocalDate day) =>
        $"{WeekYearRules.Iso.GetWeekYear(day):0000}-W{WeekYearRules.Iso.GetWeekOfWeekYear(day):00}";
}
