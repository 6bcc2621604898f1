using Entente.Articles;

namespace Entente.Time;

/// <summary>One expression found, before its signal is known.</summary>
internal sealed record Finding(int First, int End, Meaning Meaning);

/// <summary>Finds the words that tie expressions to acts, joins the two ends of a stretch, and works out the days of the act.</summary>
internal sealed class Signals(Lexicon lexicon)
{
    private readonly Dictionary<int, TimeSignal> _words = Words(lexicon, new()
    {
        ["since"] = TimeSignal.Since,
        ["until"] = TimeSignal.Until,
        ["till"] = TimeSignal.Until,
        ["til"] = TimeSignal.Until,
        ["through"] = TimeSignal.Until,
        ["thru"] = TimeSignal.Until,
        ["by"] = TimeSignal.By,
        ["before"] = TimeSignal.Before,
        ["after"] = TimeSignal.After,
        ["following"] = TimeSignal.After,
        ["post"] = TimeSignal.After,
        ["pre"] = TimeSignal.Before,
    });

    private readonly HashSet<int> _skipped =
        [.. new[] { "the", "about", "around", "roughly", "approximately", "nearly", "almost", "at", "least", "as", "late", "early", "on", "in", "-" }.Select(lexicon.Intern)];

    private readonly HashSet<int> _starting = [.. new[] { "starting", "beginning", "from", "commencing", "effective" }.Select(lexicon.Intern)];
    private readonly HashSet<int> _onward = [.. new[] { "on", "onward", "onwards", "forward" }.Select(lexicon.Intern)];
    private readonly HashSet<int> _payable = [.. new[] { "due", "payable", "effective" }.Select(lexicon.Intern)];
    private readonly HashSet<int> _until = [.. new[] { "until", "till", "til" }.Select(lexicon.Intern)];
    private readonly HashSet<int> _through = [.. new[] { "through", "thru" }.Select(lexicon.Intern)];
    private readonly HashSet<int> _modifiers = [.. new[] { "early", "mid", "late", "at", "least", "-" }.Select(lexicon.Intern)];
    private readonly HashSet<int> _soon = [.. new[] { "early", "soon", "late" }.Select(lexicon.Intern)];
    private readonly HashSet<int> _joints = [.. new[] { "on", "of", "at", "in", ",", "about", "around" }.Select(lexicon.Intern)];
    private readonly int _as = lexicon.Intern("as");
    private readonly int _by = lexicon.Intern("by");
    private readonly int _since = lexicon.Intern("since");
    private readonly HashSet<int> _dashes = [.. new[] { "-", "to", "through", "thru", "until", "till", "—" }.Select(lexicon.Intern)];
    private readonly HashSet<int> _fillers = [.. new[] { "the", "about", "around" }.Select(lexicon.Intern)];
    private readonly int _and = lexicon.Intern("and");
    private readonly int _between = lexicon.Intern("between");
    private readonly int _from = lexicon.Intern("from");
    private readonly int _to = lexicon.Intern("to");
    private readonly int _up = lexicon.Intern("up");
    private readonly int _prior = lexicon.Intern("prior");
    private readonly int _ahead = lexicon.Intern("ahead");
    private readonly int _of = lexicon.Intern("of");
    private readonly int _or = lexicon.Intern("or");
    private readonly int _later = lexicon.Intern("later");

    /// <summary>Whether only words stand between that join a time of day and its day: "noon on Friday", "5 p.m. EST, Nov. 6".</summary>
    public bool Join(List<Unit> units, int from, int to)
    {
        if (to - from > 2)
            return false;
        for (var i = from; i < to; i++)
            if (!_joints.Contains(units[i].Word))
                return false;
        return true;
    }

