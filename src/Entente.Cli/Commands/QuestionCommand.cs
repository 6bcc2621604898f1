using System.CommandLine;
using Entente.Cli.Output;
using Entente.Record;

namespace Entente.Cli.Commands;

/// <summary>A command that asks the record. It only reads, so that many can ask at once.</summary>
internal abstract class QuestionCommand : Command, IHasExamples
{
    private readonly Option<string?> _record = CommonOptions.Record();

    protected QuestionCommand(Session session, string name, string description, params IReadOnlyList<string> examples) : base(name, description)
    {
        Session = session;
        Examples = examples;
        Options.Add(_record);
    }

    public IReadOnlyList<string> Examples { get; }

    protected Session Session { get; }

    protected Terminal Terminal => Session.Terminal;

    protected OutputFormat Format(ParseResult parsed) => parsed.GetValue(Session.Format) ?? OutputFormat.Table;

    protected RecordStore Open(ParseResult parsed) => RecordStore.Open(RecordFile.Path(parsed.GetValue(_record), Terminal), readOnly: true);

    protected static Argument<string> NameArgument(string name, string description) => new(name)
    {
        Description = description,
        Validators = { CommonOptions.RejectOptions },
    };
}
