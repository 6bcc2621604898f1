using System.Collections.Concurrent;
using System.Collections.Frozen;
using Entente.Actors;
using Entente.Articles;
using NodaTime;

namespace Entente.Relations;

/// <summary>Answers what stood between whom, on any day, as known by any day. Thread-safe once built.</summary>
/// <example><code>
/// var standings = new Standings(record.Claims(new() { WithArrangement = true }), KnowledgeBase.English);
/// foreach (var standing in standings.Between("NATO", "RUS", asOf)) …
/// </code></example>
public sealed partial class Standings
{
    /// <summary>Days known by, of which the work is kept.</summary>
    private const int MostDays = 8;

    private readonly IReadOnlyList<(SourcedClaim Claim, bool Copy)> _claims;
    private readonly FrozenDictionary<string, Arrangement> _catalogue;
    private readonly Func<string, string?> _nameOf;
    private readonly ConcurrentDictionary<LocalDate, Known> _known = [];

    /// <summary>Makes it of claims; those that name no arrangement do not matter.</summary>
    /// <param name="claims">Claims with their sources, in any order.</param>
    /// <param name="knowledge">Names, parties and keepers: they help to group claims, and are never themselves a source.</param>
    public Standings(IEnumerable<SourcedClaim> claims, KnowledgeBase knowledge)
        : this(claims, knowledge.Arrangements, id => knowledge.GetActor(id)?.Name)
    {
    }

    internal Standings(IEnumerable<SourcedClaim> claims, IReadOnlyList<Arrangement> catalogue, Func<string, string?> nameOf)
    {
        ArgumentNullException.ThrowIfNull(claims);
        _claims = Copies.Fold(claims.Where(c => c.Claim.Arrangement is not null));
        _catalogue = catalogue.ToFrozenDictionary(a => a.Id, StringComparer.Ordinal);
        _nameOf = nameOf;
    }

    /// <summary>How many claims it was made of.</summary>
    internal int ClaimCount => _claims.Count;

    /// <summary>What was known by a day, kept for the next question.</summary>
    private Known KnownBy(LocalDate? knownBy)
    {
        if (_known.Count >= MostDays)
            _known.Clear();
        return _known.GetOrAdd(knownBy ?? LocalDate.MaxIsoValue, _ => new(_claims, _catalogue, knownBy));
    }

    /// <summary>Everything that two sides have with each other: each arrangement, each strand with a fate of its own, and either side's own standing in it.</summary>
    /// <param name="a">Actor id of one side.</param>
    /// <param name="b">Actor id of the other.</param>
    /// <param name="asOf">The day at whose end it stands.</param>
    /// <param name="knownBy">The last day whose publications count; null for all.</param>
    /// <returns>At least one; the only one has status unknown when no source covers anything.</returns>
    public IReadOnlyList<Standing> Between(string a, string b, LocalDate asOf, LocalDate? knownBy = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(a);
        ArgumentException.ThrowIfNullOrEmpty(b);
        var known = KnownBy(knownBy);
        var found = known.Arrangements.Where(r => r.Joins(a, b)).SelectMany(r => known.Lines(r, [a, b], asOf)).ToList();
        return found.Count > 0 ? found : [known.Nothing(null, $"{_nameOf(a) ?? a} and {_nameOf(b) ?? b}", null, null, asOf)];
    }

    /// <summary>The standing of one arrangement, or of whatever a name can mean among what is known.</summary>
    /// <param name="arrangement">Its id, one of its names, or words that name an arrangement or a strand: "formal meetings of the NATO-Russia Council".</param>
    /// <param name="asOf">The day at whose end it stands.</param>
    /// <param name="knownBy">The last day whose publications count; null for all.</param>
    /// <param name="party">Actor id of the party asked for; null for the whole.</param>
    /// <param name="strand">The strand asked for, in the question's own words; null for the whole and its strands.</param>
    /// <returns>At least one: with a strand or a party named, one for each arrangement met; else the whole first, then its strands.</returns>
    public IReadOnlyList<Standing> Of(string arrangement, LocalDate asOf, LocalDate? knownBy = null, string? party = null, string? strand = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(arrangement);
        var known = KnownBy(knownBy);
        var found = new List<Standing>();
        foreach (var (met, itsStrand) in known.Find(arrangement))
            if ((strand ?? itsStrand) is { } asked)
                found.Add(known.Line(met, asked, party, asOf));
            else if (party is not null)
                found.Add(known.Line(met, null, party, asOf));
            else
                found.AddRange(known.Lines(met, [], asOf));
        if (found.Exists(s => s.Status != Status.Unknown))
            found.RemoveAll(s => s.Status == Status.Unknown);
        if (found.Count > 0 && (strand is not null || party is not null || found.Exists(s => s.Status != Status.Unknown)))
            return found;
        var facts = _catalogue.Values.Where(f => f.Id == arrangement || f.Names.Append(f.Name).Contains(arrangement, StringComparer.OrdinalIgnoreCase)).MinBy(f => f.Id, StringComparer.Ordinal);
        return [known.Nothing(facts?.Id, facts?.Name ?? arrangement, party, strand, asOf)];
    }

