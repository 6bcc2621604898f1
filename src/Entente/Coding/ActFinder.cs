using Entente.Articles;

namespace Entente.Coding;

/// <summary>Finds the words that tell acts, by the lexicon's rules, and what stands in their subject, object and oblique places.</summary>
internal sealed class ActFinder(SentenceGraph graph, Lexicon lexicon, ClauseReader clauses, SideFinder sides)
{
    /// <summary>Acts in the order of their triggers; at most one a word.</summary>
    public List<Act> Find()
    {
        var acts = new List<Act>();
        for (var i = 0; i < graph.Count; i++)
            if (At(i) is { } act)
                acts.Add(act);
        return acts;
    }

    private Act? At(int i)
    {
        var token = graph[i];
        var lemma = graph.Lemma(i);
        if (token.Upos == Upos.Verb || (token.Upos == Upos.Aux && graph.IsVerb(i)))
            return graph.Is(i, "amod") || graph.Is(i, "case") || graph.Is(i, "compound") ? null
                : Best(lexicon.Verb(lemma), r => Verb(r.Rule, r.Tail, i)) ?? (graph.Child(i, "aux") < 0 ? null : Best(lexicon.AnyVerb, r => Verb(r.Rule, r.Tail, i)));
        // In "the Comprehensive Partnership", "the Conference on Trade and Development" the word is part of a name.
        if ((token.Upos == Upos.Noun || (token.Upos == Upos.Propn && (char.IsLower(token.Form[0]) || graph.IsTitleCase))) && graph.Arrangement(i) is null && graph.Actor(i) is null && !graph.Is(i, "flat"))
            return Best(lexicon.Noun(lemma), r => Noun(r.Rule, r.Tail, i));
        if (token.Upos == Upos.Adj && lexicon.Adjective(lemma) is { Count: > 0 } adjectives)
            return Best(adjectives, r => Verb(r.Rule, r.Tail, i));
        return null;
    }

    /// <summary>The most specific rule that fits: more words first, then a condition on the object, then the lexicon's order.</summary>
    private static Act? Best(IReadOnlyList<(ActRule Rule, string[] Tail)> rules, Func<(ActRule Rule, string[] Tail), Act?> fit)
    {
        Act? best = null;
        var rank = -1;
        foreach (var rule in rules)
        {
            var weight = (rule.Tail.Length * 4) + (rule.Rule.Object.Count > 0 ? 2 : 0) + (rule.Rule.With.Count > 0 ? 1 : 0) + (rule.Rule.Clause.Length > 0 ? 2 : 0) + (rule.Rule.Under.Count > 0 ? 3 : 0) + (rule.Rule.Subject.Count > 0 ? 2 : 0) + (rule.Rule.Modifier.Count > 0 ? 2 : 0);
            if (weight > rank && fit(rule) is { } act)
                (best, rank) = (act, weight);
        }
        return best;
    }

    private Act? Verb(ActRule rule, string[] rest, int verb)
    {
        var objects = clauses.Patients(verb);
        var obliques = clauses.Obliques(verb).ToList();
        // "held in Geneva with Russia": what hangs on the object may belong to the verb.
        foreach (var direct in objects.Where(o => graph.Dominates(verb, o)))
        {
            obliques.AddRange(clauses.Obliques(direct));
            // "received a shipment of doses from Chad"
            if (lexicon.InClass("quantity", graph.Lemma(direct)))
                obliques.AddRange(Measured(direct).Where(counted => counted != direct).SelectMany(clauses.Obliques).Where(o => o.Case is "from" or "to"));
        }
        foreach (var lower in graph.Children(verb, "xcomp"))
            if (!graph.IsVerb(lower))
                obliques.AddRange(clauses.Obliques(lower));
        var (last, part) = (verb, -1);
        // "backed down" is not "backed": a particle is part of the word.
        if (rest.Length == 0 ? graph.Children(verb, "compound:prt").Any(p => !(graph.Lemma(p) == "up" && p + 1 < graph.Count && graph.Lemma(p + 1) == "to")) : !Rest(verb, rest, ref objects, obliques, ref last, ref part))
            return null;
        // "called off a strike" calls no strike.
        if (rest.Length > 0 && graph.Children(verb, "compound:prt").Any(p => !rest.Contains(graph.Lemma(p)) && graph.Lemma(p) is "off" or "down" or "back" or "away"))
            return null;
        var act = new Act(rule, verb, last) { Fixed = part, Passive = clauses.IsPassive(verb), Subjects = clauses.Agents(verb), Objects = objects };
        act.Obliques.AddRange(obliques);
        // "talks resumed", "the treaty took effect": what it happens to is the subject.
        if (objects.Count == 0 && !act.Passive && rule.Object.Count > 0 && act.Subjects.Count > 0 && act.Subjects.All(s => graph.Actor(s) is null && graph[s].Upos != Upos.Pron && Any(rule.Object, s)))
        {
            act.Objects = act.Subjects;
            act.Subjects = [];
            foreach (var theme in act.Objects)
                act.Obliques.AddRange(clauses.Obliques(theme));
        }
        return Conditions(rule, act) ? act : null;
    }

