namespace Entente.Language;

/// <summary>Finds the best tree (one root word, no cycles) over scored arcs: the maximum spanning arborescence of Chu, Liu and Edmonds.</summary>
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
        Solve(arcs, n, heads);
    }

    /// <summary>
    /// The best tree in n² steps (Tarjan's form for full graphs): a path grows backwards along best arcs; when it bites its tail, the cycle becomes one node, into
    /// which an arc costs what it takes to open the cycle; in the end the nodes are opened again.
    /// </summary>
    private static void Solve(double[] arcs, int n, Span<int> heads)
    {
        // Nodes 0…n−1 are words; later ones are cycles. into[a][h] is the best arc from word h into node a, entry[a][h] the word where it goes in.
        var into = new double[2 * n][];
        var entry = new int[]?[2 * n];
        var outer = new int[2 * n];
        var source = new int[2 * n];
        var target = new int[2 * n];
        var weight = new double[2 * n];
        var node = new int[n];
        var done = new bool[2 * n];
        var onPath = new bool[2 * n];
        var nodes = n;
        for (var d = 0; d < n; d++)
        {
            into[d] = arcs.AsSpan(d * n, n).ToArray();
            node[d] = d;
        }
        Array.Fill(outer, -1);
        done[0] = true;
        var path = new List<int>(n);
        for (var s = 1; s < n; s++)
        {
            if (done[node[s]])
                continue;
            path.Add(node[s]);
            onPath[node[s]] = true;
            while (true)
            {
                var top = path[^1];
                var best = -1;
                for (var h = 0; h < n; h++)
                    if (node[h] != top && (best < 0 || into[top][h] > into[top][best]))
                        best = h;
                (source[top], target[top], weight[top]) = (best, entry[top]?[best] ?? top, into[top][best]);
                var from = node[best];
                if (done[from])
                    break;
                if (!onPath[from])
                {
                    path.Add(from);
                    onPath[from] = true;
                    continue;
                }
                var cycle = nodes++;
                var first = path.IndexOf(from);
                (into[cycle], entry[cycle]) = (new double[n], new int[n]);
                Array.Fill(into[cycle], double.NegativeInfinity);
                foreach (var inner in path[first..])
                {
                    outer[inner] = cycle;
                    onPath[inner] = false;
                    for (var h = 0; h < n; h++)
                        if (into[inner][h] - weight[inner] > into[cycle][h])
                            (into[cycle][h], entry[cycle]![h]) = (into[inner][h] - weight[inner], entry[inner]?[h] ?? inner);
                }
                for (var d = 0; d < n; d++)
                    if (outer[node[d]] == cycle)
                        node[d] = cycle;
                path.RemoveRange(first, path.Count - first);
                path.Add(cycle);
                onPath[cycle] = true;
            }
            foreach (var finished in path)
                (done[finished], onPath[finished]) = (true, false);
            path.Clear();
        }
        for (var cycle = nodes - 1; cycle >= n; cycle--)
        {
            // The arc into the cycle takes the place of the arc that its word had within.
            var inner = target[cycle];
            while (outer[inner] != cycle)
                inner = outer[inner];
            (source[inner], target[inner]) = (source[cycle], target[cycle]);
        }
        for (var d = 1; d < n; d++)
            heads[d] = source[d];
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
