using BenchmarkDotNet.Attributes;
using Entente.Articles;
using Entente.Time;

namespace Entente.Benchmarks;

/// <summary>
/// Tagging of time expressions alone, sentences given: the corpus, and text made to be hard. The time of hard text must grow as its length does.
/// </summary>
[MemoryDiagnoser]
public class TimeBenchmarks
{
    private readonly Stages _stages = Stages.English;
    private readonly TimeStage _stage = TimeStage.English();
    private AnnotatedArticle _hard = null!;

    /// <summary>How often the hard words are repeated.</summary>
    [Params(1_000, 16_000)]
    public int Repeated { get; set; }

    /// <summary>Builds the hard text: one sentence of beginnings of rules that never end.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var text = string.Concat(Enumerable.Repeat("the early two hundred and 1,000, twenty- May 5- last ", Repeated));
        var tokens = new List<Token>();
        for (var (start, end) = (0, 0); start < text.Length; start = end + 1)
        {
            end = text.IndexOf(' ', start);
            tokens.Add(new Token { Span = new(start, end), Form = text[start..end], Lemma = text[start..end], Upos = Upos.X, Xpos = "", Head = -1, Deprel = "" });
        }
        _hard = new AnnotatedArticle { Article = new Article { Text = text }, Sentences = [new Sentence(new(0, text.Length), tokens)] };
    }

    /// <summary>The corpus.</summary>
    [Benchmark(Baseline = true)]
    public int News() => _stages.Run(1);

    /// <summary>Hard text.</summary>
    [Benchmark]
    public int Hard() => _stage.Apply(_hard).Times.Count;
}
