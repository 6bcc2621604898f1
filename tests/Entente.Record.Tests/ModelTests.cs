using CsCheck;
using Entente.Articles;
using NodaTime;
using Xunit;

namespace Entente.Record.Tests;

public class ModelTests
{
    [Fact]
    public void Record_holds_what_a_dictionary_would_whatever_is_added_and_reopened()
    {
        // An addition: which articles, how many claims each, by which version; null closes the file and opens it again.
        var addition = Gen.Select(Gen.Int[0, 5].Array[0, 4], Gen.Int[0, 3], Gen.Int[1, 3], (articles, claims, version) => (articles, claims, version));
        Gen.Select(addition, Gen.Int[0, 4], (add, kind) => kind == 0 ? (int[]?)null : [add.claims, add.version, .. add.articles]).Array[1, 8].Sample(steps =>
        {
            var folder = Directory.CreateTempSubdirectory("entente-record-").FullName;
            var file = Path.Combine(folder, "news.duckdb");
            var model = new SortedDictionary<string, (int Version, List<Claim> Claims, Instant Seen)>(StringComparer.Ordinal);
            var store = RecordStore.Open(file, create: true);
            try
            {
                for (var at = 0; at < steps.Length; at++)
                {
                    var now = Instant.FromUtc(2024, 1, 1, at, 0);
                    if (steps[at] is not [var claims, var version, .. var articles])
                    {
                        store.Dispose();
                        store = RecordStore.Open(file);
                        continue;
                    }
                    store.Add(articles.Select(a => Sample.Article($"n{a}", claims, $"entente {version}.0")), now);
                    foreach (var article in articles.Distinct().Select(a => Sample.Article($"n{a}", claims, $"entente {version}.0")))
                    {
                        var id = article.Article.Id;
                        if (!model.TryGetValue(id, out var there))
                            model[id] = (claims == 0 ? 0 : version, [.. article.Claims], now);
                        else if (claims == 0 || version >= there.Version)
                            model[id] = (claims == 0 ? 0 : version, [.. article.Claims], there.Seen);
                    }
                }
                Assert.Equal(model.Keys, store.Articles().Select(a => a.ArticleId).Order(StringComparer.Ordinal));
                Assert.Equal(
                    model.Values.SelectMany(m => m.Claims.Select(c => $"{m.Seen} {EntenteJson.Write(c)}")).Order(StringComparer.Ordinal),
                    store.Claims().Select(c => $"{c.Source.FirstSeen} {EntenteJson.Write(c.Claim)}").Order(StringComparer.Ordinal));
            }
            finally
            {
                store.Dispose();
                Directory.Delete(folder, recursive: true);
            }
        }, iter: 15);
    }
}
