using Entente.Articles;
using Entente.Relations;
using NodaTime;
using Xunit;

namespace Entente.Record.Tests;

public sealed class RecordStoreTests : IDisposable
{
    private static readonly Instant Monday = Instant.FromUtc(2024, 1, 8, 9, 0);
    private static readonly Instant Tuesday = Instant.FromUtc(2024, 1, 9, 9, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("entente-record-").FullName;

    private string File => Path.Combine(_folder, "news.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Article_added_twice_is_there_once_and_keeps_its_first_times()
    {
        using var store = RecordStore.Open(File, create: true);
        Assert.Equal(new AddResult(1, 0, 0, 2), store.Add([Sample.Article("one", 2)], Monday));
        Assert.Equal(new AddResult(0, 0, 1, 0), store.Add([Sample.Article("one", 2)], Tuesday));
        Assert.Equal(1, store.ArticleCount);
        Assert.Equal(2, store.ClaimCount);
        Assert.All(store.Claims(), c => Assert.Equal((Monday, Monday), (c.Source.FirstSeen, c.Source.Coded)));
    }

    [Fact]
    public void Article_twice_in_one_batch_is_there_once()
    {
        using var store = RecordStore.Open(File, create: true);
        Assert.Equal(new AddResult(1, 0, 1, 2), store.Add([Sample.Article("one", 2), Sample.Article("one", 2)], Monday));
        Assert.Equal(2, store.Claims().Count());
    }

    [Fact]
    public void Claims_come_back_as_they_were_after_reopening()
    {
        var articles = new[] { Sample.Article("one", 3), Sample.Article("two", 0), Sample.Article("three", 1, published: null) };
        using (var store = RecordStore.Open(File, create: true))
            store.Add(articles, Monday);
        using var again = RecordStore.Open(File, readOnly: true);
        Assert.Equal(3, again.ArticleCount);
        var expected = articles.SelectMany(a => a.Claims).Select(EntenteJson.Write).Order(StringComparer.Ordinal);
        Assert.Equal(expected, again.Claims().Select(c => EntenteJson.Write(c.Claim)).Order(StringComparer.Ordinal));
        var source = again.Claims().First(c => c.Source.Published is not null).Source;
        Assert.Equal(Source.Of(articles[0].Article, Monday, Monday), source);
    }

    [Fact]
    public void Newer_coder_replaces_claims_and_older_ones_stay_findable()
    {
        using var store = RecordStore.Open(File, create: true);
        store.Add([Sample.Article("one", 2, "entente 0.1.0")], Monday);
        var old = store.Claims().First();
        Assert.Equal(new AddResult(0, 1, 0, 1), store.Add([Sample.Article("one", 1, "entente 0.10.0")], Tuesday));
        var now = Assert.Single(store.Claims());
        Assert.Equal(("entente 0.10.0", Monday, Tuesday), (now.Claim.Coder, now.Source.FirstSeen, now.Source.Coded));
        Assert.Equal("entente 0.1.0", Assert.Single(store.ClaimsById(old.Claim.Id)).Claim.Coder);
        Assert.Equal(1, store.ClaimCount);
    }

    [Fact]
    public void Older_coder_never_replaces_claims()
    {
        using var store = RecordStore.Open(File, create: true);
        store.Add([Sample.Article("one", 2, "entente 0.10.0")], Monday);
        Assert.Equal(new AddResult(0, 0, 1, 0), store.Add([Sample.Article("one", 1, "entente 0.9.0")], Tuesday));
        Assert.All(store.Claims(), c => Assert.Equal("entente 0.10.0", c.Claim.Coder));
    }

    [Fact]
    public void Claims_coded_as_before_count_again_with_their_first_time()
    {
        using var store = RecordStore.Open(File, create: true);
        store.Add([Sample.Article("one", 2)], Monday);
        store.Add([Sample.Article("one", 1)], Tuesday);
        Assert.Equal(1, store.ClaimCount);
        store.Add([Sample.Article("one", 2)], Tuesday);
        Assert.Equal(2, store.ClaimCount);
        Assert.All(store.Claims(), c => Assert.Equal(Monday, c.Source.Coded));
    }

    [Fact]
    public void Known_by_hides_what_was_published_later_and_counts_undated_articles_by_first_sight()
    {
        using var store = RecordStore.Open(File, create: true);
        store.Add([Sample.Article("one", 1, published: new(2020, 5, 1)), Sample.Article("two", 1, published: new(2020, 5, 2)), Sample.Article("three", 1, published: null)], Monday);
        Assert.Single(store.Claims(new() { KnownBy = new(2020, 5, 1) }));
        Assert.Equal(2, store.Claims(new() { KnownBy = new(2024, 1, 7) }).Count());
        Assert.Equal(3, store.Claims(new() { KnownBy = new(2024, 1, 8) }).Count());
        Assert.Equal(2, store.Articles(new LocalDate(2020, 5, 2)).Count());
    }

    [Fact]
    public void Filters_narrow_by_sides_type_and_days()
    {
        using var store = RecordStore.Open(File, create: true);
        var article = Sample.Article("one", 3);
        var claims = article.Claims.ToList();
        claims[1] = claims[1] with { Type = PloverType.Assault, Date = ClaimDate.Of(DateRange.Day(new(2019, 3, 4)), "4 March 2019") };
        claims[2] = claims[2] with { Recipients = [Sample.Party("CHN")], Date = ClaimDate.Of(new(new LocalDate(2014, 4, 1), null, Precision.Month), "since April 2014"), Arrangement = new("x", "X", null) };
        store.Add([article with { Claims = claims }], Monday);
        Assert.Equal(3, store.Claims(new() { Actors = ["RUS"] }).Count());
        Assert.Equal(2, store.Claims(new() { Actors = ["NATO", "RUS"] }).Count());
        Assert.Equal(claims[2].Id, Assert.Single(store.Claims(new() { Actors = ["CHN", "RUS"] })).Claim.Id);
        Assert.Equal(claims[1].Id, Assert.Single(store.Claims(new() { Type = PloverType.Assault })).Claim.Id);
        Assert.Equal(claims[2].Id, Assert.Single(store.Claims(new() { To = new(2018, 1, 1) })).Claim.Id);
        Assert.Equal([claims[1].Id, claims[2].Id], store.Claims(new() { From = new(2019, 3, 4), To = new(2019, 3, 4) }).Select(c => c.Claim.Id));
        Assert.Equal(claims[2].Id, Assert.Single(store.Claims(new() { WithArrangement = true })).Claim.Id);
        var found = Assert.Single(store.Events(new() { Type = PloverType.Assault, Actors = ["NATO"], From = new(2019, 1, 1), To = new(2019, 12, 31) }));
        Assert.Equal(found.Id, Assert.Single(store.EventsById(found.Id[..8])).Id);
    }

    [Theory]
    [InlineData("'; drop table claims; --")]
    [InlineData("\"quoted\" \\ back\\slash %_ $1 $actor0 ?")]
    [InlineData("nul\0inside")]
    [InlineData("صدى البلد 你好 🕊")]
    [InlineData("line\r\nend\ttab")]
    public void Hostile_words_come_back_as_they_were(string words)
    {
        var article = Sample.Article(words, 1);
        article = article with
        {
            Article = article.Article with { Title = words, Outlet = words, Path = words, SourceId = words },
            Claims = [article.Claims[0] with { Actors = [Sample.Party(words)], Rule = words }],
        };
        article = article with { Claims = [article.Claims[0] with { Article = article.Article.Id }] };
        using (var store = RecordStore.Open(File, create: true))
        {
            store.Add([article], Monday);
            Assert.Equal(new AddResult(0, 0, 1, 0), store.Add([article], Tuesday));
        }
        using var again = RecordStore.Open(File);
        var found = Assert.Single(again.Claims(new() { Actors = [words] }));
        Assert.Equal(EntenteJson.Write(article.Claims[0]), EntenteJson.Write(found.Claim));
        var kept = words.Replace('\0', '\uFFFD');
        Assert.Equal((kept, kept, kept, kept), (found.Source.Title, found.Source.Outlet, found.Source.Path, found.Source.SourceId));
        Assert.Empty(again.ClaimsById(words));
        Assert.Single(again.Articles());
    }

    [Fact]
    public void Huge_sentence_comes_back_whole()
    {
        var article = Sample.Article("one", 1);
        var claim = article.Claims[0] with { Evidence = article.Claims[0].Evidence with { Exact = new string('é', 3_000_000) } };
        using var store = RecordStore.Open(File, create: true);
        store.Add([article with { Claims = [claim] }], Monday);
        Assert.Equal(3_000_000, Assert.Single(store.Claims()).Claim.Evidence.Exact.Length);
    }

    [Fact]
    public void Days_at_the_ends_of_the_calendar_are_kept()
    {
        var article = Sample.Article("one", 1);
        var claim = article.Claims[0] with { Date = ClaimDate.Of(new(new LocalDate(-43, 3, 15), new LocalDate(9999, 12, 31), Precision.Century), null) };
        using var store = RecordStore.Open(File, create: true);
        store.Add([article with { Claims = [claim] }], Monday);
        Assert.Equal(claim.Date, Assert.Single(store.Claims()).Claim.Date);
        Assert.Single(store.Events());
    }

    [Fact]
    public void Uncoded_article_is_refused_and_nothing_is_written()
    {
        using var store = RecordStore.Open(File, create: true);
        Assert.Throws<ArgumentException>(() => store.Add([Sample.Article("one", 1), Sample.Article("two", 1) with { Layers = Layers.Sentences }], Monday));
        Assert.Equal(0, store.ArticleCount);
    }

    [Fact]
    public void Abandoned_batch_leaves_whole_batches_only()
    {
        using (var store = RecordStore.Open(File, create: true))
            Assert.Throws<InvalidOperationException>(() => store.Add(Enumerable.Range(0, 1500).Select(i => i < 1200 ? Sample.Article($"n{i}", 1) : throw new InvalidOperationException()), Monday));
        using var again = RecordStore.Open(File);
        Assert.Equal((1000, 1000), (again.ArticleCount, again.ClaimCount));
        Assert.Equal(new AddResult(500, 0, 1000, 500), again.Add(Enumerable.Range(0, 1500).Select(i => Sample.Article($"n{i}", 1)), Monday));
    }

    [Fact]
    public void Reading_goes_on_over_what_was_there_while_more_is_added()
    {
        using var store = RecordStore.Open(File, create: true);
        store.Add(Enumerable.Range(0, 50).Select(i => Sample.Article($"a{i}", 1)), Monday);
        var read = 0;
        foreach (var _ in store.Claims())
            if (read++ == 0)
                store.Add(Enumerable.Range(0, 50).Select(i => Sample.Article($"b{i}", 1)), Tuesday);
        Assert.Equal(50, read);
        Assert.Equal(100, store.ClaimCount);
    }

    [Fact]
    public void Missing_file_is_told_as_such_and_not_made()
    {
        Assert.Equal("record_missing", Assert.Throws<RecordException>(() => RecordStore.Open(File)).Code);
        Assert.Equal("record_missing", Assert.Throws<RecordException>(() => RecordStore.Open(File, create: true, readOnly: true)).Code);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void File_of_another_kind_is_told_as_such_and_left_alone()
    {
        System.IO.File.WriteAllText(File, "Dear reader, this is a letter and not a database. " + new string('x', 20_000));
        Assert.Equal("record_invalid", Assert.Throws<RecordException>(() => RecordStore.Open(File, create: true)).Code);
        Assert.StartsWith("Dear reader", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        Assert.Equal("record_invalid", Assert.Throws<RecordException>(() => RecordStore.Open(_folder, create: true)).Code);
    }

    [Fact]
    public void Database_that_is_no_record_is_told_as_such()
    {
        Engine.Run(File, "create table mine (x integer)");
        Assert.Equal("record_invalid", Assert.Throws<RecordException>(() => RecordStore.Open(File, create: true)).Code);
    }

    [Fact]
    public void Empty_database_left_by_a_kill_becomes_a_record()
    {
        Engine.Run(File, "select 1");
        using var store = RecordStore.Open(File);
        Assert.Equal(0, store.ArticleCount);
    }

    [Fact]
    public void Record_of_a_later_version_is_not_touched()
    {
        RecordStore.Open(File, create: true).Dispose();
        Engine.Run(File, "update meta set value = '99' where name = 'schema'");
        Assert.Equal("record_newer", Assert.Throws<RecordException>(() => RecordStore.Open(File)).Code);
    }

    [Fact]
    public void Record_opened_for_reading_cannot_be_added_to()
    {
        RecordStore.Open(File, create: true).Dispose();
        using var store = RecordStore.Open(File, readOnly: true);
        Assert.Equal("record_read_only", Assert.Throws<RecordException>(() => store.Add([Sample.Article("one", 1)], Monday)).Code);
    }
}
