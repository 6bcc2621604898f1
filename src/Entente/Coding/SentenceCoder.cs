using Entente.Articles;
using NodaTime;

namespace Entente.Coding;

/// <summary>Codes one sentence: finds acts, gives them sides, composes them, and says whether, when and on whose word.</summary>
internal sealed class SentenceCoder
{
    private const int BackgroundDays = 31;
    private readonly SentenceGraph _graph;
    private readonly Lexicon _lexicon;
    private readonly ClauseReader _clauses;
    private readonly SideFinder _sides;
    private readonly ArrangementFinder _arrangements;
    private readonly NarrativeMemory _memory;
    private readonly List<Act> _acts;

    public SentenceCoder(SentenceGraph graph, Lexicon lexicon, NarrativeMemory memory)
    {
        (_graph, _lexicon, _memory) = (graph, lexicon, memory);
        _clauses = new ClauseReader(graph, lexicon);
        _sides = new SideFinder(graph, lexicon);
        _arrangements = new ArrangementFinder(graph, lexicon, memory);
        _acts = CanHoldClaim() ? new ActFinder(graph, lexicon, _clauses, _sides).Find() : [];
    }

    /// <summary>The act that judges the decision which an act is the content of.</summary>
    private Act? JudgeOf(Act act)
    {
        var decision = _graph.Head(act.Trigger);
        if (!_graph.Is(act.Trigger, "acl") || decision < 0 || !_lexicon.InClass("decision", _graph.Lemma(decision)))
            return null;
        var judging = _graph.Head(decision);
        return judging >= 0 && _lexicon.Governs(_graph[judging], GovernorEffect.Judges) ? _acts.FirstOrDefault(a => a.Trigger == judging) : null;
    }

    /// <summary>The sentence's claims, in the order of their triggers.</summary>
    public List<Claim> Code(string articleId, string coder)
    {
        _memory.Enter(_graph);
        DropTopics();
        var reality = new RealityReader(_graph, _lexicon, _clauses);
        var attribution = new Attribution(_graph, _lexicon, _clauses, _sides);
        foreach (var act in _acts)
        {
            FindSides(act);
            act.Reality = reality.Of(act);
            if (act.Rule.Actor == "speaker")
                GiveToSpeaker(act, attribution);
            var mention = _arrangements.Find(act);
            act.Catalogued = mention is not null;
            FillSides(act, mention);
            if (IsEnded(act))
                Composition.End(act);
        }
        FindJudged();
        DropTwice();
        DropLesserMeetings();
        ReadPurposes();
        // Inner acts first, so that "agreed to stop bombing" finds its content composed.
        foreach (var act in _acts.OrderByDescending(a => Depth(a.Trigger)))
            Compose(act);
        // Words that were dropped no longer own a day: in "suspended meetings of the Council on 19 August" it is the suspension's.
        var dating = new ActDating(_graph, _lexicon, _clauses, _acts.Where(a => !a.Dropped));
        var reporting = _acts.Where(a => a.Rule.Content == ContentUse.Reported).ToDictionary(a => a.Trigger);
        var claims = new List<Claim>();
        var triggers = _acts.Where(a => !a.Dropped).Select(a => a.Trigger).ToHashSet();
        foreach (var act in _acts)
        {
            if (act.Dropped)
                continue;
            dating.Date(act, _memory.InHistory);
            if (act is { Step: Step.Withdrawn, Reality: Reality.Planned } && JudgeOf(act) is { } judge)
            {
                // "On 2 May Canada supported Chad's decision to withdraw": what others judge has been made known, and stands on that day.
                dating.Date(judge, _memory.InHistory);
                (act.Step, act.Reality, act.Date, act.DateBasis) = (Step.Notice, Reality.Actual, judge.Date, judge.DateBasis);
            }
            // "The envoys meet on Sunday": what lies ahead is a plan.
            if (act is { Reality: Reality.Actual, DateBasis: DateBasis.Stated } && act.Date.Start > _graph.Article.Article.Published && !reality.IsPast(act.Trigger))
                act.Reality = Reality.Planned;
            KeepPromises(act);
            act.SaidBy = attribution.SaidBy(act, reporting);
            Warn(act);
            // "our response will be harsh": the threat itself is made now.
            if (act is { Type: PloverType.Threaten, Reality: Reality.Planned or Reality.Hypothetical } && act.Rule.Auxiliary.Count > 0)
            {
                act.Reality = Reality.Actual;
                act.DateAsNews(_graph.Article.Article.Published);
            }
            // "He said it is important that monitors stay": who says so asks.
            if (act is { Type: PloverType.Request, Actors.Count: 0, Recipients.Count: > 0, Reality: Reality.Actual, Rule.Actor: "none" })
                (act.Actors, act.SaidBy) = ([.. act.SaidBy.Where(s => !act.Recipients.Any(r => r.Id == s.Id))], []);
            // "Kenyan envoys called the talks with Chad slow": the other side of talks is the one who tells of them.
            if (act.Type is PloverType.Consult && act.Rule.Symmetric && act.Subjects.Count == 0 && act.Actors.Count == 1 && act.SaidBy is [{ Id: not "UNK" } teller] && act.Obliques.Any(o => o.Case == "with") && teller.Id != act.Actors[0].Id)
            {
                act.Actors = [teller, .. act.Actors];
                act.SaidBy = [];
            }
            ReadJoint(act);
            Refuse(act);
            Oblige(act);
            Composition.Plan(act);
            ArrangementFinder.Name(act);
            if (act is { Step: Step.Breached, Actors.Count: 0 })
            {
                // Who says that a pledge was broken accuses.
                act.Actors = [.. (act.SaidBy.Count > 0 ? act.SaidBy : Answering(act)).Where(s => !act.Recipients.Any(r => r.Id == s.Id))];
                act.SaidBy = [];
            }
            _lexicon.Refinements.Apply(act, _graph, triggers);
            if (IsClaim(act))
                claims.Add(ToClaim(act, articleId, coder));
        }
        _memory.Leave(_graph, dating.MainDate, _acts.Where(a => !a.Dropped));
        return claims;
    }

    /// <summary>A claim needs a side or an arrangement: a sentence without a name and without a word for what parties set up holds none.</summary>
    private bool CanHoldClaim()
    {
        if (_graph.Mentions.Count > 0)
            return true;
        for (var i = 0; i < _graph.Count; i++)
            if (_graph[i].Upos == Upos.Noun && _lexicon.InClass("arrangement", _graph.Lemma(i)))
                return true;
        return false;
    }

    /// <summary>In "talks on sanctions" only the talks are an act.</summary>
    private void DropTopics()
    {
        var label = LabelEnd();
        foreach (var act in _acts)
        {
            if (act.Trigger < label)
            {
                act.Dropped = true;
                continue;
            }
            if (IsNotion(act.Trigger))
            {
                act.Dropped = true;
                continue;
            }
            if (_clauses.IsPredicate(act.Trigger))
                continue;
            for (var (i, steps) = (act.Trigger, 0); steps < 4; steps++)
            {
                var head = _graph.Head(i);
                if (head < 0 || _clauses.IsPredicate(i))
                    break;
                var topical = (_graph.Is(i, "nmod") || _graph.Is(i, "obl")) && _graph.Case(i) is "on" or "about" or "over" or "regarding" or "concerning" or "against" or "of" or "for" or "into" or "to";
                // "discussed the possible withdrawal"
                topical |= _graph.Is(i, "obj") && _graph.IsVerb(head);
                if (topical && _lexicon.InClass("topical", _graph.Lemma(head)))
                {
                    act.Dropped = true;
                    break;
                }
                if (_graph.Is(i, "compound") && _lexicon.InClass("topical", _graph.Lemma(head)))
                    act.Dropped = true;
                i = head;
            }
        }
    }

