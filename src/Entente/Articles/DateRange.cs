using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace Entente.Articles;

/// <summary>How exact a <see cref="DateRange"/> is.</summary>
public enum Precision
{
    /// <summary>No date is known; both ends are null.</summary>
    Unknown,

    /// <summary>One day.</summary>
    Day,

    /// <summary>A week or weekend.</summary>
    Week,

    /// <summary>A calendar month or a part of it.</summary>
    Month,

    /// <summary>A quarter of a year.</summary>
    Quarter,

    /// <summary>A season, such as spring.</summary>
    Season,

    /// <summary>A half of a year.</summary>
    Half,

    /// <summary>A year or a part of it.</summary>
    Year,

    /// <summary>A decade or a part of it.</summary>
    Decade,

    /// <summary>A century or a part of it.</summary>
    Century,
}

/// <summary>How far the named days are to be trusted; the flags may be joined.</summary>
[Flags]
public enum Doubt
{
    /// <summary>They are what the source says.</summary>
    None = 0,

    /// <summary>The source is not sure: <c>?</c>.</summary>
    Uncertain = 1,

    /// <summary>About then: <c>~</c>.</summary>
    Approximate = 2,
}

/// <summary>
/// A stretch of days, both ends inclusive. A null end is open: "since April 2014" runs from 2014-04-01 to null at precision month.
/// Prints and reads ISO 8601-2 (EDTF): <c>2009-03?</c>, <c>2009-03/2009-06</c>, <c>2014-04/..</c>.
/// </summary>
public readonly record struct DateRange : IComparable<DateRange>
{
    /// <summary>Makes a range.</summary>
    /// <exception cref="ArgumentException">
    /// The end is before the start, the precision is unknown while an end is given (or the reverse), a day is not of the ISO calendar, or nothing is known and
    /// that is in doubt.
    /// </exception>
    public DateRange(LocalDate? start, LocalDate? end, Precision precision, Doubt doubt = Doubt.None)
    {
        if ((start ?? end)?.Calendar != (end ?? start)?.Calendar || (start ?? end) is { } day && day.Calendar != CalendarSystem.Iso)
            throw new ArgumentException("The days of a range are days of the ISO calendar.");
        if (start > end)
            throw new ArgumentException($"The range ends ({end}) before it starts ({start}).");
        if (precision == Precision.Unknown != (start is null && end is null))
            throw new ArgumentException("Precision is unknown exactly when both ends are.");
        if (precision is < Precision.Unknown or > Precision.Century || doubt is < Doubt.None or > (Doubt.Uncertain | Doubt.Approximate))
            throw new ArgumentException("There is no such precision or doubt.");
        if (precision == Precision.Unknown && doubt != Doubt.None)
            throw new ArgumentException("What is not known is not in doubt.");
        Start = start;
        End = end;
        Precision = precision;
        Doubt = doubt;
    }

    /// <summary>No date known.</summary>
    public static DateRange Unknown => default;

    /// <summary>One day.</summary>
    public static DateRange Day(LocalDate day) => new(day, day, Precision.Day);

    /// <summary>First day, or null when the range has no known start.</summary>
    public LocalDate? Start { get; }

    /// <summary>Last day, or null when the range goes on or its end is not known.</summary>
    public LocalDate? End { get; }

    /// <summary>How exact the named end or ends are.</summary>
    public Precision Precision { get; }

    /// <summary>How far the named days are to be trusted.</summary>
    public Doubt Doubt { get; }

    /// <summary>Whether nothing is known.</summary>
    public bool IsUnknown => Precision == Precision.Unknown;

    private LocalDate First => Start ?? LocalDate.MinIsoValue;

    private LocalDate Last => End ?? LocalDate.MaxIsoValue;

    /// <summary>
    /// Reads ISO 8601-2 level 1: a day, month, year, season (<c>2009-21</c> spring to <c>2009-24</c> winter), quarter (<c>2009-33</c>), half (<c>2009-40</c>), decade
    /// (<c>199X</c>), century (<c>19XX</c>) or ISO week (<c>2009-W12</c>), each with <c>?</c>, <c>~</c> or <c>%</c>; two of them with <c>/</c> or <c>..</c> between;
    /// <c>..</c> for an open end; <c>XXXX</c> for nothing known.
    /// </summary>
    /// <exception cref="FormatException">The text is none of these; the message says why.</exception>
    public static DateRange Parse(string text) => TryParse(text, out var range, out var reason) ? range : throw new FormatException(reason);

    /// <summary>Reads what <see cref="Parse"/> reads.</summary>
    /// <param name="text">The text.</param>
    /// <param name="range">The range, or <see cref="Unknown"/> when there is none.</param>
    /// <param name="reason">Why the text is no range; null when it is one.</param>
    public static bool TryParse(string text, out DateRange range, [NotNullWhen(false)] out string? reason) => Edtf.TryRead(text, out range, out reason);

    /// <summary>Whether the two ranges share a day; an unknown range shares none.</summary>
    public bool Overlaps(DateRange other) => !IsUnknown && !other.IsUnknown && First <= other.Last && other.First <= Last;

    /// <summary>Whether the day lies in the range; none lies in an unknown one.</summary>
    public bool Contains(LocalDate day) => !IsUnknown && First <= day && day <= Last;

    /// <summary>Whether all of the other range lies in this one; false when either is unknown.</summary>
    public bool Contains(DateRange other) => !IsUnknown && !other.IsUnknown && First <= other.First && other.Last <= Last;

    /// <summary>Whether this range is over before the other begins; false when either is unknown.</summary>
    public bool IsBefore(DateRange other) => !IsUnknown && !other.IsUnknown && Last < other.First;

    /// <summary>The days that both ranges have, at the finer precision and with the doubt of either; unknown when they share none.</summary>
    public DateRange Intersect(DateRange other)
    {
        if (!Overlaps(other))
            return Unknown;
        var (start, end) = (LocalDate.Max(First, other.First), LocalDate.Min(Last, other.Last));
        LocalDate? from = Start is null && other.Start is null ? null : start;
        LocalDate? to = End is null && other.End is null ? null : end;
        return from is null && to is null ? Unknown : new(from, to, (Precision)Math.Min((int)Precision, (int)other.Precision), Doubt | other.Doubt);
    }

    /// <summary>
    /// By start, an open one first; then by end, an open one last; then the finer precision first, then the lesser doubt. An unknown range comes after all.
    /// </summary>
    public int CompareTo(DateRange other)
    {
        if (IsUnknown || other.IsUnknown)
            return IsUnknown.CompareTo(other.IsUnknown);
        var order = Start is null || other.Start is null ? (Start is not null).CompareTo(other.Start is not null) : Start.Value.CompareTo(other.Start.Value);
        if (order == 0)
            order = End is null || other.End is null ? (End is null).CompareTo(other.End is null) : End.Value.CompareTo(other.End.Value);
        if (order == 0)
            order = Precision.CompareTo(other.Precision);
        return order == 0 ? Doubt.CompareTo(other.Doubt) : order;
    }

    /// <summary>
    /// The range in ISO 8601-2, as <see cref="Parse"/> reads it: the same days and doubt always, the same precision when both ends are whole units of it
    /// ("early 2008", a part of a year, is printed as <c>2008-01/2008-04</c>).
    /// </summary>
    public override string ToString() => Edtf.Write(this);

    /// <summary>Whether the left range comes first in the order of <see cref="CompareTo"/>.</summary>
    public static bool operator <(DateRange left, DateRange right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left range comes first in the order of <see cref="CompareTo"/>, or is the same.</summary>
    public static bool operator <=(DateRange left, DateRange right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left range comes last in the order of <see cref="CompareTo"/>.</summary>
    public static bool operator >(DateRange left, DateRange right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left range comes last in the order of <see cref="CompareTo"/>, or is the same.</summary>
    public static bool operator >=(DateRange left, DateRange right) => left.CompareTo(right) >= 0;
}
