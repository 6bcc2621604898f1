using Entente.Articles;

namespace Entente.Actors;

/// <summary>
/// Gives the sides and speakers of claims the numbers that their states have in the Correlates of War system, so that claims join with data sets of that project.
/// Ids of claims do not change by it. Thread-safe.
/// </summary>
internal sealed class StateNumbers(KnowledgeBase knowledge) : IStage
{
    /// <inheritdoc/>
    public Layers Reads => Layers.Claims;

    /// <inheritdoc/>
    public Layers Writes => Layers.Claims;

    /// <inheritdoc/>
    public AnnotatedArticle Apply(AnnotatedArticle article, CancellationToken cancellationToken = default) => article with
    {
        Claims = [.. article.Claims.Select(c => c with { Actors = Numbered(c.Actors), Recipients = Numbered(c.Recipients), SaidBy = Numbered(c.SaidBy) })],
    };

    private IReadOnlyList<Party> Numbered(IReadOnlyList<Party> parties) =>
        parties.Any(p => knowledge.GetActor(p.Id)?.CowNumber is not null) ? [.. parties.Select(p => p with { Cow = knowledge.GetActor(p.Id)?.CowNumber })] : parties;
}
