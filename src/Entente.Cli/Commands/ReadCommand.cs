using Entente.Articles;
using Entente.Cli.Output;
using NodaTime;

namespace Entente.Cli.Commands;

/// <summary><c>entente read</c>: articles as they are read, and what was dropped.</summary>
internal sealed class ReadCommand : InputCommand
{
    private static readonly Layout<Article> Layout = new()
    {
        Json = a => new Row(a.Id, a.SourceId, a.Path, a.Title, a.Published, a.Authors, a.Outlet, a.Language, a.Text, a.Dropped),
        Table =
        [
            new("Published", a => DateText.Of(a.Published)) { IsWhole = true },
            new("Title", a => a.Title),
            new("By", a => string.Join(", ", a.Authors)),
            new("Outlet", a => a.Outlet),
            new("Language", a => a.Language),
            new("Letters", a => a.Text.Length),
            new("Dropped", a => string.Join(", ", a.Dropped.GroupBy(d => d.Reason).Select(g => g.Count() == 1 ? g.Key : $"{g.Count()} {g.Key}"))),
            new("From", a => a.SourceId ?? a.Path),
        ],
        Csv =
        [
            new("id", a => a.Id),
            new("source_id", a => a.SourceId),
            new("path", a => a.Path),
            new("title", a => a.Title),
            new("published", a => DateText.Of(a.Published)),
            new("authors", a => string.Join("; ", a.Authors)),
            new("outlet", a => a.Outlet),
            new("language", a => a.Language),
            new("text", a => a.Text),
            new("dropped", a => string.Join("; ", a.Dropped.Select(d => $"{d.Reason}: {d.Text}"))),
        ],
    };

    public ReadCommand(Session session) : base(
        session,
        "read",
        "Show articles as they are read, and what was dropped",
        "entente read samples",
        "entente read page.html --format jsonl",
        "zcat news.jsonl.gz | entente read - --format csv")
    {
        SetAction(parsed =>
        {
            using var results = ResultWriter.For(Format(parsed), Layout, Terminal);
            return Run(parsed, (article, _) => article, (article, _) => results.Write(article));
        });
    }

    private sealed record Row(
        string Id,
        string? SourceId,
        string? Path,
        string? Title,
        LocalDate? Published,
        IReadOnlyList<string> Authors,
        string? Outlet,
        string? Language,
        string Text,
        IReadOnlyList<DroppedText> Dropped);
}
