using Entente.Actors;
using Entente.Record;
using Entente.Relations;
using Entente.Web.Pictures;
using Entente.Web.Views;
using NodaTime;

namespace Entente.Web.Leaves;

/// <summary>One actor: whom it acts with in the years before a day, what is new of it, its arrangements.</summary>
internal sealed record ActorLeaf(string Id) : Leaf(Show.Actor(Id), typeof(ActorView))
{
    private const int MostPartners = 12;
    private const int Years = 5;

    public required Actor? Actor { get; init; }

    public required LocalDate AsOf { get; init; }

    public required IReadOnlyList<Partner> Partners { get; init; }

    public required Page<Event> Events { get; init; }

    public required IReadOnlyList<ArrangementSummary> Arrangements { get; init; }

    /// <summary>First day of the years that the network shows.</summary>
    public LocalDate From => AsOf.PlusYears(-Years);

    public override bool HasExport => true;

    public static Func<RecordStore, Leaf> Of(Room room, Question question, string name) => record =>
    {
        var id = Question.ActorId(name, question.AsOf);
        var asOf = question.AsOf ?? LocalDate.Min(room.Today, Totals.Of(room, record).Days?.Last ?? room.Today);
        return new ActorLeaf(id)
        {
            Question = question,
            Redirect = id == name ? null : Show.Path("actor", id),
            Menu = "search",
            Actor = KnowledgeBase.English.GetActor(id),
            AsOf = asOf,
            Partners = record.Partners(id, asOf.PlusYears(-Years), asOf, MostPartners),
            Events = record.EventsOfSides(new() { Actors = [id], Type = question.Type, From = question.From, To = question.To, KnownBy = question.KnownBy }, question.Paging with { Limit = 20, Offset = (question.Page - 1) * 20 }),
            Arrangements = record.Arrangements(id),
        };
    };

    public override Picture? Picture(string name) => name == "network" && Partners.Count > 0 ? SeriesPictures.Ego(Title, Partners) : null;

    public override object ToJson() => new
    {
        Id,
        Name = Title,
        Actor = Actor is null ? null : new { Actor.Kind, Actor.Sector, Actor.Names, Actor.From, Actor.To, Actor.Source, Actor.Predecessors, Actor.Successors },
        AsOf,
        NetworkFrom = From,
        Scale = PloverScale.Name,
        Partners = Partners.Select(p => new { p.Id, Name = Show.Actor(p.Id), p.Acts, p.Balance, Types = p.Types.ToDictionary(t => Show.Word(t.Key), t => t.Value) }),
        Arrangements,
        Events.Total,
        Question.Page,
        Events = Events.Items,
    };

    public override IEnumerable<string> ToCsv() => Question.Table switch
    {
        null or "events" => Tables.Events(Events.Items),
        "partners" => Rows(Partners, ("id", p => p.Id), ("name", p => Show.Actor(p.Id)), ("acts", p => p.Acts), ("balance", p => p.Balance), ("scale", _ => PloverScale.Name)),
        "arrangements" => Rows(Arrangements, ("id", a => a.Id), ("name", a => a.Name), ("strands", a => string.Join(";", a.Strands)), ("sides", a => string.Join(";", a.Sides))),
        _ => NoTable("events, partners and arrangements"),
    };
}
