using System.Runtime.InteropServices;
using Entente.Articles;
using NodaTime;

namespace Entente.Relations;

/// <summary>Makes one event of all the claims that tell of one act, within an article and across articles.</summary>
/// <remarks>
/// Claims are taken in the order in which they became known, and each joins an event all of whose claims tell of its act, or begins one. So what is published
/// later never changes which of the earlier claims belong together: known by a day is what would be had without the rest.
/// </remarks>
public static class Events
{
    /// <summary>How far two reported days of one step may lie apart, in days: further, and they are two steps.</summary>
    public const int SameStepDays = 7;

    /// <summary>Longest stretch that still tells one act from the next of its kind, in days.</summary>
    internal const int SharpDays = 7;

    /// <summary>Where vague claims stand, and where all claims stand, among the months of a shelf.</summary>
    private const int MonthOfVague = int.MinValue;
    private const int MonthOfAll = int.MaxValue;
    private const int MonthDays = 31;

    /// <summary>Merges claims. The order in which they come does not matter.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="decisions">What people decided about them.</param>
    /// <returns>Events by first day (unknown last), type and id.</returns>
    public static IReadOnlyList<Event> Merge(IEnumerable<SourcedClaim> claims, MergeDecisions? decisions = null)
    {
        ArgumentNullException.ThrowIfNull(claims);
        return [.. Sorted(MergeInOrder(claims, decisions ?? MergeDecisions.None))];
    }

