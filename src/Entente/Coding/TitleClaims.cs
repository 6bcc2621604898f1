using Entente.Articles;

namespace Entente.Coding;

/// <summary>Claims of an article's title, where the body does not tell the same act: see decision 5.</summary>
internal static class TitleClaims
{
    /// <summary>The body's claims, then those of the title that it does not tell.</summary>
    /// <param name="body">Claims of the body.</param>
    /// <param name="title">Claims of the title, coded as a text of its own.</param>
    /// <param name="article">Id of the article.</param>
    public static IReadOnlyList<Claim> Add(IReadOnlyList<Claim> body, IReadOnlyList<Claim> title, string article)
    {
        var added = title.Where(t => !body.Any(b => Tells(b, t)))
            .Select(t => t with { Article = article, Evidence = t.Evidence with { InTitle = true } })
            .ToList();
        return added.Count == 0 ? body : [.. body, .. added];
    }

    /// <summary>Whether the body's claim is of the same act: the same kind, and no side that gainsays.</summary>
    private static bool Tells(Claim body, Claim title) =>
        Kind(body) == Kind(title) && Ids(body.Actors.Concat(body.Recipients)).Overlaps(Ids(title.Actors.Concat(title.Recipients))) && Agree(body.Actors, title.Actors, body.Recipients)
        && Agree(body.Recipients, title.Recipients, body.Actors);

    private static bool Agree(IReadOnlyList<Party> body, IReadOnlyList<Party> title, IReadOnlyList<Party> other) =>
        body.Count == 0 || title.Count == 0 || Ids(title).Overlaps(Ids(body.Concat(other)));

    /// <summary>A meeting, and the plan to meet, are one kind: a headline is loose about which.</summary>
    private static PloverType Kind(Claim claim) => claim.Type == PloverType.Agree ? PloverType.Consult : claim.Type;

    private static HashSet<string> Ids(IEnumerable<Party> parties) => [.. parties.Select(p => p.Id)];
}
