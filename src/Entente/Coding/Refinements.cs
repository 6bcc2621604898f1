using Entente.Articles;

namespace Entente.Coding;

/// <summary>What words around an act add to it: a context, a mode, a finer CAMEO code. A row of <c>refinements.yaml</c>.</summary>
internal sealed class Refinement
{
    public string Id { get; set; } = "";

    /// <summary>PLOVER types it is for; empty: all.</summary>
    public List<PloverType> Types { get; set; } = [];

    /// <summary>Lemmas of which one must stand at or below the act.</summary>
    public List<string> Words { get; set; } = [];

    /// <summary>Pairs of neighbouring lemmas that count as a word: <c>human right</c>.</summary>
    public List<string> Phrases { get; set; } = [];

    /// <summary>CAMEO codes that it refines; empty: any.</summary>
    public List<string> From { get; set; } = [];
    public string? Cameo { get; set; }
    public List<string> Mode { get; set; } = [];
    public List<string> Context { get; set; } = [];
    public List<RefinementExample> Examples { get; set; } = [];
    public List<string> Not { get; set; } = [];
}

/// <summary>A sentence with a claim that must have this context, mode and code.</summary>
internal sealed class RefinementExample
{
    public string Text { get; set; } = "";
    public string? Context { get; set; }
    public string? Mode { get; set; }
    public string? Cameo { get; set; }
}

/// <summary>The refinements by the words that call for them. Thread-safe.</summary>
internal sealed class Refinements
{
    private readonly Dictionary<string, List<int>> _byWord = new(StringComparer.Ordinal);

    public Refinements(IReadOnlyList<Refinement> rows)
    {
        Rows = rows;
        foreach (var (i, row) in rows.Index())
            foreach (var word in row.Words.Concat(row.Phrases).Distinct())
            {
                if (!_byWord.TryGetValue(word, out var list))
                    _byWord[word] = list = [];
                list.Add(i);
            }
    }

    /// <summary>All of them, in the order of the file: of modes and codes the first that fits wins.</summary>
    public IReadOnlyList<Refinement> Rows { get; }

    /// <summary>Refines an act whose type, mode and code are settled.</summary>
    /// <param name="act">The act.</param>
    /// <param name="graph">Its sentence.</param>
    /// <param name="others">Triggers of other acts in the sentence that stand for themselves: what lies below a verb among them is its own, but for what one is accused of.</param>
    public void Apply(Act act, SentenceGraph graph, IReadOnlySet<int> others)
    {
        var called = new SortedSet<int>();
        if (act.Rule.Content == ContentUse.Reported)
            others = new HashSet<int>();
        Call(act.Trigger, others, graph, called);
        if (act.Carrier != act.Trigger && !others.Contains(act.Carrier))
            Call(act.Carrier, others, graph, called, clause: false);
        var (mode, code) = (false, false);
        var contexts = act.Rule.Context.ToList();
        foreach (var row in called.Select(i => Rows[i]))
        {
            if ((row.Types.Count > 0 && !row.Types.Contains(act.Type)) || (row.From.Count > 0 && (act.Cameo is null || !row.From.Contains(act.Cameo))))
                continue;
            contexts.AddRange(row.Context.Where(c => !contexts.Contains(c)));
            if (row.Mode.Count > 0 && !mode)
                (act.Mode, mode) = (row.Mode, true);
            if (row.Cameo is not null && !code)
                (act.Cameo, code) = (row.Cameo, true);
        }
        act.Context = contexts;
    }

    private void Call(int word, IReadOnlySet<int> others, SentenceGraph graph, SortedSet<int> called, bool clause = true)
    {
        // Names say nothing of what an act is about: a Health Ministry buys tanks.
        if (graph[word].Upos != Upos.Propn)
            Look(graph.Lemma(word), called);
        if (word > 0)
            Look(graph.Lemma(word - 1) + " " + graph.Lemma(word), called);
        foreach (var child in graph.Children(word))
        {
            if ((others.Contains(child) && graph.IsVerb(child)) || graph[child].Upos == Upos.Punct || graph.Relation(child) is "acl:relcl" or "parataxis" || (graph.Is(child, "conj") && graph.IsVerb(child)) || (!clause && graph.Is(child, "advcl")))
                continue;
            Call(child, others, graph, called, clause);
        }
    }

    private void Look(string word, SortedSet<int> called)
    {
        if (_byWord.TryGetValue(word, out var rows))
            called.UnionWith(rows);
    }
}
