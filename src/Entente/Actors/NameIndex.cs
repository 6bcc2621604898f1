using NodaTime;

namespace Entente.Actors;

/// <summary>What a name in the index stands for.</summary>
internal enum NameSense
{
    State, Organisation, Group, Arrangement, Body, Organ, Adjective, Demonym, Capital, Short, Person, Surname, Place, Outlet,
}

/// <summary>One meaning of one name.</summary>
internal sealed record NameEntry(NameSense Sense, string Name)
{
    /// <summary>The actor named, or whose part, people or capital is named.</summary>
    public Actor? Actor { get; init; }

    /// <summary>Sector of the part that is named, when it has one.</summary>
    public string? Sector { get; init; }

    public Arrangement? Arrangement { get; init; }

    public Person? Person { get; init; }

    /// <summary>State a place lies in.</summary>
    public string? State { get; init; }

    /// <summary>Whether a user gave the name, so that it wins over ours.</summary>
    public bool Wins { get; init; }

    /// <summary>The atoms of the name in their usual letter case.</summary>
    public required string[] Atoms { get; init; }

    /// <summary>Whether the written atoms have the letter case that the name asks for: "US" but not "us", "Turkey" or "TURKEY" but not "turkey".</summary>
    public bool CaseFits(IReadOnlyList<string> written, int from, IReadOnlyList<int>? skips = null)
    {
        var at = from;
        for (var i = 0; i < Atoms.Length; i++, at++)
        {
            while (skips is not null && skips.Contains(at))
                at++;
            var name = Atoms[i];
            var text = written[at];
            if (!char.IsUpper(name[0]))
                continue;
            if (!char.IsUpper(text[0]))
                return false;
            if (name.Length is 1 or > 4 || !IsUpper(name))
                continue;
            if (!string.Equals(name, text, StringComparison.Ordinal))
                return false;
        }
        return true;
    }

    private static bool IsUpper(string atom)
    {
        foreach (var c in atom)
            if (char.IsLower(c))
                return false;
        return true;
    }

    /// <summary>Whether what is named existed on the day.</summary>
    public bool Covers(LocalDate day) => Sense switch
    {
        NameSense.Person or NameSense.Surname => Person!.Holdings.Any(h => h.Covers(day)),
        NameSense.Arrangement => true,
        _ => Actor is null || !(Actor.From > day) && !(Actor.To < day),
    };
}

/// <summary>
/// An automaton over the atoms of names: each atom that is in some name has a number, and a step from a state by a number is one look-up. Words that are in no
/// name, which are most, cost one look-up. Immutable once filled.
/// </summary>
internal sealed class NameIndex
{
    /// <summary>Number of an atom that is in no name.</summary>
    public const int None = -1;

    // With room for what is built in: growing by steps is a tenth of the time that it takes to fill.
    private readonly Dictionary<string, int> _numbers = new(32_000, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<long, int> _steps = new(32_000);
    private readonly List<int> _first = new(32_000);
    private readonly List<List<NameEntry>?> _entries = new(48_000) { null };

    /// <summary>The number of an atom, in any letter case.</summary>
    public int NumberOf(string atom) => _numbers.TryGetValue(atom, out var number) ? number : None;

    /// <summary>All meanings of all names.</summary>
    public IEnumerable<NameEntry> All => _entries.Where(e => e is not null).SelectMany(e => e!);

    public void Add(NameEntry entry)
    {
        var state = 0;
        foreach (var atom in entry.Atoms)
        {
            if (!_numbers.TryGetValue(atom, out var number))
            {
                _numbers[atom] = number = _first.Count;
                _first.Add(0);
            }
            var next = Step(state, number);
            if (next == 0)
            {
                next = _entries.Count;
                _entries.Add(null);
                if (state == 0)
                    _first[number] = next;
                else
                    _steps[Key(state, number)] = next;
            }
            state = next;
        }
        if (state != 0)
            (_entries[state] ??= new(1)).Add(entry);
    }

    /// <summary>
    /// The longest name that starts at an atom and has the right letter case: its meanings and how many atoms it takes. A single letter inside a
    /// person's name may be passed over ("Joseph R. Biden").
    /// </summary>
    /// <param name="atoms">The atoms as written.</param>
    /// <param name="numbers">Their numbers.</param>
    /// <param name="start">Where the name has to start.</param>
    public (IReadOnlyList<NameEntry> Entries, int Length)? Longest(List<string> atoms, List<int> numbers, int start)
    {
        (IReadOnlyList<NameEntry>, int)? best = null;
        List<int>? skips = null;
        var state = 0;
        for (var i = start; i < atoms.Count; i++)
        {
            var next = numbers[i] == None ? 0 : Step(state, numbers[i]);
            if (next == 0)
            {
                if (i == start || atoms[i].Length != 1 || !char.IsUpper(atoms[i][0]))
                    break;
                (skips ??= []).Add(i);
                continue;
            }
            state = next;
            if (_entries[state] is { } entries && Fitting(entries, atoms, start, skips) is { Count: > 0 } fitting)
                best = (fitting, i + 1 - start);
        }
        return best;
    }

    /// <summary>All meanings of exactly these atoms, whatever their letter case; those with the right case first.</summary>
    public IReadOnlyList<NameEntry> Exact(List<string> atoms)
    {
        var state = 0;
        foreach (var atom in atoms)
        {
            var number = NumberOf(atom);
            state = number == None ? 0 : Step(state, number);
            if (state == 0)
                return [];
        }
        return _entries[state] is { } entries ? [.. entries.OrderByDescending(e => e.CaseFits(atoms, 0))] : [];
    }

    /// <summary>The state after a step; 0, which no step leads to, when there is none.</summary>
    private int Step(int state, int number) => state == 0 ? _first[number] : _steps.GetValueOrDefault(Key(state, number));

    private static long Key(int state, int number) => ((long)state << 32) | (uint)number;

    private static List<NameEntry> Fitting(List<NameEntry> entries, List<string> atoms, int start, List<int>? skips)
    {
        var fits = entries;
        for (var i = 0; i < entries.Count; i++)
        {
            var fit = entries[i].CaseFits(atoms, start, skips) && (skips is null || entries[i].Sense == NameSense.Person);
            if (fit && !ReferenceEquals(fits, entries))
                fits.Add(entries[i]);
            else if (!fit && ReferenceEquals(fits, entries))
                fits = entries[..i];
        }
        return fits;
    }
}
