using System.Globalization;
using Entente.Actors;
using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Record;

/// <content>Questions.</content>
public sealed partial class RecordStore
{
    /// <summary>Claims of which the standings are kept ready for the next question.</summary>
    private const int MostClaimsKept = 100_000;

    /// <summary>Number of articles.</summary>
    public long ArticleCount => _database.Use(c => c.Number("select count(*) from articles"));

    /// <summary>Number of claims that count.</summary>
    public long ClaimCount => _database.Use(c => c.Number("select count(*) from claims"));

    /// <summary>Number of events.</summary>
    public long EventCount => _database.Use(c => c.Number("select count(*) from events"));

    /// <summary>Articles in the record, by the day they became known.</summary>
    /// <param name="knownBy">Only those known by this day; null for all.</param>
    public IEnumerable<Source> Articles(LocalDate? knownBy = null) => _database.Stream(c => Shelf.Sources(c,
        $"select {Shelf.SourceColumns} from articles where $known_by is null or known_on <= $known_by order by known_on, id", _ => 0, ("known_by", Sql.Day(knownBy))).Select(s => s.Source.AsKnownBy(knownBy)));

    /// <summary>One article with what is kept of it; null when there is none of that id.</summary>
    public StoredText? Article(string id) => _database.Use(c => Shelf.Sources(c,
        $"select {Shelf.SourceColumns}, authors, language, keeps, text from articles where id = $id",
        r => (Authors: r.GetFieldValue<List<string>>(Shelf.SourceWidth), Language: r.TextAt(Shelf.SourceWidth + 1), Keeps: Enum.Parse<KeepText>(r.GetString(Shelf.SourceWidth + 2)), Text: r.IsDBNull(Shelf.SourceWidth + 3) ? null : ClaimPack.Text(r.BytesAt(Shelf.SourceWidth + 3))),
        ("id", id)).Select(a => new StoredText(a.Source, a.More.Authors, a.More.Language, a.More.Keeps, a.More.Text)).FirstOrDefault());

    /// <summary>Claims that fit, with their sources, by the day they became known and their place in the text. They are read as they are asked for.</summary>
    public IEnumerable<SourcedClaim> Claims(ClaimFilter? filter = null)
    {
        filter ??= ClaimFilter.All;
        return _database.Stream(connection => Read(connection));

        IEnumerable<SourcedClaim> Read(StoreConnection connection)
        {
            var book = Book(connection);
            var (where, parameters) = Where(filter, ofEvents: false);
            var places = connection.List($"select c.article, c.no from claims c join articles a on a.n = c.article where {where} order by a.known_on, a.id, c.no",
                r => Shelf.Place(r.GetInt32(0), r.GetInt32(1)), parameters);
            foreach (var chunk in places.Chunk(5000))
            {
                var claims = Shelf.Claims(connection, book, chunk);
                foreach (var claim in chunk.Select(claims.GetValueOrDefault).OfType<SourcedClaim>())
                    yield return filter.KnownBy is null ? claim : claim with { Source = claim.Source.AsKnownBy(filter.KnownBy) };
            }
        }
    }

    /// <summary>Claims whose id begins with <paramref name="prefix"/>, those that count first; those of older coders and rejected ones are found too.</summary>
    public IReadOnlyList<SourcedClaim> ClaimsById(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return _database.Use(connection =>
        {
            var places = connection.List("select article, no from claims where starts_with(id, $prefix) order by id limit 100", r => Shelf.Place(r.GetInt32(0), r.GetInt32(1)), ("prefix", Sql.Text(prefix)));
            var book = Book(connection);
            var current = Shelf.Claims(connection, book, places);
            if (places.Count > 0)
                return [.. places.Select(p => current.GetValueOrDefault(p)).OfType<SourcedClaim>().DistinctBy(c => c.Claim.Id)];
            // Not among those that count: older codings, and articles on whose claims people decided, are looked through, the newest first.
            var decided = book.Log.Select(d => d.Claim?.Article).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            return Shelf.Sources(connection, $"select {string.Join(", ", Shelf.SourceColumns.Split(", ").Select(c => "a." + c))}, c.coded, c.claims, c.n from codings c join articles a on a.n = c.article where c.n <> a.coding or a.id in (select unnest($decided))",
                r => (Coded: r.TimeAt(Shelf.SourceWidth), Claims: r.BytesAt(Shelf.SourceWidth + 1), Number: r.GetInt32(Shelf.SourceWidth + 2)), ("decided", decided)).OrderByDescending(r => r.More.Number)
                .SelectMany(r => ClaimPack.Claims(r.More.Claims, r.Source.ArticleId).Where(c => c.Id.StartsWith(prefix, StringComparison.Ordinal)).Select(c => new SourcedClaim(c, r.Source with { Coded = r.More.Coded })))
                .DistinctBy(c => c.Claim.Id).OrderBy(c => c.Claim.Id, StringComparer.Ordinal).ToList();
        });
    }

