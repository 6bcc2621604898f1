using System.Data.Common;
using Entente.Articles;
using Entente.Relations;

namespace Entente.Record;

/// <summary>An article as it stands in the file, with the claims that count.</summary>
/// <param name="Number">Its number in the file.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Claims">Its claims after all decisions, each with its number in the article.</param>
internal sealed record StoredArticle(int Number, Source Source, List<(int No, Claim Claim)> Claims)
{
    /// <summary>The claims with their source and place.</summary>
    public IEnumerable<SourcedClaim> Sourced => Claims.Select(c => new SourcedClaim(c.Claim, Source) { Place = Shelf.Place(Number, c.No) });
}

/// <summary>Reads articles and claims by number.</summary>
internal static class Shelf
{
    /// <summary>Columns of articles that <see cref="SourceAt"/> takes.</summary>
    public const string SourceColumns = "n, id, source_id, path, url, title, outlet, published, first_seen, voice, origin";

    private const int AtATime = 2000;

    /// <summary>Article and number of a claim as one number.</summary>
    public static long Place(int article, int no) => (long)article << 20 | (uint)no;

    /// <summary>The article of a place.</summary>
    public static int ArticleOf(long place) => (int)(place >> 20);

    /// <summary>The number of a claim in its article.</summary>
    public static int NoOf(long place) => (int)(place & 0xFFFFF);

    /// <summary>The articles with these numbers, in the order of the numbers.</summary>
    public static IEnumerable<StoredArticle> Articles(StoreConnection connection, DecisionBook book, IEnumerable<int> numbers)
    {
        foreach (var chunk in numbers.Distinct().Order().Chunk(AtATime))
        {
            var wanted = chunk.ToHashSet();
            var articles = Sources(connection, $"select {SourceColumns}, coding from articles where {Among("n", chunk)}", r => r.GetInt32(SourceWidth)).FindAll(a => wanted.Contains(a.Number));
            var codings = articles.Count == 0 ? [] : connection.List($"select n, coded, claims from codings where {Among("n", [.. articles.Select(a => a.More).Order()])}",
                r => (Number: r.GetInt32(0), Coded: r.TimeAt(1), Claims: r.BytesAt(2))).ToDictionary(c => c.Number);
            // Unpacking is most of the work, and each article is its own.
            var unpacked = articles.OrderBy(a => a.Number).AsParallel().AsOrdered()
                .Select(a => new StoredArticle(a.Number, a.Source with { Coded = codings[a.More].Coded }, book.Apply(a.Source.ArticleId, ClaimPack.Claims(codings[a.More].Claims, a.Source.ArticleId)))).ToList();
            foreach (var article in unpacked)
                yield return article;
        }
    }

    /// <summary>Claims by place; those that no longer count are left out.</summary>
    public static Dictionary<long, SourcedClaim> Claims(StoreConnection connection, DecisionBook book, IReadOnlyCollection<long> places)
    {
        var wanted = places as HashSet<long> ?? [.. places];
        return Articles(connection, book, places.Select(ArticleOf)).SelectMany(a => a.Sourced).Where(c => wanted.Contains(c.Place)).ToDictionary(c => c.Place);
    }

    /// <summary>Number of <see cref="SourceColumns"/>: where further columns begin.</summary>
    public const int SourceWidth = 11;

    /// <summary>The sources that a query finds, each with its number and what else is asked of its row, and with what is known of its voice.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">A query whose first columns are <see cref="SourceColumns"/>.</param>
    /// <param name="rest">What else is asked, from column <see cref="SourceWidth"/> on.</param>
    /// <param name="parameters">Values of the query.</param>
    public static List<(int Number, Source Source, T More)> Sources<T>(StoreConnection connection, string sql, Func<DbDataReader, T> rest, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var found = connection.List(sql, r => (Number: r.GetInt32(0), Source: SourceAt(r), More: rest(r)), parameters);
        if (found.Count == 0)
            return found;
        var few = found.Count <= AtATime ? $"where {Among("article", [.. found.Select(f => f.Number).Order()])}" : "";
        var voices = new Dictionary<int, VoiceKnown>();
        foreach (var (article, since, voice, origin) in connection.List($"select article, since, voice, origin from voices {few} order by article, since", r => (r.GetInt32(0), r.DayAt(1)!.Value, r.GetString(2), r.TextAt(3))))
            voices[article] = new(since, voice, origin, voices.GetValueOrDefault(article));
        if (voices.Count == 0)
            return found;
        return found.ConvertAll(f => voices.TryGetValue(f.Number, out var known) ? f with { Source = f.Source with { Voice = known.Voice, Origin = f.Source.Origin ?? known.Origin, VoiceHistory = known } } : f);
    }

    /// <summary>A condition that holds for all the numbers, which are in order, and for few others.</summary>
    public static string Among(string column, IReadOnlyList<int> numbers) =>
        numbers.Count > 8 && numbers[^1] - numbers[0] < 4 * numbers.Count ? $"{column} between {numbers[0]} and {numbers[^1]}" : $"{column} in ({string.Join(',', numbers)})";

    /// <summary>The source in a row of <see cref="SourceColumns"/>; the time of coding is that of first sight.</summary>
    private static Source SourceAt(DbDataReader row) => new()
    {
        ArticleId = row.GetString(1),
        SourceId = row.TextAt(2),
        Path = row.TextAt(3),
        Url = row.TextAt(4),
        Title = row.TextAt(5),
        Outlet = row.TextAt(6),
        Published = row.DayAt(7),
        FirstSeen = row.TimeAt(8),
        Coded = row.TimeAt(8),
        Voice = row.GetString(9),
        Origin = row.TextAt(10),
    };
}
