using Entente.Articles;
using NodaTime;
using NodaTime.Calendars;

namespace Entente.Time;

/// <summary>What an expression means: TIMEX3 type, value and modifier, and its days.</summary>
internal readonly record struct TimeValue(TimexType Type, string Value, DateRange Range, string? Mod = null);

/// <summary>Reference days of one expression.</summary>
/// <param name="Published">Day of publication.</param>
/// <param name="Told">Last date told in the paragraph; the day of publication when none was.</param>
/// <param name="Future">Whether the words around point forward.</param>
internal readonly record struct TimeReference(LocalDate? Published, DateRange Told, bool Future);

/// <summary>Makes values of what rules took. Seasons are northern: spring is March to May, winter runs into the next year's February.</summary>
internal static class TimeValues
{
    private static readonly string[] Seasons = ["", "SP", "SU", "FA", "WI"];
    private static readonly string[] Parts = ["", "MO", "AF", "EV", "NI", "12:00", "24:00", "12:00"];
    private static readonly string?[] Mods = [null, "START", "MID", "END"];

    private const int Day = 4, Week = 5, Weekend = 6, Month = 7, Quarter = 8, Year = 9, Decade = 10, Century = 11, Fortnight = 12;

    /// <summary>The value of a match; null when the words do not make sense together ("February 30").</summary>
    public static TimeValue? Of(TimeMatch match, TimeReference reference) => match.Rule.Value switch
    {
        "iso" or "slash" or "date" => Date(match, reference),
        "weekday" => Weekday(match, reference),
        "relative_day" => RelativeDay(match, reference),
        "which" => Which(match, reference),
        "following" => Following(match, reference),
        "ago" => Ago(match, reference),
        "later" => Later(match, reference),
        "season" => Season(match["year"]!.Value, match["season"]!.Value),
        "quarter" => Part(match, reference),
        "decade" => DecadeOf(match["decade"]!.Value, match["modifier"] ?? 0),
        "century" => CenturyOf((match["ordinal"] ?? match["ordinal_number"])!.Value, match["modifier"] ?? 0),
        "short_range" => ShortRange(match["year"]!.Value, match["short_year"]!.Value),
        "duration" => new(TimexType.Duration, Length(match), DateRange.Unknown, match.Has("more") ? "MORE_THAN" : null),
        "set" => Set(match),
        "present" => new(TimexType.Date, "PRESENT_REF", DateRange.Unknown),
        "past" => new(TimexType.Date, "PAST_REF", DateRange.Unknown),
        "clock" => Clock(match, reference),
        var other => throw new InvalidDataException($"Time rule {match.Rule.Id} makes the value '{other}', which there is not."),
    };

    /// <summary>The days of an act that is told with these days and a signal.</summary>
    public static DateRange Interval(DateRange range, TimeSignal signal) => range.IsUnknown ? range : signal switch
    {
        TimeSignal.Since => new(range.Start, null, range.Precision),
        TimeSignal.Until or TimeSignal.By => new(null, range.End, range.Precision),
        TimeSignal.Before => new(null, range.Start?.PlusDays(-1), range.Precision),
        TimeSignal.After => new(range.End?.PlusDays(1), null, range.Precision),
        _ => range,
    };

    public static DateRange YearRange(int year) => new(new(year, 1, 1), new(year, 12, 31), Precision.Year);

    public static DateRange MonthRange(int year, int month) => new(new(year, month, 1), new LocalDate(year, month, 1).With(DateAdjusters.EndOfMonth), Precision.Month);

    private static TimeValue? Date(TimeMatch match, TimeReference reference)
    {
        var mod = match["modifier"] ?? 0;
        if (match["month"] is not { } month)
            return match["year"] is { } only ? new(TimexType.Date, $"{only:0000}", Trim(YearRange(only), mod), Mods[mod]) : null;
        if (match["day"] is not { } day)
        {
            var of = match["year"] ?? YearOfMonth(month, reference);
            return of is { } known ? new(TimexType.Date, $"{known:0000}-{month:00}", Trim(MonthRange(known, month), mod), Mods[mod]) : new(TimexType.Date, $"XXXX-{month:00}", DateRange.Unknown, Mods[mod]);
        }
        var year = match["year"] ?? YearOfDay(month, day, reference);
        if (year is not { } y)
            return new(TimexType.Date, $"XXXX-{month:00}-{day:00}", DateRange.Unknown);
        if (y is < 1 or > 9998 || day > CalendarSystem.Iso.GetDaysInMonth(y, month))
            return null;
        return OfDay(new LocalDate(y, month, day));
    }

