using NodaTime;

namespace Entente.Reading.Tests;

public sealed class FeedTests : IDisposable
{
    private const string Rss = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Lake Gazette</title><link>https://example.org/</link><language>en-gb</language>
        <item><title>Patrols return &amp;amp; boats with them</title><link>https://example.org/a</link><guid isPermaLink="false">g-1</guid><pubDate>Mon, 04 Mar 2019 23:30:00 -0500</pubDate><dc:creator>Jane Roe</dc:creator>
        <description>Short.</description><content:encoded><![CDATA[<p>Norland and Sudland agreed on Monday.</p><p>Read more</p><p>The patrols begin in May.</p>]]></content:encoded></item>
        <item><title>Title alone</title><link>https://example.org/b</link></item>
        <item><link>https://example.org/c</link></item>
        </channel></rss>
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_two_days_of_one_name_the_last_counts() =>
        Assert.Equal(
            new LocalDate(2003, 12, 31),
            Assert.Single(TestFolder.Read(_folder.Write("a.xml", "<feed><entry><title>Pact</title><published>2010-12-01</published><published>2003-12-31</published></entry></feed>"))).Article!.Published);

    [Fact]
    public void Channel_definition_files_are_feeds()
    {
        var article = Assert.Single(TestFolder.Read(_folder.Write("a.xml", "<CHANNEL HREF=\"https://example.org/\"><ITEM HREF=\"https://example.org/1\" LASTMOD=\"2004-04-07T04:05Z\"><TITLE>Pact</TITLE><ABSTRACT>Norland left the pact.</ABSTRACT></ITEM></CHANNEL>"))).Article!;
        Assert.Equal(("Pact", "Norland left the pact.", "https://example.org/1", new LocalDate(2004, 4, 7)), (article.Title, article.Text, article.Url, article.Published));
    }

    [Fact]
    public void Rss_gives_each_entry_with_its_fullest_text()
    {
        var results = TestFolder.Read(_folder.Write("feed.xml", Rss));
        var first = results[0].Article!;
        Assert.Equal(("g-1", "https://example.org/a", "Patrols return & boats with them", "Lake Gazette", "en"), (first.SourceId, first.Url, first.Title, first.Outlet, first.Language));
        Assert.Equal("Norland and Sudland agreed on Monday.\n\nThe patrols begin in May.", first.Text);
        Assert.Equal(new LocalDate(2019, 3, 4), first.Published);
        Assert.Equal(["Jane Roe"], first.Authors);
        Assert.Equal(["related"], first.Dropped.Select(d => d.Reason));
        Assert.Equal("Title alone", results[1].Article!.Text);
        Assert.Equal("read.addresses_only", results[2].Problem!.Code);
    }

    [Fact]
    public void Atom_gives_publication_and_change()
    {
        var article = Assert.Single(TestFolder.Read(_folder.Write("feed.atom", """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/"><title>Lake Gazette</title>
            <entry><id>tag:1</id><title type="html">Talks &lt;b&gt;end&lt;/b&gt;</title><link rel="self" href="self"/><link href="news/1"/><published>2020-05-06T10:00:00+02:00</published><updated>2020-05-07T08:00:00Z</updated>
            <author><name>John Doe</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The talks of the lake <em>ended</em>.</p></div></content></entry></feed>
            """))).Article!;
        Assert.Equal(("Talks end", "https://example.org/news/1", "The talks of the lake ended."), (article.Title, article.Url, article.Text));
        Assert.Equal((new LocalDate(2020, 5, 6), new LocalDate(2020, 5, 7)), (article.Published, article.Modified));
        Assert.Equal(Offset.FromHours(2), article.PublishedAt!.Value.Offset);
    }

    [Fact]
    public void Rss_1_0_is_read()
    {
        var article = Assert.Single(TestFolder.Read(_folder.Write("feed.rdf", """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Lake Gazette</title></channel>
            <item rdf:about="https://example.org/1"><title>Pact signed</title><link>https://example.org/1</link><description>The pact was signed.</description><dc:date>2001-02-03</dc:date></item></rdf:RDF>
            """))).Article!;
        Assert.Equal(("Pact signed", "The pact was signed.", new LocalDate(2001, 2, 3), "Lake Gazette"), (article.Title, article.Text, article.Published, article.Outlet));
    }

    [Fact]
    public void Json_feed_is_read()
    {
        var article = Assert.Single(TestFolder.Read(_folder.Write("feed.json", """
            {"version":"https://jsonfeed.org/version/1.1","title":"Lake Gazette","items":[{"id":"1","url":"https://example.org/1","title":"Pact","content_html":"<p>The pact<br>was signed.</p>","date_published":"2021-09-23T01:00:00+09:00","authors":[{"name":"Jane Roe"}]}]}
            """))).Article!;
        Assert.Equal(("Pact", "The pact\n\nwas signed.", new LocalDate(2021, 9, 23)), (article.Title, article.Text, article.Published));
    }

