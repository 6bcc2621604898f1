using System.Globalization;

namespace Entente.Time;

/// <summary>A value of the algebra that is not a time: a number, or a symbol such as <c>SP</c> or <c>START</c>.</summary>
internal readonly record struct Scalar(double Number, string? Symbol = null)
{
    public int Int => (int)Number;
}

/// <summary>An entry of a class that has several words or signs.</summary>
/// <param name="Units">Their numbers.</param>
/// <param name="Value">The value of the whole.</param>
internal readonly record struct Phrase(int[] Units, Scalar Value);

/// <summary>Words of one language and the token classes they belong to; also hands out the numbers under which the matcher knows words.</summary>
internal sealed class Lexicon
{
    /// <summary>Word that no rule and no class names.</summary>
    public const int Unknown = 0;

    /// <summary>Stands for any run of digits in the surroundings of a rule.</summary>
    public const int Digits = -1;

    private readonly Dictionary<string, int> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<string, Dictionary<int, Scalar>> _classes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<int, List<Phrase>>> _phrases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _capital;

    public Lexicon(WordFile file)
    {
        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _capital = [.. file.Capital];
        foreach (var (name, words) in file.Classes)
        {
            var values = new Dictionary<int, Scalar>();
            var phrases = new Dictionary<int, List<Phrase>>();
            foreach (var (written, value) in words)
            {
                var scalar = double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? new(number) : new Scalar(0, value);
                int[] units = [.. written.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Intern)];
                if (units is [var word])
                    values[word] = scalar;
                else if (phrases.TryGetValue(units[0], out var longer))
                    longer.Add(new(units, scalar));
                else
                    phrases.Add(units[0], [new(units, scalar)]);
            }
            foreach (var longer in phrases.Values)
                longer.Sort((a, b) => b.Units.Length.CompareTo(a.Units.Length));
            _classes.Add(name, values);
            _phrases.Add(name, phrases);
        }
    }

    /// <summary>Number of words known, with <see cref="Unknown"/>.</summary>
    public int Count => _ids.Count + 1;

    /// <summary>The number of a word, made when it is new.</summary>
    public int Intern(string word)
    {
        if (!_ids.TryGetValue(word, out var id))
            _ids.Add(word, id = _ids.Count + 1);
        return id;
    }

    /// <summary>The number of a word, <see cref="Unknown"/> when nothing names it.</summary>
    public int Find(ReadOnlySpan<char> word) => _lookup.TryGetValue(word, out var id) ? id : Unknown;

    /// <summary>The words of a class with their values, or null when there is no such class.</summary>
    public IReadOnlyDictionary<int, Scalar>? Class(string name) => _classes.GetValueOrDefault(name);

    /// <summary>The entries of a class that are longer than a word, by their first word, longest first; null when there is no such class.</summary>
    public IReadOnlyDictionary<int, List<Phrase>>? Phrases(string name) => _phrases.GetValueOrDefault(name);

    /// <summary>Whether the class takes only words with a capital.</summary>
    public bool WantsCapital(string name) => _capital.Contains(name);
}

/// <summary>Form of <c>words.yaml</c>.</summary>
internal sealed class WordFile
{
    public List<string> Capital { get; init; } = [];

    public Dictionary<string, Dictionary<string, string>> Classes { get; init; } = [];
}
