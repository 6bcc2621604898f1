using Entente.Actors;
using Entente.Articles;
using NodaTime;

namespace Entente.Relations;

/// <summary>What became of what a side denies.</summary>
public enum DenialOutcome
{
    /// <summary>Nothing known settles it.</summary>
    Open,

    /// <summary>The act is established: the denier admits it, or who keeps the arrangement or an observer over both says that it happened.</summary>
    Confirmed,

    /// <summary>The contrary is established by the same.</summary>
    Refuted,
}

/// <summary>An act that a named side denies.</summary>
/// <param name="By">Actor ids of those who deny it.</param>
/// <param name="Denied">Their denials, by the day on which each became known.</param>
/// <param name="Asserted">Who says that it happened.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Settled">The claim that settles it; null while it is open.</param>
public sealed record Denial(IReadOnlyList<string> By, IReadOnlyList<SourcedClaim> Denied, IReadOnlyList<SourcedClaim> Asserted, DenialOutcome Outcome, SourcedClaim? Settled)
{
    /// <summary>The denials among the claims of an event, one for each who denies.</summary>
    /// <param name="found">The event, with the claims that are known.</param>
    /// <param name="knowledge">Who keeps which arrangement, and who is a member of what.</param>
    public static IReadOnlyList<Denial> Of(Event found, KnowledgeBase knowledge)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(knowledge);
        var told = found.Members.Where(m => m.Claim.Reality is Reality.Actual or Reality.Negated).ToList();
        var sides = found.Actors.Concat(found.Recipients).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var deniers = told.Where(m => m.Claim.Reality == Reality.Negated && Speakers(m).Count > 0 && !Speakers(m).Exists(id => IsAbove(id, m, [.. sides])))
            .GroupBy(m => string.Join(',', Speakers(m)), StringComparer.Ordinal);
        return [.. deniers.Select(g => Judge([.. g])).OrderBy(d => d.Denied[0].Source.KnownOn).ThenBy(d => string.Join(',', d.By), StringComparer.Ordinal)];

        Denial Judge(List<SourcedClaim> denied)
        {
            var by = Speakers(denied[0]);
            var asserted = told.FindAll(m => m.Claim.Reality == Reality.Actual && !Speakers(m).Exists(by.Contains));
            var concerned = sides.Concat(by).Concat(asserted.SelectMany(Speakers).Where(id => !IsAbove(id, denied[0], [.. sides, .. by]))).ToHashSet(StringComparer.Ordinal);
            var first = denied[0].Source.KnownOn;
            var admitted = told.LastOrDefault(m => m.Claim.Reality == Reality.Actual && m.Source.KnownOn > first && by.TrueForAll(Speakers(m).Contains));
            // What a side says last about itself holds: who admits and denies again has admitted nothing.
            if (admitted is not null && admitted.Source.KnownOn >= denied[^1].Source.KnownOn)
                return new(by, denied, asserted, DenialOutcome.Confirmed, admitted);
            var established = told.Where(m => Speakers(m).Exists(id => IsAbove(id, m, concerned))).ToList();
            var last = established.LastOrDefault();
            return last is null || established.Exists(e => e.Claim.Reality != last.Claim.Reality && !Speakers(e).SequenceEqual(Speakers(last)))
                ? new(by, denied, asserted, DenialOutcome.Open, null)
                : new(by, denied, asserted, last.Claim.Reality == Reality.Actual ? DenialOutcome.Confirmed : DenialOutcome.Refuted, last);
        }

        // Who keeps the arrangement, or a body of which all concerned are members and that is no side itself.
        bool IsAbove(string speaker, SourcedClaim said, IReadOnlyCollection<string> concerned)
        {
            if (said.Claim.Arrangement is { } arrangement && knowledge.GetArrangement(arrangement.Id)?.Keeper == speaker)
                return true;
            if (sides.Contains(speaker) || knowledge.GetActor(speaker) is not { Kind: ActorKind.Organisation, Members.Count: > 0 } body)
                return false;
            var states = concerned.Where(id => knowledge.GetActor(id)?.Kind == ActorKind.State).ToList();
            return states.Count > 0 && states.TrueForAll(id => body.Members.Any(m => m.Id == id && IsMember(m, said.Source.KnownOn)));
        }

        static bool IsMember(ArrangementParty party, LocalDate day) => !(party.From > day) && !(party.To < day);
    }

    private static List<string> Speakers(SourcedClaim sourced) => [.. sourced.Claim.SaidBy.Select(s => s.Id).Where(id => id != "UNK").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
