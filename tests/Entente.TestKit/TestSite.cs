using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Entente.TestKit;

/// <summary>A web site on this machine, for as long as a test takes.</summary>
public sealed class TestSite : IDisposable
{
    private readonly HttpListener _listener = new();

    /// <summary>Opens the site on a free port.</summary>
    public TestSite()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Its address, with a slash at the end.</summary>
    public string Url { get; }

    /// <summary>Its pages by path; any other is not found.</summary>
    public ConcurrentDictionary<string, Page> Pages { get; } = new(StringComparer.Ordinal);

    /// <summary>The requests that came, in order: path, and the headers by which a client asks only for what has changed.</summary>
    public ConcurrentQueue<Request> Asked { get; } = [];

    /// <inheritdoc />
    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            var headers = context.Request.Headers;
            Asked.Enqueue(new Request(context.Request.RawUrl!, headers["If-None-Match"], headers["If-Modified-Since"], headers["User-Agent"]));
            using var response = context.Response;
            if (!Pages.TryGetValue(context.Request.RawUrl!, out var page))
            {
                response.StatusCode = 404;
                continue;
            }
            await Task.Delay(page.Wait).ConfigureAwait(false);
            response.StatusCode = page.Status;
            foreach (var (name, value) in page.Headers)
                response.Headers[name] = value;
            if (page.Headers.GetValueOrDefault("ETag") is { } tag && headers["If-None-Match"] == tag
                || page.Headers.GetValueOrDefault("Last-Modified") is { } changed && headers["If-Modified-Since"] == changed)
                response.StatusCode = 304;
            else if (page.Type.Length > 0)
            {
                response.ContentType = page.Type;
                await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(page.Body)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What is answered.</summary>
    /// <param name="Type">Media type; empty for an answer without a body.</param>
    /// <param name="Body">The body.</param>
    public sealed record Page(string Type, string Body)
    {
        /// <summary>The status: 200.</summary>
        public int Status { get; init; } = 200;

        /// <summary>How long the answer takes: no time.</summary>
        public TimeSpan Wait { get; init; }

        /// <summary>Headers beside the media type.</summary>
        public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

        /// <summary>An answer that leads on to another address.</summary>
        public static Page Redirect(string location) => new("", "") { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = location } };

        /// <summary>A page of HTML.</summary>
        public static Page Html(string body) => new("text/html", body);
    }

    /// <summary>A request.</summary>
    public sealed record Request(string Path, string? IfNoneMatch, string? IfModifiedSince, string? UserAgent);
}
