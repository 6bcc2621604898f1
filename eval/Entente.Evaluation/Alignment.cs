namespace Entente.Evaluation;

/// <summary>Pairs the words of two analyses as the scorer of the CoNLL 2018 shared task does.</summary>
internal static class Alignment
{
    /// <summary>Indices of words that stand for each other, in order.</summary>
    public static List<(int Gold, int System)> Of(List<Scores.Node> gold, List<Scores.Node> system)
    {
        var pairs = new List<(int, int)>();
        int g = 0, s = 0;
        while (g < gold.Count && s < system.Count)
        {
            var (a, b) = (gold[g], system[s]);
            if (a.IsMultiword || b.IsMultiword)
                AlignStretch(gold, system, ref g, ref s, pairs);
            else if (a.Place == b.Place)
                pairs.Add((g++, s++));
            else if (a.Place.Start <= b.Place.Start)
                g++;
            else
                s++;
        }
        return pairs;
    }

    /// <summary>Aligns the words of the smallest stretch of text around a multiword token whose edges no multiword token crosses.</summary>
    private static void AlignStretch(List<Scores.Node> gold, List<Scores.Node> system, ref int g, ref int s, List<(int, int)> pairs)
    {
        int end;
        if (gold[g].IsMultiword)
        {
            end = gold[g].Place.End;
            if (!system[s].IsMultiword && system[s].Place.Start < gold[g].Place.Start)
                s++;
        }
        else
        {
            end = system[s].Place.End;
            if (!gold[g].IsMultiword && gold[g].Place.Start < system[s].Place.Start)
                g++;
        }
        var (firstGold, firstSystem) = (g, s);
        while (!IsBeyond(gold, g, end) || !IsBeyond(system, s, end))
        {
            var next = g < gold.Count && (s >= system.Count || gold[g].Place.Start <= system[s].Place.Start) ? gold[g++] : system[s++];
            if (next.IsMultiword)
                end = Math.Max(end, next.Place.End);
        }
        AlignForms(gold[firstGold..g], system[firstSystem..s], firstGold, firstSystem, pairs);
    }

    private static bool IsBeyond(List<Scores.Node> words, int i, int end) =>
        i >= words.Count || (words[i].IsMultiword ? words[i].Place.Start >= end : words[i].Place.End > end);

    private static void AlignForms(List<Scores.Node> gold, List<Scores.Node> system, int firstGold, int firstSystem, List<(int, int)> pairs)
    {
        bool Same(int a, int b) => string.Equals(gold[a].Token.Form, system[b].Token.Form, StringComparison.OrdinalIgnoreCase);

        // longest[g, s]: length of the longest common subsequence of what follows.
        var longest = new int[gold.Count + 1, system.Count + 1];
        for (var g = gold.Count - 1; g >= 0; g--)
            for (var s = system.Count - 1; s >= 0; s--)
                longest[g, s] = Math.Max(Same(g, s) ? longest[g + 1, s + 1] + 1 : 0, Math.Max(longest[g + 1, s], longest[g, s + 1]));
        for (int g = 0, s = 0; g < gold.Count && s < system.Count;)
            if (Same(g, s))
                pairs.Add((firstGold + g++, firstSystem + s++));
            else if (longest[g, s] == longest[g + 1, s])
                g++;
            else
                s++;
    }
}
