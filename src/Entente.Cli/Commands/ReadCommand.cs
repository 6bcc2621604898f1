using System.CommandLine;
using Entente.Articles;
using Entente.Cli.Output;
using Entente.Reading;
using NodaTime;
using NodaTime.Text;

namespace Entente.Cli.Commands;

/// <summary><c>entente read</c>: articles as they are read, and what was dropped.</summary>
internal sealed class ReadCommand : InputCommand
{
    private static readonly Layout<Read> Layout = new()
    {
        Json = RowOf,
        Table =
        [
            new("Published", r => DateText.Of(r.Article.Published)) { IsWhole = true },
            new("Title", r => r.Article.Title),
            new("By", r => string.Join(", ", r.Article.Authors)),
            new("Outlet", r => r.Article.Outlet),
            new("Language", r => r.Article.Language),
            new("Letters", r => r.Article.Text.Length),
            new("Dropped", r => string.Join(", ", r.Article.Dropped.GroupBy(d => d.Reason).Select(g => g.Count() == 1 ? g.Key : $"{g.Count()} {g.Key}"))),
            new("From", r => r.Article.SourceId ?? r.Article.Path),
        ],
        Csv =
        [
            new("id", r => r.Article.Id),
            new("source_id", r => r.Article.SourceId),
            new("path", r => r.Article.Path),
            new("title", r => r.Article.Title),
            new("published", r => DateText.Of(r.Article.Published)),
            new("authors", r => string.Join("; ", r.Article.Authors)),
            new("outlet", r => r.Article.Outlet),
            new("language", r => r.Article.Language),
            new("url", r => r.Article.Url),
            new("modified", r => DateText.Of(r.Article.Modified)),
            new("origin", r => r.Article.Origin),
            new("section", r => r.Article.Section),
            new("is_paid", r => r.Article.IsPaid ? "true" : "false"),
            new("voice", r => r.Voice?.Id),
            new("voice_relation", r => r.Voice?.Relation.ToString().ToLowerInvariant()),
            new("text", r => r.Article.Text),
            new("dropped", r => string.Join("; ", r.Article.Dropped.Select(d => $"{d.Reason}: {d.Text}"))),
        ],
    };

    private readonly Option<bool> _voices = new("--voices")
    {
        Description = "Tell which articles repeat an earlier one: copies, versions, reprints of a wire",
    };

    public ReadCommand(Session session) : base(
        session,
        "read",
        "Show articles as they are read, and what was dropped",
        "entente read samples",
        "entente read page.html feed.xml crawl.warc.gz --format jsonl --voices",
        "entente read rows.jsonl --map title=headline,date=pubDate",
        "zcat news.jsonl.gz | entente read - --format csv")
    {
        Options.Add(_voices);
        SetAction(parsed =>
        {
            using var results = ResultWriter.For(Format(parsed), Layout, Terminal);
            var voices = parsed.GetValue(_voices) ? new VoiceIndex() : null;
            return Run(parsed, (article, _) => article, (article, _) => results.Write(new Read(article, voices?.Add(article))));
        });
    }

    private static Row RowOf(Read read)
    {
        var a = read.Article;
        return new Row(
            a.Id, a.SourceId, a.Path, a.Url, a.CanonicalUrl, a.Title, a.Published, Moment(a.PublishedAt), a.Modified, Moment(a.ModifiedAt), a.Authors, a.Outlet, a.Origin, a.Section,
            a.Language, a.IsPaid, a.Text, a.Dropped, read.Voice?.Id, read.Voice?.Relation.ToString().ToLowerInvariant());
    }

    private static string? Moment(OffsetDateTime? moment) => moment is { } at ? OffsetDateTimePattern.ExtendedIso.Format(at) : null;

    private sealed record Read(Article Article, Voice? Voice);

    private sealed record Row(
        string Id,
        string? SourceId,
        string? Path,
        string? Url,
        string? CanonicalUrl,
        string? Title,
        LocalDate? Published,
        string? PublishedAt,
        LocalDate? Modified,
        string? ModifiedAt,
        IReadOnlyList<string> Authors,
        string? Outlet,
        string? Origin,
        string? Section,
        string? Language,
        bool IsPaid,
        string Text,
        IReadOnlyList<DroppedText> Dropped,
        string? Voice,
        string? VoiceRelation);
}
