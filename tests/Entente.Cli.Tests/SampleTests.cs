using System.Diagnostics;
using Entente.TestKit;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>The samples, built with everything else, and the page of docs that each has: it holds its code and what it prints.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SampleTests()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("samples"), "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".txt" or ".yaml" && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)))
        {
            var copy = _folder.PathOf(Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(Repository.PathOf("samples"), "Program.cs", SearchOption.AllDirectories).Select(f => Path.GetFileName(Path.GetDirectoryName(f)!))];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Page_holds_the_code_and_what_it_prints(string sample) =>
        SessionPage.Check(Repository.PathOf("docs", "library", sample + ".md"), Run, File.ReadAllText(Repository.PathOf("samples", sample, "Program.cs")));

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs what was built in the configuration of these tests.</summary>
    private string Run(string command)
    {
        var words = SessionPage.Words(command);
        Assert.Equal(["dotnet", "run", "--project"], words.Take(3));
        var name = Path.GetFileName(words[3]);
        var output = Path.GetRelativePath(Repository.PathOf("tests", "Entente.Cli.Tests"), AppContext.BaseDirectory);
        var start = new ProcessStartInfo("dotnet", [Repository.PathOf("samples", name, output, name + ".dll"), .. words.Skip(4)]) { WorkingDirectory = _folder.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((0, ""), (process.ExitCode, errors.Result));
        return printed;
    }
}
