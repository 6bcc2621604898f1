namespace Entente.Cli;

/// <summary>Finds what may have been meant by a word that is not known.</summary>
internal static class Near
{
    /// <summary>Up to three of the known words that differ from <paramref name="word"/> by few letters, the nearest first.</summary>
    public static IReadOnlyList<string> Find(string word, IEnumerable<string> known)
    {
        var wanted = word.ToLowerInvariant();
        if (wanted.Length is 0 or > 100)
            return [];
        var limit = Math.Max(1, wanted.Length / 3);
        return
        [
            .. known.Distinct(StringComparer.Ordinal)
                .Select(k => (Word: k, Distance: Distance(wanted, k.ToLowerInvariant(), limit)))
                .Where(k => k.Distance <= limit)
                .OrderBy(k => k.Distance).ThenBy(k => k.Word, StringComparer.Ordinal)
                .Take(3)
                .Select(k => k.Word),
        ];
    }

    /// <summary>Letters to add, drop, change or swap; more than <paramref name="limit"/> is not counted out.</summary>
    internal static int Distance(string a, string b, int limit = int.MaxValue)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
            return limit + 1;
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last, row) = (last, row, before);
        }
        return last[b.Length];
    }
}
