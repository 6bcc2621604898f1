using System.CommandLine;
using Entente.Cli.Output;
using Entente.Web;
using NodaTime;

namespace Entente.Cli.Commands;

/// <summary><c>entente plot</c>: the pictures of the reading room as files.</summary>
internal sealed class PlotCommand : QuestionCommand
{
    private readonly Argument<string> _a = NameArgument("A", "Name of one side");
    private readonly Argument<string> _b = NameArgument("B", "Name of the other side");
    private readonly Option<FileInfo> _output = new("--output", "-o") { Description = "The file; its ending says which form: .svg or .png", HelpName = "FILE", Required = true };
    private readonly Option<Kind?> _kind = CommonOptions.Word<Kind>("--picture", "picture", "timeline, intensity or counts [default: timeline]");
    private readonly Option<LocalDate?> _asOf = CommonOptions.Day("--as-of", "The day that the timeline marks [default: today]");
    private readonly Option<LocalDate?> _from = CommonOptions.Day("--from", "First day");
    private readonly Option<LocalDate?> _to = CommonOptions.Day("--to", "Last day");
    private readonly Option<LocalDate?> _knownBy = CommonOptions.Day("--known-by", "Only what articles published up to this day say");

    public PlotCommand(Session session) : base(
        session,
        "plot",
        "Draw the timeline, the intensity or the acts of two sides into a file",
        "entente plot NATO Russia -o nato-russia.svg",
        "entente plot RUS UKR --picture intensity --from 2014-01-01 -o curve.png")
    {
        Arguments.Add(_a);
        Arguments.Add(_b);
        Options.Add(_output);
        Options.Add(_kind);
        Options.Add(_asOf);
        Options.Add(_from);
        Options.Add(_to);
        Options.Add(_knownBy);
        SetAction(Plot);
    }

    /// <summary>As <see cref="PlotKind"/>: the options of all commands are made at each start, and the web's library is not loaded for that.</summary>
    private enum Kind
    {
        Timeline,
        Intensity,
        Counts,
    }

    private int Plot(ParseResult parsed)
    {
        var file = parsed.GetRequiredValue(_output);
        var isPng = file.Extension.ToLowerInvariant() switch { ".svg" => false, ".png" => true, _ => throw new UsageException($"'{file.Name}' ends neither in .svg nor in .png.") };
        var asOf = parsed.GetValue(_asOf) ?? Terminal.Clock.GetCurrentInstant().InUtc().Date;
        var (a, b) = (Names.Actor(parsed.GetRequiredValue(_a), asOf, Terminal.Error), Names.Actor(parsed.GetRequiredValue(_b), asOf, Terminal.Error));
        using var record = Open(parsed);
        if (Plots.Relation(record, (PlotKind)(parsed.GetValue(_kind) ?? Kind.Timeline), a, b, asOf, new() { From = parsed.GetValue(_from), To = parsed.GetValue(_to), KnownBy = parsed.GetValue(_knownBy) }, isPng) is not { } picture)
        {
            Terminal.Error.WriteLine("No source in the record tells of anything between the two: nothing is drawn.");
            return ExitCode.Failed;
        }
        try
        {
            File.WriteAllBytes(file.FullName, picture);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Terminal.Error.WriteLine(PlainText.Line($"{file.Name} cannot be written: {e.Message}"));
            return ExitCode.Failed;
        }
    }
}
