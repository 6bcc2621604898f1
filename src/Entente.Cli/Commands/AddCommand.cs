using System.CommandLine;
using Entente.Articles;
using Entente.Cli.Output;
using Entente.Record;

namespace Entente.Cli.Commands;

/// <summary><c>entente add</c>: codes articles and puts them into the record.</summary>
internal sealed class AddCommand : InputCommand
{
    /// <summary>Most that is held before it is written, in articles and in UTF-16 units of text: what a kill can lose.</summary>
    private const int BatchArticles = 500;
    private const int BatchLength = 16 << 20;

    private static readonly Layout<Row> Layout = new()
    {
        Json = r => r,
        Table = [],
        Csv =
        [
            new("record", r => r.Record),
            new("added", r => r.Added),
            new("recoded", r => r.Recoded),
            new("unchanged", r => r.Unchanged),
            new("claims", r => r.Claims),
        ],
    };

    private readonly Option<string?> _record = CommonOptions.Record();
    private readonly Option<KeepText?> _keep = CommonOptions.Word<KeepText>("--keep-text", "what", "What of the words is kept: quote (the sentences of claims), full, none [default: quote]");
    private readonly Option<string[]> _quoteNothing = new("--no-quotes-of") { Description = "Outlets whose sentences may not be kept", HelpName = "OUTLET", AllowMultipleArgumentsPerToken = false };
    private readonly KnowledgeOptions _knowledge = new();

    public AddCommand(Session session) : base(
        session,
        "add",
        "Code articles and put them into the record; safe to repeat, safe to kill",
        "entente add samples",
        "entente add news.jsonl.gz --record news.entente",
        "entente add news --keep-text full --no-quotes-of \"The Gazette\"")
    {
        Options.Add(_record);
        Options.Add(_keep);
        Options.Add(_quoteNothing);
        _knowledge.AddTo(this);
        SetAction(parsed =>
        {
            var path = RecordFile.Path(parsed.GetValue(_record), Terminal);
            var format = Format(parsed);
            var (pipeline, _) = _knowledge.Read(parsed);
            using var results = ResultWriter.For(format, Layout, Terminal);
            using var record = RecordStore.Open(path, create: true, options: new()
            {
                KeepText = parsed.GetValue(_keep) ?? KeepText.Quote,
                Outlets = (parsed.GetValue(_quoteNothing) ?? []).Distinct(StringComparer.Ordinal).ToDictionary(outlet => outlet, _ => KeepText.None),
            });
            var (total, code) = Add(parsed, record, pipeline);
            if (format == OutputFormat.Table)
                Terminal.Out.WriteLine($"{Counted(total.Added, "article")} added, {total.Recoded} coded anew, {total.Unchanged} there already; {Counted(total.Claims, "claim")} written to {PlainText.Line(path)}");
            else
                results.Write(new Row(path, total.Added, total.Recoded, total.Unchanged, total.Claims));
            return code;
        });
    }

    private (AddResult Total, int Code) Add(ParseResult parsed, RecordStore record, Pipeline pipeline)
    {
        var total = new AddResult();
        var batch = new List<(Article, IReadOnlyList<Claim>)>();
        var length = 0;

        void Flush()
        {
            if (batch.Count == 0)
                return;
            var now = Terminal.Clock.GetCurrentInstant();
            total += record.Add(batch, now, now);
            batch.Clear();
            length = 0;
        }

        var code = Run(parsed, (article, token) => pipeline.Annotate(article, Layers.Claims, token).Claims, (article, claims) =>
        {
            batch.Add((article, claims));
            length += article.Text.Length;
            if (batch.Count >= BatchArticles || length >= BatchLength)
                Flush();
        });
        Flush();
        return (total, code);
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private sealed record Row(string Record, int Added, int Recoded, int Unchanged, int Claims);
}
