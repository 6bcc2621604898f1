using System.Text;
using System.Text.RegularExpressions;
using Entente.TestKit;

namespace Entente.Cli.Tests;

/// <summary>
/// A page of the docs with sessions: in its blocks <c>console</c> each line after <c>$ </c> is a command and what follows is what it prints. All are run in one folder;
/// the page must be what they print.
/// </summary>
internal static partial class SessionPage
{
    /// <summary>Runs the commands of a page; with ENTENTE_ACCEPT=1 writes what they print into it.</summary>
    /// <param name="path">The page.</param>
    /// <param name="run">Runs a command line and gives what it prints.</param>
    /// <param name="code">What the blocks of C# must hold; null to leave them.</param>
    public static void Check(string path, Func<string, string> run, string? code = null)
    {
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        page = Sessions().Replace(page, session =>
        {
            var lines = new StringBuilder("```console\n");
            foreach (var command in session.Groups[1].Value.Split('\n').Where(l => l.StartsWith("$ ", StringComparison.Ordinal)))
                lines.Append(command).Append('\n').Append(run(command[2..]).ReplaceLineEndings("\n").TrimEnd()).Append('\n');
            return lines.Append("```").ToString();
        });
        if (code is not null)
            page = Code().Replace(page, _ => $"```csharp\n{code.TrimEnd()}\n```");
        Snapshot.MatchesFile(page, path);
    }

    /// <summary>The words of a command line, in which double quotes keep blanks.</summary>
    public static IReadOnlyList<string> Words(string line) => [.. Word().Matches(line).Select(m => m.Value.Trim('"'))];

    [GeneratedRegex("```console\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sessions();

    [GeneratedRegex("```csharp\n.*?```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();
}
