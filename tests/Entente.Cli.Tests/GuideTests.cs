using System.Diagnostics;
using System.Text.RegularExpressions;
using Entente.TestKit;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>The guide for newcomers: every command in it is run, in a folder with nothing but the samples.</summary>
public sealed partial class GuideTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Ten_minutes_print_what_the_page_says()
    {
        Directory.CreateDirectory(_folder.PathOf("samples"));
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("samples"), "*.txt"))
            File.Copy(file, Path.Combine(_folder.PathOf("samples"), Path.GetFileName(file)));
        SessionPage.Check(Repository.PathOf("docs", "ten-minutes.md"), Run);
    }

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex(@"\+m[0-9a-f]+\.r[0-9a-f]+\.a[0-9a-f]+")]
    private static partial Regex Version();

    private string Run(string command)
    {
        var words = SessionPage.Words(command);
        Assert.Equal("./entente", words[0]);
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. words.Skip(1)]) { WorkingDirectory = _folder.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ENTENTE_RECORD"] = "my.entente";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        // The coder's version changes with every rule.
        return Version().Replace(printed, "+m….r….a…");
    }
}
