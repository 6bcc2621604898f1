using Entente.Articles;

namespace Entente.Coding;

/// <summary>
/// Mends what the parser is known to get wrong in news, before the tree is read: each method is one kind of error, told by a sentence that has it. A repair needs evidence
/// beside the tree: a name that the actors stage knows, a verb of the lexicon, a form that the tag cannot have.
/// </summary>
/// <param name="article">The text, for its times.</param>
/// <param name="sentence">The sentence as it was parsed.</param>
/// <param name="lexicon">Words that are known to be verbs.</param>
/// <param name="mentions">The sentence's mentions.</param>
/// <param name="tokens">Words; tags are mended in place.</param>
/// <param name="edges">Heads and relations; mended in place.</param>
/// <param name="lemmas">Lemmas in lower case; mended in place.</param>
internal sealed class TreeRepair(AnnotatedArticle article, Sentence sentence, Lexicon lexicon, IReadOnlyList<Mention> mentions, Token[] tokens, (int Head, string Deprel)[] edges, string[] lemmas)
{
    private readonly Token[] _tokens = tokens;
    private readonly (int Head, string Deprel)[] _edges = edges;
    private readonly string[] _lemmas = lemmas;
    private readonly Lexicon _lexicon = lexicon;
    private readonly IReadOnlyList<Mention> _mentions = mentions;

    private int Count => _tokens.Length;

    /// <summary>Mends the tree.</summary>
    public void Run()
    {
        JoinHyphens();
        RepairPlurals();
        RepairNames();
        for (var i = 0; i < _tokens.Length; i++)
            Repair(i);
        RepairParticiples();
        RepairAttributive();
        RepairVerbless();
        RepairNamedOffices();
        RepairTags();
        RepairNamedRoot();
        RepairQuoted();
        RepairPerfect();
        RepairPresent();
        RepairFrontedParticiple();
        RepairAccusation();
        RepairNominalRoot();
        RepairFronted();
        RepairSubjects();
        RepairObjects();
        RepairCoordination();
    }

    private bool IsNominal(int i) => SentenceGraph.IsNominal(_tokens[i]);

    private bool IsFinite(int i) => _tokens[i].Xpos is "VBD" or "VBZ" or "VBP" or "MD";

    /// <summary>
    /// The words of one arrangement's name are one phrase: "withdraw from the Range Forces (RF) Treaty" may be read as if "Treaty" were an object of its own beside
    /// "from the Range Forces". The name's head then takes the place of the word that the preposition hangs on.
    /// </summary>
    private void RepairNames()
    {
        foreach (var mention in _mentions)
        {
            if (mention.Kind != MentionKind.Arrangement)
                continue;
            for (var i = 0; i < _edges.Length; i++)
            {
                if (i == mention.Head || !IsIn(i) || _edges[i].Head < 0 || IsIn(_edges[i].Head) || _edges[i].Head != _edges[mention.Head].Head || !IsNominal(i))
                    continue;
                var preposition = Below(i, "case");
                if (preposition < 0 || Below(mention.Head, "case") >= 0)
                    continue;
                _edges[preposition] = (mention.Head, "case");
                (_edges[mention.Head], _edges[i]) = (_edges[i], (mention.Head, "compound"));
            }

            bool IsIn(int word) => mention.Span.Contains(_tokens[word].Span);
        }
    }

    /// <summary>
    /// A sentence without a finite verb whose noun stands behind "shared" or before "trained" has that word as its verb: "Britain shared intelligence",
    /// "Chinese troops trained with …". The parser, raised on letters and blogs, takes such short news sentences for noun phrases.
    /// </summary>
    private void RepairVerbless()
    {
        var root = Array.FindIndex(_edges, e => e.Head < 0);
        if (root < 0 || _tokens[root].Upos is not (Upos.Noun or Upos.Propn) || sentence.Tokens[^1].Form is not "." || Enumerable.Range(0, Count).Any(i => _tokens[i].Xpos is "VBD" or "VBZ" or "VBP" or "MD" && _edges[i].Deprel != "amod"))
            return;
        var verb = Array.FindIndex(_edges, e => e.Head == root && e.Deprel is "amod" or "acl");
        while (verb >= 0 && !(_edges[verb].Head == root && (_tokens[verb].Xpos is "VBN" or "VBD" || (_lexicon.VerbOf(_tokens[verb].Form) is { } known && _lexicon.Takes(known, _lemmas[root])))))
            verb = Array.FindIndex(_edges, verb + 1, e => e.Head == root && e.Deprel is "amod" or "acl");
        if (verb < 0)
            return;
        if (_tokens[verb].Xpos is not ("VBN" or "VBD"))
            MakeVerb(verb, _lexicon.VerbOf(_tokens[verb].Form)!, "VBD");
        if (_edges[verb].Deprel == "acl" && verb > root)
        {
            _edges[root] = (verb, "nsubj");
            _edges[verb] = (-1, "root");
            return;
        }
        // What stands right before the word may also hang on it: "Denmark promised tanks", but "a US-backed force".
        var subject = Enumerable.Range(0, verb).LastOrDefault(
            j => (_edges[j].Head == root || (_edges[j].Head == verb && j == verb - 1)) && _edges[j].Deprel is "compound" or "nmod:poss" or "nmod:desc" or "nsubj", -1);
        if (subject < 0 || verb > root || _tokens[subject].Upos is not (Upos.Propn or Upos.Noun) || _tokens[verb - 1].Upos == Upos.Det)
            return;
        for (var j = 0; j < _edges.Length; j++)
            if (_edges[j].Head == root && j < verb)
                _edges[j] = (subject, _edges[j].Deprel);
        _edges[subject] = (verb, "nsubj");
        _edges[root] = (verb, "obj");
        _edges[verb] = (-1, "root");
    }

