using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Entente.Reading;

/// <summary>A pattern for ids and classes, which a page, and the pages of a site, repeat many times over: answers are kept. Thread-safe.</summary>
internal sealed class NameTest(Regex pattern)
{
    private const int MostKept = 4096;
    private const int LongestKept = 200;
    private readonly ConcurrentDictionary<string, bool> _answers = new(StringComparer.Ordinal);
    private int _kept;

    /// <summary>Whether the pattern is found in the names.</summary>
    public bool IsMatch(string names)
    {
        if (_answers.TryGetValue(names, out var known))
            return known;
        var found = pattern.IsMatch(names);
        if (names.Length > LongestKept)
            return found;
        if (Interlocked.Increment(ref _kept) > MostKept)
        {
            _answers.Clear();
            Interlocked.Exchange(ref _kept, 1);
        }
        _answers.TryAdd(names, found);
        return found;
    }
}
