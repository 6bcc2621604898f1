using System.Globalization;

namespace Entente.Language;

/// <summary>
/// Dictionary forms by rules on word ends: the longest end (or the whole word) that the table knows for the tag says how many letters go and which come.
/// </summary>
internal sealed class Lemmatizer
{
    /// <summary>Longest end that a rule looks at.</summary>
    public const int LongestEnd = 6;

    /// <summary>Before the end of a whole word.</summary>
    public const char WordStart = '^';

    private readonly Dictionary<string, Dictionary<string, Rule>.AlternateLookup<ReadOnlySpan<char>>> _rules = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _pastForms;

    private Lemmatizer(IEnumerable<(string Tag, string End, Rule Rule)> rules, WordLists words)
    {
        _pastForms = words.PastForms.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var tag in rules.GroupBy(r => r.Tag, StringComparer.Ordinal))
            _rules[tag.Key] = tag.ToDictionary(r => r.End, r => r.Rule, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Letters to take from the end and letters to put there; whether capitals stay.</summary>
    internal readonly record struct Rule(int Strip, string Add, bool KeepsCase)
    {
        /// <summary>Applies the rule.</summary>
        public string Apply(string form)
        {
            var stem = form.Length >= Strip ? form[..^Strip] : "";
            return KeepsCase || IsInflectedAcronym(form) ? stem + Add : (stem + Add).ToLowerInvariant();
        }
    }

    /// <summary>Capitals with an ending in small letters: NGOs. All capitals may be a headline's.</summary>
    private static bool IsInflectedAcronym(string form) =>
        form.Length > 2 && char.IsUpper(form[0]) && char.IsUpper(form[1]) && char.IsLower(form[^1]);

    /// <summary>Reads the table: tag, end, letters to strip, letters to add, <c>k</c> when capitals stay, parted by tabulators.</summary>
    /// <exception cref="InvalidDataException">A line has another form.</exception>
    public static Lemmatizer Load(TextReader reader, WordLists words)
    {
        var rules = new List<(string, string, Rule)>();
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split('\t');
            if (columns.Length != 5)
                throw new InvalidDataException($"The lemma table has a line of another form: {line}");
            rules.Add((columns[0], columns[1], new Rule(int.Parse(columns[2], CultureInfo.InvariantCulture), columns[3], columns[4] == "k")));
        }
        return new Lemmatizer(rules, words);
    }

    /// <summary>The dictionary form of a word with a Penn Treebank tag.</summary>
    public string Lemma(string form, string xpos)
    {
        if (!_rules.TryGetValue(xpos, out var rules) || form.Length > 60)
            return form;
        Span<char> key = stackalloc char[form.Length + 1];
        key[0] = WordStart;
        for (var i = 0; i < form.Length; i++)
            key[i + 1] = form[i] is '’' or '‘' or '`' && form.Length > 1 ? '\'' : char.ToLowerInvariant(form[i]);
        if (xpos is "VBD" or "VBN" && _pastForms.TryGetValue(key[1..], out var verb))
            return verb;
        if (rules.TryGetValue(key, out var rule))
            return rule.Apply(form);
        for (var n = Math.Min(LongestEnd, form.Length); n >= 0; n--)
            if (rules.TryGetValue(key[(key.Length - n)..], out rule))
                return rule.Apply(form);
        return form;
    }
}
