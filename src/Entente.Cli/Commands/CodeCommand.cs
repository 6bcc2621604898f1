using System.CommandLine;
using Entente.Articles;
using Entente.Cli.Output;
using Entente.Coding;

namespace Entente.Cli.Commands;

/// <summary><c>entente code</c>: claims, or the sentences that may lack a rule.</summary>
internal sealed class CodeCommand : InputCommand
{
    /// <summary>For eyes and spreadsheets the verbs without entry by frequency; as JSON the sentences.</summary>
    private static readonly Layout<MissingWord> Words = new()
    {
        Json = w => w,
        Table =
        [
            new("Verb", w => w.Verb) { IsWhole = true },
            new("Sentences", w => w.Sentences),
            new("One of them", w => w.Example),
        ],
        Csv =
        [
            new("verb", w => w.Verb),
            new("sentences", w => w.Sentences),
            new("example", w => w.Example),
        ],
    };

    private static readonly Layout<UncodedSentence> Sentences = new() { Json = s => s, Table = [], Csv = [] };

    private readonly KnowledgeOptions _knowledge = new();
    private readonly Option<bool> _explainMisses = new("--explain-misses")
    {
        Description = "Instead of claims, show the verbs without a rule in sentences that name two actors and gave no claim; as jsonl the sentences",
    };

    public CodeCommand(Session session) : base(
        session,
        "code",
        "Take claims out of articles: who did what to whom, when, on whose word",
        "entente code samples",
        "entente code letter.txt --published 2021-09-23",
        "entente code news.jsonl.gz --format jsonl > claims.jsonl",
        "entente code samples --rules mine.yaml",
        "entente code samples --explain-misses")
    {
        _knowledge.AddTo(this);
        Options.Add(_explainMisses);
        SetAction(parsed =>
        {
            var (pipeline, rules) = _knowledge.Read(parsed);
            if (parsed.GetValue(_explainMisses))
                return ExplainMisses(parsed, pipeline, CodingStage.English(rules));
            using var results = ResultWriter.For(Format(parsed), ClaimLayout.Claims, Terminal);
            return Run(parsed, (article, token) => pipeline.Annotate(article, Layers.Claims, token).Claims, (_, claims) =>
            {
                foreach (var claim in claims)
                    results.Write(claim);
            });
        });
    }

    private int ExplainMisses(ParseResult parsed, Pipeline pipeline, CodingStage coding)
    {
        IReadOnlyList<UncodedSentence> Work(Article article, CancellationToken token) => coding.Uncoded(pipeline.Annotate(article, Layers.Claims, token));

        if (Format(parsed) == OutputFormat.Jsonl)
        {
            using var rows = ResultWriter.For(OutputFormat.Jsonl, Sentences, Terminal);
            return Run(parsed, Work, (_, sentences) =>
            {
                foreach (var sentence in sentences)
                    rows.Write(sentence);
            });
        }
        var words = new Dictionary<string, MissingWord>(StringComparer.Ordinal);
        var code = Run(parsed, Work, (_, sentences) =>
        {
            foreach (var sentence in sentences)
                foreach (var word in sentence.Words)
                    words[word] = words.TryGetValue(word, out var seen) ? seen with { Sentences = seen.Sentences + 1 } : new MissingWord(word, 1, PlainText.Line(sentence.Text));
        });
        using var results = ResultWriter.For(Format(parsed), Words, Terminal);
        foreach (var word in words.Values.OrderByDescending(w => w.Sentences).ThenBy(w => w.Verb, StringComparer.Ordinal))
            results.Write(word);
        return code;
    }

    private sealed record MissingWord(string Verb, int Sentences, string Example);
}