    /// <summary>
    /// "Conflict in Iraq: police discover …": the words before the colon are a label, and so is a line without a verb and a full stop; 0 for none.
    /// </summary>
    private int LabelEnd()
    {
        var end = 0;
        for (var i = 0; i < _graph.Count; i++)
        {
            if (_graph.IsFinite(i))
                return end;
            if (_graph[i].Form == ":")
                end = i;
        }
        return _graph.IsTitle || _graph[_graph.Count - 1].Upos == Upos.Punct || Enumerable.Range(0, _graph.Count).Any(_graph.IsVerb) ? 0 : _graph.Count;
    }

    /// <summary>
    /// "the importance of holding a meeting", "the need to continue efforts to reach an agreement", "doubts about removing missiles", "Strengthening ties is a priority":
    /// what is only named is not told.
    /// </summary>
    private bool IsNotion(int word)
    {
        for (var (i, steps) = (word, 0); _graph.Head(i) is var head and >= 0 && steps < 6; i = head, steps++)
        {
            if (_graph.IsFinite(i) || _graph.Relation(i) == "acl:relcl" || _graph.Children(i, "aux").Any(_graph.IsFinite))
                return false;
            if (_graph.Is(i, "csubj") && _graph[i].Xpos == "VBG")
                return true;
            var below = _graph.Is(i, "acl") || _graph.Is(i, "advcl") || _graph.Is(i, "nmod") || _graph.Is(i, "obl");
            if (below && _graph[i].Xpos is "VBG" or "VB" or "VBN" && _lexicon.InClass("topical", _graph.Lemma(head)) && _graph.Children(i, "mark").Any(m => _graph.Lemma(m) is "about" or "on" or "over"))
                return true;
            if (below && _lexicon.InClass("notional", _graph.Lemma(head)) && (_graph.Is(i, "acl") || _graph.Case(i) is "of" or "for"))
                return true;
            if (!below && !_graph.Is(i, "obj") && !_graph.Is(i, "xcomp") && !_graph.Is(i, "conj") && !_graph.Is(i, "compound"))
                return false;
        }
        return false;
    }

    private void FindSides(Act act)
    {
        var rule = act.Rule;
        var verbal = act.Carrier == act.Trigger || _clauses.IsPredicate(act.Trigger);
        var subjects = act.Subjects.SelectMany(s => _sides.Sides(s)).DistinctBy(Key).ToList();
        if (rule.Actor is "none" or "speaker")
            subjects = [];
        else if (rule.Actor is not ("subject" or "object" or "owner"))
            subjects = [.. act.Obliques.Where(o => o.Case == rule.Actor).SelectMany(o => _sides.Sides(o.Token)).DistinctBy(Key)];
        // "Hundreds of people march in Chad": a crowd has no name.
        if (subjects.Count == 0 && rule is { Type: PloverType.Protest, Who: "people", Actor: "subject" } && verbal)
            subjects = [.. act.Subjects.Select(Crowd).OfType<Party>()];
        if (rule.Actor == "object" || (rule.Actor == "owner" && subjects.Count == 0))
            subjects = [.. act.Objects.SelectMany(o => _sides.Sides(o)).DistinctBy(Key)];
        // "The envoy reaffirmed the U.S. commitment": whose it is, speaks.
        if (subjects.All(s => s.Id == "UNK") && rule.Actor == "subject" && act.Objects.Where(o => _lexicon.InClass("stance", _graph.Lemma(o))).SelectMany(o => _sides.Owners(o)).FirstOrDefault(o => o.Id != "UNK") is { } holder)
            subjects = [holder];
        var recipients = new List<Party>();
        foreach (var place in rule.Recipient)
        {
            var found = place switch
            {
                "object" when rule.Actor != "object" => act.Objects.SelectMany(o => ObjectSides(o, rule, subjects)),
                "subject" when rule.Actor != "subject" => act.Subjects.SelectMany(s => _sides.Sides(s)),
                "iobj" => _graph.Children(act.Trigger, "iobj").SelectMany(o => _sides.Sides(o)),
                "doer" => act.Subjects.SelectMany(s => _sides.Sides(s)),
                "content" => _graph.Children(act.Trigger, "ccomp").Concat(_graph.Children(act.Trigger, "csubj")).SelectMany(c => _clauses.SurfaceSubject(c)).SelectMany(s => _sides.Sides(s)),
                "object" or "subject" => [],
                "between" => Between(act),
                _ => act.Obliques.Where(o => o.Case == place).Concat(act.Objects.SelectMany(_clauses.Obliques).Where(o => o.Case == place)).SelectMany(o => _sides.Sides(o.Token, places: true)),
            };
            var all = found.DistinctBy(Key).ToList();
            recipients = [.. all.Where(r => !subjects.Any(s => Key(s) == Key(r)))];
            act.ToSelf |= all.Count > recipients.Count;
            if (recipients.Count > 0)
                break;
        }
        for (var i = 0; i < rule.Recipient.Count && recipients.Count == 0 && verbal && !act.ToSelf; i++)
            recipients = [.. Deeper(act, rule.Recipient[i]).Where(r => !subjects.Any(s => s.Id == r.Id))];
        ReadReference(act, subjects, recipients);
        // "Several clashes were reported in the desert between Chadian and Libyan troops"
        if (!verbal && rule.Symmetric && subjects.Count + recipients.Count < 2 && Between(act) is { Count: > 1 } equals)
            subjects = equals;
        if (subjects.Count == 0 && act.Passive && rule.Type == PloverType.Assault && rule.Actor == "subject")
            subjects = Instrument(act);
        // Equals act together; who works "with" another does it first.
        if (rule.Symmetric && (rule.Type is PloverType.Consult or PloverType.Assault || rule.Step == Step.Signed || subjects.Count == 0 || !act.Obliques.Any(o => o.Case is "with" or "to" && recipients.Any(r => Covers(o.Token, r)))))
        {
            act.Actors = [.. subjects.Concat(recipients)];
            return;
        }
        act.Actors = subjects;
        act.Recipients = recipients;
        if (!verbal && act.Actors.Count == 0 && rule.Of == "actor")
            act.Actors = [.. act.Objects.SelectMany(o => _sides.Sides(o)).DistinctBy(Key)];
    }

    private Party? Crowd(int subject)
    {
        var people = _graph.Children(subject, "nmod").FirstOrDefault(c => _graph.Case(c) == "of" && _lexicon.InClass("quantity", _graph.Lemma(subject)), subject);
        if (!_lexicon.InClass("crowd", _graph.Lemma(people)))
            return null;
        var span = _graph[people].Span;
        return new Party { Id = "UNK", Name = _graph[people].Form, Sector = "CVL", Text = _graph[people].Form, Start = span.Start, End = span.End };
    }

