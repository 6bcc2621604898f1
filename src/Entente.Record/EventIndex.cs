using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Record;

/// <summary>
/// The tables that are made from what was coded and decided: claims to filter by, keys to find them by, and events. Kept up by making anew only what
/// a change can reach; making all anew gives the same events.
/// </summary>
/// <param name="connection">The record.</param>
/// <param name="book">What people decided.</param>
/// <param name="claimsAtATime">Claims whose events are made at one time when all are made anew.</param>
/// <param name="beside">Where tables that are made anew are written, when not in the record itself.</param>
internal sealed class EventIndex(StoreConnection connection, DecisionBook book, int claimsAtATime = EventIndex.ClaimsAtATime, StoreConnection? beside = null)
{
    /// <summary>Claims whose events are made at one time when all are made anew: what bounds the memory.</summary>
    public const int ClaimsAtATime = 300_000;

    /// <summary>Claims whose events are brought up to date at one time, about.</summary>
    private const int UpdatesAtATime = 20_000;

    /// <summary>Articles that are read before they are needed.</summary>
    private const int ArticlesAhead = 4_000;

    /// <summary>Sides of one event of which each pair is filed; of a longer list only the first.</summary>
    private const int MostSides = 24;

    /// <summary>The key under which the events of two sides stand.</summary>
    public static long PairKey(string a, string b) => string.CompareOrdinal(a, b) <= 0 ? (long)Hash64.Join(Hash64.Of(a), Hash64.Of(b)) : PairKey(b, a);

    /// <summary>The key under which the events of an arrangement stand.</summary>
    public static long ArrangementKey(string id) => (long)Hash64.Join(Hash64.Of(id), 0);

    /// <summary>Marks articles whose claims changed.</summary>
    public static void MarkStale(StoreConnection connection, IEnumerable<int> articles)
    {
        using var stale = connection.CreateAppender("stale");
        foreach (var article in articles)
            stale.CreateRow().AppendValue(article).EndRow();
    }

    /// <summary>Whether so much is stale that all is sooner made anew.</summary>
    public bool IsMostlyStale() => Stale().Sum(s => s.Size) is > UpdatesAtATime and var fresh && fresh > connection.Number("select count(*) from claims") / 2;

    /// <summary>Brings the tables up to what the stale articles say, or the first of them. The caller has a transaction open.</summary>
    /// <returns>Whether any are left.</returns>
    public bool Update()
    {
        var sizes = Stale();
        if (sizes.Count == 0)
            return false;
        var (sum, taken) = (0L, 0);
        while (taken < sizes.Count && sum < UpdatesAtATime)
            sum += sizes[taken++].Size;
        Update(sizes.GetRange(0, taken).ConvertAll(s => s.Article));
        return taken < sizes.Count;
    }

    private List<(int Article, long Size)> Stale() =>
        connection.List("select distinct a.n, c.size from stale s join articles a on a.n = s.article join codings c on c.n = a.coding order by a.n", r => (Article: r.GetInt32(0), Size: (long)r.GetInt32(1)));

    private void Update(List<int> stale)
    {
        // All claims whose events may change, and the events they are in now.
        var claims = new Dictionary<long, SourcedClaim>();
        var touched = new HashSet<int>();
        if (connection.Number($"select count(*) from claims where {In("article", stale)}") > 0)
        {
            touched.UnionWith(connection.List($"select distinct n from (select n, unnest(members) as m from events) as met where {In("(m >> 20)", stale)}", r => r.GetInt32(0)));
            connection.Run($"delete from claims where {In("article", stale)}");
        }
        connection.Run($"delete from stale where {In("article", stale)}");
        var first = LocalDate.MaxIsoValue;
        var frontier = new List<long>();
        using (var table = connection.CreateAppender("claims"))
            foreach (var article in Shelf.Articles(connection, book, stale))
            {
                first = LocalDate.Min(first, article.Source.KnownOn);
                foreach (var claim in article.Sourced)
                {
                    claims[claim.Place] = claim;
                    frontier.Add(claim.Place);
                    Append(table, claim);
                }
                NoteArrangements(article.Claims.Select(c => c.Claim));
            }
        var staleSet = stale.ToHashSet();
        frontier.AddRange(Load(Members(touched).Where(place => !staleSet.Contains(Shelf.ArticleOf(place)))));
        var decisions = DecisionsNow();
        while (frontier.Count > 0)
        {
            // What was known before the first change stays together as it is, and reaches no further.
            var met = Meet([.. frontier.Where(place => claims[place].Source.KnownOn >= first)], claims, decisions);
            var newly = met.Where(touched.Add).ToList();
            frontier = Load(Members(newly));
        }

        var old = connection.List($"select n, id from events where {In("n", touched)}", r => (Number: r.GetInt32(0), Id: r.GetString(1))).ToDictionary(e => e.Id, e => e.Number);
        var next = (int)connection.Number("select max(n) from events") + 1;
        if (touched.Count > 0)
            connection.Run($"delete from events where {In("n", touched)}; delete from keys where {In("event", touched)}; delete from pairs where {In("event", touched)}");
        Append(Events.MergeInOrder(claims.Values, decisions), e => old.TryGetValue(e.Id, out var was) ? was : next++);
        WriteArrangements();

        List<long> Load(IEnumerable<long> wanted)
        {
            var loaded = new List<long>();
            foreach (var (place, claim) in Shelf.Claims(connection, book, wanted.Where(place => !claims.ContainsKey(place)).ToHashSet()))
            {
                claims[place] = claim;
                loaded.Add(place);
            }
            return loaded;
        }
    }

