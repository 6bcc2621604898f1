using System.Globalization;

namespace Entente.Language;

/// <summary>A word's place in the text, and the number of words of the multiword token that starts with it (0 when none does).</summary>
internal readonly record struct Word(int Start, int End, int MultiwordLength);

/// <summary>Parts text into Universal Dependencies words as UD English EWT does. Time is linear in the text.</summary>
internal sealed class Tokenizer(WordLists words)
{
    /// <summary>Longer stretches without a break are cut.</summary>
    public const int LongestWord = 200;

    private static readonly string[] Domains = [".com", ".org", ".net", ".gov", ".edu", ".int", ".mil", ".info"];

    /// <summary>Adds the words of a stretch of text.</summary>
    public void Tokenize(string text, int start, int end, List<Word> output)
    {
        var openQuote = false;
        for (var i = start; i < end;)
        {
            if (IsSpace(text[i]))
            {
                i++;
                continue;
            }
            var to = i;
            while (to < end && to - i < 4096 && !IsSpace(text[to]))
                to++;
            Chunk(text, i, to, output, ref openQuote);
            i = to;
        }
    }

    /// <summary>White space, control characters and marks without width: they are never part of a word.</summary>
    public static bool IsSpace(char c) =>
        c <= ' ' || char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u200b' or '\u2060' or '\ufeff';

    /// <summary>Whether a character is an apostrophe or single quotation mark.</summary>
    public static bool IsApostrophe(char c) => c is '\'' or '’' or '‘' or '`';

    /// <summary>Whether a character is a hyphen within words.</summary>
    private static bool IsHyphen(char c) => c is '-' or '‐' or '‑';

    private void Chunk(string text, int start, int end, List<Word> output, ref bool openQuote)
    {
        if (AddressIn(text, start, end) is { } address)
        {
            if (address.Start > start)
                Chunk(text, start, address.Start, output, ref openQuote);
            for (var i = address.Start; i < address.End; i += LongestWord * 2)
                output.Add(new Word(i, Math.Min(address.End, i + LongestWord * 2), 0));
            Symbols(text, address.End, end, output, ref openQuote);
            return;
        }
        if (IsClitic(text, start, end))
        {
            output.Add(new Word(start, end, 0));
            return;
        }
        if (end - start <= 4 && words.Emoticons.Contains(text[start..end]))
        {
            output.Add(new Word(start, end, 0));
            return;
        }
        for (var i = start; i < end;)
        {
            var width = WordCharacter(text, i, end);
            if (width == 0 && IsApostrophe(text[i]) && i + 1 < end && char.IsAsciiDigit(text[i + 1]))
                width = 1; // '90s
            else if (width == 0 && (text[i] is '+' or '@' or '.') && i + 1 < end && i == start && (char.IsAsciiDigit(text[i + 1]) || text[i] == '@' && char.IsLetter(text[i + 1])))
                width = 1;
            if (width == 0)
            {
                i = Symbol(text, start, i, end, output, ref openQuote);
                continue;
            }
            var to = ScanWord(text, start, i, i + width, end);
            AddWord(text, i, to, output);
            i = to;
            // The genitive of a plural: an apostrophe after its ending that closes no quotation.
            if (i < end && IsApostrophe(text[i]) && !openQuote && words.PluralEndings.Contains(char.ToLowerInvariant(text[i - 1])) && (i + 1 == end || WordCharacter(text, i + 1, end) == 0 && !IsApostrophe(text[i + 1]))
                && char.IsLetter(text[i - 1]))
            {
                output[^1] = output[^1] with { MultiwordLength = 2 };
                output.Add(new Word(i, ++i, 0));
            }
        }
    }

    private void Symbols(string text, int start, int end, List<Word> output, ref bool openQuote)
    {
        for (var i = start; i < end;)
            i = Symbol(text, start, i, end, output, ref openQuote);
    }

