using Entente.Articles;

namespace Entente.Coding;

/// <summary>Which actors a word stands for: by name, by who owns it, by what it refers back to.</summary>
internal sealed class SideFinder(SentenceGraph graph, Lexicon lexicon)
{
    private const int MaxDepth = 4;

    /// <summary>Actors that the word and its coordinates stand for.</summary>
    /// <param name="token">Head of the noun phrase.</param>
    /// <param name="places">Whether a place stands for its state: "the attack in Aleppo".</param>
    /// <param name="owners">Whether "Russia's decision" stands for Russia.</param>
    public List<Party> Sides(int token, bool places = false, bool owners = true)
    {
        var found = new List<Party>();
        foreach (var conjunct in graph.WithConjuncts(token))
        {
            AddSides(conjunct, places, owners, found, 0);
            // "the Group of Seven (G7) countries and the European Union"
            foreach (var listed in graph.Children(conjunct, "appos").SelectMany(a => graph.Children(a, "conj")))
                if (graph.Actor(listed) is { Via: "name" } second && graph.Actor(conjunct) is not null)
                    Add(found, ToParty(second));
        }
        AddBeside(token, found);
        return found;
    }

    /// <summary>Those that "between" names: "between Syria's leader and Ukrainian foreign minister Andrii Sybiha", however the parser hangs the second.</summary>
    public List<Party> Between(int token)
    {
        var found = Sides(token);
        if (found.Count != 1)
            return found;
        var and = -1;
        for (var i = token + 1; i < graph.Count && i < token + 16 && !graph.IsVerb(i); i++)
            if (graph.Lemma(i) == "and")
                and = i;
            else if (and >= 0 && graph.Actor(i) is { } second)
            {
                AddNamed(second, i, found);
                break;
            }
        return found;
    }

    /// <summary>Actors that own a noun: "Russia's", "Russian", "by Russia", "of Russia".</summary>
    public List<Party> Owners(int noun, params ReadOnlySpan<string> cases)
    {
        var found = new List<Party>();
        foreach (var child in graph.Children(noun))
            if (Owns(child, cases))
                AddOwner(child, places: false, found, 1);
        return found;
    }

    public static Party ToParty(Mention mention) => new()
    {
        Id = mention.Id ?? "UNK",
        Name = mention.Name,
        Sector = mention.Sector ?? "UNK",
        Text = mention.Text,
        Start = mention.Span.Start,
        End = mention.Span.End,
        Person = mention.Person,
        Office = mention.Office,
    };

    /// <summary>"U.S.-Japanese talks", "Anglo-French": names that hang on an adjective are sides beside it.</summary>
    private void AddBeside(int token, List<Party> found)
    {
        if (!graph.Is(token, "amod") && !graph.Is(token, "compound"))
            return;
        foreach (var child in graph.Children(token))
            if ((graph.Is(child, "compound") || graph.Is(child, "amod") || graph.Is(child, "conj") || graph.Is(child, "obl")) && graph.Actor(child) is { } beside)
                Add(found, ToParty(beside));
    }

    /// <summary>Whose a document is, where a clause says so: "a UN resolution sponsored by Spain".</summary>
    public List<Party> Authors(int document)
    {
        var found = new List<Party>();
        foreach (var clause in graph.Children(document, "acl").Where(c => lexicon.InClass("authoring", graph.Lemma(c))))
            foreach (var author in graph.Children(clause, "obl").Where(o => graph.Case(o) == "by"))
                AddOwner(author, places: false, found, 1);
        return found;
    }

    private void AddNamed(Mention actor, int token, List<Party> found)
    {
        foreach (var party in Members(token, actor))
            Add(found, party);
    }

    private bool HasNamedModifier(int token) =>
        graph.Children(token).Any(c => (graph.Is(c, "compound") || graph.Is(c, "conj")) && graph.Actor(c) is not null);

