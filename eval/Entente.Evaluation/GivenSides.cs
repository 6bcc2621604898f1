using Entente.Articles;

namespace Entente.Evaluation;

/// <summary>
/// Puts the sides that a gold set gives into the mentions before the coder sees them, so that what is measured is the coder and not the knowledge of
/// names: "type right for the given pair", "who did it to whom with a test dictionary".
/// </summary>
internal sealed class GivenSides(IStage language, IStage time, IStage actors, IStage coding)
{
    /// <summary>Claims of <paramref name="article"/> with the sides as given.</summary>
    /// <param name="article">The text.</param>
    /// <param name="sides">Stretches of the text and the ids they stand for.</param>
    public IReadOnlyList<Claim> Code(Article article, IReadOnlyList<(Span Span, string Id)> sides)
    {
        var annotated = actors.Apply(time.Apply(language.Apply(new AnnotatedArticle { Article = article })));
        var given = sides.Select(s => Mention(annotated, s.Span, s.Id)).OfType<Mention>()
            // The set says who, not what they are: soldiers and protesters stay what the actors stage took them for.
            .Select(g => g with { Sector = annotated.Mentions.FirstOrDefault(m => m.Kind == MentionKind.Actor && m.Sentence == g.Sentence && m.Head == g.Head)?.Sector ?? g.Sector })
            .ToList();
        var mentions = annotated.Mentions.Select(m => Owned(annotated, m, given)).Where(m => !given.Exists(g => g.Sentence == m.Sentence && (g.Head == m.Head || (m.Kind == MentionKind.Arrangement && m.Span.Overlaps(g.Span)))));
        return coding.Apply(annotated with { Mentions = [.. mentions.Concat(given).OrderBy(m => m.Span.Start)] }).Claims;
    }

    /// <summary>"Osgiliath soldiers" are Osgiliath's: a nameless agent whose owner is given stands for the owner, as it would had the names been known.</summary>
    private static Mention Owned(AnnotatedArticle article, Mention mention, List<Mention> given)
    {
        if (mention is not { Kind: MentionKind.Actor, Id: null or "UNK" })
            return mention;
        var tokens = article.Sentences[mention.Sentence].Tokens;
        var owner = given.Find(g => g.Sentence == mention.Sentence && g.Head != mention.Head && tokens[g.Head].Head == mention.Head && tokens[g.Head].Deprel is not ("conj" or "appos"));
        return owner is null ? mention : mention with { Id = owner.Id };
    }

    private static Mention? Mention(AnnotatedArticle article, Span span, string id)
    {
        for (var i = 0; i < article.Sentences.Count; i++)
        {
            var tokens = article.Sentences[i].Tokens;
            var inside = Enumerable.Range(0, tokens.Count).Where(t => tokens[t].Span.Overlaps(span)).ToList();
            if (inside.Count == 0)
                continue;
            var head = inside.FirstOrDefault(t => tokens[t].Head < 0 || !inside.Contains(tokens[t].Head), inside[0]);
            return new Mention
            {
                Kind = MentionKind.Actor,
                Span = span,
                Text = article.Article.Text[span.Start..span.End],
                Sentence = i,
                Head = head,
                Id = id,
                Name = id,
                // A side that is no name and that the actors stage does not know: people of some kind.
                Sector = tokens[head].Upos == Upos.Noun ? "UNK" : "GOV",
                Via = "name",
            };
        }
        return null;
    }
}
