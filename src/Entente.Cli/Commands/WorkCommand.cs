using System.CommandLine;
using Entente.Articles;
using Entente.Cli.Output;
using Entente.Cluster;
using Entente.Record;

namespace Entente.Cli.Commands;

/// <summary><c>entente work</c>: codes the articles of a queue into a record.</summary>
internal sealed class WorkCommand : Command, IHasExamples
{
    private static readonly Layout<FailedArticle> Failed = new()
    {
        Json = f => f,
        Table = [new("Article", f => f.Article) { IsWhole = true }, new("Tries", f => f.Tries) { IsWhole = true }, new("Reason", f => f.Reason), new("Path", f => f.Path), new("Worker", f => f.Worker)],
        Csv = [new("article", f => f.Article), new("tries", f => f.Tries), new("reason", f => f.Reason), new("path", f => f.Path), new("worker", f => f.Worker)],
    };

    private readonly QueueFlags _queue = new();
    private readonly KnowledgeOptions _knowledge = new();
    private readonly Option<string?> _record = CommonOptions.Record();
    private readonly Option<KeepText?> _keep = CommonOptions.Word<KeepText>("--keep-text", "what", "What of the words is kept: quote (the sentences of claims), full, none [default: quote]");
    private readonly Option<int?> _batch = CommonOptions.Count("--batch", "Articles taken at one time [default: 64]");
    private readonly Option<bool> _untilEmpty = new("--until-empty") { Description = "Stop when nothing waits" };
    private readonly Option<bool> _failed = new("--failed") { Description = "List the articles that were given up, with the reason, and do nothing else" };

    public WorkCommand(Session session) : base("work", "Code the articles of a queue into a record; any number of workers on any number of machines")
    {
        _queue.AddTo(this);
        Options.Add(_record);
        Options.Add(_keep);
        Options.Add(_batch);
        Options.Add(_untilEmpty);
        Options.Add(_failed);
        _knowledge.AddTo(this);
        SetAction(parsed => Work(parsed, session).GetAwaiter().GetResult());
    }

    public IReadOnlyList<string> Examples { get; } = ["entente work --queue nats://queue:4222 --record postgres://worker@store/entente", "entente work --queue nats://queue:4222 --failed"];

    private async Task<int> Work(ParseResult parsed, Session session)
    {
        var terminal = session.Terminal;
        await using var queue = await ArticleQueue.OpenAsync(_queue.Read(parsed, terminal), session.CancellationToken);
        if (parsed.GetValue(_failed))
        {
            using var rows = ResultWriter.For(parsed.GetValue(session.Format) ?? OutputFormat.Table, Failed, terminal);
            await foreach (var article in queue.FailedAsync(session.CancellationToken))
                rows.Write(article);
            return ExitCode.Done;
        }
        var (pipeline, _) = _knowledge.Read(parsed);
        using var record = RecordStore.Open(RecordFile.Path(parsed.GetValue(_record), terminal), create: true, options: new() { KeepText = parsed.GetValue(_keep) ?? KeepText.Quote, LeavesEvents = true });
        var worker = new Worker(queue, record, (article, token) => pipeline.Annotate(article, Layers.Claims, token).Claims, terminal.Clock, Math.Max(1, parsed.GetValue(_batch) ?? 64));
        var (total, parked) = (new AddResult(), 0);
        await worker.RunAsync(batch =>
        {
            total += batch.Result;
            parked += batch.Parked;
            terminal.Error.WriteLine(EntenteJson.Write(new { At = terminal.Clock.GetCurrentInstant(), batch.Result.Added, batch.Result.Recoded, batch.Result.Unchanged, batch.Result.Claims, batch.Parked, batch.Retried }));
        }, parsed.GetValue(_untilEmpty), session.CancellationToken);
        terminal.Out.WriteLine($"{total.Added} added, {total.Recoded} coded anew, {total.Unchanged} there already, {parked} given up");
        return ExitCode.Done;
    }
}