    /// <summary>
    /// Participles that the parser takes for adjectives: "affirmed their support and committed to deepening ties", "crimes committed against Ukrainians", "condemned the attack on Thursday
    /// and promised aid to the villages"; and those that it takes for infinitives: "its commitment to continued coordination".
    /// </summary>
    private void RepairParticiples()
    {
        // "dozens are injured in strikes": a form in "-ed" of a verb of the lexicon, behind its auxiliary and with a subject, is its participle.
        for (var i = 1; i < _edges.Length; i++)
            if (_tokens[i].Xpos == "JJ" && Below(i, "aux:pass") >= 0 && _lexicon.VerbOf(_tokens[i].Form) is { } passive)
                MakeVerb(i, passive, "VBN");
        for (var i = 1; i < _edges.Length; i++)
        {
            var (head, deprel) = _edges[i];
            if (head < 0)
                continue;
            if (_tokens[i].Xpos == "VBN" && Below(i, "mark") is var to and >= 0 && to == i - 1 && _lemmas[to] == "to" && Below(i, "obj", "nsubj") is var named && named > i && Below(i, "aux", "aux:pass") < 0)
            {
                _edges[named] = (head, _tokens[head].Upos == Upos.Verb ? "obl" : "nmod");
                _edges[to] = (named, "case");
                _edges[i] = (named, "amod");
                continue;
            }
            if (_lexicon.VerbOf(_tokens[i].Form) is not { } verb)
                continue;
            if (_tokens[i].Xpos == "JJ" && deprel == "conj" && _tokens[head].Upos == Upos.Verb && head < i && Below(i, "cop", "amod", "det") < 0 && Below(head, "cop") < 0)
                MakeVerb(i, verb, "VBD");
            else if (_tokens[i].Xpos == "JJ" && deprel == "acl" && head < i)
                MakeVerb(i, verb, "VBN");
            else if (deprel == "amod" && head > i && _edges[head].Deprel == "conj" && _lemmas[i - 1] == "and" && _edges[i - 1].Head == head && Below(head, "det", "nmod:poss") < 0 && _lexicon.Takes(verb, _lemmas[head])
                && FiniteAbove(_edges[head].Head) is var first and >= 0 && first < i)
            {
                MakeVerb(i, verb, "VBD");
                _edges[i] = (first, "conj");
                _edges[i - 1] = (i, "cc");
                _edges[head] = (i, "obj");
            }
        }
    }

    /// <summary>
    /// "US suspended food supplies to Somalia", "The US military struck Iran-backed militia groups": right behind a known actor the word is its verb and no attribute of the noun that follows.
    /// "Russian occupied territories" keeps its attribute.
    /// </summary>
    private void RepairAttributive()
    {
        // "The Houthis launch missiles": right behind a known actor a noun that is a verb of the lexicon, and takes the noun that follows, is that verb.
        for (var i = 1; i < _edges.Length; i++)
            if (_tokens[i].Xpos == "NN" && _edges[i] is { Deprel: "compound", Head: var taken } && taken > i && _edges[taken].Deprel == "root" && PrecedingActor(i) is >= 0 and var doer && _tokens[doer].Form.EndsWith('s')
                && _lexicon.Takes(_lemmas[i], _lemmas[taken]) && !Enumerable.Range(0, Count).Any(IsFinite))
            {
                MakeVerb(i, _lemmas[i], "VBP");
                for (var j = 0; j < _edges.Length; j++)
                    if (_edges[j].Head == taken && j != i && (j < i || _edges[j].Deprel is "punct"))
                        _edges[j] = (j < i ? doer : i, _edges[j].Deprel);
                _edges[doer] = (i, "nsubj");
                _edges[taken] = (i, "obj");
                _edges[i] = (-1, "root");
            }
        for (var i = 1; i + 1 < _edges.Length; i++)
        {
            if (_edges[i] is not { Deprel: "amod", Head: var thing } || thing < i || _tokens[i].Form.Contains('-'))
                continue;
            var verb = _tokens[i].Xpos is "VBD" or "VBN" ? _lemmas[i] : _lexicon.VerbOf(_tokens[i].Form);
            if (verb is null || (_tokens[i].Xpos != "VBD" && _lexicon.Verb(verb).Count == 0) || (_tokens[i].Xpos is not ("VBD" or "VBN") && !_lexicon.Takes(verb, _lemmas[thing])))
                continue;
            if (_mentions.FirstOrDefault(m => m.Kind == MentionKind.Actor && m.Span.End == _tokens[i - 1].Span.End) is not { } actor || (_tokens[i - 1].Upos == Upos.Adj && actor.Span.Start == _tokens[i - 1].Span.Start)
                || Below(actor.Head, "case") >= 0 || _edges[actor.Head].Deprel == "nmod:poss")
                continue;
            var (above, relation) = _edges[thing];
            // The name itself may be taken for the root.
            if (above == actor.Head && _edges[actor.Head].Head < 0 && relation is "obj" or "appos" or "dep" or "nmod" or "list" && Below(thing, "case") < 0)
            {
                MakeVerb(i, verb, "VBD");
                for (var j = i + 1; j < _edges.Length; j++)
                    if (_edges[j].Head == actor.Head)
                        _edges[j] = (i, _edges[j].Deprel);
                _edges[i] = (-1, "root");
                _edges[thing] = (i, "obj");
                _edges[actor.Head] = (i, "nsubj");
                continue;
            }
            if (Under(thing, actor.Head))
                continue;
            var late = relation == "obj" && above > thing && _edges[above].Head < 0;
            if (!late && relation is not ("root" or "ccomp" or "parataxis" or "conj"))
                continue;
            MakeVerb(i, verb, "VBD");
            _edges[i] = late ? (-1, "root") : (above, relation);
            if (late)
                _edges[above] = (i, "parataxis");
            for (var j = 0; j < i; j++)
                if (j != actor.Head && (_edges[j].Head == thing || (_edges[j].Head == i)) && _edges[j].Deprel is not ("punct" or "cc" or "mark"))
                    _edges[j] = (actor.Head, _edges[j].Deprel);
            _edges[actor.Head] = (i, "nsubj");
            _edges[thing] = (i, "obj");
            // "rolled back tariffs"
            if (_lemmas[i + 1] is "back" or "off" or "out" or "up" or "down" or "over" or "away" && _edges[i + 1].Head == thing)
                _edges[i + 1] = (i, "compound:prt");
        }
    }

