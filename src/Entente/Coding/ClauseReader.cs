using Entente.Articles;

namespace Entente.Coding;

/// <summary>Who is subject, object and oblique of a word, also where the sentence leaves them to be understood.</summary>
internal sealed class ClauseReader(SentenceGraph graph, Lexicon lexicon)
{
    /// <summary>Whether the verb is passive: "was suspended", "troops deployed by".</summary>
    public bool IsPassive(int verb)
    {
        if (graph.Child(verb, "aux:pass") >= 0 || graph.Child(verb, "nsubj:pass") >= 0)
            return true;
        if (graph[verb].Xpos is not "VBN" || graph.Children(verb, "aux").Any(a => graph.Lemma(a) is "have" or "'ve" or "has"))
            return false;
        if (graph.Child(verb, "nsubj") >= 0)
            return false;
        // "were reported as killed"
        if (graph.Child(verb, "obj") < 0 && graph.Children(verb).Any(c => (graph.Is(c, "mark") || graph.Is(c, "case")) && graph.Lemma(c) == "as"))
            return true;
        return graph.Is(verb, "acl") || graph.Is(verb, "amod") || graph.Child(verb, "obl:agent") >= 0
            || (graph.Is(verb, "conj") && graph.Head(verb) is var first and >= 0 && graph.IsVerb(first) && graph.Child(verb, "obj") < 0 && IsPassive(first))
            || (graph.Is(verb, "xcomp") && graph.Child(verb, "obj") < 0 && graph.Lemma(graph.Head(verb)) is not "have" and not "get");
    }

    /// <summary>Words in subject place: the surface subject, or who is understood as one. Empty when nobody is.</summary>
    public IEnumerable<int> SurfaceSubject(int verb, int depth = 0)
    {
        if (depth > 8)
            return [];
        var own = -1;
        // "oil producers Iran and Venezuela signed": of two subjects the name.
        foreach (var child in graph.Children(verb))
            if (graph.Is(child, "nsubj") && graph.Relation(child) != "nsubj:outer" && (own < 0 || (graph.Actor(child) is not null && child < verb && graph.Actor(own) is null && graph.Children(own).All(c => graph.Actor(c) is null))))
                own = child;
        if (own >= 0)
            return [own];
        if (graph.Child(verb, "nsubj:outer") is >= 0 and var outer)
            return [outer];
        var head = graph.Head(verb);
        if (head < 0)
            return [];
        switch (graph.Relation(verb))
        {
            case "conj" when IsPredicate(head):
                return SurfaceSubject(head, depth + 1);
            // "accused X of attacking": X attacks; but "condemned X, accusing Y": the one who condemned accuses.
            case "xcomp" or "ccomp" or "advcl" when (graph.Relation(verb) != "advcl" || graph.Children(verb, "mark").Any()) && Controller(head) is >= 0 and var controller:
                return [controller];
            case "xcomp" or "ccomp" or "advcl" or "parataxis" when graph.Relation(verb) != "parataxis" || graph[verb].Xpos is "VBG" or "VBZ" or "VBD":
                return IsPredicate(head) ? SurfaceSubject(head, depth + 1) : OwnerOrCarrierSubject(head, depth + 1);
            case "acl" when graph.Children(verb, "mark").Any():
                return OwnerOrCarrierSubject(head, depth + 1);
            case "acl" when graph[verb].Xpos == "VBG" && graph.Actor(head) is null && OwnerOrCarrierSubject(head, depth + 1).ToList() is { Count: > 0 } author:
                // "issued a statement supporting": the statement's author supports.
                return author;
            case "acl":
                return [head];
            case "amod" when graph[verb].Upos == Upos.Adj:
                // "issued a report critical of the government": the report's author is critical.
                return OwnerOrCarrierSubject(head, depth + 1);
            case "acl:relcl" when graph[verb].Xpos is not "VB" && graph.Child(verb, "obj") >= 0:
                return [head];
            default:
                return [];
        }
    }

    /// <summary>Who does it: the subject of an active verb, the "by" of a passive one.</summary>
    public List<int> Agents(int verb)
    {
        if (!IsPassive(verb))
            return [.. SurfaceSubject(verb)];
        var agents = graph.Children(verb, "obl").Where(o => graph.Relation(o) == "obl:agent" || graph.Case(o) == "by").ToList();
        // "was accused of fraud by the Organization": a "by" that the parser hangs on what stands before it.
        if (agents.Count == 0)
            agents = [.. graph.Children(verb, "obl").Concat(graph.Children(verb, "obj")).Concat(graph.Children(verb, "xcomp")).SelectMany(o => graph.Children(o, "nmod")).Where(n => graph.Case(n) == "by" && graph.Actor(n) is not null)];
        return agents;
    }