    /// <summary>
    /// "Nauseda says that the German forces will defend the country": a pronoun or "the country" in object place is never the subject of its own clause; it is then
    /// the one who speaks, or nobody that we know.
    /// </summary>
    private void ReadReference(Act act, List<Party> subjects, List<Party> recipients)
    {
        var own = recipients.FindIndex(r => subjects.Any(s => s.Id == r.Id && r.Id != "UNK") && _graph.Mentions.Any(m => m.Span.Start == r.Start && (m.Via == "pronoun" || (m.Via == "definite" && _graph.Lemma(m.Head) is "country" or "nation" or "state" or "republic"))));
        if (own < 0)
            return;
        var text = recipients[own];
        recipients.RemoveAt(own);
        for (var i = act.Trigger; i >= 0; i = _graph.Head(i))
            if (_graph.Relation(i) == "ccomp" && _graph.Head(i) is var verb and >= 0 && _clauses.SurfaceSubject(verb).SelectMany(s => _sides.Sides(s)).FirstOrDefault(s => s.Id != text.Id && s.Id != "UNK") is { } speaker)
            {
                recipients.Add(text with { Id = speaker.Id, Name = speaker.Name, Sector = speaker.Sector });
                return;
            }
    }

    /// <summary>"was killed during a Kenyan raid", "in a Saudi airstrike": whose operation it was; the operation is no second act.</summary>
    private List<Party> Instrument(Act act)
    {
        foreach (var (preposition, token) in act.Obliques)
            if (preposition is "in" or "during" or "by" && (_lexicon.InClass("attack", _graph.Lemma(token)) || _acts.Any(a => a.Trigger == token && a.Type == PloverType.Assault)))
            {
                var found = _sides.Owners(token, "by", "of", "from");
                // "in an attack on a post by the Taliban"
                if (found.Count == 0)
                    found = [.. _graph.Children(token, "nmod").SelectMany(n => _graph.Children(n, "nmod")).Where(n => _graph.Case(n) == "by").SelectMany(n => _sides.Sides(n))];
                if (found.Count == 0)
                    continue;
                foreach (var twice in _acts.Where(a => a.Trigger == token && a != act))
                    twice.Dropped = true;
                return found;
            }
        return [];
    }

    private bool Covers(int token, Party party)
    {
        var (first, last) = _graph.Reach(token);
        return party.Start >= _graph[first].Span.Start && party.End <= _graph[last].Span.End;
    }

    /// <summary>
    /// "adopted a set of resolutions with Chad", "celebrated the feast at a palace with Chad": what the parser hangs on a noun further down. Only prepositions that a rule's author asked for and that seldom belong to such a noun.
    /// </summary>
    private List<Party> Deeper(Act act, string place)
    {
        if (place is not ("with" or "against" or "in"))
            return [];
        var level = act.Objects.Where(o => o > act.Trigger && _graph.Actor(o) is null).Concat(act.Obliques.Where(o => o.Token > act.Trigger).Select(o => o.Token)).Distinct().ToList();
        for (var depth = 0; depth < 3 && level.Count > 0; depth++)
        {
            level = [.. level.SelectMany(word => _graph.Children(word, "nmod"))];
            if (level.Where(word => _graph.Case(word) == place).SelectMany(word => _sides.Sides(word, places: true)).DistinctBy(Key).ToList() is { Count: > 0 } found)
                return found;
        }
        return [];
    }

    /// <summary>"channels of communication between Greece and Turkey": those that "between" names, however deep it hangs.</summary>
    private List<Party> Between(Act act)
    {
        for (var i = 0; i < _graph.Count; i++)
            if (_graph.Case(i) == "between" && (_graph.Dominates(act.Trigger, i) || act.Objects.Any(o => _graph.Dominates(o, i)) || (i > act.Trigger && act.Carrier != act.Trigger && _graph.Dominates(act.Carrier, i))))
                return _sides.Between(i);
        return [];
    }

    /// <summary>Whom an act on something strikes: the thing itself if it can act, else whom it is with, against or of.</summary>
    private List<Party> ObjectSides(int token, ActRule rule, List<Party> subjects)
    {
        // "welcomed the launch of the Framework": what is founded is nobody to whom it is done.
        if (_lexicon.InClass("founding", _graph.Lemma(token)))
            return [];
        if (rule.Type is PloverType.Reject or PloverType.Support or PloverType.Accuse && _sides.Authors(token) is { Count: > 0 } authors)
            return authors;
        var direct = _sides.Sides(token, places: rule.Type is PloverType.Assault or PloverType.Consult, owners: false);
        if (direct.Count > 0)
            return direct;
        foreach (var (preposition, below) in _clauses.Obliques(token))
            if ((preposition is "with" or "against" or "to" or "on" or "between" or "from" or "toward" or "towards" || (preposition is "in" or "at" && rule.Type == PloverType.Assault))
                && _sides.Sides(below, places: rule.Type == PloverType.Assault) is { Count: > 0 } found)
                return found;
        foreach (var below in _graph.Children(token, "obj"))
            if (_sides.Sides(below) is { Count: > 0 } found)
                return found;
        // "The envoy reaffirmed the U.S. commitment": whose commitment it is, is who reaffirms; but "Poland appreciates Canada's support".
        return _lexicon.InClass("stance", _graph.Lemma(token)) && subjects.All(s => s.Id == "UNK") ? [] : _sides.Sides(token);
    }

    /// <summary>"Norway said Russia must respect the border", "was responsible": the act is the saying, and nothing without one who says it.</summary>
    private static void GiveToSpeaker(Act act, Attribution attribution)
    {
        act.Actors = [.. attribution.SaidBy(act, new Dictionary<int, Act>()).Where(s => !act.Recipients.Any(r => r.Id == s.Id))];
        act.Dropped = act.Actors.Count == 0 || act.Recipients.Count == 0 || act.Reality == Reality.Negated;
        act.Reality = act.Reality == Reality.Hypothetical ? Reality.Actual : act.Reality;
    }

    /// <summary>Sides that are understood: from the arrangement's parties, the act that this one answers, or the sentences before.</summary>
    private void FillSides(Act act, Mention? mention)
    {
        if (act.Type is PloverType.Sanction or PloverType.Coerce or PloverType.Accuse && act.Recipients.Count == 0)
            foreach (var (preposition, token) in act.Obliques.Concat(_clauses.Obliques(act.Carrier)))
                if (preposition is "in response to" or "in retaliation for" or "over" or "because of" or "in protest at" && _sides.Sides(token) is { Count: > 0 } answered)
                {
                    act.Recipients = [.. answered.Where(a => !act.Actors.Any(x => x.Id == a.Id))];
                    break;
                }
        FillVictim(act);
        FillImposer(act);
        if (act.Step is null || act.Arrangement is null)
            return;
        IReadOnlyList<Party> known = mention is { Parties.Count: 2 }
            ? [.. mention.Parties.Select(id => PartyOf(id, mention))]
            : mention is null && act.ArrangementHead >= 0 ? _memory.SidesOf(_graph.Lemma(act.ArrangementHead)) : [];
        if (known.Count != 2 || act.Actors.Concat(act.Recipients).Select(p => p.Id).Where(id => id != "UNK").Distinct().Count() >= 2)
            return;
        if (act.Actors.Concat(act.Recipients).Any(p => p.Id != "UNK" && !known.Any(k => k.Id == p.Id)))
            return;
        if (act.Rule.Symmetric || act.Step is Step.Established or Step.InForce or Step.Succeeded or Step.Resumed or Step.Extended or Step.Expired)
        {
            if (act.Actors.Count > 0)
                return;
            act.Actors = [.. known];
        }
        else if (act.Recipients.Count > 0 && act.Actors.Count == 0)
            act.Actors = [.. known.Where(k => !act.Recipients.Any(r => r.Id == k.Id))];
        else if (act.Actors.Count > 0 && act.Recipients.Count == 0)
            act.Recipients = [.. known.Where(k => !act.Actors.Any(a => a.Id == k.Id))];
        else if (Cause(act) is { } cause && known.Any(k => k.Id == cause))
        {
            act.Recipients = [.. known.Where(k => k.Id == cause)];
            act.Actors = [.. known.Where(k => k.Id != cause)];
        }
        else
            act.Actors = [.. known];
        act.Inferred = true;
    }