    private int Symbol(string text, int start, int i, int end, List<Word> output, ref bool openQuote)
    {
        var c = text[i];
        var to = i + 1;
        if (c is '.' or '!' or '?')
            while (to < end && to - i < LongestWord && text[to] is '.' or '!' or '?' && (text[to] != '.' || c == '.' || text[i] == '.'))
                to++;
        else if (c is '-' or '*' or '=' or '_' or '~' or '#' or '>' or '<' or '…' or '$' or '+' or '|' || c is '\'' or '`' or '’' or '‘' && to < end && text[to] == c)
            while (to < end && to - i < LongestWord && text[to] == c)
                to++;
        else if (char.IsHighSurrogate(c) && to < end && char.IsLowSurrogate(text[to]))
            to++;
        else if (c == ':' || c == ';')
        {
            for (var n = Math.Min(4, end - i); n >= 2; n--)
                if (i + n == end && words.Emoticons.Contains(text.Substring(i, n)))
                    to = i + n;
        }
        while (to < end && char.GetUnicodeCategory(text[to]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            to++;
        if (IsApostrophe(c) && to == i + 1)
            openQuote = i == start || !char.IsLetterOrDigit(text[i - 1]) && to < end && char.IsLetterOrDigit(text[to]);
        output.Add(new Word(i, to, 0));
        return to;
    }

    /// <summary>Units of the letter, digit or mark at a place; 0 when it is none.</summary>
    private static int WordCharacter(string text, int i, int end)
    {
        var c = text[i];
        if (char.IsAsciiLetterOrDigit(c))
            return 1;
        if (c < 128)
            return c == '_' && i + 1 < end && text[i + 1] != '_' && (i == 0 || text[i - 1] != '_') && !IsSpace(text[i + 1]) ? 1 : 0;
        if (char.IsHighSurrogate(c) && i + 1 < end && char.IsLowSurrogate(text[i + 1]))
            return IsWordCategory(CharUnicodeInfo.GetUnicodeCategory(text, i)) ? 2 : 0;
        return IsWordCategory(char.GetUnicodeCategory(c)) || c is '\u00ad' or '\u200c' or '\u200d' ? 1 : 0;
    }

    private static bool IsWordCategory(UnicodeCategory category) => category <= UnicodeCategory.OtherNumber;

    private int ScanWord(string text, int chunk, int start, int i, int end)
    {
        var segment = start;
        while (i < end && i - start < LongestWord)
        {
            var width = WordCharacter(text, i, end);
            if (width > 0)
            {
                i += width;
                continue;
            }
            var c = text[i];
            var follows = i + 1 < end && WordCharacter(text, i + 1, end) > 0;
            if (c == '.' && !follows)
                return IsAbbreviation(text, start, i + 1, end) ? i + 1 : i;
            if (c == '$' && !follows || c == '$' && char.IsAsciiDigit(text[i + 1]))
                return i - start <= 3 && char.IsAsciiLetterUpper(text[i - 1]) ? i + 1 : i;
            if (!follows || !Joins(text, chunk, segment, i, end))
                return i;
            i++;
            segment = i;
        }
        return i;
    }

    /// <summary>Whether the sign between two word characters keeps them together.</summary>
    private bool Joins(string text, int chunk, int segment, int i, int end)
    {
        var c = text[i];
        char before = text[i - 1], after = text[i + 1];
        var digits = char.IsAsciiDigit(before) && char.IsAsciiDigit(after);
        switch (c)
        {
            case '.':
                if (digits)
                    return true;
                if (i - segment == 1)
                    return true;
                // Ph.D
                if (i - segment == 2 && char.IsUpper(text[segment]) && char.IsUpper(after) && (i + 2 == end || !char.IsLetter(text[i + 2])))
                    return true;
                return !(char.IsLower(before) && char.IsUpper(after)) && !char.IsDigit(before) || words.Abbreviations.Contains(Lower(text, segment, Math.Min(end, i + 3)));
            case ',' or ':':
                return digits;
            case '/':
                return digits && StrokeJoins(text, chunk, i, end) || i + 4 >= end && words.Joined.Contains(Lower(text, chunk, end));
            case '&':
                return char.IsLetter(before) && char.IsLetter(after) && (i - segment <= 3 || char.IsUpper(before));
            case '@':
                return true;
            case '\'' or '’' or '`':
                return char.IsLetterOrDigit(before) && char.IsLetter(after);
            default:
                return IsHyphen(c) && HyphenJoins(text, chunk, segment, i, end);
        }
    }

    /// <summary>Dates (1/2/2001) and a few words keep their strokes, fractions do not.</summary>
    private bool StrokeJoins(string text, int chunk, int i, int end)
    {
        int start = i, stop = i + 1, strokes = 0;
        while (start > chunk && i - start < 10 && (char.IsAsciiDigit(text[start - 1]) || text[start - 1] == '/'))
            strokes += text[--start] == '/' ? 1 : 0;
        while (stop < end && stop - i < 10 && (char.IsAsciiDigit(text[stop]) || text[stop] == '/'))
            strokes += text[stop++] == '/' ? 1 : 0;
        return strokes > 0 || words.Joined.Contains(text[start..stop]);
    }

    private bool HyphenJoins(string text, int chunk, int segment, int i, int end)
    {
        var next = i + 1;
        while (next < end && next - i < 20 && char.IsAsciiDigit(text[next]))
            next++;
        int left = i - segment, right = next - i - 1;
        if (right > 0 && AllDigits(text, segment, i))
        {
            // Telephone numbers and dates keep their hyphens; ranges do not.
            if (segment > chunk && IsHyphen(text[segment - 1]) || next + 1 < end && IsHyphen(text[next]) && char.IsAsciiDigit(text[next + 1]))
                return true;
            return left >= 3 && right == 4 && !(left == 4 && text[segment] is '1' or '2' && text[i + 1] is '1' or '2');
        }
        return char.IsLetter(text[i - 1]) && left <= 8 && words.Prefixes.Contains(Lower(text, segment, i))
            && (segment == chunk || !IsHyphen(text[segment - 1]));
    }

    private bool IsAbbreviation(string text, int start, int stop, int end)
    {
        var length = stop - start;
        if (length is < 2 or > 12)
            return false;
        var dots = 0;
        for (var i = start; i < stop; i++)
            if (text[i] == '.')
                dots++;
        // Initials and letters with stops: J., U.S., a.m., non-U.S.; not a lone small letter (but "p. 5"), a word of one letter or a figure.
        if (dots > 1 && text.AsSpan(start, length).LastIndexOfAny('-', '‑') is >= 0 and var hyphen)
        {
            start += hyphen + 1;
            length = stop - start;
        }
        if (dots * 2 == length)
        {
            for (var i = start; i < stop; i += 2)
                if (!char.IsLetter(text[i]))
                    return false;
            return dots > 1 || char.IsUpper(text[start]) && !words.LetterWords.Contains(char.ToLowerInvariant(text[start])) || words.BeforeNumbers.Contains(Lower(text, start, stop)) && DigitFollows(text, stop);
        }
        if (dots > 1 && AreShortParts(text.AsSpan(start, length)))
            return true;
        var lower = Lower(text, start, stop);
        if (words.BeforeMore.Contains(lower))
            return GoesOn(text, stop);
        if (!words.Titles.Contains(lower) && !words.Abbreviations.Contains(lower))
            return false;
        // "No." before a number, "Sat." before anything when written with a capital.
        var beforeNumber = words.BeforeNumbers.Contains(lower) && DigitFollows(text, stop);
        if (words.Capitalized.Contains(lower) && !char.IsUpper(text[start]))
            return beforeNumber;
        return !words.BeforeNumbers.Contains(lower) || beforeNumber || words.Capitalized.Contains(lower) && !words.OnlyBeforeNumbers.Contains(lower) && stop < end;
    }

    /// <summary>Whether each part up to a stop is a capital with at most one small letter: B.Sc.</summary>
    private static bool AreShortParts(ReadOnlySpan<char> word)
    {
        var part = 0;
        foreach (var c in word)
        {
            if (c == '.' ? part == 0 : part == 0 ? !char.IsUpper(c) : part > 1 || !char.IsLower(c))
                return false;
            part = c == '.' ? 0 : part + 1;
        }
        return true;
    }

    /// <summary>Whether the sentence goes on after a place: a small letter or a sign within sentences comes next.</summary>
    private static bool GoesOn(string text, int i)
    {
        for (var n = 0; i < text.Length && n < 4 && IsSpace(text[i]); n++)
            i++;
        return i < text.Length && (char.IsLower(text[i]) || text[i] is ',' or ';' or ':' or ')' or '(' or '.');
    }

    private static bool DigitFollows(string text, int i)
    {
        for (var n = 0; i < text.Length && n < 4 && IsSpace(text[i]); n++)
            i++;
        return i < text.Length && char.IsAsciiDigit(text[i]);
    }

    private void AddWord(string text, int start, int end, List<Word> output)
    {
        var first = output.Count;
        // A number and its unit are two words; they are no multiword token.
        if (char.IsAsciiDigit(text[start]) && !char.IsAsciiDigit(text[end - 1]))
        {
            var number = start + 1;
            while (number < end && (char.IsAsciiDigit(text[number]) || text[number] is '.' or ',' or ':' && number + 1 < end && char.IsAsciiDigit(text[number + 1])))
                number++;
            if (end - number <= 4 && words.Units.Contains(Lower(text, number, end)))
            {
                output.Add(new Word(start, number, 0));
                output.Add(new Word(number, end, 0));
                return;
            }
        }
        Split(text, start, end, output);
        if (output.Count - first > 1)
            output[first] = output[first] with { MultiwordLength = output.Count - first };
    }

    private void Split(string text, int start, int end, List<Word> output)
    {
        var cut = Cut(text, start, end);
        if (cut > start)
        {
            Split(text, start, cut, output);
            start = cut;
        }
        output.Add(new Word(start, end, 0));
    }

    /// <summary>Where the last word of a contraction begins; 0 when there is none.</summary>
    private int Cut(string text, int start, int end)
    {
        var length = end - start;
        if (length < 2 || !char.IsLetter(text[end - 1]) || length == 2 && char.IsUpper(text[end - 1]))
            return 0;
        foreach (var clitic in words.Clitics)
            if (length > clitic.Length && IsClitic(text, end - clitic.Length, end, clitic))
                return end - clitic.Length;
        for (var n = 2; n <= 3 && n < length; n++)
            if (IsApostrophe(text[end - n]))
                return 0;
        return length <= 7 && words.ContractionSplits.TryGetValue(Lower(text, start, end), out var split) ? start + split : 0;
    }

    /// <summary>Whether a chunk is a clitic that stands alone, as after a quotation mark: 's.</summary>
    private bool IsClitic(string text, int start, int end)
    {
        if (!IsApostrophe(text[start]))
            return false;
        foreach (var clitic in words.Clitics)
            if (clitic.Length == end - start && IsClitic(text, start, end, clitic))
                return true;
        return false;
    }

    private static bool IsClitic(string text, int start, int end, string clitic)
    {
        for (var i = start; i < end; i++)
            if (clitic[i - start] == '\'' ? !IsApostrophe(text[i]) : clitic[i - start] != char.ToLowerInvariant(text[i]))
                return false;
        return true;
    }

    /// <summary>A web or mail address within a chunk, without the signs around it.</summary>
    private Word? AddressIn(string text, int start, int end)
    {
        var chunk = text.AsSpan(start, end - start);
        if (chunk.Length < 5)
            return null;
        var at = chunk.IndexOf('@');
        var isAddress = chunk.Contains("://", StringComparison.Ordinal) || at > 0 && at < chunk.Length - 1 && chunk[at..].Contains('.')
            || chunk.Contains("www.", StringComparison.OrdinalIgnoreCase) || chunk.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);
        if (!isAddress)
        {
            if (!chunk.Contains('.'))
                return null;
            var found = false;
            foreach (var domain in Domains)
            {
                var place = chunk.IndexOf(domain, StringComparison.OrdinalIgnoreCase);
                found |= place > 0 && (place + domain.Length == chunk.Length || !char.IsLetterOrDigit(chunk[place + domain.Length]));
            }
            if (!found)
                return null;
        }
        var scheme = chunk.IndexOf("://", StringComparison.Ordinal);
        for (var i = scheme - 1; i > 0 && scheme > 0; i--)
            if (!char.IsLetterOrDigit(chunk[i]))
            {
                start += i + 1;
                break;
            }
        if (scheme < 0 && chunk.IndexOf('<') is var bracket and > 0)
            start += bracket;
        while (start < end && !char.IsLetterOrDigit(text[start]))
            start++;
        while (end > start && !char.IsLetterOrDigit(text[end - 1]) && text[end - 1] is not ('/' or '_'))
            end--;
        if (end - start > 3 && IsApostrophe(text[end - 2]) && IsClitic(text, end - 2, end))
            return null;
        return end > start ? new Word(start, end, 0) : null;
    }

    private static bool AllDigits(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
            if (!char.IsAsciiDigit(text[i]))
                return false;
        return end > start;
    }

    private static string Lower(string text, int start, int end) =>
        text.Substring(start, end - start).Replace('’', '\'').ToLowerInvariant();
}