    private void AddSides(int token, bool places, bool owners, List<Party> found, int depth)
    {
        if (depth > MaxDepth)
            return;
        if (graph.Actor(token) is { } actor)
        {
            // "Gondor and Osgiliath played down their meeting": of both, though the pronoun was given to the nearer.
            if (actor is { Via: "pronoun", Parties.Count: < 2 } && graph.Lemma(token) is "they" or "their" && PersonalAntecedent(token) is >= 0 and var several && graph.Actor(several)?.Id == actor.Id)
                foreach (var conjunct in graph.WithConjuncts(several))
                    AddSides(conjunct, places, owners, found, depth + 1);
            else
                AddNamed(actor, token, found);
            return;
        }
        if (graph.Antecedent(token) is >= 0 and var relative)
        {
            if (graph.Actor(relative) is null && graph.ActorCovering(relative) is { } person)
                AddNamed(person, relative, found);
            else
                AddSides(relative, places, owners, found, depth + 1);
            return;
        }
        if (PersonalAntecedent(token) is >= 0 and var antecedent)
        {
            // "their meeting" is of all of them.
            foreach (var conjunct in graph.Lemma(token) is "they" or "their" ? graph.WithConjuncts(antecedent) : [antecedent])
                AddSides(conjunct, places, owners, found, depth + 1);
            return;
        }
        if (places && graph.Place(token) is { Id: { } country } place)
        {
            Add(found, ToParty(place) with { Id = country, Sector = "GOV" });
            return;
        }
        foreach (var child in graph.Children(token, "appos").Concat(graph.Children(token, "flat")).Concat(graph.Children(token, "nmod:desc")))
            if (graph.Actor(child) is { } apposed)
            {
                Add(found, ToParty(apposed));
                // "top producers Iran and Venezuela"
                foreach (var beside in graph.WithConjuncts(child).Skip(1))
                    if (graph.Actor(beside) is { } second)
                        Add(found, ToParty(second));
                return;
            }
        if (graph.Arrangement(token) is not null || !owners || graph[token].Upos is not (Upos.Noun or Upos.Propn or Upos.X or Upos.Adj))
            return;
        foreach (var child in graph.Children(token))
        {
            // "the brothers in Iraq and Iran"
            if (!Owns(child, "of", "by", "from", "between", "among", "for") && !(graph.Is(child, "nmod") && graph.Case(child) == "in" && lexicon.InClass("people", graph.Lemma(token))))
                continue;
            // "the U.S. ROK relationship": names side by side own it together.
            if (found.Count > 0 && graph.Relation(child) is not ("compound" or "amod"))
                return;
            AddOwner(child, places, found, depth + 1);
            if (found.Count > 0 && graph.Relation(child) is not ("compound" or "amod"))
                return;
        }
        // "troops loyal to President Habre"
        if (found.Count == 0)
            foreach (var follower in graph.Children(token, "amod").Where(c => graph.Lemma(c) is "loyal" or "allied" or "faithful" or "affiliated" or "aligned"))
                foreach (var leader in graph.Children(follower, "obl"))
                    AddOwner(leader, places, found, depth + 1);
        if (found.Count > 0)
            return;
        // "the roads leading into Chad"
        foreach (var clause in graph.Children(token, "acl").Where(c => graph.Lemma(c) is "lead" && graph[c].Xpos == "VBG"))
            foreach (var end in graph.Children(clause, "obl").Where(o => graph.Case(o) is "into" or "to"))
                AddOwner(end, places, found, depth + 1);
        if (found.Count > 0)
            return;
        // "the memorandum sent by Chad", "remarks made by the minister": whose it is stands in a clause.
        foreach (var clause in graph.Children(token, "acl").Where(c => graph[c].Xpos == "VBN"))
            foreach (var agent in graph.Children(clause, "obl").Where(o => graph.Case(o) is "by" or "from"))
                AddOwner(agent, places, found, depth + 1);
    }

    /// <summary>Whether a word under a noun says whose it is: "Russia's", "Russian", or one of the prepositions.</summary>
    private bool Owns(int child, params ReadOnlySpan<string> cases)
    {
        var relation = graph.Relation(child);
        return relation is "nmod:poss"
            || (relation is "compound" or "amod" or "nmod:desc" && (graph.Actor(child) is not null || HasNamedModifier(child)))
            || (relation.StartsWith("nmod", StringComparison.Ordinal) && cases.Contains(graph.Case(child)));
    }

    private void AddOwner(int child, bool places, List<Party> found, int depth)
    {
        foreach (var conjunct in graph.WithConjuncts(child).Concat(graph.Children(child, "conj")).Distinct())
            AddSides(conjunct, places, owners: true, found, depth);
        AddBeside(child, found);
    }

