using Entente.Articles;
using Entente.Record;
using Entente.Relations;
using Entente.Web.Pictures;
using Entente.Web.Views;
using NodaTime;

namespace Entente.Web.Leaves;

/// <summary>What two sides have with each other: standings, what happened, how they treat each other.</summary>
internal sealed record RelationLeaf(string A, string B) : LifeLeaf($"{Show.Actor(A)} and {Show.Actor(B)}", typeof(RelationView))
{
    public required IReadOnlyList<Stretch> Stretches { get; init; }

    public required IReadOnlyList<(PloverType Type, long Forth, long Back)> Types { get; init; }

    public required LocalDate First { get; init; }

    public required LocalDate Last { get; init; }

    public string NameA => Show.Actor(A);

    public string NameB => Show.Actor(B);

    public static Func<RecordStore, Leaf> Of(Room room, Question question, string first, string second) => record =>
    {
        var (a, b) = (Question.ActorId(first, question.AsOf), Question.ActorId(second, question.AsOf));
        if (a == b)
            throw Problem.BadQuestion("A relation has two sides.");
        var asOf = question.AsOf ?? room.Today;
        var filter = new ClaimFilter { Actors = [a, b], From = question.From, To = question.To, KnownBy = question.KnownBy, Type = question.Type };
        var lives = record.LivesBetween(a, b, question.KnownBy);
        var drawn = record.Weightiest(filter, MostDrawn);
        var counts = record.Dyad(a, b, question.KnownBy);
        var (from, to) = Window(lives, drawn, question.From, question.To, LocalDate.Min(asOf, room.Today));
        return new RelationLeaf(a, b)
        {
            Question = question,
            Redirect = a == first && b == second ? null : Show.Path("relation", a, b),
            Menu = "relations",
            AsOf = asOf,
            Today = room.Today,
            Standings = record.StandingsBetween(a, b, asOf, question.KnownBy),
            Lives = lives,
            Drawn = drawn,
            Events = record.EventsOfSides(filter, question.Paging),
            Stretches = SeriesPictures.Stretches(counts, question.From, question.To),
            Types = SeriesPictures.Types(counts, question.From, question.To),
            First = from,
            Last = to,
            Known = Totals.Of(room, record).Days ?? (room.Today.PlusYears(-1), room.Today),
        };
    };

    /// <summary>The days that a timeline shows: those asked for, else from the first to the last of which something is told, and up to the day asked about.</summary>
    public static (LocalDate First, LocalDate Last) Window(IReadOnlyList<StandingLife> lives, IReadOnlyList<Event> drawn, LocalDate? from, LocalDate? to, LocalDate asOf)
    {
        var days = Days(lives, drawn);
        var last = (to ?? (days.Count > 0 ? LocalDate.Max(days[^1], asOf) : asOf)).PlusDays(15);
        return (LocalDate.Min(from ?? (days.Count > 0 ? days[0] : asOf.PlusYears(-1)), last.PlusDays(-45)), last);
    }

    public override Picture? Picture(string name) => name switch
    {
        "timeline" when Lives.Count + Drawn.Count > 0 => TimelinePicture.Of(Title, Lives, Drawn, First, Last, AsOf),
        "intensity" when Stretches.Count > 0 => SeriesPictures.Intensity(NameA, NameB, Stretches),
        "counts" when Types.Count > 0 => SeriesPictures.Counts(NameA, NameB, Types),
        _ => null,
    };

    public override object ToJson() => new
    {
        A = new { Id = A, Name = NameA },
        B = new { Id = B, Name = NameB },
        AsOf,
        Question.KnownBy,
        Question.From,
        Question.To,
        Standings,
        Lives,
        Events.Total,
        Question.Page,
        Events = Events.Items,
        Drawn = Drawn.Select(e => e.Id),
        Scale = PloverScale.Name,
        Intensity = Stretches,
        Types = Types.Select(t => new { t.Type, t.Forth, t.Back }),
        Permalink,
    };

    public override IEnumerable<string> ToCsv() => Question.Table switch
    {
        null or "events" => Tables.Events(Events.Items),
        "standings" => Tables.Standings(Standings),
        "lives" => Tables.Lives(Lives),
        "intensity" => Rows(Stretches, ("from", s => Show.Day(s.From)), ("period", s => s.Words), ("forth_mean", s => s.ForthMean), ("forth_acts", s => s.ForthCount), ("back_mean", s => s.BackMean), ("back_acts", s => s.BackCount), ("scale", _ => PloverScale.Name)),
        "types" => Rows(Types, ("type", t => Show.Word(t.Type)), ("forth", t => t.Forth), ("back", t => t.Back)),
        _ => NoTable("events, standings, lives, intensity and types"),
    };
}