    /// <summary>
    /// "Peru imposed a tariff, and Chile will complain": whom a hostile act or a gift strikes, when only one other state or body is named, is that one.
    /// </summary>
    private void FillVictim(Act act)
    {
        if (act.Recipients.Count > 0 || act.Rule.Symmetric || act.Rule.Recipient.Count == 0 || act.Actors.Count == 0 || act.Actors.Any(a => a.Id == "UNK")
            || act.Rule.Type is not (PloverType.Sanction or PloverType.Assault or PloverType.Coerce or PloverType.Aid) || act.Step is Step.Withdrawn)
            return;
        var others = _graph.Mentions
            .Where(m => m is { Kind: MentionKind.Actor, Id: { } id } && id != "UNK" && (m.Sector == "REB" || (m.Sector is "GOV" or "MIL" or "CVL" && id.Length == 3)) && !act.Actors.Any(a => a.Id == id) && !TellsOf(act, m.Head))
            .DistinctBy(m => m.Id).Take(2).ToList();
        // "Rwanda accuses the Congo of shelling areas in its north": whose areas they are, complains.
        if (act.Type == PloverType.Assault && act.Objects.Any(o => _lexicon.InClass("target", _graph.Lemma(o))) && _graph.Head(act.Trigger) is var accusation and >= 0
            && _acts.FirstOrDefault(a => a.Trigger == accusation && a is { Type: PloverType.Accuse, Rule.Content: ContentUse.Reported }) is { } accuse
            && accuse.Subjects.SelectMany(s => _sides.Sides(s)).FirstOrDefault(s => s.Id.Length == 3 && !act.Actors.Any(a => a.Id == s.Id)) is { } accuser)
        {
            act.Recipients = [accuser];
            act.Inferred = true;
            return;
        }
        var told = act.Type == PloverType.Assault && (_lexicon.InClass("lasting", _graph.Lemma(act.Trigger)) || _graph.Lemma(act.Trigger) == "invasion") && act.Actors is [var attacker] ? _memory.VictimOf(attacker.Id) : null;
        if (told is null && others is not [_])
            return;
        act.Recipients = [told ?? SideFinder.ToParty(others[0])];
        act.Inferred = true;
    }

    /// <summary>
    /// "Sanctions are to be imposed on Japanese goods by the end of the week, the White House decided": who imposes them, when only one other state or body is named that does not merely tell of it.
    /// </summary>
    private void FillImposer(Act act)
    {
        if (act is not { Type: PloverType.Sanction, Actors.Count: 0, Recipients.Count: > 0 } || !(act.Passive || act.Rule.Actor == "object") || act.Recipients.Any(r => r.Id == "UNK"))
            return;
        var others = _graph.Mentions
            .Where(m => m is { Kind: MentionKind.Actor, Id: { } id, Sector: "GOV" or "LEG" or "IGO" } && id != "UNK" && !act.Recipients.Any(r => r.Id == id) && !Tells(m.Head))
            .DistinctBy(m => m.Id).Take(2).ToList();
        if (others is not [var imposer])
            return;
        act.Actors = [SideFinder.ToParty(imposer)];
        act.Inferred = true;
    }

    /// <summary>Whether a name is of one who says, asks or judges something in the sentence.</summary>
    private bool Tells(int name)
    {
        for (var i = name; _graph.Head(i) is var head and >= 0; i = head)
            if (_graph.Is(i, "nsubj") || _graph.Case(i).StartsWith("according to", StringComparison.Ordinal))
                return _graph.IsVerb(head) && (_lexicon.Governs(_graph[head], GovernorEffect.Report) || _lexicon.Governs(_graph[head], GovernorEffect.Judges) || _lexicon.Governs(_graph[head], GovernorEffect.Hypothetical)) || !_graph.IsVerb(head);
        return false;
    }

    /// <summary>
    /// Whether a name only judges the act or tells of an attack: who condemns an invasion is not the one invaded, and who reports one only if it fights the same enemy.
    /// </summary>
    private bool TellsOf(Act act, int name)
    {
        var fights = _acts.Any(o => o.Type == PloverType.Assault && o.Recipients.Any(r => act.Actors.Any(a => a.Id == r.Id)));
        for (var i = _graph.Head(act.Trigger); i >= 0; i = _graph.Head(i))
            if (_graph.IsVerb(i) && (_lexicon.Governs(_graph[i], GovernorEffect.Judges) || (act.Type == PloverType.Assault && !fights)) && _graph.Children(i, "nsubj").Any(s => _graph.Dominates(s, name) && !_graph.Dominates(s, act.Trigger)))
                return true;
        return false;
    }

    /// <summary>Whose act brought this one about: "Russia's invasion led to the suspension".</summary>
    private string? Cause(Act act)
    {
        for (var (i, steps) = (act.Trigger, 0); _graph.Head(i) is var head and >= 0 && steps < 6; i = head, steps++)
            if (_lexicon.Governs(_graph[head], GovernorEffect.Causes))
                return _clauses.SurfaceSubject(head).SelectMany(s => _sides.Owners(s, "by", "of")).Select(p => p.Id).FirstOrDefault(id => id != "UNK");
        return null;
    }

    private Party PartyOf(string id, Mention arrangement)
    {
        var seen = _graph.Article.Mentions.FirstOrDefault(m => m.Kind == MentionKind.Actor && m.Id == id);
        return SideFinder.ToParty(arrangement) with { Id = id, Name = seen?.Name ?? id, Sector = seen is { Sector: "IGO" } ? "IGO" : "GOV" };
    }

    private bool IsEnded(Act act)
    {
        var head = _graph.Head(act.Trigger);
        return head >= 0 && _graph.IsVerb(head) && _graph.Relation(act.Trigger) is "xcomp" or "obj" or "nsubj:pass" or "ccomp"
            && !act.Rule.Mode.Contains("visit") && _lexicon.Governs(_graph[head], GovernorEffect.Ended) && !_acts.Any(a => a.Trigger == head);
    }

