using BenchmarkDotNet.Attributes;
using Entente.Actors;

namespace Entente.Benchmarks;

/// <summary>Names of the knowledge base: loading them, and finding them in text whose words are known. The look-up alone, without resolution.</summary>
[MemoryDiagnoser]
public class NameBenchmarks
{
    private readonly KnowledgeBase _knowledge = KnowledgeBase.English;

    /// <summary>Finds the names in each sentence of the corpus.</summary>
    [Benchmark]
    public int LookUp() => Run(_knowledge);

    /// <summary>Reads the built data and fills the automaton.</summary>
    [Benchmark]
    public int Load() => _knowledge.With(new StringReader(""), "").Actors.Count;

    /// <summary>One pass of the look-up over the corpus: how many names there are.</summary>
    internal static int Run(KnowledgeBase knowledge)
    {
        var found = 0;
        foreach (var article in Stages.English.All[2].Input)
            foreach (var sentence in article.Sentences)
                found += new SentenceNames(knowledge, sentence).Hits.Count;
        return found;
    }
}
