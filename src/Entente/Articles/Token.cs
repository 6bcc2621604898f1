namespace Entente.Articles;

/// <summary>Universal Dependencies part of speech.</summary>
public enum Upos
{
#pragma warning disable CS1591 // the names are Universal Dependencies' own
    X, Adj, Adp, Adv, Aux, Cconj, Det, Intj, Noun, Num, Part, Pron, Propn, Punct, Sconj, Sym, Verb,
#pragma warning restore CS1591
}

/// <summary>One Universal Dependencies word with its analysis.</summary>
public sealed record Token
{
    /// <summary>Place of the word in the article's text.</summary>
    public required Span Span { get; init; }

    /// <summary>The word as written.</summary>
    public required string Form { get; init; }

    /// <summary>Dictionary form, lower case but for names.</summary>
    public required string Lemma { get; init; }

    /// <summary>Part of speech.</summary>
    public required Upos Upos { get; init; }

    /// <summary>Penn Treebank tag (VBD, NNP…): carries tense and number.</summary>
    public required string Xpos { get; init; }

    /// <summary>Index in the sentence of the word this one depends on; −1 for the root.</summary>
    public required int Head { get; init; }

    /// <summary>Universal Dependencies relation to the head, with subtype: <c>nsubj:pass</c>, <c>obl</c>, <c>nmod:poss</c>…</summary>
    public required string Deprel { get; init; }

    /// <summary>Whether white space (or the end of the text) follows.</summary>
    public bool SpaceAfter { get; init; } = true;

    /// <summary>Number of words in the multiword token that starts here ("don't" is 2); 0 elsewhere.</summary>
    public int MultiwordLength { get; init; }
}

/// <summary>What a name names.</summary>
public enum NameType
{
    /// <summary>A person: PER.</summary>
    Person,

    /// <summary>A place, also one that has a government: LOC.</summary>
    Location,

    /// <summary>A body of people, firm or office: ORG.</summary>
    Organisation,

    /// <summary>Another name: a people, event, work or product: MISC.</summary>
    Miscellaneous,
}

/// <summary>A name in a sentence.</summary>
/// <param name="First">Index of its first word in the sentence.</param>
/// <param name="Length">Number of its words, at least 1.</param>
/// <param name="Type">What it names.</param>
public readonly record struct Name(int First, int Length, NameType Type);

/// <summary>One sentence of an article.</summary>
/// <param name="Span">Place in the article's text.</param>
/// <param name="Tokens">Its words, in order; heads are indices into this list.</param>
public sealed record Sentence(Span Span, IReadOnlyList<Token> Tokens)
{
    /// <summary>The names in it, in order; they do not overlap.</summary>
    public IReadOnlyList<Name> Names { get; init; } = [];

    /// <summary>
    /// A label for each word, as in CoNLL 2003: <c>B-PER</c>, <c>B-LOC</c>, <c>B-ORG</c> or <c>B-MISC</c> for the first word of a name, <c>I-…</c> for its other
    /// words, <c>O</c> outside names.
    /// </summary>
    public IReadOnlyList<string> NameLabels()
    {
        var labels = new string[Tokens.Count];
        Array.Fill(labels, "O");
        foreach (var name in Names)
            for (var i = 0; i < name.Length; i++)
                labels[name.First + i] = (i == 0 ? "B-" : "I-") + Short(name.Type);
        return labels;
    }

    private static string Short(NameType type) => type switch
    {
        NameType.Person => "PER",
        NameType.Location => "LOC",
        NameType.Organisation => "ORG",
        _ => "MISC",
    };
}