    /// <summary>Particle, preposition or fixed object after the verb: "break off", "call on X", "take part in X".</summary>
    private bool Rest(int verb, string[] rest, ref List<int> objects, List<(string Case, int Token)> obliques, ref int last, ref int part)
    {
        var words = string.Join(' ', rest);
        var particles = graph.Children(verb).Where(c => graph.Is(c, "compound:prt") || (graph.Is(c, "advmod") && graph[c].Upos is Upos.Adp or Upos.Adv)).ToList();
        foreach (var particle in particles)
        {
            var form = graph.Lemma(particle);
            if (form == words)
            {
                last = particle;
                return true;
            }
            foreach (var (preposition, token) in obliques)
                if (form + " " + preposition == words)
                {
                    last = particle;
                    objects = [token];
                    return true;
                }
        }
        // "returned to Italy" travels, "returned the vase to Italy" does not.
        var direct = clauses.IsPassive(verb) || graph.Child(verb, "obj") >= 0;
        foreach (var (preposition, token) in obliques)
            if (!direct && preposition == words)
            {
                objects = [token];
                if (graph.Child(token, "case") is var at and >= 0 && at - verb == 1)
                    last = at;
                return true;
            }
        foreach (var fixedObject in graph.Children(verb).Where(c => graph.Is(c, "obj") || graph.Is(c, "xcomp") || graph.Is(c, "nsubj:pass") || graph.Is(c, "obl")))
        {
            var lemma = graph.Lemma(fixedObject);
            if (lemma == words || (rest.Length == 2 && graph.Case(fixedObject) + " " + lemma == words))
            {
                last = fixedObject > verb ? fixedObject : last;
                part = fixedObject;
                objects = [.. objects.Where(o => o != fixedObject)];
                return true;
            }
            // "ordered the arrest and detention of the governor": coordinated objects share what follows.
            foreach (var (preposition, token) in obliques.Concat(clauses.Obliques(fixedObject)).Concat(graph.Children(fixedObject, "conj").SelectMany(clauses.Obliques)))
                if (lemma + " " + preposition == words)
                {
                    last = fixedObject > verb ? fixedObject : last;
                    part = fixedObject;
                    objects = [token];
                    return true;
                }
        }
        return false;
    }