    private IEnumerable<long> Members(IReadOnlyCollection<int> events) =>
        events.Count == 0 ? [] : connection.List($"select members from events where {In("n", events)}", r => r.GetFieldValue<List<long>>(0)).SelectMany(m => m);

    /// <summary>How many claims count, before what people added.</summary>
    public static long Size(StoreConnection connection) => connection.Number("select coalesce(sum(c.size), 0)::bigint from codings c join articles a on a.coding = c.n");

    /// <summary>Makes all anew, in place of what is there or beside the record. The caller has a transaction open.</summary>
    public void Rebuild()
    {
        if (beside is null)
            Layouts.EmptyMade(connection);
        var numbers = connection.List("select n from articles order by n", r => r.GetInt32(0));
        var articles = Shelf.Articles(connection, book, numbers);
        // One connection answers one question at a time: only beside the record can reading go on while rows are written.
        if (beside is not null)
            articles = Ahead.Of(articles, ArticlesAhead);
        var decisions = DecisionsNow();
        var next = 1;
        if (Size(connection) <= claimsAtATime)
        {
            var claims = new List<SourcedClaim>();
            using (var table = _made.CreateAppender("claims"))
                foreach (var article in articles)
                    foreach (var claim in article.Sourced)
                    {
                        Append(table, claim);
                        claims.Add(claim);
                    }
            NoteArrangements(claims.Select(c => c.Claim));
            Append(Events.MergeInOrder(claims, decisions), _ => next++);
            WriteArrangements();
            return;
        }
        // Acts of different types never merge: all are read once and laid out by type, and then taken type by type, as many at a time as memory holds.
        var types = new Dictionary<PloverType, int>();
        _made.Run("create or replace temp table laid_out (type utinyint not null, article integer not null, claims blob not null)");
        using (var table = _made.CreateAppender("claims"))
        using (var slim = _made.CreateTemporaryAppender("laid_out"))
            foreach (var article in articles)
            {
                foreach (var claim in article.Sourced)
                    Append(table, claim);
                NoteArrangements(article.Claims.Select(c => c.Claim));
                foreach (var type in article.Sourced.GroupBy(c => c.Claim.Type))
                {
                    slim.CreateRow().AppendValue((byte)type.Key).AppendValue(article.Number).AppendValue(SlimClaims.Pack(type)).EndRow();
                    types[type.Key] = types.GetValueOrDefault(type.Key) + type.Count();
                }
            }
        WriteArrangements();
        foreach (var group in Group(types))
            Append(Events.MergeInOrder(SlimClaims.Of(connection, _made, group), decisions), _ => next++);
        _made.Run("drop table laid_out");
    }

    private List<HashSet<PloverType>> Group(Dictionary<PloverType, int> types)
    {
        var groups = new List<(HashSet<PloverType> Types, int Size)>();
        foreach (var (type, size) in types.OrderByDescending(t => t.Value).ThenBy(t => t.Key))
            if (groups.FindIndex(g => g.Size + size <= claimsAtATime) is var at and >= 0)
                groups[at] = ([.. groups[at].Types, type], groups[at].Size + size);
            else
                groups.Add(([type], size));
        return [.. groups.Select(g => g.Types)];
    }

