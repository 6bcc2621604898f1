using System.Buffers;
using System.Text.RegularExpressions;

namespace Entente.Reading;

/// <summary>The names that pages give their parts, as <c>Data/html.yaml</c> lists them.</summary>
internal static class HtmlWords
{
    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private static readonly Lexicon Words = ReadingData.Yaml<Lexicon>("Data/html.yaml");

    /// <summary>An id or class of an element that asks for consent.</summary>
    public static SearchValues<string> Consent { get; } = SearchValues.Create([.. Words.Consent], StringComparison.OrdinalIgnoreCase);

    /// <summary>A class of an element that is not the article's text.</summary>
    public static NameTest Furniture { get; } = Word(Words.Furniture);

    /// <summary>A class of an element that shows a day.</summary>
    public static SearchValues<string> Dates { get; } = SearchValues.Create([.. Words.Dates], StringComparison.OrdinalIgnoreCase);

    /// <summary>A class of an element that is about other things than the article.</summary>
    public static NameTest Elsewhere { get; } = Word(Words.Elsewhere);

    /// <summary>A class of an element that names the author.</summary>
    public static NameTest Bylines { get; } = Word(Words.Bylines);

    /// <summary>A class by which pages mark the article's text: one of the names between spaces.</summary>
    public static NameTest Bodies { get; } = new(new Regex($@"(?:^|\s)(?:{Any(Words.Bodies)})(?:$|\s)", Safe));

    /// <summary>Names of meta tags by what they tell.</summary>
    public static MetaNames Meta => Words.Meta;

    /// <summary>Values that say not all may read the text.</summary>
    public static IReadOnlySet<string> PaidTiers { get; } = Words.PaidTiers.ToHashSet(StringComparer.Ordinal);

    /// <summary>What stands in place of an article.</summary>
    public static IReadOnlyList<Wall> Walls => Words.Walls;

    /// <summary>ISO codes of the countries that write the month first.</summary>
    public static IReadOnlySet<string> MonthFirstCountries { get; } = Words.MonthFirstCountries.ToHashSet(StringComparer.Ordinal);

    private static string Any(IEnumerable<string> words) => string.Join('|', words.OrderByDescending(w => w.Length).Select(Regex.Escape));

    /// <summary>The words between hyphens and underscores; the hyphens within a word may be any of them.</summary>
    private static NameTest Word(IEnumerable<string> words) =>
        new(new Regex($@"(?:^|[\s_-])(?:{string.Join('|', words.OrderByDescending(w => w.Length).Select(w => Regex.Escape(w).Replace("-", "[_-]{0,2}")))})(?:$|[\s_-])", Safe));

    /// <summary>Lists of names of meta tags, in the order of trust.</summary>
    internal sealed class MetaNames
    {
        public List<string> Published { get; init; } = [];

        public List<string> Modified { get; init; } = [];

        public List<string> Author { get; init; } = [];

        public List<string> Section { get; init; } = [];

        public List<string> Outlet { get; init; } = [];

        public List<string> Locale { get; init; } = [];
    }

    /// <summary>Words of pages of one kind that stand in place of an article.</summary>
    internal sealed class Wall
    {
        public string Kind { get; init; } = "";

        public List<string> Phrases { get; init; } = [];
    }

    private sealed class Lexicon
    {
        public List<string> Consent { get; init; } = [];

        public List<string> Furniture { get; init; } = [];

        public List<string> Bodies { get; init; } = [];

        public List<string> Dates { get; init; } = [];

        public List<string> Elsewhere { get; init; } = [];

        public List<string> Bylines { get; init; } = [];

        public MetaNames Meta { get; init; } = new();

        public List<string> PaidTiers { get; init; } = [];

        public List<Wall> Walls { get; init; } = [];

        public List<string> MonthFirstCountries { get; init; } = [];
    }
}