    private Act? Noun(ActRule rule, string[] rest, int noun)
    {
        // In "disarmament crisis" the crisis is what is told.
        if (graph.Is(noun, "compound"))
            return null;
        if (rest.Length > 0 && !rest.All(word => graph.Children(noun).Any(c => (graph.Is(c, "amod") || graph.Is(c, "compound")) && graph.Lemma(c) == word)))
            return null;
        var act = new Act(rule, noun, noun) { Carrier = Carrier(noun) };
        foreach (var child in graph.Children(noun))
        {
            var relation = graph.Relation(child);
            if (relation == "nmod:poss" || (relation is "compound" or "amod" or "nsubj" && HasActor(child)))
                act.Subjects.Add(child);
            else if (relation == "compound" && graph.IsNominal(child))
                act.Objects.Add(child);
            else if (relation.StartsWith("nmod", StringComparison.Ordinal) || relation.StartsWith("obl", StringComparison.Ordinal))
            {
                var preposition = graph.Case(child);
                if (preposition == "by" || (preposition == "of" && rule.Of == "actor") || (preposition == "between" && rule.Symmetric) || (preposition == "among" && rule.Symmetric))
                    act.Subjects.Add(child);
                else if (preposition == "of")
                    act.Objects.Add(child);
                else if (graph.IsRelator(child))
                    act.Obliques.AddRange(graph.Children(child, "nmod").Select(inner => (graph.Case(inner), inner)));
                else
                    act.Obliques.Add((preposition, child));
            }
            else if (relation == "acl" && graph[child].Xpos == "VBN")
                act.Subjects.AddRange(graph.Children(child, "obl").Where(o => graph.Case(o) == "by"));
        }
        if (act.Subjects.Count == 0)
            act.Subjects.AddRange(act.Objects.SelectMany(o => graph.Children(o, "nmod")).Where(n => graph.Case(n) == "by"));
        // "Russia's intervention in Ukraine and its annexation of Crimea": coordinated acts share their owner.
        if (graph.Is(noun, "conj") && act.Subjects.All(s => graph[s].Upos == Upos.Pron && graph.Actor(s) is null)
            && graph.Children(graph.Head(noun), "nmod:poss").ToList() is { Count: > 0 } shared)
            act.Subjects = shared;
        // "who is on a visit": the noun is the predicate.
        if (act.Subjects.Count == 0 && (graph.Child(noun, "cop") >= 0 || IsLinked(noun)))
            act.Subjects.AddRange(clauses.SurfaceSubject(graph.Child(noun, "cop") >= 0 ? noun : graph.Head(noun)));
        // "has been responsible for mass killings"
        if (act.Subjects.Count == 0 && graph.Is(noun, "obl") && graph.Case(noun) == "for" && graph.Head(noun) is var guilty && graph[guilty].Upos == Upos.Adj && graph.Lemma(guilty) is "responsible" or "culpable" or "guilty")
            act.Subjects.AddRange(clauses.SurfaceSubject(guilty));
        // "held a series of talks", "sent a message of greetings": the word that bundles stands where the noun would.
        var place = Bearer(noun);
        if (place != noun)
        {
            act.Subjects.AddRange(graph.Children(place, "nmod:poss"));
            act.Obliques.AddRange(clauses.Obliques(place).Where(o => o.Case is not "of"));
        }
        var verb = graph.IsRelator(graph.Head(place)) ? graph.Head(graph.Head(place)) : graph.Head(place);
        if (verb >= 0 && !graph.IsVerb(verb))
            verb = -1;
        if (verb >= 0 && (CarriesNoun(place, verb) || (rule.Mode.Contains("visit") && graph.Is(place, "obl") && graph.Case(place) is "in" or "during" or "on")))
        {
            if (graph.Is(place, "obj") || graph.Is(place, "nsubj:pass") || graph.Is(place, "obl") || graph.IsRelator(graph.Head(place)))
                if (act.Subjects.Count == 0)
                    act.Subjects.AddRange(clauses.Agents(verb));
            if (!graph.Is(place, "obl"))
                act.Obliques.AddRange(clauses.Obliques(verb).Where(o => o.Token != place && o.Case is not ("by" or "of")));
        }
        // "a bombing and shelling offensive against the town": coordinated acts share what follows the last of them.
        if (act.Obliques.Count == 0 && act.Objects.Count == 0)
            foreach (var conjunct in graph.Children(noun, "conj").Where(c => graph[c].Upos == Upos.Noun))
                act.Obliques.AddRange(clauses.Obliques(conjunct).Where(o => o.Case is "on" or "against" or "with" or "to" or "between"));
        return Conditions(rule, act) ? act : null;
    }

