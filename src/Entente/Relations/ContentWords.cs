using System.Collections.Frozen;
using System.Text;

namespace Entente.Relations;

/// <summary>The words of a name that tell it from others: "practical civilian and military cooperation" → practical, civilian, military, cooperation.</summary>
internal static class ContentWords
{
    private static readonly FrozenSet<string> Filler =
        EmbeddedData.Yaml<FillerFile>("Relations/Data/en/filler.yaml").Filler.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The words of <paramref name="name"/>, lower case and in the singular, filler left out.</summary>
    public static FrozenSet<string> Of(string name)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var word = new StringBuilder();
        foreach (var c in name.Replace("co-op", "coop", StringComparison.OrdinalIgnoreCase) + ' ')
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
                continue;
            }
            if (word.Length > 0 && Singular(word.ToString()) is var found && !Filler.Contains(found))
                words.Add(found);
            word.Clear();
        }
        return words.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Whether two names can mean one thing: all the words of the shorter stand in the longer.</summary>
    public static bool Match(FrozenSet<string> a, FrozenSet<string> b) =>
        a.Count > 0 && b.Count > 0 && (a.Count <= b.Count ? a.IsSubsetOf(b) : b.IsSubsetOf(a));

    private static string Singular(string word) =>
        word.Length < 4 || !word.EndsWith('s') || word.EndsWith("ss", StringComparison.Ordinal) || word.EndsWith("us", StringComparison.Ordinal) || word.EndsWith("is", StringComparison.Ordinal) ? word
        : word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 ? word[..^3] + "y"
        : word[..^1];

    private sealed class FillerFile
    {
        public required List<string> Filler { get; set; }
    }
}
