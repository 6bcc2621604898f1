using Entente.Articles;

namespace Entente.Coding;

/// <summary>One sentence as a tree, with what earlier stages found at its words.</summary>
internal sealed class SentenceGraph
{
    private readonly List<int>[] _children;
    private readonly Dictionary<int, Mention> _actors = [];
    private readonly Dictionary<int, Mention> _places = [];
    private readonly Dictionary<int, Mention> _arrangements = [];

    public SentenceGraph(AnnotatedArticle article, int index)
    {
        Article = article;
        Index = index;
        Sentence = article.Sentences[index];
        var tokens = Sentence.Tokens;
        _children = new List<int>[tokens.Count];
        for (var i = 0; i < tokens.Count; i++)
            _children[i] = [];
        for (var i = 0; i < tokens.Count; i++)
            if (tokens[i].Head >= 0)
                _children[tokens[i].Head].Add(i);
    }

    public AnnotatedArticle Article { get; }

    public int Index { get; }

    public Sentence Sentence { get; }

    public List<TimeExpression> Times { get; } = [];

    public int Count => Sentence.Tokens.Count;

    public Token this[int i] => Sentence.Tokens[i];

    public IReadOnlyList<Mention> Mentions => _mentions;

    private readonly List<Mention> _mentions = [];

    public void Add(Mention mention)
    {
        _mentions.Add(mention);
        var map = mention.Kind switch
        {
            MentionKind.Actor => _actors,
            MentionKind.Place => _places,
            _ => _arrangements,
        };
        map.TryAdd(mention.Head, mention);
    }

    public Mention? Actor(int i) => _actors.GetValueOrDefault(i);

    public Mention? Place(int i) => _places.GetValueOrDefault(i);

    public Mention? Arrangement(int i) => _arrangements.GetValueOrDefault(i);

    public IReadOnlyList<int> Children(int i) => _children[i];

    public string Lemma(int i) => Sentence.Tokens[i].Lemma.ToLowerInvariant();

    public int Head(int i) => Sentence.Tokens[i].Head;

    public string Relation(int i) => Sentence.Tokens[i].Deprel;

    /// <summary>Whether the relation is <paramref name="relation"/> or a subtype of it.</summary>
    public bool Is(int i, string relation)
    {
        var r = Sentence.Tokens[i].Deprel;
        return r.StartsWith(relation, StringComparison.Ordinal) && (r.Length == relation.Length || r[relation.Length] == ':');
    }

    public IEnumerable<int> Children(int i, string relation)
    {
        foreach (var child in _children[i])
            if (Is(child, relation))
                yield return child;
    }

    public int Child(int i, string relation)
    {
        foreach (var child in _children[i])
            if (Is(child, relation))
                return child;
        return -1;
    }

    public bool IsVerb(int i) => this[i].Upos is Upos.Verb || (this[i].Upos is Upos.Aux && !Is(i, "aux") && !Is(i, "cop"));

    public bool IsNominal(int i) => this[i].Upos is Upos.Noun or Upos.Propn or Upos.Pron or Upos.Num or Upos.Sym or Upos.X or Upos.Det;

    /// <summary>The preposition of a nominal, in lower case: "with", "in response to"; empty for none.</summary>
    public string Case(int i)
    {
        var words = new List<string>(1);
        foreach (var child in _children[i])
        {
            if (!Is(child, "case") && !Is(child, "mark"))
                continue;
            words.Add(this[child].Form.ToLowerInvariant());
            foreach (var part in Children(child, "fixed"))
                words.Add(this[part].Form.ToLowerInvariant());
        }
        return string.Join(' ', words);
    }

    /// <summary>The nominal and those coordinated with it.</summary>
    public IEnumerable<int> WithConjuncts(int i)
    {
        yield return i;
        foreach (var child in _children[i])
            if (Is(child, "conj") && IsNominal(child))
                foreach (var further in WithConjuncts(child))
                    yield return further;
    }

    /// <summary>Whether <paramref name="below"/> is <paramref name="above"/> or stands under it.</summary>
    public bool Dominates(int above, int below)
    {
        for (var i = below; i >= 0; i = Head(i))
            if (i == above)
                return true;
        return false;
    }

    /// <summary>First and last word of everything under a word.</summary>
    public (int First, int Last) Reach(int i)
    {
        var (first, last) = (i, i);
        foreach (var child in _children[i])
        {
            var (f, l) = Reach(child);
            first = Math.Min(first, f);
            last = Math.Max(last, l);
        }
        return (first, last);
    }

    /// <summary>The text from one word to another, both included.</summary>
    public string Text(int first, int last) => Article.Article.Text[this[first].Span.Start..this[last].Span.End];
}
