using BenchmarkDotNet.Attributes;
using Entente.Actors;

namespace Entente.Benchmarks;

/// <summary>Names of the knowledge base: loading them, and finding them in text whose words are known. The look-up alone, without resolution.</summary>
[MemoryDiagnoser]
public class NameBenchmarks
{
    /// <summary>Finds the names in each sentence of the corpus.</summary>
    [Benchmark]
    public int LookUp() => Run();

    /// <summary>Reads the built data and fills the automaton.</summary>
    [Benchmark]
    public int Load() => KnowledgeBase.English.With(new StringReader(""), "").Actors.Count;

    /// <summary>One pass of the look-up over the corpus: how many names there are.</summary>
    internal static int Run()
    {
        var found = 0;
        foreach (var article in Stages.English.All[2].Input)
            foreach (var sentence in article.Sentences)
                found += new SentenceNames(KnowledgeBase.English, sentence).Hits.Count;
        return found;
    }
}
