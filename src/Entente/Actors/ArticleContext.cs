using Entente.Articles;
using NodaTime;

namespace Entente.Actors;

/// <summary>A person as one article knows them.</summary>
internal sealed record PersonRef(string Name, Actor? Actor, string Sector, string? Office);

/// <summary>What one article has named so far, and what its names say about it as a whole.</summary>
internal sealed class ArticleContext(KnowledgeBase knowledge, Article article)
{
    private readonly Dictionary<string, int> _named = new(StringComparer.Ordinal);
    private readonly HashSet<Person> _persons = [];
    private readonly HashSet<string> _unshared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PersonRef> _local = new(StringComparer.OrdinalIgnoreCase);

    public KnowledgeBase Knowledge { get; } = knowledge;

    public LocalDate? Day { get; } = article.Published;

    /// <summary>The body whose own site published the text; null for an outlet.</summary>
    public Actor? Publisher { get; } = PublisherOf(knowledge, article);

    /// <summary>Mentions made so far, in order.</summary>
    public List<ReadMention> History { get; } = [];

    /// <summary>Short forms that the article itself introduces: "Free Homeland Front (FHF)".</summary>
    public Dictionary<string, NameEntry> Acronyms { get; } = new(StringComparer.Ordinal);

    /// <summary>Who spoke last.</summary>
    public Mention? Speaker { get; set; }

    /// <summary>Takes in the names of all sentences before any is read.</summary>
    public void Survey(IReadOnlyList<SentenceNames> sentences)
    {
        foreach (var names in sentences)
            foreach (var hit in names.Hits)
                NoteUnshared(hit.Entries);
        foreach (var names in sentences)
        {
            foreach (var hit in names.Hits)
            {
                var entry = Pick(hit.Entries);
                if (entry is { Actor: { } actor, Sense: not NameSense.Short })
                    _named[actor.Id] = _named.GetValueOrDefault(actor.Id) + 1;
                if (entry is { Sense: NameSense.Person })
                    _persons.Add(PersonOf(hit.Entries)!);
                for (var i = hit.First; i < hit.End; i++)
                    _words.Add(names.Forms[i]);
            }
        }
    }

    /// <summary>Notes the states that the article tells by more than a name that two share: another name, a capital or city, a person in office.</summary>
    private void NoteUnshared(IReadOnlyList<NameEntry> entries)
    {
        if (entries.Any(e => Knowledge.References.SharedNames.ContainsKey(e.Name)) || Best(entries) is not { } entry
            || (Day is { } today ? !entry.Covers(today) : entry.Actor is { To: not null }))
            return;
        if ((entry.Actor?.Id ?? entry.State) is { } id)
            _unshared.Add(id);
        else if (entry.Person?.On(Day) is { } holding)
            _unshared.Add(holding.Body.Id);
    }

    /// <summary>
    /// Who a name means that two states share ("Congo", "Korea"): the one of which the article also gives another name, the capital, a city or a leader; by the day of
    /// the article where it gives none or both.
    /// </summary>
    private NameEntry Meant(NameEntry entry)
    {
        if (entry.Actor is null || !Knowledge.References.SharedNames.TryGetValue(entry.Name, out var row))
            return entry;
        var (usual, other) = (_unshared.Contains(row.Usual), _unshared.Contains(row.Other));
        var byDay = Day is { } d && row.OtherDays.Select(Rows.Days).Any(s => !(s.From > d) && !(s.To < d));
        var id = usual == other ? byDay ? row.Other : row.Usual : other ? row.Other : row.Usual;
        return id == entry.Actor.Id || Knowledge.GetActor(id) is not { } actor ? entry : entry with { Actor = actor };
    }

    /// <summary>Whether the article names the actor anywhere by a name of its own.</summary>
    public bool Names(Actor actor) => _named.ContainsKey(actor.Id);

    /// <summary>The same, or the other state of a shared name: "the South" beside North Korea.</summary>
    public bool NamesOrNeighbour(Actor actor) => Names(actor) || Knowledge.References.SharedNames.Values.Any(r =>
        (r.Usual == actor.Id && _named.ContainsKey(r.Other) || r.Other == actor.Id && _named.ContainsKey(r.Usual)) && actor.Kind == ActorKind.State);

