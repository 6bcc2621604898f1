using System.CommandLine;
using Entente.Cli.Output;
using Entente.Record;
using Entente.Relations;

namespace Entente.Cli.Commands;

/// <summary>A command that asks the record. It only reads, so that many can ask at once.</summary>
internal abstract class QuestionCommand(Session session, string name, string description, params IReadOnlyList<string> examples)
    : RecordCommand(session, readOnly: true, name, description, examples)
{
    protected OutputFormat Format(ParseResult parsed) => parsed.GetValue(Session.Format) ?? OutputFormat.Table;

    /// <summary>Writes the events that pass a filter, or says on the error stream that there are none.</summary>
    protected int WriteEvents(ParseResult parsed, ClaimFilter filter, Paging paging, Layout<Event> layout, string none)
    {
        using var record = Open(parsed);
        using var results = ResultWriter.For(Format(parsed), layout, Terminal);
        var events = record.Events(filter, paging);
        foreach (var found in events.Items)
            results.Write(found);
        if (events.Total == 0)
            Terminal.Error.WriteLine(none);
        else if (events.Items.Count < events.Total)
            Terminal.Error.WriteLine($"{events.Items.Count} of {events.Total}, from the {paging.Offset + 1}. on.");
        return ExitCode.Done;
    }

    protected static Argument<string> NameArgument(string name, string description) => new(name)
    {
        Description = description,
        Validators = { CommonOptions.RejectOptions },
    };
}