    /// <summary>"U.S. and Japanese officials" is one phrase and two sides.</summary>
    private IEnumerable<Party> Members(int token, Mention actor)
    {
        // "both sides", "the two countries"
        if (actor.Parties.Count > 1)
            return actor.Parties.Select(id => graph.Article.Mentions.FirstOrDefault(m => m.Kind == MentionKind.Actor && m.Id == id && m.Parties.Count == 0) is { } first
                ? ToParty(actor) with { Id = id, Name = first.Name, Sector = first.Sector ?? "GOV" }
                : ToParty(actor) with { Id = id, Name = id });
        if (actor.Via is not ("agent" or "office") || actor.Person is not null)
            return [ToParty(actor)];
        if (actor.Id is null or "UNK" && At(token) is { Count: > 0 } homes)
            return homes.Select(h => ToParty(actor) with { Id = h.Id!, Name = h.Name });
        var coordinated = graph.Children(token)
            .Any(c => (graph.Is(c, "amod") || graph.Is(c, "compound") || graph.Is(c, "nmod:poss") || graph.Is(c, "nmod")) && graph.Children(c, "conj").Any());
        if (!coordinated)
            return [ToParty(actor)];
        var owners = graph.Children(token)
            .Where(c => graph.Is(c, "amod") || graph.Is(c, "compound") || graph.Is(c, "nmod:poss") || (graph.Is(c, "nmod") && graph.Case(c) == "of"))
            .SelectMany(c => graph.Children(c, "conj").Append(c))
            .Select(graph.Actor)
            .OfType<Mention>()
            .Append(actor)
            .Where(m => m.Id is not null and not "UNK")
            .DistinctBy(m => m.Id)
            .OrderBy(m => m.Span.Start)
            .ToList();
        if (owners.Count < 2)
            return [ToParty(actor)];
        return owners.Select(o => ToParty(actor) with { Id = o.Id!, Name = o.Name, Text = o.Text, Start = o.Span.Start, End = o.Span.End });
    }

    /// <summary>"Lawmakers in Poland and Latvia", "soldiers from Chad": the states of people that bear no name.</summary>
    private List<Mention> At(int token)
    {
        while (graph.Is(token, "conj") && graph.Children(token, "nmod").All(n => graph.Case(n) is not ("in" or "from" or "of")))
            token = graph.Head(token);
        return [.. graph.Children(token, "nmod").Concat(graph.Children(token, "conj").SelectMany(c => graph.Children(c, "nmod"))).Where(n => graph.Case(n) is "in" or "from" or "of")
            .SelectMany(graph.WithConjuncts).Select(n => graph.Actor(n) ?? graph.Place(n)).OfType<Mention>().Where(m => m.Id is not null and not "UNK" && m.Sector is null or "GOV").DistinctBy(m => m.Id)];
    }

    /// <summary>
    /// "says that he has resigned": who says it; "condemned Israel, accusing it": who was condemned. Only where the actors stage left the pronoun open.
    /// </summary>
    private int PersonalAntecedent(int token)
    {
        if (graph[token].Upos != Upos.Pron || graph.Head(token) is not (>= 0 and var verb))
            return -1;
        if (graph.Relation(token) == "nmod:poss")
            return Possessor(token);
        if (graph.Lemma(token) is not ("he" or "she" or "it" or "they" or "we"))
            return -1;
        if (graph.Is(token, "nsubj"))
        {
            while (graph.Relation(verb) is "xcomp" or "conj" && graph.Head(verb) >= 0)
                verb = graph.Head(verb);
            return graph.Relation(verb) == "ccomp" && graph.Child(graph.Head(verb), "nsubj") is var speaker && speaker < token ? speaker : -1;
        }
        return (graph.Is(token, "obj") || graph.Is(token, "obl")) && graph.Relation(verb) is "advcl" or "conj" && graph.Child(graph.Head(verb), "obj") is var former && former < token ? former : -1;
    }

    /// <summary>"notifies the UN of its withdrawal": the subject of the clause, where the pronoun does not stand in that subject itself.</summary>
    private int Possessor(int pronoun)
    {
        if (graph.Lemma(pronoun) is not ("its" or "it" or "their" or "they" or "his" or "he" or "her" or "she"))
            return -1;
        for (var i = graph.Head(pronoun); i >= 0; i = graph.Head(i))
            if (graph.IsVerb(i) && graph.Child(i, "nsubj") is >= 0 and var subject && subject < pronoun && !graph.Dominates(subject, pronoun))
                return subject;
        return -1;
    }

    private static void Add(List<Party> found, Party party)
    {
        if (!found.Any(p => p.Id == party.Id && (p.Id != "UNK" || p.Text == party.Text)))
            found.Add(party);
    }
}
