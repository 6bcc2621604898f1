using Entente.Articles;
using NodaTime;

namespace Entente.Coding;

/// <summary>What the sentences before have said that later ones leave out: between whom "cooperation" is, and whether history is being told.</summary>
internal sealed class NarrativeMemory(Lexicon lexicon)
{
    private const int HistoryDays = 60;
    private readonly Dictionary<string, List<Party>> _sides = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Party> _victims = new(StringComparer.Ordinal);
    private List<Party> _lastPair = [];
    private int _paragraphEnd;

    /// <summary>Whether the sentences before, in this paragraph, tell of a time long before publication.</summary>
    public bool InHistory { get; private set; }

    /// <summary>The arrangement that was named last, by the catalogue's name.</summary>
    public Mention? LastArrangement { get; private set; }

    /// <summary>The two sides that last stood with a relation of this name, or with any.</summary>
    public IReadOnlyList<Party> SidesOf(string lemma) =>
        _sides.TryGetValue(lemma, out var sides) ? sides : lexicon.InClass("relation", lemma) ? _lastPair : [];

    /// <summary>Whom a side attacks, when the text has told it: "Russia's invasion of Ukraine … its aggression".</summary>
    public Party? VictimOf(string attacker) => _victims.GetValueOrDefault(attacker);

    /// <summary>Starts a sentence: a new paragraph is news again until it says otherwise.</summary>
    public void Enter(SentenceGraph graph)
    {
        var start = graph.Sentence.Span.Start;
        if (graph.Article.Article.Text.AsSpan(_paragraphEnd, Math.Max(0, start - _paragraphEnd)).Contains('\n'))
            InHistory = false;
    }

    /// <summary>Keeps what the sentence said.</summary>
    public void Leave(SentenceGraph graph, DateRange mainDate, IEnumerable<Act> acts)
    {
        _paragraphEnd = graph.Sentence.Span.End;
        if (graph.Article.Article.Published is { } published && (mainDate.End ?? mainDate.Start) is { } day)
            InHistory = Period.DaysBetween(day, published) > HistoryDays;
        LastArrangement = graph.Mentions.LastOrDefault(m => m.Kind == MentionKind.Arrangement) ?? LastArrangement;
        foreach (var act in acts)
        {
            if (act is { Type: PloverType.Assault, Inferred: false, Actors: [{ Id: not "UNK" } attacker], Recipients: [{ Id: not "UNK" } victim] } && attacker.Id != victim.Id)
                _victims[attacker.Id] = victim;
            // Only dealings of two with each other: "Russia's war in Ukraine" says nothing of whose cooperation comes next.
            if (act.Type is not (PloverType.Cooperate or PloverType.Consult or PloverType.Support or PloverType.Agree) && act.Arrangement is null)
                continue;
            var sides = act.Actors.Concat(act.Recipients).Where(p => p.Id != "UNK").DistinctBy(p => p.Id).ToList();
            if (sides.Count != 2)
                continue;
            _lastPair = sides;
            for (var i = 0; i < graph.Count; i++)
                if (graph[i].Upos == Upos.Noun && lexicon.InClass("relation", graph.Lemma(i)))
                    _sides[graph.Lemma(i)] = sides;
        }
    }
}
