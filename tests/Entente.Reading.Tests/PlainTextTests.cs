using NodaTime;

namespace Entente.Reading.Tests;

public sealed class PlainTextTests : IDisposable
{
    private const string Page = """
        صدى الخليج صدى الرياضة قناة صدى أخبار
        Supervisor Hana Darwish
        Editor in Chief Tarek Nouri
        ads

        Envoy:  Norland Will  Not Leave the Lake Treaty


        Mon 4 Mar 2019 | 11:05 AM
        Samir Haddad

        GENEVA (Example Agency) - Norland’s envoy met the  head of the Lake Council on Sunday
        evening and told reporters that his country would not leave the treaty of 1998.

        Advertisement

        Patrols have been suspended since 2014. They began in 1999.

        Share on Facebook
        Tags: Norland, lakes
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Head_of_a_news_page_gives_title_day_and_author()
    {
        var article = _folder.ReadText(Page);
        Assert.Equal("Envoy: Norland Will Not Leave the Lake Treaty", article.Title);
        Assert.Equal(new LocalDate(2019, 3, 4), article.Published);
        Assert.Equal(["Samir Haddad"], article.Authors);
        Assert.Equal("en", article.Language);
    }

    [Fact]
    public void Furniture_is_dropped_and_listed_in_order_with_reasons()
    {
        var article = _folder.ReadText(Page);
        Assert.Equal(
            ["section_bar", "role_line", "role_line", "advertisement", "date_line", "byline", "advertisement", "share", "tags"],
            article.Dropped.Select(d => d.Reason));
        Assert.Equal("Supervisor Hana Darwish", article.Dropped[1].Text);
    }

    [Fact]
    public void Body_keeps_the_dateline_joins_broken_lines_and_collapses_spaces() =>
        Assert.Equal(
            "GENEVA (Example Agency) - Norland’s envoy met the head of the Lake Council on Sunday evening and told reporters that his country would not leave the treaty of 1998."
            + "\n\nPatrols have been suspended since 2014. They began in 1999.",
            _folder.ReadText(Page).Text);

    [Theory]
    [InlineData("Norland joined the pact in 1994.")]
    [InlineData("Norland joined the pact")]
    [InlineData("News")]
    public void One_line_stays_whole(string line)
    {
        var article = _folder.ReadText(line + "\n");
        Assert.Equal(line, article.Text);
        Assert.Null(article.Published);
        Assert.Empty(article.Dropped);
    }

    [Fact]
    public void Poem_keeps_every_line()
    {
        var article = _folder.ReadText("The lake lies still\nunder the hill\nand none will cross\nit, gain or loss.\n");
        Assert.Equal("The lake lies still\n\nunder the hill\n\nand none will cross\n\nit, gain or loss.", article.Text);
        Assert.Null(article.Title);
    }

    [Fact]
    public void Statement_of_short_sentences_keeps_everything() =>
        Assert.Equal("We will not sign.\n\nWe will talk again.", _folder.ReadText("We will not sign.\n\nWe will talk again.\n").Text);

    [Theory]
    [InlineData("Thu 23 Sep 2021 | 01:19 PM")]
    [InlineData("September 23, 2021")]
    [InlineData("2021-09-23")]
    [InlineData("2021-09-23T23:30:00-05:00")]
    [InlineData("23/09/2021")]
    [InlineData("Published: Thursday, 23rd September 2021, 14:00 GMT")]
    [InlineData("23 сентября 2021")]
    [InlineData("23.09.2021")]
    public void Date_line_gives_the_publishers_day(string line)
    {
        var article = _folder.ReadText($"Norland leaves the lake pact\n{line}\nBy Jane Q. Roe\n\nNorland left the lake pact on Monday, its government said.\n");
        Assert.Equal(new LocalDate(2021, 9, 23), article.Published);
        Assert.Equal("Norland leaves the lake pact", article.Title);
        Assert.Equal(["Jane Q. Roe"], article.Authors);
        Assert.Equal("Norland left the lake pact on Monday, its government said.", article.Text);
    }

    [Fact]
    public void Date_inside_the_text_is_no_day_of_publication() =>
        Assert.Null(_folder.ReadText("The pact was signed on 3 May 1998 in the capital of Norland.\n\nIt holds.").Published);

    [Theory]
    [InlineData("3/5/2024", "Norland left the pact, officials told reporters on 28/2/2024.", "2024-05-03")]
    [InlineData("3/5/2024", "Norland left the pact, officials told reporters on 2/28/2024.", "2024-03-05")]
    [InlineData("Tuesday, 3/5/2024", "Norland left the pact, its government said in the town.", "2024-03-05")]
    [InlineData("Fri 3/5/2024 10:00", "Norland left the pact, its government said in the town.", "2024-05-03")]
    [InlineData("3/5/2024", "LAKETOWN, May 3 - Norland left the pact, its government said.", "2024-05-03")]
    [InlineData("3/5/2024", "LAKETOWN - Norland left the pact on March 4, its government said.", "2024-03-05")]
    [InlineData("3/5/2024", "Norland left the pact, its government said at www.lake-gazette.co.uk on that day.", "2024-05-03")]
    [InlineData("3/5/2024", "Norland left the pact on the defence of the harbour, and the programme ends.", "2024-05-03")]
    [InlineData("3/5/2024", "Norland left the pact on the defense of the harbor, and 40 percent of it ends.", "2024-03-05")]
    [InlineData("3/5/2024", "The Labour Party of Norland and the Department of Defense spoke of the pact there.", "2024-03-05")]
    [InlineData("3/5/2024 10:15 GMT", "Norland left the pact, its government said in the town of the lake.", "2024-05-03")]
    [InlineData("3/5/2024", "Norland left the pact, its government said in the town of the lake.", "2024-03-05")]
    [InlineData("3/5/2024", "Das Land hat den Vertrag am See verlassen, sagte die Regierung in der Stadt und auf dem Land.", "2024-05-03")]
    [InlineData("13/5/2024", "Norland left the pact, its government said in the town of the lake.", "2024-05-13")]
    public void Day_in_numbers_is_read_as_the_article_writes(string line, string text, string day) =>
        Assert.Equal(day, _folder.ReadText($"Norland leaves the lake pact\n{line}\nBy Jane Q. Roe\n\n{text}\n").Published?.ToString("uuuu-MM-dd", null));

    [Fact]
    public void Default_day_stands_in_for_a_missing_one()
    {
        var options = new ReadingOptions { DefaultPublished = new LocalDate(2020, 1, 2) };
        Assert.Equal(new LocalDate(2020, 1, 2), Assert.Single(TestFolder.Read(options, _folder.Write("a.txt", "Norland left."))).Article!.Published);
    }

    [Fact]
    public void Sample_article_is_read_without_its_furniture()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Entente.slnx")))
            root = root.Parent;
        var article = Assert.Single(TestFolder.Read(Path.Combine(root.FullName, "samples", "strait-patrol-accord.txt"))).Article!;
        Assert.Equal("Japan and South Korea to Discuss Return to Strait Patrol Accord", article.Title);
        Assert.Equal(new LocalDate(2019, 5, 14), article.Published);
        Assert.Equal(["Daniel Okafor"], article.Authors);
        Assert.StartsWith("TOKYO - ", article.Text);
        Assert.EndsWith("does not apologize.", article.Text);
        Assert.Equal(
            ["masthead", "section_bar", "role_line", "date_line", "byline", "advertisement", "share", "share", "tags", "copyright"],
            article.Dropped.Select(d => d.Reason));
    }

    [Fact]
    public void Wire_loses_its_slugs_and_notes_and_names_its_agency()
    {
        var article = _folder.ReadText("""
            LAKE-TREATY/TALKS (UPDATE 2)

