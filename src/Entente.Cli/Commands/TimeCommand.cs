using System.CommandLine;
using Entente.Articles;
using Entente.Cli.Output;
using Entente.Language;
using Entente.Time;
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
            new("mod", f => f.Timex.Mod),
        ],
    };

    private readonly Option<LocalDate?> _reference = CommonOptions.Day("--dct", "Day that all texts are read against, whatever they tell");
    private readonly Option<DecadeStyle?> _decades = CommonOptions.Word<DecadeStyle>("--decades", "style", "How decades are written: short (199) or padded (199X) [default: short]");
    private readonly Option<bool> _dayFirst = new("--day-first") { Description = "Read 03/04/2012 as 3 April [default: as the text, then the outlet, shows]" };
    private readonly Option<bool> _monthFirst = new("--month-first") { Description = "Read 03/04/2012 as 4 March" };

    public TimeCommand(Session session) : base(
        session,
        "time",
        "Show time expressions with their TIMEX3 types and values",
        "entente time samples",
        "entente time letter.txt --dct 2014-04-01 --format timeml    # the text with TIMEX3 tags",
        "entente time documents.jsonl --format jsonl    # rows {\"doc\", \"dct\", \"text\"} work too")
    {
        Options.Add(_reference);
        Options.Add(_decades);
        Options.Add(_dayFirst);
        Options.Add(_monthFirst);
        SetAction(parsed =>
        {
            if (parsed.GetValue(_dayFirst) && parsed.GetValue(_monthFirst))
                throw new UsageException("--day-first and --month-first exclude each other.");
            var pipeline = new Pipeline(LanguageStage.English(), TimeStage.English(OptionsOf(parsed)));
            var reference = parsed.GetValue(_reference);
            AnnotatedArticle Work(Article article, CancellationToken token) =>
                pipeline.Annotate(reference is null ? article : article with { Published = reference }, Layers.Times, token);

            switch (Format(parsed))
            {
                case OutputFormat.Timeml:
                    return Run(parsed, Work, (_, annotated) => Terminal.Out.Write(TimeMl.Of(annotated, IdOf(annotated.Article))));
                case OutputFormat.Jsonl:
                    using (var rows = ResultWriter.For(OutputFormat.Jsonl, Rows, Terminal))
                        return Run(parsed, Work, (_, annotated) => rows.Write(RowOf(annotated)));
                default:
                    using (var expressions = ResultWriter.For(Format(parsed), Expressions, Terminal))
                        return Run(parsed, Work, (_, annotated) =>
                        {
                            var row = RowOf(annotated);
                            foreach (var timex in row.Timexes)
                                expressions.Write(new Found(row, timex));
                        });
            }
        });
    }

    private TimeOptions OptionsOf(ParseResult parsed) => new()
    {
        Decades = parsed.GetValue(_decades) ?? DecadeStyle.Short,
        NumericDates = parsed.GetValue(_dayFirst) ? NumericOrder.DayFirst : parsed.GetValue(_monthFirst) ? NumericOrder.MonthFirst : NumericOrder.FromText,
    };

    private static string IdOf(Article article) => article.SourceId ?? article.Path ?? article.Id;

    private static Row RowOf(AnnotatedArticle annotated)
    {
        var article = annotated.Article;
        return new Row(
            IdOf(article),
            article.Published,
            article.Text,
            [.. annotated.Times.Select(t => new Timex(t.Span.Start, t.Span.End, t.Text, t.Type.ToString().ToUpperInvariant(), t.Value, t.Mod, t.OtherValue))]);
    }

    private sealed record Row(string Doc, LocalDate? Dct, string Text, IReadOnlyList<Timex> Timexes);

    private sealed record Timex(int Start, int End, string Text, string Type, string Value, string? Mod, string? OtherValue);

    private sealed record Found(Row Document, Timex Timex);
}
