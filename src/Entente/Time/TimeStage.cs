using Entente.Articles;

namespace Entente.Time;

/// <summary>Finds time expressions and resolves them against the day of publication. Thread-safe. Never reads a clock.</summary>
public sealed class TimeStage : IStage
{
    private readonly TimeRules _rules;

    private TimeStage(TimeRules rules) => _rules = rules;

    /// <inheritdoc/>
    public Layers Reads => Layers.Sentences;

    /// <inheritdoc/>
    public Layers Writes => Layers.Times;

    /// <summary>The stage for English with the built-in rules.</summary>
    /// <exception cref="InvalidDataException">A rule file is broken.</exception>
    public static TimeStage English() => new(TimeRules.English);

    /// <inheritdoc/>
    public AnnotatedArticle Apply(AnnotatedArticle article, CancellationToken cancellationToken = default)
    {
        var text = article.Article.Text;
        var found = new List<TimeExpression>();
        var published = article.Article.Published is { } day ? DateRange.Day(day) : DateRange.Unknown;
        var told = published;
        var end = 0;
        for (var s = 0; s < article.Sentences.Count; s++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sentence = article.Sentences[s];
            // A new paragraph is news again until it names a date of its own.
            if (text.AsSpan(end, Math.Max(0, sentence.Span.Start - end)).Contains('\n'))
                told = published;
            end = sentence.Span.End;
            var first = found.Count;
            for (var i = 0; i < sentence.Tokens.Count;)
            {
                if (_rules.Match(sentence.Tokens, i) is not { } match
                    || TimeValues.Of(match, new(article.Article.Published, told, IsFuture(sentence.Tokens, i))) is not { } value)
                {
                    i++;
                    continue;
                }
                var signal = Signal(sentence.Tokens, i);
                var span = new Span(sentence.Tokens[i].Span.Start, sentence.Tokens[match.End - 1].Span.End);
                found.Add(new TimeExpression
                {
                    Span = span,
                    Text = span.Of(text),
                    Type = value.Type,
                    Value = value.Value,
                    Mod = value.Mod,
                    Range = value.Range,
                    Signal = signal,
                    Interval = value.Type is TimexType.Date or TimexType.Time ? TimeValues.Interval(value.Range, signal) : DateRange.Unknown,
                    Sentence = s,
                    FirstToken = i,
                    EndToken = match.End,
                });
                if (!value.Range.IsUnknown)
                    told = value.Range;
                i = match.End;
            }
            JoinRanges(sentence.Tokens, found, first);
        }
        return article with { Times = found };
    }

    private TimeSignal Signal(IReadOnlyList<Token> tokens, int first)
    {
        for (var i = first - 1; i >= 0 && i >= first - 3; i--)
        {
            var word = tokens[i].Form;
            if (_rules.Is("since", word))
                return TimeSignal.Since;
            if (_rules.Is("until", word))
                return TimeSignal.Until;
            if (_rules.Is("before", word))
                return TimeSignal.Before;
            if (_rules.Is("after", word))
                return TimeSignal.After;
            if (_rules.Is("by", word))
                return TimeSignal.By;
            if (tokens[i].Upos is not (Upos.Det or Upos.Adj or Upos.Adv))
                break;
        }
        return TimeSignal.Within;
    }

    /// <summary>Whether the words that govern an expression point forward: "will meet on Friday", "until Saturday", "set to resume Monday".</summary>
    private bool IsFuture(IReadOnlyList<Token> tokens, int first)
    {
        if (first > 0 && (_rules.Is("until", tokens[first - 1].Form) || _rules.Is("by", tokens[first - 1].Form)) && !tokens.Any(t => t.Xpos == "VBD"))
            return true;
        var governor = tokens[first].Head;
        for (var steps = 0; governor >= 0 && steps < 6; governor = tokens[governor].Head, steps++)
        {
            for (var i = Math.Max(0, governor - 8); i < tokens.Count && i < governor + 4; i++)
                if (tokens[i].Head == governor && (tokens[i].Deprel is "aux" || tokens[i].Deprel == "mark") && _rules.Is("future_cue", tokens[i].Form))
                    return true;
            if (tokens[governor].Upos is Upos.Verb or Upos.Aux)
                return tokens[governor].Xpos != "VBD" && _rules.Is("future_cue", tokens[governor].Lemma);
        }
        return false;
    }

    /// <summary>"from May to July", "between 1992 and 1995", "2002-2008": each end tells the whole stretch.</summary>
    private void JoinRanges(IReadOnlyList<Token> tokens, List<TimeExpression> found, int first)
    {
        for (var i = first; i + 1 < found.Count; i++)
        {
            var (earlier, later) = (found[i], found[i + 1]);
            if (later.FirstToken - earlier.EndToken != 1 || !_rules.Is("to", tokens[earlier.EndToken].Form) || earlier.Range.Start is not { } start || later.Range.End is not { } end)
                continue;
            var joint = tokens[earlier.EndToken].Form is "-" or "–" || (earlier.FirstToken > 0 && _rules.Is("from", tokens[earlier.FirstToken - 1].Form));
            // "from May to July 2009": the year said last holds for both.
            if (joint && earlier.Value.Length == 7 && later.Value.Length == 7 && start.Year != end.Year && !earlier.Text.Any(char.IsDigit) && start.Month <= end.Month)
            {
                start = new(end.Year, start.Month, 1);
                earlier = earlier with { Value = $"{end.Year:0000}-{start.Month:00}", Range = TimeValues.MonthRange(end.Year, start.Month) };
            }
            if (!joint || end < start)
                continue;
            var whole = new DateRange(start, end, (Precision)Math.Max((int)earlier.Range.Precision, (int)later.Range.Precision));
            found[i] = earlier with { Interval = whole, Signal = TimeSignal.Within };
            found[i + 1] = later with { Interval = whole, Signal = TimeSignal.Within };
        }
    }
}
