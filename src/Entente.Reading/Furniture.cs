using System.Text.RegularExpressions;

namespace Entente.Reading;

/// <summary>Where a furniture line may stand.</summary>
internal enum FurniturePlace
{
    /// <summary>Anywhere on the page.</summary>
    Anywhere,

    /// <summary>Only before the first and after the last paragraph of prose.</summary>
    Edges,

    /// <summary>Only among the last paragraphs.</summary>
    End,
}

/// <summary>Tells the lines of a page that are not part of the article.</summary>
internal static class Furniture
{
    private const int LongestLine = 400;

    /// <summary>The rules, as the data holds them.</summary>
    public static IReadOnlyList<Rule> Rules { get; } = [.. ReadingData.Files("furniture.yaml").SelectMany(f => ReadingData.Yaml<RuleFile>(f).Rules), .. Wires.Rules];

    private static readonly IReadOnlyList<(Rule Rule, Regex Pattern)> Patterns =
        [.. Rules.AsParallel().AsOrdered().Select(r => (r, new Regex($"^(?:{r.Pattern})$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)))];

    /// <summary>The first rule that the whole line matches; null for a line of the article.</summary>
    /// <param name="line">One line, white space collapsed.</param>
    /// <param name="atEdge">Whether it stands before the first or after the last paragraph of prose.</param>
    /// <param name="atEnd">Whether it is among the last paragraphs.</param>
    public static Rule? Match(string line, bool atEdge, bool atEnd = false)
    {
        if (line.Length > LongestLine)
            return null;
        foreach (var (rule, pattern) in Patterns)
            if ((rule.Where == FurniturePlace.Anywhere || rule.Where == FurniturePlace.Edges && atEdge || rule.Where == FurniturePlace.End && atEnd) && pattern.IsMatch(line))
                return rule;
        return null;
    }

    /// <summary>Whether one rule matches the whole line, wherever it stands.</summary>
    public static bool Matches(Rule rule, string line) => Patterns.First(p => p.Rule == rule).Pattern.IsMatch(line);

    /// <summary>One rule.</summary>
    internal sealed class Rule
    {
        public string Id { get; init; } = "";

        public string Reason { get; init; } = "";

        public FurniturePlace Where { get; init; }

        public string Pattern { get; init; } = "";

        public List<string> Examples { get; init; } = [];

        public List<string> Not { get; init; } = [];
    }

    private sealed class RuleFile
    {
        public List<Rule> Rules { get; init; } = [];
    }
}
