using System.Buffers;
using System.Runtime.InteropServices;

namespace Entente.Language;

/// <summary>
/// Parts the words of a text into sentences. A blank line is always a break. Where a stop, an abbreviation or the layout of lines tells whether a sentence ends,
/// rules decide; elsewhere (greetings, headings, items in a row, careless writers) a trained model does. Time is linear in the text.
/// </summary>
internal sealed class SentenceSplitter(WordLists words, Tokenizer tokenizer, SentenceSplitter.Decision endsSentence)
{
    /// <summary>Longer sentences are cut.</summary>
    public const int LongestSentence = 250;

    /// <summary>Where no line is longer, lines are verses or items, not wrapped prose.</summary>
    private const int ShortLine = 45;

    /// <summary>The splitter as trained for English.</summary>
    public SentenceSplitter(WordLists words, Tokenizer tokenizer)
        : this(words, tokenizer, (features, _) => BreakModel.English.Score(features) > BreakModel.Threshold)
    {
    }

    /// <summary>Decides whether a sentence ends at a place that the rules leave open.</summary>
    /// <param name="features">The features of the place, as <see cref="BreakModel"/> makes them.</param>
    /// <param name="end">Where the word before the place ends in the text.</param>
    public delegate bool Decision(ReadOnlySpan<int> features, int end);

    /// <summary>The sentences of a text: its words in order, and the number of words of each sentence.</summary>
    public (List<Word> Words, List<int> Lengths) Split(string text)
    {
        var output = new List<Word>((text.Length / 5) + 4);
        var lengths = new List<int>((text.Length / 100) + 4);
        var isCareless = IsCareless(text);
        for (var start = 0; start < text.Length;)
        {
            var end = ParagraphEnd(text, start, out var next);
            var first = output.Count;
            tokenizer.Tokenize(text, start, end, output);
            SplitParagraph(text, start, end, CollectionsMarshal.AsSpan(output)[first..], isCareless, lengths);
            start = next;
        }
        return (output, lengths);
    }

    /// <summary>Whether a small letter follows many of a text's stops.</summary>
    private static bool IsCareless(ReadOnlySpan<char> text)
    {
        int small = 0, stops = 0;
        while (text.IndexOf(' ') is >= 0 and var space && space + 1 < text.Length)
        {
            if (space > 0 && text[space - 1] is '.' or '!' or '?')
            {
                stops++;
                small += char.IsLower(text[space + 1]) ? 1 : 0;
            }
            text = text[(space + 1)..];
        }
        return small * 4 > stops;
    }

