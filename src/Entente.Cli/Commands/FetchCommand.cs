using System.CommandLine;
using System.Globalization;
using Entente.Cli.Output;
using Entente.Reading;

namespace Entente.Cli.Commands;

/// <summary><c>entente fetch</c>: gets pages and feeds over HTTP into a WARC file. The only command that uses the network.</summary>
internal sealed class FetchCommand : Command, IHasExamples
{
    private static readonly Layout<FetchResult> Layout = new()
    {
        Json = r => new Row(r.Url, r.Outcome.ToString().ToLowerInvariant(), r.Reason),
        Table = [],
        Csv =
        [
            new("url", r => r.Url),
            new("outcome", r => r.Outcome.ToString().ToLowerInvariant()),
            new("reason", r => r.Reason),
        ],
    };

    private readonly Session _session;
    private readonly ReadingFlags _reading = new(ofFetch: true);

    private readonly Argument<string[]> _from = new("ADDRESS")
    {
        Description = "A web address, or a file of them: a list, a feed, a sitemap, rows, an export of GDELT; - for standard input",
        Arity = ArgumentArity.OneOrMore,
        Validators = { CommonOptions.RejectOptions },
    };

    private readonly Option<string> _to = new("--to")
    {
        Description = "The WARC file that pages are added to",
        HelpName = "FILE",
        DefaultValueFactory = _ => "pages.warc.gz",
    };

    private readonly Option<double?> _delay = new("--delay")
    {
        Description = "Seconds between two requests to one host [default: 1]",
        HelpName = "SECONDS",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= 3600)
                return seconds;
            result.AddError($"'{result.Tokens[0].Value}' is no number of seconds; write one from 0 to 3600.");
            return null;
        },
    };

    private readonly Option<string?> _agent = new("--agent")
    {
        Description = "Name that requests go by, best with an address where you can be reached [default: Entente/0.1]",
        HelpName = "NAME/VERSION",
    };

    private readonly Option<bool> _private = new("--allow-private")
    {
        Description = "Also ask this machine and private networks",
    };

    public FetchCommand(Session session) : base("fetch", "Get pages and feeds over the network into a WARC file; safe to repeat, safe to kill")
    {
        _session = session;
        Arguments.Add(_from);
        Options.Add(_to);
        Options.Add(_delay);
        Options.Add(_agent);
        Options.Add(_private);
        _reading.AddTo(this);
        SetAction(parsed => RunAsync(parsed).GetAwaiter().GetResult());
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "entente fetch https://example.org/feed.xml --to news.warc.gz",
        "entente fetch addresses.txt 20240305.export.CSV.zip",
        "entente read news.warc.gz",
    ];

    private async Task<int> RunAsync(ParseResult parsed)
    {
        var terminal = _session.Terminal;
        var path = parsed.GetRequiredValue(_to);
        if (!path.EndsWith(".warc", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".warc.gz", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"'{path}' is no WARC file; write a name that ends in .warc or .warc.gz.");
        var options = _reading.Limited(parsed, FetchOptions.Default) with
        {
            Delay = TimeSpan.FromSeconds(parsed.GetValue(_delay) ?? 1),
            UserAgent = parsed.GetValue(_agent) ?? FetchOptions.Default.UserAgent,
            AllowPrivate = parsed.GetValue(_private),
        };
        using (var request = new HttpRequestMessage())
            if (!request.Headers.UserAgent.TryParseAdd(options.UserAgent))
                throw new UsageException($"'{options.UserAgent}' is no name for requests; write one as Name/1.0.");
        var problems = new Problems(terminal.Error);
        var progress = new Progress(terminal, "pages");
        var (stored, other) = (0, 0);
        using var archive = Open(path);
        using var fetcher = new Fetcher(archive, options, TimeProvider.System);
        using var results = parsed.GetValue(_session.Format) is { } format and not OutputFormat.Table ? ResultWriter.For(format, Layout, terminal) : null;
        await foreach (var result in fetcher.FetchAsync(Addresses(parsed, problems), _session.CancellationToken))
        {
            progress.Clear();
            results?.Write(result);
            if (result.Outcome == FetchOutcome.Stored)
                stored++;
            else if (result.Outcome is FetchOutcome.Unchanged or FetchOutcome.Fresh)
                other++;
            else
                problems.Report(new ReadProblem(result.Url, "fetch." + result.Outcome.ToString().ToLowerInvariant(), result.Reason));
            progress.Show(stored + other);
        }
        progress.Clear();
        if (results is null)
            terminal.Out.WriteLine($"{stored} pages stored in {PlainText.Line(path)}, {other} there already");
        return problems.Finish(stored + other);
    }

    private static PageArchive Open(string path)
    {
        try
        {
            return PageArchive.Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: {e.Message}");
        }
    }

    private IEnumerable<string> Addresses(ParseResult parsed, Problems problems)
    {
        foreach (var given in parsed.GetRequiredValue(_from))
        {
            if (given.Contains("://", StringComparison.Ordinal))
            {
                yield return given;
                continue;
            }
            foreach (var (address, problem) in ArticleReader.Addresses([given], _reading.Options(parsed), _session.Terminal.In, _session.CancellationToken))
            {
                if (problem is not null)
                    problems.Report(problem);
                else if (address is not null)
                    yield return address.Url;
            }
        }
    }

    private sealed record Row(string Url, string Outcome, string Reason);
}
