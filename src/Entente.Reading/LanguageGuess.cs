using System.Text.RegularExpressions;

namespace Entente.Reading;

/// <summary>Guesses the language of a text by its script and its commonest words; used only where the source names none.</summary>
internal static class LanguageGuess
{
    private const int Looked = 4000;
    private const int FewestHits = 2;
    private static readonly Regex Word = new(@"[\p{L}\p{M}]+", RegexOptions.NonBacktracking);
    private static readonly Dictionary<string, List<string>> Languages = MakeLanguages();

    /// <summary>The ISO 639-1 code; null when the text does not tell.</summary>
    public static string? Of(string text)
    {
        text = text[..Math.Min(text.Length, Looked)];
        switch (Scripts.Dominant(text))
        {
            case Script.Kana:
                return "ja";
            case Script.Han:
                return Scripts.Count(text)[(int)Script.Kana] * 10 >= Scripts.Count(text)[(int)Script.Han] ? "ja" : "zh";
            case Script.Hangul:
                return "ko";
            case Script.Greek:
                return "el";
            case Script.Hebrew:
                return "he";
            case Script.None:
                return null;
        }
        var hits = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var words = 0;
        foreach (Match match in Word.Matches(text.ToLowerInvariant()))
        {
            words++;
            if (Languages.TryGetValue(match.Value, out var languages))
                foreach (var language in languages)
                    hits[language] = hits.GetValueOrDefault(language) + 1;
        }
        var ranked = hits.OrderByDescending(h => h.Value).Take(2).ToList();
        return ranked.Count > 0 && ranked[0].Value >= FewestHits && ranked[0].Value * 12 >= words && (ranked.Count == 1 || ranked[0].Value > ranked[1].Value)
            ? ranked[0].Key
            : null;
    }

    /// <summary>The two-letter code of a tag such as <c>en-GB</c>; null for what is no tag.</summary>
    public static string? OfTag(string? tag)
    {
        var code = tag?.Trim().Split('-', '_')[0].ToLowerInvariant();
        return code is { Length: 2 or 3 } && code.All(char.IsAsciiLetterLower) ? code : null;
    }

    private static Dictionary<string, List<string>> MakeLanguages()
    {
        var languages = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (language, words) in ReadingData.Yaml<Dictionary<string, string>>("Data/languages.yaml"))
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct())
            {
                if (!languages.TryGetValue(word, out var list))
                    languages[word] = list = [];
                list.Add(language);
            }
        return languages;
    }
}
