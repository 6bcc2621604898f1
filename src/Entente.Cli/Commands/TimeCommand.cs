using Entente.Articles;
using Entente.Cli.Output;
using NodaTime;

namespace Entente.Cli.Commands;

/// <summary><c>entente time</c>: time expressions as TIMEX3.</summary>
internal sealed class TimeCommand : InputCommand
{
    /// <summary>JSON has a line a document, tables and CSV have a line an expression.</summary>
    private static readonly Layout<Row> Rows = new()
    {
        Json = d => d,
        Table = [],
        Csv = [],
    };

    private static readonly Layout<Found> Expressions = new()
    {
        Json = f => f,
        Table =
        [
            new("Value", f => f.Timex.Value) { IsWhole = true },
            new("Type", f => f.Timex.Type) { IsWhole = true },
            new("Words", f => f.Timex.Text),
            new("At", f => f.Timex.Start),
            new("In", f => f.Document.Doc),
        ],
        Csv =
        [
            new("doc", f => f.Document.Doc),
            new("dct", f => DateText.Of(f.Document.Dct)),
            new("start", f => f.Timex.Start),
            new("end", f => f.Timex.End),
            new("text", f => f.Timex.Text),
            new("type", f => f.Timex.Type),
            new("value", f => f.Timex.Value),
        ],
    };

    public TimeCommand(Session session) : base(
        session,
        "time",
        "Show time expressions with their TIMEX3 types and values",
        "entente time samples",
        "entente time documents.jsonl --format jsonl    # rows {\"doc\", \"dct\", \"text\"} work too")
    {
        SetAction(parsed =>
        {
            var pipeline = Pipeline.English();
            Row Work(Article article, CancellationToken token) => RowOf(pipeline.Annotate(article, Layers.Times, token));

            if (Format(parsed) == OutputFormat.Jsonl)
            {
                using var rows = ResultWriter.For(OutputFormat.Jsonl, Rows, Terminal);
                return Run(parsed, Work, (_, row) => rows.Write(row));
            }
            using var expressions = ResultWriter.For(Format(parsed), Expressions, Terminal);
            return Run(parsed, Work, (_, row) =>
            {
                foreach (var timex in row.Timexes)
                    expressions.Write(new Found(row, timex));
            });
        });
    }

    private static Row RowOf(AnnotatedArticle annotated)
    {
        var article = annotated.Article;
        return new Row(
            article.SourceId ?? article.Path ?? article.Id,
            article.Published,
            article.Text,
            [.. annotated.Times.Select(t => new Timex(t.Span.Start, t.Span.End, t.Text, t.Type.ToString().ToUpperInvariant(), t.Value))]);
    }

    private sealed record Row(string Doc, LocalDate? Dct, string Text, IReadOnlyList<Timex> Timexes);

    private sealed record Timex(int Start, int End, string Text, string Type, string Value);

    private sealed record Found(Row Document, Timex Timex);
}
