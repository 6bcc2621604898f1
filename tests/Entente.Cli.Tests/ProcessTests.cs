using System.Diagnostics;
using System.Globalization;
using Entente.Record;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>What only a process of its own can show: kills, signals and pipes.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Killed_add_leaves_a_record_that_opens_and_can_be_added_to_and_again_changes_nothing()
    {
        var record = _folder.PathOf("killed.entente");
        var input = _folder.Write("news.jsonl", string.Concat(Enumerable.Range(0, 700).Select(Row)));
        using (var process = Cli.Start("add", "-", "--record", record))
        {
            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            // The input never ends, so that the process is at work when it is killed.
            var feeding = Task.Run(async () =>
            {
                try
                {
                    for (var i = 0; ; i++)
                        await process.StandardInput.WriteAsync(Row(i % 5000));
                }
                catch (IOException)
                {
                }
            });
            var watch = Stopwatch.StartNew();
            while (Size(record) < 100_000 && watch.Elapsed < Patience && !process.HasExited)
                await Task.Delay(20);
            Assert.False(process.HasExited);
            process.Kill();
            await process.WaitForExitAsync();
            await feeding;
        }

        Assert.Equal(ExitCode.Done, Cli.Run("events", "--record", record).Code);
        var added = Cli.Run("add", input, "--record", record, "--format", "jsonl");
        Assert.Equal((ExitCode.Done, ""), (added.Code, added.Error));
        var before = Counts(record);
        var again = Cli.Run("add", input, "--record", record, "--format", "jsonl");
        Assert.Contains("\"added\":0,\"recoded\":0,\"unchanged\":700,\"claims\":0", again.Out, StringComparison.Ordinal);
        Assert.Equal(before, Counts(record));
    }

    [Fact]
    public async Task Reader_of_a_pipe_may_go_away()
    {
        if (OperatingSystem.IsWindows())
            return;
        var input = _folder.Write("news.jsonl", string.Concat(Enumerable.Range(0, 20_000).Select(Row)));
        using var process = Cli.Start("read", input, "--format", "jsonl");
        var errors = process.StandardError.ReadToEndAsync();
        Assert.NotNull(await process.StandardOutput.ReadLineAsync());
        process.StandardOutput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal((ExitCode.Done, ""), (process.ExitCode, await errors));
    }

    [Fact]
    public async Task Interrupt_stops_cleanly()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var process = Cli.Start("read", "-", "--format", "jsonl");
        var errors = process.StandardError.ReadToEndAsync();
        for (var i = 0; i < 400; i++)
            await process.StandardInput.WriteAsync(Row(i));
        await process.StandardInput.FlushAsync();
        Assert.NotNull(await process.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        _ = process.StandardOutput.ReadToEndAsync();
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        Assert.Contains("Stopped.", await errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Row(int i)
    {
        var place = new[] { "Bern", "Oslo", "Rome", "Vienna" }[i % 4];
        return $$"""{"id": "row-{{i}}", "date": "2020-05-05", "title": "Ministers meet, part {{i}}", "text": "The foreign ministers of France and Germany met in {{place}} on Monday for meeting number {{i}}. France condemned the attack of the day before."}""" + "\n";
    }

    private static long Size(string path) => new[] { path, path + ".wal" }.Select(p => new FileInfo(p)).Where(f => f.Exists).Sum(f => f.Length);

    private static (long Articles, long Claims) Counts(string path)
    {
        using var record = RecordStore.Open(path, readOnly: true);
        return (record.ArticleCount, record.ClaimCount);
    }
}
