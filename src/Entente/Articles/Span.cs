namespace Entente.Articles;

/// <summary>A stretch of an article's text: <see cref="Start"/> inclusive, <see cref="End"/> exclusive, in UTF-16 units.</summary>
public readonly record struct Span
{
    /// <summary>Makes a span; <paramref name="start"/> must not be negative nor past <paramref name="end"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The ends are out of order or negative.</exception>
    public Span(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        Start = start;
        End = end;
    }

    /// <summary>First unit of the stretch.</summary>
    public int Start { get; }

    /// <summary>First unit after the stretch.</summary>
    public int End { get; }

    /// <summary>Number of UTF-16 units.</summary>
    public int Length => End - Start;

    /// <summary>Whether the two stretches share at least one unit.</summary>
    public bool Overlaps(Span other) => Start < other.End && other.Start < End;

    /// <summary>Whether <paramref name="other"/> lies wholly inside this stretch.</summary>
    public bool Contains(Span other) => Start <= other.Start && other.End <= End;

    /// <summary>The words of the stretch in <paramref name="text"/>.</summary>
    public string Of(string text) => text[Start..End];
}
