using System.CommandLine;
using Entente.Articles;
using Entente.Cli.Output;
using Entente.Reading;

namespace Entente.Cli.Commands;

/// <summary>A command that reads articles and gives something for each, in the order of the inputs. One bad input never stops the rest.</summary>
internal abstract class InputCommand : Command, IHasExamples
{
    /// <summary>A bug met in one article: told, counted, and passed over like any bad input.</summary>
    private const string CodeOfFault = "code.failed";

    private readonly Argument<string[]> _paths = CommonOptions.Paths();
    private readonly ReadingFlags _reading = new();
    private readonly Option<int?> _jobs = CommonOptions.Jobs();

    protected InputCommand(Session session, string name, string description, params IReadOnlyList<string> examples) : base(name, description)
    {
        Session = session;
        Examples = examples;
        Arguments.Add(_paths);
        _reading.AddTo(this);
        Options.Add(_jobs);
    }

    public IReadOnlyList<string> Examples { get; }

    protected Session Session { get; }

    protected Terminal Terminal => Session.Terminal;

    protected string[] Paths(ParseResult parsed) => parsed.GetRequiredValue(_paths);

    protected OutputFormat Format(ParseResult parsed) => parsed.GetValue(Session.Format) ?? OutputFormat.Table;

    /// <summary>Works on each article with several threads, and writes what came of them one after another.</summary>
    /// <returns>The exit code.</returns>
    protected int Run<TResult>(ParseResult parsed, Func<Article, CancellationToken, TResult> work, Action<Article, TResult> write)
    {
        var problems = new Problems(Terminal.Error);
        var progress = new Progress(Terminal, "articles");
        var done = 0;

        Outcome<TResult> Work(ReadResult input, CancellationToken token)
        {
            if (!input.IsArticle)
                return new Outcome<TResult>(null, default, input.Problem);
            try
            {
                return new Outcome<TResult>(input.Article, work(input.Article, token), null);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                return new Outcome<TResult>(null, default, new ReadProblem(input.Article.Path ?? input.Article.Id, CodeOfFault, $"{e.GetType().Name}: {e.Message}"));
            }
        }

        void Write(Outcome<TResult> outcome)
        {
            progress.Clear();
            if (outcome.Problem is { } problem)
            {
                problems.Report(problem);
            }
            else
            {
                write(outcome.Article!, outcome.Value!);
                done++;
            }
            progress.Show(done);
        }

        try
        {
            OrderedWork.RunAsync(
                ArticleReader.Read(Paths(parsed), _reading.Options(parsed), Terminal.In, Session.CancellationToken),
                parsed.GetValue(_jobs) ?? Environment.ProcessorCount,
                Work,
                Write,
                Session.CancellationToken).GetAwaiter().GetResult();
        }
        finally
        {
            progress.Clear();
        }
        return problems.Finish(done);
    }

    private sealed record Outcome<TResult>(Article? Article, TResult? Value, ReadProblem? Problem);
}
