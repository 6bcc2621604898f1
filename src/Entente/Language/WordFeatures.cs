namespace Entente.Language;

/// <summary>How the words of a sentence are seen: the key of each word in the vector table, and rows in the tables of hashed parts.</summary>
internal static class WordFeatures
{
    /// <summary>Rows of each table of parts: prefix of 3, suffixes of 2, 3 and 4, shape.</summary>
    public static readonly int[] TableRows = [4096, 1024, 4096, 8192, 1024];

    /// <summary>Number of tables.</summary>
    public static int Tables => TableRows.Length;

    /// <summary>Features of a word: its row in the table of words, then one in each table of parts.</summary>
    public static int Group => 1 + Tables;

    /// <summary>Row of words that are not in the table of words.</summary>
    public const int Unknown = 0;

    /// <summary>Row of the root above the sentence.</summary>
    public const int Root = 1;

    /// <summary>Row of the first word of the list.</summary>
    public const int FirstWord = 2;

    private const int LongestKey = 40;

    /// <summary>How a sentence is cased: in headlines capitals say nothing about names.</summary>
    public enum Casing
    {
        /// <summary>Mixed, as prose is.</summary>
        Prose,

        /// <summary>All words in capitals.</summary>
        Capitals,

        /// <summary>Most words with a capital, as in a title.</summary>
        Title,
    }

    /// <summary>The casing of a sentence of these words.</summary>
    public static Casing CasingOf(IReadOnlyList<string> words)
    {
        int lettered = 0, capitals = 0, longer = 0, titled = 0;
        foreach (var word in words)
        {
            if (word.Length < 2 || !char.IsLetter(word[0]))
                continue;
            lettered++;
            var upper = char.IsUpper(word[0]);
            if (upper && IsAllUpper(word))
                capitals++;
            if (word.Length < 4)
                continue;
            longer++;
            if (upper)
                titled++;
        }
        if (lettered >= 3 && capitals * 10 >= lettered * 7)
            return Casing.Capitals;
        return longer >= 4 && titled * 10 >= longer * 8 ? Casing.Title : Casing.Prose;
    }

    /// <summary>Writes the key of a word (lower case, digits as 0, straight quotes and hyphens) and gives its length.</summary>
    public static int Key(string word, Span<char> key)
    {
        var n = Math.Min(word.Length, Math.Min(LongestKey, key.Length));
        for (var i = 0; i < n; i++)
            key[i] = word[i] switch
            {
                >= 'a' and <= 'z' and var c => c,
                >= 'A' and <= 'Z' and var c => (char)(c | 0x20),
                '’' or '‘' or '`' => '\'',
                '“' or '”' => '"',
                '–' or '—' or '‐' or '‑' => '-',
                var c when char.IsAsciiDigit(c) => '0',
                var c when char.IsDigit(c) => '0',
                var c => char.ToLowerInvariant(c),
            };
        return n;
    }

    /// <summary>Writes the features of a sentence: a <see cref="Group"/> for its root, then one a word.</summary>
    public static void Of(IReadOnlyList<string> words, Dictionary<string, int> rows, Span<int> features)
    {
        Span<char> key = stackalloc char[64];
        var lookup = rows.GetAlternateLookup<ReadOnlySpan<char>>();
        var casing = CasingOf(words);
        features[..Group].Clear();
        features[0] = Root;
        for (var i = 0; i < words.Count; i++)
        {
            var group = features.Slice((i + 1) * Group, Group);
            var length = Key(words[i], key);
            group[0] = lookup.TryGetValue(key[..length], out var word) ? word : Unknown;
            Parts(words[i], key[..length], i == 0, casing, group[1..]);
        }
    }

    /// <summary>Writes the rows of one word's parts, one per table.</summary>
    public static void Parts(string word, ReadOnlySpan<char> key, bool first, Casing casing, Span<int> rows)
    {
        rows[0] = Hash(key[..Math.Min(3, key.Length)], 1) & (TableRows[0] - 1);
        for (var n = 2; n <= 4; n++)
            rows[n - 1] = Hash(key[Math.Max(0, key.Length - n)..], (uint)n) & (TableRows[n - 1] - 1);
        Span<char> shape = stackalloc char[10];
        var length = Shape(word, shape[..8]);
        shape[length++] = first ? '^' : ' ';
        shape[length++] = (char)('0' + (int)casing);
        rows[4] = Hash(shape[..length], 7) & (TableRows[4] - 1);
    }

    private static int Shape(string word, Span<char> shape)
    {
        var n = 0;
        foreach (var c in word)
        {
            var kind = char.IsUpper(c) ? 'X' : char.IsLetter(c) ? 'x' : char.IsDigit(c) ? 'd' : c is '’' or '‘' or '`' ? '\'' : c;
            if (n >= 2 && shape[n - 1] == kind && shape[n - 2] == kind)
                continue;
            if (n == shape.Length)
                break;
            shape[n++] = kind;
        }
        return n;
    }

    private static bool IsAllUpper(string word)
    {
        foreach (var c in word)
            if (char.IsLower(c))
                return false;
        return true;
    }

    private static int Hash(ReadOnlySpan<char> part, uint seed)
    {
        var hash = 2166136261u ^ (seed * 0x9E3779B9u);
        foreach (var c in part)
            hash = (hash ^ c) * 16777619u;
        hash ^= hash >> 15;
        hash *= 0x85EBCA6Bu;
        return (int)((hash ^ (hash >> 13)) & int.MaxValue);
    }
}
