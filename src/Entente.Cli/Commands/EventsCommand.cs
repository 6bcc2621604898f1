using System.CommandLine;
using Entente.Actors;
using Entente.Articles;
using Entente.Cli.Output;
using Entente.Record;
using NodaTime;

namespace Entente.Cli.Commands;

/// <summary><c>entente events</c>: what happened, each act once however many tell of it.</summary>
internal sealed class EventsCommand : QuestionCommand
{
    private readonly Argument<string[]> _actors = new("ACTOR")
    {
        Description = "Names of one side or both; without any, all events",
        Arity = new ArgumentArity(0, 2),
        Validators = { CommonOptions.RejectOptions },
    };

    private readonly Option<PloverType?> _type = CommonOptions.Word<PloverType>("--type", "type", "PLOVER type: agree, consult, sanction…");
    private readonly Option<LocalDate?> _from = CommonOptions.Day("--from", "First day");
    private readonly Option<LocalDate?> _to = CommonOptions.Day("--to", "Last day");
    private readonly Option<Reality?> _reality = CommonOptions.Word<Reality>("--reality", "reality", "How it is told: actual, planned, hypothetical, negated");
    private readonly Option<Step?> _step = CommonOptions.Word<Step>("--step", "step", "The change in an arrangement: signed, suspended, withdrawn…");
    private readonly Option<string?> _arrangement = new("--arrangement") { Description = "Id or name of the arrangement", HelpName = "NAME" };
    private readonly Option<string?> _text = new("--text") { Description = "Words that all stand in the sentence of a claim", HelpName = "WORDS" };
    private readonly Option<bool> _disputed = new("--disputed") { Description = "Only events whose sources contradict each other" };
    private readonly Option<int?> _limit = CommonOptions.Count("--limit", "Most that are listed [default: all]");
    private readonly Option<int?> _offset = CommonOptions.Count("--offset", "How many are passed over");
    private readonly Option<LocalDate?> _knownBy = CommonOptions.Day("--known-by", "Only what articles published up to this day say");

    public EventsCommand(Session session) : base(
        session,
        "events",
        "List events: each act once, however many articles tell of it",
        "entente events",
        "entente events NATO Russia --type consult --from 2002-05-28",
        "entente events Turkey --known-by 2022-12-31 --format csv",
        "entente events --text \"grain corridor\" --step suspended --limit 20")
    {
        Arguments.Add(_actors);
        Options.Add(_type);
        Options.Add(_from);
        Options.Add(_to);
        Options.Add(_knownBy);
        Options.Add(_reality);
        Options.Add(_step);
        Options.Add(_arrangement);
        Options.Add(_text);
        Options.Add(_disputed);
        Options.Add(_limit);
        Options.Add(_offset);
        SetAction(parsed =>
        {
            var to = parsed.GetValue(_to);
            var filter = new ClaimFilter
            {
                Actors = [.. (parsed.GetValue(_actors) ?? []).Select(name => Names.Actor(name, to, Terminal.Error))],
                Type = parsed.GetValue(_type),
                From = parsed.GetValue(_from),
                To = to,
                KnownBy = parsed.GetValue(_knownBy),
                Reality = parsed.GetValue(_reality),
                Step = parsed.GetValue(_step),
                Arrangement = parsed.GetValue(_arrangement) is { } name ? KnowledgeBase.English.FindArrangements(name) is [var arrangement, ..] ? arrangement.Id : name : null,
                Text = parsed.GetValue(_text),
                DisputedOnly = parsed.GetValue(_disputed),
            };
            return WriteEvents(parsed, filter, new(parsed.GetValue(_offset) ?? 0, parsed.GetValue(_limit)), EventLayout.Events, "No source in the record tells of such an event.");
        });
    }
}
