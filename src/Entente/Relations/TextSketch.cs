using System.Buffers.Binary;
using System.Text;
using Entente.Articles;

namespace Entente.Relations;

/// <summary>What is kept of an article's text so that its copies are known: some 400 bytes, from which no word can be read. Immutable.</summary>
/// <remarks>
/// MinHash over runs of four words: 96 minima, of which the share that two texts have in common is about the share of runs that they have in
/// common. In 32 bands of three they make the keys by which candidates are found; a text of fewer than 12 runs is known by all its words or
/// by its address alone.
/// </remarks>
public sealed class TextSketch
{
    private const int Run = 4;
    private const int Bands = 32;
    private const int Rows = 3;
    private const int FewestRuns = 12;

    /// <summary>Share of runs of both texts together, in hundredths, from which they are copies.</summary>
    private const int NearlySame = 60;

    /// <summary>Share of runs of the shorter text, in hundredths, from which the longer holds it.</summary>
    private const int Held = 80;

    private readonly ulong _words;
    private readonly int _runs;
    private readonly uint[] _minima;
    private readonly ulong[] _addresses;

    private TextSketch(ulong words, int runs, uint[] minima, ulong[] addresses)
    {
        (_words, _runs, _minima, _addresses) = (words, runs, minima, addresses);
        var keys = new List<long> { (long)_words };
        keys.AddRange(addresses.Select(a => (long)a));
        if (runs >= FewestRuns)
            for (var band = 0; band < Bands; band++)
            {
                var hash = (ulong)band;
                for (var row = 0; row < Rows; row++)
                    hash = Hash64.Mix(hash ^ minima[band * Rows + row]);
                keys.Add((long)hash);
            }
        Keys = keys;
    }

    /// <summary>Texts of one voice have at least one key in common; texts that have one need not be of one voice.</summary>
    public IReadOnlyList<long> Keys { get; }

    /// <summary>The sketch of an article.</summary>
    public static TextSketch Of(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        var canonical = CanonicalForm(article.Text);
        var words = new List<ulong>();
        foreach (var word in canonical.AsSpan().Split(' '))
            words.Add(Hash64.Of(canonical.AsSpan(word)));
        var runs = new HashSet<ulong>();
        for (var i = 0; i + Run <= words.Count; i++)
            runs.Add(Hash64.Mix(words[i] ^ Hash64.Mix(words[i + 1] ^ Hash64.Mix(words[i + 2] ^ Hash64.Mix(words[i + 3])))));
        var minima = new uint[Bands * Rows];
        for (var i = 0; i < minima.Length; i++)
        {
            var (least, seed) = (ulong.MaxValue, (ulong)(i + 1) * 0x9E3779B97F4A7C15);
            foreach (var run in runs)
                least = Math.Min(least, Hash64.Mix(run + seed));
            minima[i] = (uint)(least >> 32);
        }
        return new(Hash64.Of(canonical), runs.Count, minima, [.. Addresses(article).Select(a => Hash64.Of(a))]);
    }

    /// <summary>The words of a text in lower case, one space between them: what stays when case, punctuation and spacing are left out.</summary>
    public static string CanonicalForm(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Half of a surrogate pair cannot be normalised; by way of UTF-8 it becomes a mark that is no letter.
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormKC);
        var words = new StringBuilder(whole.Length);
        foreach (var c in whole)
            if (char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is >= System.Globalization.UnicodeCategory.NonSpacingMark and <= System.Globalization.UnicodeCategory.EnclosingMark)
                words.Append(char.ToLowerInvariant(c));
            else if (words.Length > 0 && words[^1] != ' ')
                words.Append(' ');
        return words.ToString().TrimEnd();
    }

    /// <summary>Whether the texts have the same words: only case, punctuation and spacing differ.</summary>
    public bool IsSame(TextSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _words == other._words;
    }

    /// <summary>Whether both stood at one address: one text in two versions.</summary>
    public bool IsVersion(TextSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _addresses.Intersect(other._addresses).Any();
    }

    /// <summary>Whether the texts have nearly the same words, or one holds the other: a wire copy, a reprint, a shortened print.</summary>
    public bool IsCopy(TextSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_runs < FewestRuns || other._runs < FewestRuns)
            return false;
        var equal = 0;
        for (var i = 0; i < _minima.Length; i++)
            equal += _minima[i] == other._minima[i] ? 1 : 0;
        var shared = (double)equal / _minima.Length;
        var both = shared * (_runs + other._runs) / (1 + shared);
        return shared * 100 >= NearlySame || both * 100 >= Held * Math.Min(_runs, other._runs);
    }

    /// <summary>Whether the texts count as one voice: <see cref="IsSame"/>, <see cref="IsVersion"/> or <see cref="IsCopy"/>.</summary>
    public bool IsOneVoice(TextSketch other) => IsSame(other) || IsVersion(other) || IsCopy(other);

    /// <summary>The sketch as bytes, for a store.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[12 + 4 * _minima.Length + 8 * _addresses.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, _words);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), _runs);
        for (var i = 0; i < _minima.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12 + 4 * i), _minima[i]);
        for (var i = 0; i < _addresses.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(12 + 4 * _minima.Length + 8 * i), _addresses[i]);
        return bytes;
    }

    /// <summary>The sketch that <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="ArgumentException">The bytes are not those of a sketch.</exception>
    public static TextSketch FromBytes(ReadOnlySpan<byte> bytes)
    {
        const int Fixed = 12 + 4 * Bands * Rows;
        if (bytes.Length < Fixed || (bytes.Length - Fixed) % 8 != 0)
            throw new ArgumentException("Not the bytes of a sketch.", nameof(bytes));
        var minima = new uint[Bands * Rows];
        for (var i = 0; i < minima.Length; i++)
            minima[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + 4 * i)..]);
        var addresses = new ulong[(bytes.Length - Fixed) / 8];
        for (var i = 0; i < addresses.Length; i++)
            addresses[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(Fixed + 8 * i)..]);
        return new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]), minima, addresses);
    }

    /// <summary>Addresses that name one article: the start page of a site stands for all of them.</summary>
    private static IEnumerable<string> Addresses(Article article) =>
        new[] { article.CanonicalUrl, article.Url }.OfType<string>().Distinct(StringComparer.Ordinal)
            .Where(a => !Uri.TryCreate(a, UriKind.Absolute, out var uri) || uri.PathAndQuery != "/");
}
