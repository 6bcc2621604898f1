using System.CommandLine;
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
    private readonly Option<LocalDate?> _knownBy = CommonOptions.Day("--known-by", "Only what articles published up to this day say");

    public EventsCommand(Session session) : base(
        session,
        "events",
        "List events: each act once, however many articles tell of it",
        "entente events",
        "entente events NATO Russia --type consult --from 2002-05-28",
        "entente events Turkey --known-by 2022-12-31 --format csv")
    {
        Arguments.Add(_actors);
        Options.Add(_type);
        Options.Add(_from);
        Options.Add(_to);
        Options.Add(_knownBy);
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
            };
            return WriteEvents(parsed, filter, EventLayout.Events, "No source in the record tells of such an event.");
        });
    }
}
