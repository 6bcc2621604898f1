using Entente.Language;

namespace Entente.Trainer;

/// <summary>The words that get a vector of their own: rows in the table, how often the corpus has them, and their pretrained vectors.</summary>
internal sealed class Vocabulary
{
    /// <summary>Width of a pretrained vector.</summary>
    public const int VectorWidth = 100;

    private Vocabulary(Dictionary<string, int> rows, Dictionary<string, int> counts, Dictionary<string, int> vectorRows, Half[] vectors)
    {
        Rows = rows;
        Counts = new int[Size];
        Vectors = new float[Size * VectorWidth];
        foreach (var (word, row) in rows)
        {
            Counts[row] = counts.GetValueOrDefault(word);
            if (vectorRows.TryGetValue(word, out var source))
                for (var k = 0; k < VectorWidth; k++)
                    Vectors[row * VectorWidth + k] = (float)vectors[source * VectorWidth + k];
        }
    }

    /// <summary>Rows of the table by key; those below <see cref="WordFeatures.FirstWord"/> are no words.</summary>
    public Dictionary<string, int> Rows { get; }

    /// <summary>Rows of the table.</summary>
    public int Size => Rows.Count + WordFeatures.FirstWord;

    /// <summary>How often the corpus has the word of each row.</summary>
    public int[] Counts { get; }

    /// <summary>The pretrained vector of each row, zero where there is none.</summary>
    public float[] Vectors { get; }

    /// <summary>Words of a corpus (once with a pretrained vector, or twice), the most frequent first, then those that have a vector.</summary>
    /// <param name="forms">The words of the corpus.</param>
    /// <param name="vectorWords">Words with a pretrained vector, the most frequent first.</param>
    /// <param name="vectors">Their vectors, one after another.</param>
    /// <param name="most">Words outside the corpus that get a row.</param>
    public static Vocabulary Of(IEnumerable<string> forms, IReadOnlyList<string> vectorWords, Half[] vectors, int most)
    {
        var counts = Count(forms);
        var vectorRows = RowsOf(vectorWords);
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (word, count) in counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal))
            if (count >= 2 || vectorRows.ContainsKey(word))
                rows.Add(word, rows.Count + WordFeatures.FirstWord);
        foreach (var word in vectorWords.Take(most))
            rows.TryAdd(word, rows.Count + WordFeatures.FirstWord);
        return new Vocabulary(rows, counts, vectorRows, vectors);
    }

    /// <summary>The words that a network has, with their counts in another corpus.</summary>
    public static Vocabulary Of(IReadOnlyDictionary<string, int> rows, IEnumerable<string> forms, IReadOnlyList<string> vectorWords, Half[] vectors) =>
        new(new Dictionary<string, int>(rows, StringComparer.Ordinal), Count(forms), RowsOf(vectorWords), vectors);

    private static Dictionary<string, int> Count(IEnumerable<string> forms)
    {
        Span<char> key = stackalloc char[64];
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var form in forms)
        {
            var word = key[..WordFeatures.Key(form, key)].ToString();
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }
        return counts;
    }

    private static Dictionary<string, int> RowsOf(IReadOnlyList<string> words)
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < words.Count; i++)
            rows.TryAdd(words[i], i);
        return rows;
    }
}
