using NodaTime;

namespace Entente.Reading.Tests;

public sealed class RowTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fields_are_found_under_the_names_that_the_user_maps()
    {
        var options = new ReadingOptions { Fields = new Dictionary<string, string> { ["title"] = "headline.main", ["date"] = "pubDate", ["text"] = "body" } };
        var article = Assert.Single(TestFolder.Read(options, _folder.Write("a.jsonl", """{"headline":{"main":"Pact"},"pubDate":"2020-05-06","body":"Signed.","text":"Not this."}"""))).Article!;
        Assert.Equal(("Pact", new LocalDate(2020, 5, 6), "Signed."), (article.Title, article.Published, article.Text));
    }

    [Fact]
    public void Rows_of_csv_may_hold_quotes_separators_and_line_ends()
    {
        var path = _folder.Write("a.csv", "title,text,date\n\"Pact, and more\",\"He said \"\"yes\"\".\nThen left.\",2020-05-06\nTwo,Second.,2020-05-07\n");
        var results = TestFolder.Read(path);
        Assert.Equal([("Pact, and more", "He said \"yes\".\nThen left."), ("Two", "Second.")], results.Select(r => (r.Article!.Title!, r.Article.Text)));
        Assert.Equal([path + "#2", path + "#4"], results.Select(r => r.Article!.SourceId));
    }

    [Fact]
    public void Quotes_of_tab_separated_rows_mean_nothing() =>
        Assert.Equal("5\" guns", Assert.Single(TestFolder.Read(_folder.Write("a.tsv", "title\tdate\n5\" guns\t2020-05-06\n"))).Article!.Title);

    [Fact]
    public void Gdelt_events_name_each_address_once()
    {
        var row = string.Join('\t', Enumerable.Range(0, 61).Select(i => i switch { 0 => "1", 59 => "20240305120000", 60 => "https://example.org/1", _ => "x" }));
        var path = _folder.Write("20240305.export.CSV", row + "\n" + row + "\n" + row.Replace("org/1", "org/2", StringComparison.Ordinal) + "\n");
        Assert.Equal("read.addresses_only", TestFolder.CodeOf(TestFolder.Read(path)));
        var addresses = ArticleReader.Addresses([path], ReadingOptions.Default).ToList();
        Assert.Equal(["https://example.org/1", "https://example.org/2"], addresses.Select(a => a.Address!.Url));
        Assert.Equal(new LocalDate(2024, 3, 5), addresses[0].Address!.Published);
    }

    [Fact]
    public void Gdelt_knowledge_graph_gives_titles()
    {
        var row = string.Join('\t', Enumerable.Range(0, 27).Select(i => i switch { 0 => "20240305120000-1", 1 => "20240305120000", 3 => "example.org", 4 => "https://example.org/1", 26 => "<PAGE_TITLE>Pact &amp; peace</PAGE_TITLE>", _ => "" }));
        var article = Assert.Single(TestFolder.Read(_folder.Write("a.gkg.csv", row.Replace("20240305120000-1", "20240305120000", StringComparison.Ordinal)))).Article!;
        Assert.Equal(("Pact & peace", "https://example.org/1", "example.org", new LocalDate(2024, 3, 5)), (article.Title, article.Url, article.Outlet, article.Published));
    }

    [Fact]
    public void Icews_rows_without_address_and_title_are_told()
    {
        var head = "Event ID\tEvent Date\tSource Name\tEvent Text\tStory ID\tPublisher";
        var results = TestFolder.Read(_folder.Write("icews.tab", head + "\n1\t2014-03-01\tNorland\tMake statement\t77\tLake Gazette\n"));
        Assert.Equal("read.no_text", TestFolder.CodeOf(results));
        var titled = Assert.Single(TestFolder.Read(_folder.Write("b.tab", head + "\tHeadline\tURL\n1\t2014-03-01\tNorland\tMake statement\t77\tLake Gazette\tPact signed\thttps://example.org/1\n"))).Article!;
        Assert.Equal(("Pact signed", "https://example.org/1", "Lake Gazette", "77"), (titled.Title, titled.Url, titled.Outlet, titled.SourceId));
    }

    [Fact]
    public void List_of_rows_in_json_is_read() =>
        Assert.Equal(["One.", "Two."], TestFolder.Read(_folder.Write("a.json", """[{"text":"One."},{"text":"Two."}]""")).Select(r => r.Article!.Text));
}
