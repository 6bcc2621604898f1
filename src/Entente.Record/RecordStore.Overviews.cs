using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Record;

/// <content>Questions that sum up: what a relation, an actor or the whole record looks like.</content>
public sealed partial class RecordStore
{
    /// <summary>Asks within a limit of time.</summary>
    /// <param name="question">Questions to the record, on the thread of the caller.</param>
    /// <param name="stop">Ends the query that is running, and any after it.</param>
    /// <exception cref="OperationCanceledException">The limit was reached.</exception>
    public T Within<T>(Func<RecordStore, T> question, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(question);
        var before = Sql.Stop;
        Sql.Stop = stop;
        try
        {
            return question(this);
        }
        catch (Exception e) when (stop.IsCancellationRequested && e is RecordException or AggregateException)
        {
            throw new OperationCanceledException("The question took too long.", e, stop);
        }
        finally
        {
            Sql.Stop = before;
        }
    }

    /// <summary>The lives of everything that two sides have with each other.</summary>
    /// <inheritdoc cref="Relations.Standings.LivesBetween"/>
    public IReadOnlyList<StandingLife> LivesBetween(string a, string b, LocalDate? knownBy = null) => Standings($"{a}\n{b}", [a, b], null).LivesBetween(a, b, knownBy);

    /// <summary>The life of one arrangement, of its strands and of its parties.</summary>
    /// <inheritdoc cref="Relations.Standings.LivesOf"/>
    public IReadOnlyList<StandingLife> LivesOf(string arrangement, LocalDate? knownBy = null) => Standings(arrangement, null, arrangement).LivesOf(arrangement, knownBy);

