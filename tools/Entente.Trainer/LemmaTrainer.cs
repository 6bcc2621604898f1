using Entente.Articles;
using Entente.Language;

namespace Entente.Trainer;

/// <summary>Learns the table of <see cref="Lemmatizer"/>: for each tag the ends of words that decide about the dictionary form.</summary>
internal static class LemmaTrainer
{
    /// <summary>Writes the table, in ordinal order.</summary>
    public static void Write(IReadOnlyList<Sentence> sentences, TextWriter writer)
    {
        foreach (var tag in sentences.SelectMany(s => s.Tokens).GroupBy(t => t.Xpos, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var words = tag.Where(t => t.Form.Length <= 60)
                .GroupBy(t => Key(t.Form), StringComparer.Ordinal)
                .Select(g => (Key: g.Key, Rule: Majority(g.Select(t => RuleOf(t)))))
                .OrderBy(w => w.Key, StringComparer.Ordinal).ToList();
            var table = new SortedDictionary<string, Lemmatizer.Rule>(StringComparer.Ordinal);
            for (var n = 0; n <= Lemmatizer.LongestEnd; n++)
                foreach (var end in words.Where(w => w.Key.Length - 1 >= n).GroupBy(w => w.Key[(w.Key.Length - n)..], StringComparer.Ordinal))
                {
                    var rule = Majority(end.Where(w => w.Rule.Strip <= n + 2).Select(w => w.Rule).DefaultIfEmpty(new Lemmatizer.Rule(0, "", false)));
                    if ((n == 0 || end.Count() >= 2) && (n == 0 || Find(table, "^" + end.Key) != rule))
                        table[end.Key] = rule;
                }
            foreach (var (key, rule) in words)
                if (Find(table, key) != rule)
                    table[key] = rule;
            foreach (var (end, rule) in table)
                writer.Write($"{tag.Key}\t{end}\t{rule.Strip}\t{rule.Add}\t{(rule.KeepsCase ? "k" : "l")}\n");
        }
    }

    private static string Key(string form) =>
        Lemmatizer.WordStart + (form.Length > 1 ? form.Replace('’', '\'').Replace('‘', '\'').Replace('`', '\'') : form).ToLowerInvariant();

    private static Lemmatizer.Rule RuleOf(Token token)
    {
        var (form, lemma) = (token.Form, token.Lemma);
        var common = 0;
        while (common < form.Length && common < lemma.Length && char.ToLowerInvariant(form[common]) == char.ToLowerInvariant(lemma[common]))
            common++;
        // Names keep their capitals, also where web text has lost them.
        var keeps = token.Xpos.StartsWith("NNP", StringComparison.Ordinal) || lemma.Any(char.IsUpper) && form.Any(char.IsUpper);
        return new Lemmatizer.Rule(form.Length - common, lemma[common..], keeps);
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
}
