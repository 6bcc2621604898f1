using Entente.Articles;
using NodaTime;

namespace Entente.Time;

/// <summary>
/// Finds time expressions and dates them against the article's day of publication. Without one, whole dates still get their days, and the
/// rest get values with unknown parts (<c>XXXX-05</c>). Never looks at a clock. Thread-safe.
/// </summary>
public sealed class TimeStage : IStage
{
    private static readonly Lazy<TimeStage> SharedEnglish = new(() =>
    {
        var rules = RuleBook.Load("Time/Data/en");
        return new(rules, new(rules.Lexicon), new());
    });

    /// <summary>Clock times that may stand before the day they share.</summary>
    private const int MostClocks = 3;

    /// <summary>Units between a clock time and a day told beside it, at most: "at 10:35 a.m. on a crowded street Friday".</summary>
    private const int Beside = 8;

    private readonly RuleBook _rules;
    private readonly Signals _signals;
    private readonly TimeOptions _options;

    internal TimeStage(RuleBook rules, Signals signals, TimeOptions options)
    {
        (_rules, _signals, _options) = (rules, signals, options);
    }

    /// <inheritdoc/>
    public Layers Reads => Layers.Sentences;

    /// <inheritdoc/>
    public Layers Writes => Layers.Times;

    internal IReadOnlyList<Rule> Rules => _rules.Rules;

    /// <summary>The stage for English, built once.</summary>
    /// <exception cref="InvalidDataException">A built-in rule is broken.</exception>
    public static TimeStage English() => SharedEnglish.Value;

    /// <summary>The stage for English with options of one's own; the rules are shared.</summary>
    /// <exception cref="InvalidDataException">A built-in rule is broken.</exception>
    public static TimeStage English(TimeOptions options) => new(SharedEnglish.Value._rules, SharedEnglish.Value._signals, options);

    /// <inheritdoc/>
    public AnnotatedArticle Apply(AnnotatedArticle article, CancellationToken cancellationToken = default) =>
        article with { Times = [.. Find(article.Article, article.Sentences, cancellationToken).Select(f => f.Expression)] };

    /// <summary>Every expression with the rule that found it, in order.</summary>
    internal List<(TimeExpression Expression, Rule Rule)> Find(Article article, IReadOnlyList<Sentence> sentences, CancellationToken cancellationToken = default)
    {
        var found = new List<(TimeExpression, Rule)>();
        var units = new List<Unit>();
        // A day near the ends of the calendar is no day of publication, and its neighbours could not be told.
        var today = article.Published is { Year: >= 100 and <= 9800 } ? article.Published : null;
        Period? told = null;
        Period? quarter = null;
        var order = new Lazy<bool>(() => DayFirst.Of(article, _options.NumericDates), LazyThreadSafetyMode.None);
        for (var s = 0; s < sentences.Count; s++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sentence = sentences[s];
            if (s > 0 && IsParagraphBreak(article.Text, sentences[s - 1].Span.End, sentence.Span.Start))
                told = null;
            Unit.Cut(article.Text, sentence, _rules.Lexicon, units);
            var matches = Longest(units);
            if (matches.Count == 0)
                continue;
            var findings = new List<(Finding Finding, Rule Rule)>();
            for (var m = 0; m < matches.Count; m++)
            {
                var match = matches[m];
                if (match.Rule.Value is not { } value)
                    continue;
                var reference = new Reference(today, told, quarter, Direction(sentence, units, match, match.First), order);
                var (first, end) = (match.First, match.End);
                if (match.Rule.Rule.Joins)
                {
                    if (DayAfter(sentence, units, matches, m, reference) is { } ahead)
                    {
                        reference = reference with { Told = ahead.Day };
                        if (ahead.Touches)
                        {
                            end = matches[m + 1].End;
                            m++;
                        }
                    }
                    else if (findings.Count > 0 && findings[^1] is { Finding: { Meaning.Period: { Grain: Grain.Day, TimeOfDay: null } day } before, Rule.Joins: false }
                        && _signals.Join(units, before.End, first))
                    {
                        reference = reference with { Told = day };
                        first = before.First;
                        findings.RemoveAt(findings.Count - 1);
                    }
                }
                if (Algebra.Evaluate(value, match.Captures, reference) is not { } meaning)
                    continue;
                if ((match.Rule.Rule.Mod ?? Captured(match.Captures, "mod")) is { } mod)
                    meaning = meaning.Modified(mod);
                if (match.Rule is { Second: { } second, Rule.Second.From: var from } && Algebra.Evaluate(second, match.Captures, reference) is { } other)
                {
                    var at = match.Captures.First(c => c.Name == from).At;
                    findings.Add((new(first, at - 1, meaning), match.Rule.Rule));
                    findings.Add((new(at, end, other), match.Rule.Rule));
                    meaning = other;
                }
                else
                {
                    findings.Add((new(first, end, meaning), match.Rule.Rule));
                }
                if (meaning is { Anchors: true, Period: { } period })
                    told = period with { TimeOfDay = null };
                if (meaning.Period is { Grain: Grain.Quarter } named && !(quarter?.Start > named.Start) && !(named.Start > today))
                    quarter = named;
                if (s == 0 && today is { } published && Dateline(article.Text, units, match, meaning, published) is { } spoken)
                    today = spoken;
            }
            Write(article.Text, s, units, findings, found);
        }
        return found;
    }

