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

/// <summary>A trie over the atoms of names. Immutable once filled.</summary>
internal sealed class NameIndex
{
    private readonly Node _root = new();

    public void Add(NameEntry entry)
    {
        var node = _root;
        foreach (var atom in entry.Atoms)
        {
            node.Next ??= new Dictionary<string, Node>(StringComparer.OrdinalIgnoreCase);
            if (!node.Next.TryGetValue(atom, out var next))
                node.Next[atom] = next = new Node();
            node = next;
        }
        (node.Entries ??= []).Add(entry);
    }

    /// <summary>
    /// The longest name that starts at an atom and has the right letter case: its meanings and how many atoms it takes. A single letter inside a
    /// person's name may be passed over ("Joseph R. Biden").
    /// </summary>
    public (IReadOnlyList<NameEntry> Entries, int Length)? Longest(IReadOnlyList<string> atoms, int start)
    {
        (IReadOnlyList<NameEntry>, int)? best = null;
        List<int>? skips = null;
        var node = _root;
        for (var i = start; i < atoms.Count; i++)
        {
            if (node.Next is null)
                break;
            if (!node.Next.TryGetValue(atoms[i], out var next))
            {
                if (i == start || atoms[i].Length != 1 || !char.IsUpper(atoms[i][0]))
                    break;
                (skips ??= []).Add(i);
                continue;
            }
            node = next;
            if (node.Entries is { } entries && Fitting(entries, atoms, start, skips) is { Count: > 0 } fitting)
                best = (fitting, i + 1 - start);
        }
        return best;
    }

    /// <summary>All meanings of exactly these atoms, whatever their letter case; those with the right case first.</summary>
    public IReadOnlyList<NameEntry> Exact(IReadOnlyList<string> atoms)
    {
        var node = _root;
        foreach (var atom in atoms)
            if (node.Next is null || !node.Next.TryGetValue(atom, out node))
                return [];
        return node.Entries is { } entries ? [.. entries.OrderByDescending(e => e.CaseFits(atoms, 0))] : [];
    }

    private static List<NameEntry> Fitting(List<NameEntry> entries, IReadOnlyList<string> atoms, int start, List<int>? skips)
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

    private sealed class Node
    {
        public Dictionary<string, Node>? Next { get; set; }

        public List<NameEntry>? Entries { get; set; }
    }
}
