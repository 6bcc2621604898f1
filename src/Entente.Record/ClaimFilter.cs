using Entente.Articles;
using NodaTime;

namespace Entente.Record;

/// <summary>Which claims or events are asked for; what is left out does not limit.</summary>
public sealed record ClaimFilter
{
    /// <summary>No limit.</summary>
    public static ClaimFilter All { get; } = new();

    /// <summary>Actor ids that must all be sides, whichever way the act goes.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>PLOVER type.</summary>
    public PloverType? Type { get; init; }

    /// <summary>Whether it is told as a fact.</summary>
    public Reality? Reality { get; init; }

    /// <summary>Id of the arrangement.</summary>
    public string? Arrangement { get; init; }

    /// <summary>The change in an arrangement.</summary>
    public Step? Step { get; init; }

    /// <summary>Id of the state in which it happens.</summary>
    public string? Country { get; init; }

    /// <summary>First day: acts that ended before it are left out, and so are those without a date.</summary>
    public LocalDate? From { get; init; }

    /// <summary>Last day: acts that began after it are left out, and so are those without a date.</summary>
    public LocalDate? To { get; init; }

    /// <summary>Only what articles published up to this day say; an article without a date counts by the day on which it was first seen.</summary>
    public LocalDate? KnownBy { get; init; }

    /// <summary>Words that must all stand in the sentence of a claim, in any case and order, as parts of words too.</summary>
    public string? Text { get; init; }

    /// <summary>Name of the outlet that published it, as articles give it; of an event, one of those that tell of it.</summary>
    public string? Outlet { get; init; }

    /// <summary>Only events whose claims contradict each other. For claims it does not limit.</summary>
    public bool DisputedOnly { get; init; }

    /// <summary>Only claims that name an arrangement, which are all that a standing needs.</summary>
    public bool WithArrangement { get; init; }

    /// <summary>The words of <see cref="Text"/>.</summary>
    internal IReadOnlyList<string> Words => Text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(16).ToList() ?? [];
}

/// <summary>Which part of a long answer is asked for.</summary>
/// <param name="Offset">How many are passed over.</param>
/// <param name="Limit">How many are given at most; null for all.</param>
/// <param name="NewestFirst">Whether the latest day comes first; acts without a date come last either way.</param>
public readonly record struct Paging(int Offset = 0, int? Limit = null, bool NewestFirst = false);

/// <summary>A part of an answer.</summary>
/// <param name="Items">The part.</param>
/// <param name="Total">How many the whole answer has.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total);

/// <summary>How many events of an answer have each value of a property, the most frequent first.</summary>
/// <param name="Types">By PLOVER type, as the contract writes it.</param>
/// <param name="Realities">By how it is told.</param>
/// <param name="Steps">By step, of those that have one.</param>
/// <param name="Arrangements">By id of the arrangement, at most <see cref="Most"/>.</param>
/// <param name="Sides">By id of a side, at most <see cref="Most"/>; an event counts for each of its sides.</param>
/// <param name="Countries">By id of the state in which it happened, at most <see cref="Most"/>.</param>
/// <param name="Years">By year in which it began, in the order of years.</param>
/// <param name="Disputed">Number of disputed events.</param>
/// <param name="Total">Number of events.</param>
public sealed record Facets(
    IReadOnlyList<Facet> Types, IReadOnlyList<Facet> Realities, IReadOnlyList<Facet> Steps, IReadOnlyList<Facet> Arrangements,
    IReadOnlyList<Facet> Sides, IReadOnlyList<Facet> Countries, IReadOnlyList<Facet> Years, long Disputed, long Total)
{
    /// <summary>Longest list.</summary>
    public const int Most = 50;
}

/// <summary>A value and how many events have it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">How many.</param>
public sealed record Facet(string Value, long Count);
