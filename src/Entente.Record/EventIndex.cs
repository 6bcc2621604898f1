using DuckDB.NET.Data;
using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Record;

/// <summary>
/// The tables that are made from what was coded and decided: claims to filter by, keys to find them by, and events. Kept up by making anew only what
/// a change can reach; making all anew gives the same events.
/// </summary>
internal sealed class EventIndex(DuckDBConnection connection, DecisionBook book, int claimsAtATime = EventIndex.ClaimsAtATime)
{
    /// <summary>Claims whose events are made at one time when all are made anew: what bounds the memory.</summary>
    public const int ClaimsAtATime = 250_000;

    /// <summary>Sides of one claim of which each pair is filed; of a longer list only the first.</summary>
    private const int MostSides = 24;

    public static string PairKey(string a, string b) => string.CompareOrdinal(a, b) <= 0 ? $"pair {a} {b}" : $"pair {b} {a}";

    public static string ArrangementKey(string id) => $"arrangement {id}";

    /// <summary>Marks articles whose claims changed.</summary>
    public void MarkStale(IEnumerable<int> articles)
    {
        using var stale = connection.CreateAppender("stale");
        foreach (var article in articles)
            stale.CreateRow().AppendValue(article).EndRow();
    }

    /// <summary>Brings the tables up to what the stale articles say. The caller has a transaction open.</summary>
    public void Update()
    {
        var stale = connection.List("select distinct article from stale order by article", r => r.GetInt32(0));
        if (stale.Count == 0)
            return;
        var fresh = connection.Number("select coalesce(sum(size), 0)::bigint from codings c join articles a on a.coding = c.n where a.n in (select article from stale)");
        if (fresh > 20_000 && fresh > connection.Number("select count(*) from claims") / 2)
        {
            Rebuild();
            return;
        }

        // All claims whose events may change, and the events they are in now.
        var claims = new Dictionary<(int, int), SourcedClaim>();
        var homes = new Dictionary<(int, int), int>();
        var touched = connection.List("select distinct event from keys where article in (select article from stale)", r => r.GetInt32(0)).ToHashSet();
        connection.Run("delete from keys where article in (select article from stale); delete from claims where article in (select article from stale); delete from stale");
        var first = LocalDate.MaxIsoValue;
        var frontier = new List<(int, int)>();
        var changed = new List<(StoredArticle Article, int No, Claim Claim)>();
        foreach (var article in Shelf.Articles(connection, book, stale))
        {
            first = LocalDate.Min(first, article.Source.KnownOn);
            foreach (var (no, claim) in article.Claims)
            {
                claims[(article.Number, no)] = new(claim, article.Source);
                frontier.Add((article.Number, no));
                changed.Add((article, no, claim));
            }
        }
        var staleSet = stale.ToHashSet();
        frontier.AddRange(Members(touched).Where(place => !staleSet.Contains(place.Article)).Select(place => (place.Article, place.No)));
        Load(frontier);
        while (frontier.Count > 0)
        {
            // What was known before the first change stays together as it is, and reaches no further.
            var met = Meet([.. frontier.Where(place => claims[place].Source.KnownOn >= first)], claims);
            var newly = met.Where(touched.Add).ToHashSet();
            frontier = [.. Members(newly).Where(place => !claims.ContainsKey(place))];
            Load(frontier);
        }

        var decisions = DecisionsNow();
        var events = Events.Merge(claims.Values, decisions);
        var old = connection.List($"select n, id from events where {In("n", touched)}", r => (Number: r.GetInt32(0), Id: r.GetString(1))).ToDictionary(e => e.Id, e => e.Number);
        connection.Run($"delete from events where {In("n", touched)}");
        var next = (int)connection.Number("select max(n) from events") + 1;
        next = Math.Max(next, old.Values.DefaultIfEmpty(0).Max() + 1);
        var places = claims.GroupBy(c => c.Value.Claim.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Queue<(int, int)>(g.Select(c => c.Key).Order()), StringComparer.Ordinal);
        var moved = new List<((int Article, int No) Place, int Event)>();
        var changedPlaces = changed.Select(c => (c.Article.Number, c.No)).ToHashSet();
        using (var table = connection.CreateAppender("events"))
            foreach (var e in events)
            {
                var number = old.TryGetValue(e.Id, out var was) ? was : next++;
                var members = e.Members.Select(m => places[m.Claim.Id].Dequeue()).ToList();
                Append(table, number, e, members);
                moved.AddRange(members.Where(place => changedPlaces.Contains(place) || !homes.TryGetValue(place, out var home) || home != number).Select(place => (place, number)));
            }
        var gone = moved.Where(m => !changedPlaces.Contains(m.Place)).Select(m => m.Place).ToList();
        foreach (var chunk in gone.Chunk(5000))
            connection.Run($"delete from keys where (article, no) in ({string.Join(',', chunk.Select(p => $"({p.Article},{p.No})"))})");
        using (var table = connection.CreateAppender("claims"))
            foreach (var (article, no, claim) in changed)
                Append(table, article.Number, no, claim);
        using (var table = connection.CreateAppender("keys"))
            foreach (var (place, number) in moved)
                AppendKeys(table, place, claims[place], number);
        NoteArrangements(changed.Select(c => c.Claim));
        WriteArrangements();

        void Load(IReadOnlyCollection<(int, int)> wanted)
        {
            var absent = wanted.Where(place => !claims.ContainsKey(place)).ToHashSet();
            foreach (var (place, claim) in Shelf.Claims(connection, book, absent))
                claims[place] = claim;
            frontier.RemoveAll(place => !claims.ContainsKey(place));
        }

        IEnumerable<(int Article, int No)> Members(IReadOnlyCollection<int> numbers)
        {
            var found = new List<(int, int)>();
            if (numbers.Count > 0)
                foreach (var (number, members) in connection.List($"select n, members from events where {In("n", numbers)}", r => (r.GetInt32(0), r.GetFieldValue<List<long>>(1))))
                    foreach (var place in members.Select(Place))
                    {
                        homes[place] = number;
                        found.Add(place);
                    }
            return found;
        }
    }