    private static int? YearOfMonth(int month, TimeReference reference)
    {
        if (reference.Published is not { } published)
            return null;
        if (Told(reference) is { } told)
            return told.Year;
        return reference.Future ? (month < published.Month ? published.Year + 1 : published.Year) : month > published.Month ? published.Year - 1 : published.Year;
    }

    private static int? YearOfDay(int month, int day, TimeReference reference)
    {
        if (reference.Published is not { } published)
            return null;
        if (Told(reference) is { } told)
            return told.Year;
        var candidate = new LocalDate(published.Year, month, Math.Min(day, CalendarSystem.Iso.GetDaysInMonth(published.Year, month)));
        var distance = Period.DaysBetween(published, candidate);
        if (reference.Future)
            return distance < -180 ? published.Year + 1 : published.Year;
        // Papers print dates a little ahead without saying "next"; far ahead they mean the year before.
        return distance > 60 ? published.Year - 1 : published.Year;
    }

    /// <summary>A past year that the paragraph has named carries on: "In 1968 … In August troops marched in".</summary>
    private static LocalDate? Told(TimeReference reference) =>
        reference.Told.Start is { } told && reference.Published is { } published && told.Year < published.Year - 1 && reference.Told.Precision is Precision.Year or Precision.Month or Precision.Day ? told : null;

    private static TimeValue? Weekday(TimeMatch match, TimeReference reference)
    {
        var weekday = match["weekday"]!.Value;
        if (reference.Published is not { } published)
            return new(TimexType.Date, $"XXXX-WXX-{weekday}", DateRange.Unknown);
        var back = ((int)published.DayOfWeek - weekday + 7) % 7;
        var day = reference.Future && back != 0 ? published.PlusDays(7 - back) : published.PlusDays(-back);
        return WithPart(day, match["part"]);
    }

    private static TimeValue? RelativeDay(TimeMatch match, TimeReference reference)
    {
        if (reference.Published is not { } published)
            return new(TimexType.Date, match["relative_day"] == 0 ? "PRESENT_REF" : "XXXX-XX-XX", DateRange.Unknown);
        var day = published.PlusDays(match["relative_day"]!.Value);
        return WithPart(day, match["part"] ?? (IsTonight(match) ? 4 : null));
    }

    private static bool IsTonight(TimeMatch match) => match.Word("relative_day")?.Equals("tonight", StringComparison.OrdinalIgnoreCase) == true;

    private static TimeValue? Which(TimeMatch match, TimeReference reference)
    {
        if (reference.Published is not { } published)
            return new(TimexType.Date, "XXXX", DateRange.Unknown);
        var which = match["which"]!.Value;
        if (match["weekday"] is { } weekday)
        {
            var back = ((int)published.DayOfWeek - weekday + 7) % 7;
            return OfDay(which switch
            {
                < 0 => published.PlusDays(back == 0 ? -7 : -back),
                > 0 => published.PlusDays(7 - back),
                _ => reference.Future ? published.PlusDays(back == 0 ? 0 : 7 - back) : published.PlusDays(-back),
            });
        }
        if (match["month"] is { } month)
        {
            var year = which switch
            {
                < 0 => month < published.Month ? published.Year : published.Year - 1,
                > 0 => month > published.Month ? published.Year : published.Year + 1,
                _ => published.Year,
            };
            return new(TimexType.Date, $"{year:0000}-{month:00}", MonthRange(year, month));
        }
        if (match["season"] is { } season)
            return Season(published.Year + (which < 0 && season * 3 > published.Month ? -1 : which > 0 && season * 3 <= published.Month ? 1 : 0), season);
        if (match.Word("which")?.Equals("past", StringComparison.OrdinalIgnoreCase) == true)
            return new(TimexType.Duration, $"P1{Letter(match["unit"]!.Value)}", Around(published, match["unit"]!.Value, -1));
        return Unit(match["unit"]!.Value, published, which);
    }

    private static DateRange Around(LocalDate published, int unit, int n) =>
        Shift(published, unit, n) is { } start && start <= published ? new DateRange(start, published, PrecisionOf(unit)) : DateRange.Unknown;

