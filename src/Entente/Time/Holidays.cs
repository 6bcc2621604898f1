using System.Globalization;
using NodaTime;

namespace Entente.Time;

/// <summary>
/// Days of holidays by the rules that <c>words.yaml</c> gives them: <c>12-25</c> a day of the year; <c>easter-2</c> so many days from Easter Sunday
/// (<c>orthodox</c> for the Eastern one); <c>nth-11-4-4</c> the fourth Thursday of November; <c>last-5-1</c> the last Monday of May;
/// <c>islamic-10-1</c>, <c>hebrew-7-10</c>, <c>persian-1-1</c>, <c>chinese-1-1</c> a day of another calendar.
/// </summary>
internal static class Holidays
{
    private static readonly ChineseLunisolarCalendar Chinese = new();

    /// <summary>Whether the rule names a month and a day.</summary>
    public static bool IsFixed(string rule) => rule is [>= '0' and <= '9', ..];

    /// <summary>The day in a year, null when the calendars do not reach it.</summary>
    public static LocalDate? In(string rule, int year)
    {
        if (year is < 1583 or > 2400)
            return null;
        var parts = rule.Split('-', '+');
        var numbers = parts.SkipWhile(p => !char.IsAsciiDigit(p[0])).Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return parts[0] switch
        {
            "easter" => Easter(year).PlusDays(Offset(rule, numbers)),
            "orthodox" => OrthodoxEaster(year).PlusDays(Offset(rule, numbers)),
            "nth" => new LocalDate(year, numbers[0], 1).PlusDays(-1).Next((IsoDayOfWeek)numbers[2]).PlusDays(7 * (numbers[1] - 1)),
            "last" => new LocalDate(year, numbers[0], 1).PlusMonths(1).Previous((IsoDayOfWeek)numbers[1]),
            "islamic" when year is >= 1938 and <= 2076 => Elsewhere(CalendarSystem.UmAlQura, year, numbers),
            "hebrew" => Elsewhere(CalendarSystem.HebrewScriptural, year, numbers),
            "persian" => Elsewhere(CalendarSystem.PersianSimple, year, numbers),
            "chinese" when year is > 1901 and <= 2100 => LocalDate.FromDateTime(Chinese.ToDateTime(year, numbers[0], numbers[1], 0, 0, 0, 0)),
            _ when IsFixed(rule) => new LocalDate(year, numbers[0], numbers[1]),
            _ => null,
        };
    }

    private static int Offset(string rule, int[] numbers) => numbers.Length == 0 ? 0 : rule.Contains('-') ? -numbers[0] : numbers[0];

    /// <summary>The day of another calendar that falls first into a year.</summary>
    private static LocalDate? Elsewhere(CalendarSystem calendar, int year, int[] monthAndDay)
    {
        var first = new LocalDate(year, 1, 1).WithCalendar(calendar);
        for (var other = first.Year; other <= first.Year + 1; other++)
        {
            var day = new LocalDate(other, monthAndDay[0], monthAndDay[1], calendar).WithCalendar(CalendarSystem.Iso);
            if (day.Year == year)
                return day;
        }
        return null;
    }

    /// <summary>Easter Sunday by the Gregorian rule (the anonymous algorithm of Meeus and Jones).</summary>
    private static LocalDate Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
        int h = ((19 * a) + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + (2 * e) + (2 * i) - h - k) % 7, m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new(year, n / 31, (n % 31) + 1);
    }

    /// <summary>Easter Sunday by the Julian rule (Meeus), as a day of the Gregorian calendar.</summary>
    private static LocalDate OrthodoxEaster(int year)
    {
        int a = year % 4, b = year % 7, c = year % 19, d = ((19 * c) + 15) % 30, e = ((2 * a) + (4 * b) - d + 34) % 7, n = d + e + 114;
        return new LocalDate(year, n / 31, (n % 31) + 1, CalendarSystem.Julian).WithCalendar(CalendarSystem.Iso);
    }
}
