using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;
using NodaTime.Calendars;

namespace Entente.Articles;

/// <summary>Writes and reads ranges of days in ISO 8601-2 (Extended Date/Time Format); <see cref="DateRange.Parse"/> says what of it.</summary>
internal static class Edtf
{
    private const string Nothing = "XXXX";
    private const string Open = "..";

    /// <summary>No text of a range is longer; what is longer is not looked at.</summary>
    private const int MostCharacters = 64;

    public static string Write(DateRange range)
    {
        if (range.IsUnknown)
            return Nothing;
        var mark = range.Doubt switch { Doubt.None => "", Doubt.Uncertain => "?", Doubt.Approximate => "~", _ => "%" };
        foreach (var precision in new[] { range.Precision, Precision.Month })
        {
            if (precision > range.Precision)
                continue;
            var start = range.Start is { } first ? Unit(precision, first) : null;
            var end = range.End is { } last ? Unit(precision, last) : null;
            if ((range.Start is null || start?.Start == range.Start) && (range.End is null || end?.End == range.End))
                return Join(Name(start, precision), Name(end, precision), mark);
        }
        return Join(Name(range.Start), Name(range.End), mark);
    }

    public static bool TryRead(string text, out DateRange range, [NotNullWhen(false)] out string? reason)
    {
        range = default;
        reason = null;
        if (text.Length > MostCharacters)
            reason = "A date or range of dates is not so long.";
        else if (text is Nothing or "XXXX-XX" or "XXXX-XX-XX")
            return true;
        else if (text.Contains('/'))
            reason = ReadPair(text, text.IndexOf('/'), 1, out range);
        else if (text.IndexOf(Open, StringComparison.Ordinal) is >= 0 and var dots)
            reason = ReadPair(text, dots, Open.Length, out range);
        else if ((reason = ReadPart(text, out var part)) is null)
            range = part;
        return reason is null;
    }

    private static string? ReadPair(string text, int at, int length, out DateRange range)
    {
        range = default;
        DateRange start = default, end = default;
        var (left, right) = (text[..at], text[(at + length)..]);
        if (left is not ("" or Open) && ReadPart(left, out start) is { } wrong)
            return wrong;
        if (right is not ("" or Open) && ReadPart(right, out end) is { } alsoWrong)
            return alsoWrong;
        if (start.IsUnknown && end.IsUnknown)
            return $"'{text}' has no end that is known.";
        if (start.Start > end.End)
            return $"'{text}' ends before it starts.";
        range = new(start.Start, end.End, (Precision)Math.Max((int)start.Precision, (int)end.Precision), start.Doubt | end.Doubt);
        return null;
    }

    private static string? ReadPart(string text, out DateRange range)
    {
        range = default;
        var doubt = text switch { [.., '?'] => Doubt.Uncertain, [.., '~'] => Doubt.Approximate, [.., '%'] => Doubt.Uncertain | Doubt.Approximate, _ => Doubt.None };
        var bare = doubt == Doubt.None ? text : text[..^1];
        if (Parse(bare) is not var (precision, start, end))
            return $"'{text}' is no date of ISO 8601-2, such as 2014-04-01, 2014-04, 2014, 2009-21 (spring), 201X.";
        range = new(start, end, precision, doubt);
        return null;
    }

    private static (Precision Precision, LocalDate Start, LocalDate End)? Parse(string text)
    {
        var negative = text.StartsWith('-');
        var parts = (negative ? text[1..] : text).Split('-');
        if (parts[0].Length != 4)
            return null;
        var unknown = parts[0].EndsWith("XX", StringComparison.Ordinal) ? 2 : parts[0].EndsWith('X') ? 1 : 0;
        if (Number(parts[0][..^unknown]) is not { } year)
            return null;
        year = negative ? -year : year;
        if (negative && (year == 0 || unknown > 0) || year < -9998)
            return null;
        return (parts.Length, unknown) switch
        {
            (1, 0) => Of(Precision.Year, year, 1, 1),
            (1, 1) => Of(Precision.Decade, Math.Max(year * 10, 1), 1, 1),
            (1, 2) => Of(Precision.Century, Math.Max(year * 100, 1), 1, 1),
            (2, 0) when parts[1] is ['W', .. var week] => OfWeek(year, Number(week, 2)),
            (2, 0) => Number(parts[1], 2) switch
            {
                >= 1 and <= 12 and var month => Of(Precision.Month, year, month, 1),
                >= 21 and <= 24 and var season => Of(Precision.Season, year, 3 * (season - 20), 1),
                >= 33 and <= 36 and var quarter => Of(Precision.Quarter, year, (3 * (quarter - 32)) - 2, 1),
                >= 40 and <= 41 and var half => Of(Precision.Half, year, (6 * (half - 39)) - 5, 1),
                _ => null,
            },
            (3, 0) when Number(parts[1], 2) is >= 1 and <= 12 and var month && Number(parts[2], 2) is >= 1 and var day && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
                => Of(Precision.Day, year, month, day),
            _ => null,
        };
    }

