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

/// <summary>
/// A stretch of days, both ends inclusive. A null end is open: "since April 2014" runs from 2014-04-01 to null at precision month.
/// </summary>
public readonly record struct DateRange
{
    /// <summary>Makes a range.</summary>
    /// <exception cref="ArgumentException">The end is before the start, or the precision is unknown while an end is given (or the reverse).</exception>
    public DateRange(LocalDate? start, LocalDate? end, Precision precision)
    {
        if (start > end)
            throw new ArgumentException($"The range ends ({end}) before it starts ({start}).");
        if (precision == Precision.Unknown != (start is null && end is null))
            throw new ArgumentException("Precision is unknown exactly when both ends are.");
        Start = start;
        End = end;
        Precision = precision;
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

    /// <summary>Whether nothing is known.</summary>
    public bool IsUnknown => Precision == Precision.Unknown;

    /// <summary>Whether the two ranges share a day; an unknown range shares none.</summary>
    public bool Overlaps(DateRange other) =>
        !IsUnknown && !other.IsUnknown
        && (Start ?? LocalDate.MinIsoValue) <= (other.End ?? LocalDate.MaxIsoValue)
        && (other.Start ?? LocalDate.MinIsoValue) <= (End ?? LocalDate.MaxIsoValue);
}