            Norland returns to the lake treaty

            (Adds details, quotes)

            LAKETOWN, March 4 (Reuters) - Norland said on Monday that it would return to the treaty of the lake.

            The patrols will begin in May, the ministry said.

            (Reporting by Jane Roe; Editing by John Doe)
            """);
        Assert.Equal(("Norland returns to the lake treaty", "Reuters"), (article.Title, article.Origin));
        Assert.StartsWith("LAKETOWN, March 4 (Reuters) - Norland said", article.Text);
        Assert.EndsWith("the ministry said.", article.Text);
        Assert.Equal(["slug", "editors_note", "editors_note"], article.Dropped.Select(d => d.Reason));
    }

    [Fact]
    public void Transcript_keeps_each_turn_with_its_speaker()
    {
        var article = _folder.ReadText("""
            Press Briefing on the Lake Treaty

            March 4, 2019

            MR. HADDAD: Good afternoon, everyone. I have a statement on the lake patrols.

            QUESTION: Will Norland take part?

            MR. HADDAD: It will. (Laughter.)

            Q  And Sudland?

            MR. HADDAD: Yes.
            """);
        Assert.Equal(("Press Briefing on the Lake Treaty", new LocalDate(2019, 3, 4)), (article.Title, article.Published));
        Assert.Equal(
            ["MR. HADDAD: Good afternoon, everyone. I have a statement on the lake patrols.", "QUESTION: Will Norland take part?", "MR. HADDAD: It will. (Laughter.)", "Q And Sudland?", "MR. HADDAD: Yes."],
            article.Text.Split("\n\n"));
    }
}