    /// <summary>
    /// Perfects of which the parser takes "has" for the verb: "Ethiopia has broken relations with Libya", "Sweden has for many years financed groups". "has limited means" is none: the
    /// lexicon knows what one breaks.
    /// </summary>
    private void RepairPerfect()
    {
        for (var i = 1; i + 1 < _edges.Length; i++)
        {
            if (_lemmas[i] != "have" || _edges[i].Deprel is "aux")
                continue;
            var thing = Below(i, "obj");
            var participle = thing > i
                ? Array.FindIndex(_edges, i + 1, e => e == (thing, "amod"))
                : Array.FindIndex(_edges, i + 1, e => e.Deprel == "acl" && e.Head > i && _edges[e.Head] == (i, "obl"));
            if (participle < 0 || _tokens[participle].Xpos is not ("VBN" or "JJ"))
                continue;
            var verb = _tokens[participle].Xpos == "VBN" ? _lemmas[participle] : _lexicon.VerbOf(_tokens[participle].Form);
            if (verb is null || (thing > i ? participle != i + 1 || Below(thing, "det") >= 0 || !_lexicon.Takes(verb, _lemmas[thing]) : _edges[participle].Head != participle - 1))
                continue;
            MakeVerb(participle, verb, "VBN");
            _edges[participle] = _edges[i];
            for (var j = 0; j < _edges.Length; j++)
                if (_edges[j].Head == i && j != participle)
                    _edges[j] = (participle, _edges[j].Deprel);
            _edges[i] = (participle, "aux");
            _tokens[i] = _tokens[i] with { Upos = Upos.Aux };
            if (thing > i)
                _edges[thing] = (participle, "obj");
        }
    }

