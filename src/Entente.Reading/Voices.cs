using Entente.Articles;
using Entente.Relations;

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

/// <summary>Groups articles, as they come, into voices. It keeps about 1 KB an article and no text; it is not thread-safe, and its answers depend on the order of the articles.</summary>
public sealed class VoiceIndex
{
    /// <summary>A text that is copied a thousand times is found by its first copies.</summary>
    private const int MostOfKey = 16;

    private readonly Dictionary<long, List<int>> _keys = [];
    private readonly List<Entry> _entries = [];
    private readonly List<string?> _origins = [];

    /// <summary>Puts an article into its voice.</summary>
    public Voice Add(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        var sketch = TextSketch.Of(article);
        var (relation, first) = Find(sketch);
        var number = _entries.Count;
        var voice = first < 0 ? number : _entries[first].Voice;
        _entries.Add(new Entry(article.Id, voice, sketch));
        _origins.Add(null);
        _origins[voice] ??= article.Origin;
        foreach (var key in sketch.Keys)
        {
            if (!_keys.TryGetValue(key, out var list))
                _keys[key] = list = new(1);
            if (list.Count < MostOfKey)
                list.Add(number);
        }
        return new Voice(_entries[voice].Id, relation, _origins[voice]);
    }

    private (VoiceRelation Relation, int First) Find(TextSketch sketch)
    {
        var candidates = sketch.Keys.SelectMany(k => _keys.TryGetValue(k, out var list) ? list : []).Distinct().Order().ToList();
        int first(Func<TextSketch, bool> fits) => candidates.FindIndex(c => fits(_entries[c].Sketch));
        return first(sketch.IsSame) is >= 0 and var same ? (VoiceRelation.Same, candidates[same])
            : first(sketch.IsVersion) is >= 0 and var version ? (VoiceRelation.Version, candidates[version])
            : first(sketch.IsCopy) is >= 0 and var copy ? (VoiceRelation.Copy, candidates[copy])
            : (VoiceRelation.First, -1);
    }

    private sealed record Entry(string Id, int Voice, TextSketch Sketch);
}
