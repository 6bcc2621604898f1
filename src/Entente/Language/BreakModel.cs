using System.Globalization;
using System.Runtime.InteropServices;

namespace Entente.Language;

/// <summary>
/// Says how likely a sentence ends between two words where signs alone do not tell: at a place without a stop (greetings, headings, items of lists) or before a small
/// letter. A logistic regression over features of the words around the place; their names are hashed into one table of weights, so nothing here is of one language.
/// </summary>
internal sealed class BreakModel
{
    /// <summary>Most features that a place has.</summary>
    public const int MostFeatures = 40;

    /// <summary>Weights in the table; a power of two.</summary>
    public const int Size = 1 << 16;

    /// <summary>The score above which a sentence ends: 62 % likely, since news has fewer stops missing than the web text that the weights come from.</summary>
    public const float Threshold = 0.5f;

    private const uint Prime = 16777619;
    private const uint Basis = 2166136261;

    private static readonly Lazy<BreakModel> LoadedEnglish = new(() => Load(EmbeddedData.Open("Language/Data/built/en/breaks.bin")));

    private readonly sbyte[] _weights;
    private readonly float _scale;

    private BreakModel(sbyte[] weights, float scale) => (_weights, _scale) = (weights, scale);

    /// <summary>The model for English, loaded when it is first needed.</summary>
    public static BreakModel English => LoadedEnglish.Value;

    /// <summary>What the features need of a word: hashes of its letters (small; as they stand) and the kind of word that it is.</summary>
    internal readonly record struct Look(uint Small, uint Cased, ushort Shape)
    {
        /// <summary>Whether the word is written in small letters.</summary>
        public bool IsSmall => Shape == SmallWord;
    }

    /// <summary>A place between two words of a paragraph.</summary>
    /// <param name="First">First word of the sentence so far.</param>
    /// <param name="Last">Word before the place.</param>
    /// <param name="SmallWords">Words in small letters from <paramref name="First"/> to <paramref name="Last"/>.</param>
    /// <param name="ToStop">Words up to the next stop; 0 when the paragraph has none.</param>
    /// <param name="IsBracketOpen">Whether the sentence so far has an opening bracket that is not closed.</param>
    /// <param name="IsCareless">Whether the text often begins sentences with small letters.</param>
    internal readonly record struct Place(int First, int Last, int SmallWords, int ToStop, bool IsBracketOpen, bool IsCareless);

    private const ushort SmallWord = 1, CapitalWord = 2, CapitalsWord = 3, OneCapital = 4, MixedWord = 5, Number = 6, NumberWithLetters = 7, Dotted = 8, Address = 9, OtherLetters = 10, Symbols = 11, Edge = 12,
        FirstSign = 32;

    /// <summary>Reads weights as <see cref="Write"/> wrote them.</summary>
    /// <exception cref="InvalidDataException">The stream is of another form.</exception>
    public static BreakModel Load(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        var scale = reader.ReadSingle();
        var weights = reader.ReadBytes(Size);
        return weights.Length == Size ? new BreakModel(MemoryMarshal.Cast<byte, sbyte>(weights).ToArray(), scale) : throw new InvalidDataException("The sentence ends' weights are cut off.");
    }

    /// <summary>Writes weights, rounded to 8 bits.</summary>
    public static void Write(ReadOnlySpan<float> weights, Stream stream)
    {
        var scale = 0f;
        foreach (var weight in weights)
            scale = Math.Max(scale, Math.Abs(weight) / 127);
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(scale);
        foreach (var weight in weights)
            writer.Write((sbyte)MathF.Round(weight / scale));
    }

    /// <summary>The score of a place's features; see <see cref="Threshold"/>.</summary>
    public float Score(ReadOnlySpan<int> features)
    {
        var sum = 0;
        foreach (var feature in features)
            sum += _weights[feature];
        return sum * _scale;
    }

    /// <summary>What the features need of a word.</summary>
    public static Look LookAt(ReadOnlySpan<char> word)
    {
        uint small = Basis, cased = Basis;
        int letters = 0, capitals = 0, smalls = 0, digits = 0, stops = 0;
        var isAddress = false;
        foreach (var c in word[..Math.Min(word.Length, 40)])
        {
            var lower = char.IsAsciiDigit(c) ? '0' : Tokenizer.IsApostrophe(c) ? '\'' : char.ToLowerInvariant(c);
            small = (small ^ lower) * Prime;
            cased = (cased ^ (char.IsAsciiDigit(c) ? '0' : c)) * Prime;
            if (char.IsLetter(c))
            {
                letters++;
                capitals += char.IsUpper(c) ? 1 : 0;
                smalls += char.IsLower(c) ? 1 : 0;
            }
            digits += char.IsDigit(c) ? 1 : 0;
            stops += c == '.' ? 1 : 0;
            isAddress |= c is '@' or '/' && word.Length > 5;
        }
        ushort shape =
            isAddress && letters > 0 ? Address
            : letters == 0 ? digits > 0 ? Number : word.Length == 1 || word[0] == word[^1] ? (ushort)(FirstSign + (word[0] < 128 ? word[0] : 128 + (int)CharUnicodeInfo.GetUnicodeCategory(word[0]))) : Symbols
            : digits > 0 ? NumberWithLetters
            : stops > 0 ? Dotted
            : capitals == 0 ? smalls > 0 ? SmallWord : OtherLetters
            : letters == 1 ? OneCapital
            : smalls == 0 ? CapitalsWord
            : capitals == 1 && char.IsUpper(word[0]) ? CapitalWord : MixedWord;
        return new Look(small, cased, shape);
    }