    /// <summary>
    /// Verbs of the present that the parser takes for plurals: "Sudan's President Omar al-Bashir visits South Sudan", "The United States thanks Prime Minister Bainimarama", "breaks the calm and attacks
    /// Israel". A known actor stands before the word or after its "and", and a name or an article behind it.
    /// </summary>
    private void RepairPresent()
    {
        for (var i = 1; i + 1 < _edges.Length; i++)
        {
            if (_tokens[i].Xpos is not ("NNS" or "NN") || !_tokens[i].Form.EndsWith('s') || !char.IsLower(_tokens[i].Form[0]) || Present(i) is not { } verb
                || (_tokens[i + 1].Xpos is not ("NNP" or "NNPS" or "DT" or "PRP$" or "PRP" or "JJ" or "CD" or "IN" or "TO") && !_lexicon.Takes(verb, _lemmas[i + 1])) || Below(i, "case", "det", "nmod:poss") is >= 0 and var own && own < i)
                continue;
            if (_lemmas[i - 1] == "and" && FollowingActor(i) is >= 0 and var struck && Under(struck, i) && FiniteAbove(_edges[i].Head) is >= 0 and var first && first < i)
            {
                MakeVerb(i, verb, "VBZ");
                for (var j = 0; j < i; j++)
                    if (_edges[j].Head == i && j != i - 1)
                        _edges[j] = (first, _edges[j].Deprel is "amod" ? "obj" : _edges[j].Deprel);
                _edges[i] = (first, "conj");
                _edges[struck] = (i, "obj");
                continue;
            }
            if (PrecedingActor(i) is not (>= 0 and var subject) || (_tokens[i + 1].Xpos is "IN" or "TO" or "JJ" or "CD" && _edges[i].Deprel is not ("root" or "ccomp" or "appos" or "parataxis")))
                continue;
            // "Saudi Arabia lifts blockade of Qatar"
            if (_edges[i] is { Deprel: "compound", Head: var thing } && thing == i + 1 && _edges[thing].Deprel is "root" or "ccomp" or "parataxis" && (_edges[subject].Head == thing || _edges[subject].Head == i))
            {
                MakeVerb(i, verb, "VBZ");
                _edges[i] = _edges[thing];
                _edges[thing] = (i, "obj");
                _edges[subject] = (i, "nsubj");
                continue;
            }
            if (_edges[subject].Head == i && _edges[i].Deprel is "root" or "ccomp" or "parataxis" or "acl:relcl")
            {
                if (_tokens[i + 1].Xpos is "IN" or "TO" or "JJ" or "CD" || FiniteBelow(i))
                    continue;
            }
            else if (_edges[i].Head == subject && _edges[subject].Deprel is "root" or "ccomp" or "parataxis" && _edges[i].Deprel is "appos" or "flat" or "dep" or "conj" or "list" or "nmod:desc")
            {
                _edges[i] = _edges[subject];
                for (var j = i + 1; j < _edges.Length; j++)
                    if (_edges[j].Head == subject)
                        _edges[j] = (i, _edges[j].Deprel);
            }
            else
            {
                continue;
            }
            MakeVerb(i, verb, "VBZ");
            _edges[subject] = (i, "nsubj");
            // What follows at once without a preposition is its object.
            for (var j = i + 1; j < _edges.Length; j++)
                if (_edges[j].Head == i && IsNominal(j) && _edges[j].Deprel is "vocative" or "flat" or "appos" or "nmod" or "compound" or "nmod:desc" or "dep" or "obl" or "list" && Below(j, "case") < 0)
                {
                    _edges[j] = (i, "obj");
                    break;
                }
        }
    }

    /// <summary>
    /// "Fornost and Gondor welcome the talks, the agency said": a finite verb that is coordinated with names is theirs; the "said" behind it, with a subject of its own, is an aside.
    /// </summary>
    private void RepairQuoted()
    {
        for (var verb = 1; verb < _edges.Length; verb++)
        {
            if (_edges[verb] is not { Deprel: "conj", Head: var name and >= 0 } || name > verb || !IsFinite(verb) || _tokens[verb].Upos != Upos.Verb || !IsNominal(name) || !_mentions.Any(m => m.Kind == MentionKind.Actor && m.Head == name)
                || _edges[name] is not { Deprel: "nsubj", Head: var said } || said < verb || LastBelow(said, "nsubj") <= verb)
                continue;
            _edges[verb] = _edges[said];
            _edges[name] = (verb, "nsubj");
            _edges[said] = (verb, "parataxis");
        }
    }

    /// <summary>"Welcoming the minister's offer, Reagan said …": the word that opens the sentence is a verb, and the phrase behind it its object.</summary>
    private void RepairFrontedParticiple()
    {
        var top = _edges[0].Head;
        if (top < 1 || !_tokens[0].Form.EndsWith("ing", StringComparison.Ordinal) || _tokens[0].Form.Length < 6 || _edges[0].Deprel is not ("amod" or "compound") || _lexicon.Verb(Stem(_tokens[0].Form)).Count == 0)
            return;
        while (_edges[top].Head > top && _edges[top].Deprel is "nmod:desc" or "nmod:poss" or "compound" or "amod")
            top = _edges[top].Head;
        for (var verb = top + 2; verb < _edges.Length; verb++)
        {
            if (_tokens[verb].Xpos is not ("VBD" or "VBZ" or "VBP") || LastBelow(verb, "nsubj") is not (> 0 and var subject) || subject < top || !Enumerable.Range(top + 1, subject - top - 1).Any(j => _tokens[j].Form == ","))
                continue;
            if (Under(verb, top))
                return;
            MakeVerb(0, Stem(_tokens[0].Form), "VBG");
            _edges[0] = (verb, "advcl");
            _edges[top] = (0, "obj");
            return;
        }
    }

    /// <summary>
    /// "worked closely and covertly with the government": what a preposition brings is no second verb; "as well as help Ukraine" is one; "welcomed the Framework, which will drive growth, and planned a
    /// meeting": a past is coordinated with a past.
    /// </summary>
    private void RepairCoordination()
    {
        for (var i = 1; i < _edges.Length; i++)
        {
            var (head, deprel) = _edges[i];
            if (head < 0 || head > i)
                continue;
            if (deprel == "conj" && IsNominal(i) && _tokens[head].Upos == Upos.Verb && Below(i, "case") > head)
                _edges[i] = (head, "obl");
            else if (deprel == "advcl" && _tokens[i].Xpos == "VB" && _tokens[head].Upos == Upos.Verb && Below(i, "cc") >= 0 && Below(i, "mark") < 0)
                _edges[i] = (head, "conj");
            else if (deprel == "conj" && _tokens[i].Xpos is "VBD" or "VBN" && Below(i, "aux", "aux:pass", "nsubj") < 0 && _tokens[head].Xpos == "VB" && _edges[head].Deprel == "acl:relcl" && Below(head, "aux") >= 0
                && FiniteAbove(_edges[head].Head) is >= 0 and var first && _tokens[first].Xpos == "VBD")
            {
                Attach(i, first, "conj");
                _tokens[i] = _tokens[i] with { Xpos = "VBD" };
            }
        }
    }

