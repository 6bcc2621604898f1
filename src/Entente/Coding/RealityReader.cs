using Entente.Articles;

namespace Entente.Coding;

/// <summary>Whether an act is told as done, planned, supposed or denied: auxiliaries, negation, conditions, and the words that govern it.</summary>
internal sealed class RealityReader(SentenceGraph graph, Lexicon lexicon, ClauseReader clauses)
{
    /// <summary>Reality of the act.</summary>
    public Reality Of(Act act)
    {
        var reality = Reality.Actual;
        var i = act.Trigger;
        // "No progress was made in talks": what is denied of the clause is not denied of its circumstances.
        var beside = false;
        if (!clauses.IsPredicate(i))
            reality = Noun(i, reality);
        // "faces possible sanctions"
        else if (act.Step is not null)
            foreach (var thing in act.Objects.Where(o => graph[o].Upos == Upos.Noun))
                reality = Noun(thing, reality);
        // What is ordered is not yet done (coding guide, 5).
        if (act.Step is not null && graph.Lemma(i) == "order" && graph.IsVerb(i))
            reality = Combine(reality, Reality.Planned);
        for (var steps = 0; i >= 0 && steps < 12; steps++)
        {
            if (clauses.IsPredicate(i))
                reality = Combine(reality, Local(i, negation: !beside && !(act.Rule.WhenNegated && i == act.Trigger)));
            var head = graph.Head(i);
            if (head < 0)
                break;
            var relation = graph.Relation(i);
            if (relation is "parataxis" or "acl:relcl" or "appos" or "list" || relation.StartsWith("advcl:", StringComparison.Ordinal))
                break;
            if (relation == "advcl")
            {
                if (!IsCondition(i) && graph[i].Xpos is not ("VBG" or "VB"))
                    break;
                // "will be honoured for defending": the reason is no plan.
                if (graph[i].Xpos == "VBG" && graph.Children(i, "mark").Any(m => IsBackdrop(graph.Lemma(m))))
                    break;
                if (graph[i].Xpos == "VB" && graph.Children(i, "mark").Any(m => graph.Lemma(m) == "to") && !lexicon.Governs(graph[head], GovernorEffect.Planned))
                {
                    // A purpose: the meeting that one travels for takes place, other aims are only aims.
                    if (act.Type is not (PloverType.Consult or PloverType.Request or PloverType.Accuse))
                        reality = Combine(reality, Reality.Planned);
                    i = head;
                    continue;
                }
            }
            if (relation == "conj" && IsCondition(head))
                return Combine(reality, Reality.Hypothetical);
            if (relation == "conj" && graph[i].Xpos is not ("VB" or "VBN" or "VBG" or "NN" or "NNS" or "NNP"))
                break;
            if (clauses.IsPredicate(head) || relation is "acl" or "nmod")
            {
                // "a platform for negotiations" is for what is not yet.
                if (relation is "obl" or "nmod" && IsBackdrop(graph.Case(i)) && !(act.Type == PloverType.Consult && graph.Case(i) == "for"))
                    break;
                // "has a chance to soothe tempers during his visit": the visit itself is no chance.
                if (relation == "obl" && graph.Case(i).EndsWith("during", StringComparison.Ordinal) && graph.Child(i, "nmod:poss") >= 0)
                    break;
                beside |= relation is "obl" || (relation == "nmod" && graph.Case(i) is "in" or "during" or "at" or "on" or "with");
                if (relation is "obl" or "nmod" && graph.Case(i) == "in event of")
                    reality = Combine(reality, Reality.Hypothetical);
                // What happens in, at or during a thing is not governed by it.
                if (relation != "conj" && !(act.Rule.WhenNegated && i == act.Trigger) && !(relation is "obl" or "nmod" && graph.Case(i) is "in" or "at" or "during" or "by" or "as" or "under" or "within" or "amid"))
                    reality = Combine(reality, Governed(i, head, relation));
                if (relation == "ccomp" && (lexicon.Governs(graph[head], GovernorEffect.Report) || lexicon.Governs(graph[head], GovernorEffect.Vouch)))
                    break;
            }
            i = head;
        }
        return reality;
    }

    /// <summary>Prepositions whose acts lie before or behind what the clause tells.</summary>
    public static bool IsBackdrop(string preposition) => preposition is
        "after" or "following" or "since" or "despite" or "because of" or "due to" or "over" or "amid" or "in response to" or "in retaliation for"
        or "in protest at" or "in protest against" or "in reaction to" or "in wake of" or "in aftermath of" or "as result of" or "in spite of" or "in light of" or "in view of" or "given" or "for" or "about" or "against" or "before";

    private Reality Noun(int noun, Reality reality)
    {
        foreach (var child in graph.Children(noun))
        {
            if (graph.Is(child, "det") && graph.Lemma(child) is "no")
                reality = Combine(reality, Reality.Negated);
            if (!graph.Is(child, "amod") && !graph.Is(child, "compound"))
                continue;
            var word = graph[child] with { Upos = Upos.Adj };
            var lower = word with { Lemma = graph[child].Form.ToLowerInvariant() };
            foreach (var form in new[] { word, lower })
                if (lexicon.Governs(form, GovernorEffect.Planned))
                    reality = Combine(reality, Reality.Planned);
                else if (lexicon.Governs(form, GovernorEffect.Hypothetical))
                    reality = Combine(reality, Reality.Hypothetical);
        }
        return reality;
    }

