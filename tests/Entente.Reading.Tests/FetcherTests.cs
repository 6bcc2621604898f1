using System.Net;
using System.Text;

namespace Entente.Reading.Tests;

public sealed class FetcherTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Server _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Feed_and_the_pages_that_it_names_are_stored_and_read()
    {
        _server.Pages["/feed.xml"] = new("application/rss+xml", $"<rss><channel><title>G</title><item><title>Pact</title><link>{_server.Url}a</link></item><item><title>Two</title><link>{_server.Url}b</link></item></channel></rss>");
        _server.Pages["/a"] = new("text/html", "<p>Norland left the pact on Monday.</p>");
        _server.Pages["/b"] = new("text/html", "<p>Sudland stayed in the pact on Monday.</p>");
        var results = await FetchAsync("pages.warc.gz", ["feed.xml"]);
        Assert.All(results, r => Assert.Equal(FetchOutcome.Stored, r.Outcome));
        Assert.Equal(3, results.Count);
        Assert.Contains("Norland left the pact on Monday.", TestFolder.Read(Path.Combine(_folder.Path, "pages.warc.gz")).Select(r => r.Article?.Text));
    }

    [Theory]
    [InlineData("pages.warc")]
    [InlineData("pages.warc.gz")]
    public async Task Second_run_asks_only_for_what_has_changed_and_keeps_versions_apart(string file)
    {
        _server.Pages["/a"] = new("text/html", "<p>First words of the page.</p>") { Tag = "\"1\"" };
        await FetchAsync(file, ["a"]);
        Assert.Equal(FetchOutcome.Unchanged, Assert.Single(await FetchAsync(file, ["a"])).Outcome);
        Assert.Contains("If-None-Match: \"1\"", _server.Asked[^1], StringComparison.Ordinal);
        _server.Pages["/a"] = new("text/html", "<p>Second words of the page.</p>") { Tag = "\"2\"" };
        Assert.Equal(FetchOutcome.Stored, Assert.Single(await FetchAsync(file, ["a"])).Outcome);
        Assert.Equal(["First words of the page.", "Second words of the page."], TestFolder.Read(Path.Combine(_folder.Path, file)).Select(r => r.Article!.Text));
    }

    [Fact]
    public async Task File_that_was_cut_short_by_a_kill_goes_on_after_its_last_whole_record()
    {
        _server.Pages["/a"] = new("text/html", "<p>First words of the page.</p>");
        _server.Pages["/b"] = new("text/html", "<p>Other words of the page.</p>");
        await FetchAsync("pages.warc.gz", ["a", "b"]);
        var path = Path.Combine(_folder.Path, "pages.warc.gz");
        using (var file = File.OpenWrite(path))
            file.SetLength(file.Length - 20);
        Assert.Equal([FetchOutcome.Unchanged, FetchOutcome.Stored], (await FetchAsync("pages.warc.gz", ["a", "b"])).Select(r => r.Outcome));
        Assert.Equal(["First words of the page.", "Other words of the page."], TestFolder.Read(path).Select(r => r.Article!.Text));
    }

    [Fact]
    public void File_that_is_no_warc_is_left_as_it_is()
    {
        var path = _folder.Write("letter.warc", "Dear reader");
        Assert.Throws<IOException>(() => PageArchive.Open(path));
        Assert.Equal("Dear reader", File.ReadAllText(path));
    }

    [Fact]
    public async Task Robots_are_kept_to()
    {
        _server.Pages["/robots.txt"] = new("text/plain", "User-agent: *\nDisallow: /\n\nUser-agent: entente\nDisallow: /private\nAllow: /private/open\n");
        _server.Pages["/a"] = new("text/html", "<p>Words.</p>");
        _server.Pages["/private/open"] = new("text/html", "<p>Words here.</p>");
        Assert.Equal([FetchOutcome.Stored, FetchOutcome.Disallowed, FetchOutcome.Stored], (await FetchAsync("p.warc", ["a", "private/x", "private/open"])).Select(r => r.Outcome));
        Assert.DoesNotContain(_server.Asked, a => a.StartsWith("/private/x", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redirects_are_followed_hop_by_hop_and_end()
    {
        _server.Pages["/a"] = new("text/html", "<p>Words.</p>");
        _server.Pages["/to-a"] = new("", "") { Location = "/a" };
        _server.Pages["/loop"] = new("", "") { Location = "/loop" };
        _server.Pages["/file"] = new("", "") { Location = "file:///etc/hostname" };
        Assert.Equal([FetchOutcome.Stored, FetchOutcome.Failed, FetchOutcome.Refused], (await FetchAsync("p.warc", ["to-a", "loop", "file"])).Select(r => r.Outcome));
    }

    [Fact]
    public async Task Private_addresses_are_refused_however_they_are_written()
    {
        using var archive = PageArchive.Open(Path.Combine(_folder.Path, "p.warc"));
        using var fetcher = new Fetcher(archive, FetchOptions.Default with { Delay = TimeSpan.Zero }, TimeProvider.System);
        var port = new Uri(_server.Url).Port;
        var results = new List<FetchResult>();
        await foreach (var result in fetcher.FetchAsync([_server.Url, $"http://2130706433:{port}/", $"http://0x7f.1:{port}/", $"http://[::ffff:127.0.0.1]:{port}/", "http://169.254.169.254/latest", "http://10.0.0.1/", "http://[::1]/", "http://user:word@example.org/", "ftp://example.org/", "file:///etc/passwd", "nonsense"]))
            results.Add(result);
        Assert.All(results, r => Assert.True(r.Outcome == FetchOutcome.Refused, $"{r.Url}: {r.Outcome} {r.Reason}"));
        Assert.Empty(_server.Asked);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("100.64.1.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    public void Public_network_is_told_from_the_rest(string address, bool isPublic) => Assert.Equal(isPublic, PublicNetwork.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task Answer_over_the_cap_is_not_stored()
    {
        _server.Pages["/a"] = new("text/html", new string('a', 5000));
        Assert.Equal(FetchOutcome.Failed, Assert.Single(await FetchAsync("p.warc", ["a"], o => o with { MaxBytes = 1000 })).Outcome);
    }

    [Fact]
    public async Task Host_is_asked_at_the_pace_that_was_set()
    {
        _server.Pages["/a"] = new("text/html", "<p>Words.</p>");
        _server.Pages["/b"] = new("text/html", "<p>Words too.</p>");
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        await FetchAsync("p.warc", ["a", "b"], o => o with { Delay = TimeSpan.FromMilliseconds(300) });
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(290));
    }

    [Theory]
    [InlineData("Disallow: /a", "/ab", false)]
    [InlineData("Disallow: /a$", "/ab", true)]
    [InlineData("Disallow: /*.php", "/x/y.php?z", false)]
    [InlineData("Disallow: /a\nAllow: /a/b", "/a/b/c", true)]
    [InlineData("Disallow:", "/a", true)]
    [InlineData("Disallow: /a/*/c$", "/a/b/c", false)]
    public void Rules_of_robots_match_as_the_standard_says(string rules, string path, bool isAllowed) =>
        Assert.Equal(isAllowed, RobotRules.Parse("User-agent: *\n" + rules, "entente").Allows(new Uri("http://example.org" + path)));

    private async Task<List<FetchResult>> FetchAsync(string file, IEnumerable<string> paths, Func<FetchOptions, FetchOptions>? change = null)
    {
        var options = FetchOptions.Default with { Delay = TimeSpan.Zero, AllowPrivate = true };
        using var archive = PageArchive.Open(Path.Combine(_folder.Path, file));
        using var fetcher = new Fetcher(archive, change?.Invoke(options) ?? options, TimeProvider.System);
        var results = new List<FetchResult>();
        await foreach (var result in fetcher.FetchAsync(paths.Select(p => _server.Url + p)))
            results.Add(result);
        return results;
    }

    private sealed record Page(string Type, string Body)
    {
        public string? Tag { get; init; }

        public string? Location { get; init; }
    }

    /// <summary>A web server of this machine.</summary>
    private sealed class Server : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Server()
        {
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            }
            _listener.Prefixes.Add(Url);
            _listener.Start();
            _ = ServeAsync();
        }

        public string Url { get; }

        public Dictionary<string, Page> Pages { get; } = [];

        public List<string> Asked { get; } = [];

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
                var path = context.Request.RawUrl!;
                Asked.Add($"{path} If-None-Match: {context.Request.Headers["If-None-Match"]}");
                using var response = context.Response;
                if (!Pages.TryGetValue(path, out var page))
                    response.StatusCode = 404;
                else if (page.Location is { } location)
                {
                    response.StatusCode = 302;
                    response.Headers["Location"] = location;
                }
                else if (page.Tag is { } tag && context.Request.Headers["If-None-Match"] == tag)
                    response.StatusCode = 304;
                else
                {
                    response.ContentType = page.Type;
                    if (page.Tag is not null)
                        response.Headers["ETag"] = page.Tag;
                    await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(page.Body));
                }
            }
        }
    }
}