    private void MakeVerb(int i, string lemma, string tag) =>
        (_tokens[i], _lemmas[i]) = (_tokens[i] with { Upos = Upos.Verb, Xpos = tag, Lemma = lemma }, lemma);

    /// <summary>"thanks" of "thank", "launches" of "launch", where the lexicon has the verb.</summary>
    private string? Present(int i)
    {
        var form = _tokens[i].Form;
        foreach (var stem in new[] { form[..^1], form.EndsWith("es", StringComparison.Ordinal) ? form[..^2] : "", form.EndsWith("ies", StringComparison.Ordinal) ? form[..^3] + "y" : "" })
            if (stem.Length > 2 && _lexicon.Verb(stem).Count > 0)
                return stem;
        return null;
    }

    /// <summary>Head of the actor whose name ends right before the word; −1 for none.</summary>
    private int PrecedingActor(int i) =>
        _mentions.FirstOrDefault(m => m.Kind == MentionKind.Actor && m.Span.End == _tokens[i - 1].Span.End && _edges[m.Head].Deprel is not "nmod:poss")?.Head ?? -1;

    private int FollowingActor(int i) =>
        _mentions.FirstOrDefault(m => m.Kind == MentionKind.Actor && m.Span.Start == _tokens[i + 1].Span.Start)?.Head ?? -1;

    /// <summary>The nearest finite verb at or above a word; −1 for none.</summary>
    private int FiniteAbove(int i)
    {
        while (i >= 0 && !(_tokens[i].Upos == Upos.Verb && IsFinite(i)))
            i = _edges[i].Head;
        return i;
    }

    /// <summary>Whether the word has a finite verb of its own clause below it: a subject's relative clause does not count.</summary>
    private bool FiniteBelow(int i) =>
        Enumerable.Range(0, Count).Any(j => _edges[j].Head == i && j < i && (_edges[j].Deprel is "cop" or "aux" || (IsFinite(j) && _edges[j].Deprel is not "acl:relcl")));

    /// <summary>"supplies" of "supply": a plural whose dictionary form was not found, where the lexicon has the word.</summary>
    private void RepairPlurals()
    {
        for (var i = 0; i < _tokens.Length; i++)
            if (_tokens[i].Xpos == "NNS" && _lemmas[i].Length > 4 && _lemmas[i].EndsWith('s') && !_lexicon.HasWord(_lemmas[i]))
                foreach (var stem in new[] { _lemmas[i].EndsWith("ies", StringComparison.Ordinal) ? _lemmas[i][..^3] + "y" : _lemmas[i][..^1], _lemmas[i].EndsWith("es", StringComparison.Ordinal) ? _lemmas[i][..^2] : "" })
                    if (stem.Length > 2 && _lexicon.HasWord(stem))
                    {
                        _lemmas[i] = stem;
                        break;
                    }
    }

    /// <summary>"cease-fire" and "air-strike" are words that the lexicon writes as one, and three tokens.</summary>
    private void JoinHyphens()
    {
        for (var i = 2; i < _tokens.Length; i++)
            if (_tokens[i - 1].Form == "-" && _tokens[i - 2].Span.End == _tokens[i - 1].Span.Start && _tokens[i - 1].Span.End == _tokens[i].Span.Start
                && _tokens[i - 2].Form.ToLowerInvariant() + _lemmas[i] is var joined && _lexicon.HasWord(joined))
                _lemmas[i] = joined;
    }

    /// <summary>
    /// A finite verb or a headline's infinitive that hangs on a nominal root without a subject of its own has that nominal as its subject: "US, China to resume talks",
    /// "Diplomats from three unions criticise Israel". In headlines a comma stands for "and".
    /// </summary>
    private void RepairNominalRoot()
    {
        var root = Array.FindIndex(_edges, e => e.Head < 0);
        if (root < 0 || _tokens[root].Upos is not (Upos.Noun or Upos.Propn) || Array.Exists(_edges, e => e.Head == root && e.Deprel is "cop" or "nsubj"))
            return;
        var open = _tokens[Count - 1].Upos != Upos.Punct;
        var verb = Enumerable.Range(root + 1, Count - root - 1).FirstOrDefault(i => _edges[i].Head == root && _tokens[i].Upos == Upos.Verb
            && ((_edges[i].Deprel == "conj" && _tokens[i].Xpos is "VBD" or "VBZ" or "VBP") || (open && _edges[i].Deprel == "acl" && _tokens[i].Xpos == "VB"))
            && !Array.Exists(_edges, e => e.Head == i && e.Deprel is "nsubj" or "nsubj:pass" or "cc"), -1);
        if (verb < 0)
            return;
        _edges[root] = (verb, "nsubj");
        _edges[verb] = (-1, "root");
        for (var i = 0; i < _edges.Length; i++)
            if (_edges[i].Head == root && i > verb)
                _edges[i] = (verb, _edges[i].Deprel);
            else if (open && _edges[i] == (root, "appos") && _tokens[i].Upos == Upos.Propn && _tokens[i - 1].Form == ",")
                _edges[i] = (root, "conj");
    }