    /// <summary>Writes the features of a place as indices into the table; returns how many there are.</summary>
    public static int Features(ReadOnlySpan<Look> words, in Place place, Span<int> features)
    {
        var count = 0;
        var (first, last) = (place.First, place.Last);
        Look p1 = At(words, last), p2 = At(words, last - 1), p3 = At(words, last - 2), n1 = At(words, last + 1), n2 = At(words, last + 2), n3 = At(words, last + 3);
        var since = Bucket(last - first + 1);
        var rest = Bucket(words.Length - last - 1);
        var toStop = Bucket(place.ToStop);
        var smallWords = (uint)Math.Min(place.SmallWords, 4);
        var smallNext = (n1.IsSmall ? 1u : 0) + (n2.IsSmall ? 1u : 0) + (n3.IsSmall ? 1u : 0);
        uint shapes = p1.Shape * 512u + n1.Shape;
        var flags = (place.IsBracketOpen ? 1u : 0) + (place.IsCareless ? 2u : 0);

        Add(features, ref count, 1, 0, 0);
        Add(features, ref count, 2, p1.Small, 0);
        Add(features, ref count, 3, n1.Cased, 0);
        Add(features, ref count, 4, shapes, 0);
        Add(features, ref count, 5, p1.Small, n1.Shape);
        Add(features, ref count, 6, n1.Small, p1.Shape);
        Add(features, ref count, 7, p1.Small, n1.Small);
        Add(features, ref count, 8, shapes, p2.Shape);
        Add(features, ref count, 9, shapes, n2.Shape);
        Add(features, ref count, 10, shapes, p2.Shape * 512u + n2.Shape);
        Add(features, ref count, 11, shapes, p2.Shape * 512u + p3.Shape);
        Add(features, ref count, 12, shapes, n2.Shape * 512u + n3.Shape);
        Add(features, ref count, 13, n2.Small, shapes);
        Add(features, ref count, 14, p2.Small, shapes);
        Add(features, ref count, 15, since, shapes);
        Add(features, ref count, 16, rest, shapes);
        Add(features, ref count, 17, toStop, shapes);
        Add(features, ref count, 18, since * 16 + toStop, n1.Shape);
        Add(features, ref count, 19, since * 16 + rest, p1.Shape);
        Add(features, ref count, 20, smallWords * 4 + smallNext, shapes);
        Add(features, ref count, 21, smallWords * 4 + smallNext, since);
        Add(features, ref count, 22, flags, shapes);
        Add(features, ref count, 23, flags, 0);
        Add(features, ref count, 24, words[first].Small, since);
        Add(features, ref count, 25, words[first].Small, shapes);
        if (last - first < 4)
        {
            var whole = Basis;
            for (var i = first; i <= last; i++)
                whole = (whole ^ words[i].Small) * Prime;
            Add(features, ref count, 26, whole, 0);
            Add(features, ref count, 27, whole, n1.Shape);
        }
        Add(features, ref count, 28, n1.Cased, n2.Small);
        Add(features, ref count, 29, p2.Small, p1.Small);
        Add(features, ref count, 30, n1.Cased, since);
        Add(features, ref count, 31, n1.Cased, smallWords * 4 + smallNext);
        Add(features, ref count, 32, n1.Cased, toStop);
        return count;
    }

    private static Look At(ReadOnlySpan<Look> words, int i) => (uint)i < (uint)words.Length ? words[i] : new Look(1, 1, Edge);

    private static uint Bucket(int n) => n switch { <= 4 => (uint)n, <= 6 => 5, <= 9 => 6, <= 14 => 7, <= 24 => 8, <= 39 => 9, _ => 10 };

    private static void Add(Span<int> features, ref int count, uint kind, uint a, uint b)
    {
        var hash = (((Basis ^ kind) * Prime ^ a) * Prime ^ b) * Prime;
        hash ^= hash >> 15;
        hash *= 2246822519;
        hash ^= hash >> 13;
        features[count++] = (int)(hash & (Size - 1));
    }
}