    /// <summary>The same act named twice in a sentence is one claim: "launched an attack", "an ambush killed".</summary>
    private void DropTwice()
    {
        foreach (var act in _acts.Where(a => !a.Dropped))
        {
            foreach (var other in _acts.Where(o => o != act && !o.Dropped))
            {
                var same = other.Type == act.Type || (act.Rule.Object.Count > 0 && !_clauses.IsPredicate(other.Trigger));
                if ((other.Trigger > act.Trigger && other.Trigger <= act.Last) || other.Trigger == act.Fixed)
                {
                    other.Dropped = true;
                    if (act.Actors.Count == 0)
                        act.Actors = other.Actors;
                    if (act.Recipients.Count == 0 && !act.Rule.Symmetric)
                        act.Recipients = [.. other.Recipients.Where(r => !act.Actors.Any(a => Key(a) == Key(r)))];
                }
                // "arrived on a visit": one journey.
                if (act.Type == PloverType.Consult && other.Type == PloverType.Consult && !act.Rule.Symmetric && !_clauses.IsPredicate(other.Trigger) && _graph.Head(other.Trigger) == act.Trigger)
                    other.Dropped = true;
                // "is on a visit and is greeted at the airport": part of the visit.
                if (act.Type == PloverType.Consult && other.Type == PloverType.Consult && act.Rule.Mode.Contains("visit") && act.Rule.Actor == "subject" && other.Rule.Actor == "object"
                    && other.Actors.All(o => act.Actors.Any(a => a.Id == o.Id)))
                    other.Dropped = true;
                // "are killed in Iraq, the third in a roadside bombing": what killed them is no second act.
                if (act is { Type: PloverType.Assault, Passive: true } && other.Type == PloverType.Assault && !_clauses.IsPredicate(other.Trigger) && other.Subjects.Count == 0 && _graph.Case(other.Trigger) is "in" or "by" or "during" && _graph.Dominates(act.Trigger, other.Trigger))
                    other.Dropped = true;
                // "a bombing and shelling offensive against the town": one noun has the doer, the other the victim.
                if (act.Type == PloverType.Assault && other.Type == PloverType.Assault && act.Actors.Count > 0 && act.Recipients.Count == 0 && other.Actors.Count == 0 && other.Recipients.Count > 0 && !_clauses.IsPredicate(act.Trigger)
                    && !_clauses.IsPredicate(other.Trigger) && act.Carrier == other.Carrier && _graph.IsWithin(act.Carrier, other.Trigger) && (_graph.Dominates(act.Trigger, other.Trigger) || _graph.Dominates(other.Trigger, act.Trigger)))
                    (act.Recipients, other.Dropped) = (other.Recipients, true);
                if (!same)
                    continue;
                // "broaden and expand the relationship", "pledged and promised aid": two verbs of one object.
                if (_graph.Is(other.Trigger, "conj") && _graph.Head(other.Trigger) == act.Trigger && other.Type == act.Type && _graph.Child(act.Trigger, "obj") < 0 && act.Objects.Count > 0 && act.Objects.SequenceEqual(other.Objects))
                    (act.Dropped, other.Actors) = (true, other.Actors.Count > 0 ? other.Actors : act.Actors);
                // A verb and its object noun.
                if (act.Objects.Contains(other.Trigger) && act.Rule.Object.Count > 0)
                    other.Dropped = true;
                // A noun that does what its verb says: the attack killed.
                else if (act.Subjects.Contains(other.Trigger) && other.Type == act.Type)
                {
                    if (other.Recipients.Count == 0)
                        other.Recipients = act.Recipients;
                    act.Dropped = true;
                }
                // "attacked the consulate, killing nine": the killing is part of the attack.
                else if (IsPart(other.Trigger, act.Carrier) && other.Type == act.Type && act.Rule.Content == ContentUse.Own && act.Type is PloverType.Assault or PloverType.Coerce)
                {
                    other.Dropped = true;
                }
            }
        }
    }

    /// <summary>"launched airstrikes, destroying a depot and killing nine"</summary>
    private bool IsPart(int participle, int verb)
    {
        for (var i = participle; i >= 0 && _graph[i].Xpos == "VBG" && _graph.Relation(i) is "advcl" or "xcomp" or "conj"; i = _graph.Head(i))
            if (_graph.Head(i) == verb)
                return true;
        return false;
    }

    /// <summary>"welcomed a resumption of ties with Chad": who praises or blames an act that names no doer means the other side of it.</summary>
    private void FindJudged()
    {
        foreach (var act in _acts.Where(a => !a.Dropped && a.Recipients.Count == 0 && a.Rule.Recipient.Contains("object") && a.Type is PloverType.Support or PloverType.Accuse && a.Step is null))
            if (_acts.Find(a => !a.Dropped && a != act && act.Objects.Contains(a.Trigger)) is { } judged)
                act.Recipients = [.. (judged.Actors.Count > 0 ? judged.Actors : judged.Recipients).Where(r => !act.Actors.Any(a => a.Id == r.Id))];
    }

    /// <summary>"discussed it during a telephone conversation", "spoke with X to discuss": one meeting, told by the word that has all its sides.</summary>
    private void DropLesserMeetings()
    {
        var meetings = _acts.Where(a => !a.Dropped && a.Type == PloverType.Consult && (a.Rule.Symmetric || a.Rule.Actor == "object")).ToList();
        foreach (var lesser in meetings)
        {
            var sides = lesser.Actors.Concat(lesser.Recipients).Select(Key).ToHashSet();
            foreach (var other in meetings.Where(o => o != lesser && !o.Dropped))
            {
                var all = other.Actors.Concat(other.Recipients).Select(Key).ToHashSet();
                if ((all.Count > 1 || (all.Count == 1 && _graph.Relation(lesser.Trigger) is "advcl" or "acl" or "xcomp")) && (sides.IsProperSubsetOf(all) || (sides.SetEquals(all) && other.Trigger < lesser.Trigger)) && (_graph.Dominates(other.Carrier, lesser.Trigger) || _graph.Dominates(lesser.Carrier, other.Trigger)))
                {
                    lesser.Dropped = true;
                    break;
                }
            }
        }
    }

    /// <summary>
    /// What an act is for: words that a meeting was held to say are said; support that aid, a visit or a deployment is to give is no second act.
    /// </summary>
    private void ReadPurposes()
    {
        // "resigned to protest the invasion": what an act is against is its topic.
        foreach (var act in _acts.Where(a => !a.Dropped && a.Type == PloverType.Accuse && _graph.Lemma(a.Trigger) == "protest" && _graph[a.Trigger].Xpos == "VB" && _graph.Relation(a.Trigger) is "advcl" or "xcomp"
            && _acts.Any(o => !o.Dropped && o.Trigger == _graph.Head(a.Trigger))))
        {
            act.Dropped = true;
            foreach (var topic in _acts.Where(t => act.Objects.Contains(t.Trigger)))
                topic.Dropped = true;
        }
        // "sent jets to destroy the reactor": no gift.
        foreach (var act in _acts.Where(a => !a.Dropped && a.Type == PloverType.Aid))
            if (_acts.Find(o => !o.Dropped && o.Type == PloverType.Assault && _graph[o.Trigger].Xpos == "VB" && _graph.Relation(o.Trigger) is "advcl" or "acl" or "xcomp" && (_graph.Head(o.Trigger) == act.Trigger || act.Objects.Contains(_graph.Head(o.Trigger)))) is { } aim
                && act.Recipients.Count == 0)
            {
                act.Dropped = true;
                aim.Actors = aim.Actors.Count > 0 ? aim.Actors : act.Actors;
                aim.Reality = act.Reality;
            }
        foreach (var act in _acts.Where(a => !a.Dropped && a.Type == PloverType.Support && a.Step is null && _graph.Relation(a.Trigger) is "advcl" or "acl" && _graph[a.Trigger].Xpos == "VB"))
        {
            var head = _graph.Head(act.Trigger);
            if (_acts.Any(o => o.Trigger == head && o.Type == PloverType.Consult))
                act.Reality = Reality.Actual;
            else if (act.Reality == Reality.Planned && _acts.Any(o => !o.Dropped && (o.Trigger == head || o.Objects.Contains(head)) && o.Type is PloverType.Aid or PloverType.Mobilize or PloverType.Cooperate or PloverType.Agree))
                act.Dropped = true;
        }
    }