    /// <summary>A claim with all that is known of it; null when there is none of that id.</summary>
    public ClaimDetail? Claim(string id)
    {
        if (ClaimsById(id).FirstOrDefault(c => c.Claim.Id == id) is not { } claim)
            return null;
        return _database.Use(connection =>
        {
            var book = Book(connection);
            var key = ClaimKey.Of(claim.Claim);
            var number = connection.List("select n from articles where id = $id", r => r.GetInt32(0), ("id", claim.Source.ArticleId))[0];
            var article = Shelf.Articles(connection, book, [number]).Single();
            var place = article.Claims.Where(c => c.Claim.Id == id).Select(c => (int?)c.No).FirstOrDefault();
            var home = place is { } no ? connection.List("select n from events where list_contains(members, $place)", r => r.GetInt32(0), ("place", Shelf.Place(number, no))) : [];
            var codings = connection.List("select coder, coded, claims, n = (select coding from articles where n = $n) from codings where article = $n order by n",
                r => (Coder: r.TextAt(0), Coded: r.TimeAt(1), Claims: ClaimPack.Claims(r.BytesAt(2), claim.Source.ArticleId), Current: r.GetBoolean(3)), ("n", number));
            return new ClaimDetail
            {
                Claim = claim,
                Coded = codings.Where(c => c.Current).SelectMany(c => c.Claims).FirstOrDefault(c => c.Id == id) ?? claim.Claim,
                Counts = place is not null,
                Neighbours = [.. article.Claims.Where(c => c.Claim.Id != id).OrderBy(c => c.Claim.Trigger.Start).Select(c => new SourcedClaim(c.Claim, article.Source))],
                Event = home.Count == 0 ? null : Made(connection, book, home).Select(e => e.Event).FirstOrDefault(),
                Decisions = [.. book.Log.Where(d => d.Claim is { } about && about.Find([claim.Claim]) == 0 || d.Added?.Id == id || d.Others.Any(o => o.Find([claim.Claim]) == 0))],
                Earlier = [.. codings.Where(c => !c.Current).SelectMany(c => c.Claims.Where(old => key.Start == old.Trigger.Start && key.End == old.Trigger.End).Select(old => new SourcedClaim(old, claim.Source with { Coded = c.Coded })))],
            };
        });
    }

