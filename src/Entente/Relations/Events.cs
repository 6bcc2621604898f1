using Entente.Articles;
using NodaTime;

namespace Entente.Relations;

/// <summary>Makes one event of all the claims that tell of one act, within an article and across articles.</summary>
public static class Events
{
    /// <summary>How far two reported days of one step may lie apart: further, and they are two steps.</summary>
    internal const int SameStepDays = 7;

    /// <summary>Longest stretch that still tells one act from the next of its kind, in days.</summary>
    private const int SharpDays = 7;

    /// <summary>Merges claims. The order in which they come does not matter.</summary>
    /// <returns>Events by first day (unknown last), type and id.</returns>
    public static IReadOnlyList<Event> Merge(IEnumerable<SourcedClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var clusters = new List<Cluster>();
        var index = new Dictionary<(PloverType, string, int), List<Cluster>>();
        var members = Copies.Fold(claims).Select(f => new Member(f.Claim, f.Copy))
            // The sharpest first: vague reports join sharp ones, and two sharp ones never meet through a vague one.
            .OrderBy(m => m.Claim.DateBasis == DateBasis.Stated ? 0 : 1)
            .ThenBy(m => m.Onset.Length())
            .ThenBy(m => m.Onset.Start ?? LocalDate.MaxIsoValue);
        foreach (var member in members)
        {
            var home = Shelves(member, seek: true).SelectMany(k => index.GetValueOrDefault(k) ?? []).Distinct().Where(c => c.Takes(member)).MinBy(c => c.Number);
            if (home is null)
                clusters.Add(home = new Cluster(clusters.Count));
            home.Members.Add(member);
            foreach (var shelf in Shelves(member, seek: false))
            {
                if (!index.TryGetValue(shelf, out var list))
                    index[shelf] = list = [];
                if (!list.Contains(home))
                    list.Add(home);
            }
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        var events = new List<Event>(clusters.Count);
        foreach (var cluster in clusters)
        {
            var made = Make(cluster);
            // Two acts that are told alike and yet do not merge, such as two modes in one article, keep apart.
            if (!taken.Add(made.Id))
                taken.Add((made = made with { Id = Article.ContentId("e-", made.Id, cluster.Members[0].Claim.Id) }).Id);
            events.Add(made);
        }
        return [.. events.OrderBy(e => e.Date.Start ?? e.Date.End ?? LocalDate.MaxIsoValue).ThenBy(e => e.Type).ThenBy(e => e.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Where claims of one act can be found: by type, by side or arrangement, and by month as far as the date is sharp. A sharp claim seeks in
    /// its months and among the vague; a vague one seeks everywhere.
    /// </summary>
    private static IEnumerable<(PloverType, string, int)> Shelves(Member member, bool seek)
    {
        const int all = -1, vague = -2;
        var claim = member.Claim;
        // Copies come together by voice and sentence, whatever else they lack.
        yield return (claim.Type, member.Sourced.Source.Voice + claim.Evidence.Exact, all);
        // A month more on both sides: one step may be reported with days that lie a week apart.
        var months = member.Onset is { Start: { } start, End: { } end } && member.Onset.Length() <= 2 * 31
            ? Enumerable.Range(Month(start) - 1, Month(end) - Month(start) + 3).ToList()
            : [];
        var names = member.Actors.Union(member.Recipients).ToList();
        if (claim is { Arrangement: { } arrangement, Step: not null })
            names.Add("arrangement " + arrangement.Id);
        foreach (var name in names)
        {
            foreach (var month in months)
                yield return (claim.Type, name, month);
            if (!seek || months.Count == 0)
                yield return (claim.Type, name, all);
            if (seek || months.Count == 0)
                yield return (claim.Type, name, vague);
        }

        static int Month(LocalDate day) => day.Year * 12 + day.Month;
    }

    private static Event Make(Cluster cluster)
    {
        var lead = cluster.Members[0];
        var members = Copies.Ordered(cluster.Members.Select(m => m.Sourced)).ToList();
        var spoken = LastWords(cluster.Members);
        var reality = spoken.Any(m => m.Claim.Reality == Reality.Actual) ? Reality.Actual : spoken[0].Claim.Reality;
        var dated = spoken.Where(m => m.Claim.Reality == reality && !m.Claim.Date.Range.IsUnknown).ToList();
        var date = dated.Count == 0 ? ClaimDate.Unknown : dated
            .OrderBy(m => m.Claim.DateBasis == DateBasis.Stated ? 0 : 1)
            .ThenByDescending(m => dated.Where(d => Windows.Gap(d.Onset, m.Onset) == 0).Select(d => d.Sourced.Source.Voice).Distinct().Count())
            .ThenBy(m => m.Onset.Length())
            .ThenBy(m => m.Sourced.Source.KnownOn)
            .ThenBy(m => m.Claim.Id, StringComparer.Ordinal).First().Claim.Date;
        var stated = dated.Where(m => m.Claim.DateBasis == DateBasis.Stated).ToList();
        var disputed = reality == Reality.Actual && spoken.Any(m => m.Claim.Reality == Reality.Negated)
            || stated.Any(a => stated.Any(b => Windows.Gap(a.Onset, b.Onset) > 0));
        var arrangement = cluster.Members.Select(m => m.Claim.Arrangement).FirstOrDefault(a => a is not null);
        var step = cluster.Members.Select(m => m.Claim.Step).FirstOrDefault(s => s is not null);
        var place = members.Select(m => m.Claim.Place).FirstOrDefault(p => p is not null);
        var actors = Sides(cluster, c => c.Actors, []);
        var recipients = Sides(cluster, c => c.Recipients, lead.Mutual ? actors : []);
        return new()
        {
            Id = Article.ContentId("e-", lead.Claim.Type.ToString(), Joined(actors), Joined(recipients), $"{date.Start:uuuu-MM-dd}", $"{date.End:uuuu-MM-dd}",
                arrangement?.Id ?? "", arrangement?.Strand ?? "", step?.ToString() ?? "", reality.ToString(), dated.Count == 0 ? lead.Claim.Trigger.Text : ""),
            Type = lead.Claim.Type,
            Actors = actors,
            Recipients = recipients,
            Date = date,
            Reality = reality,
            Place = place,
            Arrangement = arrangement,
            Step = step,
            Claims = [.. members.Select(m => m.Claim.Id)],
            Voices = members.Select(m => m.Source.Voice).Distinct().Count(),
            Disputed = disputed,
            Members = members,
        };

        static string Joined(IEnumerable<EventSide> sides) => string.Join(',', sides.Select(s => s.Id));
    }

    private static List<EventSide> Sides(Cluster cluster, Func<Claim, IReadOnlyList<Party>> of, IReadOnlyList<EventSide> except) =>
        [.. cluster.Members.SelectMany(m => of(m.Claim)).Where(p => except.All(e => e.Id != p.Id))
            .GroupBy(p => p.Id, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Sector, StringComparer.Ordinal).First())
            .Select(p => new EventSide(p.Id, p.Name, p.Sector))];

    /// <summary>What each speaker says last: a later word of the same outlet, or of the same side, corrects an earlier one.</summary>
    private static List<Member> LastWords(IReadOnlyList<Member> members) =>
        [.. members.Where(m => !members.Any(later =>
            later.Speaker == m.Speaker && later.Claim.Reality != m.Claim.Reality && later.Sourced.Source.KnownOn > m.Sourced.Source.KnownOn))];

    private sealed class Cluster(int number)
    {
        public int Number { get; } = number;

        public List<Member> Members { get; } = [];

        public bool Takes(Member member) => Members.TrueForAll(m => m.Same(member));
    }

    private sealed class Member(SourcedClaim sourced, bool copy)
    {
        public SourcedClaim Sourced { get; } = sourced;

        public Claim Claim => Sourced.Claim;

        public DateRange Onset { get; } = sourced.Claim.Date.Range.Onset() is { IsUnknown: false } onset ? onset : sourced.Claim.Date.Range;

        public HashSet<string> Actors { get; } = Named(sourced.Claim.Actors);

        public HashSet<string> Recipients { get; } = Named(sourced.Claim.Recipients);

        /// <summary>Who vouches: the sides that the text names as speakers, else the outlet, else the article.</summary>
        public string Speaker { get; } = SpeakerOf(sourced);

        /// <summary>Acts that both sides do alike, so that it does not matter which one a text names first.</summary>
        public bool Mutual => Claim.Type is PloverType.Consult or PloverType.Cooperate or PloverType.Agree;

        public bool Same(Member other)
        {
            var (a, b) = (Claim, other.Claim);
            if (a.Type != b.Type || !SameReality(a.Reality, b.Reality) || a.Step != b.Step || !SameArrangement(a.Arrangement, b.Arrangement))
                return false;
            if ((copy || other.IsCopy) && Sourced.Source.Voice == other.Sourced.Source.Voice && a.Evidence.Exact == b.Evidence.Exact && a.Trigger.Text == b.Trigger.Text)
                return true;
            if (Sourced.Source.ArticleId == other.Sourced.Source.ArticleId && a.Mode.Count > 0 && b.Mode.Count > 0 && !a.Mode.Intersect(b.Mode).Any())
                return false;
            return (SameSides(other) || SameStep(other) && (Sideless || other.Sideless)) && SamePlace(a.Place, b.Place) && SameDate(other);
        }

        private bool IsCopy => copy;

        private bool Sideless => Actors.Count + Recipients.Count == 0;

        private bool SameStep(Member other) => Claim is { Step: not null, Arrangement: not null } && other.Claim.Arrangement is not null;

        private bool SameSides(Member other)
        {
            if (Mutual)
            {
                var mine = Actors.Union(Recipients).ToHashSet();
                var theirs = other.Actors.Union(other.Recipients).ToHashSet();
                return mine.Count > 0 && theirs.Count > 0 && (mine.IsSubsetOf(theirs) || theirs.IsSubsetOf(mine)) && mine.Intersect(theirs).Count() >= Math.Min(2, Math.Max(mine.Count, theirs.Count));
            }
            var (actors, recipients) = (Actors.Overlaps(other.Actors), Recipients.Overlaps(other.Recipients));
            return (actors || recipients)
                && (actors || Actors.Count == 0 || other.Actors.Count == 0)
                && (recipients || Recipients.Count == 0 || other.Recipients.Count == 0);
        }

        private bool SameDate(Member other)
        {
            var sameStep = SameStep(other);
            var sameWords = string.Equals(Claim.Trigger.Text, other.Claim.Trigger.Text, StringComparison.OrdinalIgnoreCase);
            if (Onset.IsUnknown || other.Onset.IsUnknown)
                return Onset.IsUnknown && other.Onset.IsUnknown ? sameStep || sameWords : sameStep && OnceOnly;
            if (Windows.Gap(Onset, other.Onset) is var gap and > 0)
                // One step with two reported days is one event and a dispute; a day taken from publication is only "by then".
                return sameStep && gap <= SameStepDays || sameWords && gap == 1 && (Claim.DateBasis == DateBasis.Publication || other.Claim.DateBasis == DateBasis.Publication);
            return sameStep || sameWords || Onset == other.Onset || Onset.Length() <= SharpDays && other.Onset.Length() <= SharpDays;
        }

        /// <summary>Steps that a side takes once in an arrangement's life, so that a report without a date can mean no other.</summary>
        private bool OnceOnly => Claim.Step is Step.Established or Step.Joined or Step.Signed or Step.Succeeded;

        private static bool SameReality(Reality a, Reality b) =>
            a == b || a is Reality.Actual or Reality.Negated && b is Reality.Actual or Reality.Negated;

        private static bool SameArrangement(ArrangementRef? a, ArrangementRef? b) =>
            a is null || b is null || a == b
            || (a.Id == b.Id
                ? a.Strand is null == b.Strand is null && (a.Strand is null || ContentWords.Match(ContentWords.Of(a.Strand), ContentWords.Of(b.Strand!)))
                : ContentWords.Of(a.Strand ?? a.Name) is { Count: > 1 } mine && ContentWords.Of(b.Strand ?? b.Name) is { Count: > 1 } theirs && ContentWords.Match(mine, theirs));

        private static bool SamePlace(ClaimPlace? a, ClaimPlace? b) =>
            a is null || b is null || a.Name == b.Name || a.Country is null || b.Country is null || a.Country == b.Country;

        private static HashSet<string> Named(IReadOnlyList<Party> sides) => [.. sides.Select(s => s.Id).Where(id => id != "UNK")];
    }

    /// <summary>Who vouches for a claim: the sides that the text names as speakers, else the outlet, else the article.</summary>
    internal static string SpeakerOf(SourcedClaim sourced) =>
        sourced.Claim.SaidBy.Count > 0 ? "said by " + string.Join(',', sourced.Claim.SaidBy.Select(s => s.Id).Order(StringComparer.Ordinal))
        : sourced.Source.Outlet is { Length: > 0 } outlet ? "outlet " + outlet
        : "article " + sourced.Source.ArticleId;
}
