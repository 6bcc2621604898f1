using NodaTime;

namespace Entente.Reading.Tests;

public sealed class PageTests : IDisposable
{
    private const string Body = """
        <p>Norland and its neighbour Sudland agreed on Monday to end the suspension of the lake patrols, which had lasted for five years, their governments said.</p>
        <p>The patrols began in 1999, after the treaty of the lake was signed, and they were suspended in 2014 in a dispute over fishing in the northern part.</p>
        <p>Delegations of both sides will meet in May, and they will then decide on a new timetable, the ministers told reporters in the capital of Sudland.</p>
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Facts_of_a_page_are_told()
    {
        var article = Read($$$"""
            <html lang="en"><head><link rel="canonical" href="https://example.org/lake"><meta property="article:section" content="World"><meta property="article:content_tier" content="metered">
            <script type="application/ld+json">{"@graph":[{"@type":"Person","@id":"#jr","name":"Jane Roe"},{"@type":"NewsArticle","datePublished":"2019-03-04T10:00:00+02:00","dateModified":"2019-03-05T08:30:00+02:00","author":{"@id":"#jr"}}]}</script>
            </head><body><article><h1>Lake patrols return</h1>{{{Body}}}</article></body></html>
            """);
        Assert.Equal(("https://example.org/lake", "World", true), (article.CanonicalUrl, article.Section, article.IsPaid));
        Assert.Equal((new LocalDate(2019, 3, 4), new LocalDate(2019, 3, 5)), (article.Published, article.Modified));
        Assert.Equal((Offset.FromHours(2), 8), (article.PublishedAt!.Value.Offset, article.ModifiedAt!.Value.Hour));
        Assert.Equal(["Jane Roe"], article.Authors);
    }

    [Theory]
    [InlineData("""<meta property="article:published_time" content="2021-09-23T22:30:00Z">""", """<time>24 September 2021</time>""", "2021-09-24")]
    [InlineData("""<meta property="article:published_time" content="2021-09-23T22:30:00+02:00">""", """<time>24 September 2021</time>""", "2021-09-23")]
    [InlineData("""<meta property="article:published_time" content="2021-09-23T22:30:00Z">""", """<time>27 September 2021</time>""", "2021-09-23")]
    public void Day_that_the_page_shows_goes_before_a_stamp_in_universal_time(string head, string shown, string day) =>
        Assert.Equal(day, Read($"<html><head>{head}</head><body><h1>Lake</h1>{shown}{Body}</body></html>").Published?.ToString("uuuu-MM-dd", null));

    [Theory]
    [InlineData("en-US", "", "03/05/2024", "2024-03-05")]
    [InlineData("en-GB", "", "03/05/2024", "2024-05-03")]
    [InlineData("de", "", "03/05/2024", "2024-05-03")]
    [InlineData("en", "https://example.co.uk/x", "03/05/2024", "2024-05-03")]
    [InlineData("en-GB", "<p>The talks of 02/28/2024 were followed by more, officials said in the city.</p>", "03/05/2024", "2024-03-05")]
    public void Order_of_a_day_in_numbers_is_that_of_the_page_or_its_country(string language, string more, string shown, string day)
    {
        var link = more.StartsWith("http", StringComparison.Ordinal) ? $"<link rel=canonical href={more}>" : "";
        var html = $"<html lang={language}><head>{link}</head><body><h1>Lake</h1><span class=date>{shown}</span>{(link.Length > 0 ? "" : more)}{Body}</body></html>";
        Assert.Equal(day, Read(html).Published?.ToString("uuuu-MM-dd", null));
    }

    [Theory]
    [InlineData("https://example.org/2024/03/05/lake", "2024-03-05")]
    [InlineData("https://example.org/20240305/lake", "2024-03-05")]
    [InlineData("https://example.org/news/05-03-2024", "2024-03-05")]
    [InlineData("https://example.org/2024/03/3-questions-on-the-lake", null)]
    [InlineData("https://example.org/2024/13/45/lake", null)]
    public void Day_is_read_in_addresses(string url, string? day) =>
        Assert.Equal(day, Read($"<html><head><link rel=canonical href={url}></head><body>{Body}</body></html>").Published?.ToString("uuuu-MM-dd", null));

    [Theory]
    [InlineData("28.01.22", "2022-01-28")]
    [InlineData("Letzte Änderung: 31.10.2023, erschienen am 1.11.2023", "2023-11-01")]
    [InlineData("24 نيسان / أبريل 2020", "2020-04-24")]
    [InlineData("2019年11月20日", "2019-11-20")]
    [InlineData("5 марта 2024 г.", "2024-03-05")]
    public void Day_that_is_shown_is_read_in_many_languages(string shown, string day) =>
        Assert.Equal(day, Read($"<html><body><h1>Lake</h1><div class=post-date>{shown}</div>{Body}</body></html>").Published?.ToString("uuuu-MM-dd", null));

    [Fact]
    public void What_lies_outside_the_body_that_the_page_marks_is_dropped()
    {
        var article = Read($"<html><body><article><h1>Lake</h1><p>A summary of the story that the editors wrote for the front of the site.</p><div class=article-body>{Body}</div><p>A box about another matter that has nothing to do with the lake at all, it seems.</p></article></body></html>");
        Assert.StartsWith("Norland and its neighbour", article.Text);
        Assert.EndsWith("in the capital of Sudland.", article.Text);
        Assert.Contains("outside_body", article.Dropped.Select(d => d.Reason));
    }

    [Fact]
    public void Next_article_of_an_endless_page_is_dropped()
    {
        var article = Read($"<html><body><main><article><h1>Lake</h1>{Body}</article><article><h1>Other story</h1>{Body.Replace("Norland", "Westland", StringComparison.Ordinal)}</article></main></body></html>");
        Assert.DoesNotContain("Westland", article.Text);
        Assert.Contains(article.Dropped, d => d is { Reason: "next_article", Text: "Other story" });
    }

    [Fact]
    public void Posts_of_a_live_blog_come_from_its_linked_data_when_the_page_has_none() =>
        Assert.Equal("Talks begin\n\nThe talks began at noon.\n\nThey ended at two.", Read("""
            <html><head><script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Live","liveBlogUpdate":[{"headline":"Talks begin","articleBody":"The talks began at noon."},{"articleBody":"They ended at two."}]}</script></head><body><h1>Live</h1></body></html>
            """).Text);

    [Fact]
    public void Gallery_gives_its_captions()
    {
        var figures = string.Concat(Enumerable.Range(1, 6).Select(i => $"<figure><img src={i}.jpg><figcaption>Boat number {i} of the patrol leaves the northern harbour of Norland in the morning.</figcaption></figure>"));
        Assert.Contains("Boat number 6 of the patrol", Read($"<html><body><article><h1>Lake</h1><p>Pictures of the lake.</p>{figures}</article></body></html>").Text);
    }

    [Fact]
    public void Short_page_is_read() => Assert.Equal("Norland left.", Read("<html><body><nav><a href=/>Home</a></nav><article><h1>Lake</h1><p>Norland left.</p></article></body></html>").Text);

    [Theory]
    [InlineData("<h1>Before you continue to Example</h1><p>We use cookies.</p>", "consent")]
    [InlineData("<h1>Just a moment...</h1><p>Verify you are human by completing the action below.</p>", "challenge")]
    [InlineData("<h1>Lake</h1><p>Please log in to continue reading this text.</p>", "login")]
    public void Wall_is_told_and_gives_no_article(string body, string kind)
    {
        var problem = Assert.Single(TestFolder.ReadInput($"<html><body>{body}</body></html>")).Problem!;
        Assert.Equal("read.wall", problem.Code);
        Assert.Contains(kind, problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Article_on_consent_is_no_wall() => Assert.Contains("value your privacy", Read($"<html><body><article><h1>Lake</h1>{string.Concat(Enumerable.Repeat(Body, 5))}<p>The banner said: we value your privacy.</p></article></body></html>").Text);

    [Theory]
    [InlineData("""<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>""", true)]
    [InlineData("""<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>""", true)]
    [InlineData("""<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":true}</script>""", false)]
    [InlineData("""<meta property="article:content_tier" content="locked">""", true)]
    [InlineData("""<meta property="article:content_tier" content="free">""", false)]
    public void Page_that_keeps_text_for_those_who_pay_is_told(string head, bool isPaid) =>
        Assert.Equal(isPaid, Read($"<html><head>{head}</head><body><article><h1>Lake</h1>{Body}</article></body></html>").IsPaid);

    [Fact]
    public void Microdata_is_read()
    {
        var article = Read($"""
            <html><body><div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Lake</h1><span itemprop="author" itemscope><span itemprop="name">Jane Roe</span></span>
            <meta itemprop="datePublished" content="2019-03-04T10:00:00+02:00"><meta itemprop="dateModified" content="2019-03-05"><div itemprop="articleBody">{Body}</div><p>Another box that is about another matter altogether, and long enough to be taken for text.</p></div></body></html>
            """);
        Assert.Equal(("Lake", new LocalDate(2019, 3, 4), new LocalDate(2019, 3, 5)), (article.Title, article.Published, article.Modified));
        Assert.Equal(["Jane Roe"], article.Authors);
        Assert.DoesNotContain("Another box", article.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<figure><img src=a.jpg><figcaption>A boat on the lake, seen in 2013.</figcaption></figure>", "A boat on the lake")]
    [InlineData("<div class=teaser><a href=/b>Another story</a> on a matter far away</div>", "Another story")]
    [InlineData("<p>Read also: <a href=/b>Treaty of the lake is twenty</a></p>", "Treaty of the lake is twenty")]
    [InlineData("<div class=share-bar>Share on Facebook</div>", "Share on Facebook")]
    [InlineData("<div class=comments><p>First! Said a reader of the page.</p></div>", "Said a reader")]
    [InlineData("<p>Advertisement</p>", "Advertisement")]
    [InlineData("<p>Sign up for our newsletter</p>", "newsletter")]
    public void What_is_no_part_of_the_article_is_left_out(string part, string words)
    {
        var article = Read($"<html><body><article><h1>Lake</h1>{Body}{part}{Body.Replace("Norland", "Westland", StringComparison.Ordinal)}</article></body></html>");
        Assert.DoesNotContain(words, article.Text, StringComparison.Ordinal);
        Assert.Equal(6, article.Text.Split("\n\n").Length);
    }

    [Fact]
    public void Page_from_right_to_left_is_read()
    {
        var article = Read("""
            <html lang="ar" dir="rtl"><body><article><h1>عودة دوريات البحيرة</h1><time datetime="2020-04-24">24 أبريل 2020</time><p>اتفقت الدولتان يوم الاثنين على إنهاء تعليق دوريات البحيرة بعد خمس سنوات من النزاع بينهما حول الصيد.</p>
            <p>وقال الوزيران إن الوفدين سيجتمعان في أيار / مايو لوضع جدول زمني جديد للقوارب في العاصمة.</p><p>اقرأ أيضا: معاهدة البحيرة</p></article></body></html>
            """);
        Assert.Equal(("ar", new LocalDate(2020, 4, 24), "عودة دوريات البحيرة"), (article.Language, article.Published, article.Title));
        Assert.Equal(2, article.Text.Split("\n\n").Length);
        Assert.Contains("related", article.Dropped.Select(d => d.Reason));
    }

    [Fact]
    public void Byline_of_a_page_without_linked_data_is_found() =>
        Assert.Equal(["Jane Roe", "John Doe"], Read($"<html><body><article><h1>Lake</h1><div class=byline>By Jane Roe and John Doe</div>{Body}</article></body></html>").Authors);

    private Entente.Articles.Article Read(string html) => Assert.Single(TestFolder.Read(_folder.Write("a.html", html))).Article!;
}
