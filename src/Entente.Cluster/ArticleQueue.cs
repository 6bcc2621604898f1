using System.Diagnostics;
using System.Runtime.CompilerServices;
using Entente.Articles;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Net;
using NodaTime;

namespace Entente.Cluster;

/// <summary>What became of an article that was submitted.</summary>
public enum Submitted
{
    /// <summary>The queue holds it, on disk.</summary>
    Queued,

    /// <summary>The queue was given it a short while ago.</summary>
    There,

    /// <summary>It is larger than a message may be.</summary>
    TooLarge,
}

/// <summary>An article that workers gave up.</summary>
/// <param name="Article">Its id.</param>
/// <param name="Path">Where it came from.</param>
/// <param name="Reason">Why.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Worker">Who gave it up.</param>
public sealed record FailedArticle(string Article, string? Path, string Reason, int Tries, string Worker);

/// <summary>
/// Articles on their way to workers, in a stream of NATS JetStream. They stay in it until all before them are done (retention by limits: under retention by work
/// an unlucky kill of a server leaves messages that nobody gets), and are published under the hash of their content, so that who is not sure publishes again.
/// </summary>
public sealed class ArticleQueue : IAsyncDisposable
{
    internal const string ConsumerName = "coders";

    /// <summary>Articles that one worker's connection has under way to the server at one time.</summary>
    private const int InFlight = 128;
    private const int StoreIsFull = 10077;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly NatsConnection _connection;

    private ArticleQueue(NatsConnection connection, QueueOptions options)
    {
        _connection = connection;
        Options = options;
        JetStream = connection.CreateJetStreamContext();
    }

    internal QueueOptions Options { get; }

    internal INatsJSContext JetStream { get; }

    internal string Stream => Options.Name;

    internal string FailedStream => Options.Name + "-failed";

    internal string Subject => Options.Name + ".articles";

    internal string FailedSubject => Options.Name + "-failed.articles";

    /// <summary>Connects, and makes the queue when it is not there.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="QueueException">No server answers, or it refuses.</exception>
    public static async Task<ArticleQueue> OpenAsync(QueueOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var start = Stopwatch.GetTimestamp();
        while (true)
            try
            {
                return await TryOpenAsync(options, cancellationToken).ConfigureAwait(false);
            }
            catch (QueueException e) when (e.Code == "queue_unreachable" && Stopwatch.GetElapsedTime(start) < options.Patience)
            {
                await Task.Delay(500, cancellationToken).ConfigureAwait(false);
            }
    }

