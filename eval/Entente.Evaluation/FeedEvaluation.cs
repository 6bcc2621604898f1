using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Entente.Reading;
using NodaTime;

namespace Entente.Evaluation;

/// <summary>
/// Feeds against the expectations of feedparser's test suite, which stand in a comment of each file as conditions of Python. Counted is each condition
/// <c>entries[0]['FIELD'] == 'VALUE'</c> of the fields below in a well-formed file; a file may have several. Not counted: conditions on other fields or entries, files whose
/// answer hangs on HTTP headers. Values without a word (a picture, an empty element), for which no text is right, are counted apart.
/// </summary>
/// <remarks>Titles and content are compared by their words, tags taken out: the suite expects cleaned HTML where we give text in paragraphs. Of several texts of an entry the fullest is
/// ours, so that a summary or description beside content is compared with nothing.</remarks>
internal sealed class FeedEvaluation(TextWriter detail)
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private static readonly Regex Expect = new(@"Expect:\s*(?<e>[^\n]*)", Linear);
    private static readonly Regex Condition = new(@"entries\[0\](?:\['(?<f>\w+)'\]|\.(?<f>\w+))(?:\[0\])?(?:\['(?<s>\w+)'\]|\.(?<s>\w+))? == (?<v>\((?:\d+, )+\d+\)|u?'(?:[^'\\]|\\.)*'(?: ?\+ ?u?'(?:[^'\\]|\\.)*')*|u?""(?:[^""\\]|\\.)*""(?: ?\+ ?u?""(?:[^""\\]|\\.)*"")*)", Linear);
    private static readonly Regex Quoted = new(@"'(?<t>(?:[^'\\]|\\.)*)'|""(?<t>(?:[^""\\]|\\.)*)""", Linear);
    private static readonly Regex Tags = new(@"<!--[^>]*-->|</?[a-zA-Z][^<>]*>", Linear);
    private static readonly Regex Texts = new(@"<(?:\w+:)?(?:content|encoded|body|fullitem|description|summary|tagline|abstract)\b", Linear | RegexOptions.IgnoreCase);
    private static readonly Regex Words = new(@"[\p{L}\p{M}\p{N}]+", Linear);

    private readonly SortedDictionary<string, (int Right, int All)> _kinds = new(StringComparer.Ordinal);

    /// <summary>Ill-formed and oddly encoded files, and those that gave an exception.</summary>
    public (int Read, int Refused, int Crashed) Damaged { get; private set; }

    /// <summary>Right and all conditions, by kind.</summary>
    public IReadOnlyDictionary<string, (int Right, int All)> Kinds => _kinds;

    public void Run(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "wellformed"), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            Compare(path);
        foreach (var part in new[] { "illformed", "encoding", "entities", "json" })
            foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, part), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                Try(path);
    }

    private void Try(string path)
    {
        try
        {
            var results = ArticleReader.Read([path], ReadingOptions.Default).ToList();
            Damaged = results.Any(r => r.IsArticle) ? Damaged with { Read = Damaged.Read + 1 } : Damaged with { Refused = Damaged.Refused + 1 };
            if (!results.Any(r => r.IsArticle))
                detail.WriteLine($"refused\t{path}\t{results.FirstOrDefault()?.Problem?.Reason}");
        }
        catch (Exception e)
        {
            Damaged = Damaged with { Crashed = Damaged.Crashed + 1 };
            detail.WriteLine($"crashed\t{path}\t{e.Message}");
        }
    }

    private void Compare(string path)
    {
        var head = Encoding.UTF8.GetString(File.ReadAllBytes(path));
        head = head[..Math.Max(0, head.IndexOf("-->", StringComparison.Ordinal))];
        if (head.Contains("Header:", StringComparison.Ordinal) || head.Contains("http://127.0.0.1:", StringComparison.Ordinal) || Expect.Match(head) is not { Success: true } expect)
            return;
        var conditions = Condition.Matches(expect.Groups["e"].Value).Select(m => (Field: m.Groups["f"].Value, Part: m.Groups["s"].Value, Value: m.Groups["v"].Value)).ToList();
        if (conditions.Count == 0)
            return;
        var results = Results(path, conditions.Any(c => c.Field.EndsWith("_parsed", StringComparison.Ordinal)));
        var article = results.FirstOrDefault(r => r.IsArticle)?.Article;
        var address = article?.Url ?? ArticleReader.Addresses([path], ReadingOptions.Default).FirstOrDefault(a => a.Address is not null).Address?.Url;
        var texts = Texts.Count(File.ReadAllText(path)[head.Length..]);
        foreach (var (field, part, value) in conditions)
        {
            var kind = (field, part) switch
            {
                ("title", "") or ("title_detail", "value") => "title",
                ("link", "") or ("links", "href") => "link",
                ("published_parsed" or "updated_parsed" or "created_parsed", "") => "date",
                ("content", "value") => "content",
                ("description" or "summary", "") or ("summary_detail", "value") when texts == 1 => "content",
                _ => null,
            };
            if (kind is null)
                continue;
            var text = value[0] == '(' ? value : string.Concat(Quoted.Matches(value).Select(m => Unescaped(m.Groups["t"].Value)));
            // Entries without text have their title for it.
            if (kind is "title" or "content" && WordsOf(text).Length == 0)
                kind += " without words";
            var ours = kind switch
            {
                "title" or "title without words" => article?.Title,
                "content without words" when article?.Text == article?.Title => null,
                "link" => address,
                "date" => $"{(field[0] == 'u' ? article?.ModifiedAt ?? article?.PublishedAt : article?.PublishedAt)} {(field[0] == 'u' ? article?.Modified ?? article?.Published : article?.Published)}",
                _ => article?.Text,
            };
            var isRight = kind switch
            {
                "link" => ours == text,
                "date" => IsSame(text, (field[0] == 'u' ? article?.ModifiedAt ?? article?.PublishedAt : article?.PublishedAt), field[0] == 'u' ? article?.Modified ?? article?.Published : article?.Published),
                // A plain text may speak of tags.
                _ => WordsIn(ours ?? "") is var words && (words == WordsOf(text) || words == WordsIn(text)),
            };
            var (right, all) = _kinds.GetValueOrDefault(kind);
            _kinds[kind] = (right + (isRight ? 1 : 0), all + 1);
            if (!isRight)
                detail.WriteLine($"{kind}\t{path}\t{text}\t{ours}");
        }
    }

    /// <summary>The results of a file; entries that hold a date and nothing else, which are no articles, are given a title first.</summary>
    private static List<ReadResult> Results(string path, bool isOfDates)
    {
        var results = ArticleReader.Read([path], ReadingOptions.Default).ToList();
        if (!isOfDates || results.Any(r => r.IsArticle))
            return results;
        var named = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".xml");
        try
        {
            File.WriteAllText(named, Regex.Replace(File.ReadAllText(path), "</(?:item|entry)>", m => "<title>Named</title>" + m.Value, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase));
            return [.. ArticleReader.Read([named], ReadingOptions.Default)];
        }
        finally
        {
            File.Delete(named);
        }
    }

    /// <summary>Whether a moment is that of Python's tuple, or where the feed gives no zone, the day.</summary>
    private static bool IsSame(string tuple, OffsetDateTime? at, LocalDate? day)
    {
        var parts = tuple.Trim('(', ')').Split(", ").Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        var expected = new LocalDateTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
        return at is { } moment ? moment.ToInstant() == expected.InUtc().ToInstant() : day == expected.Date;
    }

    private static string WordsOf(string html) => WordsIn(WebUtility.HtmlDecode(Tags.Replace(html, " ")));

    private static string WordsIn(string text) => string.Join(' ', Words.Matches(text).Select(m => m.Value.ToLowerInvariant()));

    private static string Unescaped(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
                continue;
            }
            var digits = text[++i] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0 && i + digits < text.Length && int.TryParse(text.AsSpan(i + 1, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append(code is >= 0xD800 and <= 0xDFFF ? "\uFFFD" : char.ConvertFromUtf32(code));
                i += digits;
            }
            else
                plain.Append(text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var c => c });
        }
        return plain.ToString();
    }
}