    /// <summary>"remains the largest donor": the noun is what the subject is.</summary>
    private bool IsLinked(int noun) =>
        graph.Head(noun) is var verb and >= 0 && graph.Lemma(verb) is "remain" or "become" or "stay" && (graph.Is(noun, "xcomp") || graph.Is(noun, "obj"));

    /// <summary>The word that bundles a noun: "series" of "a series of talks"; else the noun itself.</summary>
    private int Bearer(int noun)
    {
        while (graph.Is(noun, "nmod") && graph.Case(noun) == "of" && graph.Head(noun) is var head and >= 0 && graph.Actor(head) is null
            && (lexicon.InClass("quantity", graph.Lemma(head)) || lexicon.InClass("bearer", graph.Lemma(head))))
            noun = head;
        return noun;
    }

    private bool HasActor(int child) =>
        graph.Actor(child) is not null || graph.Children(child).Any(c => graph.Actor(c) is not null && (graph.Is(c, "compound") || graph.Is(c, "conj") || graph.Is(c, "amod")));

    /// <summary>The predicate under which a noun stands as an argument: its tense and mood are the act's.</summary>
    private int Carrier(int noun)
    {
        for (var i = noun; graph.Head(i) is var head and >= 0; i = head)
        {
            if (clauses.IsPredicate(head))
                return head;
            if (!graph.Is(i, "conj") && !graph.Is(i, "nmod") && !graph.Is(i, "appos") && !graph.Is(i, "compound"))
                break;
        }
        return noun;
    }

    /// <summary>Whether a verb lends its subject to the noun: "held talks", "on a visit", "launched an attack".</summary>
    private bool CarriesNoun(int noun, int verb) =>
        graph.Is(noun, "obl") || graph.IsRelator(graph.Head(noun))
            ? graph.Case(noun) is "as part of" or "with" or "by" or "through" || (graph.Case(noun) is "in" or "during" or "on" or "for" or "at" && clauses.Patients(verb).Count == 0)
            : lexicon.Governs(graph[verb], GovernorEffect.Light);

    private bool Conditions(ActRule rule, Act act)
    {
        if (rule.WhenNegated && !graph.Children(act.Trigger, "advmod").Any(graph.IsNegation) && !FailsTo(act.Trigger))
            return false;
        if (rule.Subject.Count > 0 && !act.Subjects.SelectMany(graph.WithConjuncts).SelectMany(Measured).Any(s => Any(rule.Subject, s)))
            return false;
        if (rule.Modifier.Count > 0 && !IsModified(act, rule.Modifier))
            return false;
        if (rule.NotModifier.Count > 0 && IsModified(act, rule.NotModifier))
            return false;
        if (rule.Auxiliary.Count > 0 && !graph.Children(act.Trigger, "aux").Any(a => rule.Auxiliary.Contains(graph.Lemma(a))))
            return false;
        if (rule.Under.Count > 0 && !HasWithin(act.Trigger, rule.Under))
            return false;
        if (rule.NotUnder.Count > 0 && HasWithin(act.Trigger, rule.NotUnder))
            return false;
        if (rule.Clause == "predicate" && graph.Child(act.Trigger, "cop") < 0 && !IsLinked(act.Trigger))
            return false;
        if (rule.Clause == "none" && graph.Children(act.Trigger).Any(c => graph.Relation(c) is "xcomp" or "ccomp"))
            return false;
        if (rule.Clause == "infinitive" && !graph.Children(act.Trigger).Any(c => graph[c].Xpos is "VB" or "VBG" && graph.Relation(c) is "xcomp" or "ccomp" or "advcl" or "acl" && graph.Children(c, "mark").Any(m => graph.Lemma(m) == "to")))
            return false;
        if (rule.Object.Count > 0 && !(rule.Object.Contains("none") && act.Objects.All(o => graph.Relation(o) == "compound")) && !act.Objects.SelectMany(graph.WithConjuncts).SelectMany(Measured).Any(o => Any(rule.Object, o)))
            return false;
        if (rule.NotObject.Count > 0 && act.Objects.SelectMany(graph.WithConjuncts).Any(o => Any(rule.NotObject, o) && (graph.Arrangement(o) is null || rule.NotObject.Contains("arrangement"))))
            return false;
        if (rule.Who.Length > 0 && act.Subjects.Count > 0 && (rule.Who == "states") != act.Subjects.Any(s => (graph.Actor(s)?.Sector ?? sides.Sides(s, owners: false).FirstOrDefault()?.Sector) is "GOV" or "IGO" or "MIL" or "LEG"))
            return false;
        if (rule.Without.Count > 0 && act.Obliques.Any(o => rule.Without.Contains(o.Case) && graph.WithConjuncts(o.Token).Any(Named)))
            return false;
        return rule.With.Count == 0 || act.Obliques.Any(o => rule.With.Contains(o.Case) && graph.WithConjuncts(o.Token).Any(Named));
    }

