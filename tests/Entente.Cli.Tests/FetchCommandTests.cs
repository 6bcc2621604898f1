using System.Text.Json;
using Entente.TestKit;
using Xunit;

namespace Entente.Cli.Tests;

public sealed class FetchCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestSite _site = new();

    public FetchCommandTests()
    {
        _site.Pages["/feed.xml"] = new TestSite.Page("application/rss+xml", $"<rss><channel><item><title>Pact</title><link>{_site.Url}a</link></item></channel></rss>");
        _site.Pages["/a"] = TestSite.Page.Html("<h1>Pact</h1><p>Norland left the pact on Monday.</p>");
        _site.Pages["/b"] = TestSite.Page.Html("<h1>Other</h1><p>Sudland stayed in the pact on Monday.</p>");
    }

    private string Archive => Path.Combine(_folder.Root, "news.warc.gz");

    public void Dispose()
    {
        _site.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Pages_of_a_feed_are_stored_once_and_read_from_the_file()
    {
        var first = Fetch("feed.xml");
        Assert.Equal((0, $"2 pages stored in {Archive}, 0 there already\n", ""), (first.Code, first.Out, first.Error));
        Assert.Equal($"0 pages stored in {Archive}, 2 there already\n", Fetch("feed.xml").Out);
        var read = Cli.Run("read", Archive, "--format", "jsonl");
        Assert.Contains("Norland left the pact on Monday.", read.Out, StringComparison.Ordinal);
        Assert.All(_site.Asked, r => Assert.Equal("Entente/0.1", r.UserAgent));
    }

    [Fact]
    public void Addresses_come_from_files_and_from_standard_input()
    {
        var list = _folder.Write("list.txt", $"# two pages\n{_site.Url}a\n");
        var result = Cli.RunWith(new Cli.Setting { Input = $"{_site.Url}b\n" }, "fetch", list, "-", "--to", Archive, "--allow-private", "--delay", "0", "--agent", "Reader/2.0 (+https://example.org)", "--format", "jsonl");
        var rows = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal([(_site.Url + "a", "stored"), (_site.Url + "b", "stored")], rows.Select(r => (r.GetProperty("url").GetString()!, r.GetProperty("outcome").GetString()!)));
        Assert.All(_site.Asked, r => Assert.StartsWith("Reader/2.0", r.UserAgent, StringComparison.Ordinal));
    }

    [Fact]
    public void This_machine_is_not_asked_without_leave()
    {
        var result = Cli.Run("fetch", _site.Url + "a", "--to", Archive, "--delay", "0");
        Assert.Equal(1, result.Code);
        Assert.Contains("fetch.refused", result.Error, StringComparison.Ordinal);
        Assert.Empty(_site.Asked);
    }

    [Fact]
    public void What_failed_is_told_and_the_rest_goes_on()
    {
        _site.Pages["/robots.txt"] = new TestSite.Page("text/plain", "User-agent: *\nDisallow: /b\n");
        var result = Fetch("gone", "b", "a");
        Assert.Equal((1, $"1 pages stored in {Archive}, 0 there already\n"), (result.Code, result.Out));
        Assert.Contains("gone: fetch.failed: The host answered 404.", result.Error, StringComparison.Ordinal);
        Assert.Contains("b: fetch.disallowed", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("2 of 3 inputs failed.\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_that_was_killed_goes_on_where_its_file_is_whole()
    {
        Fetch("a", "b");
        using (var file = File.OpenWrite(Archive))
            file.SetLength(file.Length - 20);
        Assert.Equal($"1 pages stored in {Archive}, 1 there already\n", Fetch("a", "b").Out);
        Assert.Equal(2, Cli.Run("read", Archive, "--format", "jsonl").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("pages=1", "1 addresses, its most")]
    [InlineData("answer_bytes=10", "longer than 10 bytes")]
    [InlineData("redirects=1", "leads on more than 1 times")]
    [InlineData("answer_seconds=1", "longer than 1 seconds")]
    public void Each_cap_of_fetching_is_an_option(string limit, string told)
    {
        _site.Pages["/loop"] = TestSite.Page.Redirect("/loop");
        _site.Pages["/slow"] = TestSite.Page.Html("<p>Late words.</p>") with { Wait = TimeSpan.FromSeconds(5) };
        var paths = limit.StartsWith("redirects", StringComparison.Ordinal) ? ["loop"] : limit.StartsWith("answer_seconds", StringComparison.Ordinal) ? ["slow"] : new[] { "a", "b" };
        var result = Cli.Run(["fetch", .. paths.Select(p => _site.Url + p), "--to", Archive, "--allow-private", "--delay", "0", "--limit", limit]);
        Assert.Equal(1, result.Code);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--to", "news.txt")]
    [InlineData("--agent", "no name (")]
    [InlineData("--delay", "soon")]
    [InlineData("--limit", "pagse=1")]
    public void Option_that_makes_no_sense_is_told_before_anything_is_asked(string option, string value)
    {
        var result = Cli.Run("fetch", _site.Url + "a", option, value, "--allow-private");
        Assert.Equal(2, result.Code);
        Assert.Empty(_site.Asked);
    }

    private Cli.Result Fetch(params string[] paths) =>
        Cli.Run(["fetch", .. paths.Select(p => _site.Url + p), "--to", Archive, "--allow-private", "--delay", "0"]);
}
