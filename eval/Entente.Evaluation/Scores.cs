using System.Globalization;
using Entente.Articles;

namespace Entente.Evaluation;

/// <summary>How many units gold and system have, and how many of them agree.</summary>
internal readonly record struct Score(int Gold, int System, int Correct)
{
    /// <summary>Harmonic mean of precision and recall, in percent; 0 when there is nothing to count.</summary>
    public double F1 => Gold + System == 0 ? 0 : 200.0 * Correct / (Gold + System);
}

/// <summary>
/// The measures of the CoNLL 2018 shared task (Zeman et al. 2018). Words are aligned by their place among the characters that are not white space; where a multiword
/// token stands on either side, by the longest common subsequence of forms within the stretch that such tokens cover. Relations are compared without their
/// subtypes. Measures that need morphological features (UFeats, AllTags, MLAS) are left out: the corpora's features are not read.
/// </summary>
internal sealed record Scores
{
    private static readonly HashSet<string> ContentRelations =
    [
        "nsubj", "obj", "iobj", "csubj", "ccomp", "xcomp", "obl", "vocative", "expl", "dislocated", "advcl", "advmod", "discourse", "nmod", "appos", "nummod", "acl", "amod",
        "conj", "fixed", "flat", "compound", "list", "parataxis", "orphan", "goeswith", "reparandum", "root", "dep",
    ];

    /// <summary>Surface tokens; a multiword token is one.</summary>
    public required Score Tokens { get; init; }

    /// <summary>Sentences with the same first and last character.</summary>
    public required Score Sentences { get; init; }

    /// <summary>Aligned words.</summary>
    public required Score Words { get; init; }

    /// <summary>Universal part of speech.</summary>
    public required Score Upos { get; init; }

    /// <summary>Tag of the language.</summary>
    public required Score Xpos { get; init; }

    /// <summary>Dictionary form; a gold <c>_</c> agrees with any.</summary>
    public required Score Lemmas { get; init; }

    /// <summary>Head.</summary>
    public required Score Uas { get; init; }

    /// <summary>Head and universal relation.</summary>
    public required Score Las { get; init; }

    /// <summary>Head and whole relation; not of the shared task.</summary>
    public required Score LasWithSubtypes { get; init; }

    /// <summary>Head and universal relation of content words.</summary>
    public required Score Clas { get; init; }

    /// <summary>Head, universal relation and dictionary form of content words.</summary>
    public required Score Blex { get; init; }

    /// <summary>Compares two analyses of the same text, or of the same texts in the same order.</summary>
    /// <exception cref="FormatException">The texts differ.</exception>
    public static Scores Of(IReadOnlyList<Sentence> gold, IReadOnlyList<Sentence> system)
    {
        var (g, s) = (new Analysis(gold), new Analysis(system));
        if (g.Characters != s.Characters)
            throw new FormatException($"Gold has {g.Characters} characters that are not white space, the system {s.Characters}.");
        var pairs = Alignment.Of(g.Words, s.Words);
        var goldOf = new Dictionary<int, int>(pairs.Count);
        foreach (var (goldWord, systemWord) in pairs)
            goldOf[systemWord] = goldWord;

        Score Count(Func<Node, Node, bool> agree) => new(g.Words.Count, s.Words.Count, pairs.Count(p => agree(g.Words[p.Gold], s.Words[p.System])));
        Score CountContent(Func<Node, Node, bool> agree) => new(
            g.Words.Count(w => ContentRelations.Contains(w.Relation)),
            s.Words.Count(w => ContentRelations.Contains(w.Relation)),
            pairs.Count(p => ContentRelations.Contains(g.Words[p.Gold].Relation) && agree(g.Words[p.Gold], s.Words[p.System])));
        bool SameHead(Node a, Node b) => b.Head < 0 ? a.Head < 0 : goldOf.TryGetValue(b.Head, out var head) && a.Head == head;
        static bool SameLemma(Node a, Node b) => a.Token.Lemma == "_" || a.Token.Lemma == b.Token.Lemma;
        return new Scores
        {
            Tokens = Common(g.Tokens, s.Tokens),
            Sentences = Common(g.Sentences, s.Sentences),
            Words = Count((_, _) => true),
            Upos = Count((a, b) => a.Token.Upos == b.Token.Upos),
            Xpos = Count((a, b) => a.Token.Xpos == b.Token.Xpos),
            Lemmas = Count(SameLemma),
            Uas = Count(SameHead),
            Las = Count((a, b) => SameHead(a, b) && a.Relation == b.Relation),
            LasWithSubtypes = Count((a, b) => SameHead(a, b) && a.Token.Deprel == b.Token.Deprel),
            Clas = CountContent((a, b) => SameHead(a, b) && a.Relation == b.Relation),
            Blex = CountContent((a, b) => SameHead(a, b) && a.Relation == b.Relation && SameLemma(a, b)),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"tokens {Tokens.F1:F2}  sentences {Sentences.F1:F2}  words {Words.F1:F2}  UPOS {Upos.F1:F2}  XPOS {Xpos.F1:F2}  lemmas {Lemmas.F1:F2}  UAS {Uas.F1:F2}  LAS {Las.F1:F2}  CLAS {Clas.F1:F2}  BLEX {Blex.F1:F2}  LAS with subtypes {LasWithSubtypes.F1:F2}");

    private static Score Common(List<Span> gold, List<Span> system)
    {
        var ends = gold.ToHashSet();
        return new Score(gold.Count, system.Count, system.Count(ends.Contains));
    }

    /// <summary>A word with its place among the characters that are not white space (that of its token when it is a part of a multiword token).</summary>
    internal sealed record Node(Token Token, Span Place, bool IsMultiword, int Head)
    {
        /// <summary>The relation without its subtype.</summary>
        public string Relation { get; } = Token.Deprel.Split(':')[0];
    }

    /// <summary>Sentences laid out one after the other, white space left out.</summary>
    private sealed class Analysis
    {
        public Analysis(IReadOnlyList<Sentence> sentences)
        {
            foreach (var sentence in sentences)
            {
                var (start, first) = (Characters, Words.Count);
                for (var i = 0; i < sentence.Tokens.Count;)
                    i = Add(sentence.Tokens, i, first);
                Sentences.Add(new Span(start, Characters));
            }
        }

        public List<Node> Words { get; } = [];

        public List<Span> Tokens { get; } = [];

        public List<Span> Sentences { get; } = [];

        public int Characters { get; private set; }

        /// <summary>Adds the surface token that starts at a word; returns the word after it.</summary>
        private int Add(IReadOnlyList<Token> tokens, int i, int first)
        {
            var end = Math.Min(tokens.Count, i + Math.Max(1, tokens[i].MultiwordLength));
            var isMultiword = tokens[i].MultiwordLength > 1;
            var length = isMultiword ? tokens[end - 1].Span.End - tokens[i].Span.Start : tokens[i].Form.Count(c => !char.IsWhiteSpace(c));
            var place = new Span(Characters, Characters + length);
            Characters += length;
            Tokens.Add(place);
            for (; i < end; i++)
                Words.Add(new Node(tokens[i], place, isMultiword, tokens[i].Head < 0 ? -1 : first + tokens[i].Head));
            return end;
        }
    }
}
