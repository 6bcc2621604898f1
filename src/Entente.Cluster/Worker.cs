using System.Diagnostics;
using System.Diagnostics.Metrics;
using Entente.Articles;
using Entente.Record;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NodaTime;

namespace Entente.Cluster;

/// <summary>What a worker tells of each batch.</summary>
/// <param name="Result">What the record did with it.</param>
/// <param name="Parked">Articles that were given up.</param>
/// <param name="Retried">Articles that will be tried again.</param>
public readonly record struct BatchReport(AddResult Result, int Parked, int Retried);

/// <summary>
/// Takes articles from the queue, codes them on every core, puts them into the record, and says so to the queue only then. Killed at any point it loses nothing: the
/// queue gives the articles to another, and the record knows what it holds.
/// </summary>
public sealed class Worker
{
    /// <summary>Name of the metrics and traces.</summary>
    public const string Telemetry = "Entente.Cluster";

    /// <summary>So many times the tries of an article whose worker was gone each time: it may be the article that ends them.</summary>
    private const int LivesForATry = 4;

    private static readonly ActivitySource Traces = new(Telemetry);
    private static readonly Meter Meter = new(Telemetry);
    private static readonly Counter<long> Coded = Meter.CreateCounter<long>("entente.articles.stored", description: "Articles put into the record");
    private static readonly Counter<long> ParkedCount = Meter.CreateCounter<long>("entente.articles.parked", description: "Articles given up");
    private static readonly Counter<long> RetriedCount = Meter.CreateCounter<long>("entente.articles.retried", description: "Articles that will be tried again");
    private static readonly Histogram<double> CodingTime = Meter.CreateHistogram<double>("entente.batch.coding", "s", "Time to code a batch");
    private static readonly Histogram<double> StoreTime = Meter.CreateHistogram<double>("entente.batch.store", "s", "Time to put a batch into the record, waiting for others among it");

    private readonly ArticleQueue _queue;
    private readonly Func<Article, CancellationToken, IReadOnlyList<Claim>> _code;
    private readonly RecordStore _record;
    private readonly IClock _clock;
    private readonly int _batch;
    private readonly string _name = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>Makes one.</summary>
    /// <param name="queue">Where articles come from.</param>
    /// <param name="record">Where they go.</param>
    /// <param name="code">Makes claims of an article; called on several threads.</param>
    /// <param name="clock">Tells when claims are coded.</param>
    /// <param name="batch">Articles taken at one time: they must be coded well within <see cref="QueueOptions.AckWait"/>.</param>
    public Worker(ArticleQueue queue, RecordStore record, Func<Article, CancellationToken, IReadOnlyList<Claim>> code, IClock clock, int batch = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        (_queue, _record, _code, _clock, _batch) = (queue, record, code, clock, batch);
    }

    /// <summary>Whether the worker heard from the queue and the record of late.</summary>
    public bool IsHealthy { get; private set; } = true;

