using System.Text.RegularExpressions;

namespace Entente.Reading;

/// <summary>Tells whose text a wire copy is: the agency that its dateline, its credit or its byline names.</summary>
internal static class Wires
{
    private const int LongestDateline = 160;
    private static readonly Lexicon Words = ReadingData.Yaml<Lexicon>("Data/en/wires.yaml");
    private static readonly Dictionary<string, string> Agencies = Words.Agencies.SelectMany(a => a.Forms.Select(f => (f, a.Name))).ToDictionary(p => p.f, p => p.Name, StringComparer.OrdinalIgnoreCase);
    private static readonly string Forms = string.Join('|', Agencies.Keys.OrderByDescending(f => f.Length).ThenBy(f => f, StringComparer.Ordinal).Select(Regex.Escape));

    /// <summary>MOSCOW, Aug 6 (Reuters) - · (AP) — · KYIV. KAZINFORM — is none · BEIJING, Aug. 6 (Xinhua) --.</summary>
    private static readonly Regex Dateline = new(
        $@"^(?:[\p{{L}}\p{{M}}][\p{{L}}\p{{M}}\p{{Nd}} .,'’/-]{{0,80}})?\((?<a>{Forms})\)\s*(?:[-–—:]|$|\p{{Lu}})|^(?<a>{Forms})\s*[-–—]\s|^[\p{{Lu}} .'’-]{{3,40}},? \p{{L}}+\.? \d{{1,2}}(?:, \d{{4}})? [-–—/]{{1,2}} ?(?<a>{Forms})[ /]",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A credit that stands as the last line: (Reuters) · Source: AFP · © Associated Press.</summary>
    private static readonly Regex Credit = new(
        $@"^(?:[-–—(\[]\s*)?(?:source|sources|credit|via|with (?:files|input|inputs|reporting) from|©|copyright|by)?\s*[:©]?\s*(?:the )?(?<a>{Forms})\s*[)\]]?\.?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Lines of a wire that are not part of the text.</summary>
    public static IReadOnlyList<Furniture.Rule> Rules => Words.Rules;

    /// <summary>The agency; null when the text names none.</summary>
    /// <param name="text">The article's text, in paragraphs.</param>
    /// <param name="authors">The names of its byline.</param>
    /// <param name="outlet">The outlet that printed it.</param>
    public static string? OriginOf(string text, IReadOnlyList<string> authors, string? outlet)
    {
        if (Dateline.Match(text[..Math.Min(text.Length, LongestDateline)]) is { Success: true } dateline)
            return Agencies[dateline.Groups["a"].Value];
        var last = text[(text.TrimEnd().LastIndexOf('\n') + 1)..].Trim();
        if (last.Length < 80 && Credit.Match(last) is { Success: true } credit)
            return Agencies[credit.Groups["a"].Value];
        foreach (var author in authors)
            if (Agencies.TryGetValue(author, out var agency))
                return agency;
        return outlet is not null && Agencies.TryGetValue(outlet, out var own) ? own : null;
    }

    /// <summary>The agency that a byline or a credit names in so many words; null for any other text.</summary>
    public static string? OriginOfLine(string line) =>
        line.Length < 80 && Credit.Match(line) is { Success: true } credit ? Agencies[credit.Groups["a"].Value] : null;

    private sealed class Lexicon
    {
        public List<Agency> Agencies { get; init; } = [];

        public List<Furniture.Rule> Rules { get; init; } = [];
    }

    private sealed class Agency
    {
        public string Name { get; init; } = "";

        public List<string> Forms { get; init; } = [];
    }
}
