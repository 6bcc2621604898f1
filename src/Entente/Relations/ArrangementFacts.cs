namespace Entente.Relations;

/// <summary>What the catalogue tells of an arrangement: it helps to group claims, and is never itself a source for a standing.</summary>
public sealed record ArrangementFacts
{
    /// <summary>Catalogue id.</summary>
    public required string Id { get; init; }

    /// <summary>Usual English name.</summary>
    public required string Name { get; init; }

    /// <summary>All its names.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Its strands, each with all its names, the usual one first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Strands { get; init; } = [];

    /// <summary>Actor ids of all that have been parties.</summary>
    public IReadOnlyList<string> Parties { get; init; } = [];

    /// <summary>Actor id of the body or depositary that keeps it.</summary>
    public string? Keeper { get; init; }
}
