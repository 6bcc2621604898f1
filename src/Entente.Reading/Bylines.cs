using System.Text.RegularExpressions;

namespace Entente.Reading;

/// <summary>Tells bylines, names of outlets and bars of sections by their shape and a small lexicon.</summary>
internal static class Bylines
{
    private static readonly Lexicon Words = ReadingData.Yaml<Lexicon>("Data/en/bylines.yaml");
    private static readonly HashSet<string> Roles = [.. Words.Roles];
    private static readonly HashSet<string> Agencies = [.. Words.Agencies];
    private static readonly HashSet<string> Particles = [.. Words.Particles];
    private static readonly HashSet<string> NotNames = [.. Words.NotNames];
    private static readonly HashSet<string> Outlets = [.. Words.Outlets];
    private static readonly HashSet<string> Sections = [.. Words.Sections];

    private static readonly Regex Intro = new(
        $@"^(?:{string.Join('|', Words.Intro.OrderByDescending(w => w.Length).Select(Regex.Escape))})(?: ?: ?| )",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Separator = new(@" ?[|•·;] ?| [-–—/] |, ?| and | & | with ", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase);
    private static readonly Regex Bar = new(@" ?[|›»>•·/] ?", RegexOptions.NonBacktracking);

    /// <summary>What a byline says.</summary>
    /// <param name="Authors">The people it names, in order; none when an agency or a desk signs.</param>
    /// <param name="Day">The day that stands in it.</param>
    public sealed record Byline(IReadOnlyList<string> Authors, NodaTime.LocalDate? Day);

    /// <summary>Reads a line as a byline; null when it is something else.</summary>
    /// <param name="line">The line, white space collapsed.</param>
    /// <param name="besideDateOrTitle">Whether its place allows a bare name; otherwise it must begin with "By" or the like.</param>
    /// <param name="monthFirst">Whether 3/5/2024 is 5 March.</param>
    public static Byline? Read(string line, bool besideDateOrTitle, bool monthFirst = false)
    {
        if (line.Length > 160)
            return null;
        var intro = Intro.Match(line);
        if (!intro.Success && !besideDateOrTitle)
            return null;
        var rest = line[intro.Length..].Trim();
        NodaTime.LocalDate? day = null;
        foreach (var found in PublicationDates.Find(rest, monthFirst).Take(1).ToList())
        {
            if (!PublicationDates.IsBeside(rest[found.End..], out _))
                return null;
            day = found.Day;
            rest = WithoutTrailing(rest[..found.Start]);
        }
        var authors = new List<string>();
        var known = false;
        foreach (var part in Separator.Split(rest))
        {
            var name = part.Trim(' ', '.', ':', '(', ')');
            if (name.Length == 0)
                continue;
            if (Agencies.Contains(name.ToLowerInvariant()))
                known = true;
            else if (IsRole(name))
                known |= intro.Success;
            else if (IsName(name, intro.Success))
                authors.Add(Cased(name));
            else if (PublicationDates.IsBeside(name, out _) && authors.Count + (known ? 1 : 0) > 0)
                continue;
            else
                return null;
        }
        return authors.Count > 0 || known ? new Byline(authors, day) : null;
    }

    /// <summary>Whether the words look like a person's name: two to five, each begun with a capital or a particle.</summary>
    /// <param name="text">The words.</param>
    /// <param name="introduced">Whether "By" stood before them: then one word, or a word of a place or an office, does no harm.</param>
    public static bool IsName(string text, bool introduced = false)
    {
        var words = text.Split(' ');
        if (words.Length > 5 || words.Length < (introduced ? 1 : 2) || text.Length > 60)
            return false;
        var capitals = 0;
        foreach (var word in words)
        {
            var bare = word.Trim('.', '\'', '’');
            if (bare.Length == 0 || !bare.All(c => char.IsLetter(c) || c is '.' or '\'' or '’' or '-'))
                return false;
            if (char.IsUpper(bare[0]) || char.GetUnicodeCategory(bare[0]) == System.Globalization.UnicodeCategory.OtherLetter)
                capitals++;
            else if (!Particles.Contains(bare.ToLowerInvariant()) && !bare.StartsWith("al-", StringComparison.Ordinal))
                return false;
            if (!introduced && NotNames.Contains(bare.ToLowerInvariant()))
                return false;
        }
        return capitals >= (introduced ? 1 : 2);
    }

    /// <summary>Whether a short line before the headline is the name of the outlet.</summary>
    public static bool IsOutlet(string line)
    {
        var words = line.Split(' ');
        return words.Length <= 6 && words.All(w => char.IsUpper(w[0]) || w is "of" or "the" or "and" or "&") && words.Any(w => Outlets.Contains(w.ToLowerInvariant()));
    }

    /// <summary>Whether a line is a bar of sections: three or more short parts between strokes, or mostly names of sections.</summary>
    public static bool IsSectionBar(string line)
    {
        var parts = Bar.Split(line);
        if (parts.Length >= 3 && parts.All(p => p.Count(c => c == ' ') < 4) && PublicationDates.Find(line).FirstOrDefault() == default)
            return true;
        var words = line.ToLowerInvariant().Split(' ');
        return words.Length >= 3 && words.Count(Sections.Contains) * 4 >= words.Length * 3;
    }

    private static bool IsRole(string text) => text.Split(' ').All(w => Roles.Contains(w.ToLowerInvariant().Trim('.')));

    private static string WithoutTrailing(string text)
    {
        text = text.TrimEnd(' ', ',', '|', '-', '–', '—', '•', '·', ':', '/');
        while (text.LastIndexOf(' ') is var cut and > 0 && PublicationDates.IsBeside(text[cut..], out _))
            text = text[..cut].TrimEnd(' ', ',', '|', '-', '–', '—', '•', '·', ':', '/');
        return text;
    }

    /// <summary>A name that is written all in capitals, in the usual case.</summary>
    private static string Cased(string name)
    {
        if (name.Any(char.IsLower) || name.Count(char.IsLetter) < 4)
            return name;
        var chars = name.ToLowerInvariant().ToCharArray();
        for (var i = 0; i < chars.Length; i++)
            if (i == 0 || !char.IsLetter(chars[i - 1]))
                chars[i] = char.ToUpperInvariant(chars[i]);
        return new string(chars);
    }

    private sealed class Lexicon
    {
        public List<string> Intro { get; init; } = [];

        public List<string> Roles { get; init; } = [];

        public List<string> Agencies { get; init; } = [];

        public List<string> Particles { get; init; } = [];

        public List<string> NotNames { get; init; } = [];

        public List<string> Outlets { get; init; } = [];

        public List<string> Sections { get; init; } = [];
    }
}