    /// <summary>Events of claims that may merge with those at the places.</summary>
    private HashSet<int> Meet(IReadOnlyList<long> places, Dictionary<long, SourcedClaim> claims, MergeDecisions decisions)
    {
        var found = new HashSet<int>();
        if (places.Count == 0)
            return found;
        var seekers = new Dictionary<long, List<MergeMember>>();
        connection.Run("create or replace temp table probe (key bigint, first integer, last integer)");
        using (var probe = connection.CreateTemporaryAppender("probe"))
            foreach (var place in places)
            {
                var member = new MergeMember(claims[place]);
                var (from, to) = (Math.Max(member.From, int.MinValue + Events.SameStepDays) - Events.SameStepDays, Math.Min(member.To, int.MaxValue - Events.SameStepDays) + Events.SameStepDays);
                // Who would seek this claim is found by what it seeks: names are made so.
                foreach (var name in member.Keys().Where(k => k.Seeks).Select(k => k.Name).Distinct())
                {
                    probe.CreateRow().AppendValue(name).AppendValue(from).AppendValue(to).EndRow();
                    if (!seekers.TryGetValue(name, out var list))
                        seekers[name] = list = [];
                    list.Add(member);
                }
            }
        var candidates = new Dictionary<long, int>();
        foreach (var (e, members) in connection.List("select n, members from events where n in (select k.event from keys k join probe p on k.key = p.key and k.first <= p.last and k.last >= p.first)",
            r => (r.GetInt32(0), r.GetFieldValue<List<long>>(1))))
            foreach (var place in members.Where(m => !claims.ContainsKey(m)))
                candidates[place] = e;
        foreach (var article in Shelf.Articles(connection, book, candidates.Keys.Select(Shelf.ArticleOf)))
            foreach (var sourced in article.Sourced)
                if (candidates.TryGetValue(sourced.Place, out var e) && !found.Contains(e) && new MergeMember(sourced) is var candidate
                    && candidate.Keys().Where(k => k.Files).Any(k => seekers.TryGetValue(k.Name, out var list) && list.Exists(seeker => Events.AreSame(candidate, seeker, decisions))))
                    found.Add(e);
        return found;
    }

    /// <summary>Decisions on what belongs together, by the ids of claims as they are now.</summary>
    public MergeDecisions DecisionsNow()
    {
        if (!book.Links.Any())
            return MergeDecisions.None;
        var made = new MergeDecisions();
        var keys = book.Links.SelectMany(d => d.Others.Append(d.Claim!)).DistinctBy(k => (k.Article, k.Start, k.End, k.Type)).ToList();
        var numbers = connection.List("select n from articles where id in (select unnest($ids))", r => r.GetInt32(0), ("ids", keys.Select(k => k.Article).Distinct().ToList()));
        var articles = Shelf.Articles(connection, book, numbers).ToDictionary(a => a.Source.ArticleId, StringComparer.Ordinal);
        foreach (var decision in book.Links)
            foreach (var other in decision.Others)
                if (Find(decision.Claim!) is { } a && Find(other) is { } b)
                    if (decision.Kind == DecisionKind.Merge)
                        made.Join(a, b);
                    else
                        made.Part(a, b);
        return made;

        string? Find(ClaimKey key) =>
            articles.TryGetValue(key.Article, out var article) && key.Find([.. article.Claims.Select(c => c.Claim)]) is var at and >= 0 ? article.Claims[at].Claim.Id : null;
    }

    private void NoteArrangements(IEnumerable<Claim> claims) =>
        _noted.UnionWith(claims.Where(c => c.Arrangement is not null)
            .SelectMany(c => c.Actors.Concat(c.Recipients).Select(p => (string?)p.Id).DefaultIfEmpty(null).Select(side => (c.Arrangement!.Id, c.Arrangement.Name, c.Arrangement.Strand, Side: side))));

    /// <summary>Writes the arrangements that were noted and are not there.</summary>
    private void WriteArrangements()
    {
        if (_noted.Count == 0)
            return;
        _made.Run("create or replace temp table fresh_arrangements as select * from arrangements limit 0");
        using (var table = _made.CreateTemporaryAppender("fresh_arrangements"))
            foreach (var (id, name, strand, side) in _noted)
                table.CreateRow().AppendValue(Sql.Text(id)).AppendValue(Sql.Text(name)).AppendValue(Sql.Text(strand)).AppendValue(Sql.Text(side)).EndRow();
        _made.Run("insert into arrangements select * from fresh_arrangements except select * from arrangements");
        _noted.Clear();
    }

    private readonly StoreConnection _made = beside ?? connection;
    private readonly HashSet<(string, string, string?, string?)> _noted = [];

