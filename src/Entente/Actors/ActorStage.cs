using Entente.Articles;

namespace Entente.Actors;

/// <summary>
/// Finds who and what a text names: states, organisations, groups and the people and offices that act for them, places, and arrangements. Names are
/// resolved for the article's day of publication; later short forms, definite phrases and pronouns take up what was named before. Thread-safe.
/// </summary>
public sealed class ActorStage : IStage
{
    private static readonly Lazy<ActorStage> LoadedEnglish = new(() => new ActorStage(KnowledgeBase.English));

    private readonly KnowledgeBase _knowledge;

    /// <summary>A stage that knows what a knowledge base knows: <c>KnowledgeBase.English.With(…)</c>.</summary>
    public ActorStage(KnowledgeBase knowledge) => _knowledge = knowledge;

    /// <summary>The stage for English.</summary>
    /// <exception cref="InvalidDataException">A data file of the knowledge base is broken.</exception>
    public static ActorStage English() => LoadedEnglish.Value;

    /// <inheritdoc/>
    public Layers Reads => Layers.Sentences;

    /// <inheritdoc/>
    public Layers Writes => Layers.Mentions;

    /// <inheritdoc/>
    public AnnotatedArticle Apply(AnnotatedArticle article, CancellationToken cancellationToken = default)
    {
        var context = new ArticleContext(_knowledge, article.Article);
        var names = new SentenceNames[article.Sentences.Count];
        for (var i = 0; i < names.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            names[i] = new SentenceNames(_knowledge, article.Sentences[i]);
        }
        context.Survey(names);
        var mentions = new List<Mention>();
        for (var i = 0; i < names.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            mentions.AddRange(new SentenceReader(context, names[i], article.Article.Text, i).Read());
        }
        return article with { Mentions = mentions };
    }
}