    /// <summary>The end of the paragraph that starts at a place: a blank line, or the end of the text.</summary>
    private static int ParagraphEnd(string text, int start, out int next)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (!IsLineEnd(text[i]))
                continue;
            var lines = 0;
            next = i;
            while (next < text.Length && Tokenizer.IsSpace(text[next]))
            {
                if (text[next] == '\n' || text[next] is '\u2028' or '\u0085' || text[next] == '\r' && (next + 1 == text.Length || text[next + 1] != '\n'))
                    lines++;
                if (text[next] is '\u2029' or '\f')
                    lines += 2;
                next++;
            }
            if (lines > 1)
                return i;
            i = next - 1;
        }
        next = text.Length;
        return text.Length;
    }

    private void SplitParagraph(string text, int start, int end, ReadOnlySpan<Word> paragraph, bool isCareless, List<int> lengths)
    {
        var looks = ArrayPool<BreakModel.Look>.Shared.Rent(paragraph.Length);
        for (var i = 0; i < paragraph.Length; i++)
            looks[i] = BreakModel.LookAt(text.AsSpan(paragraph[i].Start, paragraph[i].End - paragraph[i].Start));
        var place = new Place(text, start, LongestLine(text, start, end), isCareless, paragraph, looks.AsSpan(0, paragraph.Length));
        while (place.MoveNext())
        {
            if (place.Last + 1 - place.First >= LongestSentence)
                place.GoBackTo(BestCut(place));
            else if (!place.IsAtEnd && !IsBreak(place))
                continue;
            lengths.Add(place.Last + 1 - place.First);
            place.StartSentence();
        }
        ArrayPool<BreakModel.Look>.Shared.Return(looks);
    }

    /// <summary>Where a sentence that is too long is cut: in its second half after a line, else after a sign that parts clauses, else at its end.</summary>
    private static int BestCut(in Place place)
    {
        var sign = place.Last;
        for (var i = place.Last - 1; i > place.First + LongestSentence / 2; i--)
        {
            if (EndsLine(place.Text, place.Words[i].End, place.Words[i + 1].Start))
                return i;
            if (sign == place.Last && place.Text[place.Words[i].Start] is ';' or ',')
                sign = i;
        }
        return sign;
    }

    private bool IsBreak(in Place place)
    {
        var text = place.Text;
        var (first, i) = (place.First, place.Last);
        var (word, next) = (place.Words[i], place.Words[i + 1]);
        if (next.Start == word.End)
        {
            // Without a space only where a stop was glued to the next sentence: "…there.The".
            return IsStop(text, word) && i > first && char.IsLower(text[word.Start - 1]) && char.IsUpper(text[next.Start]) && next.End - next.Start > 1 && char.IsLower(text[next.Start + 1])
                && !(next.End < text.Length && text[next.End] == '.');
        }
        var last = i;
        while (last > first && IsCloser(text, place.Words[last]) && place.Words[last - 1].End == place.Words[last].Start)
            last--;
        var end = place.Words[last];
        var isLineEnd = EndsLine(text, word.End, next.Start);
        if (IsStop(text, end))
        {
            // "1. First": a number at the start is a list's.
            if (last == first + 1 && text[end.Start] == '.' && IsShortNumber(text, place.Words[first]))
                return false;
            // Dots that stand apart mark what was left out.
            var isOmission = (text[end.Start] == '…' || end.End - end.Start > 1 && text[end.Start] == '.') && last > first && place.Words[last - 1].End < end.Start;
            return !isOmission && (BeginsSentence(text, place.Words[(i + 1)..]) || isLineEnd && !char.IsLower(text[next.Start]))
                || last > first && Decide(place);
        }
        if (text[end.End - 1] == '.' && end.End - end.Start > 1 && char.IsLetter(text[end.Start]))
            return IsBreakAfterAbbreviation(text, place.Words[(i + 1)..], end, isLineEnd && IsMeantLine(place));
        if (!isLineEnd)
            return MayBreak(place) && Decide(place);
        return IsMeantLine(place) && (text[word.Start] != ',' || Decide(place));
    }

    /// <summary>Whether the line end at a place is meant as a break: the next word had still fitted into the line, and looks like the beginning of one.</summary>
    private static bool IsMeantLine(in Place place)
    {
        var text = place.Text;
        var i = place.Last;
        var (word, next) = (place.Words[i], place.Words[i + 1]);
        var c = text[next.Start];
        // A small letter begins a line only as the mark of an item: "o Trade", "b) Trade".
        if (char.IsLower(c) && !(next.End - next.Start == 1 && i + 2 < place.Words.Length && (char.IsUpper(text[place.Words[i + 2].Start]) || text[place.Words[i + 2].Start] == ')')))
            return false;
        var isHyphenated = IsDash(text[word.Start]) && i > place.First && place.Words[i - 1].End == word.Start;
        return !isHyphenated && (char.IsLetterOrDigit(c) || IsOpener(c) || IsDash(c))
            && (place.LongestLine < ShortLine || LineLength(text, place.Start, word.End) + 1 + next.End - next.Start <= place.LongestLine);
    }

    /// <summary>Whether it is worth asking if a sentence ends where there is no stop.</summary>
    private static bool MayBreak(in Place place)
    {
        var text = place.Text;
        var i = place.Last + 1;
        var (before, next) = (place.Words[i - 1], place.Words[i]);
        // Prose goes on; a label ("Q:", "Geneva:") belongs to what it introduces; signs in a row are one line across the page; "May 5." is no item of a list.
        return !(place.Looks[i - 1].IsSmall && place.Looks[i].IsSmall)
            && text[before.Start] is not (':' or ';')
            && !(char.IsPunctuation(text[next.Start]) && !IsOpener(text[next.Start]) && !IsDash(text[next.Start]))
            && !(text[before.Start] == text[next.Start] && !char.IsLetterOrDigit(text[next.Start]))
            && !(char.IsAsciiDigit(text[next.Start]) && i + 1 < place.Words.Length && place.Words[i + 1].Start == next.End && text[next.End] == '.');
    }

    private bool Decide(in Place place)
    {
        Span<int> features = stackalloc int[BreakModel.MostFeatures];
        var count = BreakModel.Features(place.Looks, new BreakModel.Place(place.First, place.Last, place.SmallWords, place.ToStop, place.IsBracketOpen, place.IsCareless), features);
        return endsSentence(features[..count], place.Words[place.Last].End);
    }

    private bool IsBreakAfterAbbreviation(string text, ReadOnlySpan<Word> following, Word abbreviation, bool isMeantLine)
    {
        var lower = text[abbreviation.Start..abbreviation.End].ToLowerInvariant();
        if (words.Titles.Contains(lower))
            return false;
        if (isMeantLine)
            return true;
        if (lower.Length == 2)
            return false;
        if (IsOpener(text[following[0].Start]) && following.Length > 1 && char.IsUpper(text[following[1].Start]))
            following = following[1..];
        if (!char.IsUpper(text[following[0].Start]))
            return false;
        // "the U.S. Under-Secretary"
        if (following.Length > 1 && following[1].Start == following[0].End && IsDash(text[following[1].Start]))
            return false;
        // "…in the U.S. And we…" goes on with a clause, "the U.S. And Canada" does not.
        return IsIn(words.Starters, text, following[0])
            || IsIn(words.Joiners, text, following[0]) && following.Length > 1 && IsIn(words.ClauseStarters, text, following[1]);
    }

    private static bool IsIn(HashSet<string> list, string text, Word word) =>
        word.End - word.Start <= 14 && list.Contains(text[word.Start..word.End].ToLowerInvariant());

    /// <summary>Whether a sentence may begin with these words: a capital, a figure, or an opening sign before one.</summary>
    private static bool BeginsSentence(string text, ReadOnlySpan<Word> following)
    {
        for (var i = 0; i < Math.Min(3, following.Length); i++)
        {
            var c = text[following[i].Start];
            if (char.IsUpper(c) || char.IsDigit(c) || char.IsLetter(c) && !char.IsLower(c) || c is '$' or '£' or '€' or '*' or '•' or '#' || char.IsSurrogate(c))
                return true;
            if (!IsOpener(c) && !IsDash(c))
                return c == '…' && i > 0;
        }
        return false;
    }

    private static bool IsDash(char c) => c is '-' or '–' or '—';

    private static bool IsOpener(char c) => c is '"' or '“' or '‘' or '\'' or '(' or '[' or '«' or '„' or '`' or '<' or '•' or '*';

    private static bool IsStop(string text, Word word) => text[word.Start] is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '।';

    private static bool IsCloser(string text, Word word) =>
        word.End - word.Start <= 2 && text[word.Start] is '"' or '”' or '’' or '\'' or ')' or ']' or '»' or '}';

    private static bool IsShortNumber(string text, Word word)
    {
        if (word.End - word.Start > 2)
            return false;
        for (var i = word.Start; i < word.End; i++)
            if (!char.IsAsciiDigit(text[i]))
                return false;
        return true;
    }

    private static bool IsLineEnd(char c) => c is '\n' or '\r' or '\u2028' or '\u2029' or '\u0085' or '\f';

    private static bool EndsLine(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
            if (IsLineEnd(text[i]))
                return true;
        return false;
    }

    private static int LineLength(string text, int paragraph, int end)
    {
        var start = end;
        while (start > paragraph && end - start < 400 && !IsLineEnd(text[start - 1]))
            start--;
        return end - start;
    }

    private static int LongestLine(string text, int start, int end)
    {
        int longest = 0, line = 0;
        for (var i = start; i < end; i++)
        {
            line = IsLineEnd(text[i]) ? 0 : line + 1;
            longest = Math.Max(longest, line);
        }
        return longest;
    }

    /// <summary>Goes through the words of a paragraph and keeps count of the sentence so far.</summary>
    private ref struct Place(string text, int start, int longestLine, bool isCareless, ReadOnlySpan<Word> words, ReadOnlySpan<BreakModel.Look> looks)
    {
        private int _nextStop;
        private int _open;

        public string Text { get; } = text;

        /// <summary>Where the paragraph starts.</summary>
        public int Start { get; } = start;

        public int LongestLine { get; } = longestLine;

        public bool IsCareless { get; } = isCareless;

        public ReadOnlySpan<Word> Words { get; } = words;

        public ReadOnlySpan<BreakModel.Look> Looks { get; } = looks;

        /// <summary>First word of the sentence so far.</summary>
        public int First { get; private set; }

        /// <summary>Word before the place.</summary>
        public int Last { get; private set; } = -1;

        public int SmallWords { get; private set; }

        public readonly bool IsBracketOpen => _open > 0;

        public readonly bool IsAtEnd => Last + 1 == Words.Length;

        /// <summary>Words from the place to the next stop; 0 when none comes.</summary>
        public readonly int ToStop => _nextStop < Words.Length ? _nextStop - Last : 0;

        public bool MoveNext()
        {
            if (++Last >= Words.Length)
                return false;
            SmallWords += Looks[Last].IsSmall ? 1 : 0;
            _open += Text[Words[Last].Start] switch { '(' or '[' or '<' => 1, ')' or ']' or '>' => -1, _ => 0 };
            if (_nextStop <= Last)
                for (_nextStop = Last + 1; _nextStop < Words.Length && !IsStop(Text, Words[_nextStop]);)
                    _nextStop++;
            return true;
        }

        /// <summary>Goes back to a word of the sentence.</summary>
        public void GoBackTo(int last)
        {
            for (var i = Last; i > last; i--)
                if (IsStop(Text, Words[i]))
                    _nextStop = i;
            Last = last;
        }

        public void StartSentence()
        {
            First = Last + 1;
            SmallWords = 0;
            _open = 0;
        }
    }
}
