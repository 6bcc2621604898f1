using Entente.Articles;

namespace Entente.Relations;

/// <summary>Copies of one report: the first that was published speaks for all, so that a copy printed later brings no later date.</summary>
internal static class Copies
{
    /// <summary>The claims in the order in which they became known, with the date of each copy set to that of its original.</summary>
    /// <returns>Each claim, and whether it only repeats an earlier one of the same voice.</returns>
    public static IReadOnlyList<(SourcedClaim Claim, bool Copy)> Fold(IEnumerable<SourcedClaim> claims)
    {
        var originals = new Dictionary<(string, string, string, PloverType, string, string), SourcedClaim>();
        var folded = new List<(SourcedClaim, bool)>();
        foreach (var sourced in Ordered(claims))
        {
            var claim = sourced.Claim;
            // A sentence can hold two acts with one trigger, and an article can print a sentence twice: both times the sides tell them apart or do not matter.
            var key = (sourced.Source.Voice, claim.Evidence.Exact, claim.Trigger.Text, claim.Type, Ids(claim.Actors) + ">" + Ids(claim.Recipients), $"{claim.Arrangement} {claim.Step} {claim.Reality}");
            if (originals.TryAdd(key, sourced))
                folded.Add((sourced, false));
            else if (originals[key] is var original)
                folded.Add((sourced with { Claim = claim with { Date = original.Claim.Date, DateBasis = original.Claim.DateBasis } }, original.Source.ArticleId != sourced.Source.ArticleId));
        }
        return folded;
    }

    /// <summary>Claims by the day they became known, then by content: the order of arrival leaves no trace.</summary>
    public static IEnumerable<SourcedClaim> Ordered(IEnumerable<SourcedClaim> claims) =>
        claims.OrderBy(c => c.Source.KnownOn).ThenBy(c => c.Source.ArticleId, StringComparer.Ordinal)
            .ThenBy(c => c.Claim.Trigger.Start).ThenBy(c => c.Claim.Id, StringComparer.Ordinal);

    private static string Ids(IReadOnlyList<Party> sides) => string.Join(',', sides.Select(s => s.Id).Order(StringComparer.Ordinal));
}
