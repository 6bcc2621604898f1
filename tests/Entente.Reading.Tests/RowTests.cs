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

    public static TheoryData<string, string, string> DaysInNumbers() => new()
    {
        { "nothing tells: the day stands first", "{\"text\":\"Left.\",\"date\":\"3/5/2024\"}", "2024-05-03" },
        { "a later row", "{\"text\":\"Left.\",\"date\":\"3/5/2024\"}\n{\"text\":\"Back.\"}\n{\"text\":\"Left.\",\"date\":\"3/25/2024\"}", "2024-03-05" },
        { "a later row that has the day first", "{\"text\":\"Left.\",\"date\":\"3/5/2024\",\"url\":\"https://news.example.gov/1\"}\n{\"text\":\"Left.\",\"date\":\"25/3/2024\"}", "2024-05-03" },
        { "a damaged row between tells nothing", "{\"text\":\"Left.\",\"date\":\"3/5/2024\"}\n{\n{\"text\":\"Left.\",\"date\":\"3/25/2024\"}", "2024-03-05" },
        { "the day of the address", "{\"text\":\"Left.\",\"date\":\"3/5/2024\",\"url\":\"https://example.org/2024/03/05/pact\"}", "2024-03-05" },
        { "the country of the tag", "{\"text\":\"Left.\",\"date\":\"3/5/2024\",\"lang\":\"en-US\"}", "2024-03-05" },
        { "the country of the tag, Britain", "{\"text\":\"Left.\",\"date\":\"3/5/2024\",\"lang\":\"en-GB\"}", "2024-05-03" },
        { "days in words", "{\"text\":\"The pact ended on March 4, the ministry said.\",\"date\":\"3/5/2024\"}", "2024-03-05" },
        { "the weekday beside it", "{\"text\":\"Left.\",\"date\":\"Tuesday, 3/5/2024\"}", "2024-03-05" },
        { "the day of the page", "{\"html\":\"<meta property=article:published_time content=2024-03-05><p>Norland left the pact on Monday.</p>\",\"date\":\"3/5/2024\"}", "2024-03-05" },
        { "another day of the page", "{\"html\":\"<meta property=article:published_time content=2024-03-09><p>Norland left the pact on Monday.</p>\",\"date\":\"3/5/2024\"}", "2024-05-03" },
    };

    [Theory]
    [MemberData(nameof(DaysInNumbers))]
    public void Day_in_numbers_is_read_as_other_signs_tell(string sign, string rows, string day) =>
        Assert.True(NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value == TestFolder.Read(_folder.Write("a.jsonl", rows))[0].Article!.Published, sign);

    [Fact]
    public void Day_in_numbers_of_a_table_or_a_list_is_read_as_in_its_other_rows()
    {
        Assert.Equal(new LocalDate(2024, 3, 5), TestFolder.Read(_folder.Write("a.csv", "text,date\nLeft.,3/5/2024\nBack.,3/25/2024\n"))[0].Article!.Published);
        Assert.Equal(new LocalDate(2024, 3, 5), TestFolder.Read(_folder.Write("a.json", """[{"text":"Left.","date":"3/5/2024"},{"text":"Back.","date":"3/25/2024"}]"""))[0].Article!.Published);
    }

    [Fact]
    public void Rows_come_in_their_order_though_some_wait_for_others()
    {
        var rows = string.Concat(Enumerable.Range(1, 2500).Select(i => $"{{\"id\":\"{i}\",\"text\":\"Left.\",\"date\":\"3/5/2024\"}}\n"));
        Assert.Equal(Enumerable.Range(1, 2500).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), TestFolder.Read(_folder.Write("a.jsonl", rows)).Select(r => r.Article!.SourceId));
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
