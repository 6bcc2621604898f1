using Entente.Articles;
using Entente.Record;
using Entente.TestKit;
using NodaTime;
using Xunit;

namespace Entente.Cluster.Tests;

public sealed class QueueTests : IClassFixture<NatsServer>, IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2024, 1, 8, 9, 0);

    private readonly NatsServer _server;
    private readonly string _folder = Directory.CreateTempSubdirectory("entente-queue-").FullName;
    private readonly QueueOptions _options;

    public QueueTests(NatsServer server)
    {
        _server = server;
        _options = new() { Address = server.Address, Name = "q" + Guid.NewGuid().ToString("n"), AckWait = TimeSpan.FromSeconds(2), Tries = 2, Patience = TimeSpan.FromMilliseconds(100), MostBytes = 64 << 20 };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Article_comes_out_as_it_went_in_and_another_than_it_says_is_refused()
    {
        var article = Text(1) with
        {
            SourceId = "s1",
            Url = "https://example.org/é",
            PublishedAt = new LocalDateTime(2024, 1, 2, 3, 4, 5).WithOffset(Offset.FromHours(2)),
            Authors = ["Ann", "Élodie"],
            IsPaid = true,
            Section = "World",
        };
        var message = ArticleMessage.Of(article, Now);
        var again = ArticleMessage.Unpack(message.Pack());
        Assert.Equal(Now, again.FirstSeen);
        Assert.Equivalent(article, again.ToArticle(), strict: true);
        Assert.Throws<InvalidDataException>(() => (message with { Text = "Other words." }).ToArticle());
        Assert.Throws<InvalidDataException>(() => ArticleMessage.Unpack(null));
        Assert.Throws<InvalidDataException>(() => ArticleMessage.Unpack([1, 2, 3]));
        var damaged = message.Pack();
        damaged[10] ^= 0x55;
        Assert.ThrowsAny<InvalidDataException>(() => ArticleMessage.Unpack(damaged).ToArticle());
        // A few bytes that say they unpack to gigabytes.
        Assert.Throws<InvalidDataException>(() => ArticleMessage.Unpack([0xFF, 0xFF, 0xFF, 0x7F, 1, 2, 3, 4]));
    }

    [Fact]
    public async Task Repeated_and_reordered_articles_are_in_the_record_once()
    {
        await using var queue = await ArticleQueue.OpenAsync(_options);
        var articles = Enumerable.Range(0, 60).Select(Text).ToList();
        var became = new List<Submitted>();
        await queue.SubmitAsync(articles.Concat(articles.Take(20)), Now, (_, b) => became.Add(b));
        Assert.Equal(20, became.Count(b => b == Submitted.There));
        // Past the server's own memory of ids: the same under other ids, backwards.
        foreach (var article in Enumerable.Reverse(articles))
            await queue.JetStream.PublishAsync(queue.Subject, ArticleMessage.Of(article, Now).Pack());
        using var record = Record();
        var total = await Work(queue, record, Claims);
        Assert.Equal((60, 60), (total.Result.Added, total.Result.Unchanged));
        record.Refresh();
        Assert.Equal((60, 60), (record.ArticleCount, record.ClaimCount));
        Assert.All(record.Articles(), a => Assert.Equal(Now, a.FirstSeen));
    }

    [Fact]
    public async Task Article_that_cannot_be_coded_is_tried_parked_and_listed_and_the_others_go_on()
    {
        await using var queue = await ArticleQueue.OpenAsync(_options);
        await queue.SubmitAsync(Enumerable.Range(0, 10).Select(Text), Now, (_, _) => { });
        await queue.JetStream.PublishAsync(queue.Subject, new byte[] { 9, 9, 9, 9, 9, 9 });
        var tries = 0;
        using var record = Record();
        var total = await Work(queue, record, article =>
        {
            if (article.SourceId != "3")
                return Claims(article);
            Interlocked.Increment(ref tries);
            throw new InvalidOperationException("Too strange a text.");
        });
        Assert.Equal((9, 2, 2), (total.Result.Added, total.Parked, tries));
        var failed = new List<FailedArticle>();
        await foreach (var article in queue.FailedAsync())
            failed.Add(article);
        Assert.Equal(2, failed.Count);
        Assert.Contains(failed, f => f.Article == Text(3).Id && f.Reason.Contains("Too strange a text", StringComparison.Ordinal) && f.Tries == 2);
        Assert.Contains(failed, f => f.Article.StartsWith("message-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Article_that_takes_longer_than_the_wait_is_not_given_to_another()
    {
        await using var queue = await ArticleQueue.OpenAsync(_options);
        await queue.SubmitAsync([Text(1)], Now, (_, _) => { });
        var calls = 0;
        using var record = Record();
        var slow = Work(queue, record, article =>
        {
            Interlocked.Increment(ref calls);
            Thread.Sleep(TimeSpan.FromSeconds(5));
            return Claims(article);
        });
        await Task.Delay(500);
        var other = Work(queue, record, Claims);
        await Task.WhenAll(slow, other);
        Assert.Equal((1, 1, 0), (calls, (await slow).Result.Added, (await other).Result.Unchanged));
    }

    [Fact]
    public async Task Stop_finishes_what_was_begun()
    {
        await using var queue = await ArticleQueue.OpenAsync(_options);
        await queue.SubmitAsync(Enumerable.Range(0, 200).Select(Text), Now, (_, _) => { });
        using var record = Record();
        using var stop = new CancellationTokenSource();
        var added = 0;
        await new Worker(queue, record, (article, _) => Claims(article), SystemClock.Instance, batch: 10).RunAsync(batch =>
        {
            added += batch.Result.Added;
            if (added >= 50)
                stop.Cancel();
        }, cancellationToken: stop.Token);
        Assert.Equal(50, added);
        Assert.Equal(50, record.ArticleCount);
        // The server counts acks a moment after they were sent.
        for (var tries = 0; tries < 100 && await queue.WaitingAsync() != 150; tries++)
            await Task.Delay(100);
        Assert.Equal(150, await queue.WaitingAsync());
    }

    [Fact]
    public async Task Full_queue_makes_who_submits_wait_for_workers()
    {
        await using var queue = await ArticleQueue.OpenAsync(_options with { MostBytes = 64 << 10 });
        using var record = Record();
        var submitted = 0;
        // Words that do not pack: some 4 KB each, 120 of them: more than seven times what fits.
        var submit = queue.SubmitAsync(Enumerable.Range(0, 120).Select(i => Text(i) with { Text = Convert.ToBase64String(Bytes(i, 4096)) }), Now, (_, _) => Interlocked.Increment(ref submitted));
        await Task.Delay(1500);
        Assert.InRange(submitted, 1, 30);
        while (!submit.IsCompleted)
            await Work(queue, record, Claims);
        await submit;
        await Work(queue, record, Claims);
        Assert.Equal(120, record.ArticleCount);
    }

    [Fact]
    public async Task What_is_too_large_or_wrong_is_told()
    {
        await using var queue = await ArticleQueue.OpenAsync(_options);
        var became = new List<Submitted>();
        await queue.SubmitAsync([Text(1) with { Text = Convert.ToBase64String(Bytes(1, 2 << 20)) }, Text(2)], Now, (_, b) => became.Add(b));
        Assert.Equal([Submitted.Queued, Submitted.TooLarge], became.Order());
        Assert.Equal("queue_address", (await Assert.ThrowsAsync<QueueException>(() => ArticleQueue.OpenAsync(_options with { Address = "nats://me:secret@127.0.0.1" }))).Code);
        Assert.Equal("queue_address", (await Assert.ThrowsAsync<QueueException>(() => ArticleQueue.OpenAsync(_options with { Address = "queue" }))).Code);
        Assert.Equal("queue_address", (await Assert.ThrowsAsync<QueueException>(() => ArticleQueue.OpenAsync(_options with { CredentialsFile = "/no/such/file" }))).Code);
        Assert.Equal("queue_unreachable", (await Assert.ThrowsAsync<QueueException>(() => ArticleQueue.OpenAsync(_options with { Address = "nats://127.0.0.1:1" }))).Code);
    }

    private static byte[] Bytes(int seed, int count)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static Article Text(int number) => Make.Article($"Text {number}: France consulted Germany.", "2020-05-04", "The Post", number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static IReadOnlyList<Claim> Claims(Article article) => [Make.Claim(article: article.Id)];

    private static async Task<BatchReport> Work(ArticleQueue queue, RecordStore record, Func<Article, IReadOnlyList<Claim>> code)
    {
        var total = new BatchReport();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await new Worker(queue, record, (article, _) => code(article), SystemClock.Instance, batch: 16).RunAsync(
            b => total = new(total.Result + b.Result, total.Parked + b.Parked, total.Retried + b.Retried), untilEmpty: true, limit.Token);
        Assert.False(limit.IsCancellationRequested, "The queue was not emptied in time.");
        return total;
    }

    private RecordStore Record() => RecordStore.Open(Path.Combine(_folder, "a.duckdb"), create: true, options: new() { LeavesEvents = true });
}
