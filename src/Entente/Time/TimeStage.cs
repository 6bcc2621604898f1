using Entente.Articles;
using NodaTime;

namespace Entente.Time;

/// <summary>
/// Finds time expressions and dates them against the article's day of publication. Without one, whole dates still get their days, and the
/// rest get values with unknown parts (<c>XXXX-05</c>). Never looks at a clock. Thread-safe.
/// </summary>
public sealed class TimeStage : IStage
{
    private static readonly Lazy<TimeStage> SharedEnglish = new(() => new(RuleBook.Load("Time/Data/en")));

    private readonly RuleBook _rules;
    private readonly Signals _signals;

    internal TimeStage(RuleBook rules)
    {
        _rules = rules;
        _signals = new(rules.Lexicon);
    }

    /// <inheritdoc/>
    public Layers Reads => Layers.Sentences;

    /// <inheritdoc/>
    public Layers Writes => Layers.Times;

    internal IReadOnlyList<Rule> Rules => _rules.Rules;

    /// <summary>The stage for English, built once.</summary>
    /// <exception cref="InvalidDataException">A built-in rule is broken.</exception>
    public static TimeStage English() => SharedEnglish.Value;

    /// <inheritdoc/>
    public AnnotatedArticle Apply(AnnotatedArticle article, CancellationToken cancellationToken = default) =>
        article with { Times = [.. Find(article.Article, article.Sentences, cancellationToken).Select(f => f.Expression)] };

    /// <summary>Every expression with the rule that found it, in order.</summary>
    internal List<(TimeExpression Expression, Rule Rule)> Find(Article article, IReadOnlyList<Sentence> sentences, CancellationToken cancellationToken = default)
    {
        var found = new List<(TimeExpression, Rule)>();
        var units = new List<Unit>();
        var today = article.Published;
        Period? told = null;
        Period? quarter = null;
        for (var s = 0; s < sentences.Count; s++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sentence = sentences[s];
            if (s > 0 && IsParagraphBreak(article.Text, sentences[s - 1].Span.End, sentence.Span.Start))
                told = null;
            Unit.Cut(article.Text, sentence, _rules.Lexicon, units);
            var findings = new List<(Finding Finding, Rule Rule)>();
            foreach (var match in Longest(units))
            {
                if (match.Rule.Value is not { } value)
                    continue;
                var reference = new Reference(today, told, quarter, Direction(sentence, units, match));
                if (Algebra.Evaluate(value, match.Captures, reference) is not { } meaning)
                    continue;
                if ((match.Rule.Rule.Mod ?? Captured(match.Captures, "mod")) is { } mod)
                    meaning = meaning.Modified(mod);
                var end = match.End;
                if (match.Rule is { Second: { } second, Rule.Second.From: var from } && Algebra.Evaluate(second, match.Captures, reference) is { } other)
                {
                    var at = match.Captures.First(c => c.Name == from).At;
                    findings.Add((new(match.First, at - 1, meaning), match.Rule.Rule));
                    findings.Add((new(at, end, other), match.Rule.Rule));
                    meaning = other;
                }
                else
                {
                    findings.Add((new(match.First, end, meaning), match.Rule.Rule));
                }
                if (meaning is { Anchors: true, Period: { } period })
                    told = period with { TimeOfDay = null };
                if (meaning.Period is { Grain: Grain.Quarter } named && !(quarter?.Start > named.Start) && !(named.Start > today))
                    quarter = named;
                if (s == 0 && today is { } published && Dateline(article.Text, units, match, meaning, published) is { } day)
                    today = day;
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
                Value = finding.Meaning.Value,
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

    private Direction Direction(Sentence sentence, List<Unit> units, RuleMatch match) =>
        match.First > 0 && _signals.LooksAhead(units[match.First - 1].Word) ? Time.Direction.Future : Tense.Of(sentence, units[match.First].Token, units[match.End - 1].Token);

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