    private static (Precision Precision, LocalDate Start, LocalDate End)? Of(Precision precision, int year, int month, int day)
    {
        var start = new LocalDate(year, month, day);
        return Unit(precision, start) is { } unit ? (precision, unit.Start, unit.End) : null;
    }

    private static (Precision Precision, LocalDate Start, LocalDate End)? OfWeek(int year, int? week)
    {
        if (week is not >= 1 || year is < 1 or > 9998 || week > WeekYearRules.Iso.GetWeeksInWeekYear(year))
            return null;
        var monday = WeekYearRules.Iso.GetLocalDate(year, week.Value, IsoDayOfWeek.Monday, CalendarSystem.Iso);
        return (Precision.Week, monday, monday.PlusDays(6));
    }

    private static int? Number(string digits, int length = 0) =>
        digits.Length > 0 && (length == 0 || digits.Length == length) && digits.All(char.IsAsciiDigit) ? int.Parse(digits, CultureInfo.InvariantCulture) : null;

    private static string Join(string? start, string? end, string mark) =>
        start == end ? start + mark : $"{(start is null ? Open : start + mark)}/{(end is null ? Open : end + mark)}";

    /// <summary>The unit of a precision that a day lies in; null near the ends of the calendar.</summary>
    private static (LocalDate Start, LocalDate End)? Unit(Precision precision, LocalDate day)
    {
        if (day.Year is < -9997 or > 9997 && precision is not Precision.Day)
            return null;
        var (start, months) = precision switch
        {
            Precision.Month => (new LocalDate(day.Year, day.Month, 1), 1),
            Precision.Quarter => (new LocalDate(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1), 3),
            Precision.Season => (day.Month < 3 ? new LocalDate(day.Year - 1, 12, 1) : new LocalDate(day.Year, day.Month / 3 * 3, 1), 3),
            Precision.Half => (new LocalDate(day.Year, day.Month < 7 ? 1 : 7, 1), 6),
            Precision.Year => (new LocalDate(day.Year, 1, 1), 12),
            Precision.Decade when day.Year > 0 => (new LocalDate(Math.Max(day.Year / 10 * 10, 1), 1, 1), 120),
            Precision.Century when day.Year > 0 => (new LocalDate(Math.Max(day.Year / 100 * 100, 1), 1, 1), 1200),
            _ => (day, 0),
        };
        if (precision == Precision.Week)
            return day.Year is < 2 or > 9996 ? null : (day.PlusDays(1 - (int)day.DayOfWeek), day.PlusDays(7 - (int)day.DayOfWeek));
        if (months == 0)
            return precision == Precision.Day ? (day, day) : null;
        // The first decade and century have no year 0 to begin with.
        if (precision >= Precision.Decade && day.Year / (months / 12) == 0)
            return (start, new LocalDate((months / 12) - 1, 12, 31));
        return start.Year + (months / 12) > 9999 ? null : (start, start.PlusMonths(months).PlusDays(-1));
    }

    private static string? Name((LocalDate Start, LocalDate End)? unit, Precision precision)
    {
        if (unit is not var (start, _))
            return null;
        var year = Year(start.Year);
        return precision switch
        {
            Precision.Week => string.Create(CultureInfo.InvariantCulture, $"{Year(WeekYearRules.Iso.GetWeekYear(start))}-W{WeekYearRules.Iso.GetWeekOfWeekYear(start):00}"),
            Precision.Month => string.Create(CultureInfo.InvariantCulture, $"{year}-{start.Month:00}"),
            Precision.Season => string.Create(CultureInfo.InvariantCulture, $"{year}-{20 + (start.Month / 3)}"),
            Precision.Quarter => string.Create(CultureInfo.InvariantCulture, $"{year}-{32 + ((start.Month + 2) / 3)}"),
            Precision.Half => string.Create(CultureInfo.InvariantCulture, $"{year}-{39 + ((start.Month + 5) / 6)}"),
            Precision.Year => year,
            Precision.Decade => year[..^1] + "X",
            Precision.Century => year[..^2] + "XX",
            _ => Name(start),
        };
    }

    private static string? Name(LocalDate? day) =>
        day is { } known ? string.Create(CultureInfo.InvariantCulture, $"{Year(known.Year)}-{known.Month:00}-{known.Day:00}") : null;

    private static string Year(int year) => year.ToString(year < 0 ? "-0000;-0000" : "0000", CultureInfo.InvariantCulture);
}