    /// <summary>"During a visit to Baghdad, Defense Secretary Ash Carter announces": what follows the comma is the verb's subject, no apposition to the place.</summary>
    private void RepairFronted()
    {
        var verb = Array.FindIndex(_edges, e => e.Head < 0);
        if (verb < 2 || !IsFinite(verb) || Array.Exists(_edges, e => e.Head == verb && e.Deprel is "nsubj" or "nsubj:pass" or "csubj" or "expl"))
            return;
        for (var i = 1; i < verb; i++)
        {
            if (_edges[i].Deprel != "appos" || !IsNominal(i))
                continue;
            var (first, last) = (i, i);
            for (var j = 0; j < verb; j++)
                if (Under(j, i))
                    (first, last) = (Math.Min(first, j), Math.Max(last, j));
            var front = i;
            while (_edges[front].Head >= 0 && _edges[front].Head != verb)
                front = _edges[front].Head;
            if (last != verb - 1 || first == 0 || _tokens[first - 1].Form != "," || _edges[front].Deprel != "obl" || front >= i)
                continue;
            _edges[i] = (verb, "nsubj");
            return;
        }
    }

    private bool Under(int below, int above)
    {
        for (var i = below; i >= 0; i = _edges[i].Head)
            if (i == above)
                return true;
        return false;
    }

    /// <summary>
    /// Names that the actors stage knows are nominals, and a word with an object is a verb: "Fornost and Gondor welcome the talks" is read by a parser that
    /// does not know the names as if "welcome" were an adverb.
    /// </summary>
    private void RepairTags()
    {
        foreach (var mention in _mentions)
            if (mention is { Kind: MentionKind.Actor, Head: var head } && _tokens[head].Upos is Upos.Adv or Upos.Intj or Upos.X or Upos.Verb or Upos.Aux && char.IsUpper(_tokens[head].Form[0]))
                _tokens[head] = _tokens[head] with { Upos = Upos.Propn, Xpos = "NNP" };
        for (var i = 0; i < _edges.Length; i++)
        {
            // "Russia's meddling": what has an owner or an article and no object is a noun.
            if (_tokens[i].Xpos == "VBG" && Below(i, "nmod:poss", "det") >= 0 && Below(i, "obj", "nsubj", "mark") < 0)
                (_tokens[i], _lemmas[i]) = (_tokens[i] with { Upos = Upos.Noun, Xpos = "NN", Lemma = _tokens[i].Form.ToLowerInvariant() }, _tokens[i].Form.ToLowerInvariant());
            if (_edges[i] is not { Deprel: "obj", Head: var verb and >= 0 } || verb > i || !(_tokens[verb].Upos is Upos.Adv or Upos.Adj or Upos.Noun or Upos.Intj || (_tokens[verb].Upos == Upos.Propn && char.IsLower(_tokens[verb].Form[0]))) || _edges[verb].Deprel is not ("root" or "ccomp" or "conj")
                || _edges.Index().Any(e => e.Item.Head == verb && e.Item.Deprel is "cop" or "case" or "det" or "amod" or "compound"))
                continue;
            var form = _tokens[verb].Form.ToLowerInvariant();
            if (_lexicon.Verb(form).Count > 0)
                (_tokens[verb], _lemmas[verb]) = (_tokens[verb] with { Upos = Upos.Verb, Xpos = "VBP", Lemma = form }, form);
        }
    }

    /// <summary>"Kenya welcomed memos": a parser that does not know the name takes it for the verb, and the verb for what it governs; the two change places.</summary>
    private void RepairNamedRoot()
    {
        foreach (var name in _mentions.Where(m => m.Kind == MentionKind.Actor).Select(m => m.Head))
        {
            var verb = name + 1;
            if (verb >= Count || _edges[verb] is not { Deprel: "xcomp" or "acl" or "ccomp" } edge || edge.Head != name || _edges[name].Deprel is not ("root" or "ccomp" or "conj" or "parataxis") || _tokens[verb].Xpos is not ("VBN" or "VBD")
                || Below(name, "obj", "obl") is var below && below < 0 || Below(name, "case") >= 0 || _lexicon.Verb(_lemmas[verb]).Count == 0)
                continue;
            _edges[verb] = _edges[name];
            _edges[name] = (verb, "nsubj");
            _tokens[verb] = _tokens[verb] with { Xpos = "VBD" };
            for (var j = verb + 1; j < _edges.Length; j++)
                if (_edges[j].Head == name)
                    _edges[j] = (verb, _edges[j].Deprel);
        }
    }