    /// <summary>Works until it is told to stop, and then finishes what it has begun.</summary>
    /// <param name="report">Called after each batch.</param>
    /// <param name="untilEmpty">Whether to stop when nothing waits.</param>
    /// <param name="cancellationToken">Tells it to stop.</param>
    /// <exception cref="RecordException">The record refuses: a right is missing, or it was made by a later version.</exception>
    public async Task RunAsync(Action<BatchReport> report, bool untilEmpty = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        var batches = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            List<INatsJSMsg<byte[]>> taken;
            try
            {
                taken = await TakeAsync(cancellationToken).ConfigureAwait(false);
                IsHealthy = true;
            }
            catch (Exception e) when (e is NatsException or IOException or OperationCanceledException)
            {
                if (cancellationToken.IsCancellationRequested)
                    return;
                IsHealthy = false;
                await Task.Delay(500, CancellationToken.None).ConfigureAwait(false);
                continue;
            }
            if (taken.Count == 0)
            {
                if (untilEmpty && await IsEmptyAsync(cancellationToken).ConfigureAwait(false))
                    return;
                continue;
            }
            // Which of several articles ended a worker is found by taking those that come again one by one.
            foreach (var group in taken.Where(m => m.Metadata is { NumDelivered: <= 1 }).Chunk(_batch).Concat(taken.Where(m => m.Metadata is not { NumDelivered: <= 1 }).Chunk(1)))
                report(await WorkAsync(group, cancellationToken).ConfigureAwait(false));
            if (++batches % 100 == 0)
                await TryAsync(() => new(_queue.PurgeDoneAsync(CancellationToken.None))).ConfigureAwait(false);
        }
    }

    /// <summary>What waits, at once; else the first that comes within some seconds.</summary>
    private async Task<List<INatsJSMsg<byte[]>>> TakeAsync(CancellationToken cancellationToken)
    {
        var consumer = await _queue.JetStream.GetConsumerAsync(_queue.Stream, ArticleQueue.ConsumerName, cancellationToken).ConfigureAwait(false);
        var taken = new List<INatsJSMsg<byte[]>>();
        await foreach (var message in consumer.FetchNoWaitAsync<byte[]>(new() { MaxMsgs = _batch, Expires = TimeSpan.FromSeconds(10) }, cancellationToken: cancellationToken).ConfigureAwait(false))
            taken.Add(message);
        if (taken.Count == 0)
            // Longer waits, or heartbeats further apart, let a worker sleep through the loss of a server.
            await foreach (var message in consumer.FetchAsync<byte[]>(new() { MaxMsgs = 1, Expires = TimeSpan.FromSeconds(3), IdleHeartbeat = TimeSpan.FromSeconds(1) }, cancellationToken: cancellationToken).ConfigureAwait(false))
                taken.Add(message);
        return taken;
    }

    private async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _queue.WaitingAsync(cancellationToken).ConfigureAwait(false) == 0;
        }
        catch (Exception e) when (e is NatsException or IOException)
        {
            return false;
        }
    }

    private async Task<BatchReport> WorkAsync(INatsJSMsg<byte[]>[] messages, CancellationToken cancellationToken)
    {
        using var activity = Traces.StartActivity("batch");
        activity?.SetTag("articles", messages.Length);
        using var alive = KeepAlive(messages);
        var start = Stopwatch.GetTimestamp();
        var outcomes = messages.AsParallel().AsOrdered().Select(Code).ToList();
        CodingTime.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);

        start = Stopwatch.GetTimestamp();
        var result = new AddResult();
        // An article that came twice is one; those first seen at one time go in together.
        foreach (var group in outcomes.Where(o => o.Problem is null).GroupBy(o => o.FirstSeen))
            result += await StoreAsync([.. group], group.Key, cancellationToken).ConfigureAwait(false);
        StoreTime.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        var (parked, retried) = (0, 0);
        foreach (var outcome in outcomes)
            if (outcome.Problem is not { } reason)
            {
                // An ack that is lost costs a second coding, no more.
                await TryAsync(() => outcome.Message.AckAsync(cancellationToken: CancellationToken.None)).ConfigureAwait(false);
            }
            else if (outcome.IsHopeless || (int)(outcome.Message.Metadata?.NumDelivered ?? 1) >= _queue.Options.Tries)
            {
                await TryAsync(() => new(_queue.ParkAsync(outcome.Message, outcome.Id, outcome.Article?.Path, reason, _name, cancellationToken))).ConfigureAwait(false);
                parked++;
            }
            else
            {
                await TryAsync(() => outcome.Message.NakAsync(delay: TimeSpan.FromSeconds(1), cancellationToken: CancellationToken.None)).ConfigureAwait(false);
                retried++;
            }
        Coded.Add(outcomes.Count(o => o.Problem is null));
        ParkedCount.Add(parked);
        RetriedCount.Add(retried);
        return new(result, parked, retried);
    }

    private Outcome Code(INatsJSMsg<byte[]> message)
    {
        ArticleMessage unpacked;
        Article article;
        try
        {
            unpacked = ArticleMessage.Unpack(message.Data);
            article = unpacked.ToArticle();
        }
        catch (InvalidDataException e)
        {
            return new(message, $"message-{message.Metadata?.Sequence.Stream}") { Problem = e.Message, IsHopeless = true };
        }
        var outcome = new Outcome(message, unpacked.Id) { Article = article, FirstSeen = unpacked.FirstSeen };
        if ((int)(message.Metadata?.NumDelivered ?? 1) > _queue.Options.Tries * LivesForATry)
            return outcome with { Problem = "Workers that took it never finished.", IsHopeless = true };
        try
        {
            return outcome with { Claims = _code(article, CancellationToken.None) };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return outcome with { Problem = $"{e.GetType().Name}: {e.Message}" };
        }
    }

    /// <summary>Puts articles into the record, waiting for it as long as it is away.</summary>
    private async Task<AddResult> StoreAsync(IReadOnlyList<Outcome> outcomes, Instant firstSeen, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
            try
            {
                var result = _record.Add(outcomes.Select(o => (o.Article!, o.Claims)), firstSeen, _clock.GetCurrentInstant(), CancellationToken.None);
                IsHealthy = true;
                return result;
            }
            catch (RecordException e) when (e.Code is "record_unreachable" or "record_locked" or "record_disk_full" || e.Code == "record_failed" && attempt < 5)
            {
                IsHealthy = false;
                // Told to stop while the record is away: what was not stored goes to another.
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5000, 100 << Math.Min(attempt, 6))), CancellationToken.None).ConfigureAwait(false);
            }
    }

    /// <summary>Says from time to time that the worker lives: slow articles, or a record that is away, are no reason to give them to another.</summary>
    private Timer KeepAlive(INatsJSMsg<byte[]>[] messages)
    {
        var every = _queue.Options.AckWait / 3;
        return new(_ =>
        {
            foreach (var message in messages)
                _ = TryAsync(() => message.AckProgressAsync());
        }, null, every, every);
    }

    private static async Task TryAsync(Func<ValueTask> act)
    {
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (Exception e) when (e is NatsException or IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private sealed record Outcome(INatsJSMsg<byte[]> Message, string Id)
    {
        public Article? Article { get; init; }

        public Instant FirstSeen { get; init; }

        public IReadOnlyList<Claim> Claims { get; init; } = [];

        public string? Problem { get; init; }

        /// <summary>Whether another try cannot help.</summary>
        public bool IsHopeless { get; init; }
    }
}