    private static async Task<ArticleQueue> TryOpenAsync(QueueOptions options, CancellationToken cancellationToken)
    {
        var connection = new NatsConnection(Settings(options));
        try
        {
            await connection.ConnectAsync().ConfigureAwait(false);
            var queue = new ArticleQueue(connection, options);
            await queue.MakeAsync(cancellationToken).ConfigureAwait(false);
            return queue;
        }
        catch (NatsJSApiException e) when (e.Error.Code != 503)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw new QueueException("queue_refused", $"{options.Address} refuses the queue '{options.Name}': {e.Error.Description}", e);
        }
        catch (Exception e) when (e is NatsException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested || e is System.Security.Cryptography.CryptographicException)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw new QueueException("queue_unreachable", $"{options.Address} does not answer: {e.Message}", e);
        }
    }

    /// <summary>Puts articles into the queue and waits until the server has each on disk, trying again as long as it takes. When the queue is full it waits for workers.</summary>
    /// <param name="articles">The articles.</param>
    /// <param name="now">The time that counts as first seen.</param>
    /// <param name="done">Called once for each, in any order, one at a time.</param>
    /// <param name="cancellationToken">Ends the work; what was reported is in the queue.</param>
    public async Task SubmitAsync(IEnumerable<Article> articles, Instant now, Action<Article, Submitted> done, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(articles);
        ArgumentNullException.ThrowIfNull(done);
        var most = _connection.ServerInfo?.MaxPayload ?? 1 << 20;
        using var free = new SemaphoreSlim(InFlight);
        var tell = new Lock();
        var running = new List<Task>();
        foreach (var article in articles)
        {
            await free.WaitAsync(cancellationToken).ConfigureAwait(false);
            running.RemoveAll(t => t.IsCompletedSuccessfully);
            running.Add(One(article));
        }
        await Task.WhenAll(running).ConfigureAwait(false);

        async Task One(Article article)
        {
            try
            {
                var message = ArticleMessage.Of(article, now);
                var bytes = message.Pack();
                // Headers count too.
                var became = bytes.Length > most - 1024 ? Submitted.TooLarge : await PublishAsync(message.Id, bytes, cancellationToken).ConfigureAwait(false);
                lock (tell)
                    done(article, became);
            }
            finally
            {
                free.Release();
            }
        }
    }

    /// <summary>The articles that were given up, from the first to the last.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<FailedArticle> FailedAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stream = await JetStream.GetStreamAsync(FailedStream, cancellationToken: cancellationToken).ConfigureAwait(false);
        var left = (long)stream.Info.State.Messages;
        if (left == 0)
            yield break;
        var consumer = await JetStream.CreateOrderedConsumerAsync(FailedStream, cancellationToken: cancellationToken).ConfigureAwait(false);
        await foreach (var message in consumer.ConsumeAsync<byte[]>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return new(Header(message, "Entente-Article"), Header(message, "Entente-Path") is { Length: > 0 } path ? path : null, Header(message, "Entente-Reason"),
                int.TryParse(Header(message, "Entente-Tries"), out var tries) ? tries : 0, Header(message, "Entente-Worker"));
            if (--left <= 0)
                yield break;
        }
    }

    /// <summary>How many articles wait for a worker or are with one.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<long> WaitingAsync(CancellationToken cancellationToken = default)
    {
        var consumer = await JetStream.GetConsumerAsync(Stream, ConsumerName, cancellationToken).ConfigureAwait(false);
        return (long)consumer.Info.NumPending + consumer.Info.NumAckPending;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    internal async Task ParkAsync(INatsJSMsg<byte[]> message, string article, string? path, string reason, string worker, CancellationToken cancellationToken)
    {
        var headers = new NatsHeaders
        {
            ["Entente-Article"] = article,
            ["Entente-Path"] = OneLine(path ?? ""),
            ["Entente-Reason"] = OneLine(reason),
            ["Entente-Tries"] = (message.Metadata?.NumDelivered ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Entente-Worker"] = OneLine(worker),
        };
        await RepeatAsync(async () =>
        {
            var ack = await JetStream.PublishAsync(FailedSubject, message.Data, opts: new() { MsgId = $"{article}-{message.Metadata?.Sequence.Stream}" }, headers: headers, cancellationToken: cancellationToken).ConfigureAwait(false);
            return ack.Error is null;
        }, cancellationToken).ConfigureAwait(false);
        await message.AckTerminateAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes away what all workers are done with: retention by limits keeps it otherwise.</summary>
    internal async Task PurgeDoneAsync(CancellationToken cancellationToken)
    {
        var consumer = await JetStream.GetConsumerAsync(Stream, ConsumerName, cancellationToken).ConfigureAwait(false);
        if (consumer.Info.AckFloor.StreamSeq is > 0 and var floor)
            await JetStream.PurgeStreamAsync(Stream, new() { Seq = floor + 1 }, cancellationToken).ConfigureAwait(false);
    }

    private static string Header(INatsJSMsg<byte[]> message, string name) => message.Headers is { } headers && headers.TryGetValue(name, out var value) ? value.ToString() : "";

    private static string OneLine(string words)
    {
        var line = new string([.. words.Take(500).Select(c => c is < ' ' or > '~' ? '?' : c)]);
        return line.Trim();
    }

    private async Task<Submitted> PublishAsync(string id, byte[] bytes, CancellationToken cancellationToken)
    {
        var became = Submitted.Queued;
        await RepeatAsync(async () =>
        {
            var ack = await JetStream.PublishAsync(Subject, bytes, opts: new() { MsgId = id }, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (ack.Error is { ErrCode: StoreIsFull })
            {
                await PurgeDoneAsync(cancellationToken).ConfigureAwait(false);
                return false;
            }
            became = ack.Duplicate ? Submitted.There : Submitted.Queued;
            return ack.Error is null;
        }, cancellationToken).ConfigureAwait(false);
        return became;
    }

    /// <summary>Does something until it succeeds; a server that was killed or elects another comes back.</summary>
    internal static async Task RepeatAsync(Func<Task<bool>> attempt, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            try
            {
                if (await attempt().ConfigureAwait(false))
                    return;
            }
            catch (Exception e) when (e is NatsException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
            }
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        await StreamAsync(new(Stream, [Subject]) { MaxBytes = Options.MostBytes, DuplicateWindow = TimeSpan.FromMinutes(10), Description = "Articles to be coded" }).ConfigureAwait(false);
        // A server sets this room aside at once: what is given up is little beside the rest.
        await StreamAsync(new(FailedStream, [FailedSubject]) { MaxBytes = Math.Max(1 << 20, Options.MostBytes / 8), DuplicateWindow = TimeSpan.FromMinutes(10), Description = "Articles that were given up" }).ConfigureAwait(false);
        // One that is there keeps its settings: they are the operator's.
        try
        {
            await JetStream.GetConsumerAsync(Stream, ConsumerName, cancellationToken).ConfigureAwait(false);
        }
        catch (NatsJSApiException e) when (e.Error.Code == 404)
        {
            await JetStream.CreateOrUpdateConsumerAsync(Stream, new ConsumerConfig(ConsumerName)
            {
                DurableName = ConsumerName,
                AckPolicy = ConsumerConfigAckPolicy.Explicit,
                AckWait = Options.AckWait,
                MaxDeliver = -1,
                MaxAckPending = 20_000,
                NumReplicas = 0,
            }, cancellationToken).ConfigureAwait(false);
        }

        async Task StreamAsync(StreamConfig config)
        {
            config.Retention = StreamConfigRetention.Limits;
            config.Storage = StreamConfigStorage.File;
            config.Discard = StreamConfigDiscard.New;
            config.NumReplicas = Options.Replicas;
            try
            {
                await JetStream.GetStreamAsync(config.Name!, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (NatsJSApiException e) when (e.Error.Code == 404)
            {
                await JetStream.CreateStreamAsync(config, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static NatsOpts Settings(QueueOptions options)
    {
        foreach (var address in options.Address.Split(','))
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("nats" or "tls" or "ws" or "wss"))
                throw new QueueException("queue_address", $"'{address}' is no address of a NATS server; write one as nats://host:4222.");
            else if (uri.UserInfo.Length > 0)
                throw new QueueException("queue_address", "An address may not hold a name or password, which others could see: put them into NATS_USER and NATS_PASSWORD, NATS_TOKEN or a file that NATS_CREDS names.");
        if (options.Name.Length is 0 or > 64 || options.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            throw new QueueException("queue_address", $"'{options.Name}' is no name of a queue: letters, digits, - and _.");
        foreach (var file in new[] { options.CredentialsFile, options.CertificateAuthorityFile, options.Certificate?.Certificate, options.Certificate?.Key })
            if (file is not null && !File.Exists(file))
                throw new QueueException("queue_address", $"There is no file {file}.");
        return NatsOpts.Default with
        {
            Url = options.Address,
            Name = "entente",
            MaxReconnectRetry = -1,
            ReconnectWaitMin = TimeSpan.FromMilliseconds(200),
            ReconnectWaitMax = TimeSpan.FromSeconds(2),
            RequestTimeout = TimeSpan.FromSeconds(5),
            AuthOpts = NatsAuthOpts.Default with { CredsFile = options.CredentialsFile, Username = options.Login?.User, Password = options.Login?.Password, Token = options.Token },
            TlsOpts = NatsTlsOpts.Default with
            {
                CaFile = options.CertificateAuthorityFile,
                CertFile = options.Certificate?.Certificate,
                KeyFile = options.Certificate?.Key,
                Mode = options.CertificateAuthorityFile is not null || options.Certificate is not null || options.Address.StartsWith("tls:", StringComparison.Ordinal) ? TlsMode.Require : TlsMode.Auto,
            },
        };
    }
}
