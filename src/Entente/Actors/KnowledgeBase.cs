using NodaTime;

namespace Entente.Actors;

/// <summary>
/// States, organisations, groups, offices and their holders, places and arrangements, by their names and dates. Immutable and thread-safe; its data
/// files stand in <c>Actors/Data/&lt;language&gt;</c>.
/// </summary>
public sealed class KnowledgeBase
{
    private static readonly Lazy<KnowledgeBase> LoadedEnglish = new(() => new KnowledgeBase("en", []));

    private readonly string _language;
    private readonly IReadOnlyList<(UserActors File, string Path)> _own;
    private readonly Dictionary<string, Actor> _actors = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Arrangement> _arrangements = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<(Person Person, Holding Holding)>> _holders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Actor> _standsFor = new(StringComparer.Ordinal);

    private KnowledgeBase(string language, IReadOnlyList<(UserActors File, string Path)> own)
    {
        (_language, _own) = (language, own);
        var data = KnowledgeData.Built(language);
        foreach (var (file, path) in own)
            data.Add(file, path);

        var actors = new List<Actor>();
        (ActorRow[] Rows, ActorKind Kind, string Sector)[] sections =
            [(data.States, ActorKind.State, "GOV"), (data.Organisations, ActorKind.Organisation, "IGO"), (data.Groups, ActorKind.Group, "REB")];
        foreach (var (rows, kind, sector) in sections)
            foreach (var row in rows)
                AddActor(actors, row, kind, row.Sector ?? sector);
        Actors = actors;
        foreach (var (file, path) in own)
            Recognise(file, path);
        foreach (var (rows, kind, _) in sections)
            foreach (var row in rows)
                AddNames(row, kind);

        var arrangements = new List<Arrangement>();
        foreach (var row in data.Arrangements)
            AddArrangement(arrangements, row);
        Arrangements = arrangements;

        AddPersons(data.Officeholders);
        AddPlaces(data.Places);
        Words = new OfficeWords(data.Offices);
        References = new References(data.References);
        if (References.Publishers.Values.FirstOrDefault(id => GetActor(id) is null) is { } unknown)
            throw new InvalidDataException($"The publisher {unknown} is not among the actors.");
    }

    /// <summary>The knowledge base for English texts, loaded when it is first needed.</summary>
    /// <exception cref="InvalidDataException">A data file is broken; the message says which and where.</exception>
    public static KnowledgeBase English => LoadedEnglish.Value;

