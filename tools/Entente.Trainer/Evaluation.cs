using System.Diagnostics;
using Entente.Articles;
using Entente.Evaluation;
using Entente.Language;

namespace Entente.Trainer;

/// <summary>Measures the built-in model: the scores of <see cref="LanguageEvaluation"/>, and the speed.</summary>
internal static class Evaluation
{
    /// <summary>Prints the scores on gold words and on raw text, relations one by one, and the speed.</summary>
    public static void Run(FileInfo file, TextWriter output)
    {
        var load = Stopwatch.StartNew();
        var stage = LanguageStage.English();
        stage.Parse("Warm.");
        output.WriteLine($"load: {load.ElapsedMilliseconds} ms");
        new LanguageEvaluation(stage, output, output).Run(file);
        using var reader = file.OpenText();
        Speed(ConlluFormat.Read(reader), stage, output);
    }

    private static void Speed(IReadOnlyList<AnnotatedArticle> documents, LanguageStage stage, TextWriter output)
    {
        var best = 0.0;
        for (var round = 0; round < 5; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var words = documents.Sum(d => stage.Parse(d.Article.Text).Sum(s => s.Tokens.Count));
            best = Math.Max(best, words / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
        output.WriteLine($"speed: {best:F0} words per second of processor time, raw text to trees, best of 5 rounds; {GC.GetTotalMemory(true) / 1e6:F0} MB managed memory");
    }
}
