using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;

namespace Entente.Reading;

/// <summary>Finds days of publication in what pages and rows write: ISO, day and month in words of many languages, numbers with slashes.</summary>
/// <remarks>The day is the publisher's: a zone beside it is passed over, never applied.</remarks>
internal static class PublicationDates
{
    private static readonly Lexicon Words = ReadingData.Yaml<Lexicon>("Data/dates.yaml");
    private static readonly Dictionary<string, int> Months = MakeMonths();
    private static readonly HashSet<string> Beside = [.. Words.Beside.SelectMany(w => w)];
    private static readonly HashSet<string> Changed = [.. Words.Changed];
    private static readonly Regex Pattern = MakePattern();
    private static readonly Regex Stamp = new(@"^\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)\s*$|^\s*(?:[A-Za-z]{3}, ?)?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:GMT|[+-]\d{4})\s*$", RegexOptions.NonBacktracking);
    private static readonly Regex Letters = new(@"[\p{L}\p{M}]+", RegexOptions.NonBacktracking);
    private static readonly Regex ShortDay = new(@"^\s*(?<a>\d{1,2})[./](?<b>\d{1,2})[./](?<y>\d\d)(?:\s*[,|-]?\s*\d{1,2}[:.]\d\d(?: uhr| h)?)?\s*$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase);
    private static readonly Regex Numeric = new(@"\b(?<a>\d{1,2})[/.\-](?<b>\d{1,2})[/.\-](?<y>(?:1[89]|20)\d\d)\b", RegexOptions.NonBacktracking);
    private static readonly Regex WordBesideNumber = new(@"\b(?:(?<before>\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?)?(?<name>\p{L}+)\b\.?(?: (?<after>\d{1,2})\b)?", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>One day found in a text.</summary>
    /// <param name="Day">The day.</param>
    /// <param name="Start">First unit of its words.</param>
    /// <param name="End">First unit after them.</param>
    public readonly record struct Found(LocalDate Day, int Start, int End);

    /// <summary>The day that a date value of a row, an attribute or JSON-LD names, whatever its form; null when it names none.</summary>
    /// <param name="value">The value.</param>
    /// <param name="monthFirst">Whether 3/5/2024 is 5 March; a number over 12 decides by itself.</param>
    public static LocalDate? Parse(string? value, bool monthFirst = false)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > 200)
            return null;
        value = value.Trim();
        if (value.Length >= 8 && value.AsSpan(0, 8).IndexOfAnyExceptInRange('0', '9') < 0 && (value.Length == 8 || !char.IsAsciiDigit(value[8]) || value.Length == 14 && value.All(char.IsAsciiDigit)))
            return Day(Number(value.AsSpan(0, 4)), Number(value.AsSpan(4, 2)), Number(value.AsSpan(6, 2)));
        return Find(value, monthFirst).Select(f => (LocalDate?)f.Day).FirstOrDefault();
    }

