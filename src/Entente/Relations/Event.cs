using System.Text.Json.Serialization;
using Entente.Articles;

namespace Entente.Relations;

/// <summary>One act, as any number of claims tell of it.</summary>
public sealed record Event
{
    /// <summary>Hash of what its first report tells: later reports of the same act leave it as it was.</summary>
    public required string Id { get; init; }

    /// <summary>PLOVER type.</summary>
    public required PloverType Type { get; init; }

    /// <summary>Who acts, as all claims together name them.</summary>
    public IReadOnlyList<EventSide> Actors { get; init; } = [];

    /// <summary>To whom it is done.</summary>
    public IReadOnlyList<EventSide> Recipients { get; init; } = [];

    /// <summary>When it happens, in the words of the claim that says it best: stated before inferred, then by voices, then the most exact.</summary>
    public required ClaimDate Date { get; init; }

    /// <summary>Actual as soon as one claim asserts it.</summary>
    public Reality Reality { get; init; }

    /// <summary>Where it happens.</summary>
    public ClaimPlace? Place { get; init; }

    /// <summary>The arrangement it changes or happens under.</summary>
    public ArrangementRef? Arrangement { get; init; }

    /// <summary>The change in the arrangement.</summary>
    public Step? Step { get; init; }

    /// <summary>Ids of its claims, by the day on which each became known.</summary>
    public required IReadOnlyList<string> Claims { get; init; }

    /// <summary>Number of articles that tell of it.</summary>
    public int Reports { get; init; }

    /// <summary>Number of independent voices: copies of one text count once.</summary>
    public int Voices { get; init; }

    /// <summary>Whether claims contradict each other on whether or when it happened, and no later word of the same speaker settles it.</summary>
    public bool Disputed { get; init; }

    /// <summary>The claims themselves, in the order of <see cref="Claims"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<SourcedClaim> Members { get; init; } = [];
}

/// <summary>A side of an event.</summary>
/// <param name="Id">Actor id.</param>
/// <param name="Name">Usual English name.</param>
/// <param name="Sector">PLOVER sector.</param>
public sealed record EventSide(string Id, string Name, string Sector);