    private void Compose(Act outer)
    {
        if (outer.Dropped || outer.Rule.Content != ContentUse.Consumed)
            return;
        // An order inside one government is no act; what it orders is the government's own.
        if (outer.Type == PloverType.Request && (outer.Recipients.Count > 0 || outer.ToSelf) && outer.Recipients.All(r => outer.Actors.Any(a => a.Id == r.Id && a.Id != "UNK" && a.Sector == "GOV")))
        {
            outer.Dropped = true;
            foreach (var ordered in _acts.Where(a => !a.Dropped && a != outer && InContent(outer, a.Trigger)))
            {
                if (ordered.Reality == Reality.Hypothetical)
                    ordered.Reality = ordered.Type is PloverType.Reject ? Reality.Actual : Reality.Planned;
                if (ordered.Actors.Count == 0)
                    ordered.Actors = outer.Actors;
            }
            return;
        }
        // "might be willing to normalise relations": a supposed act keeps its own kind (coding guide, 7.2).
        if (outer is { Type: PloverType.Agree, Reality: Reality.Hypothetical } && !_graph.Children(outer.Trigger, "aux").Any(a => _graph.Lemma(a) is "must" or "should")
            && _acts.Where(a => a != outer && !a.Dropped && InContent(outer, a.Trigger) && a.Type is PloverType.Support or PloverType.Cooperate or PloverType.Aid or PloverType.Consult).MinBy(a => Depth(a.Trigger)) is { } supposed)
        {
            outer.Dropped = true;
            supposed.Reality = Reality.Hypothetical;
            if (supposed.Actors.Count == 0)
                supposed.Actors = outer.Actors;
            else if (supposed.Rule.Symmetric && supposed.Recipients.Count == 0)
                supposed.Actors = [.. outer.Actors.Concat(supposed.Actors).DistinctBy(Key)];
            return;
        }
        Act? content = null;
        foreach (var inner in _acts)
        {
            if (inner == outer || inner.Dropped || !InContent(outer, inner.Trigger) || IsPresupposed(outer, inner))
                continue;
            if (content is null || Depth(inner.Trigger) < Depth(content.Trigger))
                content = inner;
            inner.Dropped = true;
        }
        if (content is not null)
            Composition.Swallow(outer, content);
    }

    /// <summary>"committed to hold the Kremlin accountable for its war": what another side is said to have done is no part of the promise.</summary>
    private bool IsPresupposed(Act outer, Act inner)
    {
        if (_clauses.IsPredicate(inner.Trigger) || inner.Actors.Count == 0 || inner.Actors.Any(i => i.Id == "UNK" || outer.Actors.Any(o => o.Id == i.Id)))
            return false;
        if (inner.Type == PloverType.Assault && _graph.Case(inner.Trigger) == "for")
            return true;
        // "ready to do everything to facilitate the Court's investigation": the Court investigates in any case.
        return outer.Type == PloverType.Agree && outer.Reality == Reality.Actual && inner.Type is PloverType.Assault or PloverType.Accuse or PloverType.Coerce && inner.Subjects.Count > 0 && !outer.Recipients.Any(r => inner.Actors.Any(i => i.Id == r.Id));
    }

    /// <summary>Whether a word stands in what the outer act promises, asks or refuses; not in an aside or a backdrop of it.</summary>
    private bool InContent(Act outer, int word)
    {
        for (var (i, steps) = (word, 0); _graph.Head(i) is var head and >= 0 && steps < 20; i = head, steps++)
        {
            var relation = _graph.Relation(i);
            if (relation is "acl:relcl" or "parataxis" or "appos")
                return false;
            if ((_graph.Is(i, "obl") || _graph.Is(i, "nmod")) && RealityReader.IsBackdrop(_graph.Case(i)) && _graph.Case(i) is not ("for" or "against" or "about"))
                return false;
            // "to prepare a package in time for his visit": the visit is a date of it.
            if (_graph.Is(i, "obl") && head != outer.Trigger && _graph.Case(i) == "for" && _acts.Any(a => a.Trigger == word && a.Rule.Mode.Contains("visit")))
                return false;
            // Where and when it is promised is not what is promised: "will make proposals at a meeting with X".
            if (_graph.Is(i, "obl") && _graph.Case(i) is "at" or "during")
                return false;
            if (head != outer.Trigger)
                continue;
            if (relation is "xcomp" or "ccomp" or "acl")
                return true;
            if (relation == "obj" || relation == "obl" || relation == "nmod")
                return !outer.Passive && (relation == "obj" || _graph.Case(i) is "to" or "for" or "of" or "with" or "on");
            return relation == "advcl" && _graph[i].Xpos is "VB" or "VBG" && !_graph.Children(i, "mark").Any(m => RealityReader.IsBackdrop(_graph.Lemma(m)) || _graph.Lemma(m) is "while");
        }
        return false;
    }

    /// <summary>A promise that is the news is actual: "France will send tanks" promises; "will meet on Friday" is a plan with a day.</summary>
    private void KeepPromises(Act act)
    {
        if (act.Reality != Reality.Planned || act.Type is not (PloverType.Aid or PloverType.Cooperate or PloverType.Support) || act.DateBasis == DateBasis.Stated || act.Step is not null)
            return;
        var will = _graph.Children(act.Trigger, "aux").Any(a => _graph.Lemma(a) is "will" or "'ll" or "shall" or "would");
        if (!will || _graph.Article.Article.Published is null)
            return;
        Composition.Plan(act);
        act.Reality = Reality.Actual;
        act.DateAsNews(_graph.Article.Article.Published);
    }

