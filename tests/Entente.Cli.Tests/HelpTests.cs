using System.Text;
using Entente.TestKit;
using Xunit;

namespace Entente.Cli.Tests;

public class HelpTests
{
    /// <summary>docs/cli.md is made of this: run the test with ENTENTE_ACCEPT=1 after a change of the commands.</summary>
    [Fact]
    public void Reference_page_is_what_help_says()
    {
        var page = new StringBuilder("""
            # The command line

            This page is what `entente --help` and `entente COMMAND --help` print; a test keeps it so.

            """);
        page.Append("\n```text\n").Append(Help("--help")).Append("```\n");
        var session = new Session(new Terminal { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null }, CancellationToken.None);
        foreach (var command in CommandLine.Create(session).Subcommands)
        {
            page.Append($"\n## entente {command.Name}\n\n```text\n").Append(Help(command.Name, "--help")).Append("```\n");
            foreach (var part in command.Subcommands)
                page.Append($"\n## entente {command.Name} {part.Name}\n\n```text\n").Append(Help(command.Name, part.Name, "--help")).Append("```\n");
        }

        Snapshot.MatchesFile(page.ToString(), Repository.PathOf("docs", "cli.md"));
    }

    private static string Help(params string[] args)
    {
        var run = Cli.Run(args);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return string.Join('\n', run.Out.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd())) + "\n";
    }
}
