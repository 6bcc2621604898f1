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

    /// <summary>First day: acts that ended before it are left out, and so are those without a date.</summary>
    public LocalDate? From { get; init; }

    /// <summary>Last day: acts that began after it are left out, and so are those without a date.</summary>
    public LocalDate? To { get; init; }

    /// <summary>Only what articles published up to this day say; an article without a date counts by the day on which it was first seen.</summary>
    public LocalDate? KnownBy { get; init; }

    /// <summary>Only claims that name an arrangement, which are all that a standing needs.</summary>
    public bool WithArrangement { get; init; }
}
