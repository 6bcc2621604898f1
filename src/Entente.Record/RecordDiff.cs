using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Record;

/// <summary>How a claim differs between two records or two days.</summary>
public enum ChangeKind
{
    /// <summary>It is only in the second.</summary>
    New,

    /// <summary>It has other values in the second.</summary>
    Changed,

    /// <summary>It is only in the first.</summary>
    Gone,
}

/// <summary>What made the difference.</summary>
public enum ChangeCause
{
    /// <summary>The first lacks the article, or the second does.</summary>
    Source,

    /// <summary>Both have the article; another version of the coder read it otherwise.</summary>
    Coder,

    /// <summary>Both have the article, read by one version: a person decided.</summary>
    Decision,
}

/// <summary>A claim that differs.</summary>
/// <param name="Kind">How.</param>
/// <param name="Cause">What made the difference.</param>
/// <param name="Before">The claim in the first; null when it is new.</param>
/// <param name="After">The claim in the second; null when it is gone.</param>
/// <param name="Fields">The fields of its JSON that have other values.</param>
public sealed record ClaimChange(ChangeKind Kind, ChangeCause Cause, SourcedClaim? Before, SourcedClaim? After, IReadOnlyList<string> Fields);

/// <summary>Tells what differs between two records, or between what one knew on two days.</summary>
public static class RecordDiff
{
    private static readonly string[] Unimportant = ["id", "coder", "confidence", "rule"];

    /// <summary>What differs between two records, by article and place in the text.</summary>
    public static IEnumerable<ClaimChange> Between(RecordStore first, RecordStore second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (a, b) = (ByArticle(first, null), ByArticle(second, null));
        var (inFirst, inSecond) = (first.Articles().Select(s => s.ArticleId).ToHashSet(StringComparer.Ordinal), second.Articles().Select(s => s.ArticleId).ToHashSet(StringComparer.Ordinal));
        foreach (var article in a.Keys.Union(b.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (a.GetValueOrDefault(article) ?? [], b.GetValueOrDefault(article) ?? []);
            var isInBoth = inFirst.Contains(article) && inSecond.Contains(article);
            foreach (var change in Changes(before, after))
                yield return change with
                {
                    Cause = !isInBoth ? ChangeCause.Source
                        : Coder(before) is { } old && Coder(after) is { } now && old != now ? ChangeCause.Coder
                        : before.Count == 0 || after.Count == 0 ? ChangeCause.Coder
                        : ChangeCause.Decision,
                };
        }
    }

    /// <summary>What one record knew by the second day and not by the first.</summary>
    public static IEnumerable<ClaimChange> Between(RecordStore record, LocalDate first, LocalDate second)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Claims(new() { KnownBy = second }).Where(c => c.Source.KnownOn > first).Select(c => new ClaimChange(ChangeKind.New, ChangeCause.Source, null, c, []));
    }

    private static Dictionary<string, List<SourcedClaim>> ByArticle(RecordStore record, LocalDate? knownBy) =>
        record.Claims(new() { KnownBy = knownBy }).GroupBy(c => c.Source.ArticleId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);

    private static string? Coder(List<SourcedClaim> claims) => claims.Select(c => c.Claim.Coder).FirstOrDefault(c => c != "hand");

    private static IEnumerable<ClaimChange> Changes(List<SourcedClaim> before, List<SourcedClaim> after)
    {
        var left = after.ToList();
        foreach (var old in before)
        {
            var at = ClaimKey.Of(old.Claim).Find(left.ConvertAll(c => c.Claim));
            if (at < 0)
            {
                yield return new(ChangeKind.Gone, default, old, null, []);
                continue;
            }
            var fields = Fields(old.Claim, left[at].Claim);
            if (fields.Count > 0)
                yield return new(ChangeKind.Changed, default, old, left[at], fields);
            left.RemoveAt(at);
        }
        foreach (var added in left)
            yield return new(ChangeKind.New, default, null, added, []);
    }

    private static List<string> Fields(Claim before, Claim after)
    {
        var (a, b) = (JsonSerializer.SerializeToNode(before, EntenteJson.Options)!.AsObject(), JsonSerializer.SerializeToNode(after, EntenteJson.Options)!.AsObject());
        return [.. a.Where(f => !Unimportant.Contains(f.Key) && !JsonNode.DeepEquals(f.Value, b[f.Key])).Select(f => f.Key)];
    }
}
