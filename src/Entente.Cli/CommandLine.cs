using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Entente.Cli.Commands;
using Entente.Cli.Output;
using Entente.Cluster;
using Entente.Record;

namespace Entente.Cli;

/// <summary>The command <c>entente</c>: from arguments to an exit code.</summary>
internal static class CommandLine
{
    /// <summary>What <c>--version</c> prints.</summary>
    public static string Version { get; } = $"entente {typeof(Pipeline).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>Runs one command.</summary>
    public static int Run(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellationToken = default)
    {
        try
        {
            var parsed = Create(new Session(terminal, cancellationToken))
                .Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
                return ReportUsage(parsed, terminal.Error);
            var code = parsed.Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
            terminal.Out.Flush();
            return code;
        }
        catch (UsageException e)
        {
            terminal.Out.Flush();
            terminal.Error.WriteLine(PlainText.Line(e.Message));
            WriteNear(terminal.Error, e.Near);
            return ExitCode.Usage;
        }
        catch (RecordException e)
        {
            terminal.Out.Flush();
            terminal.Error.WriteLine(PlainText.Line($"{e.Code}: {e.Message}"));
            if (e.Code == "record_missing")
                terminal.Error.WriteLine("Make one with: entente add PATH --record FILE");
            return ExitCode.Failed;
        }
        catch (QueueException e)
        {
            terminal.Out.Flush();
            terminal.Error.WriteLine(PlainText.Line($"{e.Code}: {e.Message}"));
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Error.WriteLine("Stopped.");
            return ExitCode.Interrupted;
        }
        catch (IOException e) when (IsClosedPipe(e))
        {
            return ExitCode.Done;
        }
    }

    /// <summary>The commands, for help and for the pages made from it.</summary>
    public static RootCommand Create(Session session)
    {
        var root = new RootCommand("Reads who did what to whom out of news, dates it, and keeps the standing of every arrangement.")
        {
            HelpName = "entente",
            Subcommands =
            {
                new ReadCommand(session),
                new FetchCommand(session),
                new ParseCommand(session),
                new TimeCommand(session),
                new CodeCommand(session),
                new AddCommand(session),
                new EventsCommand(session),
                new TimelineCommand(session),
                new StandingCommand(session),
                new WhyCommand(session),
                new CompareCommand(session),
                new ReviewCommand(session),
                new DecideCommand(session),
                new AuditCommand(session),
                new RebuildCommand(session),
                new DiffCommand(session),
                new ExportCommand(session),
                new ImportCommand(session),
                new ServeCommand(session),
                new SubmitCommand(session),
                new WorkCommand(session),
                new PlotCommand(session),
                new ActorsCommand(session),
                new McpCommand(session),
                new InfoCommand(session),
                new CompletionCommand(session),
            },
        };
        root.Options.Add(session.Format);
        root.Directives.Clear();
        root.Directives.Add(new SuggestDirective());
        root.Options.OfType<VersionOption>().Single().Action = new PrintAction(Version);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExamplesHelpAction((HelpAction)help.Action!);
        root.SetAction(parsed =>
        {
            ((SynchronousCommandLineAction)help.Action!).Invoke(parsed);
            return ExitCode.Usage;
        });
        return root;
    }

    private static int ReportUsage(ParseResult parsed, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        if (command is RootCommand && parsed.UnmatchedTokens is [var word, ..])
        {
            error.WriteLine($"There is no command '{PlainText.Line(word)}'.");
            WriteNear(error, Near.Find(word, command.Subcommands.Select(c => c.Name).Concat(command.Options.Select(o => o.Name))));
        }
        else
        {
            foreach (var problem in parsed.Errors)
                error.WriteLine(PlainText.Line(problem.Message));
        }
        error.WriteLine($"Run '{Path(parsed.CommandResult)} --help' for usage and examples.");
        return ExitCode.Usage;
    }

    /// <summary>A command with those that it is part of: "entente actors find".</summary>
    private static string Path(CommandResult result) =>
        result.Command is RootCommand ? "entente" : $"{(result.Parent is CommandResult parent ? Path(parent) : "entente")} {result.Command.Name}";

    private static void WriteNear(TextWriter error, IReadOnlyList<string> near)
    {
        if (near.Count > 0)
            error.WriteLine($"Did you mean {string.Join(" or ", near.Select(n => $"'{PlainText.Line(n)}'"))}?");
    }

    /// <summary>Whether the reader of the results went away, as <c>head</c> does.</summary>
    private static bool IsClosedPipe(IOException e)
    {
        const int BrokenPipe = 32;
        return e.HResult == BrokenPipe || e.HResult == unchecked((int)0x8007006D);
    }

    private sealed class PrintAction(string line) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(line);
            return ExitCode.Done;
        }
    }

    /// <summary>The usual help, and below it the examples of the command.</summary>
    private sealed class ExamplesHelpAction : SynchronousCommandLineAction
    {
        private const int Width = 100;

        private readonly HelpAction _help;

        public ExamplesHelpAction(HelpAction help)
        {
            _help = help;
            _help.MaxWidth = Width;
        }

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            _help.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            if (parseResult.CommandResult.Command is IHasExamples { Examples: var examples })
            {
                output.WriteLine("Examples:");
                foreach (var example in examples)
                    output.WriteLine("  " + example);
                output.WriteLine();
            }
            return ExitCode.Done;
        }
    }
}
