using System.Diagnostics;
using System.Globalization;
using Entente.Actors;

namespace Entente.Benchmarks;

/// <summary>A look of some seconds at the speed of each stage, for when the full benchmarks take too long.</summary>
internal static class QuickRun
{
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);

    /// <summary>Prints a Markdown table: the best of many runs over the corpus, on one thread.</summary>
    public static void Print(TextWriter output)
    {
        var stages = Stages.English;
        output.WriteLine($"{Corpus.Articles.Count} articles, {stages.Sentences} sentences, {stages.Tokens} tokens, {Corpus.Bytes} bytes; one thread, best run of {Measured.TotalSeconds:0} s.");
        output.WriteLine();
        output.WriteLine("| stage | ms | tokens/s | sentences/s | MB/s | share |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|");
        var times = stages.All.Select((s, i) => (s.Name, Seconds: Best(() => stages.Run(i)))).ToList();
        var whole = times.Sum(t => t.Seconds);
        foreach (var (name, seconds) in times.Append(("text to claims", whole)).Append(("names alone", Best(() => NameBenchmarks.Run(KnowledgeBase.English)))))
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {seconds * 1000:0.00} | {stages.Tokens / seconds:#,0} | {stages.Sentences / seconds:#,0} | {Corpus.Bytes / seconds / 1e6:0.00} | {seconds / whole:0 %} |"));
    }

    private static double Best(Func<int> run)
    {
        Repeat(run, Warmup);
        return Repeat(run, Measured);
    }

    private static double Repeat(Func<int> run, TimeSpan time)
    {
        var best = double.MaxValue;
        for (var all = Stopwatch.StartNew(); all.Elapsed < time;)
        {
            var one = Stopwatch.StartNew();
            run();
            best = Math.Min(best, one.Elapsed.TotalSeconds);
        }
        return best;
    }
}