    private Reality Local(int predicate, bool negation)
    {
        var reality = Reality.Actual;
        var reported = IsReported(predicate);
        foreach (var child in graph.Children(predicate))
        {
            var lemma = graph.Lemma(child);
            if (graph.Is(child, "aux"))
                reality = Combine(reality, lemma switch
                {
                    "will" or "shall" or "'ll" or "wo" => Reality.Planned,
                    "would" or "'d" when reported && !IsCondition(predicate) => Reality.Planned,
                    "would" or "can" or "could" or "may" or "might" or "should" or "must" or "ought" or "ca" => Reality.Hypothetical,
                    _ => Reality.Actual,
                });
            else if (negation && graph.Is(child, "advmod") && graph.IsNegation(child))
                reality = Combine(reality, Reality.Negated);
            else if (negation && (graph.Is(child, "nsubj") || graph.Is(child, "obj")) && (lemma is "nobody" or "none" || graph.Children(child, "det").Any(d => graph.Lemma(d) == "no")))
                reality = Combine(reality, Reality.Negated);
        }
        if (IsCondition(predicate) || (reality == Reality.Planned && HasCondition(predicate)))
            reality = Combine(reality, Reality.Hypothetical);
        // "is due to impose", "was set to begin": the word of planning may be the head of the verb or hang on it.
        if (graph[predicate].Xpos == "VB" && graph.Children(predicate).Any(c =>
            graph[c].Upos == Upos.Adj && !graph.Is(c, "conj") && c + 1 < predicate && graph.Lemma(c + 1) == "to" && lexicon.Governs(graph[c], GovernorEffect.Planned)))
            reality = Combine(reality, Reality.Planned);
        // "tariffs are to be imposed", "the ministers are to meet": what is to be done is not done.
        if (graph.Children(predicate, "mark").FirstOrDefault(m => graph.Lemma(m) == "to", -1) is var infinitive and >= 0
            && graph.Children(predicate).Any(c => c < infinitive && graph.Is(c, "aux") && graph.Lemma(c) == "be" && graph[c].Xpos is "VBZ" or "VBP" or "VBD"))
            reality = Combine(reality, Reality.Planned);
        // "US, China to resume talks": a headline's infinitive is a plan.
        if (graph.Relation(predicate) == "root" && graph[predicate].Xpos == "VB" && graph.Children(predicate, "mark").Any(m => graph.Lemma(m) == "to"))
            reality = Combine(reality, Reality.Planned);
        return reality;
    }

    private Reality Governed(int below, int head, string relation)
    {
        var word = graph[head];
        if (relation is "xcomp" && graph.Lemma(head) is "be" or "go" && (graph.Lemma(head) == "be" || word.Xpos == "VBG"))
            return Reality.Planned;
        var infinitive = graph[below].Xpos == "VB" || graph[below].Xpos == "VBG" || relation is "acl" or "ccomp" or "xcomp" or "obj" or "nsubj:pass" or "obl" or "nmod" or "acl:relcl";
        if (!infinitive)
            return Reality.Actual;
        if (lexicon.Governs(word, GovernorEffect.Negated) || (relation is "acl" or "ccomp" && clauses.Denier(head) >= 0))
            return Reality.Negated;
        // "announced that he was killed" tells what has happened; "announced plans", "decided to go" do not.
        if (lexicon.Governs(word, GovernorEffect.Planned))
            return relation == "ccomp" && IsPast(below) ? Reality.Actual : Reality.Planned;
        return lexicon.Governs(word, GovernorEffect.Hypothetical) ? Reality.Hypothetical : Reality.Actual;
    }

    /// <summary>Told as done: "was killed", "has resigned"; not "is ending", which announces.</summary>
    public bool IsPast(int predicate) =>
        graph[predicate].Xpos == "VBD" || graph.Children(predicate).Any(c => (graph.Is(c, "aux") || graph.Is(c, "cop")) && (graph[c].Xpos == "VBD" || graph.Lemma(c) is "have"))
        || (graph.Relation(predicate) == "conj" && graph.Head(predicate) is var first and >= 0 && IsPast(first));

    private bool IsReported(int predicate) =>
        graph.Relation(predicate) is "ccomp" or "xcomp" && graph.Head(predicate) is var head and >= 0
        && (lexicon.Governs(graph[head], GovernorEffect.Report) || lexicon.Governs(graph[head], GovernorEffect.Vouch) || lexicon.Governs(graph[head], GovernorEffect.Planned));

    /// <summary>"will face sanctions if it proceeds": only then.</summary>
    private bool HasCondition(int predicate) =>
        graph.Children(predicate, "advcl").Any(c => IsCondition(c) && !graph.Children(c, "advmod").Any(e => graph.Lemma(e) is "even"));

    private bool IsCondition(int predicate) =>
        graph.Children(predicate, "mark").Any(m => graph.Lemma(m) is "if" or "unless" or "whether");

    /// <summary>The outer word decides, but a plan that is denied or supposed is not done and no plan told as fact.</summary>
    private static Reality Combine(Reality inner, Reality outer) => (inner, outer) switch
    {
        (_, Reality.Actual) => inner,
        (Reality.Actual, _) => outer,
        (Reality.Negated, _) => Reality.Negated,
        (_, Reality.Negated) => Reality.Negated,
        (Reality.Hypothetical, _) => Reality.Hypothetical,
        _ => outer,
    };
}
