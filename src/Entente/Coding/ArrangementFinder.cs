using System.Text;
using Entente.Articles;

namespace Entente.Coding;

/// <summary>Which arrangement an act changes or happens under, by the catalogue's name or by the text's own words.</summary>
internal sealed class ArrangementFinder(SentenceGraph graph, Lexicon lexicon, NarrativeMemory memory)
{
    private static readonly string[] Under = ["under", "within", "of", "in", "from", "to", "through", "as outlined in", "with", "on", "by"];

    /// <summary>Sets <see cref="Act.Arrangement"/>; an arrangement without a catalogue name gets its id when the sides are known.</summary>
    /// <returns>The mention, when the catalogue has it.</returns>
    public Mention? Find(Act act)
    {
        var heads = act.Objects.SelectMany(graph.WithConjuncts).ToList();
        foreach (var head in heads)
            if (Covering(head) is { } named)
                return Take(act, named, head, strand: null);
        foreach (var head in heads)
            if (graph.Actor(head) is null && Below(head) is { } named)
                return Take(act, named, head, IsStrand(head) && act.Step is not null ? Phrase(head) : null);
        foreach (var (preposition, token) in act.Obliques)
            if (Under.Contains(preposition) && graph.Arrangement(token) is { } named)
            {
                var strand = heads.FirstOrDefault(IsStrand, -1);
                return Take(act, named, token, strand >= 0 && act.Step is not null ? Phrase(strand) : null);
            }
        if (act.Step is null)
            return null;
        foreach (var head in heads)
            if (graph.Actor(head) is null && (lexicon.InClass("arrangement", graph.Lemma(head)) || (act.Step == Step.Breached && lexicon.InClass("pledge", graph.Lemma(head)))))
            {
                // "This forum was succeeded": the arrangement that was named last.
                if (IsDefinite(head) && !graph.Children(head).Any(c => graph.Is(c, "compound") || graph.Is(c, "amod")) && memory.LastArrangement is { } last && lexicon.InClass("body", graph.Lemma(head)) && graph.Children(head, "nmod").All(n => !NamesSide(n)))
                    return Take(act, last, head, strand: null);
                var phrase = Phrase(head);
                act.Arrangement = new ArrangementRef("", phrase, null);
                act.ArrangementHead = head;
                return null;
            }
        foreach (var head in heads.Concat(act.Obliques.Where(o => o.Case is "of" or "from" or "to" or "in" or "into").Select(o => o.Token)))
            if (graph.Actor(head) is { Sector: "IGO", Id: { } body } member && body != "UNK")
            {
                act.Arrangement = new ArrangementRef(Slug(body), member.Name, null);
                act.ArrangementHead = head;
                return null;
            }
        return null;
    }

    /// <summary>Gives an arrangement of the text's own words an id from those words and its sides.</summary>
    public static void Name(Act act)
    {
        if (act.Arrangement is not { Id: "" } own)
            return;
        var parties = act.Actors.Concat(act.Recipients).Select(p => p.Id).Where(id => id != "UNK").Distinct().Order(StringComparer.Ordinal);
        act.Arrangement = own with { Id = string.Join('-', parties.Select(Slug).Prepend(Slug(InOneOrder(own.Name)))) };
    }

    /// <summary>
    /// "channels of political and military communication" and "political and military channels of communication" are one: of three and more words with an "of" the order says nothing.
    /// </summary>
    private static string InOneOrder(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 4 || !words.Contains("of") ? name
            : string.Join(' ', words.Where(w => w is not ("of" or "and" or "the" or "a" or "an" or "for" or "on" or "in")).Order(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The noun phrase without its determiner, its owner and its sides: "practical civilian and military cooperation".</summary>
    private string Phrase(int head)
    {
        var first = head;
        var last = head;
        foreach (var child in graph.Children(head))
        {
            if (child < head && (graph.Is(child, "amod") || graph.Is(child, "compound") || graph.Is(child, "nummod")) && graph.Actor(child) is null && graph.Lemma(child) is not ("all" or "such" or "other"))
                first = Math.Min(first, graph.Reach(child).First);
            if (child > head && graph.Is(child, "nmod") && graph.Case(child) == "of" && !NamesSide(child))
                last = Math.Max(last, child);
        }
        var text = string.Join(' ', graph.Text(first, last).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return graph[first].Upos is not Upos.Propn && graph[first].Form.Length > 1 && char.IsLower(graph[first].Form[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }

    private static Mention Take(Act act, Mention mention, int head, string? strand)
    {
        act.Arrangement = new ArrangementRef(mention.Id ?? Slug(mention.Name), mention.Name, strand);
        act.ArrangementHead = head;
        return mention;
    }

    /// <summary>The arrangement whose name holds the word, wherever the parser sees the name's head.</summary>
    private Mention? Covering(int head) =>
        graph.Arrangement(head) ?? graph.Mentions.FirstOrDefault(m => m.Kind == MentionKind.Arrangement && m.Span.Contains(graph[head].Span));

    private Mention? Below(int head)
    {
        foreach (var child in graph.Children(head))
        {
            if (graph.Is(child, "nmod") && Under.Contains(graph.Case(child)))
            {
                foreach (var conjunct in graph.WithConjuncts(child))
                    if (graph.Arrangement(conjunct) is { } named)
                        return named;
                if (Below(child) is { } deeper)
                    return deeper;
            }
            if ((graph.Is(child, "compound") || graph.Is(child, "nmod:poss") || graph.Is(child, "amod")) && graph.Arrangement(child) is { } modifier)
                return modifier;
            // "commitments that underpin the relationship, as outlined in the Founding Act"
            if (graph.Is(child, "acl") || graph.Is(child, "advcl"))
                foreach (var mention in graph.Mentions)
                    if (mention.Kind == MentionKind.Arrangement && graph.Dominates(child, mention.Head))
                        return mention;
        }
        return null;
    }

    private bool NamesSide(int token) => graph.WithConjuncts(token).Any(t => graph.Actor(t) is not null || graph.Arrangement(t) is not null);

    private bool IsDefinite(int head) => graph.Children(head, "det").Any(d => graph.Lemma(d) is "this" or "the" or "that");

    // A party's participation is no strand: it is the party's own standing.
    private bool IsStrand(int head) => graph.Lemma(head) is not ("participation" or "membership" or "compliance" or "implementation") && lexicon.InClass("strand", graph.Lemma(head)) && graph.Actor(head) is null;

    private static string Slug(string words)
    {
        var slug = new StringBuilder(words.Length);
        foreach (var c in words.ToLowerInvariant())
            if (char.IsLetterOrDigit(c))
                slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        return slug.ToString().TrimEnd('-');
    }
}