    /// <summary>Which way an expression looks, by the words right before it and the tense of its verb.</summary>
    /// <param name="units">The sentence.</param>
    /// <param name="first">Where the expression starts.</param>
    /// <param name="tense">What the verb says.</param>
    public Direction Direction(List<Unit> units, int first, Direction tense)
    {
        var i = first - 1;
        while (i >= 0 && (_fillers.Contains(units[i].Word) || _modifiers.Contains(units[i].Word)))
            i--;
        if (i < 0)
            return tense;
        var word = units[i].Word;
        if (_payable.Contains(word) || (word == _by && i == first - 1 && tense is Time.Direction.Open))
            return Time.Direction.Future;
        // "until Friday" points ahead whatever the tense, but "Until Friday they had hoped".
        if (_until.Contains(word))
            return i == 0 && tense == Time.Direction.Past ? tense : Time.Direction.Future;
        if (_through.Contains(word))
            return tense == Time.Direction.Past ? tense : Time.Direction.Future;
        if (word == _since)
            return Time.Direction.Past;
        // "as early as Tuesday"
        return word == _as && i > 1 && _soon.Contains(units[i - 1].Word) && units[i - 2].Word == _as ? Time.Direction.Future : tense;
    }

    /// <summary>Signal and interval of each expression of a sentence, in their order.</summary>
    public (TimeSignal Signal, DateRange Interval)[] Of(List<Unit> units, IReadOnlyList<Finding> findings)
    {
        var result = new (TimeSignal Signal, DateRange Interval)[findings.Count];
        for (var i = 0; i < findings.Count; i++)
        {
            if (i + 1 < findings.Count && Stretch(units, findings[i], findings[i + 1]) is { } stretch)
            {
                result[i] = result[i + 1] = (TimeSignal.Within, stretch);
                i++;
                continue;
            }
            var signal = Signal(units, findings[i]);
            result[i] = (signal, Interval(findings[i].Meaning.Range, signal));
        }
        return result;
    }

    private TimeSignal Signal(List<Unit> units, Finding finding)
    {
        var i = finding.First - 1;
        while (i >= 0 && _skipped.Contains(units[i].Word))
            i--;
        if (i < 0)
            return TimeSignal.Within;
        var word = units[i].Word;
        if (_words.TryGetValue(word, out var signal))
            return signal;
        var after = finding.End < units.Count ? units[finding.End].Word : Lexicon.Unknown;
        if (_starting.Contains(word))
            return word != _from || _onward.Contains(after) || finding.Meaning.Type == TimexType.Date ? TimeSignal.Since : TimeSignal.Within;
        if (word == _to && i > 0)
            return units[i - 1].Word == _prior ? TimeSignal.Before : units[i - 1].Word == _up ? TimeSignal.Until : TimeSignal.Within;
        if (word == _of && i > 0 && units[i - 1].Word == _ahead)
            return TimeSignal.Before;
        if (after == _or && finding.End + 1 < units.Count && units[finding.End + 1].Word == _later)
            return TimeSignal.Since;
        return TimeSignal.Within;
    }

    /// <summary>The days from one expression to the next when the words make a stretch of them.</summary>
    private DateRange? Stretch(List<Unit> units, Finding first, Finding second)
    {
        var (from, to) = (first.Meaning.Range, second.Meaning.Range);
        if (from.Start is null || to.End is null || from.Start > to.End)
            return null;
        var i = first.End;
        if (i >= second.First)
            return null;
        var link = units[i++].Word;
        while (i < second.First && (_fillers.Contains(units[i].Word) || units[i].Word == _dashes.First()))
            i++;
        if (i != second.First)
            return null;
        var before = first.First - 1;
        while (before >= 0 && (_fillers.Contains(units[before].Word) || _skipped.Contains(units[before].Word)))
            before--;
        var opener = before >= 0 ? units[before].Word : Lexicon.Unknown;
        var joins = _dashes.Contains(link) || (link == _and && (opener == _between || opener == _from));
        return joins ? new DateRange(from.Start, to.End, (Precision)Math.Max((int)from.Precision, (int)to.Precision)) : null;
    }

    private static DateRange Interval(DateRange range, TimeSignal signal)
    {
        if (range.Start is not { } start || range.End is not { } end)
            return signal is TimeSignal.Within ? range : default;
        return signal switch
        {
            TimeSignal.Since => new(start, null, range.Precision),
            TimeSignal.Until or TimeSignal.By => new(null, end, range.Precision),
            TimeSignal.Before => new(null, start.PlusDays(-1), range.Precision),
            TimeSignal.After => new(end.PlusDays(1), null, range.Precision),
            _ => range,
        };
    }

    private static Dictionary<int, TimeSignal> Words(Lexicon lexicon, Dictionary<string, TimeSignal> words) =>
        words.ToDictionary(w => lexicon.Intern(w.Key), w => w.Value);
}
