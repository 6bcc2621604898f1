namespace Entente.Articles;

/// <summary>What stages have found in one article so far. Stages meet here and nowhere else.</summary>
public sealed record AnnotatedArticle
{
    /// <summary>The article.</summary>
    public required Article Article { get; init; }

    /// <summary>Layers that have been written.</summary>
    public Layers Layers { get; init; }

    /// <summary>Sentences in order, with words, tags, lemmas and dependencies.</summary>
    public IReadOnlyList<Sentence> Sentences { get; init; } = [];

    /// <summary>Time expressions in order.</summary>
    public IReadOnlyList<TimeExpression> Times { get; init; } = [];

    /// <summary>Mentions of actors, places and arrangements in order of their heads.</summary>
    public IReadOnlyList<Mention> Mentions { get; init; } = [];

    /// <summary>Claims in order of their triggers.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];
}

/// <summary>Layers of an <see cref="AnnotatedArticle"/>.</summary>
[Flags]
public enum Layers
{
    /// <summary>Only the text.</summary>
    None = 0,

    /// <summary>Sentences, words, tags, lemmas, dependencies.</summary>
    Sentences = 1,

    /// <summary>Time expressions.</summary>
    Times = 2,

    /// <summary>Mentions of actors, places, arrangements.</summary>
    Mentions = 4,

    /// <summary>Claims.</summary>
    Claims = 8,
}

/// <summary>One step of the way from text to claims. Thread-safe once built.</summary>
public interface IStage
{
    /// <summary>Layers it reads; they must have been written before.</summary>
    Layers Reads { get; }

    /// <summary>The layer it writes.</summary>
    Layers Writes { get; }

    /// <summary>Adds its layer to <paramref name="article"/>.</summary>
    AnnotatedArticle Apply(AnnotatedArticle article, CancellationToken cancellationToken = default);
}
