using Entente.Actors;
using Entente.Articles;
using Entente.Coding;
using Entente.Language;
using Entente.Time;

namespace Entente;

/// <summary>
/// The front door: carries an article through its stages, each of which adds one layer. Thread-safe; build one and keep it.
/// </summary>
/// <example><code>
/// var pipeline = Pipeline.English();
/// foreach (var claim in pipeline.Annotate(new Article { Text = text, Published = day }).Claims) …
/// </code></example>
public sealed class Pipeline
{
    /// <summary>Longer titles are text that landed in the wrong field.</summary>
    private const int MaxTitle = 400;
    private readonly IReadOnlyList<IStage> _stages;

    /// <summary>Makes a pipeline of stages, in their order.</summary>
    /// <exception cref="ArgumentException">A stage reads a layer that no stage before it writes.</exception>
    public Pipeline(params IReadOnlyList<IStage> stages)
    {
        var written = Layers.None;
        foreach (var stage in stages)
        {
            if ((stage.Reads & ~written) is var missing and not Layers.None)
                throw new ArgumentException($"{stage.GetType().Name} reads {missing}, which no stage before it writes.", nameof(stages));
            written |= stage.Writes;
        }
        _stages = stages;
    }

    /// <summary>The pipeline of English: language, time, actors, coding, with the built-in models, rules and knowledge.</summary>
    /// <exception cref="InvalidOperationException">A model is not built into the library.</exception>
    /// <exception cref="InvalidDataException">A model, rule or knowledge file is broken.</exception>
    public static Pipeline English() => English(KnowledgeBase.English, []);

    /// <summary>The pipeline of English with a user's own knowledge of actors (<c>KnowledgeBase.English.With(…)</c>) and act rules beside the built-in ones.</summary>
    /// <param name="knowledge">All that is known of actors.</param>
    /// <param name="rules">Act rules that are tried beside the built-in ones.</param>
    /// <exception cref="InvalidOperationException">A model is not built into the library.</exception>
    /// <exception cref="InvalidDataException">A model or rule file is broken, or a file of <paramref name="rules"/> has problems.</exception>
    public static Pipeline English(KnowledgeBase knowledge, IReadOnlyList<ActRuleFile> rules)
    {
        // What the stages load does not hang together: two cores have it in half the time.
        var language = Task.Run(LanguageStage.English);
        var time = Task.Run(() => TimeStage.English());
        var coding = CodingStage.English(rules);
        return new Pipeline(language.GetAwaiter().GetResult(), time.GetAwaiter().GetResult(), new ActorStage(knowledge), coding);
    }

    /// <summary>Runs the stages that are needed for <paramref name="layers"/>.</summary>
    /// <param name="article">The article.</param>
    /// <param name="layers">The layers wanted; what they rest on is made too.</param>
    /// <param name="cancellationToken">Ends the work between stages and sentences.</param>
    public AnnotatedArticle Annotate(Article article, Layers layers = Layers.Claims, CancellationToken cancellationToken = default)
    {
        var needed = layers;
        for (var i = _stages.Count - 1; i >= 0; i--)
            if ((_stages[i].Writes & needed) != 0)
                needed |= _stages[i].Reads;
        var annotated = Run(article, needed, cancellationToken);
        if ((layers & Layers.Claims) == 0 || article.Title is not { Length: > 0 and <= MaxTitle } title || title == article.Text)
            return annotated;
        var headline = Run(new Article { Text = title, Title = title, Published = article.Published, SourceId = article.SourceId }, needed, cancellationToken);
        return annotated with { Claims = TitleClaims.Add(annotated.Claims, headline.Claims, article.Id) };
    }

    private AnnotatedArticle Run(Article article, Layers needed, CancellationToken cancellationToken)
    {
        var annotated = new AnnotatedArticle { Article = article };
        foreach (var stage in _stages)
        {
            if ((stage.Writes & needed) == 0)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            annotated = stage.Apply(annotated, cancellationToken) with { Layers = annotated.Layers | stage.Writes };
        }
        return annotated;
    }
}