    /// <summary>Events that fit, made of all claims known by the day asked for, by first day (unknown last).</summary>
    /// <remarks>Claims are merged before they are filtered: what an event is does not depend on the question.</remarks>
    public Page<Event> Events(ClaimFilter filter, Paging paging)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _database.Use(connection =>
        {
            var book = Book(connection);
            var (where, parameters) = Where(filter, ofEvents: true);
            if (filter.KnownBy is not null)
            {
                var all = Known(connection, book, filter);
                var sorted = paging.NewestFirst ? all.OrderBy(e => e.Date.Range.IsUnknown).ThenByDescending(e => e.Date.Start ?? e.Date.End).ThenBy(e => e.Type).ThenBy(e => e.Id, StringComparer.Ordinal) : Relations.Events.Sorted(all);
                return new Page<Event>([.. sorted.Skip(paging.Offset).Take(paging.Limit ?? int.MaxValue)], all.Count);
            }
            if (PairOnly(filter) is { } pair)
                return OfPair(connection, book, pair, paging);
            var total = connection.Number($"select count(*) from events e where {where}", parameters);
            var order = paging.NewestFirst ? "coalesce(date_start, date_end) is null, coalesce(date_start, date_end) desc" : "coalesce(date_start, date_end) nulls last";
            var numbers = connection.List($"select n from events e where {where} order by {order}, {TypeOrder}, id limit {paging.Limit ?? int.MaxValue} offset {Math.Max(0, paging.Offset)}", r => r.GetInt32(0), parameters);
            var made = Made(connection, book, numbers).ToDictionary(e => e.Number, e => e.Event);
            return new Page<Event>([.. numbers.Select(n => made[n])], total);
        });
    }

    /// <summary>The key of two sides, when nothing else is asked for; else null.</summary>
    private static long? PairOnly(ClaimFilter filter) =>
        filter.Actors is [var a, var b] && a != b && filter with { Actors = [] } == ClaimFilter.All with { Actors = [] } ? EventIndex.PairKey(a, b) : null;

    /// <summary>Events of two sides. What orders them stands beside the key, so that only those of the page are read.</summary>
    private static Page<Event> OfPair(StoreConnection connection, DecisionBook book, long key, Paging paging)
    {
        var all = connection.List($"select event, day, type from pairs where key = {key}", r => (Event: r.GetInt32(0), Day: r.GetInt32(1), Type: r.GetByte(2)));
        // Acts without a day come last either way.
        var ordered = (paging.NewestFirst ? all.OrderBy(e => e.Day == int.MaxValue).ThenByDescending(e => e.Day) : all.OrderBy(e => e.Day)).ThenBy(e => e.Type).ToList();
        var (from, to) = (Math.Min(Math.Max(0, paging.Offset), ordered.Count), (int)Math.Min((long)Math.Max(0, paging.Offset) + (paging.Limit ?? int.MaxValue), ordered.Count));
        if (from >= to)
            return new([], ordered.Count);
        // Those of one day and type go by their ids, which are read only where the page begins or ends among them.
        var (first, last) = (from, to);
        while (first > 0 && IsBeside(ordered[first - 1], ordered[from]))
            first--;
        while (last < ordered.Count && IsBeside(ordered[last], ordered[to - 1]))
            last++;
        var candidates = ordered.GetRange(first, last - first);
        var ids = connection.List($"select n, id from events where {EventIndex.In("n", [.. candidates.Select(c => c.Event)])}", r => (r.GetInt32(0), r.GetString(1))).ToDictionary(e => e.Item1, e => e.Item2);
        var rank = 0;
        var ranked = candidates.Select((c, i) => (c.Event, Rank: i > 0 && !IsBeside(candidates[i - 1], c) ? ++rank : rank)).ToList();
        var page = ranked.OrderBy(c => c.Rank).ThenBy(c => ids[c.Event], StringComparer.Ordinal).Select(c => c.Event).Skip(from - first).Take(to - from).ToList();
        var made = Made(connection, book, page).ToDictionary(e => e.Number, e => e.Event);
        return new([.. page.Select(n => made[n])], ordered.Count);

        static bool IsBeside((int, int Day, byte Type) a, (int, int Day, byte Type) b) => a.Day == b.Day && a.Type == b.Type;
    }

    /// <summary>All events that fit.</summary>
    public IReadOnlyList<Event> Events(ClaimFilter? filter = null) => Events(filter ?? ClaimFilter.All, default).Items;

    /// <summary>Events whose id begins with <paramref name="prefix"/>.</summary>
    public IReadOnlyList<Event> EventsById(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return _database.Use(connection => Made(connection, Book(connection), connection.List("select n from events where starts_with(id, $prefix) order by id limit 100", r => r.GetInt32(0), ("prefix", Sql.Text(prefix))))
            .Select(e => e.Event).OrderBy(e => e.Id, StringComparer.Ordinal).ToList());
    }

    /// <summary>How many events of an answer have each value of what can be filtered by.</summary>
    public Facets Facets(ClaimFilter? filter = null)
    {
        filter ??= ClaimFilter.All;
        return _database.Use(connection =>
        {
            if (filter.KnownBy is not null)
            {
                var all = Known(connection, Book(connection), filter);
                return new Facets(
                    Count(all.Select(e => EventIndex.Word(e.Type))), Count(all.Select(e => Word(e.Reality.ToString()))), Count(all.Select(e => e.Step).OfType<Step>().Select(s => Word(s.ToString()))),
                    Count(all.Select(e => e.Arrangement?.Id)), Count(all.SelectMany(e => e.Actors.Concat(e.Recipients).Select(s => s.Id).Distinct())), Count(all.Select(e => e.Place?.Country)),
                    [.. Count(all.Select(e => (e.Date.Start ?? e.Date.End)?.Year.ToString("0000", CultureInfo.InvariantCulture)), int.MaxValue).OrderBy(f => f.Value, StringComparer.Ordinal)],
                    all.Count(e => e.Disputed), all.Count);
            }
            var (where, parameters) = Where(filter, ofEvents: true);
            List<Facet> by(string value, string from = "events e", int most = Record.Facets.Most) =>
                connection.List($"select v, count(*) from (select {value} as v from {from} where {where}) as asked where v is not null group by v order by count(*) desc, v limit {most}", r => new Facet(r.GetString(0), r.GetInt64(1)), parameters);
            var years = by("lpad(year(coalesce(date_start, date_end))::varchar, 4, '0')", most: int.MaxValue);
            return new Facets(
                by("type"), [.. by("reality").Select(f => f with { Value = Word(f.Value) })], [.. by("step").Select(f => f with { Value = Word(f.Value) })], by("arrangement"), by("unnest(sides)"), by("country"),
                [.. years.OrderBy(f => f.Value, StringComparer.Ordinal)],
                connection.Number($"select count(*) from events e where {where} and disputed", parameters), connection.Number($"select count(*) from events e where {where}", parameters));
        });

        static List<Facet> Count(IEnumerable<string?> values, int most = Record.Facets.Most) =>
            [.. values.OfType<string>().GroupBy(v => v, StringComparer.Ordinal).Select(g => new Facet(g.Key, g.Count())).OrderByDescending(f => f.Count).ThenBy(f => f.Value, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>What each source says of an event, side by side, what they contradict each other in, and what nearly belonged to it.</summary>
    /// <param name="id">Id of the event.</param>
    /// <param name="knownBy">Only what articles published up to this day say; null for all.</param>
    /// <returns>Null when there is none of that id.</returns>
    public Comparison? Compare(string id, LocalDate? knownBy = null) => _database.Use(connection =>
    {
        var book = Book(connection);
        var numbers = connection.List("select n from events where id = $id", r => r.GetInt32(0), ("id", Sql.Text(id)));
        if (Made(connection, book, numbers, knownBy).Select(e => e.Event).FirstOrDefault() is not { } found)
            return null;
        var decisions = new EventIndex(connection, book).DecisionsNow();
        var near = Near(connection, book, found, numbers[0], knownBy);
        var foreign = Foreign(connection, found);
        return Comparison.Of(found, near, foreign, decisions);
    });

    /// <summary>Arrangements that claims in the record name, by id.</summary>
    /// <param name="side">Only those in which claims name this side, an actor id; null for all.</param>
    /// <param name="words">Only those whose id or name holds these words, in any case; null for all.</param>
    public IReadOnlyList<ArrangementSummary> Arrangements(string? side = null, string? words = null) => _database.Use(connection => connection.List("""
        select id, min(name), array_agg(distinct strand order by strand) filter (where strand is not null), array_agg(distinct side order by side) filter (where side is not null) from arrangements
        where ($side is null or id in (select id from arrangements where side = $side)) and ($words is null or contains(lower(id || ' ' || name || ' ' || coalesce(strand, '')), lower($words)))
        group by id order by id
        """,
        r => new ArrangementSummary(r.GetString(0), r.GetString(1), r.IsDBNull(2) ? [] : r.GetFieldValue<List<string>>(2), r.IsDBNull(3) ? [] : r.GetFieldValue<List<string>>(3)),
        ("side", Sql.Text(side)), ("words", Sql.Text(words))));

    /// <summary>Everything that two sides have with each other.</summary>
    /// <inheritdoc cref="Relations.Standings.Between"/>
    /// <param name="a">Actor id of one side.</param>
    /// <param name="b">Actor id of the other.</param>
    /// <param name="asOf">The day at whose end it stands.</param>
    /// <param name="knownBy">The last day whose publications count; null for all.</param>
    public IReadOnlyList<Standing> StandingsBetween(string a, string b, LocalDate asOf, LocalDate? knownBy = null) =>
        Standings($"{a}\n{b}", [a, b], null).Between(a, b, asOf, knownBy);

    /// <summary>The standing of one arrangement, or of whatever a name can mean among what is known.</summary>
    /// <inheritdoc cref="Relations.Standings.Of"/>
    /// <param name="arrangement">Its id, one of its names, or words that name an arrangement or a strand.</param>
    /// <param name="asOf">The day at whose end it stands.</param>
    /// <param name="knownBy">The last day whose publications count; null for all.</param>
    /// <param name="party">Actor id of the party asked for; null for the whole.</param>
    /// <param name="strand">The strand asked for, in the question's own words; null for the whole and its strands.</param>
    public IReadOnlyList<Standing> StandingsOf(string arrangement, LocalDate asOf, LocalDate? knownBy = null, string? party = null, string? strand = null) =>
        Standings(arrangement, null, arrangement).Of(arrangement, asOf, knownBy, party, strand);

    private readonly Dictionary<string, Standings> _standings = new(StringComparer.Ordinal);
    private long _standingsAt = -1;

    /// <summary>The claims that a question on standings can need, ready to answer it and others on the same sides or name for any day; kept until the record changes.</summary>
    private Standings Standings(string question, IReadOnlyList<string>? sides, string? name) => _database.Use(connection =>
    {
        var changes = Layouts.Changes(connection);
        lock (_standings)
        {
            if (_standingsAt != changes || _standings.Values.Sum(s => (long)s.ClaimCount) > MostClaimsKept)
                _standings.Clear();
            _standingsAt = changes;
            if (_standings.TryGetValue(question, out var kept))
                return kept;
        }
        var made = MakeStandings(connection, sides, name);
        lock (_standings)
            if (_standingsAt == changes)
                _standings[question] = made;
        return made;
    });

    private static Standings MakeStandings(StoreConnection connection, IReadOnlyList<string>? sides, string? name)
    {
        var book = Book(connection);
        var knowledge = KnowledgeBase.English;
        // A pair's arrangements name one of the two; only these rows are looked at.
        var known = sides is null ? [] : knowledge.Arrangements.Where(a => sides.Any(s => a.Keeper == s || a.Parties.Any(p => p.Id == s))).Select(a => a.Id).ToList();
        var named = sides is null ? "true" : "side in (select unnest($sides)) or id in (select unnest($known)) or exists (select 1 from (select unnest($sides) as s) as asked where contains(lower(id), '-' || lower(s)))";
        var all = connection.List($"select id, name, strand, side from arrangements where {named}", r => (Id: r.GetString(0), Name: r.GetString(1), Strand: r.TextAt(2), Side: r.TextAt(3)),
            sides is null ? [] : [("sides", sides.ToList()), ("known", known)]);
        HashSet<string> ids;
        if (sides is not null)
        {
            // What both sides are in: by claims that name them, by the catalogue, or by an id that was made of them.
            var sets = sides.Select(side => all.Where(r => r.Side == side || r.Id.Contains('-' + side, StringComparison.OrdinalIgnoreCase) || knowledge.GetArrangement(r.Id) is { } facts && (facts.Keeper == side || facts.Parties.Any(p => p.Id == side)))
                .Select(r => r.Id).ToHashSet(StringComparer.Ordinal)).ToList();
            ids = sets.Aggregate((x, y) => [.. x.Intersect(y)]);
        }
        else
        {
            ids = [.. Relations.Standings.Meant(name!, all, knowledge)];
        }
        ids.UnionWith(Relations.Standings.SameWords(ids, all, knowledge));
        var keys = string.Join(',', ids.Select(EventIndex.ArrangementKey).Distinct());
        var places = keys.Length == 0 ? [] : connection.List($"select members from events where n in (select event from keys where key in ({keys}))", r => r.GetFieldValue<List<long>>(0)).SelectMany(m => m).ToHashSet();
        return new Standings(Shelf.Claims(connection, book, places).Values.Where(c => c.Claim.Arrangement is { } arrangement && ids.Contains(arrangement.Id)), knowledge);
    }

    private const string TypeOrder = "case type when 'AGREE' then 1 when 'CONSULT' then 2 when 'SUPPORT' then 3 when 'CONCEDE' then 4 when 'COOPERATE' then 5 when 'AID' then 6 when 'RETREAT' then 7 when 'REQUEST' then 8 when 'ACCUSE' then 9 when 'REJECT' then 10 when 'THREATEN' then 11 when 'PROTEST' then 12 when 'SANCTION' then 13 when 'MOBILIZE' then 14 when 'COERCE' then 15 when 'ASSAULT' then 16 end";

    /// <summary>Events known by a day: whatever later claims add to them is taken away before they are looked at.</summary>
    private static List<Event> Known(StoreConnection connection, DecisionBook book, ClaimFilter filter)
    {
        var knownBy = filter.KnownBy!.Value;
        // Only what later claims cannot change is asked of the table; the rest is asked of the event as it was known.
        var (where, parameters) = Where(new() { Actors = filter.Actors, Type = filter.Type }, ofEvents: true);
        var numbers = connection.List($"select n from events e where {where} and first_known <= $known_by", r => r.GetInt32(0), [.. parameters, ("known_by", (object?)Sql.Day(knownBy))]);
        return [.. Made(connection, book, numbers, knownBy).Select(e => e.Event).Where(e => Fits(e, filter))];
    }

    private static bool Fits(Event e, ClaimFilter filter)
    {
        var words = filter.Words;
        return filter.Actors.All(id => e.Actors.Concat(e.Recipients).Any(s => s.Id == id))
            && (filter.Type is null || filter.Type == e.Type)
            && (filter.Reality is null || filter.Reality == e.Reality)
            && (filter.Arrangement is null || filter.Arrangement == e.Arrangement?.Id)
            && (filter.Step is null || filter.Step == e.Step)
            && (filter.Outlet is null || e.Members.Any(m => m.Source.Outlet == filter.Outlet))
            && (filter.Country is null || filter.Country == e.Place?.Country)
            && (!filter.WithArrangement || e.Arrangement is not null)
            && (!filter.DisputedOnly || e.Disputed)
            && (filter.From is not { } from || e.Date.End >= from || e.Date is { End: null, Start: not null })
            && (filter.To is not { } to || e.Date.Start <= to || e.Date is { Start: null, End: not null })
            && (words.Count == 0 || e.Members.Any(m => words.All(w => m.Claim.Evidence.Exact.Contains(w, StringComparison.OrdinalIgnoreCase))));
    }

    /// <summary>Events by number, each of the members that are known by a day.</summary>
    private static IEnumerable<(int Number, Event Event)> Made(StoreConnection connection, DecisionBook book, IReadOnlyCollection<int> numbers, LocalDate? knownBy = null)
    {
        foreach (var chunk in numbers.Chunk(2000))
        {
            var rows = connection.List($"select n, id, members from events where {EventIndex.In("n", chunk)}", r => (Number: r.GetInt32(0), Id: r.GetString(1), Members: r.GetFieldValue<List<long>>(2)));
            var claims = Shelf.Claims(connection, book, [.. rows.SelectMany(r => r.Members)]);
            foreach (var (number, id, members) in rows)
                if (members.Select(claims.GetValueOrDefault).OfType<SourcedClaim>().Where(c => knownBy is null || c.Source.KnownOn <= knownBy)
                    .Select(c => knownBy is null ? c : c with { Source = c.Source.AsKnownBy(knownBy) }).ToList() is { Count: > 0 } known)
                    // The id may tell two events apart that begin alike, which the claims alone cannot.
                    yield return (number, Relations.Events.Of(known) with { Id = id });
        }
    }

    /// <summary>Events of the same sides or arrangement near in time, which are others for a reason.</summary>
    private static List<Event> Near(StoreConnection connection, DecisionBook book, Event found, int number, LocalDate? knownBy)
    {
        var windows = found.Members.Select(m => Relations.Events.Keys(m)).ToList();
        var (from, to) = ((long)windows.Min(w => w.From) - 31, (long)windows.Max(w => w.To) + 31);
        var keys = string.Join(',', windows.SelectMany(w => w.Names.Where(k => k.Seeks && k.Kind != MergeKeyKind.Voice).Select(k => k.Name)).Distinct());
        var pairs = string.Join(',', found.Members.SelectMany(m => m.Claim.Actors.SelectMany(a => m.Claim.Recipients.Select(b => EventIndex.PairKey(a.Id, b.Id)))).Distinct());
        var met = new[]
        {
            keys.Length == 0 ? null : $"select event from keys where key in ({keys}) and first <= {to} and last >= {from}",
            pairs.Length == 0 ? null : $"select event from pairs where key in ({pairs}) and day between {from} and {to}",
        }.OfType<string>().ToList();
        var numbers = met.Count == 0 ? [] : connection.List($"select event, count(*) from ({string.Join(" union all ", met)}) as met where event <> {number} group by event order by count(*) desc, event limit 20", r => r.GetInt32(0));
        return [.. Relations.Events.Sorted(Made(connection, book, numbers, knownBy).Select(e => e.Event))];
    }

    /// <summary>Conditions on the table of claims (as c, with articles as a) or of events (as e).</summary>
    private static (string Where, (string, object?)[] Parameters) Where(ClaimFilter filter, bool ofEvents)
    {
        var conditions = new List<string> { "true" };
        var parameters = new List<(string, object?)>();
        void Limit(string condition, string name, object? value)
        {
            conditions.Add(condition);
            parameters.Add((name, value));
        }

        var t = ofEvents ? "e" : "c";
        foreach (var actor in filter.Actors)
            Limit($"list_contains({t}.sides, $actor{parameters.Count})", $"actor{parameters.Count}", Sql.Text(actor));
        if (filter.Actors is [var a, var b, ..])
        {
            var ofPair = $"(select event from pairs where key = {EventIndex.PairKey(a, b)})";
            conditions.Add(ofEvents ? $"e.n in {ofPair}" : $"((c.article::bigint << 20) | c.no) in (select unnest(members) from events where n in {ofPair})");
        }
        if (filter.Type is { } type)
            Limit($"{t}.type = $type", "type", EventIndex.Word(type));
        if (filter.Reality is { } reality)
            Limit($"{t}.reality = $reality", "reality", reality.ToString());
        if (filter.Arrangement is { } arrangement)
            Limit($"{t}.arrangement = $arrangement", "arrangement", Sql.Text(arrangement));
        if (filter.Step is { } step)
            Limit($"{t}.step = $step", "step", step.ToString());
        if (filter.Country is { } country)
            Limit($"{t}.country = $country", "country", Sql.Text(country));
        if (filter.Outlet is { } outlet)
            Limit(ofEvents ? "e.n in (select m.n from (select n, unnest(members) >> 20 as article from events) m where m.article in (select o.n from articles o where o.outlet = $outlet))" : "a.outlet = $outlet", "outlet", Sql.Text(outlet));
        if (filter.From is { } from)
            Limit($"({t}.date_end >= $from or {t}.date_end is null and {t}.date_start is not null)", "from", Sql.Day(from));
        if (filter.To is { } to)
            Limit($"({t}.date_start <= $to or {t}.date_start is null and {t}.date_end is not null)", "to", Sql.Day(to));
        if (filter.KnownBy is { } knownBy && !ofEvents)
            Limit("a.known_on <= $known_by", "known_by", Sql.Day(knownBy));
        if (filter.WithArrangement)
            conditions.Add($"{t}.arrangement is not null");
        if (filter.DisputedOnly && ofEvents)
            conditions.Add("e.disputed");
        if (filter.Words is { Count: > 0 } words)
        {
            foreach (var (i, word) in words.Index())
                parameters.Add(($"word{i}", Sql.Text(word.ToLowerInvariant())));
            // A scan: docs/record.md tells how long it takes.
            var found = string.Join(" and ", words.Select((_, i) => $"contains({(ofEvents ? "q" : "c")}.words, $word{i})"));
            conditions.Add(ofEvents ? $"e.n in (select m.n from (select n, unnest(members) as place from events) m where m.place in (select (q.article::bigint << 20) | q.no from claims q where {found}))" : found);
        }
        return (string.Join(" and ", conditions), [.. parameters]);
    }

    private static string Word(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
