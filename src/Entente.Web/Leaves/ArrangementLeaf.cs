using Entente.Actors;
using Entente.Record;
using Entente.Web.Pictures;
using Entente.Web.Views;
using NodaTime;

namespace Entente.Web.Leaves;

/// <summary>One arrangement: its standing, its parties, its life.</summary>
internal sealed record ArrangementLeaf(string Id, string Name) : LifeLeaf(Name, typeof(ArrangementView))
{
    public required Arrangement? Facts { get; init; }

    public required ArrangementSummary? Told { get; init; }

    public static Func<RecordStore, Leaf> Of(Room room, Question question, string name) => record =>
    {
        if (name.Length > 200)
            throw Problem.NotFound("arrangement_unknown", "There is no such arrangement.");
        var facts = KnowledgeBase.English.FindArrangements(name) is [var found, ..] ? found : null;
        var id = facts?.Id ?? name;
        var told = record.Arrangements(words: id).FirstOrDefault(a => a.Id == id);
        if (facts is null && told is null)
            throw Problem.NotFound("arrangement_unknown", "Neither the record nor the catalogue has an arrangement of this name.");
        var asOf = question.AsOf ?? room.Today;
        var filter = new ClaimFilter { Arrangement = id, From = question.From, To = question.To };
        var drawn = record.Weightiest(filter with { KnownBy = question.KnownBy }, MostDrawn);
        return new ArrangementLeaf(id, facts?.Name ?? Show.Text(told!.Name))
        {
            Question = question,
            Redirect = id == name ? null : Show.Path("arrangement", id),
            Menu = "search",
            Facts = facts,
            Told = told,
            AsOf = asOf,
            Today = room.Today,
            Standings = record.StandingsOf(id, asOf, question.KnownBy),
            Lives = record.LivesOf(id, question.KnownBy),
            Events = record.Events(filter with { KnownBy = question.KnownBy }, question.Paging),
            Drawn = drawn,
            Known = Totals.Of(room, record).Days ?? (room.Today.PlusYears(-1), room.Today),
        };
    };

    public override Picture? Picture(string name)
    {
        var days = Days(Lives, Drawn);
        return name == "timeline" && days.Count > 0
            ? TimelinePicture.Of(Title, Lives, Drawn, Question.From ?? days[0], LocalDate.Max(Question.To ?? days[^1], LocalDate.Min(AsOf, Today)).PlusDays(15), AsOf)
            : null;
    }

    public override object ToJson() => new
    {
        Id,
        Name,
        Catalogue = Facts is null ? null : new { Facts.Kind, Facts.Names, Facts.Parties, Facts.Keeper, Facts.From, Facts.InForce, Facts.To, Facts.Source },
        Told,
        AsOf,
        Question.KnownBy,
        Standings,
        Lives,
        Events.Total,
        Question.Page,
        Events = Events.Items,
        Permalink,
    };

    public override IEnumerable<string> ToCsv() => Question.Table switch
    {
        null or "events" => Tables.Events(Events.Items),
        "standings" => Tables.Standings(Standings),
        "lives" => Tables.Lives(Lives),
        _ => NoTable("events, standings and lives"),
    };
}
