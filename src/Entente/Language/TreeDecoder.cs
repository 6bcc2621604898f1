namespace Entente.Language;

/// <summary>Finds the best tree (one root word, no cycles) over scored arcs: the algorithm of Chu, Liu and Edmonds.</summary>
internal static class TreeDecoder
{
    /// <summary>Larger than any sum of scores, so that the best tree has a single arc from the root.</summary>
    private const double RootPenalty = 1e7;

    /// <summary>Writes the head of each node; node 0 is the root above the sentence, and its own head is −1.</summary>
    /// <param name="scores">Score of the arc from head <c>h</c> to dependent <c>d</c> at <c>d * stride + h</c>.</param>
    /// <param name="stride">Distance between the rows of <paramref name="scores"/>.</param>
    /// <param name="heads">One place per node, node 0 included.</param>
    public static void Decode(ReadOnlySpan<float> scores, int stride, Span<int> heads)
    {
        var n = heads.Length;
        heads[0] = -1;
        var roots = 0;
        for (var d = 1; d < n; d++)
        {
            var best = 0;
            for (var h = 1; h < n; h++)
                if (h != d && scores[d * stride + h] > scores[d * stride + best])
                    best = h;
            heads[d] = best;
            if (best == 0)
                roots++;
        }
        if (roots == 1 && FindCycle(heads) < 0)
            return;
        var arcs = new double[n * n];
        for (var d = 1; d < n; d++)
            for (var h = 0; h < n; h++)
                arcs[d * n + h] = h == d ? double.NegativeInfinity : scores[d * stride + h] - (h == 0 ? RootPenalty : 0);
        Solve(arcs, n).CopyTo(heads);
    }

    private static int[] Solve(double[] arcs, int n)
    {
        var heads = new int[n];
        heads[0] = -1;
        for (var d = 1; d < n; d++)
        {
            var best = 0;
            for (var h = 1; h < n; h++)
                if (arcs[d * n + h] > arcs[d * n + best])
                    best = h;
            heads[d] = best;
        }
        var start = FindCycle(heads);
        if (start < 0)
            return heads;

        // The cycle becomes one node, the last; the others keep their order.
        var inCycle = new bool[n];
        for (var d = start; !inCycle[d]; d = heads[d])
            inCycle[d] = true;
        var outside = new List<int>(n);
        for (var d = 0; d < n; d++)
            if (!inCycle[d])
                outside.Add(d);
        var m = outside.Count + 1;
        var contracted = new double[m * m];
        var entered = new int[m];
        var left = new int[m];
        Array.Fill(contracted, double.NegativeInfinity);
        for (var i = 0; i < m - 1; i++)
        {
            for (var j = 0; j < m - 1; j++)
                contracted[i * m + j] = arcs[outside[i] * n + outside[j]];
            double bestIn = double.NegativeInfinity, bestOut = double.NegativeInfinity;
            for (var d = 1; d < n; d++)
            {
                if (!inCycle[d])
                    continue;
                var into = arcs[d * n + outside[i]] - arcs[d * n + heads[d]];
                if (into > bestIn)
                    (bestIn, entered[i]) = (into, d);
                if (i > 0 && arcs[outside[i] * n + d] > bestOut)
                    (bestOut, left[i]) = (arcs[outside[i] * n + d], d);
            }
            contracted[(m - 1) * m + i] = bestIn;
            contracted[i * m + m - 1] = bestOut;
        }
        var inner = Solve(contracted, m);
        for (var i = 1; i < m - 1; i++)
            heads[outside[i]] = inner[i] == m - 1 ? left[i] : outside[inner[i]];
        heads[entered[inner[m - 1]]] = outside[inner[m - 1]];
        return heads;
    }

    /// <summary>A node on a cycle, or −1.</summary>
    private static int FindCycle(ReadOnlySpan<int> heads)
    {
        Span<int> seen = heads.Length <= 512 ? stackalloc int[heads.Length] : new int[heads.Length];
        seen.Clear();
        for (var d = 1; d < heads.Length; d++)
        {
            var node = d;
            while (node > 0 && seen[node] == 0)
            {
                seen[node] = d;
                node = heads[node];
            }
            if (node > 0 && seen[node] == d)
                return node;
        }
        return -1;
    }
}
