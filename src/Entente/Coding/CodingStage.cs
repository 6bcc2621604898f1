using Entente.Articles;

namespace Entente.Coding;

/// <summary>Finds claims: rules over the dependency tree, from a lexicon that people edit. Thread-safe.</summary>
public sealed class CodingStage : IStage
{
    private readonly Lexicon _lexicon;

    private CodingStage(Lexicon lexicon) => _lexicon = lexicon;

    /// <summary>Name and version of this coder, as claims carry it.</summary>
    public static string Coder { get; } = $"entente {typeof(CodingStage).Assembly.GetName().Version?.ToString(3)}";

    /// <inheritdoc/>
    public Layers Reads => Layers.Sentences | Layers.Times | Layers.Mentions;

    /// <inheritdoc/>
    public Layers Writes => Layers.Claims;

    /// <summary>The coder of English with the built-in lexicon.</summary>
    /// <exception cref="InvalidDataException">A lexicon file is broken.</exception>
    public static CodingStage English() => new(Lexicon.English);

    /// <summary>The coder of English with the built-in lexicon and a user's own rules.</summary>
    /// <exception cref="InvalidDataException">A lexicon file is broken, or a rule file has problems.</exception>
    public static CodingStage English(IReadOnlyList<ActRuleFile> rules) => new(Lexicon.With(rules));

    /// <inheritdoc/>
    public AnnotatedArticle Apply(AnnotatedArticle article, CancellationToken cancellationToken = default)
    {
        var graphs = new SentenceGraph[article.Sentences.Count];
        for (var i = 0; i < graphs.Length; i++)
            graphs[i] = new SentenceGraph(article, i, _lexicon);
        foreach (var mention in article.Mentions)
            graphs[mention.Sentence].Add(mention);
        foreach (var time in article.Times)
            graphs[time.Sentence].Times.Add(time);
        var id = article.Article.Id;
        var memory = new NarrativeMemory(_lexicon);
        var claims = new List<Claim>();
        foreach (var graph in graphs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            claims.AddRange(new SentenceCoder(graph, _lexicon, memory).Code(id, Coder));
        }
        return article with { Claims = claims };
    }
}
