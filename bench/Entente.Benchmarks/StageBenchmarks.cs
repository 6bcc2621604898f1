using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Entente.Benchmarks;

/// <summary>Each stage, and all of them, over the corpus on one thread. Read the ratios: hardware differs.</summary>
[Config(typeof(Rates))]
[MemoryDiagnoser]
public class StageBenchmarks
{
    private readonly Stages _stages = Stages.English;
    private readonly Pipeline _pipeline = Pipeline.English();

    /// <summary>From text to claims.</summary>
    [Benchmark(Baseline = true)]
    public int Whole()
    {
        var found = 0;
        foreach (var article in Corpus.Articles)
            found += _pipeline.Annotate(article).Claims.Count;
        return found;
    }

    /// <summary>Sentences, words, tags, dependencies.</summary>
    [Benchmark]
    public int Language() => _stages.Run(0);

    /// <summary>Time expressions, on parsed text.</summary>
    [Benchmark]
    public int Time() => _stages.Run(1);

    /// <summary>Actors, places, arrangements, on parsed text.</summary>
    [Benchmark]
    public int Actors() => _stages.Run(2);

    /// <summary>Claims, on text with all layers below.</summary>
    [Benchmark]
    public int Coding() => _stages.Run(3);

    private sealed class Rates : ManualConfig
    {
        public Rates()
        {
            AddColumn(
                new RateColumn("tokens/s", Stages.English.Tokens),
                new RateColumn("sentences/s", Stages.English.Sentences),
                new RateColumn("MB/s", Corpus.Bytes / 1e6));
        }
    }

    /// <summary>A count of the corpus by the mean time of a run.</summary>
    private sealed class RateColumn(string unit, double count) : IColumn
    {
        public string Id => unit;

        public string ColumnName => unit;

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Custom;

        public int PriorityInCategory => 0;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Dimensionless;

        public string Legend => $"{unit}, one thread";

        public bool IsAvailable(Summary summary) => true;

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
            summary[benchmarkCase]?.ResultStatistics is { } statistics ? $"{count / (statistics.Mean / 1e9):#,0.###}" : "";

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
    }
}
