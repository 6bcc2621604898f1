using Entente.Articles;

namespace Entente.Coding;

/// <summary>When an act happens: by the words that govern it, else by tense against the day of publication.</summary>
internal sealed class ActDating
{
    private readonly SentenceGraph _graph;
    private readonly Lexicon _lexicon;
    private readonly ClauseReader _clauses;
    private readonly Dictionary<int, List<TimeExpression>> _owned = [];
    private readonly HashSet<int> _triggers;

    public ActDating(SentenceGraph graph, Lexicon lexicon, ClauseReader clauses, IEnumerable<Act> acts)
    {
        (_graph, _lexicon, _clauses) = (graph, lexicon, clauses);
        _triggers = [.. acts.Select(a => a.Trigger)];
        foreach (var time in graph.Times)
            if (!time.Interval.IsUnknown && time.Type is TimexType.Date or TimexType.Time && Owner(time) is >= 0 and var owner)
            {
                if (!_owned.TryGetValue(owner, out var list))
                    _owned[owner] = list = [];
                list.Add(time);
            }
    }

    /// <summary>Whether the sentence's main clause is dated, and to what.</summary>
    public DateRange MainDate => _owned
        .Where(o => _graph.Relation(o.Key) == "root" || _graph.Relation(o.Key) == "conj" || _graph.Relation(o.Key) == "ccomp")
        .Select(o => o.Value[0].Interval)
        .FirstOrDefault();

    /// <summary>Sets <see cref="Act.Date"/> and <see cref="Act.DateBasis"/>.</summary>
    /// <param name="act">The act, with its reality.</param>
    /// <param name="background">The text around tells history.</param>
    public void Date(Act act, bool background)
    {
        if (Stated(act) is { } stated)
        {
            act.Date = stated;
            act.DateBasis = DateBasis.Stated;
            return;
        }
        if (_graph.Article.Article.Published is { } published && IsNews(act, background))
        {
            act.Date = ClaimDate.Of(DateRange.Day(published), null);
            act.DateBasis = DateBasis.Publication;
        }
    }

    private ClaimDate? Stated(Act act)
    {
        if (Told(act.Trigger) is { } told)
            return told;
        var seen = 0;
        for (var i = act.Trigger; i >= 0 && seen < 12; seen++)
        {
            if (_owned.TryGetValue(i, out var times))
                return Caused(act, times) ?? Combine(times, i);
            var head = _graph.Head(i);
            if (head < 0 || !Inherits(i, head))
                break;
            if (i == act.Trigger && Caused(act, []) is { } caused)
                return caused;
            i = head;
        }
        return null;
    }

    /// <summary>The day of a noun's act that a clause behind the noun tells: "talks that concluded on Friday", "a summit held in May".</summary>
    private ClaimDate? Told(int noun)
    {
        if (_graph[noun].Upos != Upos.Noun)
            return null;
        foreach (var clause in _graph.Children(noun).Where(c => _graph.Is(c, "acl")))
            if (_lexicon.Governs(_graph[clause], GovernorEffect.Occurs) && _owned.TryGetValue(clause, out var times))
                return Combine(times, clause);
        return null;
    }

    /// <summary>"X in August 2008 led to the suspension until spring 2009": the effect begins with its cause.</summary>
    private ClaimDate? Caused(Act act, List<TimeExpression> own)
    {
        if (own.Any(t => t.Interval.Start is not null))
            return null;
        for (var (i, steps) = (act.Trigger, 0); _graph.Head(i) is var head and >= 0 && steps < 6; i = head, steps++)
        {
            if (!_lexicon.Governs(_graph[head], GovernorEffect.Causes) || !(_graph.Is(i, "obl") || _graph.Is(i, "obj") || _graph.Is(i, "xcomp")))
                continue;
            foreach (var subject in _clauses.SurfaceSubject(head))
            {
                var (first, last) = _graph.Reach(subject);
                var cause = _graph.Times.FirstOrDefault(t => t.FirstToken >= first && t.EndToken <= last + 1 && t.Interval.Start is not null);
                if (cause is null)
                    continue;
                var until = own.Concat(_graph.Times.Where(t => t.Signal == TimeSignal.Until && _graph.Dominates(head, HeadOf(t)))).FirstOrDefault(t => t.Interval.End >= cause.Interval.Start);
                var end = until?.Interval.End;
                return new ClaimDate(cause.Interval.Start, end ?? cause.Interval.End, cause.Interval.Precision, until is null ? cause.Text : $"{cause.Text} … {until.Text}");
            }
        }
        return null;
    }

    private static ClaimDate Combine(List<TimeExpression> times, int owner)
    {
        var start = times.Where(t => t.Signal != TimeSignal.Until).OrderBy(t => t.Interval.Precision).ThenBy(t => Math.Abs(t.FirstToken - owner)).FirstOrDefault();
        var until = times.FirstOrDefault(t => t.Signal == TimeSignal.Until);
        if (start is null)
            return ClaimDate.Of(until!.Interval, until.Text);
        return until is not null && until.Interval.End >= start.Interval.Start
            ? new ClaimDate(start.Interval.Start, until.Interval.End, start.Interval.Precision, $"{start.Text} … {until.Text}")
            : ClaimDate.Of(start.Interval, start.Text);
    }

