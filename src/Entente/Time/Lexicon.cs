using System.Globalization;

namespace Entente.Time;

/// <summary>A value of the algebra that is not a time: a number, or a symbol such as <c>SP</c> or <c>START</c>.</summary>
internal readonly record struct Scalar(double Number, string? Symbol = null)
{
    public int Int => (int)Number;
}

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
    private readonly HashSet<string> _capital;

    public Lexicon(WordFile file)
    {
        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _capital = [.. file.Capital];
        foreach (var (name, words) in file.Classes)
        {
            var values = new Dictionary<int, Scalar>();
            foreach (var (word, value) in words)
                values[Intern(word)] = double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? new(number) : new(0, value);
            _classes.Add(name, values);
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

    /// <summary>Whether the class takes only words with a capital.</summary>
    public bool WantsCapital(string name) => _capital.Contains(name);
}

/// <summary>Form of <c>words.yaml</c>.</summary>
internal sealed class WordFile
{
    public List<string> Capital { get; init; } = [];

    public Dictionary<string, Dictionary<string, string>> Classes { get; init; } = [];
}