    /// <summary>"said that if the US imposed tariffs, it would file a complaint": who tells what it would do against another's act threatens.</summary>
    private void Warn(Act act)
    {
        if (act.Reality != Reality.Hypothetical || act.Actors.Count == 0 || act.Actors.All(a => a.Id == "UNK") || act.Type is not (PloverType.Accuse or PloverType.Sanction or PloverType.Coerce or PloverType.Assault or PloverType.Mobilize)
            || !_graph.Children(act.Carrier, "aux").Any(a => _graph.Lemma(a) is "will" or "would" or "'ll") || !IsOwnWord(act))
            return;
        var doer = _graph.Children(act.Carrier, "advcl").Where(c => _graph.Children(c, "mark").Any(m => _graph.Lemma(m) is "if" or "unless"))
            .SelectMany(_clauses.Agents).SelectMany(s => _sides.Sides(s)).Where(s => s.Id != "UNK" && !act.Actors.Any(a => a.Id == s.Id)).DistinctBy(Key).ToList();
        if (doer.Count == 0)
            return;
        act.Recipients = doer;
        (act.Mode, act.Cameo) = act.Type switch
        {
            PloverType.Assault or PloverType.Mobilize => ((IReadOnlyList<string>)["violence"], "138"),
            PloverType.Sanction => (["relations"], "130"),
            PloverType.Coerce => (["restrict"], "130"),
            _ => ([], "130"),
        };
        (act.Type, act.Step, act.Reality, act.SaidBy) = (PloverType.Threaten, null, Reality.Actual, []);
        act.DateAsNews(_graph.Article.Article.Published);
    }

    /// <summary>Whether the act's own actor tells of it.</summary>
    private bool IsOwnWord(Act act)
    {
        for (var i = act.Carrier; _graph.Head(i) is var head and >= 0; i = head)
            if (_graph.Relation(i) is "ccomp" or "parataxis" && _lexicon.Governs(_graph[head], GovernorEffect.Report))
                return _clauses.Agents(head).SelectMany(s => _sides.Sides(s)).Any(s => act.Actors.Any(a => a.Id == s.Id));
        return false;
    }

    /// <summary>"Israel will not negotiate" refuses.</summary>
    private void Refuse(Act act)
    {
        if (act.Reality != Reality.Negated || act.Type is not (PloverType.Consult or PloverType.Aid or PloverType.Cooperate or PloverType.Support or PloverType.Retreat or PloverType.Concede or PloverType.Agree)
            || (act.Step is not null && act.Type != PloverType.Concede))
            return;
        if (!_graph.Children(act.Trigger, "aux").Any(a => _graph.Lemma(a) is "will" or "wo" or "would" or "'ll"))
            return;
        if (act.Rule.Symmetric && act.Actors.Count > 1)
        {
            var subjects = act.Subjects.SelectMany(s => _sides.Sides(s)).Select(Key).ToHashSet();
            act.Recipients = [.. act.Actors.Where(a => !subjects.Contains(Key(a)))];
            act.Actors = [.. act.Actors.Where(a => subjects.Contains(Key(a)))];
        }
        (act.Mode, act.Cameo) = act.Type switch
        {
            PloverType.Consult => ((IReadOnlyList<string>)["meet"], "125"),
            PloverType.Retreat or PloverType.Concede => (["yield"], "124"),
            PloverType.Aid or PloverType.Cooperate => (["assist"], "121"),
            _ => ([], "120"),
        };
        (act.Type, act.Step, act.Reality) = (PloverType.Reject, null, Reality.Actual);
        act.DateAsNews(_graph.Article.Article.Published);
    }

    /// <summary>"The armies of Brazil and Argentina held war games": an exercise of two states is joint work.</summary>
    private static void ReadJoint(Act act)
    {
        if (act is not { Type: PloverType.Mobilize, Cameo: "150" } || act.Rule.Without.Count == 0 || act.Actors.Select(a => a.Id).Where(id => id != "UNK").Distinct().Count() < 2)
            return;
        (act.Type, act.Mode, act.Cameo, act.Recipients) = (PloverType.Cooperate, [], "062", []);
    }

    /// <summary>"Should" and "must" to a named side ask it to act (coding guide, 7.10).</summary>
    private void Oblige(Act act)
    {
        if (act.Reality != Reality.Hypothetical || act.Actors.Count == 0 || act.Passive || act.Actors.All(a => a.Id == "UNK")
            || !_graph.Children(act.Trigger, "aux").Concat(_graph.Is(act.Trigger, "conj") ? _graph.Children(_graph.Head(act.Trigger), "aux") : []).Any(a => _graph.Lemma(a) is "should" or "must") || _graph.Children(act.Trigger, "mark").Any(m => _graph.Lemma(m) is "if" or "whether"))
            return;
        act.Recipients = act.Actors;
        act.Actors = act.SaidBy;
        act.SaidBy = [];
        (act.Type, act.Mode, act.Cameo, act.Step, act.Reality) = (PloverType.Request, ["change"], "100", null, Reality.Actual);
        act.DateAsNews(_graph.Article.Article.Published);
    }

    /// <summary>Who acts because of a thing: "slaps tariffs on X in retaliation for its failure to honour the pact" also blames.</summary>
    private List<Party> Answering(Act act)
    {
        for (var (i, head) = (act.Trigger, _graph.Head(act.Trigger)); head >= 0; (i, head) = (head, _graph.Head(head)))
            if ((_graph.Is(i, "obl") || _graph.Is(i, "nmod")) && _graph.Case(i) is "in retaliation for" or "in response to" or "for" or "over" or "because of" or "in protest at")
                for (var above = head; above >= 0; above = _graph.Head(above))
                    if (_acts.FirstOrDefault(a => a.Trigger == above && a.Actors.Count > 0) is { } answer)
                        return answer.Actors;
        return [];
    }

    private bool IsClaim(Act act)
    {
        var sides = act.Actors.Concat(act.Recipients).ToList();
        if (sides.Count == 0)
            return act.Step is not null && (act.Catalogued || (act is { Step: Step.InForce or Step.Signed or Step.Ratified or Step.Expired or Step.Terminated, ArrangementHead: >= 0 and var named } && char.IsUpper(_graph[named].Form[0])));
        if (!sides.Any(s => s.Id != "UNK" || s.Sector is "REB" or "OPP" or "PTY" or "NGO" or "CVL" or "LAB" or "MIL" or "REL" or "IGO" or "GOV"))
            return false;
        // Nobody knows whom: only a group that acts makes it politics.
        if (sides.All(s => s.Id == "UNK") && !(act.Type is PloverType.Protest or PloverType.Assault or PloverType.Coerce && act.Actors.Any(a => a.Sector is not "UNK")))
            return false;
        if (act.Type == PloverType.Consult && !act.Rule.Symmetric && act.Recipients.Count > 0 && act.Recipients.All(r => act.Actors.Any(a => a.Id == r.Id)))
            return false;
        // A state's dealings with itself are its own affair.
        if (act.Recipients.Count > 0 && act.Actors.Count > 0 && act.Recipients.All(r => act.Actors.Any(a => a.Id == r.Id && a.Id != "UNK" && a.Sector == r.Sector)))
            return false;
        // "feted for defending German interests"
        if (act is { Type: PloverType.Support, ToSelf: true, Step: null, Recipients.Count: 0, Actors.Count: 1 } && !act.Objects.Any(o => _lexicon.InClass("stance", _graph.Lemma(o))))
            return false;
        // Neither done nor anybody's: "a bill aimed at forcing China", "a resolution on lifting the embargo".
        if (act.Actors.Count == 0 && act.Reality is Reality.Planned or Reality.Hypothetical && act.Step is null && !act.Passive && act.Carrier == act.Trigger && _graph[act.Trigger].Xpos is "VB" or "VBG")
            return false;
        // What is supposed of one side alone: "which would boost ties with Hungary"; what is only hoped to be asked: "hopes that Japan will make proposals".
        if (act is { Type: PloverType.Cooperate, Rule.Symmetric: true, Reality: Reality.Hypothetical, Actors.Count: 1, Recipients.Count: 0 } or { Type: PloverType.Request, Reality: not Reality.Actual, Recipients.Count: 0 })
            return false;
        // A meeting that is only supposed, of one body: a topic ("ahead of a possible summit").
        if (act is { Type: PloverType.Consult, Reality: Reality.Hypothetical or Reality.Negated, Actors.Count: 1, Recipients.Count: 0 })
            return false;
        // Weather and accidents (coding guide, 2): "the storm killed eight people in Chad", "were killed in a crash".
        if (act is { Type: PloverType.Assault, Actors.Count: 0 } && act.Subjects.Concat(act.Obliques.Where(o => o.Case is "in" or "by" or "after" or "from" or "when").Select(o => o.Token)).Any(w => _lexicon.InClass("mishap", _graph.Lemma(w)) && _graph.Actor(w) is null))
            return false;
        // Dealings of firms among themselves.
        if (sides.All(s => s.Sector is "BUS" || s.Id == "UNK") && sides.Any(s => s.Sector == "BUS"))
            return false;
        // Crime at home: an attack of nobody's force on nobody known, an inquiry into nobody.
        if (act is { Type: PloverType.Assault, Recipients.Count: 0 } && act.Actors.All(a => a.Sector is "CVL" or "BUS" or "UNK"))
            return false;
        if (act is { Type: PloverType.Accuse, Recipients.Count: 0, Cameo: "090" } && act.Actors.All(a => a.Sector is "COP" or "JUD" or "UNK"))
            return false;
        return act.Type != PloverType.Consult || !act.Rule.Symmetric || act.Actors.Select(Key).Distinct().Count() > 1 || act.Actors.Any(a => a.Sector == "IGO") || act.Carrier != act.Trigger || act.Actors.Count == 1;
    }

