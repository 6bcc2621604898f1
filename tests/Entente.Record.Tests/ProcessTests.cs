using NodaTime;
using Xunit;

namespace Entente.Record.Tests;

public sealed class ProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("entente-record-").FullName;

    private string File => Path.Combine(_folder, "news.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Record_that_another_process_writes_is_told_as_locked()
    {
        using var other = Program.Start("hold", File);
        try
        {
            Assert.Equal("open", other.StandardOutput.ReadLine());
            Assert.Equal("record_locked", Assert.Throws<RecordException>(() => RecordStore.Open(File)).Code);
            Assert.Equal("record_locked", Assert.Throws<RecordException>(() => RecordStore.Open(File, readOnly: true)).Code);
        }
        finally
        {
            other.StandardInput.Close();
            other.WaitForExit();
        }
        RecordStore.Open(File).Dispose();
    }

    [Fact]
    public void Many_processes_may_read_at_once_and_a_writer_waits_outside()
    {
        RecordStore.Open(File, create: true).Dispose();
        using var other = Program.Start("read", File);
        try
        {
            Assert.Equal("open", other.StandardOutput.ReadLine());
            RecordStore.Open(File, readOnly: true).Dispose();
            Assert.Equal("record_locked", Assert.Throws<RecordException>(() => RecordStore.Open(File)).Code);
        }
        finally
        {
            other.StandardInput.Close();
            other.WaitForExit();
        }
    }

    [Fact]
    public void Kill_during_adding_loses_nothing_reported_and_leaves_nothing_half()
    {
        foreach (var wait in new[] { 0, 5, 60 })
        {
            using var writer = Program.Start("add", File);
            Assert.Equal("open", writer.StandardOutput.ReadLine());
            writer.StandardOutput.ReadLine();
            Thread.Sleep(wait);
            writer.Kill();
            writer.WaitForExit();
            var reported = writer.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => int.TryParse(line, out _)).Select(int.Parse).LastOrDefault();

            // Reading needs no one who repairs the file first.
            using (var reader = RecordStore.Open(File, readOnly: true))
                Assert.True(reader.ArticleCount >= reported);
            using var store = RecordStore.Open(File);
            Assert.Equal(0, store.ArticleCount % Program.ArticlesAtATime);
            Assert.Equal(store.ArticleCount * Program.ClaimsOfAnArticle, store.Claims().LongCount());
            Assert.Equal(0, store.Add(Enumerable.Range(0, (int)store.ArticleCount).Select(i => Sample.Article($"n{i}", Program.ClaimsOfAnArticle)), Instant.FromUtc(2025, 1, 1, 0, 0)).Added);
        }
    }
}
