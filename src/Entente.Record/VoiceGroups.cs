using Entente.Relations;

namespace Entente.Record;

/// <summary>
/// Joins articles into voices: what is linked by a chain of copies is one voice, named by the least of its members' ids, so that the order of
/// arrival leaves no trace.
/// </summary>
internal sealed class VoiceGroups
{
    private readonly Dictionary<long, List<(string Voice, TextSketch Sketch)>> _keys = [];
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _origins = new(StringComparer.Ordinal);

    /// <summary>Puts an article beside those that are there.</summary>
    /// <param name="voice">The voice it has so far.</param>
    /// <param name="origin">The agency that it names.</param>
    /// <param name="sketch">Its text.</param>
    public void Add(string voice, string? origin, TextSketch sketch)
    {
        _parents.TryAdd(voice, voice);
        if (origin is not null)
            Name(Find(voice), origin);
        foreach (var key in sketch.Keys)
        {
            if (!_keys.TryGetValue(key, out var list))
                _keys[key] = list = new(1);
            foreach (var other in list)
                if (Find(voice) is var mine && Find(other.Voice) is var theirs && mine != theirs && sketch.IsOneVoice(other.Sketch))
                    Join(mine, theirs);
            list.Add((voice, sketch));
        }
    }

    /// <summary>The voice that <paramref name="voice"/> has become part of, and the agency that it names.</summary>
    public (string Voice, string? Origin) this[string voice] => (Find(voice), _origins.GetValueOrDefault(Find(voice)));

    private string Find(string voice)
    {
        while (_parents[voice] is var parent && parent != voice)
            voice = parent;
        return voice;
    }

    private void Join(string a, string b)
    {
        var (least, other) = string.CompareOrdinal(a, b) <= 0 ? (a, b) : (b, a);
        _parents[other] = least;
        if (_origins.TryGetValue(other, out var origin))
            Name(least, origin);
    }

    private void Name(string voice, string origin)
    {
        if (!_origins.TryGetValue(voice, out var named) || string.CompareOrdinal(origin, named) < 0)
            _origins[voice] = origin;
    }
}
