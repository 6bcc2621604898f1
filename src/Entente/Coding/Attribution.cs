using Entente.Articles;

namespace Entente.Coding;

/// <summary>On whose word an act is told, when it is not the outlet's.</summary>
internal sealed class Attribution(SentenceGraph graph, Lexicon lexicon, ClauseReader clauses, SideFinder sides)
{
    /// <summary>Who says that the act happened; empty when the outlet itself does.</summary>
    /// <param name="act">The act, with its sides.</param>
    /// <param name="reporting">Acts whose content is told on their actor's word, by trigger.</param>
    public List<Party> SaidBy(Act act, IReadOnlyDictionary<int, Act> reporting)
    {
        for (var (i, steps) = (act.Trigger, 0); i >= 0 && steps < 16; i = graph.Head(i), steps++)
        {
            if (i != act.Trigger && reporting.TryGetValue(i, out var outer) && outer != act && InContent(i, act.Trigger))
                return Without(act, outer.Actors, vouched: false);
            if (!clauses.IsPredicate(i))
                continue;
            if (According(i) is { Count: > 0 } source)
                return Without(act, source, vouched: true);
            var head = graph.Head(i);
            if (head >= 0 && graph.Relation(i) is "ccomp" or "parataxis" && Says(head) && Speakers(head) is { Count: > 0 } speakers)
                return WithOuter(Without(act, speakers, Vouches(head)), head);
            if (head >= 0 && graph.Relation(i) is "acl" or "ccomp" && clauses.Denier(head) is >= 0 and var denial && Speakers(denial) is { Count: > 0 } deniers)
                return Without(act, deniers, vouched: true);
            foreach (var aside in graph.Children(i, "parataxis"))
                if (Says(aside) && graph.Child(aside, "ccomp") < 0 && Speakers(aside) is { Count: > 0 } quoted)
                    return Without(act, quoted, Vouches(aside));
        }
        return [];
    }

    /// <summary>"Sweden said that Denmark told Norway that …": the nearer voice first, then those that tell of it.</summary>
    private List<Party> WithOuter(List<Party> nearest, int verb)
    {
        if (nearest.Count == 0)
            return nearest;
        for (var (i, steps) = (verb, 0); graph.Head(i) is >= 0 and var head && steps < 8; i = head, steps++)
            if (graph.Relation(i) == "ccomp" && Says(head))
                foreach (var outer in Speakers(head).Where(o => !nearest.Any(n => n.Id == o.Id)).ToList())
                    nearest.Add(outer);
        return nearest;
    }

    private bool Says(int verb) => lexicon.Governs(graph[verb], GovernorEffect.Report) || Vouches(verb);

    private bool Vouches(int verb) => lexicon.Governs(graph[verb], GovernorEffect.Vouch);

    private bool InContent(int outer, int trigger)
    {
        for (var i = trigger; i >= 0 && i != outer; i = graph.Head(i))
            if (graph.Head(i) == outer)
                return graph.Relation(i) is "ccomp" or "xcomp" or "advcl" || (graph.Is(i, "obl") && graph.Case(i) is "of" or "for");
        return false;
    }

    private List<Party> Speakers(int verb)
    {
        foreach (var subject in clauses.Agents(verb))
            if (sides.Sides(subject) is { Count: > 0 } found)
                return found;
        return [];
    }

    private List<Party> According(int predicate)
    {
        foreach (var child in graph.Children(predicate))
            if ((graph.Is(child, "obl") || graph.Is(child, "nmod")) && graph.Case(child).StartsWith("according to", StringComparison.Ordinal))
                return sides.Sides(child);
        return [];
    }

    /// <summary>A side that tells its own act is no source apart, unless the words leave it to the speaker alone.</summary>
    private static List<Party> Without(Act act, IReadOnlyList<Party> speakers, bool vouched) =>
        vouched ? [.. speakers] : [.. speakers.Where(s => s.Id == "UNK" || !act.Actors.Any(a => a.Id == s.Id))];
}
