using Entente.Articles;
using Entente.Record;
using Entente.Relations;
using Entente.Web.Views;

namespace Entente.Web.Leaves;

/// <summary>One claim: its sentence with all parts marked, the rule, the source, what people decided.</summary>
internal sealed record ClaimLeaf(ClaimDetail Detail, StoredText? Article) : Leaf($"Claim {Detail.Claim.Claim.Id}", typeof(ClaimView))
{
    public Claim Claim => Detail.Claim.Claim;

    public Source Source => Detail.Claim.Source;

    /// <summary>Whether the desk is open, so that the page leads to it.</summary>
    public bool CanReview { get; init; }

    public static Func<RecordStore, Leaf> Of(Room room, Question question, string id) => record =>
    {
        // Part of an id would look through the whole record.
        if (id.Length is < 10 or > 40 || record.Claim(id) is not { } detail)
            throw Problem.NotFound("claim_unknown", "The record has no claim of this id, nor had any earlier version of the coder.");
        return new ClaimLeaf(detail, record.Article(detail.Claim.Source.ArticleId)) { Question = question, Menu = "search", CanReview = room.Options.ReviewToken is not null };
    };

    public override object ToJson() => new
    {
        Detail.Claim.Claim,
        Detail.Claim.Source,
        Detail.Counts,
        Detail.Coded,
        Neighbours = Detail.Neighbours.Select(n => n.Claim),
        Detail.Event,
        Detail.Decisions,
        Earlier = Detail.Earlier.Select(e => e.Claim),
    };

    public override IEnumerable<string> ToCsv() => Question.Table switch
    {
        null or "claim" => Tables.Claims([Claim]),
        "neighbours" => Tables.Claims(Detail.Neighbours.Select(n => n.Claim)),
        _ => NoTable("claim and neighbours"),
    };
}

/// <summary>One article with its claims, and its words as far as they are kept.</summary>
internal sealed record ArticleLeaf(StoredText Article, IReadOnlyList<SourcedClaim> Claims) : Leaf(Show.Cut(Show.Text(Article.Source.Title) is { Length: > 0 } title ? title : "An article without a title", 120), typeof(ArticleView))
{
    public static Func<RecordStore, Leaf> Of(Room room, Question question, string id) => record =>
        record.Article(id) is { } article ? new ArticleLeaf(article, record.ClaimsOfArticle(id)) { Question = question, Menu = "search" }
        : throw Problem.NotFound("article_unknown", "The record has no article of this id.");

    public override object ToJson() => new { Article.Source, Article.Authors, Article.Language, Article.Keeps, Article.Text, Claims = Claims.Select(c => c.Claim) };

    public override IEnumerable<string> ToCsv() => Tables.Claims(Claims.Select(c => c.Claim));
}