    /// <summary>
    /// Subjects that the parser, not knowing a name, reads as adverbs, forms of address or parts of a compound: "Fornost welcomed", "Mordor, Rohan and Bree welcomed"; and the subject of
    /// a clause that it gives to the "said" behind it: "Gondor welcomed the talks, the agency said".
    /// </summary>
    private void RepairSubjects()
    {
        for (var verb = 0; verb < _edges.Length; verb++)
        {
            if (!_tokens[verb].Xpos.StartsWith("VB", StringComparison.Ordinal))
                continue;
            var subject = Below(verb, "nsubj", "nsubj:pass");
            // "Serbia threatened to attack": without an auxiliary and with something that it acts on it is no passive.
            if (_tokens[verb].Xpos == "VBN" && subject >= 0 && subject < verb && _edges[subject].Deprel == "nsubj:pass" && Below(verb, "aux", "aux:pass") < 0 && Below(verb, "obj", "iobj", "xcomp", "ccomp") >= 0)
            {
                _tokens[verb] = _tokens[verb] with { Xpos = "VBD" };
                _edges[subject] = (verb, "nsubj");
            }
            if (_edges[verb] is { Deprel: "ccomp", Head: var said and >= 0 } && said > verb && subject < 0)
            {
                var (own, speaker) = (Below(said, "nsubj"), LastBelow(said, "nsubj"));
                if (own >= 0 && own < verb && speaker > verb)
                    Attach(subject = own, verb, "nsubj");
            }
            var told = _edges[verb] is { Deprel: "ccomp", Head: var teller } && teller > verb ? teller : -1;
            // "Fornost and the awful Gondor welcomed": of two subjects with "and" between them the second is coordinated with the first, also where the first was given to the "said" behind.
            foreach (var name in _mentions.Where(m => m.Kind == MentionKind.Actor && m.Head <= subject && subject < verb).Select(m => m.Head).Order().ToList())
            {
                var second = _edges[name].Head == verb ? LastBelow(verb, "nsubj") : subject;
                if (_edges[name].Deprel != "nsubj" || (_edges[name].Head != verb && (_edges[name].Head != told || LastBelow(told, "nsubj") < verb)) || second <= name || second > verb)
                    continue;
                var between = Enumerable.Range(name + 1, second - name - 1).ToList();
                if (!between.Any(j => _tokens[j].Upos == Upos.Cconj) || !between.All(j => _tokens[j].Upos == Upos.Cconj || Under(j, second)))
                    continue;
                Attach(name, verb, _edges[second].Deprel);
                Attach(second, name, "conj");
                subject = name;
                break;
            }
            foreach (var name in _mentions.Where(m => m.Kind == MentionKind.Actor && m.Head < verb).Select(m => m.Head))
            {
                if (_edges[name].Head < 0 || (_edges[name].Head != verb && _edges[name].Head != told) || !(_edges[name].Deprel is "advmod" or "aux" or "ccomp" or "discourse" or "vocative" or "dislocated" or "dep" or "obl:unmarked"
                        || (_edges[name].Deprel == "compound" && name == verb - 1 && _tokens[verb].Xpos is "VBD" or "VBZ" or "VBP"))
                    || Below(name, "case") >= 0)
                    continue;
                if (subject < 0)
                    Attach(subject = name, verb, Below(verb, "aux:pass") >= 0 ? "nsubj:pass" : "nsubj");
                else if (subject > name && Enumerable.Range(name + 1, subject - name - 1).All(j => _tokens[j].Upos is Upos.Punct or Upos.Det or Upos.Adj or Upos.Cconj || (_tokens[j].Upos == Upos.Noun && _edges[j].Deprel == "amod"))
                    && (Below(subject, "conj") >= 0 || Enumerable.Range(name + 1, subject - name - 1).Any(j => _tokens[j].Upos == Upos.Cconj)))
                {
                    Attach(name, verb, _edges[subject].Deprel);
                    _edges[subject] = (name, "conj");
                    subject = name;
                }
            }
        }
    }

    /// <summary>
    /// Objects that the parser gives to another word: of the infinitive it takes for an attribute ("agreed to resume talks"), of the verb in "-ing" before them
    /// ("stopped bombing Fornost"), and those without a preposition that it takes for adjuncts ("put off their meeting").
    /// </summary>
    private void RepairObjects()
    {
        for (var i = 1; i < _edges.Length; i++)
        {
            var (head, deprel) = _edges[i];
            if (head < 0 || !IsNominal(i))
                continue;
            // "granted Britain an extension": of two objects the first, an actor, is the one to whom.
            if (deprel == "obj" && i > head && LastBelow(head, "obj") > i && _mentions.Any(m => m.Kind == MentionKind.Actor && m.Head == i) && _tokens[LastBelow(head, "obj")].Upos == Upos.Noun)
                _edges[i] = (head, "iobj");
            else if (deprel == "obj" && Below(head, "xcomp") is var part and >= 0 && part > head && part < i && _tokens[part].Xpos == "VBG" && Below(part, "obj") < 0)
                Attach(i, part, "obj");
            else if (deprel == "obl" && i > head && _tokens[head].Upos == Upos.Verb && Below(i, "case") < 0 && Below(head, "obj") < 0 && Below(i, "nmod:poss", "det", "nummod") >= 0
                && sentence.Tokens[i].Xpos != "NNP" && !article.Times.Any(t => t.Span.Overlaps(_tokens[i].Span)))
                Attach(i, head, "obj");
            else if (Below(i, "amod") is var infinitive and > 0 && infinitive < i && _tokens[infinitive].Xpos == "VB" && Below(infinitive, "mark") == infinitive - 1 && _tokens[head].Upos == Upos.Verb && head < infinitive)
            {
                Attach(infinitive, head, "xcomp");
                Attach(i, infinitive, "obj");
            }
        }
    }

