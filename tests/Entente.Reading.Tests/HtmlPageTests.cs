using System.Text;
using NodaTime;

namespace Entente.Reading.Tests;

public sealed class HtmlPageTests : IDisposable
{
    private const string Body = """
        <p>Norland and its neighbour Sudland agreed on Monday to end the suspension of the lake patrols, which had lasted for five years, their governments said.</p>
        <p>The patrols began in 1999, after the treaty of the lake was signed, and they were suspended in 2014 in a dispute over fishing in the northern part.</p>
        <figure><img src="x.jpg"><figcaption>A patrol boat on the lake, seen in 2013.</figcaption></figure>
        <p>Delegations of both sides will meet in May, and they will then decide on a new timetable, the ministers told reporters in the capital of Sudland.</p>
        """;

    private const string Page = $$"""
        <!doctype html><html lang="en-GB"><head><title>Lake patrols return | Gazette</title><meta property="og:site_name" content="Lake Gazette">
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":["NewsArticle"],"datePublished":"2019-03-04T23:30:00-05:00","author":[{"name":"Jane Roe"},"John Q. Doe"]}]}</script>
        </head><body><nav><a href="/">Home</a><a href="/world">World</a></nav><div id="cookie-banner"><p>We use cookies, and they are good for you, and for us, and for all, we say.</p></div>
        <article><h1>Lake patrols return</h1><div class="share-bar">Share on Facebook</div>{{Body}}<p><a href="/b">Another story about the lake</a></p></article></body></html>
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_gives_body_and_facts()
    {
        var article = Assert.Single(TestFolder.Read(_folder.Write("a.html", Page))).Article!;
        Assert.Equal("Lake patrols return", article.Title);
        Assert.Equal(new LocalDate(2019, 3, 4), article.Published);
        Assert.Equal(["Jane Roe", "John Q. Doe"], article.Authors);
        Assert.Equal(("Lake Gazette", "en"), (article.Outlet, article.Language));
        Assert.Equal(3, article.Text.Split("\n\n").Length);
        Assert.StartsWith("Norland and its neighbour", article.Text);
        Assert.EndsWith("in the capital of Sudland.", article.Text);
        Assert.DoesNotContain("cookies", article.Text);
        Assert.Contains("caption", article.Dropped.Select(d => d.Reason));
    }

    [Fact]
    public void Row_of_html_is_read_like_a_page()
    {
        var row = System.Text.Json.JsonSerializer.Serialize(new { id = "h", html = Page, date = "2018-01-02" });
        var article = Assert.Single(TestFolder.ReadInput(row)).Article!;
        Assert.Equal(("h", new LocalDate(2018, 1, 2), "Lake patrols return"), (article.SourceId, article.Published, article.Title));
    }

    [Fact]
    public void Standard_input_that_begins_with_a_tag_is_a_page() => Assert.Equal("Lake patrols return", Assert.Single(TestFolder.ReadInput(Page)).Article!.Title);

    [Theory]
    [InlineData("""<meta name="pubdate" content="2021-09-23">""", "")]
    [InlineData("""<meta property="article:published_time" content="2021-09-23T01:00:00+09:00">""", "")]
    [InlineData("", """<time datetime="2021-09-23T10:00Z">yesterday</time>""")]
    [InlineData("", """<span class="post-date">23 September 2021</span>""")]
    [InlineData("""<link rel="canonical" href="https://example.org/2021/09/23/lake">""", "")]
    public void Day_is_found_in_tags(string head, string body) =>
        Assert.Equal(new LocalDate(2021, 9, 23), Assert.Single(TestFolder.ReadInput($"<html><head>{head}</head><body>{body}{Body}</body></html>")).Article!.Published);

    [Fact]
    public void Declared_charset_is_taken_when_bytes_are_not_UTF_8()
    {
        byte[] page = [.. "<html><head><meta charset=windows-1251></head><body><p>"u8, 0xCC, 0xE8, 0xF0, .. "</p></body></html>"u8];
        Assert.Equal("Мир", Assert.Single(TestFolder.Read(_folder.Write("a.html", page))).Article!.Text);
    }

    [Theory]
    [InlineData("div")]
    [InlineData("b")]
    [InlineData("span")]
    [InlineData("ul><li")]
    public void Hundred_thousand_nested_tags_do_not_overflow_the_stack(string tag)
    {
        var page = new StringBuilder("<html><body>").Insert(12, $"<{tag}>", 100_000).Append("Deep words stay here.</body></html>").ToString();
        Assert.Contains("Deep words stay here.", Assert.Single(TestFolder.ReadInput(page)).Article!.Text);
    }

    [Fact]
    public void Page_of_too_many_elements_is_refused() =>
        Assert.Equal("read.too_large", TestFolder.CodeOf(TestFolder.ReadInput(new MemoryStream(Encoding.UTF8.GetBytes("<html>" + string.Concat(Enumerable.Repeat("<i>x</i>", 50)))), new ReadingOptions { MaxHtmlElements = 40 })));

    [Fact]
    public void Page_without_text_is_reported() => Assert.Equal("read.no_text", TestFolder.CodeOf(TestFolder.ReadInput("<html><body><img src=a></body></html>")));
}
