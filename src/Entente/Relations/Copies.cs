using Entente.Articles;

namespace Entente.Relations;

/// <summary>Copies of one report: the first that was published speaks for all, so that a copy printed later brings no later date.</summary>
internal static class Copies
{
    /// <summary>The claims in the order in which they became known, with the date of each copy set to that of its original.</summary>
    /// <returns>Each claim, and whether it only repeats an earlier one of the same voice.</returns>
    public static IReadOnlyList<(SourcedClaim Claim, bool Copy)> Fold(IEnumerable<SourcedClaim> claims)
    {
        var originals = new Dictionary<Telling, List<SourcedClaim>>();
        var folded = new List<(SourcedClaim, bool)>();
        foreach (var sourced in Ordered(claims))
        {
            var claim = sourced.Claim;
            // A sentence can hold two acts with one trigger, and an article can print a sentence twice: both times the sides tell them apart or do not matter.
            var key = new Telling(sourced.Source.Voice, sourced.Sentence, claim.Trigger.Text, claim.Type, Hash64.Join(Ids(claim.Actors), Ids(claim.Recipients)), claim.Arrangement, claim.Step, claim.Reality);
            if (originals.TryGetValue(key, out var earlier) && earlier.Find(e => e.Source.IsOneVoice(sourced.Source)) is { } original)
            {
                folded.Add((sourced with { Claim = claim with { Date = original.Claim.Date, DateBasis = original.Claim.DateBasis } }, original.Source.ArticleId != sourced.Source.ArticleId));
                continue;
            }
            folded.Add((sourced, false));
            if (earlier is null)
                originals[key] = earlier = new(1);
            earlier.Add(sourced);
        }
        return folded;
    }

    /// <summary>Claims by the day they became known, then by content: the order of arrival leaves no trace.</summary>
    public static IEnumerable<SourcedClaim> Ordered(IEnumerable<SourcedClaim> claims) =>
        claims.OrderBy(c => c.Source.KnownOn).ThenBy(c => c.Source.ArticleId, StringComparer.Ordinal)
            .ThenBy(c => c.Claim.Trigger.Start).ThenBy(c => c.Claim.Id, StringComparer.Ordinal);

    private static ulong Ids(IReadOnlyList<Party> sides) => sides.Count switch
    {
        0 => 0,
        1 => Hash64.Of(sides[0].Id),
        _ => sides.Select(s => s.Id).Order(StringComparer.Ordinal).Aggregate(0UL, (hash, id) => Hash64.Join(hash, Hash64.Of(id))),
    };

    /// <summary>What two prints of one claim have in common.</summary>
    private readonly record struct Telling(string Voice, ulong Sentence, string Trigger, PloverType Type, ulong Sides, ArrangementRef? Arrangement, Step? Step, Reality Reality);
}
