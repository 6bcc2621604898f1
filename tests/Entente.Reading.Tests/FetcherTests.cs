using System.Net;
using Entente.TestKit;

namespace Entente.Reading.Tests;

public sealed class FetcherTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestSite _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Feed_and_the_pages_that_it_names_are_stored_and_read()
    {
        _server.Pages["/feed.xml"] = new TestSite.Page("application/rss+xml", $"<rss><channel><title>G</title><item><title>Pact</title><link>{_server.Url}a</link></item><item><title>Two</title><link>{_server.Url}b</link></item></channel></rss>");
        _server.Pages["/a"] = new TestSite.Page("text/html", "<p>Norland left the pact on Monday.</p>");
        _server.Pages["/b"] = new TestSite.Page("text/html", "<p>Sudland stayed in the pact on Monday.</p>");
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
        _server.Pages["/a"] = Tagged("<p>First words of the page.</p>", "ETag", "\"1\"");
        await FetchAsync(file, ["a"]);
        Assert.Equal(FetchOutcome.Unchanged, Assert.Single(await FetchAsync(file, ["a"])).Outcome);
        Assert.Equal("\"1\"", _server.Asked.Last().IfNoneMatch);
        _server.Pages["/a"] = Tagged("<p>Second words of the page.</p>", "ETag", "\"2\"");
        Assert.Equal(FetchOutcome.Stored, Assert.Single(await FetchAsync(file, ["a"])).Outcome);
        Assert.Equal(["First words of the page.", "Second words of the page."], TestFolder.Read(Path.Combine(_folder.Path, file)).Select(r => r.Article!.Text));
    }

    [Fact]
    public async Task File_that_was_cut_short_by_a_kill_goes_on_after_its_last_whole_record()
    {
        _server.Pages["/a"] = new TestSite.Page("text/html", "<p>First words of the page.</p>");
        _server.Pages["/b"] = new TestSite.Page("text/html", "<p>Other words of the page.</p>");
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
        _server.Pages["/robots.txt"] = new TestSite.Page("text/plain", "User-agent: *\nDisallow: /\n\nUser-agent: entente\nDisallow: /private\nAllow: /private/open\n");
        _server.Pages["/a"] = new TestSite.Page("text/html", "<p>Words.</p>");
        _server.Pages["/private/open"] = new TestSite.Page("text/html", "<p>Words here.</p>");
        Assert.Equal([FetchOutcome.Stored, FetchOutcome.Disallowed, FetchOutcome.Stored], (await FetchAsync("p.warc", ["a", "private/x", "private/open"])).Select(r => r.Outcome));
        Assert.DoesNotContain(_server.Asked, a => a.Path == "/private/x");
    }

    [Fact]
    public async Task Redirects_are_followed_hop_by_hop_and_end()
    {
        _server.Pages["/a"] = new TestSite.Page("text/html", "<p>Words.</p>");
        _server.Pages["/to-a"] = TestSite.Page.Redirect("/a");
        _server.Pages["/loop"] = TestSite.Page.Redirect("/loop");
        _server.Pages["/file"] = TestSite.Page.Redirect("file:///etc/hostname");
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
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://user:word@127.0.0.1/")]
    public async Task Each_redirect_is_checked_where_it_leads(string location)
    {
        // The site itself stands for one of the public internet: only its address is taken for such.
        _server.Pages["/out"] = TestSite.Page.Redirect(location);
        using var archive = PageArchive.Open(Path.Combine(_folder.Path, "p.warc"));
        using var fetcher = new Fetcher(archive, FetchOptions.Default with { Delay = TimeSpan.Zero }, TimeProvider.System, a => a.Equals(IPAddress.Loopback) || PublicNetwork.IsPublic(a));
        var results = new List<FetchResult>();
        await foreach (var result in fetcher.FetchAsync([_server.Url + "out"]))
            results.Add(result);
        Assert.Equal(FetchOutcome.Refused, Assert.Single(results).Outcome);
        Assert.Equal(["/robots.txt", "/out"], _server.Asked.Select(a => a.Path));
    }

    [Fact]
    public async Task Robots_of_the_host_that_a_redirect_leads_to_are_kept_to()
    {
        using var other = new TestSite();
        other.Pages["/robots.txt"] = new TestSite.Page("text/plain", "User-agent: *\nDisallow: /closed\n");
        _server.Pages["/out"] = TestSite.Page.Redirect(other.Url + "closed");
        Assert.Equal(FetchOutcome.Disallowed, Assert.Single(await FetchAsync("p.warc", ["out"])).Outcome);
        Assert.Equal(["/robots.txt"], other.Asked.Select(a => a.Path));
    }

    [Theory]
    [InlineData(503, FetchOutcome.Disallowed)]
    [InlineData(404, FetchOutcome.Stored)]
    [InlineData(403, FetchOutcome.Stored)]
    public async Task Site_that_cannot_say_what_it_wants_is_left_alone(int status, FetchOutcome outcome)
    {
        _server.Pages["/robots.txt"] = new TestSite.Page("", "") { Status = status };
        _server.Pages["/a"] = TestSite.Page.Html("<p>Words.</p>");
        Assert.Equal(outcome, Assert.Single(await FetchAsync("p.warc", ["a"])).Outcome);
    }

    [Fact]
    public async Task Day_of_the_last_change_is_asked_with()
    {
        const string Changed = "Wed, 06 May 2020 10:00:00 GMT";
        _server.Pages["/a"] = Tagged("<p>Words.</p>", "Last-Modified", Changed);
        await FetchAsync("p.warc", ["a"]);
        Assert.Equal(FetchOutcome.Unchanged, Assert.Single(await FetchAsync("p.warc", ["a"])).Outcome);
        Assert.Equal(Changed, _server.Asked.Last().IfModifiedSince);
    }

    [Fact]
    public async Task Body_that_is_the_same_is_not_stored_again()
    {
        _server.Pages["/a"] = TestSite.Page.Html("<p>Words.</p>");
        await FetchAsync("p.warc", ["a"]);
        var length = new FileInfo(Path.Combine(_folder.Path, "p.warc")).Length;
        Assert.Equal(FetchOutcome.Unchanged, Assert.Single(await FetchAsync("p.warc", ["a"])).Outcome);
        Assert.Equal(length, new FileInfo(Path.Combine(_folder.Path, "p.warc")).Length);
    }

    [Fact]
    public async Task Pages_that_a_feed_names_are_not_asked_for_again_within_a_day()
    {
        _server.Pages["/feed.xml"] = new TestSite.Page("application/rss+xml", $"<rss><channel><item><link>{_server.Url}a</link></item></channel></rss>");
        _server.Pages["/a"] = TestSite.Page.Html("<p>Words.</p>");
        await FetchAsync("p.warc", ["feed.xml"]);
        Assert.Equal([FetchOutcome.Unchanged, FetchOutcome.Fresh], (await FetchAsync("p.warc", ["feed.xml"])).Select(r => r.Outcome));
        Assert.Equal([FetchOutcome.Unchanged, FetchOutcome.Unchanged], (await FetchAsync("p.warc", ["feed.xml"], o => o with { Fresh = TimeSpan.Zero })).Select(r => r.Outcome));
    }

    [Fact]
    public async Task Host_that_asks_for_patience_gets_it()
    {
        _server.Pages["/busy"] = new TestSite.Page("", "") { Status = 429, Headers = new Dictionary<string, string> { ["Retry-After"] = "1" } };
        _server.Pages["/a"] = TestSite.Page.Html("<p>Words.</p>");
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal([FetchOutcome.Failed, FetchOutcome.Stored], (await FetchAsync("p.warc", ["busy", "a"])).Select(r => r.Outcome));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(950));
    }

    [Fact]
    public async Task Run_asks_for_no_more_than_its_most()
    {
        _server.Pages["/a"] = TestSite.Page.Html("<p>Words.</p>");
        Assert.Equal([FetchOutcome.Stored, FetchOutcome.Failed], (await FetchAsync("p.warc", ["a", "b", "c"], o => o with { MaxPages = 1 })).Select(r => r.Outcome));
        Assert.DoesNotContain(_server.Asked, a => a.Path == "/b");
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
        _server.Pages["/a"] = new TestSite.Page("text/html", new string('a', 5000));
        Assert.Equal(FetchOutcome.Failed, Assert.Single(await FetchAsync("p.warc", ["a"], o => o with { MaxBytes = 1000 })).Outcome);
    }

    [Fact]
    public async Task Host_is_asked_at_the_pace_that_was_set()
    {
        _server.Pages["/a"] = new TestSite.Page("text/html", "<p>Words.</p>");
        _server.Pages["/b"] = new TestSite.Page("text/html", "<p>Words too.</p>");
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

    private static TestSite.Page Tagged(string body, string header, string value) => TestSite.Page.Html(body) with { Headers = new Dictionary<string, string> { [header] = value } };

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
}
