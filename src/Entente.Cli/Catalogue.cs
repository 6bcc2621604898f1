using Entente.Actors;
using Entente.Relations;

namespace Entente.Cli;

/// <summary>What the knowledge base tells of arrangements, for the reckoning of standings.</summary>
internal static class Catalogue
{
    private static readonly Lazy<IReadOnlyList<ArrangementFacts>> Loaded = new(() =>
    [
        .. KnowledgeBase.English.Arrangements.Select(a => new ArrangementFacts
        {
            Id = a.Id,
            Name = a.Name,
            Names = a.Names,
            Strands = [.. a.Strands.Select(s => s.Names)],
            Parties = [.. a.Parties.Select(p => p.Id).Distinct()],
            Keeper = a.Keeper,
        }),
    ]);

    public static IReadOnlyList<ArrangementFacts> English => Loaded.Value;
}