    /// <summary>The nearest act or verb above a time expression; −1 when the words only name something ("the 1997 Founding Act").</summary>
    private int Owner(TimeExpression time)
    {
        var i = HeadOf(time);
        var inBrackets = time.FirstToken > 0 && _graph[time.FirstToken - 1].Form == "(";
        var naming = !inBrackets && _graph.Case(i).Length == 0 && (_graph.Is(i, "compound") || _graph.Is(i, "amod") || _graph.Is(i, "nummod") || _graph.Relation(i) == "nmod:poss");
        for (var steps = 0; _graph.Head(i) is var head and >= 0 && steps < 12; steps++)
        {
            // In brackets after the object, the verb's act is meant: "joined the Partnership for Peace (1994)".
            if (_triggers.Contains(head) && !(inBrackets && _graph.Head(head) is var above and >= 0 && _graph.IsVerb(above) && _triggers.Contains(above)))
                return head;
            if (_graph.IsVerb(head) || _graph.Child(head, "cop") >= 0)
                return naming ? -1 : head;
            if (_graph.Arrangement(head) is not null && naming)
                return -1;
            // "protests following the 2025 shooting": the year is that of what went before.
            if (_graph.Case(head) is "after" or "following" or "since" or "before")
                return -1;
            i = head;
            naming &= _graph.Is(i, "compound") || _graph.Is(i, "amod");
        }
        return _triggers.Contains(i) ? i : -1;
    }

    private int HeadOf(TimeExpression time)
    {
        for (var i = time.FirstToken; i < time.EndToken; i++)
            if (_graph.Head(i) is var head && (head < time.FirstToken || head >= time.EndToken))
                return i;
        return time.FirstToken;
    }

    /// <summary>Whether a word happens when the word above it does.</summary>
    private bool Inherits(int i, int head)
    {
        var relation = _graph.Relation(i);
        if (!_clauses.IsPredicate(i) || _graph[i].Upos is Upos.Noun or Upos.Propn)
        {
            if (IsSetting(i))
                return true;
            if (relation is "obl" or "nmod" && RealityReader.IsBackdrop(_graph.Case(i)) && _graph.Case(i) is not ("for" or "against"))
                return false;
            if (_lexicon.Governs(_graph[head], GovernorEffect.Judges))
                return false;
            return relation is not ("acl:relcl" or "parataxis" or "list");
        }
        return relation switch
        {
            "xcomp" => true,
            "conj" => _graph.Child(i, "nsubj") < 0,
            "advcl" => _graph[i].Xpos is "VBG" or "VB" && !_graph.Children(i, "mark").Any(m => RealityReader.IsBackdrop(_graph.Lemma(m))),
            "acl" => true,
            "ccomp" => !_lexicon.Governs(_graph[head], GovernorEffect.Report) && !_lexicon.Governs(_graph[head], GovernorEffect.Vouch),
            _ => false,
        };
    }

    /// <summary>Whether a noun is what the clause's act happens in: "in talks", "during a visit".</summary>
    private bool IsSetting(int noun) => _graph.Relation(noun) == "obl" && _graph.Case(noun) is "in" or "at" or "during" or "within";

    private bool IsNews(Act act, bool background)
    {
        if (act.Reality is Reality.Planned or Reality.Hypothetical)
            return false;
        if (!background && _lexicon.InClass("lasting", _graph.Lemma(act.Trigger)) && !HasOldDate(act.Trigger))
            return true;
        var ongoing = _graph.Children(act.Trigger).Any(c => _graph.Lemma(c) is "ongoing" or "continue" or "continued" or "continuing" or "current" or "latest" or "new" or "fresh");
        if (ongoing)
            return true;
        var i = act.Trigger;
        for (var steps = 0; i >= 0 && steps < 12; steps++)
        {
            var head = _graph.Head(i);
            if (_clauses.IsPredicate(i) && Tense(i) is { } tense)
                return tense switch
                {
                    "past perfect" => false,
                    "past" => !background && !HasOldDate(i) && _graph.Relation(i) is not "acl:relcl" && !InPastAside(i),
                    _ => true,
                };
            if (head < 0)
                return !background;
            var relation = _graph.Relation(i);
            if (relation is "obl" or "nmod" && RealityReader.IsBackdrop(_graph.Case(i)) && _graph.Case(i) is not ("amid" or "for" or "against" or "over"))
                return false;
            if (_lexicon.Governs(_graph[head], GovernorEffect.Judges) && !_clauses.IsPredicate(act.Trigger) && !IsSetting(i))
                return false;
            if (relation is "acl:relcl")
                return true;
            if (_graph.Is(i, "advcl") && _graph.Children(i, "mark").Any(m => _graph.Lemma(m) is "after" or "since"))
                return false;
            i = head;
        }
        return !background;
    }

    /// <summary>Whether a clause under the verb is dated long before publication: "started after Russia joined the Council (1991)".</summary>
    private bool HasOldDate(int verb) =>
        _graph.Article.Article.Published is { } published
        && _graph.Times.Any(t => (t.Interval.End ?? t.Interval.Start) is { } day && day.PlusDays(60) < published && _graph.Dominates(verb, HeadOf(t)) && Owner(t) >= 0 && Owner(t) != verb);

    private bool InPastAside(int verb) =>
        _graph.Is(verb, "advcl") && _graph.Children(verb, "mark").Any(m => _graph.Lemma(m) is "after" or "when" or "since" or "before");

    /// <summary>"present", "perfect", "past", "past perfect" of a finite verb; null for one that has no tense of its own.</summary>
    private string? Tense(int verb)
    {
        foreach (var aux in _graph.Children(verb).Where(c => _graph.Is(c, "aux") || _graph.Is(c, "cop")))
        {
            var lemma = _graph.Lemma(aux);
            if (lemma is "have" or "'ve" or "'d")
                return _graph[aux].Xpos == "VBD" ? "past perfect" : "perfect";
            if (lemma is "be" or "do" or "get" && _graph[aux].Xpos is "VBD" or "VBZ" or "VBP")
                return _graph[aux].Xpos == "VBD" ? "past" : "present";
        }
        return _graph[verb].Xpos switch
        {
            "VBD" => "past",
            "VBZ" or "VBP" => "present",
            _ => null,
        };
    }
}
