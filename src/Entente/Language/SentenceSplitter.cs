namespace Entente.Language;

/// <summary>Parts the words of a text into sentences. A blank line is always a break, other line ends only when they read like one.</summary>
internal sealed class SentenceSplitter(EnglishWords words, Tokenizer tokenizer)
{
    /// <summary>Longer sentences are cut.</summary>
    public const int LongestSentence = 250;

    /// <summary>Where no line is longer, lines are verses or items, not wrapped prose.</summary>
    private const int ShortLine = 45;

    /// <summary>The sentences of a text: its words in order, and the number of words of each sentence.</summary>
    public (List<Word> Words, List<int> Lengths) Split(string text)
    {
        var output = new List<Word>(text.Length / 5 + 4);
        var lengths = new List<int>();
        for (var start = 0; start < text.Length;)
        {
            var end = ParagraphEnd(text, start, out var next);
            var first = output.Count;
            tokenizer.Tokenize(text, start, end, output);
            SplitParagraph(text, start, end, output, first, lengths);
            start = next;
        }
        return (output, lengths);
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

    private static bool IsLineEnd(char c) => c is '\n' or '\r' or '\u2028' or '\u2029' or '\u0085' or '\f';

    private void SplitParagraph(string text, int start, int end, List<Word> output, int first, List<int> lengths)
    {
        var longestLine = LongestLine(text, start, end);
        var from = first;
        for (var i = first; i < output.Count; i++)
        {
            var atEnd = i + 1 == output.Count;
            if (!atEnd && i - from + 1 < LongestSentence && !IsBreak(text, output, from, i, start, longestLine))
                continue;
            lengths.Add(i + 1 - from);
            from = i + 1;
        }
    }

    private bool IsBreak(string text, List<Word> output, int from, int i, int paragraph, int longestLine)
    {
        var word = output[i];
        var next = output[i + 1];
        if (next.Start == word.End)
        {
            // Without a space only where a stop was glued to the next sentence: "…there.The".
            return IsStop(text, word) && i > from && char.IsUpper(text[next.Start]) && char.IsLower(text[word.Start - 1]) && next.End - next.Start > 1;
        }
        var last = i;
        while (last > from && IsCloser(text, output[last]) && output[last - 1].End == output[last].Start)
            last--;
        if (IsStop(text, output[last]))
        {
            if (last == from && i == last)
                return BeginsSentence(text, output, i + 1);
            // "1. First": a number at the start is a list's.
            if (last == from + 1 && text[output[last].Start] == '.' && IsShortNumber(text, output[from]))
                return false;
            if (!BeginsSentence(text, output, i + 1))
                return EndsLine(text, word.End, next.Start) && text[output[last].Start] != '…' && !char.IsLower(text[next.Start]);
            return true;
        }
        if (text[output[last].End - 1] == '.' && output[last].End - output[last].Start > 1 && char.IsLetter(text[output[last].Start]))
            return IsBreakAfterAbbreviation(text, output, last, i);
        // A line end is meant as a break when the next word had still fitted into the line.
        return EndsLine(text, word.End, next.Start) && !char.IsLower(text[next.Start]) && text[word.End - 1] is not (',' or ';' or '-' or '–' or '—')
            && char.IsLetterOrDigit(text[next.Start]) | IsOpener(text[next.Start])
            && (longestLine < ShortLine || LineLength(text, paragraph, word.End) + 1 + (next.End - next.Start) <= longestLine);
    }

    private bool IsBreakAfterAbbreviation(string text, List<Word> output, int last, int i)
    {
        var lower = text[output[last].Start..output[last].End].ToLowerInvariant();
        if (words.Titles.Contains(lower) || lower.Length == 2)
            return false;
        var next = output[i + 1];
        if (i > last)
            return BeginsSentence(text, output, i + 1);
        if (!char.IsUpper(text[next.Start]))
            return IsOpener(text[next.Start]) && i + 2 < output.Count && char.IsUpper(text[output[i + 2].Start]) && IsStarter(text, output[i + 2]);
        return IsStarter(text, next);
    }

    private bool IsStarter(string text, Word word) =>
        word.End - word.Start <= 14 && words.Starters.Contains(text[word.Start..word.End].ToLowerInvariant());

    /// <summary>Whether a sentence may begin with a word: a capital, a figure, or an opening sign before one.</summary>
    private static bool BeginsSentence(string text, List<Word> output, int i)
    {
        for (var n = 0; n < 3 && i < output.Count; n++, i++)
        {
            var c = text[output[i].Start];
            if (char.IsUpper(c) || char.IsDigit(c) || char.IsLetter(c) && !char.IsLower(c) || c is '$' or '£' or '€' or '*' or '•' or '#')
                return true;
            if (char.IsSurrogate(c))
                return true;
            if (!IsOpener(c) && c is not ('-' or '–' or '—'))
                return false;
        }
        return false;
    }

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
}