    /// <summary>To whom or what it is done: the object of an active verb, the subject of a passive one.</summary>
    public List<int> Patients(int verb)
    {
        if (IsPassive(verb))
            return [.. SurfaceSubject(verb)];
        var objects = graph.Children(verb, "obj").ToList();
        // "told Israel to open": who is told stands as an indirect object.
        if (objects.Count == 0)
            objects.AddRange(graph.Children(verb, "iobj"));
        // "suspended the treaty and resumed it": what the verb before had.
        if (graph.Is(verb, "conj") && objects is [var it] && graph.Lemma(it) is "it" or "they" && graph.Child(graph.Head(verb), "obj") is >= 0 and var former)
            objects = [former];
        // "the sanctions that the US imposed": the word before the clause is its object.
        if (objects.Count == 0 && graph.Relation(verb) == "acl:relcl" && SurfaceSubject(verb).FirstOrDefault(-1) is >= 0 and var subject
            && graph.Dominates(verb, subject) && graph[subject].Upos != Upos.Pron)
            objects.Add(graph.Head(verb));
        // "continued and expanded its aid": an object shared by coordinated verbs.
        if (objects.Count == 0)
            foreach (var conjunct in graph.Children(verb, "conj").Where(graph.IsVerb))
                if (graph.Child(conjunct, "obj") is >= 0 and var shared && shared > conjunct && !HasOwnObject(verb, conjunct))
                    objects.Add(shared);
        return objects;
    }

    /// <summary>Prepositional dependents with their prepositions.</summary>
    public IEnumerable<(string Case, int Token)> Obliques(int word)
    {
        foreach (var child in graph.Children(word))
        {
            if ((!graph.Is(child, "obl") && !graph.Is(child, "nmod")) || graph.Relation(child) is "nmod:poss" or "nmod:desc")
                continue;
            if (graph.IsRelator(child))
                foreach (var inner in graph.Children(child, "nmod"))
                    yield return (graph.Case(inner), inner);
            else
                yield return (graph.Case(child), child);
        }
    }

    /// <summary>"rejected the claim that it had attacked": the verb that denies what a noun asserts; −1 for none.</summary>
    public int Denier(int noun) =>
        lexicon.InClass("assertion", graph.Lemma(noun)) && graph.Is(noun, "obj") && graph.Head(noun) is >= 0 and var verb && lexicon.InClass("denial", graph.Lemma(verb)) ? verb : -1;

    /// <summary>Whether the word heads a clause.</summary>
    public bool IsPredicate(int i) => graph.IsVerb(i) || graph.Child(i, "cop") >= 0 || graph[i].Upos == Upos.Adj || graph.Child(i, "nsubj") >= 0;

    /// <summary>The object (or "on" phrase) that does what is asked of it: "urged Russia to withdraw", "called on Russia to withdraw", "accused Russia of attacking".</summary>
    private int Controller(int head)
    {
        if (!graph.IsVerb(head) || !lexicon.Governs(graph[head], GovernorEffect.ObjectControl))
            return -1;
        if (IsPassive(head))
            return graph.Child(head, "nsubj:pass");
        if (graph.Child(head, "obj") is >= 0 and var direct)
            return direct;
        if (graph.Child(head, "iobj") is >= 0 and var indirect)
            return indirect;
        return graph.Children(head, "obl").FirstOrDefault(o => graph.Case(o) is "on" or "upon" or "to" or "for" or "with", -1);
    }

    private IEnumerable<int> OwnerOrCarrierSubject(int noun, int depth)
    {
        if (graph.Child(noun, "nmod:poss") is >= 0 and var owner)
            return [owner];
        foreach (var child in graph.Children(noun))
            if ((graph.Is(child, "compound") || graph.Is(child, "amod")) && graph.Actor(child) is not null)
                return [child];
        foreach (var child in graph.Children(noun, "nmod"))
            if (graph.Case(child) is "by" or "of" && graph.Actor(child) is not null)
                return [child];
        var head = graph.Head(noun);
        if (head >= 0 && lexicon.Governs(graph[head], GovernorEffect.Judges))
            return [];
        return head >= 0 && IsPredicate(head) && (graph.Is(noun, "obj") || graph.Is(noun, "obl") || graph.Is(noun, "xcomp")) ? SurfaceSubject(head, depth) : [];
    }

    private bool HasOwnObject(int verb, int conjunct) =>
        graph.Children(verb).Any(c => c > verb && c < conjunct && (graph.Is(c, "obl") || graph.Is(c, "ccomp") || graph.Is(c, "xcomp")))
        || graph.Child(conjunct, "nsubj") >= 0;
}
