using Entente.Articles;

namespace Entente.Coding;

/// <summary>One sentence as a tree, with what earlier stages found at its words.</summary>
internal sealed class SentenceGraph
{
    private readonly List<int>[] _children;
    private readonly Dictionary<int, Mention> _actors = [];
    private readonly Dictionary<int, Mention> _places = [];
    private readonly Dictionary<int, Mention> _arrangements = [];

    private readonly Lexicon _lexicon;
    private readonly (int Head, string Deprel)[] _edges;
    private readonly string?[] _cases;
    private readonly string[] _lemmas;
    private readonly Token[] _tokens;

    /// <param name="article">The text with its earlier layers.</param>
    /// <param name="index">Which of its sentences.</param>
    /// <param name="lexicon">Rules and classes.</param>
    /// <param name="mentions">The sentence's mentions.</param>
    public SentenceGraph(AnnotatedArticle article, int index, Lexicon lexicon, IEnumerable<Mention> mentions)
    {
        Article = article;
        _lexicon = lexicon;
        Sentence = article.Sentences[index];
        _tokens = [.. Sentence.Tokens];
        _edges = [.. _tokens.Select(t => (t.Head, t.Deprel))];
        _lemmas = [.. _tokens.Select(t => t.Lemma.ToLowerInvariant())];
        foreach (var mention in mentions)
            Add(mention);
        new TreeRepair(article, Sentence, lexicon, _mentions, _tokens, _edges, _lemmas).Run();
        _cases = new string?[_tokens.Length];
        _children = new List<int>[_tokens.Length];
        for (var i = 0; i < _tokens.Length; i++)
            _children[i] = [];
        for (var i = 0; i < _tokens.Length; i++)
            if (_edges[i].Head >= 0)
                _children[_edges[i].Head].Add(i);
    }

    public AnnotatedArticle Article { get; }

    public Sentence Sentence { get; }

    public List<TimeExpression> Times { get; } = [];

    public int Count => _tokens.Length;

    /// <summary>A word, with the tag that the parser gave it or that what hangs on it shows.</summary>
    public Token this[int i] => _tokens[i];

    public IReadOnlyList<Mention> Mentions => _mentions;

    private readonly List<Mention> _mentions = [];

    private void Add(Mention mention)
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

    public string Lemma(int i) => _lemmas[i];

    public int Head(int i) => _edges[i].Head;

    public string Relation(int i) => _edges[i].Deprel;

    /// <summary>Whether the relation is <paramref name="relation"/> or a subtype of it.</summary>
    public bool Is(int i, string relation)
    {
        var r = _edges[i].Deprel;
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

    /// <summary>Whether the word denies: "not", "never", "n't", "no longer".</summary>
    public bool IsNegation(int i) => Lemma(i) is "not" or "never" or "n't" or "n’t" || (i > 0 && Lemma(i - 1) == "no" && Lemma(i) is "long" or "longer");

    public bool IsNominal(int i) => IsNominal(this[i]);

    /// <summary>Whether a word can be a side, an object or what a preposition brings.</summary>
    public static bool IsNominal(Token word) => word.Upos is Upos.Noun or Upos.Propn or Upos.Pron or Upos.Num or Upos.Sym or Upos.X or Upos.Det;

    /// <summary>The preposition of a nominal, in lower case: "with", "in response to"; empty for none.</summary>
    public string Case(int i) =>
        Is(i, "nmod") && IsRelator(Head(i)) ? $"{OwnCase(Head(i))} {Lemma(Head(i))} {OwnCase(i)}" : OwnCase(i);

    /// <summary>Whether a noun only makes a preposition with its neighbours: "response" in "in response to the attack".</summary>
    public bool IsRelator(int i) =>
        i >= 0 && this[i].Upos == Upos.Noun && _lexicon.InClass("relator", Lemma(i)) && OwnCase(i) is "in" or "as" or "on"
        && (Child(i, "det") < 0 || Lemma(i) is "result" or "wake" or "aftermath" or "event" or "face" or "light" or "course") && Child(i, "nmod:poss") < 0;

    private string OwnCase(int i) => _cases[i] ??= ReadCase(i);

    private string ReadCase(int i)
    {
        var words = new List<string>(1);
        foreach (var child in _children[i])
        {
            if (child > i || (!Is(child, "case") && !Is(child, "mark")))
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
            if ((Is(child, "conj") && IsNominal(child)) || IsListed(child, i))
                foreach (var further in WithConjuncts(child))
                    yield return further;
    }

    /// <summary>"Canada, Japan, the U.S. and Italy": within a list of names an apposition is another item.</summary>
    private bool IsListed(int apposed, int first) =>
        Is(apposed, "appos") && Actor(apposed) is { Via: "name" } item && Actor(first) is { Via: "name" } head && item.Id != head.Id && Child(first, "conj") >= 0;

    /// <summary>Whether <paramref name="below"/> is <paramref name="above"/> or stands under it.</summary>
    public bool Dominates(int above, int below)
    {
        for (var i = below; i >= 0; i = Head(i))
            if (i == above)
                return true;
        return false;
    }

    /// <summary>What "who", "which" or "that" stands for: the word before its clause; −1 for none.</summary>
    public int Antecedent(int relative)
    {
        if (this[relative].Upos is not (Upos.Pron or Upos.Det) || Lemma(relative) is not ("who" or "which" or "that" or "whom" or "whose"))
            return -1;
        for (var i = Head(relative); i >= 0; i = Head(i))
            if (Relation(i) == "acl:relcl")
                return Head(i);
        return -1;
    }

    /// <summary>The actor whose name holds the word, wherever the parser sees the name's head: "Lloyd" of "Secretary of Defense Lloyd Austin".</summary>
    public Mention? ActorCovering(int i) =>
        Actor(i) ?? (this[i].Upos == Upos.Propn ? _mentions.FirstOrDefault(m => m.Kind == MentionKind.Actor && m.Span.Contains(this[i].Span)) : null);

    /// <summary>Whether a word stands under another in the same clause: not in a relative clause, an aside or a coordinated clause.</summary>
    public bool IsWithin(int above, int below)
    {
        for (var i = below; i != above; i = Head(i))
            if (Head(i) < 0 || Relation(i) is "acl:relcl" or "parataxis" or "ccomp" or "appos" || (Is(i, "advcl") && Head(i) != above) || (Is(i, "conj") && IsVerb(i)))
                return false;
        return true;
    }

    /// <summary>Whether the verb shows tense or mood itself: "suspended", "is", "will".</summary>
    public bool IsFinite(int i) => this[i].Xpos is "VBD" or "VBZ" or "VBP" or "MD";

    /// <summary>Whether the sentence is the article's title, which <see cref="Pipeline"/> codes as a text of its own.</summary>
    public bool IsTitle => Article.Article.Title is { Length: > 0 } title && title == Article.Article.Text;

    /// <summary>Whether most words begin with a capital, as in a title: there a capital says nothing of a name.</summary>
    public bool IsTitleCase => _titleCase ??= Sentence.Tokens.Where(t => t.Form.Length > 3 && char.IsLetter(t.Form[0])).ToList() is { Count: > 2 } words && words.Count(w => char.IsUpper(w.Form[0])) >= 0.7 * words.Count;

    private bool? _titleCase;

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
