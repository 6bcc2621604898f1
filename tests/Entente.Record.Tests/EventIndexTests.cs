using CsCheck;
using Entente.Articles;
using Entente.Relations;
using NodaTime;
using Xunit;

namespace Entente.Record.Tests;

public sealed class EventIndexTests
{
    private static readonly Instant Now = Instant.FromUtc(2024, 1, 8, 9, 0);

    private sealed record Row(int Article, int Published, PloverType Type, string Actors, string Recipients, int? Day, string Word, Step? Step);

    private static readonly Gen<Row> Rows = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 20], One(PloverType.Consult, PloverType.Sanction), One("AAA", "BBB", "AAA BBB", ""), One("BBB", "CCC", ""),
        Gen.Int[-5, 25].Select(d => (int?)d), One("met", "cut"), One<Step?>(null, Step.Suspended, Step.Joined), (article, published, type, actors, recipients, day, word, step) => new Row(article, published, type, actors, recipients, day < 0 ? null : day, word, step));

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Events_in_the_file_are_those_of_all_claims_whatever_the_order_of_adding_the_batches_and_the_known_by_day()
    {
        Gen.Select(Rows.Array[1, 16], Gen.Int, Gen.Int[1, 4]).Sample((rows, seed, batch) =>
        {
            var folder = Directory.CreateTempSubdirectory("entente-record-").FullName;
            try
            {
                var articles = Articles(rows);
                // So few at a time that a rebuild goes by type.
                using var store = RecordStore.Open(Path.Combine(folder, "a.duckdb"), create: true, options: new() { ClaimsAtATime = 3 });
                var shuffled = articles.ToArray();
                new Random(seed).Shuffle(shuffled);
                foreach (var chunk in shuffled.Chunk(batch))
                    store.Add(chunk, Now);
                var expected = Events.Merge(store.Claims().ToList());
                Assert.Equal(expected.Select(Told), store.Events().Select(Told));

                // Adding again changes nothing, and making all anew neither.
                store.Add(articles, Now);
                Assert.Equal(expected.Select(Told), store.Events().Select(Told));
                store.Rebuild();
                Assert.Equal(expected.Select(Told), store.Events().Select(Told));

                // Known by a day is the same as never having had what came later.
                var day = new LocalDate(2020, 5, 12);
                var known = Events.Merge(store.Claims().Where(c => c.Source.KnownOn <= day).ToList());
                Assert.Equal(known.Select(Told), store.Events(new() { KnownBy = day }).Select(Told));
                Assert.Equal(known.Count, store.Facets(new() { KnownBy = day }).Total);
                Assert.Equal(expected.Count, store.Facets().Total);
                Assert.Equal(store.Facets().Types.ToHashSet(), expected.GroupBy(e => e.Type.ToString().ToUpperInvariant()).Select(g => new Facet(g.Key, g.Count())).ToHashSet());
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }, iter: 20);

        static string Told(Event e) => EntenteJson.Write(e with { Id = "" });
    }

    [Fact]
    public void Pages_of_events_make_the_whole_and_tell_how_long_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("entente-record-").FullName;
        try
        {
            using var store = RecordStore.Open(Path.Combine(folder, "a.duckdb"), create: true);
            store.Add(Articles([.. Enumerable.Range(0, 23).Select(i => new Row(i, i, PloverType.Assault, "AAA", "BBB", i * 30, "cut", null))]), Now);
            var pages = Enumerable.Range(0, 3).Select(p => store.Events(ClaimFilter.All, new(p * 10, 10))).ToList();
            Assert.All(pages, p => Assert.Equal(23, p.Total));
            Assert.Equal(store.Events().Select(e => e.Id), pages.SelectMany(p => p.Items).Select(e => e.Id));
            Assert.Equal(store.Events().Select(e => e.Id).Reverse(), store.Events(ClaimFilter.All, new(NewestFirst: true)).Items.Select(e => e.Id));
            Assert.Single(store.Events(new() { Text = "SENTENCE 22." }));
            Assert.Empty(store.Events(new() { Text = "sentence absent" }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Pages_of_a_pair_are_those_of_all_its_events()
    {
        Gen.Select(Rows.Array[1, 30], Gen.Int[0, 6], Gen.Int[1, 5], Gen.Bool).Sample((rows, offset, limit, newest) =>
        {
            var folder = Directory.CreateTempSubdirectory("entente-record-").FullName;
            try
            {
                using var store = RecordStore.Open(Path.Combine(folder, "a.duckdb"), create: true);
                store.Add(Articles(rows), Now);
                var all = store.Events(ClaimFilter.All, new(NewestFirst: newest)).Items.Where(e => e.Actors.Concat(e.Recipients).Select(s => s.Id).ToHashSet().IsSupersetOf(["AAA", "BBB"])).Select(e => e.Id).ToList();
                var page = store.Events(new() { Actors = ["BBB", "AAA"] }, new(offset, limit, newest));
                Assert.Equal(all.Count, page.Total);
                Assert.Equal(all.Skip(offset).Take(limit), page.Items.Select(e => e.Id));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }, iter: 20);
    }

    private static List<AnnotatedArticle> Articles(IReadOnlyList<Row> rows) => [.. rows.GroupBy(r => r.Article).Select(g =>
    {
        var article = new Article { Text = $"Article number {g.Key}.", Published = new LocalDate(2020, 5, 1).PlusDays(g.First().Published), Outlet = $"Outlet {g.Key % 3}" };
        return new AnnotatedArticle
        {
            Article = article,
            Layers = Layers.Claims,
            Claims = [.. g.Select((r, i) => new Claim
            {
                Id = $"c-{article.Id[2..]}{i}",
                Article = article.Id,
                Type = r.Type,
                Actors = [.. r.Actors.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Sample.Party)],
                Recipients = [.. r.Recipients.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Sample.Party)],
                Date = r.Day is { } day ? ClaimDate.Of(DateRange.Day(new LocalDate(2020, 5, 1).PlusDays(day)), null) : ClaimDate.Unknown,
                DateBasis = r.Day is null ? DateBasis.None : DateBasis.Stated,
                Arrangement = r.Step is null ? null : new("pact", "Pact", null),
                Step = r.Step,
                Trigger = new(r.Word, i * 5, i * 5 + 3),
                Evidence = new(0, 10, $"Sentence {g.Key}.", "", ""),
                Rule = "test",
                Coder = "entente 0.1.0",
            })],
        };
    })];
}