    private static TimeValue? Following(TimeMatch match, TimeReference reference)
    {
        if (reference.Told.End is not { } told || (match["unit"] ?? match["units"]) is not { } unit)
            return null;
        return match.Has("same") ? Unit(unit, told, 0) : Unit(unit, told, 1);
    }

    private static TimeValue? Ago(TimeMatch match, TimeReference reference)
    {
        var unit = (match["unit"] ?? match["units"])!.Value;
        if (match["count"] is not { } count)
            return new(TimexType.Date, "PAST_REF", DateRange.Unknown);
        return reference.Published is { } published && Shift(published, unit, -count) is { } day ? Unit(unit, day, 0) : new(TimexType.Date, "PAST_REF", DateRange.Unknown);
    }

    private static TimeValue? Later(TimeMatch match, TimeReference reference)
    {
        var unit = (match["unit"] ?? match["units"])!.Value;
        var count = match["count"]!.Value * (match.Has("later") ? 1 : -1);
        return reference.Told.Start is { } told && Shift(told, unit, count) is { } day ? Unit(unit, day, 0) : new(TimexType.Duration, Length(match), DateRange.Unknown);
    }

    private static TimeValue? Part(TimeMatch match, TimeReference reference)
    {
        var n = match["ordinal"]!.Value;
        var half = match.Has("half");
        if (n > (half ? 2 : 4))
            return null;
        var months = half ? 6 : 3;
        var year = match["year"] ?? reference.Published?.Year;
        if (year is not { } y)
            return new(TimexType.Date, $"XXXX-{(half ? "H" : "Q")}{n}", DateRange.Unknown);
        if (match["year"] is null && !reference.Future && new LocalDate(y, ((n - 1) * months) + 1, 1) > reference.Published)
            y--;
        var start = new LocalDate(y, ((n - 1) * months) + 1, 1);
        return new(TimexType.Date, $"{y:0000}-{(half ? "H" : "Q")}{n}", new(start, start.PlusMonths(months).PlusDays(-1), half ? Precision.Half : Precision.Quarter));
    }

    private static TimeValue Season(int year, int season)
    {
        var start = new LocalDate(year, season * 3, 1);
        return new(TimexType.Date, $"{year:0000}-{Seasons[season]}", new(start, start.PlusMonths(3).PlusDays(-1), Precision.Season));
    }

    private static TimeValue DecadeOf(int year, int mod)
    {
        var (from, to) = mod switch { 1 => (0, 4), 2 => (3, 7), 3 => (5, 9), _ => (0, 9) };
        return new(TimexType.Date, $"{year / 10:000}", new(new(year + from, 1, 1), new(year + to, 12, 31), Precision.Decade), Mods[mod]);
    }

    private static TimeValue? CenturyOf(int rank, int mod)
    {
        if (rank is < 1 or > 30)
            return null;
        var year = (rank - 1) * 100;
        var (from, to) = mod switch { 1 => (0, 33), 2 => (33, 66), 3 => (66, 99), _ => (0, 99) };
        return new(TimexType.Date, $"{rank - 1:00}", new(new(Math.Max(1, year + from), 1, 1), new(year + to, 12, 31), Precision.Century), Mods[mod]);
    }

    private static TimeValue? ShortRange(int year, int last)
    {
        var end = (year / 100 * 100) + last;
        return end > year ? new(TimexType.Date, $"{year:0000}", new(new(year, 1, 1), new(end, 12, 31), Precision.Year)) : null;
    }

    private static TimeValue Set(TimeMatch match)
    {
        if (match["weekday"] is { } weekday)
            return new(TimexType.Set, $"XXXX-WXX-{weekday}", DateRange.Unknown);
        if (match["season"] is { } season)
            return new(TimexType.Set, $"XXXX-{Seasons[season]}", DateRange.Unknown);
        return new(TimexType.Set, $"P1{Letter((match["unit"] ?? match["adverb_set"])!.Value)}", DateRange.Unknown);
    }

    private static TimeValue? Clock(TimeMatch match, TimeReference reference)
    {
        var minutes = match["clock"]!.Value;
        if ((match.Has("p.m.") || match.Has("pm")) && minutes < 720)
            minutes += 720;
        var clock = $"T{minutes / 60:00}:{minutes % 60:00}";
        return reference.Published is { } published
            ? new(TimexType.Time, $"{published.ToString("uuuu-MM-dd", null)}{clock}", DateRange.Day(published))
            : new(TimexType.Time, $"XXXX-XX-XX{clock}", DateRange.Unknown);
    }

