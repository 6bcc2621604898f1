using Entente.Articles;
using Entente.Relations;

namespace Entente.Record;

/// <summary>Claims with no more than what events are made of: so many can be held at once. Their sentences are there only as hashes.</summary>
internal static class SlimClaims
{
    [ThreadStatic]
    private static ClaimWriter? _writer;

    /// <summary>Claims of one article.</summary>
    public static byte[] Pack(IEnumerable<SourcedClaim> claims)
    {
        var writer = _writer ??= new();
        writer.Clear();
        foreach (var sourced in claims)
        {
            writer.Number(Shelf.NoOf(sourced.Place));
            writer.Number((long)sourced.Sentence);
            writer.Write(sourced.Source.ArticleId, Slim(sourced.Claim));
        }
        return writer.Written.ToArray();
    }

    /// <summary>The claims of some types that were laid out.</summary>
    /// <param name="connection">The record.</param>
    /// <param name="laidOut">Where they were laid out.</param>
    /// <param name="types">The types.</param>
    public static IEnumerable<SourcedClaim> Of(StoreConnection connection, StoreConnection laidOut, IReadOnlyCollection<PloverType> types)
    {
        var pool = new WordPool();
        const int AtATime = 20_000;
        var last = (int)laidOut.Number("select max(article) from laid_out");
        for (var from = 0; from <= last; from += AtATime)
        {
            var sources = Shelf.Sources(connection, $"select {Shelf.SourceColumns} from articles where n >= {from} and n < {from + AtATime}", _ => 0).ToDictionary(s => s.Number, s => s.Source);
            foreach (var (article, packed) in laidOut.List($"select article, claims from laid_out where article >= {from} and article < {from + AtATime} and type in ({string.Join(',', types.Select(t => (int)t))}) order by article, type",
                r => (r.GetInt32(0), r.BytesAt(1))))
            {
                var source = sources[article];
                source = source with { Path = null, Url = null, Title = null, SourceId = null, Outlet = source.Outlet is { } outlet ? pool.Word(outlet) : null, Origin = null };
                foreach (var claim in Unpack(packed, article, source, pool))
                    yield return claim;
            }
        }
    }

    private static List<SourcedClaim> Unpack(byte[] packed, int article, Source source, WordPool pool)
    {
        var claims = new List<SourcedClaim>();
        var reader = new ClaimReader(packed, pool);
        while (!reader.IsAtEnd)
        {
            var (no, sentence) = ((int)reader.Number(), (ulong)reader.Number());
            claims.Add(new(reader.Claim(source.ArticleId), source) { Place = Shelf.Place(article, no), Sentence = sentence });
        }
        return claims;
    }

    private static Claim Slim(Claim claim) => claim with
    {
        SourceId = null,
        Context = [],
        Cameo = null,
        Goldstein = null,
        Actors = Slim(claim.Actors),
        Recipients = Slim(claim.Recipients),
        SaidBy = Slim(claim.SaidBy),
        Date = claim.Date with { Text = null },
        Evidence = new(0, 0, "", "", ""),
        Rule = "",
        Coder = "",
        Confidence = 0,
    };

    private static IReadOnlyList<Party> Slim(IReadOnlyList<Party> parties) =>
        parties.Count == 0 ? parties : [.. parties.Select(p => p with { Text = "", Start = 0, End = 0 })];
}