    /// <summary>First word of one of the relations under a word; −1 for none. For the time before children are known.</summary>
    private int Below(int head, params ReadOnlySpan<string> relations)
    {
        for (var i = 0; i < _edges.Length; i++)
            if (_edges[i].Head == head && relations.Contains(_edges[i].Deprel))
                return i;
        return -1;
    }

    private int LastBelow(int head, string relation) => Array.FindLastIndex(_edges, e => e.Head == head && e.Deprel == relation);

    /// <summary>"accused the Congo of shelling areas": behind the "of" of an accusation the word in "-ing" with a noun behind it is a verb.</summary>
    private void RepairAccusation()
    {
        for (var i = 2; i + 1 < _edges.Length; i++)
        {
            if (_edges[i] is not { Deprel: "compound" or "amod", Head: var noun } || noun <= i || _tokens[i].Upos is not (Upos.Noun or Upos.Verb) || !_lemmas[i - 1].Equals("of", StringComparison.Ordinal)
                || _edges[i - 1] != (noun, "case") || !_tokens[i].Form.EndsWith("ing", StringComparison.Ordinal) || _edges[noun].Deprel is not ("nmod" or "obl"))
                continue;
            var verb = _edges[noun].Head;
            while (verb >= 0 && _tokens[verb].Upos != Upos.Verb)
                verb = _edges[verb].Head;
            if (verb < 0 || _lemmas[verb] is not ("accuse" or "suspect" or "convict" or "charge" or "blame") || _lexicon.Verb(Stem(_tokens[i].Form)) is not { Count: > 0 })
                continue;
            (_tokens[i], _lemmas[i]) = (_tokens[i] with { Upos = Upos.Verb, Xpos = "VBG", Lemma = Stem(_tokens[i].Form) }, Stem(_tokens[i].Form));
            _edges[i] = (verb, "advcl");
            _edges[i - 1] = (i, "mark");
            _edges[noun] = (i, "obj");
        }
    }

    /// <summary>"shelling" → "shell", "bombing" → "bomb", "invading" → "invade".</summary>
    private string Stem(string form) => form[..^3].ToLowerInvariant() is var bare && _lexicon.Verb(bare).Count > 0 ? bare : bare + "e";

    /// <summary>Hangs a word elsewhere, unless that place stands under the word: the tree stays a tree.</summary>
    private void Attach(int i, int head, string relation)
    {
        for (var above = head; above >= 0; above = _edges[above].Head)
            if (above == i)
                return;
        _edges[i] = (head, relation);
    }

    /// <summary>"President of Mexico Felipe Calderón and President of Uruguay": who is coordinated with the last of a name is coordinated with the office that it names.</summary>
    private void RepairNamedOffices()
    {
        for (var i = 0; i < _edges.Length; i++)
        {
            if (_edges[i].Deprel != "conj" || _edges[i].Head is not (>= 0 and var last) || _edges[last].Deprel != "flat")
                continue;
            var name = last;
            while (_edges[name] is { Deprel: "flat", Head: >= 0 and var first })
                name = first;
            var office = _edges[name] is { Deprel: "nmod", Head: >= 0 and var above } && _lemmas[above] == _lemmas[i] ? above : name;
            Attach(i, office, "conj");
        }
    }

    /// <summary>
    /// What the parser is known to attach too high: "the decision to withdraw" hangs on the noun, and so does what follows "in response to".
    /// </summary>
    private void Repair(int i)
    {
        var (head, deprel) = _edges[i];
        if (deprel == "obl" && head >= 0)
        {
            var preposition = Enumerable.Range(0, i).LastOrDefault(j => _edges[j] == (i, "case"), -1);
            if (preposition > 0 && _lemmas[preposition] is "to" or "for" or "with" or "of" && _edges[preposition - 1].Head == head && _tokens[preposition - 1].Upos == Upos.Noun
                && _lexicon.InClass("relator", _lemmas[preposition - 1]))
                Attach(i, preposition - 1, "nmod");
        }
        // "is about to restore": the infinitive of a predicate adjective has its subject.
        if (deprel is "csubj" or "advcl" or "ccomp" && head >= 0 && head < i && _tokens[i].Xpos == "VB" && _tokens[head].Upos is Upos.Adj or Upos.Adv or Upos.Adp && Below(head, "cop") >= 0
            && Below(i, "mark") is var infinitive and >= 0 && infinitive == head + 1 && _lemmas[infinitive] == "to")
            _edges[i] = (head, "xcomp");
        if (deprel is not ("advcl" or "xcomp" or "acl") || head < 0 || _tokens[i].Xpos != "VB")
            return;
        var to = Enumerable.Range(0, i).LastOrDefault(j => _edges[j].Head == i && _edges[j].Deprel == "mark" && _lemmas[j] == "to", -1);
        var noun = to - 1;
        if (noun > head && _tokens[noun].Upos == Upos.Noun && _edges[noun].Deprel is "obj" or "obl" or "nsubj:pass"
            && (_lexicon.Governs(_tokens[noun], GovernorEffect.Planned) || _lexicon.Governs(_tokens[noun], GovernorEffect.Hypothetical) || _lexicon.Governs(_tokens[noun], GovernorEffect.Negated)))
            Attach(i, noun, "acl");
    }
}
