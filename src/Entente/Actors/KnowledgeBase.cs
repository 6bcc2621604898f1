using NodaTime;

namespace Entente.Actors;

/// <summary>
/// States, organisations, groups, offices and their holders, places and arrangements, by their names and dates. Immutable and thread-safe; its data
/// files stand in <c>Actors/Data/&lt;language&gt;</c>.
/// </summary>
public sealed class KnowledgeBase
{
    private static readonly Lazy<KnowledgeBase> LoadedEnglish = new(() => new KnowledgeBase("en"));

    private readonly Dictionary<string, Actor> _actors = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Arrangement> _arrangements = new(StringComparer.OrdinalIgnoreCase);

    private KnowledgeBase(string language)
    {
        var folder = $"Actors/Data/{language}/";
        var actors = new List<Actor>();
        foreach (var row in EmbeddedData.Yaml<ActorRow[]>(folder + "states.yaml"))
            AddActor(actors, row, ActorKind.State, row.Sector ?? "GOV");
        foreach (var row in EmbeddedData.Yaml<ActorRow[]>(folder + "organisations.yaml"))
            AddActor(actors, row, ActorKind.Organisation, row.Sector ?? "IGO");
        foreach (var row in EmbeddedData.Yaml<ActorRow[]>(folder + "groups.yaml"))
            AddActor(actors, row, ActorKind.Group, row.Sector ?? "REB");
        Actors = actors;

        var arrangements = new List<Arrangement>();
        foreach (var row in EmbeddedData.Yaml<ArrangementRow[]>(folder + "arrangements.yaml"))
            AddArrangement(arrangements, row);
        Arrangements = arrangements;

        AddPersons(EmbeddedData.Yaml<HoldersRow[]>(folder + "officeholders.yaml"));
        AddPlaces(EmbeddedData.Yaml<PlacesFile>(folder + "places.yaml"));
        Words = new OfficeWords(EmbeddedData.Yaml<OfficesFile>(folder + "offices.yaml"));
        References = new References(EmbeddedData.Yaml<ReferencesFile>(folder + "references.yaml"));
        if (References.Publishers.Values.FirstOrDefault(id => GetActor(id) is null) is { } unknown)
            throw new InvalidDataException($"The publisher {unknown} is not among the actors.");
    }

    /// <summary>The knowledge base for English texts, loaded when it is first needed.</summary>
    /// <exception cref="InvalidDataException">A data file is broken; the message says which and where.</exception>
    public static KnowledgeBase English => LoadedEnglish.Value;

    /// <summary>All actors, states first.</summary>
    public IReadOnlyList<Actor> Actors { get; }

    /// <summary>All arrangements.</summary>
    public IReadOnlyList<Arrangement> Arrangements { get; }

    /// <summary>The names of the index.</summary>
    internal NameIndex Names { get; } = new();

    /// <summary>Words for offices and agents.</summary>
    internal OfficeWords Words { get; }

    /// <summary>How phrases refer.</summary>
    internal References References { get; }

    /// <summary>The actor with an id, in any letter case; null when there is none.</summary>
    public Actor? GetActor(string id) => _actors.GetValueOrDefault(id);

    /// <summary>The arrangement with an id, in any letter case; null when there is none.</summary>
    public Arrangement? GetArrangement(string id) => _arrangements.GetValueOrDefault(id);

    /// <summary>
    /// The actors that a name can mean, likeliest first: by id, name, short form, capital, organ or person ("Lavrov" on a day in 2021 is Russia). Letter
    /// case matters only between meanings. With a day, meanings that did not exist then come only when no other did.
    /// </summary>
    public IReadOnlyList<Actor> FindActors(string name, LocalDate? day = null)
    {
        var found = new List<Actor>();
        if (GetActor(name.Trim()) is { } byId)
            found.Add(byId);
        var entries = Exact(name).Where(e => e.Actor is not null || e.Person is not null);
        if (day is { } d && entries.Any(e => e.Covers(d)))
            entries = entries.Where(e => e.Covers(d));
        foreach (var entry in entries.OrderBy(e => e.Sense))
            if ((entry.Person?.On(day).Body ?? entry.Actor) is { } actor && !found.Contains(actor))
                found.Add(actor);
        return found;
    }

    /// <summary>The arrangements that a name can mean, likeliest first: by id, name or short form. Letter case does not matter.</summary>
    public IReadOnlyList<Arrangement> FindArrangements(string name)
    {
        var found = new List<Arrangement>();
        if (GetArrangement(name.Trim()) is { } byId)
            found.Add(byId);
        foreach (var entry in Exact(name))
            if (entry.Arrangement is { } arrangement && !found.Contains(arrangement))
                found.Add(arrangement);
        return found;
    }

    private IReadOnlyList<NameEntry> Exact(string name)
    {
        var atoms = Atoms.Of(name);
        if (Names.Exact(atoms) is { Count: > 0 } entries)
            return entries;
        return atoms is [var first, ..] && first.Equals("the", StringComparison.OrdinalIgnoreCase) ? Names.Exact(atoms[1..]) : [];
    }

