using Entente.Actors;
using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Record;

/// <summary>An article with what is kept of it.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Authors">Names in the byline.</param>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Keeps">What is kept of its words.</param>
/// <param name="Text">The whole text; null unless it is kept.</param>
public sealed record StoredText(Source Source, IReadOnlyList<string> Authors, string? Language, KeepText Keeps, string? Text);

/// <summary>A claim and all that is known of it.</summary>
public sealed record ClaimDetail
{
    /// <summary>The claim as it counts, after all decisions, with its source.</summary>
    public required SourcedClaim Claim { get; init; }

    /// <summary>The claim as the coder made it.</summary>
    public required Claim Coded { get; init; }

    /// <summary>Whether it counts: it was neither rejected nor replaced by a newer coder's.</summary>
    public required bool Counts { get; init; }

    /// <summary>The other claims of its article that count, in the order of the text.</summary>
    public required IReadOnlyList<SourcedClaim> Neighbours { get; init; }

    /// <summary>The event that it belongs to; null when it does not count.</summary>
    public Event? Event { get; init; }

    /// <summary>What people decided about it, also what was undone, in the order of the log.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>What earlier coders made of the same words.</summary>
    public required IReadOnlyList<SourcedClaim> Earlier { get; init; }
}

/// <summary>An arrangement as the claims in the record name it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">A name that claims give it.</param>
/// <param name="Strands">Its strands, as claims name them.</param>
/// <param name="Sides">Actor ids that claims name beside it.</param>
public sealed record ArrangementSummary(string Id, string Name, IReadOnlyList<string> Strands, IReadOnlyList<string> Sides);

/// <summary>A row of another collection, which users brought in to compare.</summary>
/// <param name="Collection">Name of the collection, as the user gives it.</param>
/// <param name="Id">Its id there.</param>
/// <param name="Day">Day of the event there.</param>
/// <param name="Type">PLOVER type, its own or mapped from CAMEO; null when neither fits.</param>
/// <param name="Cameo">CAMEO code as text: 010 is not 10.</param>
/// <param name="Actor">Country code of the source; null when it has none.</param>
/// <param name="Recipient">Country code of the target; null when it has none.</param>
/// <param name="ActorName">Name of the source there.</param>
/// <param name="RecipientName">Name of the target there.</param>
/// <param name="Score">Intensity or Goldstein value.</param>
/// <param name="Publisher">Who published, or the address.</param>
/// <param name="Words">Headline, event text or context.</param>
public sealed record ForeignEvent(
    string Collection, string Id, LocalDate? Day, string? Type, string? Cameo, string? Actor, string? Recipient, string? ActorName, string? RecipientName, double? Score, string? Publisher, string? Words);

/// <summary>An event with what each source says, side by side.</summary>
/// <param name="Event">The event.</param>
/// <param name="Voices">What each independent voice says, by the day on which it became known.</param>
/// <param name="Contradictions">In what they contradict each other.</param>
/// <param name="Near">Other events of the same sides near in time, and why they are others.</param>
/// <param name="Foreign">What other collections have of the same sides within a day.</param>
public sealed record Comparison(Event Event, IReadOnlyList<Telling> Voices, IReadOnlyList<Contradiction> Contradictions, IReadOnlyList<NearMiss> Near, IReadOnlyList<ForeignEvent> Foreign)
{
    /// <summary>Who denies that it happened, and what became of the denial.</summary>
    public IReadOnlyList<Denial> Denials { get; init; } = [];

    internal static Comparison Of(Event found, IReadOnlyList<Event> near, IReadOnlyList<ForeignEvent> foreign, MergeDecisions decisions)
    {
        var lead = found.Members[0];
        var voices = found.Members.GroupBy(m => m.Source.Voice, StringComparer.Ordinal).Select(g => new Telling(
            g.First(), [.. g.Select(m => m.Source).DistinctBy(s => s.ArticleId)],
            g.First() == lead ? null : Judged(g.First()))).ToList();
        var contradictions = new List<Contradiction>();
        void Compare(string field, Func<Claim, string?> value, Func<string, string, bool> clash)
        {
            var told = found.Members.Select(m => (Value: value(m.Claim), Claim: m.Claim.Id)).Where(t => t.Value is not null)
                .GroupBy(t => t.Value!, StringComparer.Ordinal).Select(g => new Saying(g.Key, [.. g.Select(t => t.Claim)])).ToList();
            if (told.Exists(a => told.Exists(b => a != b && clash(a.Value, b.Value))))
                contradictions.Add(new(field, told));
        }

        Compare("date", c => c.DateBasis == DateBasis.Stated ? c.Date.Range.ToString() : null, (a, b) => !DateRange.Parse(a).Overlaps(DateRange.Parse(b)));
        Compare("reality", c => c.Reality.ToString().ToLowerInvariant(), (a, b) => a != b);
        Compare("actors", c => Ids(c.Actors), (a, b) => a != b);
        Compare("recipients", c => Ids(c.Recipients), (a, b) => a != b);
        Compare("place", c => c.Place?.Name, (a, b) => a != b);
        Compare("step", c => c.Step?.ToString().ToLowerInvariant(), (a, b) => a != b);
        return new(found, voices, contradictions, [.. near.Select(e => new NearMiss(e, Closest(e)))], foreign) { Denials = Denial.Of(found, KnowledgeBase.English) };

        static string? Ids(IReadOnlyList<Party> parties) => parties.Count == 0 ? null : string.Join(",", parties.Select(p => p.Id).Distinct().Order(StringComparer.Ordinal));

        // The first of the event whose claim the voice fits; the lead, when it fits several.
        MergeJudgement Judged(SourcedClaim claim) =>
            found.Members.TakeWhile(m => m != claim).Select(m => Events.Judge(m, claim, decisions)).OrderByDescending(j => j.Same).First();

        // Why the two events are two: of all pairs of their claims, the one that differs last.
        MergeJudgement Closest(Event other) => found.Members.Take(20).SelectMany(m => other.Members.Take(20).Select(o => Events.Judge(m, o, decisions)))
            .Where(j => !j.Same).OrderByDescending(j => j.Reason).FirstOrDefault() ?? new(false, MergeReason.Date, "another report of one of them forbids it");
    }
}

/// <summary>What one voice says of an event.</summary>
/// <param name="Claim">Its first claim.</param>
/// <param name="Prints">The articles that print it.</param>
/// <param name="Reason">Why it belongs to the event; null for the first.</param>
public sealed record Telling(SourcedClaim Claim, IReadOnlyList<Source> Prints, MergeJudgement? Reason);

/// <summary>A property in which the sources of an event contradict each other.</summary>
/// <param name="Field">Name of the property, as the claim's JSON has it.</param>
/// <param name="Versions">What is said.</param>
public sealed record Contradiction(string Field, IReadOnlyList<Saying> Versions);

/// <summary>One of several things that sources say.</summary>
/// <param name="Value">What is said.</param>
/// <param name="Claims">Ids of the claims that say so.</param>
public sealed record Saying(string Value, IReadOnlyList<string> Claims);

/// <summary>An event that is another, and why.</summary>
/// <param name="Event">The other event.</param>
/// <param name="Reason">What keeps them apart.</param>
public sealed record NearMiss(Event Event, MergeJudgement Reason);
