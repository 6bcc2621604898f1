using Entente.Articles;
using Entente.Record;
using Entente.Relations;
using Entente.Web.Views;
using NodaTime;

namespace Entente.Web.Leaves;

/// <summary>What is new, and where to go from here.</summary>
internal sealed record HomeLeaf() : Leaf("The reading room", typeof(HomeView))
{
    private const int NewestArticles = 8;
    private const int Latest = 12;

    public required Totals Totals { get; init; }

    public required IReadOnlyList<(Source Source, IReadOnlyList<Claim> Claims)> Newest { get; init; }

    public required IReadOnlyList<Event> Events { get; init; }

    public static Func<RecordStore, Leaf> Of(Room room, Question question) => record => new HomeLeaf
    {
        Question = question,
        Menu = "home",
        Totals = Totals.Of(room, record),
        Newest = room.Kept("newest", () => record.Newest(NewestArticles)),
        Events = room.Kept("latest", () => record.Events(new() { Reality = Reality.Actual }, new(0, Latest, NewestFirst: true)).Items),
    };

    public override object ToJson() => new
    {
        Totals.Articles,
        Totals.Claims,
        Totals.Events,
        FirstKnown = Totals.Days?.First,
        LastKnown = Totals.Days?.Last,
        Facets = Totals.Facets,
        Outlets = Totals.Outlets,
        Newest = Newest.Select(n => new { n.Source, n.Claims }),
        LatestEvents = Events,
    };

    public override IEnumerable<string> ToCsv() => Question.Table switch
    {
        null or "events" => Tables.Events(Events),
        "newest" => Tables.Claims(Newest.SelectMany(n => n.Claims)),
        "facets" => Tables.Facets(Totals.Facets, Totals.Outlets),
        _ => NoTable("events, newest and facets"),
    };
}

/// <summary>What the whole record holds; worked out once for each of its states.</summary>
internal sealed record Totals(long Articles, long Claims, long Events, (LocalDate First, LocalDate Last)? Days, Facets Facets, IReadOnlyList<Facet> Outlets, IReadOnlyDictionary<string, string> Names)
{
    public static Totals Of(Room room, RecordStore record) => room.Kept("totals", () =>
    {
        var facets = record.Facets();
        return new Totals(record.ArticleCount, record.ClaimCount, record.EventCount, record.KnownDays(), facets, record.Outlets(), record.ArrangementNames([.. facets.Arrangements.Select(a => a.Value)]));
    });

    /// <summary>The name of an arrangement: the catalogue's, else one that claims give it.</summary>
    public string ArrangementName(string id) => Entente.Actors.KnowledgeBase.English.GetArrangement(id)?.Name ?? Names.GetValueOrDefault(id) ?? id;

    /// <summary>Sides of the record with their names, the busiest first.</summary>
    public IEnumerable<(string Id, string Name)> Sides => Facets.Sides.Select(f => (f.Value, Show.Actor(f.Value)));
}

/// <summary>Tables that several pages give as CSV.</summary>
internal static class Tables
{
    public static IEnumerable<string> Events(IEnumerable<Event> events) => Entente.Record.Exports.RecordExport.Csv(Entente.Record.Exports.RecordExport.EventColumns, events);

    public static IEnumerable<string> Claims(IEnumerable<Claim> claims) => Entente.Record.Exports.RecordExport.Csv(Entente.Record.Exports.RecordExport.ClaimColumns, claims);

    public static IEnumerable<string> Facets(Facets facets, IReadOnlyList<Facet> outlets) => Entente.Record.Exports.RecordExport.Csv(
        [("facet", r => r.Name), ("value", r => r.Value.Value), ("events", r => r.Value.Count)],
        Named(facets, outlets));

    public static IEnumerable<string> Standings(IEnumerable<Standing> standings) => Entente.Record.Exports.RecordExport.Csv(
        [
            ("arrangement", s => s.Arrangement), ("name", s => s.Name), ("party", s => s.Party), ("strand", s => s.Strand), ("as_of", s => Show.Day(s.AsOf)), ("known_by", s => Show.Day(s.KnownBy)), ("status", s => Show.Word(s.Status)),
            ("since_start", s => Show.Day(s.Since.Start)), ("since_end", s => Show.Day(s.Since.End)), ("since_precision", s => Show.Word(s.Since.Precision)), ("next_step", s => s.NextPlanned is { } n ? Show.Word(n.Step) : null),
            ("next_start", s => Show.Day(s.NextPlanned?.Date?.Start)), ("next_end", s => Show.Day(s.NextPlanned?.Date?.End)), ("disputed", s => s.Disputed ? "true" : "false"), ("last_confirmed", s => Show.Day(s.LastConfirmed)),
            ("sources_for", s => s.Sources.Count(q => q.For)), ("sources_against", s => s.Sources.Count(q => !q.For)),
        ],
        standings);

    public static IEnumerable<string> Lives(IEnumerable<StandingLife> lives) => Entente.Record.Exports.RecordExport.Csv(
        [
            ("arrangement", s => s.Life.Arrangement), ("name", s => s.Life.Name), ("party", s => s.Life.Party), ("strand", s => s.Life.Strand), ("status", s => Show.Word(s.Span.Status)),
            ("from", s => Show.Day(s.Span.From)), ("to", s => Show.Day(s.Span.To)),
        ],
        lives.SelectMany(l => l.Spans.Select(s => (Life: l, Span: s))));

    /// <summary>The facets of an answer under the names that addresses use.</summary>
    public static IEnumerable<(string Name, Facet Value)> Named(Facets facets, IReadOnlyList<Facet> outlets) =>
        new (string, IReadOnlyList<Facet>)[]
        {
            ("actor", facets.Sides), ("arrangement", facets.Arrangements), ("type", facets.Types), ("step", facets.Steps), ("reality", facets.Realities), ("country", facets.Countries), ("year", facets.Years), ("outlet", outlets),
        }.SelectMany(f => f.Item2.Select(v => (f.Item1, v)));
}