    private Claim ToClaim(Act act, string articleId, string coder)
    {
        var article = _graph.Article.Article;
        var span = _graph.Sentence.Span;
        var (first, last) = (_graph[act.Trigger].Span.Start, _graph[act.Last].Span.End);
        var trigger = new Trigger(article.Text[first..last], first, last);
        var date = act.Date;
        return new Claim
        {
            Id = Article.ContentId("c-", articleId, act.Type.ToString(), trigger.Start.ToString(), trigger.Text, Join(act.Actors), Join(act.Recipients), Join(act.SaidBy),
                act.Reality.ToString(), date.ToString(), act.Step?.ToString() ?? "", act.Arrangement?.ToString() ?? "", CoderVersion.BuiltIn.Program),
            Article = articleId,
            SourceId = article.SourceId,
            Type = act.Type,
            Mode = [.. act.Mode],
            Context = [.. act.Context],
            Cameo = act.Cameo,
            Goldstein = _lexicon.Goldstein(act.Cameo),
            Actors = act.Actors,
            Recipients = act.Recipients,
            Reality = act.Reality,
            Recency = IsBackground(act) ? Recency.Background : Recency.Current,
            Date = date,
            DateBasis = act.DateBasis,
            Place = PlaceOf(act),
            SaidBy = act.SaidBy,
            Arrangement = act.Arrangement,
            Step = act.Arrangement is null ? null : act.Step,
            Trigger = trigger,
            Evidence = new Evidence(span.Start, span.End, span.Of(article.Text), article.Text[Math.Max(0, span.Start - 32)..span.Start], article.Text[span.End..Math.Min(article.Text.Length, span.End + 32)]),
            Rule = act.Rule.Id,
            Confidence = Confidence(act),
            Coder = coder,
        };
    }

    /// <summary>
    /// How often such a claim is right: measured on news sentences by whether two sides are known and by reality, lowered by what the rule's author doubts and
    /// by sides that are only understood.
    /// </summary>
    private static double Confidence(Act act)
    {
        var sides = act.Actors.Concat(act.Recipients).Select(p => p.Id).Where(id => id != "UNK").Distinct().Count();
        var share = sides >= 2 ? 0.9 : 0.76;
        share *= act.Reality switch
        {
            Reality.Actual => 1,
            Reality.Planned => 0.8,
            _ => 0.5,
        };
        return Math.Round(share * Math.Min(1, act.Rule.Confidence / 0.75) * (act.Inferred ? 0.85 : 1), 2);
    }

    private bool IsBackground(Act act)
    {
        if (act.Reality is Reality.Planned or Reality.Hypothetical)
            return false;
        if (act.DateBasis == DateBasis.None)
            return true;
        return act.Date.End is { } end && _graph.Article.Article.Published is { } published && Period.DaysBetween(end, published) > BackgroundDays;
    }

    /// <summary>
    /// Where the act happens: what the text says with "in" or "at" of the act's own words, then of the clauses and nouns above them, then the place that an attack
    /// hits ("bombed Aleppo", "the Aleppo bombing"). A city tells its state ("in Aleppo"); a state is named where no city is ("in Syria").
    /// </summary>
    private ClaimPlace? PlaceOf(Act act)
    {
        var own = new[] { act.Trigger, act.Carrier }.Distinct().ToList();
        ClaimPlace? state = null;
        foreach (var i in own.Concat(own.SelectMany(o => _graph.Children(o, "obj"))).Concat(own.SelectMany(UpFrom)).Distinct())
        {
            foreach (var (preposition, token) in _clauses.Obliques(i).Concat(_graph.Children(i).Select(c => (_graph.Case(c), c))))
            {
                if (preposition is not ("in" or "at" or "near" or "outside" or "inside" or "around" or "off" or "across"))
                    continue;
                if (_graph.Place(token) is { } place)
                    return new ClaimPlace(place.Name, place.Id);
                if (state is null && _graph.Actor(token) is { Via: "name", Sector: "GOV" or "PRE", Id: { } id, Person: null } named)
                    state = new ClaimPlace(named.Name, id);
            }
        }
        if (act.Type is PloverType.Assault or PloverType.Protest or PloverType.Retreat or PloverType.Mobilize)
            foreach (var child in own.SelectMany(_graph.Children))
                if (_graph.Relation(child) is "obj" or "nsubj:pass" or "compound" or "nmod:poss" or "obl" && _graph.Place(child) is { } hit && (state is null || state.Country == hit.Id))
                    return new ClaimPlace(hit.Name, hit.Id);
        return state;
    }

    /// <summary>A word of the act and what it hangs on, up to the clause's own verb: the place may be said of any of them.</summary>
    private IEnumerable<int> UpFrom(int word)
    {
        for (var (i, steps) = (word, 0); i >= 0 && steps < 3; i = _graph.Head(i), steps++)
        {
            yield return i;
            if (_graph.Relation(i) is "root" or "ccomp" or "advcl" or "acl:relcl" or "parataxis" || _graph.Relation(i).StartsWith("nsubj", StringComparison.Ordinal))
                yield break;
        }
    }

    private int Depth(int word)
    {
        var depth = 0;
        for (var i = word; i >= 0; i = _graph.Head(i))
            depth++;
        return depth;
    }

    private static string Join(List<Party> parties) => string.Join(',', parties.Select(p => p.Id));

    private static (string, string) Key(Party party) => (party.Id, party.Id == "UNK" ? party.Text : party.Sector);
}
