using System.CommandLine;
using Entente.Articles;
using Entente.Cluster;
using Entente.Reading;

namespace Entente.Cli.Commands;

/// <summary><c>entente submit</c>: articles into the queue of workers.</summary>
internal sealed class SubmitCommand : Command, IHasExamples
{
    private readonly Argument<string[]> _paths = CommonOptions.Paths();
    private readonly ReadingFlags _reading = new();
    private readonly QueueFlags _queue = new();

    public SubmitCommand(Session session) : base("submit", "Put articles into the queue of workers; safe to repeat, safe to kill")
    {
        Arguments.Add(_paths);
        _reading.AddTo(this);
        _queue.AddTo(this);
        SetAction(parsed => Submit(parsed, session).GetAwaiter().GetResult());
    }

    public IReadOnlyList<string> Examples { get; } = ["entente submit news --queue nats://queue:4222", "entente submit news.jsonl.gz --queue nats://a:4222,nats://b:4222,nats://c:4222 --replicas 3"];

    private async Task<int> Submit(ParseResult parsed, Session session)
    {
        var terminal = session.Terminal;
        var problems = new Problems(terminal.Error);
        var (queued, there) = (0, 0);
        await using var queue = await ArticleQueue.OpenAsync(_queue.Read(parsed, terminal), session.CancellationToken);
        await queue.SubmitAsync(Articles(), terminal.Clock.GetCurrentInstant(), (article, became) =>
        {
            switch (became)
            {
                case Submitted.Queued:
                    queued++;
                    break;
                case Submitted.There:
                    there++;
                    break;
                default:
                    lock (problems)
                        problems.Report(new(article.Path ?? article.Id, "queue.too_large", "It is larger than a message of the queue's server may be."));
                    break;
            }
        }, session.CancellationToken);
        terminal.Out.WriteLine($"{queued} queued, {there} there already");
        return problems.Finish(queued + there);

        IEnumerable<Article> Articles()
        {
            foreach (var result in ArticleReader.Read(parsed.GetRequiredValue(_paths), _reading.Options(parsed), terminal.In, session.CancellationToken))
                if (result.IsArticle)
                    yield return result.Article;
                else
                    lock (problems)
                        problems.Report(result.Problem);
        }
    }
}