    /// <summary>The moment that a stamp with a zone names; null for any other value.</summary>
    public static OffsetDateTime? Instant(string value) =>
        Stamp.IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var stamp)
            ? OffsetDateTime.FromDateTimeOffset(stamp)
            : null;

    /// <summary>Whether a text holds a day in numbers whose order is in doubt.</summary>
    public static bool IsInNumbers(string text) => Numeric.IsMatch(text);

    /// <summary>Whether the text writes the month first, told by its days in numbers of which one is over 12; null when none tells or they differ.</summary>
    public static bool? OrderIn(string text)
    {
        int monthFirst = 0, dayFirst = 0;
        foreach (Match match in Numeric.Matches(text))
        {
            var (first, second) = (Number(match.Groups["a"].ValueSpan), Number(match.Groups["b"].ValueSpan));
            monthFirst += first is >= 1 and <= 12 && second is > 12 and <= 31 ? 1 : 0;
            dayFirst += second is >= 1 and <= 12 && first is > 12 and <= 31 ? 1 : 0;
        }
        return monthFirst > 0 == dayFirst > 0 ? null : monthFirst > 0;
    }

    /// <summary>The days in numbers whose order is in doubt.</summary>
    public static IEnumerable<(int Year, int First, int Second)> InNumbers(string text) =>
        Numeric.Matches(text).Select(m => (Number(m.Groups["y"].ValueSpan), Number(m.Groups["a"].ValueSpan), Number(m.Groups["b"].ValueSpan)));

    /// <summary>The days that a text writes with the name of a month, with a year or without.</summary>
    public static IEnumerable<(int Month, int Day)> MonthDays(string text) =>
        WordBesideNumber.Matches(text)
            .Select(m => (Months.GetValueOrDefault(m.Groups["name"].Value.ToLowerInvariant()), Number((m.Groups["before"].Success ? m.Groups["before"] : m.Groups["after"]).ValueSpan)))
            .Where(d => d is { Item1: > 0, Item2: > 0 });

    /// <summary>The first day in a text that is not said to be of a later change, else the first.</summary>
    public static LocalDate? First(string text, bool monthFirst)
    {
        LocalDate? first = null;
        var from = 0;
        foreach (var found in Find(text, monthFirst))
        {
            if (!Letters.Matches(text[from..found.Start]).TakeLast(3).Any(w => Changed.Contains(w.Value.ToLowerInvariant())))
                return found.Day;
            first ??= found.Day;
            from = found.End;
        }
        return first;
    }

    /// <summary>The day of a text that holds only a day with a year of two digits, as 28.01.22.</summary>
    public static LocalDate? Short(string text, bool monthFirst)
    {
        if (ShortDay.Match(text) is not { Success: true } match)
            return null;
        var (first, second) = (Number(match.Groups["a"].ValueSpan), Number(match.Groups["b"].ValueSpan));
        return monthFirst && first <= 12 || second > 12 ? Day(2000 + Number(match.Groups["y"].ValueSpan), first, second) : Day(2000 + Number(match.Groups["y"].ValueSpan), second, first);
    }

    /// <summary>All days in a text, in order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="monthFirst">Whether 3/5/2024 is 5 March; a number over 12 decides by itself.</param>
    public static IEnumerable<Found> Find(string text, bool monthFirst = false)
    {
        var plain = WithAsciiDigits(text);
        for (var match = Pattern.Match(plain); match.Success; match = match.NextMatch())
        {
            var end = match.Index + match.Length;
            if (end < plain.Length && char.IsAsciiDigit(plain[end]) || match.Index > 0 && char.IsAsciiDigit(plain[match.Index - 1]))
                continue;
            if (DayOf(match, monthFirst) is { } day)
                yield return new Found(day, match.Index, end);
        }
    }

    /// <summary>The day of a line that says nothing else: date, weekday, time of day, labels such as "Published". Null for any other line.</summary>
    public static LocalDate? OfLine(string line, bool monthFirst, out bool isChange)
    {
        isChange = false;
        if (line.Length > 160)
            return null;
        LocalDate? first = null, firstUnchanged = null;
        var from = 0;
        foreach (var found in Find(line, monthFirst).ToList())
        {
            if (!IsBeside(line[from..found.Start], out var changed))
                return null;
            first ??= found.Day;
            if (!changed)
                firstUnchanged ??= found.Day;
            from = found.End;
        }
        if (first is null || !IsBeside(line[from..], out _))
            return null;
        isChange = firstUnchanged is null;
        return firstUnchanged ?? first;
    }

    /// <summary>Whether the words only go with a date: a weekday, a time of day, a label.</summary>
    public static bool IsBeside(string text, out bool changed)
    {
        changed = false;
        var plain = WithAsciiDigits(text);
        for (var i = 0; i < plain.Length;)
        {
            var start = i;
            if (char.IsLetter(plain[i]))
            {
                while (i < plain.Length && (char.IsLetter(plain[i]) || char.IsLetter(plain[Math.Min(i + 1, plain.Length - 1)]) && plain[i] is '.' or '\'' or '-'))
                    i++;
                var word = plain[start..i].ToLowerInvariant();
                if (!Beside.Contains(word))
                    return false;
                changed |= Changed.Contains(word);
            }
            else if (char.IsAsciiDigit(plain[i]))
            {
                while (i < plain.Length && (char.IsAsciiDigit(plain[i]) || plain[i] is ':' or '.'))
                    i++;
                if (i - start > 12 || i - start > 2 && !plain.AsSpan(start, i - start).ContainsAny(':', '.') && i - start != 4)
                    return false;
            }
            else
            {
                if (!char.IsWhiteSpace(plain[i]) && !"|,.:;-–—•·/()[]+@\u200e\u200f".Contains(plain[i]))
                    return false;
                i++;
            }
        }
        return true;
    }

    /// <summary>The day, when there is such a day.</summary>
    public static LocalDate? Day(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;

    private static LocalDate? DayOf(Match match, bool monthFirst)
    {
        var year = Number(match.Groups["y"].ValueSpan);
        var day = Number(match.Groups["d"].ValueSpan);
        if (match.Groups["name"] is { Success: true } name)
            return Day(year, Months[name.Value.ToLowerInvariant()], day);
        if (match.Groups["a"] is { Success: true } a)
        {
            var (first, second) = (Number(a.ValueSpan), Number(match.Groups["b"].ValueSpan));
            return monthFirst && first <= 12 || second > 12 ? Day(year, first, second) : Day(year, second, first);
        }
        return Day(year, Number(match.Groups["m"].ValueSpan), day);
    }

    private static int Number(ReadOnlySpan<char> digits) => int.TryParse(digits, out var number) ? number : 0;

    /// <summary>The same text, the digits of other scripts as 0 to 9.</summary>
    private static string WithAsciiDigits(string text)
    {
        if (!text.Any(c => c > '9' && char.IsDigit(c)))
            return text;
        var plain = new StringBuilder(text);
        for (var i = 0; i < plain.Length; i++)
            if (plain[i] > '9' && char.IsDigit(plain[i]))
                plain[i] = (char)('0' + (int)char.GetNumericValue(plain[i]));
        return plain.ToString();
    }

    private static Dictionary<string, int> MakeMonths()
    {
        var months = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Words.Months.Count; i++)
            foreach (var name in Words.Months[i])
                if (!months.TryAdd(name.ToLowerInvariant(), i + 1) && months[name.ToLowerInvariant()] != i + 1)
                    throw new InvalidDataException($"Data/dates.yaml: '{name}' names two months.");
        return months;
    }

    private static Regex MakePattern()
    {
        var names = "(?<name>" + string.Join('|', Months.Keys.OrderByDescending(n => n.Length).ThenBy(n => n, StringComparer.Ordinal).Select(Regex.Escape)) + ")";
        const string Year = @"(?<y>1[89]\d\d|20\d\d)";
        const string Day = @"(?<d>\d{1,2})";
        return new Regex(
            $@"{Year}[-/.](?<m>\d{{1,2}})[-/.]{Day}"
            + $@"|{Year}\s*[年년]\s*(?<m>\d{{1,2}})\s*[月월]\s*{Day}\s*[日일]?"
            + $@"|{Day}(?:st|nd|rd|th|\.|º|er|-?(?:го|e|a))?[\s\-/.,]*(?:of |de |d')?{names}(?: ?/ ?\p{{L}}+)?\.?[\s\-/,.]*(?:of |de |del )?{Year}"
            + $@"|{names}\.?[\s\-/]*{Day}(?:st|nd|rd|th)?\.?[\s\-/,]+{Year}"
            + $@"|(?<a>\d{{1,2}})[/.\-](?<b>\d{{1,2}})[/.\-]{Year}",
            RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    private sealed class Lexicon
    {
        public List<List<string>> Months { get; init; } = [];

        public List<List<string>> Beside { get; init; } = [];

        public List<string> Changed { get; init; } = [];
    }
}
