using System.CommandLine;
using Entente.Record;

namespace Entente.Cli.Commands;

/// <summary>A command on a record that is there.</summary>
internal abstract class RecordCommand : Command, IHasExamples
{
    private readonly Option<string?> _record = CommonOptions.Record();
    private readonly bool _readOnly;

    /// <summary>Makes the command with the option <c>--record</c>; one that only reads leaves the file to others.</summary>
    protected RecordCommand(Session session, bool readOnly, string name, string description, IReadOnlyList<string> examples) : base(name, description)
    {
        Session = session;
        Examples = examples;
        _readOnly = readOnly;
        Options.Add(_record);
    }

    public IReadOnlyList<string> Examples { get; }

    protected Session Session { get; }

    protected Terminal Terminal => Session.Terminal;

    /// <summary>The file as the user named it; null when it was not named.</summary>
    protected string? RecordOption(ParseResult parsed) => parsed.GetValue(_record);

    protected RecordStore Open(ParseResult parsed) => RecordStore.Open(RecordFile.Path(parsed.GetValue(_record), Terminal), readOnly: _readOnly);
}