    private static void Append(BulkWriter table, SourcedClaim sourced)
    {
        var claim = sourced.Claim;
        table.CreateRow().AppendValue(Shelf.ArticleOf(sourced.Place)).AppendValue(Shelf.NoOf(sourced.Place)).AppendValue(Sql.Text(claim.Id)).AppendValue(Word(claim.Type)).AppendValue(claim.Reality.ToString())
            .AppendValue(Sql.Day(claim.Date.Start)).AppendValue(Sql.Day(claim.Date.End)).AppendValue((IEnumerable<string?>)SidesOf(claim))
            .AppendValue(Sql.Text(claim.Arrangement?.Id)).AppendValue(claim.Step?.ToString()).AppendValue(Sql.Text(claim.Place?.Country)).AppendValue(Sql.Text(claim.Evidence.Exact.ToLowerInvariant())).EndRow();
    }

    /// <summary>Writes events and what they are found by. Keys stand in their order within each batch: so a question reads little of it.</summary>
    private void Append(IEnumerable<Event> made, Func<Event, int> number)
    {
        var keys = new List<(long Key, int First, int Last, int Event)>();
        var pairs = new List<(long Key, int Day, byte Type, int Event)>();
        using (var events = _made.CreateAppender("events"))
            foreach (var e in made)
            {
                var n = number(e);
                Append(events, n, e);
                keys.AddRange(KeysOf(e).Select(k => (k.Key, k.First, k.Last, n)));
                var day = e.Date.Start ?? e.Date.End;
                pairs.AddRange(PairsOf(e).Select(k => (k, day is { } known ? Sql.DayNumber(known) : int.MaxValue, (byte)e.Type, n)));
            }
        keys.Sort();
        using (var table = _made.CreateAppender("keys"))
            foreach (var (key, first, last, e) in keys)
                table.CreateRow().AppendValue(key).AppendValue(first).AppendValue(last).AppendValue(e).EndRow();
        pairs.Sort();
        using (var table = _made.CreateAppender("pairs"))
            foreach (var (key, day, type, e) in pairs)
                table.CreateRow().AppendValue(key).AppendValue(day).AppendValue(type).AppendValue(e).EndRow();
    }

    private static void Append(BulkWriter table, int number, Event e) => table.CreateRow()
        .AppendValue(number).AppendValue(e.Id).AppendValue(Word(e.Type)).AppendValue(e.Reality.ToString())
        .AppendValue(Sql.Day(e.Date.Start)).AppendValue(Sql.Day(e.Date.End))
        .AppendValue((IEnumerable<string?>)e.Actors.Concat(e.Recipients).Select(s => Sql.Text(s.Id)).Distinct(StringComparer.Ordinal).ToList())
        .AppendValue(Sql.Text(e.Place?.Country)).AppendValue(Sql.Text(e.Arrangement?.Id)).AppendValue(Sql.Text(e.Arrangement?.Strand)).AppendValue(e.Step?.ToString())
        .AppendValue(Sql.Day(e.Members.Min(m => m.Source.KnownOn))).AppendValue(Sql.Day(e.Members.Max(m => m.Source.KnownOn)))
        .AppendValue(e.Reports).AppendValue(e.Voices).AppendValue(e.Disputed)
        .AppendValue((IEnumerable<long>)e.Members.Select(m => m.Place).ToList()).EndRow();

    /// <summary>Under what the claims of an event can be met, each key once with all the days of its claims.</summary>
    private static IEnumerable<(long Key, int First, int Last)> KeysOf(Event e)
    {
        if (e.Members is [var lone])
            return Filed(lone).DistinctBy(k => k.Key);
        return e.Members.SelectMany(Filed).GroupBy(k => k.Key).Select(g => (g.Key, g.Min(k => k.First), g.Max(k => k.Last)));

        static IEnumerable<(long Key, int First, int Last)> Filed(SourcedClaim claim)
        {
            var member = new MergeMember(claim);
            foreach (var key in member.Keys())
                if (key.Files)
                    yield return (key.Name, member.From, member.To);
            if (claim.Claim.Arrangement is { } arrangement)
                yield return (ArrangementKey(arrangement.Id), member.From, member.To);
        }
    }

    private static IEnumerable<long> PairsOf(Event e)
    {
        var sides = e.Actors.Concat(e.Recipients).Select(s => s.Id).Distinct(StringComparer.Ordinal).Take(MostSides).ToList();
        return sides.SelectMany((a, i) => sides.Skip(i + 1).Select(b => PairKey(a, b)));
    }

    public static string Word(PloverType type) => type.ToString().ToUpperInvariant();

    public static string In(string column, IReadOnlyCollection<int> numbers) => numbers.Count == 0 ? "false" : $"{column} in ({string.Join(',', numbers)})";

    private static List<string?> SidesOf(Claim claim) => [.. claim.Actors.Concat(claim.Recipients).Select(s => Sql.Text(s.Id)).Distinct()];
}