    private void AddActor(List<Actor> actors, ActorRow row, ActorKind kind, string sector)
    {
        var actor = new Actor
        {
            Id = row.Id,
            Name = row.Name,
            Sector = sector,
            Kind = kind,
            Names = [row.Name, .. row.Names],
            Members = [.. row.Members.Select(Rows.Party)],
            Home = row.Home,
            From = Rows.First(row.From),
            To = Rows.Last(row.To),
            Source = row.Source,
            KindWords = row.Kinds,
        };
        if (!_actors.TryAdd(actor.Id, actor))
            throw new InvalidDataException($"{actor.Id} stands twice among the actors.");
        actors.Add(actor);
        var sense = kind switch { ActorKind.State => NameSense.State, ActorKind.Organisation => NameSense.Organisation, _ => NameSense.Group };
        AddNames(sense, actor.Names, actor);
        AddNames(NameSense.Adjective, row.Adjectives, actor);
        AddNames(NameSense.Demonym, row.Demonyms, actor);
        AddNames(NameSense.Capital, row.Capitals, actor);
        AddNames(NameSense.Organ, row.Organs, actor);
        AddNames(NameSense.Short, row.Short, actor);
        foreach (var (bodySector, names) in row.Bodies)
            AddNames(NameSense.Body, names, actor, bodySector);
    }

    private void AddNames(NameSense sense, IReadOnlyList<string> names, Actor actor, string? sector = null)
    {
        foreach (var name in names)
            Names.Add(new NameEntry(sense, name) { Actor = actor, Sector = sector, Atoms = NameAtoms(name) });
    }

    private void AddArrangement(List<Arrangement> arrangements, ArrangementRow row)
    {
        var arrangement = new Arrangement
        {
            Id = row.Id,
            Name = row.Name,
            Kind = row.Kind,
            Names = [row.Name, .. row.Names],
            Parties = [.. row.Parties.Select(Rows.Party)],
            Keeper = row.Keeper,
            Strands = [.. row.Strands.Select(s => new Strand(s.Name, [s.Name, .. s.Names]))],
            From = Rows.First(row.Opened),
            InForce = Rows.First(row.InForce),
            To = Rows.Last(row.Ended),
            Source = row.Source,
        };
        if (!_arrangements.TryAdd(arrangement.Id, arrangement))
            throw new InvalidDataException($"{arrangement.Id} stands twice among the arrangements.");
        arrangements.Add(arrangement);
        foreach (var name in arrangement.Names)
            Names.Add(new NameEntry(NameSense.Arrangement, name) { Arrangement = arrangement, Atoms = NameAtoms(name) });
    }

    private void AddPersons(HoldersRow[] rows)
    {
        var persons = new Dictionary<string, (List<Holding> Holdings, List<string> Names)>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var body = GetActor(row.Body) ?? throw new InvalidDataException($"The body {row.Body} of the office {row.Office} is not among the actors.");
            foreach (var holder in row.Holders)
            {
                var (from, to, names) = Rows.Holder(holder);
                var key = string.Join(' ', NameAtoms(names[0]));
                if (!persons.TryGetValue(key, out var person))
                    persons[key] = person = ([], []);
                person.Holdings.Add(new Holding(body, row.Office, row.Sector, from, to));
                person.Names.AddRange(names);
            }
        }
        foreach (var (holdings, names) in persons.Values)
        {
            var person = new Person(names[0], holdings);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var name in names)
            {
                AddPerson(person, name, name.Contains(' ', StringComparison.Ordinal) ? NameSense.Person : NameSense.Surname, seen);
                foreach (var surname in Surnames(name))
                    AddPerson(person, surname, NameSense.Surname, seen);
            }
        }
    }

    private void AddPerson(Person person, string name, NameSense sense, HashSet<string> seen)
    {
        var atoms = NameAtoms(name);
        if (seen.Add(string.Join(' ', atoms)))
            Names.Add(new NameEntry(sense, name) { Person = person, Atoms = atoms });
    }

    /// <summary>The last word of a name, and with it the small words before it: "von der Leyen", "Leyen"; "al-Assad", "Assad".</summary>
    internal static IEnumerable<string> Surnames(string name)
    {
        var words = name.Split(' ');
        if (words.Length < 2)
            yield break;
        var last = words.Length - 1;
        while (last > 1 && words[last] is "Jr." or "II" or "III" or "VI" or "XIV" or "XVI")
            last--;
        if (last < words.Length - 1)
            yield break;
        yield return words[last];
        if (words[last].Split('-') is ["al" or "el" or "Al" or "El", var bare])
            yield return bare;
        var first = last;
        while (first > 1 && (char.IsLower(words[first - 1][0]) || words[first - 1] is "De" or "Del" or "Van" or "Le" or "Di" or "Da" or "El"))
            first--;
        if (first < last)
            yield return string.Join(' ', words[first..]);
    }

    private void AddPlaces(PlacesFile file)
    {
        foreach (var (state, rows) in file.Places)
        {
            if (state != "none" && GetActor(state) is null)
                throw new InvalidDataException($"The state {state} of the places is not among the actors.");
            foreach (var row in rows)
            {
                var names = row.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                foreach (var name in names)
                    Names.Add(new NameEntry(NameSense.Place, names[0]) { State = state == "none" ? null : state, Atoms = NameAtoms(name) });
            }
        }
        foreach (var outlet in file.Outlets)
            Names.Add(new NameEntry(NameSense.Outlet, outlet) { Atoms = NameAtoms(outlet) });
    }

    private static string[] NameAtoms(string name) => [.. Atoms.Of(name.StartsWith("the ", StringComparison.Ordinal) ? name[4..] : name)];
}
