using System.Text;
using System.Text.RegularExpressions;
using Entente.Articles;

namespace Entente.Reading;

/// <summary>How an article stands to the first of its voice.</summary>
public enum VoiceRelation
{
    /// <summary>No earlier article says the same.</summary>
    First,

    /// <summary>An earlier article has the same words: only case, punctuation and spacing differ.</summary>
    Same,

    /// <summary>An earlier article of the same address has other words: one text in two versions.</summary>
    Version,

    /// <summary>An earlier article has nearly the same words, or holds them, or is held: a wire copy, a reprint, a shortened print.</summary>
    Copy,
}

/// <summary>The voice that an article belongs to: articles that repeat one text count once, however many outlets print it.</summary>
/// <param name="Id">Id of the first article of the voice.</param>
/// <param name="Relation">How the article stands to it.</param>
/// <param name="Origin">The agency whose text it is, when this article or an earlier one of the voice names one.</param>
public sealed record Voice(string Id, VoiceRelation Relation, string? Origin);

/// <summary>Groups articles, as they come, into voices. It keeps about 3 KB an article and no text; it is not thread-safe, and its answers depend on the order of the articles.</summary>
/// <remarks>MinHash over runs of four words: 96 minima in 32 bands of three find the candidates; the share of equal minima decides, together with the lengths, which tell when one text holds the other.</remarks>
public sealed class VoiceIndex
{
    private const int Run = 4;
    private const int Bands = 32;
    private const int Rows = 3;
    private const int FewestRuns = 12;

    /// <summary>Share of runs of both texts together, in hundredths, from which they are copies.</summary>
    private const int NearlySame = 60;

    /// <summary>Share of runs of the shorter text, in hundredths, from which the longer holds it.</summary>
    private const int Held = 80;

    private static readonly Regex Words = new(@"[\p{L}\p{M}\p{Nd}]+", RegexOptions.NonBacktracking);
    private readonly Dictionary<ulong, List<int>> _bands = [];
    private readonly Dictionary<ulong, int> _same = [];
    private readonly Dictionary<string, int> _addresses = new(StringComparer.Ordinal);
    private readonly List<Entry> _entries = [];
    private readonly List<string?> _origins = [];

    /// <summary>The words of a text in lower case, one space between them: what stays when case, punctuation and spacing are left out.</summary>
    public static string CanonicalForm(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Join(' ', Words.Matches(text.Normalize(NormalizationForm.FormKC).ToLowerInvariant()).Select(m => m.Value));
    }

    /// <summary>Puts an article into its voice.</summary>
    public Voice Add(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        var canonical = CanonicalForm(article.Text);
        var hash = Hash(canonical);
        var words = canonical.Split(' ');
        var runs = new HashSet<ulong>();
        for (var i = 0; i + Run <= words.Length; i++)
            runs.Add(Hash(string.Join(' ', words[i..(i + Run)])));
        var minima = Minima(runs);
        var (relation, first) = Find(article, hash, minima, runs.Count);
        var number = _entries.Count;
        var voice = first < 0 ? number : _entries[first].Voice;
        _entries.Add(new Entry(first < 0 ? article.Id : _entries[voice].Id, voice, minima, runs.Count));
        _origins.Add(null);
        _origins[voice] ??= article.Origin;
        _same.TryAdd(hash, number);
        foreach (var address in Addresses(article))
            _addresses.TryAdd(address, number);
        if (runs.Count >= FewestRuns)
            foreach (var band in BandsOf(minima))
            {
                if (!_bands.TryGetValue(band, out var list))
                    _bands[band] = list = [];
                // A text that is copied a thousand times is found by its first copies.
                if (list.Count < 16)
                    list.Add(number);
            }
        return new Voice(_entries[voice].Id, relation, _origins[voice]);
    }

    private (VoiceRelation Relation, int First) Find(Article article, ulong hash, ulong[] minima, int runs)
    {
        var sameAddress = Addresses(article).Select(a => _addresses.TryGetValue(a, out var found) ? found : -1).FirstOrDefault(f => f >= 0, -1);
        if (_same.TryGetValue(hash, out var same))
            return (VoiceRelation.Same, same);
        if (sameAddress >= 0)
            return (VoiceRelation.Version, sameAddress);
        if (runs < FewestRuns)
            return (VoiceRelation.First, -1);
        var candidates = BandsOf(minima).SelectMany(b => _bands.TryGetValue(b, out var list) ? list : []).Distinct().Order();
        foreach (var candidate in candidates)
            if (IsCopy(minima, runs, _entries[candidate]))
                return (VoiceRelation.Copy, candidate);
        return (VoiceRelation.First, -1);
    }

    private static bool IsCopy(ulong[] minima, int runs, Entry other)
    {
        var equal = 0;
        for (var i = 0; i < minima.Length; i++)
            equal += minima[i] == other.Minima[i] ? 1 : 0;
        var shared = (double)equal / minima.Length;
        var both = shared * (runs + other.Runs) / (1 + shared);
        return shared * 100 >= NearlySame || both * 100 >= Held * Math.Min(runs, other.Runs);
    }

    private static IEnumerable<string> Addresses(Article article) => new[] { article.CanonicalUrl, article.Url }.OfType<string>().Distinct(StringComparer.Ordinal);

    private static ulong[] Minima(HashSet<ulong> runs)
    {
        var minima = new ulong[Bands * Rows];
        Array.Fill(minima, ulong.MaxValue);
        foreach (var run in runs)
            for (var i = 0; i < minima.Length; i++)
                minima[i] = Math.Min(minima[i], Mix(run + (ulong)(i + 1) * 0x9E3779B97F4A7C15));
        return minima;
    }

    private static IEnumerable<ulong> BandsOf(ulong[] minima)
    {
        for (var band = 0; band < Bands; band++)
        {
            var hash = (ulong)band;
            for (var row = 0; row < Rows; row++)
                hash = Mix(hash ^ minima[band * Rows + row]);
            yield return hash;
        }
    }

    /// <summary>FNV-1a over UTF-16 units.</summary>
    private static ulong Hash(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in text)
            hash = (hash ^ c) * 0x100000001B3;
        return Mix(hash);
    }

    /// <summary>The finaliser of SplitMix64: each bit of the result depends on each of the value.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private sealed record Entry(string Id, int Voice, ulong[] Minima, int Runs);
}