    private static string Length(TimeMatch match)
    {
        var unit = (match["unit"] ?? match["units"])!.Value;
        var count = match["count"]?.ToString() ?? "X";
        if (unit == Fortnight)
            return match["count"] is { } fortnights ? $"P{fortnights * 2}W" : "PXW";
        return (unit < Day ? "PT" : "P") + count + Letter(unit);
    }

    private static string Letter(int unit) => unit switch { 1 => "S", 2 => "M", 3 => "H", Day => "D", Week => "W", Weekend => "WE", Month => "M", Quarter => "Q", Year => "Y", Decade => "DE", Century => "CE", _ => "W" };

    private static Precision PrecisionOf(int unit) => unit switch { <= Day => Precision.Day, Week or Weekend or Fortnight => Precision.Week, Month => Precision.Month, Quarter => Precision.Quarter, Year => Precision.Year, Decade => Precision.Decade, _ => Precision.Century };

    /// <summary>A day moved by n units; null outside the calendar.</summary>
    private static LocalDate? Shift(LocalDate day, int unit, int n)
    {
        if (Math.Abs(n) > 9000)
            return null;
        var years = unit switch { Year => n, Decade => n * 10, Century => n * 100, _ => 0 };
        if (day.Year + years is < 1 or > 9998)
            return null;
        return unit switch
        {
            < Day => day,
            Day => day.PlusDays(n),
            Week or Weekend => day.PlusWeeks(n),
            Fortnight => day.PlusWeeks(2 * n),
            Month => day.PlusMonths(n),
            Quarter => day.PlusMonths(3 * n),
            _ => day.PlusYears(years),
        };
    }

    /// <summary>The calendar unit that lies n units from the one of a day.</summary>
    private static TimeValue? Unit(int unit, LocalDate day, int n)
    {
        if (Shift(day, unit, n) is not { } at)
            return null;
        switch (unit)
        {
            case <= Day:
                return OfDay(at);
            case Week or Fortnight:
                var monday = at.PlusDays(1 - (int)at.DayOfWeek);
                return new(TimexType.Date, WeekValue(at), new(monday, monday.PlusDays(6), Precision.Week));
            case Weekend:
                var saturday = at.PlusDays(6 - (int)at.DayOfWeek);
                return new(TimexType.Date, WeekValue(at) + "-WE", new(saturday, saturday.PlusDays(1), Precision.Week));
            case Month:
                return new(TimexType.Date, $"{at.Year:0000}-{at.Month:00}", MonthRange(at.Year, at.Month));
            case Quarter:
                var quarter = (at.Month - 1) / 3;
                var start = new LocalDate(at.Year, (quarter * 3) + 1, 1);
                return new(TimexType.Date, $"{at.Year:0000}-Q{quarter + 1}", new(start, start.PlusMonths(3).PlusDays(-1), Precision.Quarter));
            case Year:
                return new(TimexType.Date, $"{at.Year:0000}", YearRange(at.Year));
            case Decade:
                return DecadeOf(at.Year / 10 * 10, 0);
            default:
                return CenturyOf((at.Year / 100) + 1, 0);
        }
    }

    private static string WeekValue(LocalDate day) => $"{WeekYearRules.Iso.GetWeekYear(day):0000}-W{WeekYearRules.Iso.GetWeekOfWeekYear(day):00}";

    private static TimeValue OfDay(LocalDate day) => new(TimexType.Date, day.ToString("uuuu-MM-dd", null), DateRange.Day(day));

    private static TimeValue WithPart(LocalDate day, int? part) => part is { } p
        ? new(TimexType.Time, $"{day.ToString("uuuu-MM-dd", null)}T{Parts[p]}", DateRange.Day(day))
        : OfDay(day);

    /// <summary>The part of a month or year that "early", "mid" or "late" names.</summary>
    private static DateRange Trim(DateRange range, int mod)
    {
        if (mod == 0 || range.Start is not { } start || range.End is not { } end)
            return range;
        var third = (Period.DaysBetween(start, end) + 1) / 3;
        return mod switch
        {
            1 => new(start, start.PlusDays(third - 1), range.Precision),
            2 => new(start.PlusDays(third), end.PlusDays(-third), range.Precision),
            _ => new(end.PlusDays(1 - third), end, range.Precision),
        };
    }
}