    private void Write(string text, int sentence, List<Unit> units, List<(Finding Finding, Rule Rule)> findings, List<(TimeExpression, Rule)> found)
    {
        if (findings.Count == 0)
            return;
        var tied = _signals.Of(units, [.. findings.Select(f => f.Finding)]);
        for (var i = 0; i < tied.Length; i++)
        {
            var (finding, rule) = findings[i];
            var span = new Span(units[finding.First].Start, units[finding.End - 1].End);
            found.Add((new()
            {
                Span = span,
                Text = span.Of(text),
                Type = finding.Meaning.Type,
                Value = Written(finding.Meaning),
                OtherValue = finding.Meaning.Other,
                Mod = finding.Meaning.Mod,
                Range = finding.Meaning.Range,
                Signal = tied[i].Signal,
                Interval = tied[i].Interval,
                Sentence = sentence,
                FirstToken = units[finding.First].Token,
                EndToken = units[finding.End - 1].Token + 1,
            }, rule));
        }
    }

    private string Written(Meaning meaning) => (_options.Decades, meaning.Period?.Grain) switch
    {
        (DecadeStyle.Padded, Grain.Decade) => meaning.Value + "X",
        (DecadeStyle.Padded, Grain.Century) => meaning.Value + "XX",
        _ => meaning.Value,
    };

    /// <summary>The day that the next match of the sentence tells, when it is close, and whether only joining words stand between.</summary>
    private (Period Day, bool Touches)? DayAfter(Sentence sentence, List<Unit> units, List<RuleMatch> matches, int at, Reference reference)
    {
        for (var next = at + 1; next < matches.Count && next <= at + MostClocks && matches[next].First - matches[next - 1].End <= Beside; next++)
        {
            var match = matches[next];
            if (match.Rule.Rule.Joins)
                continue;
            if (match.Rule.Value is not { } value || match.Rule.Second is not null)
                return null;
            var touches = next == at + 1 && _signals.Join(units, matches[at].End, match.First);
            var meaning = Algebra.Evaluate(value, match.Captures, reference with { Direction = Direction(sentence, units, match, touches ? matches[at].First : match.First) });
            return meaning?.Period is { Grain: Grain.Day, TimeOfDay: null } day ? (day, touches) : null;
        }
        return null;
    }

    /// <summary>Matches that do not overlap, in order: the longer one wins, then the earlier.</summary>
    private List<RuleMatch> Longest(List<Unit> units)
    {
        var kept = new List<RuleMatch>();
        for (var i = 0; i < units.Count; i++)
        {
            if (_rules.Match(units, i) is not { } match)
                continue;
            while (kept.Count > 0 && kept[^1].End > match.First && kept[^1].End - kept[^1].First < match.End - match.First)
                kept.RemoveAt(kept.Count - 1);
            if (kept.Count == 0 || kept[^1].End <= match.First)
                kept.Add(match);
        }
        return kept;
    }

    private Direction Direction(Sentence sentence, List<Unit> units, RuleMatch match, int first) =>
        _signals.Direction(units, first, Tense.Of(sentence, units[match.First].Token, units[match.End - 1].Token));

    private static string? Captured(IReadOnlyList<Capture> captures, string name)
    {
        foreach (var kept in captures)
            if (kept.Name == name)
                return kept.Value.Symbol;
        return null;
    }

    private static bool IsParagraphBreak(string text, int from, int to)
    {
        var lines = 0;
        for (var i = from; i < to; i++)
            if (text[i] == '\n')
                lines++;
        return lines > 1;
    }

    /// <summary>
    /// The day of a dateline ("WARSAW, February 26 (Agency) —") that lies at most three days before publication: the text then speaks from that day.
    /// </summary>
    private static LocalDate? Dateline(string text, List<Unit> units, RuleMatch match, Meaning meaning, LocalDate published)
    {
        if (match.First > 12 || meaning.Period is not { Grain: Grain.Day } day || match.End >= units.Count)
            return null;
        var back = NodaTime.Period.DaysBetween(day.Start, published);
        if (back is < 0 or > 3)
            return null;
        for (var i = match.End; i < units.Count && i < match.End + 8; i++)
            if (text[units[i].Start] is '(' or '—' or '–' or '_' || (text[units[i].Start] == '-' && units[i].Length > 1))
                return day.Start;
        return null;
    }
}
