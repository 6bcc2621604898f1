using System.Diagnostics;
using System.IO.Compression;
using Entente.Articles;
using NodaTime;
using Xunit;

namespace Entente.Record.Tests;

public sealed class ProcessTests : IDisposable
{
    private static readonly RecordOptions Hasty = new() { Patience = TimeSpan.FromMilliseconds(300) };

    private readonly string _folder = Directory.CreateTempSubdirectory("entente-record-").FullName;

    private string File => Path.Combine(_folder, "news.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Record_that_another_program_keeps_is_told_as_locked_with_its_process()
    {
        RecordStore.Open(File, create: true).Dispose();
        using var other = Program.Start("hold", File);
        try
        {
            Assert.Equal("open", other.StandardOutput.ReadLine());
            var told = Assert.Throws<RecordException>(() => RecordStore.Open(File, options: Hasty));
            Assert.Equal("record_locked", told.Code);
            Assert.Contains($"process {other.Id}", told.Message, StringComparison.Ordinal);
            Assert.Equal("record_locked", Assert.Throws<RecordException>(() => RecordStore.Open(File, readOnly: true, options: Hasty)).Code);
        }
        finally
        {
            other.StandardInput.Close();
            other.WaitForExit();
        }
        RecordStore.Open(File).Dispose();
    }

    [Fact]
    public void Writer_waits_while_a_stranger_reads_and_says_so_when_it_takes_too_long()
    {
        RecordStore.Open(File, create: true).Dispose();
        using var other = Program.Start("read", File);
        try
        {
            Assert.Equal("open", other.StandardOutput.ReadLine());
            using var reader = RecordStore.Open(File, readOnly: true);
            Assert.Equal(0, reader.ArticleCount);
            Assert.Equal("record_locked", Assert.Throws<RecordException>(() => RecordStore.Open(File, options: Hasty)).Code);
        }
        finally
        {
            other.StandardInput.Close();
            other.WaitForExit();
        }
    }

    [Fact]
    public void Readers_of_other_processes_go_on_while_one_process_adds()
    {
        using var writer = Program.Start("add", File);
        try
        {
            Assert.Equal("open", writer.StandardOutput.ReadLine());
            writer.StandardOutput.ReadLine();
            _ = writer.StandardOutput.ReadToEndAsync();
            using var reader = RecordStore.Open(File, readOnly: true);
            var seen = new List<long>();
            for (var i = 0; i < 20; i++)
            {
                var (articles, claims) = (reader.ArticleCount, reader.ClaimCount);
                Assert.Equal(0, articles % Program.ArticlesAtATime);
                seen.Add(articles);
                Assert.True(claims <= reader.ArticleCount * Program.ClaimsOfAnArticle);
                Thread.Sleep(60);
            }
            Assert.Equal(seen.Order(), seen);
            Assert.True(seen[^1] > seen[0], "The writer got no turn.");
        }
        finally
        {
            writer.Kill();
            writer.WaitForExit();
        }
    }

    [Fact]
    public void Readers_are_answered_while_all_events_are_made_anew_and_writers_wait()
    {
        using (var store = RecordStore.Open(File, create: true))
            store.Add(Enumerable.Range(0, 100).Select(i => Sample.Article($"n{i}", 2)), Instant.FromUtc(2024, 1, 8, 9, 0));
        using var remaking = new Database(File, readOnly: false, Hasty.Patience);
        var told = "";
        var (before, after) = (0L, 0L);
        Assert.True(remaking.Remake(connection =>
        {
            using var other = Program.Start("ask", File);
            Assert.Equal("open", other.StandardOutput.ReadLine());
            Assert.Equal("200", other.StandardOutput.ReadLine());
            other.StandardInput.Close();
            other.WaitForExit();
            told = Assert.Throws<RecordException>(() => RecordStore.Open(File, options: Hasty)).Message;
            before = connection.Number("select count(*) from events");
        }, () => after = remaking.Use(connection => connection.Number("select count(*) from events"))));
        Assert.Contains("anew", told, StringComparison.Ordinal);
        Assert.Equal(before, after);
        Assert.Equal([File], Directory.GetFiles(_folder).Where(f => !f.EndsWith(".turn", StringComparison.Ordinal) && !f.EndsWith(".wait", StringComparison.Ordinal)));
        RecordStore.Open(File).Dispose();
    }

    [Fact]
    public void Second_writer_gets_its_turn_between_batches()
    {
        using var writer = Program.Start("add", File);
        try
        {
            Assert.Equal("open", writer.StandardOutput.ReadLine());
            writer.StandardOutput.ReadLine();
            _ = writer.StandardOutput.ReadToEndAsync();
            using var second = RecordStore.Open(File, options: new() { Patience = TimeSpan.FromMinutes(1) });
            Assert.Equal(1, second.Add([Sample.Article("mine", 2)], Instant.FromUtc(2024, 1, 8, 9, 0)).Added);
            Assert.NotNull(second.Article(Sample.Article("mine", 2).Article.Id));
        }
        finally
        {
            writer.Kill();
            writer.WaitForExit();
        }
    }

    /// <summary>A dozen kills here; with ENTENTE_KILLS=200 in the environment so many, which takes some minutes.</summary>
    [Fact]
    public void Kill_at_any_point_loses_nothing_reported_and_leaves_nothing_half()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("ENTENTE_KILLS"), out var wanted) ? wanted : 12;
        var random = new Random(kills);
        var (articles, decisions) = (0L, 0);
        for (var kill = 0; kill < kills; kill++)
        {
            // Every fifth time the file is one of an earlier layout, so that the kill may come while it is brought up to date.
            var work = kill == 0 ? "add" : (kill % 5) switch { 1 => "rebuild", 2 => "decide", 3 => "migrate", _ => "add" };
            var file = work == "migrate" ? Path.Combine(_folder, $"old{kill}.duckdb") : File;
            if (work == "migrate")
                Released.Write(1 + kill / 5 % 2, file);
            using var process = Program.Start(work == "migrate" ? "add" : work, file);
            var reported = new List<string>();
            process.OutputDataReceived += (_, line) =>
            {
                lock (reported)
                    reported.Add(line.Data ?? "");
            };
            process.BeginOutputReadLine();
            var patience = Stopwatch.StartNew();
            // Kills of the first instants come by chance; for the others the process is let come to its work.
            if (random.Next(4) > 0)
                while (patience.Elapsed < TimeSpan.FromSeconds(30) && Count(reported) < (work == "migrate" ? 1 : 2))
                    Thread.Sleep(1);
            Thread.Sleep(random.Next(work == "add" ? 120 : 60));
            process.Kill();
            process.WaitForExit();
            if (kill > 0 || work == "migrate" || System.IO.File.Exists(file))
                Check(file, work, 1 + kill / 5 % 2);
            long last;
            lock (reported)
                last = reported.Select(l => long.TryParse(l, out var n) ? n : 0).DefaultIfEmpty(0).Max();
            if (work == "add")
                articles = Math.Max(articles, last);
            if (work == "decide")
                decisions = Math.Max(decisions, (int)last);
            if (System.IO.File.Exists(File))
            {
                using var store = RecordStore.Open(File);
                Assert.True(store.ArticleCount >= articles, $"{store.ArticleCount} articles of {articles} that were reported");
                Assert.True(store.Decisions().Count >= decisions);
                Assert.True(store.Audit().IsWhole);
            }
        }

