using Entente.Record;
using Entente.Relations;
using Entente.Web.Views;
using NodaTime;

namespace Entente.Web.Leaves;

/// <summary>One act, with what each voice says of it side by side.</summary>
internal sealed record EventLeaf(Comparison Comparison) : Leaf($"{Show.Plain(Comparison.Event.Type)}: {Show.Sides(Comparison.Event)}", typeof(EventView))
{
    public required LocalDate Today { get; init; }

    public Event Event => Comparison.Event;

    public string Permalink => (Question with { KnownBy = Question.KnownBy ?? Today, AsOf = null }).Address();

    public static Func<RecordStore, Leaf> Of(Room room, Question question, string id) => record =>
        record.Compare(id, question.KnownBy) is { } comparison ? new EventLeaf(comparison) { Question = question, Today = room.Today, Menu = "search" }
        : throw Problem.NotFound("event_unknown", question.KnownBy is { } day ? $"No source published by {Show.LongDay(day)} tells of such an event." : "The record has no event of this id.");

    public override object ToJson() => new
    {
        Comparison.Event,
        Claims = Event.Members,
        Comparison.Voices,
        Comparison.Contradictions,
        Near = Comparison.Near.Select(n => new { n.Event, n.Reason }),
        Comparison.Foreign,
        Permalink,
    };

    public override IEnumerable<string> ToCsv() => Question.Table switch
    {
        null or "claims" => Tables.Claims(Event.Members.Select(m => m.Claim)),
        "event" => Tables.Events([Event]),
        _ => NoTable("claims and event"),
    };
}