    private bool HasWithin(int trigger, List<string> words)
    {
        for (var i = 0; i < graph.Count; i++)
            if (i != trigger && IsOne(words, graph.Lemma(i)) && graph.IsWithin(trigger, i))
                return true;
        return false;
    }

    private bool IsOne(List<string> words, string lemma)
    {
        foreach (var word in words)
            if (word[0] == '@' ? lexicon.InClass(word[1..], lemma) : word == lemma)
                return true;
        return false;
    }

    /// <summary>Whether the trigger, or the object noun that is part of it, has one of the modifiers: "launched a scathing attack".</summary>
    private bool IsModified(Act act, List<string> modifiers) =>
        new[] { act.Trigger, act.Fixed }.Where(t => t >= 0).SelectMany(graph.Children).Any(c => (graph.Is(c, "amod") || graph.Is(c, "compound")) && modifiers.Contains(graph.Lemma(c)));

    /// <summary>"failed to honour", "failure to honour".</summary>
    private bool FailsTo(int verb) =>
        graph.Head(verb) is var head and >= 0 && graph.Relation(verb) is "xcomp" or "acl" or "advcl" && lexicon.Governs(graph[head], GovernorEffect.Negated);

    /// <summary>A word of quantity with what it counts: "hundreds of refugees", "a package of sanctions", "$3 million in tariffs".</summary>
    private IEnumerable<int> Measured(int token)
    {
        yield return token;
        if (!lexicon.InClass("quantity", graph.Lemma(token)) && !lexicon.InClass("money", graph.Lemma(token)))
            yield break;
        foreach (var counted in graph.Children(token, "nmod").Where(c => graph.Case(c) is "of" || (graph.Case(c) is "in" && lexicon.InClass("money", graph.Lemma(token)))))
            foreach (var conjunct in graph.WithConjuncts(counted))
                yield return conjunct;
    }

    private bool Named(int token) =>
        graph.Actor(token) is not null || graph.Place(token) is not null || graph.Arrangement(token) is not null || graph.Children(token).Any(c => graph.Actor(c) is not null);

    private bool Any(List<string> conditions, int token)
    {
        // "villages which were liberated": the villages.
        if (graph.Antecedent(token) is >= 0 and var antecedent)
            token = antecedent;
        var lemma = graph.Lemma(token);
        foreach (var condition in conditions)
        {
            var holds = condition switch
            {
                "actor" => graph.Actor(token) is not null || (graph[token].Upos == Upos.Pron && sides.Sides(token, owners: false).Count > 0),
                "side" => sides.Sides(token).Count > 0,
                "place" => graph.Place(token) is not null,
                "name" => graph[token].Upos == Upos.Propn,
                "arrangement" => graph.Arrangement(token) is not null,
                "none" => false,
                // "arrested eleven", "killed 60 of the attackers", "dozens are injured": a bare number counts people.
                "people" when graph[token].Upos == Upos.Num || (lemma is "dozen" or "hundred" or "thousand" or "score" or "other" && graph.Child(token, "nmod") < 0) => true,
                ['@', .. var name] => lexicon.InClass(name, lemma),
                _ => lemma == condition,
            };
            if (holds)
                return true;
        }
        return false;
    }
}
