using System.Diagnostics;
using Entente.TestKit;
using Xunit;

namespace Entente.Cli.Tests;

public class ReadmeTests
{
    private const string Opening = "```console\n$ git clone <repository> entente && cd entente && ./demo\n";
    private const string Closing = "```\n";

    /// <summary>After a change of what the demo prints, run with ENTENTE_ACCEPT=1 and read the difference.</summary>
    [Fact]
    public async Task Session_in_the_readme_is_what_the_demo_prints()
    {
        var path = Repository.PathOf("README.md");
        var readme = await File.ReadAllTextAsync(path);
        var start = readme.IndexOf(Opening, StringComparison.Ordinal);
        Assert.InRange(start, 0, readme.Length);
        start += Opening.Length;
        var end = readme.IndexOf(Closing, start, StringComparison.Ordinal);

        Snapshot.MatchesFile(readme[..start] + await Demo() + readme[end..], path);
    }

    [Fact]
    public async Task Session_stands_in_the_first_twenty_lines()
    {
        var lines = await File.ReadAllLinesAsync(Repository.PathOf("README.md"));

        Assert.Contains("./demo", string.Join('\n', lines.Take(4)), StringComparison.Ordinal);
        Assert.Contains("standing", string.Join('\n', lines.Take(20)), StringComparison.Ordinal);
    }

    private static async Task<string> Demo()
    {
        using var process = Process.Start(new ProcessStartInfo(Repository.PathOf("demo")) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((0, ""), (process.ExitCode, await errors));
        return output.TrimEnd() + "\n";
    }
}