    /// <summary>This knowledge with the actors, offices, places and arrangements of a YAML file beside it. Where both know a name, the file wins.</summary>
    /// <param name="yaml">The text of the file; <c>docs/actors.md</c> has its form.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="ActorsFileException">The file has another form or says what cannot be; the message has the line and what was expected.</exception>
    public KnowledgeBase With(TextReader yaml, string path)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var text = yaml.ReadToEnd();
        return new(_language, [.. _own, (UserActors.Read(new StringReader(text), path), path)]) { OwnHashes = [.. OwnHashes, Articles.Article.ContentId("", text)] };
    }

    /// <summary>Hashes of the users' files, for the version of the coder that uses them.</summary>
    internal IReadOnlyList<string> OwnHashes { get; private init; } = [];

    /// <summary>This knowledge with another policy for a partly recognised place.</summary>
    /// <param name="place">Id of the place, or <c>default</c> for all of them.</param>
    /// <param name="policy"><c>own</c>: an actor of its own; <c>claimant</c>: part of the state that claims it.</param>
    /// <exception cref="ActorsFileException">There is no such place or policy.</exception>
    public KnowledgeBase Recognising(string place, string policy)
    {
        var file = new UserActors { Recognition = { [place == "default" ? place : place.ToUpperInvariant()] = policy } };
        file.CheckRecognition("recognition");
        return new(_language, [.. _own, (file, "recognition")]);
    }

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
        foreach (var entry in entries.OrderByDescending(e => e.Wins).ThenBy(e => e.Sense))
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

    /// <summary>
    /// Every name under which <see cref="Find"/> has something: those of actors, of their parts and of persons, and the offices that persons held. Meant for
    /// telling what a misspelt name may stand for.
    /// </summary>
    public IReadOnlyCollection<string> FindNames() =>
    [
        .. Names.All.Where(e => e.Actor is not null || e.Person is not null).Select(e => e.Name)
            .Concat(_actors.Keys)
            .Concat(_holders.Values.SelectMany(h => h).Select(h => h.Holding.Office))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>
    /// What the knowledge base has under a name: actors by their ids, names, adjectives, capitals and organs, and persons with the offices that they held.
    /// "British prime minister" gives the holders of the office, and so does "foreign minister" for all states when a day is given. With a day, only offices held and actors that existed on it, when there are any.
    /// </summary>
    public IReadOnlyList<ActorMatch> Find(string name, LocalDate? day = null)
    {
        var found = new List<ActorMatch>();
        if (GetActor(name.Trim()) is { } byId)
            found.Add(ActorMatch.Of(byId, "id"));
        foreach (var entry in Exact(name).OrderByDescending(e => e.Wins).ThenBy(e => e.Sense))
        {
            if (entry.Person is { } person)
                found.AddRange(person.Holdings.OrderBy(h => h.From ?? LocalDate.MinIsoValue).Select(h => ActorMatch.Of(person, h)));
            else if (entry.Actor is { } actor && !found.Exists(m => m.Actor == actor && m.Person is null))
                found.Add(ActorMatch.Of(actor, entry.Sense.ToString().ToLowerInvariant()));
        }
        if (found.Count == 0)
            found.AddRange(HoldersNamed(name));
        if (found.Count == 0)
            found.AddRange(HoldersAnywhere(name, day));
        return day is { } d && found.Any(m => m.Covers(d)) ? [.. found.Where(m => m.Covers(d)).Distinct()] : [.. found.Distinct()];
    }

    /// <summary>The offices of a body that somebody is known to have held on a day.</summary>
    internal IEnumerable<string> HoldersOn(Actor body, LocalDate day) => _holders.GetValueOrDefault(body.Id, []).Where(h => h.Holding.Covers(day)).Select(h => h.Holding.Office);

    /// <summary>The one person who held the office that a word names, in a body, on a day; null when nobody or several are known to.</summary>
    internal Person? HolderOf(Actor body, AgentWord office, LocalDate day)
    {
        (Person Person, Holding Holding)? best = null;
        foreach (var holder in _holders.GetValueOrDefault(body.Id, []))
        {
            if (!holder.Holding.Covers(day) || !Words.SameOffice(office.Word, holder.Holding.Office))
                continue;
            if (best is not { } other || other.Holding.To == day && holder.Holding.From == day || other.Person == holder.Person)
                best = holder;
            else if (holder.Holding.To != day || other.Holding.From != day)
                return null;
        }
        return best?.Person;
    }

    /// <summary>"British prime minister", "president of France", "NATO secretary general": everybody known to have held it.</summary>
    private List<ActorMatch> HoldersNamed(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is ["the" or "The", .. var rest])
            words = rest;
        for (var cut = 1; cut < words.Length; cut++)
        {
            var (left, right) = (string.Join(' ', words[..cut]), string.Join(' ', words[cut..]));
            if (right.StartsWith("of ", StringComparison.Ordinal))
                (left, right) = (right[3..], left);
            right = right.Replace("secretary general", "secretary-general", StringComparison.OrdinalIgnoreCase);
            var bodies = Exact(left.EndsWith("'s", StringComparison.Ordinal) ? left[..^2] : left).Where(e => e.Actor is not null).Select(e => e.Actor!).Distinct().ToList();
            var held = bodies.SelectMany(b => _holders.GetValueOrDefault(b.Id, [])).Where(h => IsOffice(right, h.Holding.Office))
                .OrderBy(h => h.Holding.From ?? LocalDate.MinIsoValue).Select(h => ActorMatch.Of(h.Person, h.Holding)).ToList();
            if (held.Count > 0)
                return held;
        }
        return [];
    }

    /// <summary>"White House press secretary", whose office tells the state, and on a day "foreign minister" of all.</summary>
    private IEnumerable<ActorMatch> HoldersAnywhere(string name, LocalDate? day) =>
        _holders.Values.SelectMany(h => h)
            .Where(h => day is { } d && h.Holding.Covers(d) ? IsOffice(name, h.Holding.Office) : Words.Get(name) is null && IsOffice(name, h.Holding.Office))
            .OrderBy(h => h.Holding.Body.Id, StringComparer.Ordinal).ThenBy(h => h.Holding.From ?? LocalDate.MinIsoValue)
            .Select(h => ActorMatch.Of(h.Person, h.Holding));

    /// <summary>Whether words name an office that a row has: "premier" the "prime minister", "foreign ministry spokeswoman" the "foreign ministry spokesperson".</summary>
    private bool IsOffice(string words, string held)
    {
        if (Words.Get(words) is { Office: not null } office)
            return Words.SameOffice(office.Word, held);
        var (cut, heldCut) = (words.LastIndexOf(' ') + 1, held.LastIndexOf(' ') + 1);
        return cut > 0 && string.Equals(words[..cut], held[..heldCut], StringComparison.OrdinalIgnoreCase)
            && (string.Equals(words[cut..], held[heldCut..], StringComparison.OrdinalIgnoreCase) || Words.Get(words[cut..])?.Office is { } last && last == Words.Get(held[heldCut..])?.Office);
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
            Name = row.Name == "" ? row.Id : row.Name,
            Sector = sector,
            Kind = kind,
            Names = [row.Name == "" ? row.Id : row.Name, .. row.Names],
            Members = Members(row),
            Home = row.Home,
            From = Rows.First(row.From),
            To = Rows.Last(row.To),
            Source = row.Source,
            CowNumber = row.Cow == 0 ? null : row.Cow,
            GleditschWardNumber = row.Gw == 0 ? null : row.Gw,
            Predecessors = row.Predecessors,
            Successors = row.Successors,
            ClaimedBy = row.ClaimedBy,
            KindWords = row.Kinds,
        };
        if (!_actors.TryAdd(actor.Id, actor))
            throw new InvalidDataException($"{actor.Id} stands twice among the actors.");
        actors.Add(actor);
    }

    /// <summary>
    /// Members and their days. "as UN" stands for all who were members of the United Nations while the organisation stood, each for the days of both; rows of its
    /// own come before that, and "not CHE" leaves one out.
    /// </summary>
    private List<ArrangementParty> Members(ActorRow row)
    {
        var (first, last) = (Rows.First(row.From), Rows.Last(row.To));
        var members = row.Members.Where(m => !m.StartsWith("as ", StringComparison.Ordinal) && !m.StartsWith("not ", StringComparison.Ordinal)).Select(Rows.Party).ToList();
        var known = members.Select(m => m.Id).Concat(row.Members.Where(m => m.StartsWith("not ", StringComparison.Ordinal)).Select(m => m[4..])).ToHashSet(StringComparer.Ordinal);
        foreach (var like in row.Members.Where(m => m.StartsWith("as ", StringComparison.Ordinal)).Select(m => m[3..]))
        {
            var model = GetActor(like) ?? throw new InvalidDataException($"{like} has to stand before {row.Id}, which has its members.");
            members.AddRange(model.Members.Where(m => !known.Contains(m.Id) && !(m.To < first) && !(m.From > last))
                .Select(m => new ArrangementParty(m.Id, m.From is null || m.From < first ? first ?? m.From : m.From, m.To is null || m.To > last ? last ?? m.To : m.To)));
        }
        return members;
    }

    /// <summary>Sets which partly recognised places are parts of the state that claims them.</summary>
    private void Recognise(UserActors file, string path)
    {
        foreach (var (place, policy) in file.Recognition)
        {
            var places = place == "default" ? Actors.Where(a => a.ClaimedBy is not null) : GetActor(place) is { ClaimedBy: not null } one
                ? [one]
                : throw new ActorsFileException(path, file.LineOf("recognition", place), $"{place} is not a partly recognised place with a claimant.", "one of " + string.Join(", ", Actors.Where(a => a.ClaimedBy is not null).Select(a => a.Id)));
            foreach (var actor in places)
            {
                if (policy == "claimant" && GetActor(actor.ClaimedBy!) is { } claimant)
                    _standsFor[actor.Id] = claimant;
                else
                    _standsFor.Remove(actor.Id);
            }
        }
    }

    /// <summary>For whom an actor's acts count.</summary>
    private Actor Acting(Actor actor) => _standsFor.GetValueOrDefault(actor.Id, actor);

    private void AddNames(ActorRow row, ActorKind kind)
    {
        var actor = _actors[row.Id];
        var sense = kind switch { ActorKind.State => NameSense.State, ActorKind.Organisation => NameSense.Organisation, _ => NameSense.Group };
        Add(sense, actor.Names);
        Add(NameSense.Adjective, row.Adjectives);
        Add(NameSense.Demonym, row.Demonyms);
        Add(NameSense.Capital, row.Capitals);
        Add(NameSense.Organ, row.Organs);
        Add(NameSense.Short, row.Short);
        foreach (var (bodySector, names) in row.Bodies)
            Add(NameSense.Body, names, bodySector);

        void Add(NameSense sense, IReadOnlyList<string> names, string? sector = null)
        {
            foreach (var name in names)
                Names.Add(new NameEntry(sense, name) { Actor = Acting(actor), Sector = sector, Atoms = NameAtoms(name), Wins = row.Own.Contains(name) });
        }
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
            var body = Acting(GetActor(row.Body) ?? throw Unknown(row));
            foreach (var holder in row.Holders)
            {
                var (from, to, names) = Rows.Holder(holder);
                var key = string.Join(' ', NameAtoms(names[0]));
                if (!persons.TryGetValue(key, out var person))
                    persons[key] = person = ([], []);
                person.Holdings.Add(new Holding(body, row.Office, row.Sector == "" ? body.Sector : row.Sector, from, to, row.Source));
                person.Names.AddRange(names);
            }
        }
        foreach (var (holdings, names) in persons.Values)
        {
            var person = new Person(names[0], holdings);
            foreach (var holding in holdings)
            {
                if (!_holders.TryGetValue(holding.Body.Id, out var holders))
                    _holders[holding.Body.Id] = holders = [];
                holders.Add((person, holding));
            }
            var seen = new List<string[]>(4);
            foreach (var name in names)
            {
                AddPerson(person, name, name.Contains(' ', StringComparison.Ordinal) ? NameSense.Person : NameSense.Surname, seen);
                foreach (var surname in Surnames(name))
                    AddPerson(person, surname, NameSense.Surname, seen);
            }
        }
    }

    private Exception Unknown(HoldersRow row) => _own.FirstOrDefault(o => o.File.Officeholders.Contains(row)) is { Path: { } path }
        ? new ActorsFileException(path, row.Line, $"The body {row.Body} of the office {row.Office} is not among the actors.", "the id of a state, organisation or group")
        : new InvalidDataException($"The body {row.Body} of the office {row.Office} is not among the actors.");

    private void AddPerson(Person person, string name, NameSense sense, List<string[]> seen)
    {
        var atoms = NameAtoms(name);
        foreach (var other in seen)
            if (other.AsSpan().SequenceEqual(atoms))
                return;
        seen.Add(atoms);
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
                throw _own.FirstOrDefault(o => o.File.Places.ContainsKey(state)) is { Path: { } path, File: { } theirs }
                    ? new ActorsFileException(path, theirs.LineOf("places", state), $"The state {state} of the places is not among the actors.", "the id of a state, or none")
                    : new InvalidDataException($"The state {state} of the places is not among the actors.");
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