    /// <summary>Makes all anew. The caller has a transaction open.</summary>
    public void Rebuild()
    {
        connection.Run("delete from stale; delete from claims; delete from keys; delete from events; delete from arrangements");
        connection.Run("create or replace temp table fresh_keys as select * from keys");
        var numbers = connection.List("select n from articles order by n", r => r.GetInt32(0));
        var total = connection.Number("select coalesce(sum(c.size), 0)::bigint from codings c join articles a on a.coding = c.n");
        var types = new Dictionary<PloverType, int>();
        var decisions = DecisionsNow();
        var next = 1;
        List<HashSet<PloverType>> groups = [];
        using (var table = connection.CreateAppender("claims"))
            if (total <= claimsAtATime)
            {
                var claims = new List<((int, int) Place, SourcedClaim Claim)>();
                foreach (var article in Shelf.Articles(connection, book, numbers))
                    foreach (var (no, claim) in article.Claims)
                    {
                        Append(table, article.Number, no, claim);
                        claims.Add(((article.Number, no), new(claim, article.Source)));
                    }
                NoteArrangements(claims.Select(c => c.Claim.Claim));
                Merge(claims);
            }
            else
            {
                // Acts of different types never merge: type by type, as many at a time as memory holds.
                foreach (var article in Shelf.Articles(connection, book, numbers))
                {
                    foreach (var (no, claim) in article.Claims)
                    {
                        Append(table, article.Number, no, claim);
                        types[claim.Type] = types.GetValueOrDefault(claim.Type) + 1;
                    }
                    NoteArrangements(article.Claims.Select(c => c.Claim));
                }
                groups = Group(types);
            }
        foreach (var group in groups)
        {
            var claims = new List<((int, int) Place, SourcedClaim Claim)>();
            foreach (var article in Shelf.Articles(connection, book, numbers))
                foreach (var (no, claim) in article.Claims)
                    if (group.Contains(claim.Type))
                        claims.Add(((article.Number, no), new(claim, article.Source)));
            Merge(claims);
        }
        WriteArrangements();
        // In the order of keys a question reads next to nothing.
        connection.Run("insert into keys select * from fresh_keys order by key, first; drop table fresh_keys");

        void Merge(List<((int, int) Place, SourcedClaim Claim)> claims)
        {
            var places = claims.GroupBy(c => c.Claim.Claim.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Queue<((int, int) Place, SourcedClaim Claim)>(g.OrderBy(c => c.Place)), StringComparer.Ordinal);
            using var events = connection.CreateAppender("events");
            using var keys = connection.CreateAppender("temp", "main", "fresh_keys");
            foreach (var e in Events.Merge(claims.Select(c => c.Claim), decisions))
            {
                var members = e.Members.Select(m => places[m.Claim.Id].Dequeue()).ToList();
                Append(events, next, e, [.. members.Select(m => m.Place)]);
                foreach (var (place, claim) in members)
                    AppendKeys(keys, place, claim, next);
                next++;
            }
        }
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
    private HashSet<int> Meet(IReadOnlyList<(int, int)> places, Dictionary<(int, int), SourcedClaim> claims)
    {
        var found = new HashSet<int>();
        if (places.Count == 0)
            return found;
        var seekers = new Dictionary<int, List<SourcedClaim>>();
        connection.Run("create or replace temp table probe (key integer, first integer, last integer)");
        using (var probe = connection.CreateAppender("temp", "main", "probe"))
            foreach (var place in places)
            {
                var keys = Events.Keys(claims[place]);
                var (from, to) = (Math.Max(keys.From, int.MinValue + Events.SameStepDays) - Events.SameStepDays, Math.Min(keys.To, int.MaxValue - Events.SameStepDays) + Events.SameStepDays);
                // Who would seek this claim is found by what it seeks: names are made so.
                foreach (var name in keys.Names.Where(k => k.Seeks).Select(k => k.Name).Distinct(StringComparer.Ordinal))
                {
                    var key = Sql.Hash(name);
                    probe.CreateRow().AppendValue(key).AppendValue(from).AppendValue(to).EndRow();
                    if (!seekers.TryGetValue(key, out var list))
                        seekers[key] = list = [];
                    list.Add(claims[place]);
                }
            }
        var candidates = connection.List("select distinct k.article, k.no, k.event from keys k join probe p on k.key = p.key and k.first <= p.last and k.last >= p.first",
            r => (Place: (r.GetInt32(0), r.GetInt32(1)), Event: r.GetInt32(2))).Where(c => !claims.ContainsKey(c.Place)).ToList();
        var loaded = Shelf.Claims(connection, book, [.. candidates.Select(c => c.Place)]);
        var decisions = DecisionsNow();
        foreach (var (place, e) in candidates)
            if (!found.Contains(e) && loaded.TryGetValue(place, out var candidate)
                && Events.Keys(candidate).Names.Where(k => k.Files).Select(k => Sql.Hash(k.Name)).Distinct().SelectMany(k => seekers.GetValueOrDefault(k) ?? []).Any(seeker => Events.Judge(candidate, seeker, decisions).Same))
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
        connection.Run("create or replace temp table fresh_arrangements as select * from arrangements limit 0");
        using (var table = connection.CreateAppender("temp", "main", "fresh_arrangements"))
            foreach (var (id, name, strand, side) in _noted)
                table.CreateRow().AppendValue(Sql.Text(id)).AppendValue(Sql.Text(name)).AppendValue(Sql.Text(strand)).AppendValue(Sql.Text(side)).EndRow();
        connection.Run("insert into arrangements select * from fresh_arrangements except select * from arrangements");
        _noted.Clear();
    }

    private readonly HashSet<(string, string, string?, string?)> _noted = [];

    private static void Append(DuckDBAppender table, int article, int no, Claim claim) => table.CreateRow()
        .AppendValue(article).AppendValue(no).AppendValue(Sql.Text(claim.Id)).AppendValue(Word(claim.Type)).AppendValue(claim.Reality.ToString())
        .AppendValue(Sql.Day(claim.Date.Start)).AppendValue(Sql.Day(claim.Date.End)).AppendValue((IEnumerable<string?>)SidesOf(claim))
        .AppendValue(Sql.Text(claim.Arrangement?.Id)).AppendValue(claim.Step?.ToString()).AppendValue(Sql.Text(claim.Place?.Country)).AppendValue(Sql.Text(claim.Evidence.Exact)).EndRow();

    private static void Append(DuckDBAppender table, int number, Event e, IReadOnlyList<(int Article, int No)> members) => table.CreateRow()
        .AppendValue(number).AppendValue(e.Id).AppendValue(Word(e.Type)).AppendValue(e.Reality.ToString())
        .AppendValue(Sql.Day(e.Date.Start)).AppendValue(Sql.Day(e.Date.End))
        .AppendValue((IEnumerable<string?>)e.Actors.Concat(e.Recipients).Select(s => Sql.Text(s.Id)).Distinct(StringComparer.Ordinal).ToList())
        .AppendValue(Sql.Text(e.Place?.Country)).AppendValue(Sql.Text(e.Arrangement?.Id)).AppendValue(Sql.Text(e.Arrangement?.Strand)).AppendValue(e.Step?.ToString())
        .AppendValue(Sql.Day(e.Members.Min(m => m.Source.KnownOn))).AppendValue(Sql.Day(e.Members.Max(m => m.Source.KnownOn)))
        .AppendValue(e.Reports).AppendValue(e.Voices).AppendValue(e.Disputed)
        .AppendValue((IEnumerable<long>)members.Select(m => ((long)m.Article << 20) | (uint)m.No).ToList()).EndRow();

    private static void AppendKeys(DuckDBAppender table, (int Article, int No) place, SourcedClaim claim, int number)
    {
        var keys = Events.Keys(claim);
        var sides = SidesOf(claim.Claim).OfType<string>().Take(MostSides).ToList();
        var names = keys.Names.Where(k => k.Files).Select(k => k.Name)
            .Concat(sides.SelectMany((a, i) => sides.Skip(i + 1).Select(b => PairKey(a, b))));
        if (claim.Claim.Arrangement is { } arrangement)
            names = names.Append(ArrangementKey(arrangement.Id));
        foreach (var name in names.Distinct(StringComparer.Ordinal))
            table.CreateRow().AppendValue(Sql.Hash(name)).AppendValue(keys.From).AppendValue(keys.To).AppendValue(place.Article).AppendValue(place.No).AppendValue(number).EndRow();
    }

    /// <summary>Article and number of a claim, as events hold them.</summary>
    public static (int Article, int No) Place(long member) => ((int)(member >> 20), (int)(member & 0xFFFFF));

    public static string Word(PloverType type) => type.ToString().ToUpperInvariant();

    public static string In(string column, IReadOnlyCollection<int> numbers) => numbers.Count == 0 ? "false" : $"{column} in ({string.Join(',', numbers)})";

    private static List<string?> SidesOf(Claim claim) => [.. claim.Actors.Concat(claim.Recipients).Select(s => Sql.Text(s.Id)).Distinct()];
}
