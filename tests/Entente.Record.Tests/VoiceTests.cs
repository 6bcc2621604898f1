using Entente.Articles;
using Entente.Relations;
using NodaTime;
using Xunit;

namespace Entente.Record.Tests;

public sealed class VoiceTests : IDisposable
{
    private static readonly Instant Monday = Instant.FromUtc(2024, 1, 8, 9, 0);
    private static readonly string[] Sentences =
    [
        "Norland and its neighbour agreed on Monday to end the suspension of the lake patrols after five years of dispute.",
        "The patrols began in 1999 after the treaty of the lake was signed by both governments in the northern town.",
        "They were suspended in 2014 in a quarrel over fishing rights in the shallow waters near the eastern shore.",
        "Delegations of both sides will meet in May and will then decide on a new timetable for the boats.",
        "The minister said that the cost would be shared and that observers from a third state would be invited.",
        "Fishermen in the border villages welcomed the step, though some doubted that it would last through the winter.",
    ];

    private static readonly Article Wire = Of(string.Join("\n\n", Sentences), "Northern Post", "Reuters");
    private static readonly Article Reprint = Of(string.Join("\n\n", Sentences.Append("Our own reporter added one line.")), "Lake Gazette");
    private static readonly Article Own = Of("Boats may soon cross the lake again. " + Sentences[5] + " Nobody here believes in the ministers any more, said the harbour master of the old town.", "Harbour Times");

    private readonly string _folder = Directory.CreateTempSubdirectory("entente-record-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Near_copies_are_one_voice_and_share_the_origin_that_one_of_them_names()
    {
        var sources = Added([Wire], [Reprint, Own]);
        Assert.Equal(sources["Northern Post"].Voice, sources["Lake Gazette"].Voice);
        Assert.NotEqual(sources["Northern Post"].Voice, sources["Harbour Times"].Voice);
        Assert.Equal(("Reuters", "Reuters", null), (sources["Northern Post"].Origin, sources["Lake Gazette"].Origin, sources["Harbour Times"].Origin));
    }

    [Fact]
    public void Order_of_arrival_leaves_no_trace_on_voices()
    {
        Article[] all = [Wire, Reprint, Own, Of(string.Join(' ', Sentences[..4]), "Short Post"), Of(string.Join(' ', Sentences[2..]), "Late Post")];
        var expected = Added(all);
        Assert.Equal(2, expected.Values.Select(s => s.Voice).Distinct().Count());
        foreach (var order in new[] { new[] { 4, 3, 2, 1, 0 }, [3, 4, 2, 0, 1], [1, 3, 0, 4, 2] })
            Assert.Equal(expected, Added([.. order.Select(i => new[] { all[i] })]));
    }

    [Fact]
    public void Link_found_later_makes_two_voices_of_the_record_one()
    {
        var (begin, end) = (Of(string.Join(' ', Sentences[..3]), "Begin Post"), Of(string.Join(' ', Sentences[3..]), "End Post"));
        var apart = Added([begin], [end]);
        Assert.NotEqual(apart["Begin Post"].Voice, apart["End Post"].Voice);
        var linked = Added([begin], [end], [Wire]);
        Assert.Single(linked.Values.Select(s => s.Voice).Distinct());
        Assert.All(linked.Values, s => Assert.Equal("Reuters", s.Origin));
    }

    [Fact]
    public void Link_found_later_leaves_no_trace_on_what_was_known_before()
    {
        Article on(Article article, int day) => article with { Published = new LocalDate(2024, 3, day) };
        Article[] all = [on(Of(string.Join(' ', Sentences[..3]), "Begin Post"), 1), on(Of(string.Join(' ', Sentences[3..]), "End Post"), 2), on(Wire, 9)];
        foreach (var order in new[] { new[] { 0, 1, 2 }, [2, 1, 0], [1, 2, 0] })
        {
            var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.duckdb");
            using var store = RecordStore.Open(file, create: true);
            foreach (var i in order)
                store.Add([(all[i], (IReadOnlyList<Claim>)[Told(all[i])])], Monday, Monday);
            Assert.Equal(1, Assert.Single(store.Events()).Voices);

            // As if the wire report had never come: two voices, and no agency.
            using var without = RecordStore.Open(Path.Combine(_folder, $"{Guid.NewGuid():N}.duckdb"), create: true);
            without.Add(all[..2].Select(a => (a, (IReadOnlyList<Claim>)[Told(a)])), Monday, Monday);
            var before = new LocalDate(2024, 3, 8);
            Assert.Equal(2, Assert.Single(store.Events(new() { KnownBy = before })).Voices);
            Assert.Equal(without.Events().Select(EntenteJson.Write), store.Events(new() { KnownBy = before }).Select(EntenteJson.Write));
            Assert.Equal(without.Articles().Select(Seen), store.Articles(before).Select(Seen));
            Assert.Equal(without.Claims().Select(c => Seen(c.Source)), store.Claims(new() { KnownBy = before }).Select(c => Seen(c.Source)));
        }

        static (string, string, string?) Seen(Source source) => (source.ArticleId, source.Voice, source.Origin);

        static Claim Told(Article article) => Sample.Claim(article.Id, 0, "entente 0.1.0") with { Date = ClaimDate.Of(DateRange.Day(new LocalDate(2024, 3, 1)), null), DateBasis = DateBasis.Stated };
    }

    [Fact]
    public void Versions_of_one_address_are_articles_of_one_voice_and_start_pages_are_not()
    {
        Article at(string text, string outlet, string url) => Of(text, outlet) with { Url = url };
        var sources = Added([at(Sentences[0], "First", "https://example.org/lake")], [at(Sentences[1], "Second", "https://example.org/lake")],
            [at(Sentences[2], "Start", "https://example.org/")], [at(Sentences[3], "Start again", "https://example.org/")]);
        Assert.Equal(sources["First"].Voice, sources["Second"].Voice);
        Assert.NotEqual(sources["Start"].Voice, sources["Start again"].Voice);
        Assert.Equal(4, sources.Count);
    }

    [Fact]
    public void Text_of_a_hundred_prints_is_one_voice()
    {
        var prints = Enumerable.Range(0, 100).Select(i => Of(Wire.Text + $"\n\nPrinted in town number {i} of the lake.", $"Post {i}")).Chunk(30).ToArray();
        Assert.Single(Added(prints).Values.Select(s => s.Voice).Distinct());
    }

    private static Article Of(string text, string outlet, string? origin = null) => new() { Text = text, Outlet = outlet, Origin = origin };

    /// <summary>Sources by outlet, after each batch was added by a store that was opened anew.</summary>
    private Dictionary<string, Source> Added(params Article[][] batches)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.duckdb");
        foreach (var batch in batches)
            using (var store = RecordStore.Open(file, create: true))
                store.Add(batch.Select(a => (a, (IReadOnlyList<Claim>)[])), Monday, Monday);
        using var record = RecordStore.Open(file, readOnly: true);
        return record.Articles().ToDictionary(s => s.Outlet!);
    }
}
