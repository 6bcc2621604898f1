using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Entente.Reading;

/// <summary>Gets pages and feeds over HTTP into a <see cref="PageArchive"/>, politely: robots.txt is kept to, a host is asked at a slow pace and only for what has changed.</summary>
/// <remarks>Only http and https, and only addresses of the public internet, each redirect checked anew; no cookies, no proxy, no script. Not thread-safe.</remarks>
public sealed class Fetcher : IDisposable
{
    private const int LongestRobots = 512 << 10;
    private const int DeepestList = 2;
    private readonly FetchOptions _options;
    private readonly PageArchive _archive;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly Dictionary<string, RobotRules> _robots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _next = new(StringComparer.Ordinal);

    /// <summary>Makes a fetcher.</summary>
    /// <param name="archive">Where pages are stored; what it holds tells what has changed.</param>
    /// <param name="options">How to fetch.</param>
    /// <param name="time">The clock.</param>
    public Fetcher(PageArchive archive, FetchOptions options, TimeProvider time)
        : this(archive, options, time, options is { AllowPrivate: true } ? _ => true : PublicNetwork.IsPublic)
    {
    }

    /// <summary>Makes a fetcher that connects to no addresses but those told.</summary>
    internal Fetcher(PageArchive archive, FetchOptions options, TimeProvider time, Func<IPAddress, bool> isAllowed)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (_archive, _options, _time) = (archive, options, time);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 64,
            ConnectCallback = (context, token) => PublicNetwork.ConnectAsync(context.DnsEndPoint, isAllowed, token),
        })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    /// <summary>Fetches addresses one after another; where an answer is a feed or a sitemap, the pages that it names too.</summary>
    /// <param name="urls">The addresses.</param>
    /// <param name="cancellationToken">Ends the run; what is stored stays, and the next run goes on from there.</param>
    public async IAsyncEnumerable<FetchResult> FetchAsync(IEnumerable<string> urls, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(urls);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var lists = new Queue<(string Url, int Depth)>();
        using var given = urls.GetEnumerator();
        while (true)
        {
            (string Url, int Depth) next;
            if (lists.Count > 0)
                next = lists.Dequeue();
            else if (given.MoveNext())
                next = (given.Current, 0);
            else
                yield break;
            if (!seen.Add(next.Url))
                continue;
            if (seen.Count > _options.MaxPages)
            {
                yield return new FetchResult(next.Url, FetchOutcome.Failed, $"The run has asked for {_options.MaxPages} addresses, its most.");
                yield break;
            }
            var (result, named) = await OneAsync(next.Url, next.Depth == 0, cancellationToken).ConfigureAwait(false);
            yield return result;
            if (next.Depth < DeepestList)
                foreach (var url in named)
                    lists.Enqueue((url, next.Depth + 1));
        }
    }

    private async Task<(FetchResult Result, IReadOnlyList<string> Named)> OneAsync(string url, bool isGiven, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            return (new FetchResult(url, FetchOutcome.Refused, "It is no web address."), []);
        var stored = _archive.Find(url);
        // An address that the user gives may be a feed, which is asked again each time; one that a feed names is a page.
        if (stored is not null && !isGiven && _time.GetUtcNow() - stored.When < _options.Fresh)
            return (new FetchResult(url, FetchOutcome.Fresh, "It was stored a short time ago."), []);
        try
        {
            return await FollowAsync(url, address, stored, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or ReadException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            var refused = e as RefusedException ?? e.InnerException as RefusedException;
            return (refused is not null
                ? new FetchResult(url, FetchOutcome.Refused, refused.Message)
                : new FetchResult(url, FetchOutcome.Failed, e is OperationCanceledException ? $"It took longer than {_options.Timeout.TotalSeconds:0} seconds." : e.Message), []);
        }
    }

    private async Task<(FetchResult Result, IReadOnlyList<string> Named)> FollowAsync(string url, Uri address, PageArchive.Stored? stored, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= _options.MaxRedirects; hop++)
        {
            Check(address);
            var rules = await RobotsAsync(address, cancellationToken).ConfigureAwait(false);
            if (!rules.Allows(address))
                return (new FetchResult(url, FetchOutcome.Disallowed, $"The robots.txt of {address.Host} does not want {address.AbsolutePath} fetched."), []);
            await WaitAsync(address, rules.Delay, cancellationToken).ConfigureAwait(false);
            using var response = await SendAsync(address, stored, cancellationToken).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            if (status is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                address = new Uri(address, location);
                continue;
            }
            if (status == 304)
                return (new FetchResult(url, FetchOutcome.Unchanged, "It has not changed."), []);
            if (status is 429 or 503 && Patience(response.Headers.RetryAfter) is { } patience)
                _next[address.Authority] = _time.GetUtcNow() + patience;
            if (status != 200)
                return (new FetchResult(url, FetchOutcome.Failed, $"The host answered {status}."), []);
            var body = await BodyAsync(response, _options.MaxBytes, cancellationToken).ConfigureAwait(false);
            var named = Named(address, response, body);
            if (stored?.Digest == PageArchive.Digest(body))
                return (new FetchResult(url, FetchOutcome.Unchanged, "It has not changed."), named);
            _archive.Add(url, address.AbsoluteUri, Head(response), body, _time.GetUtcNow());
            return (new FetchResult(url, FetchOutcome.Stored, $"{body.Length} bytes."), named);
        }
        return (new FetchResult(url, FetchOutcome.Failed, $"It leads on more than {_options.MaxRedirects} times."), []);
    }

    private static void Check(Uri address)
    {
        if (address.Scheme is not ("http" or "https"))
            throw new RefusedException($"Only http and https are fetched, not {address.Scheme}.");
        if (address.UserInfo.Length > 0)
            throw new RefusedException("An address with a name or a password in it is not fetched.");
    }

    private async Task<RobotRules> RobotsAsync(Uri site, CancellationToken cancellationToken)
    {
        var origin = site.GetLeftPart(UriPartial.Authority);
        if (_robots.TryGetValue(origin, out var known))
            return known;
        var rules = RobotRules.Nothing;
        var address = new Uri(origin + "/robots.txt");
        for (var hop = 0; hop <= _options.MaxRedirects; hop++)
        {
            Check(address);
            using var response = await SendAsync(address, null, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location)
            {
                address = new Uri(address, location);
                continue;
            }
            rules = (int)response.StatusCode switch
            {
                200 => RobotRules.Parse(Encoding.UTF8.GetString(await BodyAsync(response, LongestRobots, cancellationToken).ConfigureAwait(false)), _options.UserAgent.Split('/')[0]),
                >= 400 and < 500 => RobotRules.All,
                _ => RobotRules.Nothing,
            };
            break;
        }
        return _robots[origin] = rules;
    }

    /// <summary>Waits until the host may be asked again.</summary>
    private async Task WaitAsync(Uri address, TimeSpan asked, CancellationToken cancellationToken)
    {
        var delay = asked > _options.LongestDelay ? _options.LongestDelay : asked > _options.Delay ? asked : _options.Delay;
        if (_next.TryGetValue(address.Authority, out var next) && next - _time.GetUtcNow() is { Ticks: > 0 } wait)
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
        _next[address.Authority] = _time.GetUtcNow() + delay;
    }

    private TimeSpan? Patience(RetryConditionHeaderValue? value)
    {
        var wait = value?.Delta ?? (value?.Date is { } date ? date - _time.GetUtcNow() : null);
        return wait is null || wait < TimeSpan.Zero ? null : wait < _options.LongestDelay ? wait : _options.LongestDelay;
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, PageArchive.Stored? stored, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.ParseAdd(_options.UserAgent);
        request.Headers.Accept.ParseAdd("text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        if (stored?.Tag is { } tag)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (stored?.Modified is { } modified)
            request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Timeout);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
    }

    private async Task<byte[]> BodyAsync(HttpResponseMessage response, int most, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Timeout);
        using var stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
        using var body = new MemoryStream();
        var chunk = new byte[64 << 10];
        for (int read; (read = await stream.ReadAsync(chunk, limit.Token).ConfigureAwait(false)) > 0;)
        {
            if (body.Length + read > most)
                throw new IOException($"The answer is longer than {most} bytes.");
            body.Write(chunk, 0, read);
        }
        return body.ToArray();
    }

    private static string Head(HttpResponseMessage response)
    {
        var head = new StringBuilder($"HTTP/1.1 {(int)response.StatusCode} {response.ReasonPhrase}");
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            if (!name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) && !name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
                foreach (var value in values)
                    head.Append("\r\n").Append(name).Append(": ").Append(value.ReplaceLineEndings(" "));
        return head.ToString();
    }

    /// <summary>The pages that a feed or a sitemap names; none for any other answer.</summary>
    private static List<string> Named(Uri address, HttpResponseMessage response, byte[] body)
    {
        var media = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "";
        var kind = media.Contains("xml", StringComparison.Ordinal) && !media.Contains("xhtml", StringComparison.Ordinal) ? InputKind.Xml : media.EndsWith("feed+json", StringComparison.Ordinal) ? InputKind.Json : InputKind.Unsupported;
        if (kind == InputKind.Unsupported)
            return [];
        var options = ReadingOptions.Default;
        Feed feed;
        try
        {
            if (response.Content.Headers.ContentEncoding.Contains("gzip"))
                body = Bytes.All(new Unpacking(new MemoryStream(body), new Budget(options)), options);
            var text = Decoding.Decode(body, kind, response.Content.Headers.ContentType?.CharSet).Text;
            feed = kind == InputKind.Xml ? Feeds.ReadXml(text, options) : Feeds.ReadJson(text);
        }
        catch (ReadException)
        {
            // Broken or none: it is stored like any page, and reading it tells what is wrong.
            return [];
        }
        return [.. feed.Entries.Select(e => e.Known.Url).OfType<string>().Select(u => Uri.TryCreate(address, u, out var whole) ? whole.AbsoluteUri : u).Distinct(StringComparer.Ordinal)];
    }
}