    /// <summary>Whether the article has the word in a name.</summary>
    public bool HasNameWord(string word) => _words.Contains(word);

    /// <summary>Whether the article gives the person's full name.</summary>
    public bool Names(Person person) => _persons.Contains(person);

    /// <summary>The state that the article is about: one that more than half of its names of states stand for.</summary>
    public Actor? MainState()
    {
        var total = 0;
        (Actor? Actor, int Count) best = (null, 0);
        foreach (var (id, count) in _named)
        {
            if (Knowledge.GetActor(id) is not { Kind: ActorKind.State } actor)
                continue;
            total += count;
            if (count > best.Count || count == best.Count && best.Actor is { } other && string.CompareOrdinal(id, other.Id) < 0)
                best = (actor, count);
        }
        return best.Count * 2 > total ? best.Actor : null;
    }

    /// <summary>The likeliest meaning of a name on the article's day: one that existed then, by the order of senses, and named elsewhere in the article.</summary>
    public NameEntry? Pick(IReadOnlyList<NameEntry> entries) => Best(entries) is { } best ? Meant(best) : null;

    private NameEntry? Best(IReadOnlyList<NameEntry> entries)
    {
        NameEntry? best = null;
        var bestRank = int.MaxValue;
        foreach (var entry in entries)
        {
            var rank = entry.Wins ? -1000 : (int)entry.Sense * 4;
            if (Day is { } d ? !entry.Covers(d) : entry.Actor is { To: not null })
                rank += 1000;
            if (entry.Actor is { } actor && !Names(actor))
                rank += 1;
            if (rank < bestRank)
                (best, bestRank) = (entry, rank);
        }
        return best;
    }

    /// <summary>The person that a full name means on the article's day.</summary>
    public Person? PersonOf(IReadOnlyList<NameEntry> entries)
    {
        var persons = entries.Where(e => e.Sense == NameSense.Person).Select(e => e.Person!);
        return Day is { } d
            ? persons.OrderByDescending(p => p.Holdings.Any(h => h.Covers(d))).ThenByDescending(p => p.Holdings.Any(h => h.To < d)).FirstOrDefault()
            : persons.MaxBy(p => p.Holdings.Max(h => h.From ?? LocalDate.MinIsoValue));
    }

    /// <summary>The person with the office on the article's day; without an office, and of the elite, before the first and after the last.</summary>
    public PersonRef Ref(Person person)
    {
        var holding = person.On(Day);
        var held = Day is not { } d || holding.Covers(d);
        return new PersonRef(person.Name, holding.Body, held ? holding.Sector : "ELI", held ? holding.Office : null);
    }

    /// <summary>Keeps a person under the full name and the family name.</summary>
    public void Remember(PersonRef person)
    {
        _local[Key(person.Name)] = person;
        foreach (var surname in KnowledgeBase.Surnames(person.Name))
            _local[Key(surname)] = person;
    }

    /// <summary>A person named before in this article, by full name or family name.</summary>
    public PersonRef? Recall(string name) => _local.GetValueOrDefault(Key(name));

    private static Actor? PublisherOf(KnowledgeBase knowledge, Article article)
    {
        if (!Uri.TryCreate(article.Url, UriKind.Absolute, out var address))
            return null;
        foreach (var (site, id) in knowledge.References.Publishers)
            if (address.Host == site || address.Host.EndsWith("." + site, StringComparison.Ordinal))
                return knowledge.GetActor(id);
        return null;
    }

    private static string Key(string name) => string.Join(' ', Atoms.Of(name));
}

/// <summary>A mention and what later phrases need to know of it.</summary>
internal sealed record ReadMention(Mention Mention, Actor? Actor, Arrangement? Arrangement, bool Subject, bool Plural)
{
    /// <summary>For a subject: all who stand beside it, or whom it met, itself among them; empty when it stands alone.</summary>
    public IReadOnlyList<Actor> Together { get; init; } = [];

    /// <summary>Whether it is where something is or goes: "to Mali".</summary>
    public bool Placed { get; init; }
}
