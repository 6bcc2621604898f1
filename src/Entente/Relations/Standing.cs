using System.Text.Json.Serialization;
using Entente.Articles;
using NodaTime;

namespace Entente.Relations;

/// <summary>State of an arrangement. <c>docs/standing.md</c> tells which step leads to which.</summary>
public enum Status
{
    /// <summary>No known source covers it.</summary>
    Unknown,

    /// <summary>Put forward, not yet talked about.</summary>
    Proposed,

    /// <summary>Talks go on.</summary>
    Negotiating,

    /// <summary>Signed, not yet in force.</summary>
    Signed,

    /// <summary>In force, applied provisionally, in being.</summary>
    InForce,

    /// <summary>Halted for a time.</summary>
    Suspended,

    /// <summary>Left by the party asked for.</summary>
    Withdrawn,

    /// <summary>Ended by an act.</summary>
    Terminated,

    /// <summary>Ended by its own terms.</summary>
    Expired,
}

/// <summary>The state of an arrangement, of a strand of it, or of a party in it, at the end of a day, as known by a day.</summary>
public sealed record Standing
{
    /// <summary>Id of the arrangement; null when the question met none.</summary>
    public string? Arrangement { get; init; }

    /// <summary>Its name, or the question's own words when it met none.</summary>
    public required string Name { get; init; }

    /// <summary>Actor id of the party it is about; null for the whole.</summary>
    public string? Party { get; init; }

    /// <summary>The strand it is about; null for the whole.</summary>
    public string? Strand { get; init; }

    /// <summary>The day at whose end it stands.</summary>
    public required LocalDate AsOf { get; init; }

    /// <summary>The last day whose publications count; null when all count.</summary>
    public LocalDate? KnownBy { get; init; }

    /// <summary>The state.</summary>
    public Status Status { get; init; }

    /// <summary>First day of the unbroken state, as exact as the sources allow.</summary>
    public StandingDate Since { get; init; } = StandingDate.Unknown;

    /// <summary>The nearest later step that was decided or fixed on <see cref="AsOf"/>.</summary>
    public PlannedStep? NextPlanned { get; init; }

    /// <summary>Whether known sources contradict each other on state or since, and nothing known settles it.</summary>
    public bool Disputed { get; init; }

    /// <summary>Who says so and who says otherwise, by day of publication; of copies only the first.</summary>
    public IReadOnlyList<StandingSource> Sources { get; init; } = [];

    /// <summary>Last day, up to <see cref="AsOf"/>, for which a source vouches; null when none does.</summary>
    [JsonIgnore]
    public LocalDate? LastConfirmed { get; init; }

    /// <summary>Whether the state came about by terms that a source told beforehand, with no source that tells of it afterwards.</summary>
    [JsonIgnore]
    public bool ByTerms { get; init; }
}

/// <summary>Days among which something lies. A null start or end is not known.</summary>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
/// <param name="Precision">How exact it is.</param>
public sealed record StandingDate(LocalDate? Start, LocalDate? End, Precision Precision)
{
    /// <summary>No day is known.</summary>
    public static StandingDate Unknown { get; } = Of(DateRange.Unknown);

    /// <summary>The days of <paramref name="range"/>.</summary>
    public static StandingDate Of(DateRange range) => new(range.Start, range.End, range.Precision);
}

/// <summary>A step that is decided and still to come.</summary>
/// <param name="Step">The step.</param>
/// <param name="Date">Its day; null when none was named.</param>
public sealed record PlannedStep(Step Step, StandingDate? Date);

/// <summary>A sentence behind a standing.</summary>
/// <param name="Article">Id of the article.</param>
/// <param name="Outlet">Who published it.</param>
/// <param name="Published">When.</param>
/// <param name="Quote">The sentence.</param>
/// <param name="For">Whether it supports the standing; false when it contradicts it.</param>
public sealed record StandingSource(string Article, string? Outlet, LocalDate? Published, string Quote, bool For);