    [Fact]
    public void Json_feed_of_plain_text_and_of_summaries_is_read()
    {
        var results = TestFolder.Read(_folder.Write("feed.json", """
            {"version":"https://jsonfeed.org/version/1","title":"Lake Gazette","language":"en-GB","items":[{"id":"1","content_text":"The pact was signed.\nIt holds.","date_modified":"2021-09-24","tags":["World"],"author":{"name":"Jane Roe"}},{"id":2,"external_url":"https://example.org/2","title":"Two","summary":"A summary."}]}
            """));
        var (whole, summary) = (results[0].Article!, results[1].Article!);
        Assert.Equal(("The pact was signed.\n\nIt holds.", new LocalDate(2021, 9, 24), "World", "en", "Lake Gazette"), (whole.Text, whole.Modified, whole.Section, whole.Language, whole.Outlet));
        Assert.Equal(["Jane Roe"], whole.Authors);
        Assert.Equal(("2", "https://example.org/2", "Two", "A summary."), (summary.SourceId, summary.Url, summary.Title, summary.Text));
    }

    [Fact]
    public void News_sitemap_gives_titles()
    {
        var article = Assert.Single(TestFolder.Read(_folder.Write("sitemap.xml", """
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.org/1</loc>
            <news:news><news:publication><news:name>Lake Gazette</news:name><news:language>en</news:language></news:publication><news:publication_date>2022-03-04</news:publication_date><news:title>Pact signed at the lake</news:title></news:news></url></urlset>
            """))).Article!;
        Assert.Equal(("Pact signed at the lake", "https://example.org/1", new LocalDate(2022, 3, 4), "en"), (article.Text, article.Url, article.Published, article.Language));
    }

    [Theory]
    [InlineData("<rss><channel><title>G</title><item><title>Pact & peace</title><description>Signed <b>here</description></item></channel></rss>")]
    [InlineData("<rss><channel><title>G</title><item><title>Pact & peace</title><description>Signed here</description>")]
    [InlineData("  \n<rss><channel><title>G</title><item><TITLE>Pact &amp; peace</title><description>&nbsp;Signed here</description></item></channel></rss>")]
    public void Broken_feed_is_read_as_far_as_it_goes(string feed)
    {
        var results = TestFolder.Read(_folder.Write("feed.xml", feed));
        Assert.Equal(("read.bad_xml", true), (results[0].Problem!.Code, results[0].Problem!.IsWarning));
        Assert.Equal(("Pact & peace", "Signed here"), (results[1].Article!.Title, results[1].Article!.Text));
    }

    [Fact]
    public void Document_type_is_never_read()
    {
        var secret = _folder.Write("secret.txt", "Secret.");
        var feed = _folder.Write("feed.xml", $"""
            <!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file://{secret}">]>
            <rss><channel><title>G</title><item><title>Pact</title><description>See &x; and &b; here.</description></item></channel></rss>
            """);
        var results = TestFolder.Read(feed);
        Assert.Equal("read.bad_xml", results[0].Problem!.Code);
        Assert.Equal("See &x; and &b; here.", results[1].Article!.Text);
    }

    [Fact]
    public void Deep_xml_is_refused_or_flattened_and_never_overflows()
    {
        var deep = "<rss><channel><item><title>T</title><description>" + string.Concat(Enumerable.Repeat("<a>", 100_000)) + "x" + string.Concat(Enumerable.Repeat("</a>", 100_000)) + "</description></item></channel></rss>";
        Assert.Equal("read.too_large", TestFolder.CodeOf(TestFolder.Read(_folder.Write("a.xml", deep))));
        Assert.NotEmpty(TestFolder.Read(_folder.Write("b.xml", deep.Replace("</a>", "", StringComparison.Ordinal))));
    }

    [Fact]
    public void Xml_of_another_kind_is_told() => Assert.Equal("read.unsupported", TestFolder.CodeOf(TestFolder.Read(_folder.Write("a.xml", "<note><to>x</to></note>"))));

    [Fact]
    public void Addresses_come_from_feeds_lists_and_rows_once()
    {
        var paths = new[]
        {
            _folder.Write("a.xml", Rss),
            _folder.Write("b.txt", "https://example.org/a\n# remark\nhttps://example.org/d\n"),
            _folder.Write("c.jsonl", "{\"url\":\"https://example.org/e\"}\n"),
        };
        Assert.Equal(
            ["https://example.org/a", "https://example.org/b", "https://example.org/c", "https://example.org/d", "https://example.org/e"],
            ArticleReader.Addresses(paths, ReadingOptions.Default).Select(r => r.Address!.Url));
    }
}
