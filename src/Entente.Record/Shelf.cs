using System.Data.Common;
using DuckDB.NET.Data;
using Entente.Articles;
using Entente.Relations;

namespace Entente.Record;

/// <summary>An article as it stands in the file, with the claims that count.</summary>
/// <param name="Number">Its number in the file.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Claims">Its claims after all decisions, each with its number in the article.</param>
internal sealed record StoredArticle(int Number, Source Source, List<(int No, Claim Claim)> Claims);

/// <summary>Reads articles and claims by number.</summary>
internal static class Shelf
{
    private const int AtATime = 1000;

    private const string Columns = "n, id, source_id, path, url, title, outlet, published, first_seen, voice, origin, coding";

    /// <summary>The articles with these numbers, in the order of the numbers.</summary>
    public static IEnumerable<StoredArticle> Articles(DuckDBConnection connection, DecisionBook book, IEnumerable<int> numbers)
    {
        foreach (var chunk in numbers.Distinct().Order().Chunk(AtATime))
        {
            var articles = connection.List($"select {Columns} from articles where n in ({string.Join(',', chunk)})", r => (Number: r.GetInt32(0), Row: SourceAt(r, 1), Coding: r.GetInt32(11)));
            var codings = articles.Count == 0 ? [] : connection.List($"select n, coded, claims from codings where n in ({string.Join(',', articles.Select(a => a.Coding))})",
                r => (Number: r.GetInt32(0), Coded: r.TimeAt(1), Claims: r.BytesAt(2))).ToDictionary(c => c.Number);
            // Unpacking is most of the work, and each article is its own.
            var unpacked = articles.OrderBy(a => a.Number).AsParallel().AsOrdered()
                .Select(a => new StoredArticle(a.Number, a.Row with { Coded = codings[a.Coding].Coded }, book.Apply(a.Row.ArticleId, ClaimPack.Claims(codings[a.Coding].Claims)))).ToList();
            foreach (var article in unpacked)
                yield return article;
        }
    }

    /// <summary>Claims by article and number; those that no longer count are left out.</summary>
    public static Dictionary<(int Article, int No), SourcedClaim> Claims(DuckDBConnection connection, DecisionBook book, IReadOnlyCollection<(int Article, int No)> places)
    {
        var wanted = places as HashSet<(int, int)> ?? [.. places];
        return Articles(connection, book, places.Select(p => p.Article))
            .SelectMany(a => a.Claims.Where(c => wanted.Contains((a.Number, c.No))).Select(c => (Place: (a.Number, c.No), Claim: new SourcedClaim(c.Claim, a.Source))))
            .ToDictionary(c => c.Place, c => c.Claim);
    }

    /// <summary>The source in a row of id, source_id, path, url, title, outlet, published, first_seen, voice, origin; the time of coding is that of first sight.</summary>
    public static Source SourceAt(DbDataReader row, int at) => new()
    {
        ArticleId = row.GetString(at),
        SourceId = row.TextAt(at + 1),
        Path = row.TextAt(at + 2),
        Url = row.TextAt(at + 3),
        Title = row.TextAt(at + 4),
        Outlet = row.TextAt(at + 5),
        Published = row.DayAt(at + 6),
        FirstSeen = row.TimeAt(at + 7),
        Coded = row.TimeAt(at + 7),
        Voice = row.GetString(at + 8),
        Origin = row.TextAt(at + 9),
    };
}
