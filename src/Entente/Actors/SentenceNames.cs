using Entente.Articles;

namespace Entente.Actors;

/// <summary>A name found in a sentence: words <paramref name="First"/> to <paramref name="End"/> (exclusive) and what they can mean.</summary>
internal sealed record NameHit(int First, int End, IReadOnlyList<NameEntry> Entries);

/// <summary>One sentence with its words as arrays and the names of the knowledge base in it, longest first from the left, none inside another.</summary>
internal sealed class SentenceNames
{
    private readonly int[] _hitAt;

    public SentenceNames(KnowledgeBase knowledge, Sentence sentence)
    {
        Tokens = sentence.Tokens;
        var count = Tokens.Count;
        Forms = new string[count];
        Lemmas = new string[count];
        var atoms = new List<string>(count + 8);
        var numbers = new List<int>(count + 8);
        var atomToken = new List<int>(count + 8);
        var firstAtom = new int[count + 1];
        for (var i = 0; i < count; i++)
        {
            Forms[i] = Tokens[i].Form;
            Lemmas[i] = Tokens[i].Lemma;
            firstAtom[i] = atoms.Count;
            Atoms.Add(Forms[i], atoms);
            while (atomToken.Count < atoms.Count)
            {
                numbers.Add(knowledge.Names.NumberOf(atoms[atomToken.Count]));
                atomToken.Add(i);
            }
        }
        firstAtom[count] = atoms.Count;

        _hitAt = new int[count];
        Array.Fill(_hitAt, -1);
        var hits = new List<NameHit>();
        for (var a = 0; a < atoms.Count;)
        {
            var token = atomToken[a];
            if (numbers[a] != NameIndex.None && a == firstAtom[token] && knowledge.Names.Longest(atoms, numbers, a) is var (entries, length) && IsWhole(a + length) && Stands(entries, token, EndToken(a + length)))
            {
                var end = EndToken(a + length);
                for (var t = token; t < end; t++)
                    _hitAt[t] = hits.Count;
                hits.Add(new NameHit(token, end, entries));
                a += length;
            }
            else
            {
                a++;
            }
        }
        Hits = hits;

        int EndToken(int atom) => atomToken[atom - 1] + 1;
        bool IsWhole(int atom) => atom == atoms.Count || atom == firstAtom[atomToken[atom]];
    }

    public IReadOnlyList<Token> Tokens { get; }

    public string[] Forms { get; }

    public string[] Lemmas { get; }

    public IReadOnlyList<NameHit> Hits { get; }

    /// <summary>The name that covers a word; null when none does.</summary>
    public NameHit? HitAt(int token) => token >= 0 && token < _hitAt.Length && _hitAt[token] >= 0 ? Hits[_hitAt[token]] : null;

    /// <summary>
    /// A capital at the start of a sentence or quotation makes no name of a common word ("Polish the silver", "Nice work"); after a comma it does. An abbreviation has
    /// its dot: "Ill.", but not "Ill".
    /// </summary>
    private bool Stands(IReadOnlyList<NameEntry> entries, int token, int end)
    {
        if (end - token > 1)
            return true;
        var word = Tokens[token];
        if (entries[0].Name is [.., var last, '.'] && char.IsLower(last) && word.Form[^1] != '.')
            return false;
        if (token > 0 && (Tokens[token - 1].Upos != Upos.Punct || word.Upos == Upos.Noun && Tokens[token - 1].Form == ","))
            return word.Upos is not (Upos.Adp or Upos.Det or Upos.Pron or Upos.Aux) || word.Form.Length > 3;
        if (word.Upos == Upos.Propn || word.Form.Length > 1 && word.Form.All(char.IsUpper))
            return true;
        return entries[0].Sense switch
        {
            NameSense.Adjective or NameSense.Demonym or NameSense.Short => word.Upos is Upos.Adj or Upos.Noun,
            NameSense.Surname or NameSense.Place or NameSense.Capital => false,
            // A parser that does not know the state takes its name for an adverb or a verb.
            NameSense.State => word.Upos is Upos.Noun or Upos.Adj or Upos.X or Upos.Adv or Upos.Intj or Upos.Verb or Upos.Aux,
            _ => word.Upos is Upos.Noun or Upos.Adj or Upos.X,
        };
    }
}
