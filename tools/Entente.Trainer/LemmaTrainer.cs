using Entente.Articles;
using Entente.Language;

namespace Entente.Trainer;

/// <summary>Learns the table of <see cref="Lemmatizer"/>: for each tag the ends of words that decide about the dictionary form.</summary>
internal static class LemmaTrainer
{
    /// <summary>Stems that are no more frequent than this are left out, unless the corpus has them.</summary>
    private const int RarestStem = 30_000;

    /// <summary>Writes the table, in ordinal order.</summary>
    /// <param name="sentences">The training corpus.</param>
    /// <param name="frequent">More words, the most frequent first: forms that the corpus lacks go by the commonest word that they may be a form of.</param>
    /// <param name="writer">Gets the table.</param>
    public static void Write(IReadOnlyList<Sentence> sentences, IReadOnlyList<string> frequent, TextWriter writer)
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < frequent.Count; i++)
            ranks.TryAdd(frequent[i], i);
        var lemmas = sentences.SelectMany(s => s.Tokens).ToLookup(t => Kind(t.Xpos), t => t.Lemma, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var tag in sentences.SelectMany(s => s.Tokens).GroupBy(t => t.Xpos, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var words = tag.Where(t => t.Form.Length <= 60)
                .GroupBy(t => Key(t.Form), StringComparer.Ordinal)
                .Select(g => (g.Key, Rule: RuleOf(g, tag.Key)))
                .OrderBy(w => w.Key, StringComparer.Ordinal).ToList();
            var table = new SortedDictionary<string, Lemmatizer.Rule>(StringComparer.Ordinal);
            for (var n = 0; n <= Lemmatizer.LongestEnd; n++)
                foreach (var end in words.Where(w => w.Key.Length - 1 >= n).GroupBy(w => w.Key[(w.Key.Length - n)..], StringComparer.Ordinal))
                {
                    var rule = Majority(end.Where(w => w.Rule.Strip <= n).Select(w => w.Rule).DefaultIfEmpty(new Lemmatizer.Rule(0, "", false)));
                    if ((n == 0 || end.Count() >= 2) && (n == 0 || Find(table, "^" + end.Key) != rule))
                        table[end.Key] = rule;
                }
            foreach (var (key, rule) in words)
                if (Find(table, key) != rule)
                    table[key] = rule;
            var inflections = Inflection.Of(WordLists.English, tag.Key).ToList();
            var seen = words.Select(w => w.Key).ToHashSet(StringComparer.Ordinal);
            foreach (var word in frequent)
                if (!seen.Contains(Lemmatizer.WordStart + word) && BestStem(word, inflections, lemmas[Kind(tag.Key)], ranks) is { } stem
                    && Edit(word, stem) is var edit && Find(table, Lemmatizer.WordStart + word) != edit)
                    table[Lemmatizer.WordStart + word] = edit;
            foreach (var (end, rule) in table)
                writer.Write($"{tag.Key}\t{end}\t{rule.Strip}\t{rule.Add}\t{(rule.KeepsCase ? "k" : "l")}\n");
        }
    }

    private static string Kind(string xpos) => xpos[..Math.Min(2, xpos.Length)];

    private static Lemmatizer.Rule Edit(string word, string stem)
    {
        var common = word.AsSpan().CommonPrefixLength(stem);
        return new Lemmatizer.Rule(word.Length - common, stem[common..], false);
    }

    /// <summary>The word that a regular form most likely belongs to; null when there is none or the form has no ending.</summary>
    private static string? BestStem(string word, List<Inflection> inflections, HashSet<string> lemmas, Dictionary<string, int> ranks)
    {
        string? best = null;
        var bestScore = double.MaxValue;
        foreach (var stems in inflections.Where(i => word.Length >= i.Ending.Length + 2 && word.EndsWith(i.Ending, StringComparison.Ordinal))
            .GroupBy(i => word[..^i.Ending.Length] + i.Stem, StringComparer.Ordinal))
        {
            // The longest ending says how likely the stem is: "ssed" of "passed", not "sed".
            var isRare = stems.MaxBy(i => i.Ending.Length)!.IsRare;
            var isKnown = lemmas.Contains(stems.Key);
            if (!ranks.TryGetValue(stems.Key, out var rank) || rank >= RarestStem && !isKnown)
                continue;
            var score = rank * (isRare ? 20 : isKnown ? 0.05 : 1);
            if (score < bestScore)
                (best, bestScore) = (stems.Key, score);
        }
        return best;
    }

    private static string Key(string form) =>
        Lemmatizer.WordStart + (form.Length > 1 ? form.Replace('’', '\'').Replace('‘', '\'').Replace('`', '\'') : form).ToLowerInvariant();

    /// <summary>The rule of a word that stands in the corpus with these lemmas: a small edit, or the lemma itself where capitals come out of nothing.</summary>
    private static Lemmatizer.Rule RuleOf(IEnumerable<Token> tokens, string xpos)
    {
        var (form, lemma) = tokens.GroupBy(t => t.Lemma, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.First().Form, g.Key)).First();
        var isName = xpos.StartsWith("NNP", StringComparison.Ordinal);
        if (!isName && lemma.Any(char.IsUpper))
            return new Lemmatizer.Rule(form.Length, lemma, true);
        var common = 0;
        while (common < form.Length && common < lemma.Length && char.ToLowerInvariant(form[common]) == char.ToLowerInvariant(lemma[common]))
            common++;
        return new Lemmatizer.Rule(form.Length - common, lemma[common..], isName);
    }

    private static Lemmatizer.Rule Majority(IEnumerable<Lemmatizer.Rule> rules) =>
        rules.GroupBy(r => r).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Strip).ThenBy(g => g.Key.Add, StringComparer.Ordinal).ThenBy(g => g.Key.KeepsCase).First().Key;

    private static Lemmatizer.Rule? Find(SortedDictionary<string, Lemmatizer.Rule> table, string key)
    {
        for (var n = Math.Min(Lemmatizer.LongestEnd, key.Length - 1); n >= 0; n--)
            if (table.TryGetValue(key[(key.Length - n)..], out var rule))
                return rule;
        return null;
    }

    /// <summary>An ending of a regular form, what the dictionary form has in its place, and whether that is rare.</summary>
    private sealed record Inflection(string Ending, string Stem, bool IsRare)
    {
        /// <summary>The inflections of a tag, as <c>words.yaml</c> has them.</summary>
        public static IEnumerable<Inflection> Of(WordLists words, string xpos) =>
            words.Inflections.Where(i => i.Tags.Contains(xpos)).SelectMany(i => i.Endings).Select(Parse);

        private static Inflection Parse(string text)
        {
            var parts = text.TrimEnd('?').Split('>');
            return new Inflection(parts[0], parts.Length > 1 ? parts[1] : "", text.EndsWith('?'));
        }
    }
}
