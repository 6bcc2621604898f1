using Entente.Articles;

namespace Entente.Evaluation;

/// <summary>
/// Files of names in the two-column form of CoNLL 2003: a word and its label (<c>B-ORG</c>, <c>I-ORG</c>, <c>O</c>) on each line, sentences parted by empty
/// lines. The types of the corpora used here are mapped to PER, LOC, ORG and MISC; dates and amounts are no names.
/// </summary>
internal static class NameFile
{
    private static readonly Dictionary<string, NameType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PER"] = NameType.Person,
        ["person"] = NameType.Person,
        ["politician"] = NameType.Person,
        ["LOC"] = NameType.Location,
        ["location"] = NameType.Location,
        ["country"] = NameType.Location,
        ["facility"] = NameType.Location,
        ["ORG"] = NameType.Organisation,
        ["organization"] = NameType.Organisation,
        ["organisation"] = NameType.Organisation,
        ["politicalparty"] = NameType.Organisation,
        ["MISC"] = NameType.Miscellaneous,
        ["miscellaneous"] = NameType.Miscellaneous,
        ["election"] = NameType.Miscellaneous,
        ["event"] = NameType.Miscellaneous,
        ["NORP"] = NameType.Miscellaneous,
        ["product"] = NameType.Miscellaneous,
    };

    /// <summary>The types that Universal NER marks.</summary>
    public static readonly IReadOnlyCollection<NameType> UniversalTypes = [NameType.Person, NameType.Location, NameType.Organisation];

    /// <summary>The sentences of a file: words laid out with a space between them, without tags and trees.</summary>
    /// <exception cref="FormatException">A line has no label.</exception>
    public static IReadOnlyList<Sentence> Read(TextReader reader)
    {
        var sentences = new List<Sentence>();
        var tokens = new List<Token>();
        var names = new List<Name>();
        var open = -1; // the first word of the name that is going on
        string? openType = null;
        var number = 0;
        while (true)
        {
            var line = reader.ReadLine();
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                Close();
                if (tokens.Count > 0)
                    sentences.Add(new Sentence(new Span(0, tokens[^1].Span.End), [.. tokens]) { Names = [.. names] });
                tokens.Clear();
                names.Clear();
                if (line is null)
                    return sentences;
                continue;
            }
            if (line.StartsWith("# ", StringComparison.Ordinal) || line.StartsWith("-DOCSTART-", StringComparison.Ordinal))
                continue;
            var cut = line.LastIndexOfAny(['\t', ' ']);
            if (cut <= 0)
                throw new FormatException($"line {number}: \"{line}\" has no label");
            var (word, label) = (line[..cut].TrimEnd(), line[(cut + 1)..]);
            var type = label == "O" ? null : label[2..];
            if (type is null || label[0] == 'B' || type != openType)
                Close();
            if (type is not null && open < 0)
                (open, openType) = (tokens.Count, type);
            var start = tokens.Count == 0 ? 0 : tokens[^1].Span.End + 1;
            tokens.Add(new Token { Span = new Span(start, start + word.Length), Form = word, Lemma = "_", Upos = Upos.X, Xpos = "_", Head = -1, Deprel = "dep" });
        }

        void Close()
        {
            if (open >= 0 && Types.TryGetValue(openType!, out var type))
                names.Add(new Name(open, tokens.Count - open, type));
            (open, openType) = (-1, null);
        }
    }

    /// <summary>
    /// Puts the names of <paramref name="named"/> into sentences of the same text, whose words may be cut otherwise. Sentences that <paramref name="named"/> lacks
    /// are left out, and so is a name whose ends are inside words.
    /// </summary>
    public static IReadOnlyList<Sentence> Join(IReadOnlyList<Sentence> sentences, IReadOnlyList<Sentence> named)
    {
        var byText = named.GroupBy(TextOf).ToDictionary(g => g.Key, g => new Queue<Sentence>(g));
        var joined = new List<Sentence>();
        foreach (var sentence in sentences)
            if (byText.TryGetValue(TextOf(sentence), out var queue) && queue.TryDequeue(out var other))
            {
                var (starts, ends) = (Places(sentence, first: true), Places(sentence, first: false));
                var (otherStarts, otherEnds) = (Offsets(other, 0), Offsets(other, 1));
                var names = new List<Name>();
                foreach (var name in other.Names)
                    if (starts.TryGetValue(otherStarts[name.First], out var first) && ends.TryGetValue(otherEnds[name.First + name.Length - 1], out var last))
                        names.Add(new Name(first, last - first + 1, name.Type));
                joined.Add(sentence with { Names = names });
            }
        return joined;

        static string TextOf(Sentence sentence) => string.Concat(sentence.Tokens.Select(t => t.Form));

        static Dictionary<int, int> Places(Sentence sentence, bool first) =>
            Offsets(sentence, first ? 0 : 1).Select((offset, i) => (offset, i)).ToDictionary(p => p.offset, p => p.i);

        // Where words begin (part 0) or end (part 1), in characters that are not spaces.
        static int[] Offsets(Sentence sentence, int part)
        {
            var offsets = new int[sentence.Tokens.Count];
            var at = 0;
            for (var i = 0; i < offsets.Length; i++)
            {
                var length = sentence.Tokens[i].Form.Length;
                offsets[i] = at + part * length;
                at += length;
            }
            return offsets;
        }
    }

    /// <summary>Names with the same words and type in two analyses of the same words.</summary>
    /// <param name="gold">The right names.</param>
    /// <param name="system">The names that were found.</param>
    /// <param name="types">The types that count; null for all.</param>
    public static Score Compare(IReadOnlyList<Sentence> gold, IReadOnlyList<Sentence> system, IReadOnlyCollection<NameType>? types = null)
    {
        int goldCount = 0, systemCount = 0, correct = 0;
        for (var i = 0; i < gold.Count; i++)
        {
            var right = gold[i].Names.Where(n => types?.Contains(n.Type) != false).ToHashSet();
            var found = system[i].Names.Where(n => types?.Contains(n.Type) != false).ToList();
            goldCount += right.Count;
            systemCount += found.Count;
            correct += found.Count(right.Contains);
        }
        return new Score(goldCount, systemCount, correct);
    }
}
