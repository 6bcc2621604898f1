using Entente.Articles;

namespace Entente.Benchmarks;

/// <summary>The stages one by one, each with the articles as the stages before it left them.</summary>
internal sealed class Stages
{
    private Stages(IReadOnlyList<(string Name, IStage Stage, IReadOnlyList<AnnotatedArticle> Input)> all)
    {
        All = all;
    }

    public static Stages English { get; } = Prepare();

    public IReadOnlyList<(string Name, IStage Stage, IReadOnlyList<AnnotatedArticle> Input)> All { get; }

    public int Tokens => All[^1].Input.Sum(a => a.Sentences.Sum(s => s.Tokens.Count));

    public int Sentences => All[^1].Input.Sum(a => a.Sentences.Count);

    /// <summary>Runs one stage over the corpus.</summary>
    public int Run(int stage)
    {
        var layers = 0;
        foreach (var article in All[stage].Input)
            layers |= (int)All[stage].Stage.Apply(article).Layers;
        return layers;
    }

    private static Stages Prepare()
    {
        var articles = Corpus.Articles.Select(a => new AnnotatedArticle { Article = a }).ToList();
        var all = new List<(string, IStage, IReadOnlyList<AnnotatedArticle>)>();
        foreach (var (name, stage) in new (string, IStage)[]
        {
            ("language", Language.LanguageStage.English()),
            ("time", Time.TimeStage.English()),
            ("actors", Actors.ActorStage.English()),
            ("coding", Coding.CodingStage.English()),
        })
        {
            all.Add((name, stage, articles));
            articles = [.. articles.Select(a => stage.Apply(a) with { Layers = a.Layers | stage.Writes })];
        }
        return new Stages(all);
    }
}