    /// <summary>Ids of all arrangements that a question for a name can need: those that bear it, else those that share a word with it.</summary>
    internal static IReadOnlySet<string> Meant(string name, IReadOnlyList<(string Id, string Name, string? Strand, string? Side)> uses, KnowledgeBase knowledge)
    {
        var exact = uses.Where(u => u.Id.Equals(name, StringComparison.OrdinalIgnoreCase) || u.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || knowledge.GetArrangement(u.Id) is { } facts && facts.Names.Append(facts.Name).Contains(name, StringComparer.OrdinalIgnoreCase)).Select(u => u.Id).ToHashSet(StringComparer.Ordinal);
        if (exact.Count > 0)
            return exact;
        var asked = ContentWords.Of(name);
        return uses.Where(u => ContentWords.Of($"{knowledge.GetArrangement(u.Id)?.Name} {u.Name} {u.Strand}").Overlaps(asked)).Select(u => u.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Ids of arrangements that may mean the same as some of <paramref name="ids"/> under another id, because of their words.</summary>
    internal static IReadOnlySet<string> SameWords(IReadOnlySet<string> ids, IReadOnlyList<(string Id, string Name, string? Strand, string? Side)> uses, KnowledgeBase knowledge)
    {
        var subjects = uses.Where(u => ids.Contains(u.Id)).SelectMany(u => new[] { u.Name, u.Strand }.Concat(knowledge.GetArrangement(u.Id)?.Strands.SelectMany(s => s.Names) ?? []))
            .OfType<string>().Distinct(StringComparer.Ordinal).Select(ContentWords.Of).Where(w => w.Count > 1).ToList();
        return uses.Where(u => !ids.Contains(u.Id)).Select(u => (u.Id, Subject: u.Strand ?? u.Name)).Distinct()
            .Where(u => ContentWords.Of(u.Subject) is { Count: > 1 } words && subjects.Exists(s => ContentWords.Match(s, words))).Select(u => u.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What was known by a day, made ready to tell how it stood on any day.</summary>
    private sealed partial class Known
    {
        private readonly LocalDate? _knownBy;
        private readonly ConcurrentDictionary<(Met, string?, string?), Track> _tracks = [];

        public Known(IReadOnlyList<(SourcedClaim Claim, bool Copy)> claims, FrozenDictionary<string, Arrangement> catalogue, LocalDate? knownBy)
        {
            _knownBy = knownBy;
            // What was published later must not show, not even as a name: everything below sees only these claims.
            Arrangements =
            [
                .. claims.Where(c => knownBy is null || c.Claim.Source.KnownOn <= knownBy)
                    .GroupBy(c => c.Claim.Claim.Arrangement!.Id, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new Met([.. g], catalogue.GetValueOrDefault(g.Key))),
            ];
        }

        public IReadOnlyList<Met> Arrangements { get; }

        /// <summary>What a name can mean: an arrangement by id or name, else arrangements and strands by their words.</summary>
        public IReadOnlyList<(Met Arrangement, string? Strand)> Find(string name)
        {
            var exact = Arrangements.Where(a => a.Id.Equals(name, StringComparison.OrdinalIgnoreCase) || a.Names.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList();
            if (exact.Count > 0)
                return [.. exact.Select(a => (a, (string?)null))];
            var asked = ContentWords.Of(name);
            if (asked.Count == 0)
                return [];
            var meanings = (from a in Arrangements from s in a.Strands.Prepend(null) select (a, s, Words: ContentWords.Of($"{a.Name} {s}"))).ToList();
            // The parties may be named beside the thing: "practical cooperation, NATO and Russia".
            var met = meanings.Where(m => asked.Overlaps(m.Words) && asked.All(w => m.Words.Contains(w) || m.a.PartyWords.Contains(w))).ToList();
            if (met.Count == 0)
                met = [.. meanings.Where(m => m.Words.Count > 1 && m.Words.IsSubsetOf(asked))];
            // An arrangement that is met as a whole stands for its strands.
            return [.. met.Where(m => m.s is null || !met.Exists(w => w.a == m.a && w.s is null)).Select(m => (m.a, m.s))];
        }

        /// <summary>The whole, its strands and the parties asked for, as far as sources cover them.</summary>
        public IEnumerable<Standing> Lines(Met arrangement, IReadOnlyList<string> parties, LocalDate asOf)
        {
            var lines = new List<Standing>();
            foreach (var strand in arrangement.Strands.Prepend(null))
            {
                lines.Add(Line(arrangement, strand, null, asOf));
                foreach (var party in parties.Order(StringComparer.Ordinal))
                    if (TrackOf(arrangement, strand, party) is { HasOwn: true } own)
                        lines.Add(Named(own.At(asOf, _knownBy), arrangement, strand, party));
            }
            return lines.Where(l => l.Status != Status.Unknown || l.NextPlanned is not null);
        }

        public Standing Line(Met arrangement, string? strand, string? party, LocalDate asOf) =>
            Named(TrackOf(arrangement, strand, party).At(asOf, _knownBy), arrangement, strand, party);

        public Standing Nothing(string? id, string name, string? party, string? strand, LocalDate asOf) =>
            new() { Arrangement = id, Name = name, Party = party, Strand = strand, AsOf = asOf, KnownBy = _knownBy };

        private static Standing Named(Standing standing, Met arrangement, string? strand, string? party) =>
            standing with { Arrangement = arrangement.Id, Name = arrangement.Name, Strand = strand, Party = party };

        private Track TrackOf(Met arrangement, string? strand, string? party) => _tracks.GetOrAdd((arrangement, strand, party), key => MakeTrack(key.Item1, key.Item2, key.Item3));

        private Track MakeTrack(Met arrangement, string? strand, string? party)
        {
            var words = strand is null ? null : arrangement.WordsOf(strand);
            var meant = new Dictionary<string, bool>(StringComparer.Ordinal);
            var reports = new List<Report>();
            var ratifiers = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (sourced, copy) in arrangement.Claims)
            {
                var told = sourced.Claim.Arrangement!.Strand;
                // A step of the whole is one of its strands too; a strand's step is none of the whole.
                if (told is not null && (words is null || !IsMeant(told)))
                    continue;
                if (Bears(arrangement, sourced, copy, party, ratifiers) is { } report)
                    reports.Add(report with { Own = report.Own && (strand is null || told is not null) });
            }
            foreach (var (sourced, copy) in Elsewhere(arrangement, words))
                if (Bears(arrangement, sourced, copy, party, ratifiers) is { } report)
                    reports.Add(report);
            return new(reports);

            bool IsMeant(string told)
            {
                if (!meant.TryGetValue(told, out var isMeant))
                    meant[told] = isMeant = ContentWords.Of(told) is var subject && words!.Exists(w => ContentWords.Match(w, subject));
                return isMeant;
            }
        }

        /// <summary>
        /// Reports under another id that mean the same thing: texts speak of "practical cooperation" with and without the council that it is under,
        /// and what the catalogue lacks has an id of its own. The words must fit and the sides be shared.
        /// </summary>
        private IEnumerable<(SourcedClaim Claim, bool Copy)> Elsewhere(Met arrangement, List<FrozenSet<string>>? strand)
        {
            var subjects = (strand ?? [ContentWords.Of(arrangement.Name)]).Where(w => w.Count > 1).ToList();
            if (subjects.Count == 0)
                return [];
            return from other in Arrangements
                   where other.Id != arrangement.Id && (arrangement.Facts is null || other.Facts is null) && other.Shares(arrangement)
                   let meant = other.Subjects.Where(s => s.Value.Count > 1 && subjects.Exists(w => ContentWords.Match(w, s.Value))).Select(s => s.Key).ToHashSet(StringComparer.Ordinal)
                   where meant.Count > 0
                   from c in other.Claims
                   where meant.Contains(Met.SubjectOf(c.Claim))
                   select c;
        }

        /// <summary>What a claim means for the whole (no party) or for one party; null when nothing.</summary>
        private static Report? Bears(Met arrangement, SourcedClaim sourced, bool copy, string? party, HashSet<string> ratifiers)
        {
            var claim = sourced.Claim;
            var report = new Report(sourced, copy) { Own = true, Alleged = arrangement.IsOutsider(claim) };
            var movers = arrangement.Movers(claim);
            if (party is not null)
                return movers is null
                    ? arrangement.Has(party) || claim.Actors.Concat(claim.Recipients).Any(s => s.Id == party) ? report with { Own = false } : null
                    : movers.Contains(party) ? report : null;
            if (movers is null)
                return report;
            switch (claim.Step)
            {
                case Step.Joined:
                    return claim.Reality == Reality.Actual ? report with { Step = Step.InForce, KnownBefore = true } : null;
                case Step.Ratified:
                    if (claim.Reality == Reality.Actual)
                        ratifiers.UnionWith(movers);
                    return report with { CompletesRatification = arrangement.PartiesAt(sourced) is { Count: > 0 } needed && ratifiers.IsSupersetOf(needed) };
                case Step.Withdrawn or Step.Notice:
                    // A treaty of two ends when one leaves; of a larger one the whole goes on, but the step is still worth telling ahead.
                    return claim.Reality == Reality.Actual && claim.Step == Step.Withdrawn
                        ? arrangement.PartiesAt(sourced).Count == 2 ? report with { Step = Step.Terminated } : null
                        : report;
                default:
                    return null;
            }
        }
    }

    /// <summary>One arrangement as claims speak of it.</summary>
    private sealed class Met
    {
        private readonly FrozenSet<string> _signatories;
        private HashSet<string>? _allSides;

        public Met(IReadOnlyList<(SourcedClaim Claim, bool Copy)> claims, Arrangement? facts)
        {
            Claims = claims;
            Facts = facts;
            var first = claims[0].Claim.Claim.Arrangement!;
            Id = first.Id;
            Name = facts?.Name ?? first.Name;
            Names = [.. claims.Select(c => c.Claim.Claim.Arrangement!.Name).Concat(facts?.Names ?? []).Append(Name).Distinct(StringComparer.OrdinalIgnoreCase)];
            // Many claims, few different sides and words.
            Sides = [.. claims.Select(c => c.Claim.Claim.Actors.Concat(c.Claim.Claim.Recipients).Select(s => s.Id)).DistinctBy(ids => string.Join('\n', ids)).Select(ids => ids.ToFrozenSet(StringComparer.Ordinal))];
            Subjects = claims.Select(c => SubjectOf(c.Claim)).Distinct(StringComparer.Ordinal).ToFrozenDictionary(s => s, ContentWords.Of, StringComparer.Ordinal);
            PartyWords = ContentWords.Of(string.Join(' ', claims.SelectMany(c => c.Claim.Claim.Actors.Concat(c.Claim.Claim.Recipients)).SelectMany(s => new[] { s.Id, s.Name }).Distinct(StringComparer.Ordinal)
                .Concat(facts?.Parties.Select(p => p.Id) ?? []).Append(facts?.Keeper ?? "").Append(Id)));
            Strands = Merge(claims.Select(c => c.Claim.Claim.Arrangement!.Strand).OfType<string>());
            _signatories = claims.Where(c => c.Claim.Claim is { Step: Step.Signed, Reality: Reality.Actual })
                .SelectMany(c => c.Claim.Claim.Actors.Concat(c.Claim.Claim.Recipients)).Select(s => s.Id).ToFrozenSet(StringComparer.Ordinal);
        }

        public string Id { get; }

        public string Name { get; }

        public IReadOnlyList<string> Names { get; }

        public Arrangement? Facts { get; }

        public IReadOnlyList<(SourcedClaim Claim, bool Copy)> Claims { get; }

        /// <summary>The sides that claims name, each set once.</summary>
        public IReadOnlyList<FrozenSet<string>> Sides { get; }

        /// <summary>What claims call it or its strands, with the words of each.</summary>
        public FrozenDictionary<string, FrozenSet<string>> Subjects { get; }

        /// <summary>The strand, else the arrangement, in the claim's words.</summary>
        public static string SubjectOf(SourcedClaim sourced) => sourced.Claim.Arrangement!.Strand ?? sourced.Claim.Arrangement.Name;

        /// <summary>Words that name its parties.</summary>
        public FrozenSet<string> PartyWords { get; }

        /// <summary>Strands with a fate of their own, one name each.</summary>
        public IReadOnlyList<string> Strands { get; }

        /// <summary>The parties at the time of a report, as the catalogue has them, else those that are told to have signed.</summary>
        public IReadOnlySet<string> PartiesAt(SourcedClaim report)
        {
            if (Facts is not { Parties.Count: > 0 })
                return _signatories;
            var day = report.Claim.Date.Start ?? report.Claim.Date.End ?? report.Source.KnownOn;
            return Facts.Parties.Where(p => !(p.From > day) && !(p.To < day)).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        }

        public bool Has(string party) => Facts?.Parties.Any(p => p.Id == party) == true || Facts?.Keeper == party || IdNames(party);

        /// <summary>Whether it stands between two sides.</summary>
        public bool Joins(string a, string b) =>
            Has(a) && Has(b) || Sides.Any(s => s.Contains(a) && s.Contains(b)) || Sides.Any(s => Has(a) && s.Contains(b) || Has(b) && s.Contains(a));

        /// <summary>Whether it has sides in common with another: all those of the one that has fewer, up to two.</summary>
        public bool Shares(Met other)
        {
            var (mine, theirs) = (AllSides(), other.AllSides());
            return mine.Intersect(theirs).Count() >= Math.Min(2, Math.Min(mine.Count, theirs.Count));
        }

        /// <summary>The parties that a step is the doing of, each for itself; null when it is one of the whole.</summary>
        public List<string>? Movers(Claim claim)
        {
            bool isBody(string id) => id == Facts?.Keeper || id.Equals(Id, StringComparison.OrdinalIgnoreCase);
            var actors = claim.Actors.Select(s => s.Id).Where(id => !isBody(id)).Distinct().ToList();
            var recipients = claim.Recipients.Select(s => s.Id).Where(id => !isBody(id)).Distinct().ToList();
            var byBody = claim.Actors.Any(s => isBody(s.Id)) && Facts is not null && Facts.Parties.All(p => p.Id != Facts.Keeper);
            switch (claim.Step)
            {
                case Step.Joined or Step.Withdrawn or Step.Notice or Step.Ratified:
                    return actors.Count > 0 ? actors : recipients.Count > 0 ? recipients : null;
                case Step.Suspended or Step.Resumed or Step.Terminated:
                    // A body suspends a member; a party to a treaty suspends its own part.
                    if (byBody && recipients.Count > 0)
                        return recipients;
                    return Facts is { Parties.Count: > 1 } && actors.Count == 1 && claim.Actors.Count == 1 && recipients.Count == 0 && Facts.Parties.Any(p => p.Id == actors[0]) ? actors : null;
                default:
                    return null;
            }
        }

        /// <summary>Whether those who say so are neither sides of the act, nor parties, nor the keeper.</summary>
        public bool IsOutsider(Claim claim) =>
            claim.SaidBy.Count > 0 && claim.SaidBy.All(s => s.Sector != "IGO" && s.Id != "UNK" && !Has(s.Id) && !claim.Actors.Concat(claim.Recipients).Any(side => side.Id == s.Id))
            && (Facts is not null || AllSides().Count > 0);

        /// <summary>The words of all names of a strand.</summary>
        public List<FrozenSet<string>> WordsOf(string strand)
        {
            var words = ContentWords.Of(strand);
            var names = Facts?.Strands.FirstOrDefault(s => s.Names.Any(n => ContentWords.Of(n).SetEquals(words)));
            return [words, .. (names?.Names ?? []).Select(ContentWords.Of)];
        }

        private HashSet<string> AllSides() => _allSides ??= [.. Sides.SelectMany(s => s).Concat(Facts?.Parties.Select(p => p.Id) ?? []).Where(id => id != "UNK"), .. IdParties()];

        /// <summary>An id made for what the catalogue lacks ends in its parties: <c>practical-cooperation-NATO-RUS</c>.</summary>
        private IEnumerable<string> IdParties() => Facts is null ? Id.Split('-').Where(p => p.Length > 1 && p.All(char.IsAsciiLetterUpper)) : [];

        private bool IdNames(string party) => Facts is null && Id.Split('-').Contains(party, StringComparer.OrdinalIgnoreCase);

        /// <summary>One name for strands that mean one thing: the shortest whose words all stand in the longer.</summary>
        private List<string> Merge(IEnumerable<string> strands)
        {
            var kept = new List<(string Name, List<FrozenSet<string>> Words)>();
            foreach (var strand in strands.Distinct(StringComparer.OrdinalIgnoreCase).Select(s => (Name: s, Words: ContentWords.Of(s)))
                .Where(s => s.Words.Count > 0).OrderBy(s => s.Words.Count).ThenBy(s => s.Name, StringComparer.Ordinal))
                if (!kept.Exists(k => k.Words.Exists(w => w.SetEquals(strand.Words) || w.Count > 1 && w.IsSubsetOf(strand.Words))))
                    kept.Add((strand.Name, WordsOf(strand.Name)));
            return [.. kept.Select(k => k.Name).Order(StringComparer.Ordinal)];
        }
    }
}
