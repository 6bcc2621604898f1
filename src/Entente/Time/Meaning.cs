using Entente.Articles;
using NodaTime;

namespace Entente.Time;

/// <summary>What a time expression means.</summary>
/// <param name="Type">TIMEX3 type.</param>
/// <param name="Value">TIMEX3 value.</param>
internal sealed record Meaning(TimexType Type, string Value)
{
    /// <summary>The stretch of the calendar it names; null for durations, sets, vague references and what could not be resolved.</summary>
    public Period? Period { get; init; }

    /// <summary>The days it names.</summary>
    public DateRange Range { get; init; }

    /// <summary>TIMEX3 modifier.</summary>
    public string? Mod { get; init; }

    /// <summary>The value of the other reading of a numeric date in doubt.</summary>
    public string? Other { get; init; }

    /// <summary>Whether later words such as "the next day" may lean on it.</summary>
    public bool Anchors { get; init; }

    public static Meaning Of(Period period) => new(period.TimeOfDay is null ? TimexType.Date : TimexType.Time, period.Value)
    {
        Period = period,
        Range = period.Range,
        Anchors = true,
    };

    /// <summary>A date of which a part is not known: <c>XXXX-05</c>.</summary>
    public static Meaning Open(string value) => new(TimexType.Date, value);

    /// <summary>
    /// The same with a modifier, and the days narrowed to it: START, MID and END are thirds of a month, quarter or year, and of a decade
    /// its years 0–3, 4–6 and 6–9 ("the late 1990s" is 1996 to 1999).
    /// </summary>
    public Meaning Modified(string mod)
    {
        var meaning = this with { Mod = mod };
        if (Period is not { TimeOfDay: null } period || period.Grain is Grain.Day or < Grain.Day)
            return meaning;
        var (start, end) = (period.Start, period.End);
        var days = NodaTime.Period.DaysBetween(start, end) + 1;
        (LocalDate Start, LocalDate End)? part = (period.Grain, mod) switch
        {
            (Grain.Decade, "START") => (start, start.PlusYears(4).PlusDays(-1)),
            (Grain.Decade, "MID") => (start.PlusYears(4), start.PlusYears(7).PlusDays(-1)),
            (Grain.Decade, "END") => (start.PlusYears(6), end),
            (Grain.Year, "START") => (start, start.PlusMonths(4).PlusDays(-1)),
            (Grain.Year, "MID") => (start.PlusMonths(4), start.PlusMonths(8).PlusDays(-1)),
            (Grain.Year, "END") => (start.PlusMonths(8), end),
            (_, "START") => (start, start.PlusDays((days / 3) - 1)),
            (_, "MID") => (start.PlusDays(days / 3), start.PlusDays((2 * days / 3) - 1)),
            (_, "END") => (start.PlusDays(2 * days / 3), end),
            _ => null,
        };
        return part is { } narrowed && narrowed.Start <= narrowed.End
            ? meaning with { Range = new(narrowed.Start, narrowed.End, period.Precision) }
            : meaning;
    }
}
