using System.CommandLine;
using Entente.Cli.Output;
using Entente.Record;
using NodaTime;

namespace Entente.Cli.Commands;

/// <summary><c>entente timeline</c>: what two sides did, in the order of time, each with the words of a source.</summary>
internal sealed class TimelineCommand : QuestionCommand
{
    private readonly Argument<string> _a = NameArgument("A", "Name of one side");
    private readonly Argument<string> _b = NameArgument("B", "Name of the other side");
    private readonly Option<LocalDate?> _knownBy = CommonOptions.Day("--known-by", "Only what articles published up to this day say");

    public TimelineCommand(Session session) : base(
        session,
        "timeline",
        "Tell what two sides did in the order of time, each event with the words of a source",
        "entente timeline NATO Russia",
        "entente timeline RUS UKR --known-by 2022-12-31 --format jsonl")
    {
        Arguments.Add(_a);
        Arguments.Add(_b);
        Options.Add(_knownBy);
        SetAction(parsed =>
        {
            var knownBy = parsed.GetValue(_knownBy);
            var filter = new ClaimFilter
            {
                Actors = [.. new[] { _a, _b }.Select(name => Names.Actor(parsed.GetRequiredValue(name), knownBy, Terminal.Error))],
                KnownBy = knownBy,
            };
            return WriteEvents(parsed, filter, default, EventLayout.Timeline, "No source in the record tells of anything between the two.");
        });
    }
}