    /// <summary>The events that weigh most: steps of arrangements first, then those that most voices tell of; given in the order of time.</summary>
    /// <param name="filter">What is asked for; words, outlets and the like limit it as they do for <see cref="Events(ClaimFilter, Paging)"/>.</param>
    /// <param name="limit">How many at most.</param>
    public IReadOnlyList<Event> Weightiest(ClaimFilter filter, int limit)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _database.Use(connection =>
        {
            // Two sides have their events listed: the others need not be looked at.
            var pair = filter.Actors is [var one, var other] ? connection.List($"select event from pairs where key = {EventIndex.PairKey(one, other)}", r => r.GetInt32(0)) : null;
            var (where, parameters) = WhereKnown(filter with { Actors = pair is null ? filter.Actors : [] });
            if (pair is not null)
                where += $" and {EventIndex.In("n", pair)}";
            var numbers = connection.List($"select n from events e where {where} and coalesce(date_start, date_end) is not null order by step is null, reports desc, coalesce(date_start, date_end) desc, id limit {limit}", r => r.GetInt32(0), parameters);
            return Relations.Events.Sorted(Made(connection, Book(connection), numbers, filter.KnownBy).Select(e => e.Event).Where(e => filter.KnownBy is null || Fits(e, filter))).ToList();
        });
    }

    /// <summary>A page of the events of sides and a type, as known by a day: other than <see cref="Events(ClaimFilter, Paging)"/> it reads only what the page shows.</summary>
    /// <param name="filter">Sides, type, days and what is known; nothing else limits it.</param>
    /// <param name="paging">The page.</param>
    public Page<Event> EventsOfSides(ClaimFilter filter, Paging paging)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.KnownBy is not { } knownBy)
            return Events(filter, paging);
        return _database.Use(connection =>
        {
            var (where, parameters) = WhereKnown(new() { Actors = filter.Actors, Type = filter.Type, From = filter.From, To = filter.To, KnownBy = knownBy });
            var total = connection.Number($"select count(*) from events e where {where}", parameters);
            var order = paging.NewestFirst ? "coalesce(date_start, date_end) is null, coalesce(date_start, date_end) desc" : "coalesce(date_start, date_end) nulls last";
            var numbers = connection.List($"select n from events e where {where} order by {order}, {TypeOrder}, id limit {paging.Limit ?? int.MaxValue} offset {Math.Max(0, paging.Offset)}", r => r.GetInt32(0), parameters);
            var made = Made(connection, Book(connection), numbers, knownBy).ToDictionary(e => e.Number, e => e.Event);
            return new Page<Event>([.. numbers.Where(made.ContainsKey).Select(n => made[n])], total);
        });
    }

    /// <summary>Conditions on the table of events (as e), with those first told of by the day asked for.</summary>
    private static (string Where, (string, object?)[] Parameters) WhereKnown(ClaimFilter filter)
    {
        var (where, parameters) = Where(filter, ofEvents: true);
        return filter.KnownBy is { } knownBy
            ? (where + " and first_known <= $known_by", [.. parameters, ("known_by", Sql.Day(knownBy))])
            : (where, parameters);
    }

    /// <summary>How many actual acts of each type two sides did to each other, month by month.</summary>
    /// <param name="a">Actor id of one side.</param>
    /// <param name="b">Actor id of the other.</param>
    /// <param name="knownBy">Only what articles published up to this day say; null for all.</param>
    /// <remarks>Acts that both do alike (consult, agree, cooperate) count in both directions.</remarks>
    public IReadOnlyList<DyadCount> Dyad(string a, string b, LocalDate? knownBy = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(a);
        ArgumentException.ThrowIfNullOrEmpty(b);
        return _database.Use(connection =>
        {
            var asked = new Dictionary<long, (PloverType Type, bool Forth, bool Back)>();
            foreach (var type in Enum.GetValues<PloverType>())
            {
                // As claims file their pairs: who acts first; of acts that both do alike, by the alphabet.
                if (MergeMember.IsMutual(type))
                    asked[string.CompareOrdinal(a, b) < 0 ? Key(type, a, b) : Key(type, b, a)] = (type, true, true);
                else
                    (asked[Key(type, a, b)], asked[Key(type, b, a)]) = ((type, true, false), (type, false, true));
            }
            var met = connection.List($"select distinct key, event from keys where key in ({string.Join(',', asked.Keys)})", r => (Key: r.GetInt64(0), Event: r.GetInt32(1)));
            var numbers = met.Select(m => m.Event).Distinct().ToList();
            // What later claims say of an event's day or reality must not show before they were known.
            var sql = knownBy is null
                ? $"select n, type, coalesce(date_start, date_end) from events where reality = 'Actual' and {EventIndex.In("n", numbers)}"
                : $"""
                    select e.n, min(e.type), (array_agg(coalesce(c.date_start, c.date_end) order by a.known_on, a.id, c.no) filter (where coalesce(c.date_start, c.date_end) is not null))[1] from (select n, type, unnest(members) as place from events where {EventIndex.In("n", numbers)}) e
                    join claims c on c.article = e.place >> 20 and c.no = e.place & 1048575 join articles a on a.n = c.article
                    where a.known_on <= $known_by group by e.n having bool_or(c.reality = 'Actual')
                    """;
            (string, object?)[] parameters = knownBy is null ? [] : [("known_by", Sql.Day(knownBy))];
            var events = connection.List(sql, r => (Number: r.GetInt32(0), Type: r.GetString(1), Day: r.DayAt(2)), parameters).Where(e => e.Day is not null).ToDictionary(e => e.Number);
            return met.Where(m => events.TryGetValue(m.Event, out var e) && e.Type == EventIndex.Word(asked[m.Key].Type))
                .SelectMany(m => new[] { (Forth: true, Is: asked[m.Key].Forth), (Forth: false, Is: asked[m.Key].Back) }.Where(w => w.Is).Select(w => (m.Event, asked[m.Key].Type, w.Forth))).Distinct()
                .GroupBy(m => (Month: new LocalDate(events[m.Event].Day!.Value.Year, events[m.Event].Day!.Value.Month, 1), m.Type, m.Forth))
                .Select(g => new DyadCount(g.Key.Month, g.Key.Type, g.Key.Forth, g.Count())).OrderBy(c => c.Month).ThenBy(c => c.Type).ThenByDescending(c => c.Forth).ToList();
        });

        static long Key(PloverType type, string one, string other) => (long)Hash64.Join(Hash64.Join((ulong)type << 8 | (ulong)MergeKeyKind.Pair, Hash64.Of(one)), Hash64.Of(other));
    }

    /// <summary>With whom a side acted, by the number of actual acts between the two.</summary>
    /// <param name="side">Actor id.</param>
    /// <param name="from">First day; null for no limit.</param>
    /// <param name="to">Last day; null for no limit.</param>
    /// <param name="limit">How many partners at most, the busiest first.</param>
    public IReadOnlyList<Partner> Partners(string side, LocalDate? from, LocalDate? to, int limit)
    {
        ArgumentException.ThrowIfNullOrEmpty(side);
        return _database.Use(connection =>
        {
            var (where, parameters) = Where(new() { Actors = [side], From = from, To = to, Reality = Reality.Actual }, ofEvents: true);
            var rows = connection.List($"""
                with met as (select other, type, count(*) as acts from (select unnest(sides) as other, type from events e where {where}) as sided group by other, type),
                most as (select other, sum(acts) as acts from met where other not in ($side, 'UNK') group by other order by acts desc, other limit {limit})
                select m.other, m.type, m.acts from met m join most using (other) order by most.acts desc, m.other, m.type
                """, r => (Other: r.GetString(0), Type: Enum.Parse<PloverType>(r.GetString(1), ignoreCase: true), Acts: r.GetInt64(2)), [.. parameters, ("side", Sql.Text(side))]);
            return rows.GroupBy(r => r.Other, StringComparer.Ordinal).Select(g => new Partner(g.Key, g.ToDictionary(r => r.Type, r => r.Acts))).ToList();
        });
    }

    /// <summary>Outlets by the number of their articles, or of the events of an answer that they tell of; at most <see cref="Record.Facets.Most"/>.</summary>
    /// <param name="filter">The answer; null for all articles.</param>
    public IReadOnlyList<Facet> Outlets(ClaimFilter? filter = null) => _database.Use(connection =>
    {
        if (filter is null)
            return connection.List($"select outlet, count(*) from articles where outlet is not null group by outlet order by count(*) desc, outlet limit {Record.Facets.Most}", r => new Facet(r.GetString(0), r.GetInt64(1)));
        var (where, parameters) = WhereKnown(filter);
        return connection.List($"""
            with met as (select distinct n, m >> 20 as article from (select n, unnest(members) as m from events e where {where}) as told)
            select outlet, count(distinct met.n) from met join articles a on a.n = met.article where outlet is not null group by outlet order by count(distinct met.n) desc, outlet limit {Record.Facets.Most}
            """, r => new Facet(r.GetString(0), r.GetInt64(1)), parameters);
    });

    /// <summary>Names that claims give to arrangements, by id.</summary>
    /// <param name="ids">Which arrangements.</param>
    public IReadOnlyDictionary<string, string> ArrangementNames(IReadOnlyCollection<string> ids) => _database.Use(connection =>
        connection.List("select id, min(name) from arrangements where id in (select unnest($ids)) group by id", r => (Id: r.GetString(0), Name: r.GetString(1)), ("ids", ids.ToList())).ToDictionary(a => a.Id, a => a.Name, StringComparer.Ordinal));

    /// <summary>The articles that came into the record last, each with its claims that count in the order of the text.</summary>
    /// <param name="limit">How many articles at most.</param>
    public IReadOnlyList<(Source Source, IReadOnlyList<Claim> Claims)> Newest(int limit) => _database.Use(connection =>
        Shelf.Articles(connection, Book(connection), connection.List($"select n from articles order by n desc limit {limit}", r => r.GetInt32(0)))
            .OrderByDescending(a => a.Number).Select(a => (a.Source, (IReadOnlyList<Claim>)[.. a.Claims.Select(c => c.Claim).OrderBy(c => c.Trigger.Start)])).ToList());

    /// <summary>The claims of one article that count, in the order of the text.</summary>
    /// <param name="article">Id of the article.</param>
    public IReadOnlyList<SourcedClaim> ClaimsOfArticle(string article) => _database.Use(connection =>
        Shelf.Articles(connection, Book(connection), connection.List("select n from articles where id = $id", r => r.GetInt32(0), ("id", Sql.Text(article))))
            .SelectMany(a => a.Claims.Select(c => c.Claim).OrderBy(c => c.Trigger.Start).Select(c => new SourcedClaim(c, a.Source))).ToList());

    /// <summary>First and last day of publication (or first sight) of what is in the record; null when it is empty.</summary>
    public (LocalDate First, LocalDate Last)? KnownDays() => _database.Use(connection =>
        connection.List("select min(known_on), max(known_on) from articles", r => r.DayAt(0) is { } first ? (first, r.DayAt(1)!.Value) : ((LocalDate, LocalDate)?)null).Single());
}