    /// <summary>Merges claims; events come by the day on which the first claim of each became known, as they are asked for.</summary>
    internal static IEnumerable<Event> MergeInOrder(IEnumerable<SourcedClaim> claims, MergeDecisions decisions)
    {
        var clusters = new List<Cluster>();
        var shelves = new Shelves();
        var byClaim = new Dictionary<string, Cluster>(StringComparer.Ordinal);
        var asking = 0;
        foreach (var member in InOrder(Copies.Fold(claims).AsParallel().AsOrdered().Select(f => new MergeMember(f.Claim, f.Copy))))
        {
            var home = Home(member);
            if (home is null)
                clusters.Add(home = new Cluster(clusters.Count));
            home.Add(member);
            if (!decisions.IsEmpty)
                byClaim.TryAdd(member.Claim.Id, home);
            foreach (var shelf in ShelvesOf(member, seeks: false))
                if (home.Stands(shelf))
                    shelves.Add(shelf, home.Number);
        }

        Cluster? Home(MergeMember member)
        {
            if (!decisions.IsEmpty && decisions.Beside(member.Claim.Id).Select(id => byClaim.GetValueOrDefault(id)).OfType<Cluster>().MinBy(c => c.Number) is { } decided)
                return decided;
            Cluster? best = null;
            asking++;
            foreach (var shelf in ShelvesOf(member, seeks: true))
                for (var at = shelves.First(shelf); at >= 0; at = shelves.Next(at))
                    if (shelves.Cluster(at) is var number && (best is null || number < best.Number) && clusters[number] is var cluster && cluster.AskedBy != asking)
                    {
                        cluster.AskedBy = asking;
                        if (cluster.Takes(member, decisions))
                            best = cluster;
                    }
            return best;
        }

        // What stands on the shelves is no longer needed while events are made.
        shelves = null!;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (cluster, plain) in clusters.AsParallel().AsOrdered().Select(c => (c, Make(c.Members))))
        {
            var made = plain;
            // Two acts that are told alike and yet do not merge, such as two modes in one article, keep apart.
            if (!taken.Add(made.Id))
                taken.Add((made = made with { Id = Article.ContentId("e-", made.Id, cluster.Members[0].Claim.Id) }).Id);
            yield return made;
        }
    }

    /// <summary>Where a claim stands, or looks for others: a key and a month.</summary>
    private static IEnumerable<long> ShelvesOf(MergeMember member, bool seeks)
    {
        foreach (var key in member.Keys())
            if (seeks ? key.Seeks : key.Files)
                foreach (var month in Months(member, seeks))
                    yield return (long)Hash64.Join((ulong)key.Name, (ulong)month);

        // A claim is shelved under its months as far as its date is sharp, and always under "all", where vague claims look; they themselves stand only under "vague".
        static IEnumerable<int> Months(MergeMember member, bool seeks)
        {
            var isVague = (long)member.To - member.From > 2 * MonthDays;
            if (!isVague)
            {
                var margin = seeks ? SameStepDays : 0;
                for (var month = (member.From - margin) / MonthDays; month <= (member.To + margin) / MonthDays; month++)
                    yield return month;
            }
            if (isVague || seeks)
                yield return MonthOfVague;
            if (isVague == seeks)
                yield return MonthOfAll;
        }
    }

    /// <summary>What decides whether two claims tell of one act.</summary>
    public static MergeJudgement Judge(SourcedClaim a, SourcedClaim b, MergeDecisions? decisions = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new MergeMember(a).Judge(new MergeMember(b), decisions ?? MergeDecisions.None);
    }

    /// <summary>Whether two claims tell of one act.</summary>
    internal static bool AreSame(MergeMember a, MergeMember b, MergeDecisions decisions) => a.Judge(b, decisions, tell: false).Same;

    /// <summary>Under what a claim can meet others of its act.</summary>
    public static MergeKeys Keys(SourcedClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var member = new MergeMember(claim);
        return new([.. member.Keys()], member.From, member.To);
    }

    /// <summary>The event that claims make which are known to tell of one act, such as those of an event that were known by some day.</summary>
    /// <param name="claims">At least one claim.</param>
    public static Event Of(IEnumerable<SourcedClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        return Make([.. InOrder(Copies.Fold(claims).Select(f => new MergeMember(f.Claim, f.Copy)))]);
    }

    /// <summary>Events by first day (unknown last), type and id.</summary>
    public static IEnumerable<Event> Sorted(IEnumerable<Event> events) =>
        events.OrderBy(e => e.Date.Start ?? e.Date.End ?? LocalDate.MaxIsoValue).ThenBy(e => e.Type).ThenBy(e => e.Id, StringComparer.Ordinal);

    /// <summary>Who vouches for a claim: the sides that the text names as speakers, else the outlet, else the article.</summary>
    internal static string SpeakerOf(SourcedClaim sourced) =>
        sourced.Claim.SaidBy.Count > 0 ? "said by " + string.Join(',', sourced.Claim.SaidBy.Select(s => s.Id).Order(StringComparer.Ordinal))
        : sourced.Source.Outlet is { Length: > 0 } outlet ? "outlet " + outlet
        : "article " + sourced.Source.ArticleId;

    /// <summary>By the day on which they became known; of one day the sharpest first, so that vague reports join sharp ones.</summary>
    private static IEnumerable<MergeMember> InOrder(IEnumerable<MergeMember> members) => members
        .OrderBy(m => m.Sourced.Source.KnownOn)
        .ThenBy(m => m.Claim.DateBasis == DateBasis.Stated ? 0 : 1)
        .ThenBy(m => m.Onset.Length())
        .ThenBy(m => m.Onset.Start ?? LocalDate.MaxIsoValue)
        .ThenBy(m => m.Sourced.Source.ArticleId, StringComparer.Ordinal)
        .ThenBy(m => m.Claim.Trigger.Start)
        .ThenBy(m => m.Claim.Id, StringComparer.Ordinal);

    private static Event Make(List<MergeMember> cluster)
    {
        var lead = cluster[0];
        if (cluster.Count == 1)
            return MakeOfOne(lead);
        var members = Copies.Ordered(cluster.Select(m => m.Sourced)).ToList();
        var spoken = LastWords(cluster);
        var reality = spoken.Any(m => m.Claim.Reality == Reality.Actual) ? Reality.Actual : spoken[0].Claim.Reality;
        var dated = spoken.Where(m => m.Claim.Reality == reality && !m.Claim.Date.Range.IsUnknown).ToList();
        // Voices that name the same days count together; a busy event has many members and few different days.
        var voices = dated.GroupBy(m => m.Onset).ToDictionary(g => g.Key, g => g.Select(m => m.Sourced.Source.Voice).ToHashSet(StringComparer.Ordinal));
        var agreeing = voices.Keys.ToDictionary(onset => onset, onset => voices.Where(v => Windows.Gap(v.Key, onset) == 0).SelectMany(v => v.Value).Distinct(StringComparer.Ordinal).Count());
        var date = dated.Count == 0 ? ClaimDate.Unknown : dated
            .OrderBy(m => m.Claim.DateBasis == DateBasis.Stated ? 0 : 1)
            .ThenByDescending(m => agreeing[m.Onset])
            .ThenBy(m => m.Onset.Length())
            .ThenBy(m => m.Sourced.Source.KnownOn)
            .ThenBy(m => m.Claim.Id, StringComparer.Ordinal).First().Claim.Date;
        var stated = dated.Where(m => m.Claim.DateBasis == DateBasis.Stated).Select(m => m.Onset).Distinct().ToList();
        var disputed = reality == Reality.Actual && spoken.Any(m => m.Claim.Reality == Reality.Negated)
            || stated.Exists(a => stated.Exists(b => Windows.Gap(a, b) > 0));
        var arrangement = cluster.Select(m => m.Claim.Arrangement).FirstOrDefault(a => a is not null);
        var step = cluster.Select(m => m.Claim.Step).FirstOrDefault(s => s is not null);
        var place = members.Select(m => m.Claim.Place).FirstOrDefault(p => p is not null);
        var actors = Sides(cluster, c => c.Actors, []);
        var recipients = Sides(cluster, c => c.Recipients, lead.Mutual ? actors : []);
        return new()
        {
            Id = IdOf(lead.Claim),
            Type = lead.Claim.Type,
            Actors = actors,
            Recipients = recipients,
            Date = date,
            Reality = reality,
            Place = place,
            Arrangement = arrangement,
            Step = step,
            Claims = [.. members.Select(m => m.Claim.Id)],
            Reports = members.Select(m => m.Source.ArticleId).Distinct().Count(),
            Voices = members.Select(m => m.Source.Voice).Distinct().Count(),
            Disputed = disputed,
            Members = members,
        };
    }

    /// <summary>The event of which one claim tells, as most are: what the general way makes of it, without its sums.</summary>
    private static Event MakeOfOne(MergeMember member)
    {
        var claim = member.Claim;
        var actors = Sides([member], c => c.Actors, []);
        return new()
        {
            Id = IdOf(claim),
            Type = claim.Type,
            Actors = actors,
            Recipients = Sides([member], c => c.Recipients, member.Mutual ? actors : []),
            Date = claim.Date.Range.IsUnknown ? ClaimDate.Unknown : claim.Date,
            Reality = claim.Reality,
            Place = claim.Place,
            Arrangement = claim.Arrangement,
            Step = claim.Step,
            Claims = [claim.Id],
            Reports = 1,
            Voices = 1,
            Members = [member.Sourced],
        };
    }

    /// <summary>An event is named after what its first report tells, whatever version of the coder read it and whatever else is reported later.</summary>
    private static string IdOf(Claim first)
    {
        return Article.ContentId("e-", first.Article, first.Type.ToString(), Joined(first.Actors), Joined(first.Recipients), $"{first.Date.Start:uuuu-MM-dd}", $"{first.Date.End:uuuu-MM-dd}",
            first.Arrangement?.Id ?? "", first.Arrangement?.Strand ?? "", first.Step?.ToString() ?? "", first.Reality.ToString(), first.Trigger.Text);

        static string Joined(IEnumerable<Party> sides) => string.Join(',', sides.Select(s => s.Id).Order(StringComparer.Ordinal));
    }

    private static List<EventSide> Sides(List<MergeMember> cluster, Func<Claim, IReadOnlyList<Party>> of, IReadOnlyList<EventSide> except) =>
        cluster.Count == 1 && of(cluster[0].Claim) is { Count: <= 1 } few ? [.. few.Where(p => !except.Any(e => e.Id == p.Id)).Select(p => new EventSide(p.Id, p.Name, p.Sector))]
        : [.. cluster.SelectMany(m => of(m.Claim)).Where(p => except.All(e => e.Id != p.Id))
            .GroupBy(p => p.Id, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Sector, StringComparer.Ordinal).First())
            .Select(p => new EventSide(p.Id, p.Name, p.Sector))];

    /// <summary>What each speaker says last: a later word of the same outlet, or of the same side, corrects an earlier one.</summary>
    private static List<MergeMember> LastWords(List<MergeMember> members)
    {
        var last = members.GroupBy(m => (m.Speaker, m.Claim.Reality)).ToDictionary(g => g.Key, g => g.Max(m => m.Sourced.Source.KnownOn));
        return [.. members.Where(m => !Enum.GetValues<Reality>().Any(other =>
            other != m.Claim.Reality && last.TryGetValue((m.Speaker, other), out var later) && later > m.Sourced.Source.KnownOn))];
    }

    private sealed class Cluster(int number)
    {
        /// <summary>Members of an event from which on its articles are kept by name.</summary>
        private const int Many = 8;

        // Members that look the same to a further claim are asked once: an event of a thousand reports has few different ones.
        private readonly List<MergeMember> _looks = new(1);
        private Dictionary<string, List<MergeMember>>? _articles;
        private HashSet<long>? _shelves;

        public int Number { get; } = number;

        /// <summary>The number of the claim that asked last.</summary>
        public int AskedBy { get; set; }

        public List<MergeMember> Members { get; } = new(1);

        public void Add(MergeMember member)
        {
            // Of an event of one claim, as most are, nothing is kept twice.
            if (Members.Count == 1)
                _shelves = [.. ShelvesOf(Members[0], seeks: false)];
            Members.Add(member);
            if (!_looks.Exists(l => l.LooksLike(member)))
                _looks.Add(member);
            if (_articles is null && Members.Count >= Many)
                _articles = Members.GroupBy(m => m.Sourced.Source.ArticleId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
            else if (_articles is not null && _articles.TryGetValue(member.Sourced.Source.ArticleId, out var list))
                list.Add(member);
            else
                _articles?.Add(member.Sourced.Source.ArticleId, [member]);
        }

        /// <summary>Whether it does not stand on a shelf yet; from now on it does.</summary>
        public bool Stands(long shelf) => _shelves is null || _shelves.Add(shelf);

        public bool Takes(MergeMember member, MergeDecisions decisions)
        {
            if (!decisions.IsEmpty)
                return Members.TrueForAll(m => member.Judge(m, decisions, tell: false).Same);
            // What an article tells itself it compares with each of its own claims: their modes may differ.
            return _looks.TrueForAll(l => member.Judge(l, decisions, tell: false).Same)
                && Own(member.Sourced.Source.ArticleId).TrueForAll(m => member.Judge(m, decisions, tell: false).Same);
        }

        private List<MergeMember> Own(string article) =>
            _articles is null ? Members.FindAll(m => m.Sourced.Source.ArticleId == article) : _articles.GetValueOrDefault(article) ?? [];
    }

    /// <summary>Clusters by shelf, in lists that are linked by number: there are several shelves for each claim.</summary>
    private sealed class Shelves
    {
        private readonly Dictionary<long, int> _first = [];
        private readonly List<(int Cluster, int Next)> _places = [];

        public int First(long shelf) => _first.GetValueOrDefault(shelf, -1);

        public int Next(int place) => _places[place].Next;

        public int Cluster(int place) => _places[place].Cluster;

        public void Add(long shelf, int cluster)
        {
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, shelf, out var isThere);
            _places.Add((cluster, isThere ? first : -1));
            first = _places.Count - 1;
        }
    }
}