        static int Count(List<string> lines)
        {
            lock (lines)
                return lines.Count;
        }

        static void Check(string file, string work, int layout)
        {
            // Reading needs no one who repairs the file first.
            using (var reader = RecordStore.Open(file, readOnly: true))
                _ = reader.Events();
            using var store = RecordStore.Open(file);
            var claims = store.Claims().Select(c => c.Claim.Id).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(claims, store.Events().SelectMany(e => e.Claims).Order(StringComparer.Ordinal));
            if (work == "migrate")
            {
                Assert.True(store.ClaimCount >= Released.Claims(layout));
                return;
            }
            Assert.Equal(0, store.ArticleCount % Program.ArticlesAtATime);
            Assert.Equal(store.ArticleCount * Program.ClaimsOfAnArticle, claims.Count);
        }
    }

    [Fact]
    public async Task Full_disk_is_told_and_what_was_stored_stays()
    {
        using (var store = RecordStore.Open(File, create: true))
            store.Add([Sample.Article("one", 2)], Instant.FromUtc(2024, 1, 8, 9, 0));
        // A process may be forbidden to make a file longer than so many blocks: to it that is a full disk.
        var blocks = (new FileInfo(File).Length + 600_000) / 512;
        using var limited = Process.Start(new ProcessStartInfo("sh", ["-c", $"trap '' XFSZ; ulimit -f {blocks}; exec env DOTNET_EnableWriteXorExecute=0 dotnet exec '{typeof(Program).Assembly.Location}' add '{File}'"]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var output = limited.StandardOutput.ReadToEndAsync();
        Assert.True(limited.WaitForExit(TimeSpan.FromMinutes(2)));
        Assert.Contains("record_disk_full", await output, StringComparison.Ordinal);
        using var again = RecordStore.Open(File);
        Assert.True(again.ArticleCount > 0);
        Assert.Equal(again.ClaimCount, again.Events().Sum(e => e.Claims.Count));
    }

    [Fact]
    public void File_that_may_not_be_written_is_told_as_such_and_can_be_read()
    {
        using (var store = RecordStore.Open(File, create: true))
            store.Add([Sample.Article("one", 2)], Instant.FromUtc(2024, 1, 8, 9, 0));
        if (OperatingSystem.IsWindows())
            return;
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        System.IO.File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        try
        {
            // Nothing is forbidden to the administrator: then another user tries.
            Assert.Equal("record_read_only", Said("add"));
            Assert.Equal("open 2", Said("ask"));
        }
        finally
        {
            System.IO.File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        string Said(string work)
        {
            using var other = Environment.IsPrivilegedProcess ? Program.StartAsNobody(work, File) : Program.Start(work, File);
            other.StandardInput.Close();
            var said = other.StandardOutput.ReadToEnd();
            other.WaitForExit();
            return said.ReplaceLineEndings(" ").Trim();
        }
    }
}

/// <summary>Records that released versions made of the two samples, kept so that each later version is tried on them.</summary>
internal static class Released
{
    public static long Claims(int layout) => layout switch { 1 => 22, 2 => 23, 3 => 24, _ => throw new ArgumentOutOfRangeException(nameof(layout)) };

    public static void Write(int layout, string file)
    {
        using var packed = System.IO.File.OpenRead(TestKit.Repository.PathOf("tests", "Entente.Record.Tests", "Released", $"layout-{layout}.duckdb.gz"));
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var output = System.IO.File.Create(file);
        unpacked.CopyTo(output);
    }
}

public sealed class LayoutTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("entente-record-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public void Record_of_an_earlier_layout_is_brought_up_to_date_with_all_it_holds(int layout, bool readOnly)
    {
        var file = Path.Combine(_folder, "old.duckdb");
        Released.Write(layout, file);
        using var store = RecordStore.Open(file, readOnly: readOnly);
        Assert.Equal((2, Released.Claims(layout)), (store.ArticleCount, store.ClaimCount));
        Assert.Equal(Released.Claims(layout), store.Events().Sum(e => e.Claims.Count));
        var signed = Assert.Single(store.Events(new() { Arrangement = "black-sea-grain-initiative", Step = Step.Signed }));
        Assert.Equal(new LocalDate(2022, 7, 22), signed.Date.Start);
        Assert.Equal([new(2019, 5, 14), new(2023, 7, 18)], store.Articles().Select(a => a.Published!.Value));
    }
}
