namespace Entente.Articles;

/// <summary>TIMEX3 type.</summary>
public enum TimexType
{
    /// <summary>A calendar date, however coarse.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>A length of time.</summary>
    Duration,

    /// <summary>A recurring time.</summary>
    Set,
}

/// <summary>The word that ties a time expression to an act.</summary>
public enum TimeSignal
{
    /// <summary>None, or "on", "in", "at", "during": the act lies within.</summary>
    Within,

    /// <summary>"since", "from … on": starts there and goes on.</summary>
    Since,

    /// <summary>"until", "till", "through": goes on to there.</summary>
    Until,

    /// <summary>"before", "prior to".</summary>
    Before,

    /// <summary>"after", "following".</summary>
    After,

    /// <summary>"by": at that time at the latest.</summary>
    By,
}

/// <summary>One time expression of an article, with its TIMEX3 value and the days it names.</summary>
public sealed record TimeExpression
{
    /// <summary>The words, without the signal: "April 2014" in "since April 2014".</summary>
    public required Span Span { get; init; }

    /// <summary>The words themselves.</summary>
    public required string Text { get; init; }

    /// <summary>TIMEX3 type.</summary>
    public required TimexType Type { get; init; }

    /// <summary>TIMEX3 value: <c>2014-04</c>, <c>2009-SP</c>, <c>P2DE</c>, <c>PRESENT_REF</c>…</summary>
    public required string Value { get; init; }

    /// <summary>For a numeric date that day and month in the other order would make too ("03/04/2012"): the value of that reading; else null.</summary>
    public string? OtherValue { get; init; }

    /// <summary>TIMEX3 modifier: START, MID, END, APPROX, BEFORE, AFTER, LESS_THAN, MORE_THAN; null for none.</summary>
    public string? Mod { get; init; }

    /// <summary>The days that the words name by themselves; unknown for durations, sets and vague references.</summary>
    public DateRange Range { get; init; }

    /// <summary>The word that ties it to the act.</summary>
    public TimeSignal Signal { get; init; }

    /// <summary>
    /// The days of an act told with these words and their signal: "since April 2014" is 2014-04-01 to open, "from May to July" (on both
    /// its expressions) is the whole stretch, "before 2008" is open to 2007-12-31. Unknown when nothing can be said.
    /// </summary>
    public DateRange Interval { get; init; }

    /// <summary>Index of the sentence.</summary>
    public required int Sentence { get; init; }

    /// <summary>Index of its first word in the sentence.</summary>
    public required int FirstToken { get; init; }

    /// <summary>Index after its last word in the sentence.</summary>
    public required int EndToken { get; init; }
}
