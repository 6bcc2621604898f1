using Entente.Articles;

namespace Entente.Actors;

/// <summary>Makes the mentions of one sentence: names first, then phrases around words for offices and agents, then what takes up earlier mentions.</summary>
internal sealed class SentenceReader
{
    private readonly ArticleContext _context;
    private readonly KnowledgeBase _knowledge;
    private readonly SentenceNames _names;
    private readonly IReadOnlyList<Token> _tokens;
    private readonly string _text;
    private readonly int _index;
    private readonly NameReading?[] _readingAt;
    private readonly Piece?[] _pieceAt;
    private readonly List<Phrase> _phrases = [];
    private readonly SortedDictionary<int, ReadMention> _byHead = [];

    public SentenceReader(ArticleContext context, SentenceNames names, string text, int index)
    {
        _context = context;
        _knowledge = context.Knowledge;
        _names = names;
        _tokens = names.Tokens;
        _text = text;
        _index = index;
        _readingAt = new NameReading?[_tokens.Count];
        _pieceAt = new Piece?[_tokens.Count];
    }

    public IEnumerable<Mention> Read()
    {
        ReadNames();
        ReadAcronyms();
        FindPieces();
        ReadPersons();
        JoinAcronyms();
        GroupPhrases();
        foreach (var phrase in _phrases)
            Resolve(phrase);
        ReadAppositions();
        foreach (var phrase in _phrases)
            if (!phrase.OfPronoun)
                AddPhrase(phrase);
        AddNames();
        foreach (var phrase in _phrases)
        {
            if (phrase.OfPronoun)
            {
                phrase.Resolved = false;
                Resolve(phrase);
                AddPhrase(phrase);
            }
        }
        foreach (var phrase in _phrases)
            if (IsPair(phrase))
                AddPair(phrase);
        AddNamedPairs();
        AddDefinites();
        AddPronouns();
        NoteTogether();
        _context.History.AddRange(_byHead.Values);
        NoteSpeaker();
        return _byHead.Values.Select(m => m.Mention);
    }

    // Names ---------------------------------------------------------------------------------------------------------------------------------

    private void ReadNames()
    {
        foreach (var hit in _names.Hits)
        {
            if (_context.Pick(hit.Entries) is not { } entry || entry.Sense is NameSense.Surname)
                continue;
            // "US$500 million" is money.
            if (_names.Forms[hit.End - 1].EndsWith('$') || hit.End < _tokens.Count && _tokens[hit.End].Form == "$" && !_tokens[hit.End - 1].SpaceAfter)
                continue;
            if (entry.Sense == NameSense.Short && (entry.Actor is not { } actor || !_context.NamesOrNeighbour(actor) || IsModified(hit) || actor.Kind == ActorKind.State && !IsNamedByDirection(hit)))
                continue;
            if (entry.Sense is NameSense.State or NameSense.Capital or NameSense.Place or NameSense.Adjective && IsPartOfPersonName(hit))
                continue;
            if (entry.Sense is NameSense.State or NameSense.Capital && ElsewhereState(entry) is { } elsewhere)
                entry = new NameEntry(NameSense.Place, entry.Name) { State = elsewhere, Atoms = entry.Atoms };
            if (entry.Sense == NameSense.Person)
                SetReading(new NameReading(hit.First, hit.End, entry) { Person = _context.Ref(_context.PersonOf(hit.Entries)!) });
            else
                SetReading(new NameReading(hit.First, hit.End, entry));
        }
    }

    /// <summary>"Free Homeland Front (FHF)": the acronym is the article's short form of the name before it, here and later.</summary>
    private void ReadAcronyms()
    {
        for (var i = 2; i + 1 < _tokens.Count; i++)
        {
            var acronym = _names.Forms[i];
            if (_names.Forms[i - 1] != "(" || _names.Forms[i + 1] != ")" || acronym.Length is < 2 or > 8 || !acronym.All(char.IsUpper) || _context.Acronyms.ContainsKey(acronym))
                continue;
            var first = StartOfAcronym(acronym, i - 2);
            if (first < 0 || _readingAt[i]?.Entry is { Actor: { } known } && _readingAt[i - 2]?.Entry.Actor == known)
                continue;
            if (_readingAt[first] is { Person: null } whole && whole.First == first && whole.End == i - 1)
            {
                _context.Acronyms[acronym] = whole.Entry;
                continue;
            }
            string? sector = null;
            for (var k = first; k < i - 1; k++)
                sector = _knowledge.References.BodyWords.GetValueOrDefault(_names.Forms[k], sector!);
            if (sector is null || i - 1 - first < 2)
                continue;
            var name = _text[_tokens[first].Span.Start.._tokens[i - 2].Span.End];
            var body = new Actor { Id = acronym, Name = name, Sector = sector, Kind = sector == "IGO" ? ActorKind.Organisation : ActorKind.Group, Names = [name, acronym] };
            var entry = new NameEntry(NameSense.Group, name) { Actor = body, Atoms = [] };
            _context.Acronyms[acronym] = entry;
            SetReading(new NameReading(first, i - 1, entry));
        }
        if (_context.Acronyms.Count == 0)
            return;
        for (var i = 0; i < _tokens.Count; i++)
            if (_context.Acronyms.TryGetValue(_names.Forms[i], out var entry) && (_readingAt[i] is not { } there || there.End - there.First == 1))
                SetReading(new NameReading(i, i + 1, entry));
    }

    /// <summary>Where the words start whose initials are the letters of an acronym, going back from a word; −1 when they are not.</summary>
    private int StartOfAcronym(string acronym, int last)
    {
        var letter = acronym.Length - 1;
        for (var k = last; k >= 0 && k > last - 12; k--)
        {
            var form = _names.Forms[k];
            if (char.IsUpper(form[0]))
            {
                if (form[0] != acronym[letter])
                    return -1;
                if (letter-- == 0)
                    return k;
            }
            else if (form is not ("of" or "the" or "for" or "and" or "in" or "on" or "to" or "de" or "du" or "-" or "'s" or "’s"))
            {
                return -1;
            }
        }
        return -1;
    }

    private void SetReading(NameReading reading)
    {
        for (var i = reading.First; i < reading.End; i++)
            _readingAt[i] = reading;
    }

    /// <summary>"The North", but not "up North" or "the North of the island".</summary>
    private bool IsNamedByDirection(NameHit hit) =>
        hit.First > 0 && _names.Lemmas[hit.First - 1].Equals("the", StringComparison.OrdinalIgnoreCase)
        && (hit.End == _tokens.Count || _tokens[hit.End].Upos is not (Upos.Noun or Upos.Propn or Upos.Adj) && _names.Forms[hit.End] is not ("of" or "-"));

    /// <summary>"Alliance" in "Northern Alliance" or "Alliance for Progress" is another name.</summary>
    private bool IsModified(NameHit hit) =>
        hit.First > 0 && _tokens[hit.First - 1] is { Upos: Upos.Propn } && _names.HitAt(hit.First - 1) is null
        || hit.End < _tokens.Count && _tokens[hit.End].Upos == Upos.Propn && _names.HitAt(hit.End) is null && _pieceAt[hit.End] is null && char.IsUpper(_names.Forms[hit.End][0]);

    /// <summary>A name of a place inside a person's name: "Jim Jordan", "Chad Brown".</summary>
    private bool IsPartOfPersonName(NameHit hit)
    {
        if (hit.End - hit.First > 1)
            return false;
        var token = _tokens[hit.First];
        var before = hit.First > 0 && _tokens[hit.First - 1] is { Upos: Upos.Propn } && IsNoOtherName(hit.First - 1)
            && token.Head == hit.First - 1 && token.Deprel == "flat" && _knowledge.Words.Get(_names.Forms[hit.First - 1]) is null;
        var after = hit.End < _tokens.Count && _tokens[hit.End] is { Upos: Upos.Propn, Deprel: "flat" } next && next.Head == hit.First && IsNoOtherName(hit.End)
            && _knowledge.Words.Get(_names.Forms[hit.End]) is null;
        return before || after;
    }

    /// <summary>Whether a word is in no list, or only a family name ("Brown" in "Chad Brown").</summary>
    private bool IsNoOtherName(int token) => _names.HitAt(token) is not { } hit || hit.Entries.All(e => e.Sense == NameSense.Surname);

    /// <summary>The other state in which a place of that name lies, when the words around say so.</summary>
    private string? ElsewhereState(NameEntry entry)
    {
        foreach (var row in _knowledge.References.Ambiguous)
            if (row.Name == entry.Name && row.Sense.Equals(entry.Sense.ToString(), StringComparison.OrdinalIgnoreCase) && row.With.Any(w => Array.Exists(_names.Forms, f => f == w)) && !row.Without.Any(_context.HasNameWord))
                return row.PlaceIn;
        return null;
    }

    // Words for offices and agents ------------------------------------------------------------------------------------------------------------

    private void FindPieces()
    {
        for (var i = 0; i < _tokens.Count;)
        {
            if (_readingAt[i] is { } reading)
            {
                if (reading.Entry.Sense is NameSense.Body)
                {
                    var word = _knowledge.Words.Get(string.Join(' ', _names.Forms[reading.First..reading.End]));
                    SetPiece(new Piece(reading.First, reading.End, new AgentWord(reading.Entry.Name, null, reading.Entry.Sector ?? "GOV", false, "body")) { Default = reading.Entry.Actor, Generic = word is not null });
                }
                i = reading.End;
                continue;
            }
            if (_knowledge.Words.Longest(_names.Forms, _names.Lemmas, i) is not var (agent, length))
            {
                i++;
            }
            else if (agent.Kind == OfficeWords.Nobody || IsActivity(i + length - 1) || IsNameLikeTitle(i, length))
            {
                i += length;
            }
            else if (IsNoun(i + length - 1) && !Covered(i, i + length))
            {
                SetPiece(new Piece(i, i + length, agent));
                i += length;
            }
            else
            {
                i++;
            }
        }

        // "U.S. firm Sea Search Armada": the word is often taken for an adjective there.
        bool IsNoun(int i) => _tokens[i].Form.Length > 1 && (_tokens[i].Upos is Upos.Noun or Upos.Propn
            || i + 1 < _tokens.Count && _tokens[i + 1].Upos == Upos.Propn && _knowledge.References.FirmWords.Contains(_names.Forms[i]));
        bool Covered(int from, int to)
        {
            for (var i = from; i < to; i++)
                if (_readingAt[i] is not null)
                    return true;
            return false;
        }
    }

    /// <summary>"Martin Luther King", "Ahmed Omar Sheikh": a word for a title as the last word of a name.</summary>
    private bool IsNameLikeTitle(int at, int length) =>
        length == 1 && at > 0 && _knowledge.References.TitleNames.Contains(_names.Forms[at]) && _tokens[at - 1].Upos == Upos.Propn && char.IsUpper(_names.Forms[at - 1][0]) && _readingAt[at - 1] is null && _pieceAt[at - 1] is null
        && IsNoOtherName(at - 1) && (at + 1 == _tokens.Count || _tokens[at + 1].Upos != Upos.Propn || IsSuffix(_names.Forms[at + 1])) && (IsSubject(at) || _tokens[at].Deprel is "flat" or "obj" or "obl" or "nmod" or "nmod:poss" or "compound");

    private static bool IsSuffix(string form) => form is "Jr." or "Jr" or "Sr." or "II" or "III";

    /// <summary>"Joint patrols were suspended": what people do, and nobody.</summary>
    private bool IsActivity(int at)
    {
        var activities = _knowledge.References.Activities;
        if (!activities.Words.Contains(_names.Lemmas[at], StringComparer.OrdinalIgnoreCase))
            return false;
        for (var i = at - 1; i >= 0 && i >= at - 3 && _tokens[i].Upos is Upos.Adj or Upos.Noun or Upos.Punct or Upos.Propn; i--)
            if (activities.Modifiers.Contains(_names.Forms[i], StringComparer.OrdinalIgnoreCase))
                return true;
        return _tokens[at] is { Deprel: "obj" or "nsubj:pass", Head: >= 0 and var head } && activities.Verbs.Contains(_names.Lemmas[head], StringComparer.OrdinalIgnoreCase);
    }

    private void SetPiece(Piece piece)
    {
        for (var i = piece.First; i < piece.End; i++)
            _pieceAt[i] = piece;
    }

    // Persons -------------------------------------------------------------------------------------------------------------------------------

    private void ReadPersons()
    {
        foreach (var hit in _names.Hits)
        {
            if (_readingAt[hit.First] is { } reading && (reading.Person is not null || !TitleBefore(hit.First, out _)))
                continue;
            if (_pieceAt[hit.First] is not null || !hit.Entries.Any(e => e.Sense == NameSense.Surname) || _tokens[hit.First].Upos is not (Upos.Propn or Upos.Noun or Upos.Adj or Upos.X))
                continue;
            ReadSurname(hit);
        }
        for (var i = 0; i < _tokens.Count;)
        {
            var end = RunEnd(i);
            if (end == i)
            {
                i++;
                continue;
            }
            var name = _text[_tokens[i].Span.Start.._tokens[end - 1].Span.End];
            var entry = new NameEntry(NameSense.Person, name) { Atoms = [] };
            SetReading(new NameReading(i, end, entry) { Person = _context.Recall(name), Unknown = true });
            i = end;
        }
    }

    /// <summary>The end of a run of capitalised names that are in no list.</summary>
    private int RunEnd(int start)
    {
        var end = start;
        while (end < _tokens.Count && _readingAt[end] is null && _pieceAt[end] is null && (IsNameWord(end) || end > start && IsRestOfTitled(start, end) || end > start && IsParticle(end) && end + 1 < _tokens.Count && _readingAt[end + 1] is null && IsCapitalName(end + 1)))
            end += end + 2 < _tokens.Count && _tokens[end + 1].Form == "-" && _readingAt[end + 2] is null && _pieceAt[end + 2] is null && IsNamePart(end + 2) && !_tokens[end].SpaceAfter ? 2 : 1;
        return end;

        // "Harbor Deep Search"
        bool IsNameWord(int i) => char.IsUpper(_tokens[i].Form[0]) && (_tokens[i].Upos == Upos.Propn || i > start && _tokens[i].Xpos == "NNP" && i + 1 < _tokens.Count && _tokens[i + 1].Upos == Upos.Propn);
        bool IsNamePart(int i) => char.IsLetter(_tokens[i].Form[0]) && !_tokens[i + -1].SpaceAfter;
    }

    /// <summary>After a title and a first name: a number ("King Olav V") and a capitalised word that was taken for a common one ("Prime Minister Suleiman Demirel").</summary>
    private bool IsRestOfTitled(int start, int at) =>
        TitleBefore(start, out _) && (_names.Forms[at] is "I" or "II" or "III" or "IV" or "V" or "VI" or "VII" or "VIII"
            || _tokens[at].Upos == Upos.Noun && char.IsUpper(_names.Forms[at][0]) && at == start + 1);

    private bool TitleBefore(int token, out Piece? title)
    {
        title = token > 0 ? _pieceAt[token - 1] : null;
        return title is { Agent.Office: not null };
    }

    private void ReadSurname(NameHit hit)
    {
        var name = string.Join(' ', _names.Forms[hit.First..hit.End]);
        var before = hit.First > 0 ? _tokens[hit.First - 1] : null;
        var given = before is { Upos: Upos.Propn } && char.IsUpper(before.Form[0]) && _pieceAt[hit.First - 1] is null && IsNoOtherName(hit.First - 1) && !IsHonorific(before.Form);
        var more = hit.End < _tokens.Count && _tokens[hit.End] is { Upos: Upos.Propn } next && (next.Deprel == "flat" || next.Head == hit.First) && IsNoOtherName(hit.End) && _pieceAt[hit.End] is null;
        if (more || IsCalendar(hit))
            return;
        var persons = hit.Entries.Where(e => e.Sense == NameSense.Surname).Select(e => e.Person!).Distinct().ToList();
        // "Manuel Monteiro de Castro" is no Castro that we know.
        if (hit.First > 1 && IsParticle(hit.First - 1) && IsCapitalName(hit.First - 2))
        {
            var start = hit.First - 2;
            while (start > 0 && (IsCapitalName(start - 1) || start > 1 && IsParticle(start - 1) && IsCapitalName(start - 2)))
                start--;
            if (!persons.Any(p => AreAlike(p.Name.Split(' ')[0], _names.Forms[start])))
                return;
        }
        PersonRef? found = null;
        var first = hit.First;
        if (given)
        {
            // Another spelling of the given name of somebody in office: "Alexandre Lukashenko".
            if (InOffice(persons.Where(p => p.Name[0] == before!.Form[0] && p.Name.Split(' ').Length > 1 && AreAlike(p.Name.Split(' ')[0], before.Form))) is { } spelled)
                (found, first) = (_context.Ref(spelled), hit.First - 1);
        }
        else
        {
            found = _context.Recall(name);
            found ??= persons.FirstOrDefault(_context.Names) is { } named ? _context.Ref(named) : null;
            if (found is null && TitleBefore(hit.First, out var title))
                found = WithTitle(persons, title!.Agent) is { } titled ? _context.Ref(titled) : null;
            if (found is null && InOffice(persons, wellKnown: true) is { } known
                && (!_knowledge.References.CommonFamilyNames.Contains(name) || known.Holdings.Any(h => _context.Names(h.Body))))
                found = _context.Ref(known);
        }
        if (found is not null)
            SetReading(new NameReading(first, hit.End, new NameEntry(NameSense.Person, found.Name) { Atoms = [] }) { Person = found });
    }

    /// <summary>"In May", "last May", "May 9": the month and not the person.</summary>
    private bool IsCalendar(NameHit hit) =>
        _knowledge.References.CalendarNames.Contains(_names.Forms[hit.First])
        && (hit.First > 0 && (_tokens[hit.First - 1].Upos is Upos.Adp or Upos.Num or Upos.Adj || _names.Lemmas[hit.First - 1] is "this" or "mid" or "-")
            || hit.End < _tokens.Count && _tokens[hit.End].Upos == Upos.Num);

    private bool IsParticle(int at) => _names.Forms[at] is "de" or "da" or "do" or "dos" or "del" or "di" or "van" or "von" or "bin" or "ben";

    private bool IsCapitalName(int at) => _tokens[at].Upos == Upos.Propn && char.IsUpper(_names.Forms[at][0]) && _pieceAt[at] is null;

    private static bool IsHonorific(string form) => form is "Mr." or "Mr" or "Mrs." or "Mrs" or "Ms." or "Ms" or "Dr." or "Dr" or "Sir" or "Lord" or "Sen." or "Gen." or "Rep." or "Gov." or "Senator" or "Mullah" or "Ayatollah" or "Sheikh";

    private static bool AreAlike(string a, string b) => a.Length > 3 && b.Length > 3 && string.Equals(a[..3], b[..3], StringComparison.OrdinalIgnoreCase);

    /// <summary>The one person in office on the article's day; without a day, the one of whom there is only one.</summary>
    private Person? InOffice(IEnumerable<Person> persons, bool wellKnown = false)
    {
        Person? found = null;
        foreach (var person in persons)
        {
            if (!person.Holdings.Any(h => (_context.Day is not { } d || h.Covers(d)) && (!wellKnown || IsWellKnown(h))))
                continue;
            if (found is not null)
                return null;
            found = person;
        }
        return found;
    }

    /// <summary>A bare family name is enough for the high offices of the states most in the news; elsewhere the text has to name the state too.</summary>
    private bool IsWellKnown(Holding holding) =>
        _knowledge.References.WellKnownOffices.Contains(holding.Office) && (_knowledge.References.WellKnownBodies.Contains(holding.Body.Id) || _context.Names(holding.Body));

    private Person? WithTitle(List<Person> persons, AgentWord title)
    {
        var fitting = persons.Where(p => p.Holdings.Any(h => Fits(h.Office, h.Sector))).ToList();
        if (_context.Day is { } day)
        {
            return fitting.FirstOrDefault(p => p.Holdings.Any(h => h.Covers(day) && Fits(h.Office, h.Sector)))
                ?? fitting.Where(p => p.Holdings.Any(h => h.To < day)).MaxBy(p => p.Holdings.Where(h => h.To < day).Max(h => h.To!.Value));
        }
        return fitting.MaxBy(p => p.Holdings.Max(h => h.From ?? NodaTime.LocalDate.MinIsoValue));

        bool Fits(string office, string sector)
        {
            // "Foreign ministry spokesperson" is a spokesperson.
            if ((_knowledge.Words.Get(office) ?? _knowledge.Words.Get(office[(office.LastIndexOf(' ') + 1)..]))?.Office is { } held && held == title.Office || office.Contains(title.Word, StringComparison.OrdinalIgnoreCase) || title.Word.Contains(office, StringComparison.OrdinalIgnoreCase))
                return true;
            if (office == "leader")
                return title.Office is "president" or "prime minister" or "king" or "chancellor" or "leader" or "officer" or "supreme leader";
            return title.Office is "minister" or "secretary" or "leader" or "official" or "chairman" or "king" or "officer" or "ambassador" or "secretary-general" or "president" && sector != "OPP";
        }
    }

    /// <summary>"North Atlantic Treaty Organization (NATO)" is one mention; an acronym in brackets that no list has is kept for later.</summary>
    private void JoinAcronyms()
    {
        for (var i = 1; i + 2 < _tokens.Count; i++)
        {
            if (_tokens[i].Form != "(" || _tokens[i + 2].Form != ")" || _readingAt[i - 1] is not { Person: null } whole || _readingAt[i + 1] is not { } inner || inner.End != i + 2)
                continue;
            var same = inner.Entry.Actor is { } a && a == whole.Entry.Actor || inner.Entry.Arrangement is { } t && t == whole.Entry.Arrangement;
            if (!same)
                continue;
            var joined = new NameReading(whole.First, i + 3, whole.Entry) { Unknown = whole.Unknown };
            SetReading(joined);
        }
    }

    // Phrases -------------------------------------------------------------------------------------------------------------------------------

    private void GroupPhrases()
    {
        for (var i = 0; i < _tokens.Count;)
        {
            if (_pieceAt[i] is not { } piece)
            {
                i++;
                continue;
            }
            var pieces = new List<Piece> { piece };
            var end = piece.End;
            while (end < _tokens.Count && (_pieceAt[end] is not null || _tokens[end].Form == "-" && end + 1 < _tokens.Count && _pieceAt[end + 1] is not null))
            {
                var next = _pieceAt[end] ?? _pieceAt[end + 1]!;
                pieces.Add(next);
                end = next.End;
            }
            var phrase = new Phrase(pieces);
            foreach (var p in pieces)
                p.Phrase = phrase;
            _phrases.Add(phrase);
            i = end;
        }
    }

    private void Resolve(Phrase phrase)
    {
        if (phrase.Resolved)
            return;
        phrase.Resolved = true;
        var core = phrase.Core;
        phrase.HeadToken = Climb(core.End - 1, core.First, core.End);
        phrase.Sector = SectorOf(phrase);

        AttachPerson(phrase, phrase.End);
        var owner = OwnerLeft(phrase);
        if (owner is null && phrase.Pieces.Find(p => p.Default is not null) is { Default: { } whole } body)
            // "The Ministry of Defence of the Russian Federation" is not London's.
            owner = phrase.End < _tokens.Count && _names.Forms[phrase.End] == "of" && OwnerRight(phrase, phrase.End) is { Actor.Kind: ActorKind.State, Sense: not NameSense.Place } other ? other : body.Generic && !_context.Names(whole) && _context.MainState() is { } main ? new Owner(main, null, phrase.First) : new Owner(whole, null, phrase.First);
        if (owner is null && OwnerRight(phrase, phrase.End) is { } whose)
        {
            owner = whose;
            // "President of Ukraine Volodymyr Zelenskyy"
            if (phrase.PersonReading is null && whose.End > phrase.End && phrase.Core.Agent.Office is not null)
                AttachAfter(phrase, whose);
        }
        // "Security Council Secretary Armen Grigoryan of Armenia"
        if (phrase is { PersonReading.Unknown: true } && (owner is null || owner.Start == phrase.First || owner.Actor.Kind != ActorKind.State) && OfState(phrase.ExtendTo) is { } theirState)
            owner = new Owner(theirState, null, phrase.First);
        // "Prime Minister Gaston Thorn of Luxembourg", of whom we know another office at another time
        else if (owner is null && phrase.PersonReading is { Unknown: false, Person.Office: null } && OfState(phrase.ExtendTo) is { } thatState)
            owner = new Owner(thatState, null, phrase.First);
        // "Colonel Ahmed Talib of the Yemeni army"
        else if (owner is null && phrase is { PersonReading.Unknown: true } && phrase.ExtendTo < _tokens.Count && _names.Forms[phrase.ExtendTo] == "of")
            owner = OwnerRight(phrase, phrase.ExtendTo);

        var person = phrase.PersonReading?.Person;
        var former = IsFormer(phrase);
        if (person is { Actor: { } body2 } && (owner is null || person.Office is not null))
        {
            phrase.Actor = body2;
            phrase.Sector = person.Sector;
            phrase.Office = person.Office ?? core.Agent.Office;
            if (person.Sector == "ELI" && !former)
                phrase.Sector = phrase.Core.Agent.Sector;
        }
        else if (owner is not null && core.Agent.Kind == "others" && (IsCounterpart(core.Agent) ? owner.Possessive : IsBeside(owner)))
        {
            phrase.Others = true;
        }
        else if (owner is not null)
        {
            phrase.Actor = owner.Actor;
            phrase.Sector = Within(owner, phrase);
            phrase.Office = core.Agent.Office;
        }
        else
        {
            phrase.Office = core.Agent.Office;
            phrase.Others |= core.Agent.Kind == "others" && phrase.OfPronoun;
            TakeUp(phrase);
        }
        if (owner is null && person?.Actor is null && FirmSector(phrase) is { } firm)
            phrase.Sector = firm;
        if (former && phrase.Office is not null)
            phrase.Sector = "ELI";
        if (phrase.PersonReading is { Unknown: true } unknown)
        {
            unknown.Person = new PersonRef(unknown.Entry.Name, phrase.Actor, phrase.Sector, phrase.Office);
            _context.Remember(unknown.Person);
        }
        if (owner is not null)
        {
            phrase.Start = Math.Min(phrase.Start, owner.Start);
            phrase.Owners = owner.All;
        }
        if (IsCounterpart(core.Agent) && phrase.Actor is not null && phrase.PersonReading is null)
        {
            // "His Pakistani counterpart Imran Khan"
            if (phrase.End < _tokens.Count && _readingAt[phrase.End]?.Person is { } peer && peer.Actor == phrase.Actor)
                (phrase.Office, phrase.PersonName) = (peer.Office, peer.Name);
            else
                phrase.Office = PeerOffice(phrase.First);
        }
        // "The premier of Ontario" is not Canada's.
        if (!former && owner?.Sense != NameSense.Place)
            NameHolder(phrase);
    }

    /// <summary>
    /// The sector of a chairman or president of a body that is in no list ("Fiat chairman", "the chairman of Fiat", "Acme Corp. president"): a firm's, unless the
    /// body's own name says what it is. Null when no such body stands beside the words.
    /// </summary>
    private string? FirmSector(Phrase phrase)
    {
        if (phrase.Core.Agent.Office is not ("chairman" or "president" or "vice president"))
            return null;
        var left = phrase.First - (IsPossessive(phrase.First - 1) ? 2 : 1);
        var right = phrase.End < _tokens.Count && _names.Forms[phrase.End] == "of" ? phrase.End + (phrase.End + 1 < _tokens.Count && _names.Lemmas[phrase.End + 1] == "the" ? 2 : 1) : -1;
        var (body, before) = left >= 0 && _readingAt[left] is { Unknown: true } there ? (there, true) : right >= 0 && right < _tokens.Count ? (_readingAt[right], false) : (null, false);
        if (body is not { Unknown: true, Person: null })
            return null;
        if (_knowledge.References.BodyWords.TryGetValue(_names.Forms[body.End - 1], out var sector))
            return sector == "IGO" ? "GOV" : sector;
        // "The president of Zubrowka" may be one of a state.
        return before || phrase.Core.Agent.Office == "chairman" || _knowledge.References.CompanyEndings.Contains(_names.Forms[body.End - 1]) ? "BUS" : null;
    }

    private static bool IsCounterpart(AgentWord agent) => agent.Word is "counterpart" or "opposite number";

    /// <summary>"Its allies", "Russia's neighbours", "US partners": not the owner, but those beside it. "NATO allies" and "its Turkish ally" are the owner.</summary>
    private static bool IsBeside(Owner owner) => owner.Possessive || owner.Sense == NameSense.State;

    /// <summary>The office of whoever has the counterpart: the last one named before.</summary>
    private string? PeerOffice(int before)
    {
        if (_phrases.FindLast(p => p.First < before && p.Office is not null) is { } here)
            return here.Office;
        for (var i = before - 1; i >= 0; i--)
            if (_readingAt[i]?.Person?.Office is { } office)
                return office;
        return _context.History.LastOrDefault(m => m.Mention.Office is not null && m.Mention.Sentence >= _index - 1)?.Mention.Office;
    }

    /// <summary>"The British prime minister" is who held the office on the day of the article, unless the words speak of another time or of any prime minister.</summary>
    private void NameHolder(Phrase phrase)
    {
        if (phrase is not { PersonReading: null, PersonName: null, Actor: { } body, Office: { } office } || _context.Day is not { } day || _tokens[phrase.Core.End - 1].Xpos is "NNS" or "NNPS")
            return;
        for (var i = phrase.First - 1; i >= 0 && i >= phrase.First - 5; i--)
        {
            if (_knowledge.References.OtherHolderWords.Contains(_names.Forms[i]))
                return;
            if (_tokens[i].Upos is Upos.Verb or Upos.Adp or Upos.Det or Upos.Aux or Upos.Punct)
                break;
        }
        if (phrase.End < _tokens.Count && (_tokens[phrase.End].Form == "-" || _tokens[phrase.End].Upos == Upos.Noun) || _tokens[phrase.HeadToken].Deprel == "compound")
            return;
        foreach (var form in _names.Forms)
            if (form.Length == 4 && int.TryParse(form, out var year) && year is > 1900 and < 2100 && year != day.Year)
                return;
        if (phrase.Core.Agent.Office is not null)
        {
            phrase.PersonName = _knowledge.HolderOf(body, phrase.Core.Agent, day)?.Name;
            return;
        }
        // The counterpart of a secretary of state is a foreign minister.
        foreach (var peer in _knowledge.References.PeerOffices.FirstOrDefault(p => p.Contains(office)) is { } peers ? peers.Prepend(office) : [office])
        {
            if (_knowledge.Words.Get(peer) is not { } word || _knowledge.HolderOf(body, word, day) is not { } holder)
                continue;
            (phrase.Office, phrase.PersonName) = (holder.On(day).Office, holder.Name);
            return;
        }
    }

    /// <summary>The sector of the phrase: a spokesman or leader has the sector of the body named before the word.</summary>
    private static string SectorOf(Phrase phrase)
    {
        var core = phrase.Core.Agent;
        return phrase.Pieces.Count > 1 && Follows(core) ? phrase.Pieces[^2].Agent.Sector : core.Sector;
    }

    /// <summary>Whether somebody has the sector of the body that the words name: a spokesman, a chairman.</summary>
    private static bool Follows(AgentWord agent) => agent.Owned || agent.Office is "spokesperson" or "official" or "leader" or "adviser" or "chairman" or "governor" or "ambassador";

    /// <summary>The sector within an owner: an organisation's officials are IGO, its soldiers MIL; a group's people have its sector.</summary>
    private static string Within(Owner owner, Phrase phrase) => owner.Actor.Kind switch
    {
        ActorKind.Organisation => phrase.Sector == "MIL" ? "MIL" : "IGO",
        ActorKind.Group => owner.Actor.Sector,
        _ when owner.Sector is { } sector && (phrase.Core.Agent is { Owned: true, Kind: "delegation" } || phrase.Pieces.Count == 1 && Follows(phrase.Core.Agent)) => sector,
        _ => phrase.Sector,
    };

    private bool IsFormer(Phrase phrase)
    {
        for (var i = phrase.First - 1; i >= 0 && i >= phrase.First - 4; i--)
        {
            if (_names.Lemmas[i].ToUpperInvariant() is "FORMER" or "EX" or "EX-" or "LATE" or "THEN" or "ONETIME" or "OUSTED" or "DEPOSED")
                return true;
            if (_tokens[i].Upos is Upos.Verb or Upos.Adp or Upos.Det or Upos.Aux)
                return false;
        }
        return false;
    }

    private Owner? OwnerLeft(Phrase phrase)
    {
        var first = phrase.First;
        var barred = false;
        for (var k = first - 1; k >= 0; k--)
        {
            if (_readingAt[k] is { } reading)
            {
                if (barred)
                {
                    barred = false;
                    k = reading.First;
                    continue;
                }
                // "France's Europe minister"
                if (reading is { Unknown: true, Person: null } or { Entry: { Sense: NameSense.Place, State: null } })
                {
                    k = reading.First;
                    continue;
                }
                if (k > 0 && reading.First > 1 && _tokens[reading.First - 1].Form == "-" && IsAttitude(_names.Forms[reading.First - 2]))
                    return null;
                if (OwnerOf(reading) is not { } actor || k != first - 1 && !Reaches(reading, phrase))
                    return null;
                var possessive = IsPossessive(reading.End);
                reading.Consumed |= !possessive && reading.Person is null && reading.Entry.Sense is not NameSense.Place;
                return new Owner(actor, reading.Entry.Sector, reading.First) { Possessive = possessive, Sense = reading.Entry.Sense, All = possessive ? [] : AdjectivesBefore(reading, actor) };
            }
            if (_pieceAt[k]?.Phrase is { } other && other != phrase)
            {
                if (!IsPossessive(other.End))
                    return null;
                Resolve(other);
                return other.Actor is { } theirs ? new Owner(theirs, other.Sector, first) { Possessive = true } : null;
            }
            var token = _tokens[k];
            phrase.OfPronoun |= token.Xpos == "PRP$";
            if (token.Xpos == "PRP$")
                return Antecedent(phrase.OwnerPronoun = k) is { Actor: { } their } ? new Owner(their, null, k) { Possessive = true } : null;
            if (_knowledge.References.NotOwnerBefore.Contains(token.Form))
                barred = true;
            else if (!IsPossessive(k) && token.Upos is not (Upos.Adj or Upos.Noun or Upos.Propn or Upos.Num or Upos.Adv) && token.Form is not ("-" or "\"" or "“" or "”")
                && !(token.Upos == Upos.Verb && token.Xpos is "VBN" or "VBG"))
                return null;
        }
        return null;
    }

    /// <summary>"Leaders from China, Japan and South Korea": all of them.</summary>
    private List<Actor> Coordinated(NameReading first, Actor actor)
    {
        var all = new List<Actor> { actor };
        var head = Climb(first.End - 1, first.First, first.End);
        for (var i = first.End; i < _tokens.Count; i++)
            if (_tokens[i].Deprel == "conj" && _tokens[i].Head == head && _readingAt[i] is { } other && OwnerOf(other) is { } beside && beside.Kind == actor.Kind && !all.Contains(beside))
                all.Add(beside);
        return all;
    }

    /// <summary>"Dutch, Belgian and German ministers": all of them. "Iran and Chinese officials" are not.</summary>
    private List<Actor> AdjectivesBefore(NameReading last, Actor actor)
    {
        var all = new List<Actor> { actor };
        for (var at = last.First - 1; at > 0 && _names.Forms[at] is "," or "and"; at--)
        {
            if (_names.Forms[at] == "and" && _names.Forms[at - 1] == ",")
                at--;
            if (_readingAt[at - 1] is not { Entry: { Sense: NameSense.Adjective or NameSense.State, Actor: { } other } } reading || reading.Entry.Sense == NameSense.State && !IsShortForm(_names.Forms[at - 1]))
                break;
            if (!all.Contains(other))
                all.Insert(0, other);
            at = reading.First;
        }
        return all;

        static bool IsShortForm(string form) => form.Length <= 4 && form.All(c => char.IsUpper(c) || c == '.');
    }

    private static bool IsAttitude(string form) => form.ToUpperInvariant() is "PRO" or "ANTI" or "NON" or "CROSS" or "TRANS" or "ULTRA";

    private bool IsPossessive(int i) => i >= 0 && i < _tokens.Count && _tokens[i].Xpos == "POS";

    private Actor? OwnerOf(NameReading reading) => reading.Entry switch
    {
        { Sense: NameSense.Arrangement or NameSense.Outlet } => null,
        { Sense: NameSense.Place, State: { } state } => _knowledge.GetActor(state),
        { Actor: { } actor } => actor,
        _ => reading.Person?.Actor,
    };

    /// <summary>Whether a name hangs, over at most four steps, on a word of the phrase.</summary>
    private bool Reaches(NameReading reading, Phrase phrase)
    {
        var at = Climb(reading.End - 1, reading.First, reading.End);
        for (var i = 0; i < 4 && at >= 0; i++)
        {
            if (at >= phrase.First && at < Math.Max(phrase.End, phrase.ExtendTo))
                return true;
            at = _tokens[at].Head;
        }
        return false;
    }

    /// <summary>The owner that a preposition at a word, right after the phrase or the person in it, leads to.</summary>
    private Owner? OwnerRight(Phrase phrase, int at)
    {
        if (at + 2 < _tokens.Count && _names.Forms[at] is "loyal" or "allied" or "belonging" && _names.Forms[at + 1] is "to" or "with")
            at++;
        else if (at + 1 >= _tokens.Count || _tokens[at].Upos is not (Upos.Adp or Upos.Part) || !Governs(_names.Forms[at], phrase))
            return null;
        for (var k = at + 1; k < _tokens.Count && k <= at + 8; k++)
        {
            if (_readingAt[k] is { } reading)
            {
                // "The Ministry of Health of Argentina"
                if (reading is { Unknown: true, Person: null } && reading.End < _tokens.Count && _names.Forms[reading.End] == "of")
                {
                    k = reading.End - 1;
                    continue;
                }
                if (OwnerOf(reading) is not { } actor)
                    return null;
                if (_pieceAt[reading.End < _tokens.Count ? reading.End : k] is { } after && after.Phrase is { } larger && larger != phrase)
                {
                    Resolve(larger);
                    return larger.Actor is { } theirs ? new Owner(theirs, larger.Sector, phrase.First) { End = larger.End } : null;
                }
                return new Owner(actor, reading.Entry.Sector, phrase.First) { End = reading.End, Sense = reading.Entry.Sense, All = Coordinated(reading, actor) };
            }
            if (_pieceAt[k]?.Phrase is { } other && other != phrase)
            {
                Resolve(other);
                return other.Actor is { } theirs ? new Owner(theirs, other.Sector, phrase.First) : null;
            }
            phrase.OfPronoun |= _tokens[k].Xpos == "PRP$";
            if (_tokens[k].Xpos == "PRP$")
                return Antecedent(k) is { Actor: { } their } ? new Owner(their, null, phrase.First) : null;
            if (_tokens[k].Upos is not (Upos.Det or Upos.Adj or Upos.Noun or Upos.Propn or Upos.Num or Upos.Adv) && _tokens[k].Form is not ("-" or "'s" or "’s" or "of"))
                return null;
        }
        return null;
    }

    /// <summary>Whether the preposition makes an owner: "president of", "officials in", but not "embassy in", "troops in", "ambassador to".</summary>
    private static bool Governs(string preposition, Phrase phrase)
    {
        var agent = phrase.Core.Agent;
        var abroad = agent.Office is "ambassador" or "journalist" || agent.Word is "embassy" or "consulate" or "mission" or "consulate general" or "high commission";
        return preposition.ToUpperInvariant() switch
        {
            "OF" => true,
            "FROM" or "FOR" => !abroad || agent.Office is not null,
            "IN" or "AT" => !abroad && agent.Sector is "GOV" or "LEG" or "JUD" or "COP" or "OPP" or "CVL" && agent.Office is null or "official",
            _ => false,
        };
    }

    private void AttachPerson(Phrase phrase, int at)
    {
        if (at >= _tokens.Count || phrase.Core.Agent.Kind == "body" || phrase.Core.Agent is { Office: null, Sector: "GOV" or "BUS" or "COP" or "LEG" })
            return;
        if (_readingAt[at] is { } reading && reading.First == at && (reading.Person is not null || reading.Unknown) && !IsPossessive(at))
        {
            phrase.PersonReading = reading;
            phrase.ExtendTo = reading.End;
            reading.Consumed = true;
        }
    }

    /// <summary>
    /// The person named after an office and its owner. In "head of the office of the President of Ukraine Roman Mashovets" the name belongs to the whole, and so only
    /// the state is sure.
    /// </summary>
    private void AttachAfter(Phrase phrase, Owner owner)
    {
        if (owner.End >= _tokens.Count || _readingAt[owner.End] is not { } reading || reading.First != owner.End)
            return;
        var inner = phrase.First > 1 && (_names.Forms[phrase.First - 1] == "of" || _names.Lemmas[phrase.First - 1] == "the" && _names.Forms[phrase.First - 2] == "of");
        if (reading.Person is { } known ? known.Actor == owner.Actor && (!inner || known.Office is { } office && SameOffice(office, phrase.Core.Agent)) : !inner)
            AttachPerson(phrase, owner.End);
        else if (reading is { Unknown: true, Person: null } && _tokens[owner.End].Deprel is not "nsubj")
            _context.Remember(reading.Person = new PersonRef(reading.Entry.Name, owner.Actor, owner.Actor.Kind == ActorKind.State ? "GOV" : owner.Actor.Sector, null));
    }

    /// <summary>The state in "of Armenia" or "of Kharkiv" at a word; null when it is not there.</summary>
    private Actor? OfState(int at) => at <= 0 || at + 1 >= _tokens.Count || _names.Forms[at] != "of" ? null : _readingAt[at + 1]?.Entry switch
    {
        { Sense: NameSense.State or NameSense.Capital, Actor: { } state } => state,
        { Sense: NameSense.Place, State: { } id } => _knowledge.GetActor(id),
        _ => null,
    };

    /// <summary>An office or body without an owner: the one named before, else that of the state that the text is about.</summary>
    private void TakeUp(Phrase phrase)
    {
        var agent = phrase.Core.Agent;
        if (phrase.PersonReading?.Person is { } known)
        {
            (phrase.Actor, phrase.Sector, phrase.Office) = (known.Actor, known.Sector, known.Office ?? phrase.Office);
            return;
        }
        if (agent is { Office: null, Sector: "MIL" } && Sender(phrase) is { } sender)
        {
            phrase.Actor = sender;
            return;
        }
        var definite = phrase.First > 0 && _names.Lemmas[phrase.First - 1].ToUpperInvariant() is "THE" or "THIS" or "THAT";
        if (definite && phrase.PersonReading is null && KindWord(phrase) is { } organisation)
        {
            (phrase.Actor, phrase.Sector, phrase.Via) = (organisation, organisation.Sector, "definite");
            return;
        }
        if (agent.Office is { } office && definite)
        {
            for (var i = _context.History.Count - 1; i >= 0 && i >= _context.History.Count - 40; i--)
            {
                if (_context.History[i] is { Mention: { Office: { } held, Kind: MentionKind.Actor } before, Actor: { } actor } && (SameOffice(held, agent) || IsTitle(phrase, held)))
                {
                    (phrase.Actor, phrase.Sector, phrase.Office, phrase.PersonName, phrase.Via) = (actor, before.Sector!, held, before.Person, "definite");
                    return;
                }
            }
        }
        if (definite && agent.Office is null && phrase is { Pieces.Count: 1, PersonReading: null } && NamedBefore(phrase) is { } same)
        {
            (phrase.Actor, phrase.Sector, phrase.Via) = (same.Actor, same.Sector, "definite");
            return;
        }
        var home = _knowledge.References.HomeWords.Contains(agent.Word) && phrase.Pieces.Count == 1 && phrase.PersonReading is null && (definite || char.IsUpper(_tokens[phrase.First].Form[0]) && phrase.First > 0);
        if (home && HomeState(phrase) is { } state)
            (phrase.Actor, phrase.Via) = (state, "definite");
    }

    /// <summary>"A Turkish court freed him. The court…": whose it was when the same word stood with an owner, in this sentence or the five before.</summary>
    private (Actor Actor, string Sector)? NamedBefore(Phrase phrase)
    {
        if (_phrases.FindLast(p => p.First < phrase.First && p.Core.Agent == phrase.Core.Agent && !p.Others) is { } here)
            return here.Actor is { } actor ? (actor, here.Sector) : null;
        var word = _names.Forms[phrase.Core.End - 1];
        for (var i = _context.History.Count - 1; i >= 0 && _context.History[i].Mention.Sentence >= _index - 5; i--)
        {
            var before = _context.History[i];
            if (before.Mention is { Kind: MentionKind.Actor, Person: null, Via: not "pronoun" } mention && mention.Text.EndsWith(word, StringComparison.OrdinalIgnoreCase)
                && (mention.Text.Length == word.Length || mention.Text[^(word.Length + 1)] == ' '))
                return before.Actor is { } actor && before.Mention.Parties.Count < 2 ? (actor, before.Mention.Sector!) : null;
        }
        return null;
    }

    /// <summary>"Egypt deploys 800 troops to Yemen": Egypt's.</summary>
    private Actor? Sender(Phrase phrase)
    {
        if (_tokens[phrase.HeadToken] is not { Deprel: "obj", Head: >= 0 and var verb } || !_knowledge.References.SendingVerbs.Contains(_names.Lemmas[verb]))
            return null;
        for (var i = 0; i < _tokens.Count; i++)
            if (_tokens[i].Head == verb && _tokens[i].Deprel == "nsubj")
                return ActorAt(i) is { Kind: ActorKind.State } state ? state : null;
        return null;
    }

    /// <summary>"The Secretary" with its capital is the secretary of state or of defence who was named last, not any secretary.</summary>
    private bool IsTitle(Phrase phrase, string held) =>
        phrase.Core.End - phrase.Core.First == 1 && char.IsUpper(_tokens[phrase.Core.First].Form[0]) && held.Split(' ').Contains(phrase.Core.Agent.Word, StringComparer.OrdinalIgnoreCase);

    private bool SameOffice(string held, AgentWord agent) =>
        held == agent.Office || held == agent.Word || _knowledge.Words.Get(held)?.Office == agent.Office && agent.Office is not ("minister" or "secretary" or "official" or "officer");

    /// <summary>
    /// The state that "the government" or "the country" without more words is of: the one that the text is about, else the last one named in this or the sentence
    /// before, but no state that acts upon it in the same clause: "German forces are to defend the country" is not said of Germany.
    /// </summary>
    private Actor? HomeState(Phrase phrase)
    {
        var land = _knowledge.References.LandWords.Contains(phrase.Core.Agent.Word);
        var acting = land && _tokens[phrase.HeadToken].Deprel is "obj" or "iobj" || land && Case(phrase.HeadToken) is "on" or "against" or "to" or "with" ? ActingOn(phrase.HeadToken) : [];
        if (_context.MainState() is { } main && !acting.Contains(main))
            return main;
        if (_phrases.FindLast(p => p.First < phrase.First && p.Actor is { Kind: ActorKind.State } a && !acting.Contains(a) && IsSubject(Climb(p.HeadToken, p.Start, Math.Max(p.End, p.ExtendTo)))) is { } subject)
            return subject.Actor;
        // "Zelensky said the country would…"
        for (var i = phrase.First - 1; i >= 0; i--)
            if (IsSubject(i) && _readingAt[i]?.Person is { Actor: { Kind: ActorKind.State } own } && !acting.Contains(own))
                return own;
        var near = _context.History.Where(m => m.Mention.Sentence >= _index - 1 && m.Actor is { Kind: ActorKind.State } a && !acting.Contains(a)).ToList();
        // "France sent troops to Mali. The country…"
        if (land && near.LastOrDefault() is { Placed: true, Subject: false } there)
            return there.Actor;
        return near.LastOrDefault(m => m.Subject)?.Actor ?? (near.Select(m => m.Actor!.Id).Distinct().Count() == 1 ? near[^1].Actor : null);
    }

    /// <summary>Who does something to what a word stands for: the subjects of the clause that has it as an object, and whoever has the noun that it hangs on.</summary>
    private HashSet<Actor> ActingOn(int token)
    {
        var acting = new HashSet<Actor>();
        for (var (at, steps) = (token, 0); steps < 6 && _tokens[at].Head >= 0 && !IsSubject(at); at = _tokens[at].Head, steps++)
        {
            var head = _tokens[at].Head;
            var subjects = false;
            for (var i = 0; i < _tokens.Count; i++)
            {
                if (i == at || _tokens[i].Head != head || !IsSubject(i) && _tokens[i].Deprel != "nmod:poss")
                    continue;
                subjects |= IsSubject(i);
                if (ActorAt(i) is { } actor)
                    acting.Add(actor);
            }
            if (subjects)
                break;
        }
        return acting;
    }

    /// <summary>Whom a word and those beside it stand for, as far as that is read.</summary>
    private Actor? ActorAt(int token) =>
        _phrases.Find(p => token >= p.Start && token < Math.Max(p.End, p.ExtendTo))?.Actor ?? (_readingAt[token] is { } reading ? OwnerOf(reading) : null);

    /// <summary>The organisation or group that "the alliance" or "the court" takes up.</summary>
    private Actor? KindWord(Phrase phrase) => phrase.Pieces.Count == 1 && phrase.Core.End - phrase.Core.First == 1 ? LastOfKind(_names.Lemmas[phrase.Core.First]) : null;

    private Actor? LastOfKind(string word)
    {
        foreach (var mention in _byHead.Values.Reverse().Concat(Enumerable.Reverse(_context.History)))
            if (mention.Actor is { KindWords: var kinds } actor && kinds.Contains(word, StringComparer.OrdinalIgnoreCase))
                return actor;
        for (var i = _tokens.Count - 1; i >= 0; i--)
            if (_readingAt[i]?.Entry.Actor is { KindWords: var kinds } actor && kinds.Contains(word, StringComparer.OrdinalIgnoreCase))
                return actor;
        return null;
    }

    /// <summary>"Sergei Lavrov, Russia's foreign minister" and "the foreign minister, Sergei Lavrov": each tells who the other is.</summary>
    private void ReadAppositions()
    {
        foreach (var reading in _readingAt)
        {
            if (reading is null || reading.Consumed || reading.Person is null && !reading.Unknown)
                continue;
            var head = Climb(reading.End - 1, reading.First, reading.End);
            foreach (var phrase in _phrases)
            {
                var other = phrase.HeadToken;
                var tied = _tokens[other].Deprel == "appos" && _tokens[other].Head >= reading.First && _tokens[other].Head < reading.End
                    || _tokens[head].Deprel is "appos" or "flat" && _tokens[head].Head >= phrase.First && _tokens[head].Head < phrase.End;
                if (!tied || phrase.Core.Agent.Office is null && phrase.Core.Agent.Sector is "BUS" or "JUD")
                    continue;
                if (reading.Person is { } known)
                {
                    if (phrase.Actor is null && phrase.Office is not null)
                        (phrase.Actor, phrase.Sector) = (known.Actor, known.Sector);
                    if (phrase.PersonReading is null && phrase.PersonName is not null)
                        phrase.PersonName = known.Name;
                }
                else
                {
                    reading.Person = new PersonRef(reading.Entry.Name, phrase.Actor, phrase.Sector, phrase.Office);
                    _context.Remember(reading.Person);
                    if (phrase.PersonReading is null && phrase.PersonName is not null)
                        phrase.PersonName = reading.Entry.Name;
                }
                break;
            }
        }
    }

    /// <summary>"Both sides", "the two countries": the two that the text spoke of last.</summary>
    private bool IsPair(Phrase phrase)
    {
        if (phrase.PersonReading is not null || phrase.Pieces.Count > 1 || phrase.Start < phrase.First || !_knowledge.References.Pairs.Words.Contains(phrase.Core.Agent.Word, StringComparer.OrdinalIgnoreCase))
            return false;
        // "Both sides of the conflict" are told by what follows.
        if (phrase.Core.Agent.Word is "side" or "party" && phrase.End < _tokens.Count && _names.Forms[phrase.End] is "of" or "to")
            return false;
        var first = phrase.First;
        return IsOpeningPair(phrase) || first > 0 && (_names.Lemmas[first - 1].Equals("both", StringComparison.OrdinalIgnoreCase)
            || first > 1 && _names.Lemmas[first - 1].Equals("two", StringComparison.OrdinalIgnoreCase) && _names.Lemmas[first - 2].ToUpperInvariant() is "THE" or "THESE" or "THOSE");
    }

    /// <summary>"The leaders agreed to strengthen U.S.-Singapore ties" at the start of a text, where nobody was named to take up.</summary>
    private bool IsOpeningPair(Phrase phrase) =>
        _index == 0 && phrase.First > 0 && _names.Lemmas[phrase.First - 1].Equals("the", StringComparison.OrdinalIgnoreCase) && _tokens[phrase.Core.End - 1].Xpos is "NNS" or "NNPS"
        && _context.MainState() is null && Bilateral() is not null;

    private void AddPair(Phrase phrase)
    {
        if ((IsOpeningPair(phrase) ? Bilateral() : PairBefore(phrase.First, ActingOn(phrase.HeadToken))) is not { } pair)
            return;
        var head = Climb(phrase.Core.End - 1, phrase.Start, phrase.End);
        AddBoth(phrase.First, phrase.End, head, pair, phrase.Core.Agent.Kind == "delegation" ? pair[0].Sector : phrase.Sector, phrase.Core.Agent.Office, "definite");
    }

    /// <summary>The two actors, no more and no less, that the text spoke of last before a word, without those who act upon them.</summary>
    private List<Actor>? PairBefore(int word, HashSet<Actor> acting)
    {
        var pair = new List<Actor>();
        for (var back = 0; back <= 3 && pair.Count < 2; back++)
        {
            var mentions = back == 0 ? _byHead.Values.Where(m => m.Mention.Head < word) : _context.History.Where(m => m.Mention.Sentence == _index - back);
            var there = mentions.Where(m => m.Mention.Kind == MentionKind.Actor && m.Actor is not null).Select(m => m.Actor!).Distinct().Where(a => !pair.Contains(a) && !acting.Contains(a)).ToList();
            if (pair.Count + there.Count > 2)
                return null;
            pair.AddRange(there);
        }
        return pair.Count == 2 ? pair : Bilateral();
    }

    /// <summary>The two of "U.S.-Japan relations", "the Anglo-French summit" in this sentence: whom an opening "they" or "both leaders" means. Null when there are none or more.</summary>
    private List<Actor>? Bilateral()
    {
        var found = _byHead.Values.FirstOrDefault(m => m.Arrangement is { Parties.Count: 2 })?.Arrangement!.Parties.Select(p => _knowledge.GetActor(p.Id)).OfType<Actor>().ToList();
        for (var i = 1; i + 1 < _tokens.Count; i++)
        {
            if (_tokens[i].Form is not ("-" or "–") || _readingAt[i - 1] is not { Entry: { Actor: { } one, Sense: not NameSense.Place } } || _readingAt[i + 1] is not { Entry: { Actor: { } other, Sense: not NameSense.Place } } || one == other)
                continue;
            if (found is not null && !(found.Contains(one) && found.Contains(other)))
                return null;
            found ??= [one, other];
        }
        return found;
    }

    /// <summary>One mention that stands for several actors.</summary>
    private void AddBoth(int first, int end, int head, List<Actor> actors, string? sector, string? office, string via)
    {
        Add(first, end, head, actors[0], sector, null, office, via);
        if (_byHead.TryGetValue(head, out var made) && made.Actor == actors[0])
            _byHead[head] = made with { Mention = made.Mention with { Parties = [.. actors.Select(a => a.Id)] }, Plural = true };
    }

    /// <summary>"The two Koreas", "both Koreas".</summary>
    private void AddNamedPairs()
    {
        for (var i = 1; i < _tokens.Count; i++)
        {
            if (_names.Lemmas[i - 1].ToUpperInvariant() is not ("TWO" or "BOTH") || !_knowledge.References.BothNames.TryGetValue(_names.Forms[i], out var row))
                continue;
            if (_knowledge.GetActor(row.Usual) is { } usual && _knowledge.GetActor(row.Other) is { } other)
                AddBoth(i, i + 1, i, [usual, other], usual.Sector, null, "name");
        }
    }

    private void AddPhrase(Phrase phrase)
    {
        if (IsPair(phrase))
            return;
        var core = phrase.Core;
        if (IsNamedFirm(phrase) is { } firm)
        {
            firm.Consumed = true;
            AddCompany(firm.First, firm.End);
            return;
        }
        var start = phrase.Start;
        var end = Math.Max(phrase.ExtendTo, phrase.End);
        var head = Climb(core.End - 1, start, end);
        if (phrase.Actor is null)
        {
            var bare = phrase.PersonReading is null;
            if (core.Agent.Owned && bare && !phrase.Others || _tokens[head].Deprel is "compound" or "amod" or "det" or "fixed" or "nmod:npmod" && bare)
                return;
        }
        else if (phrase.PersonReading is null && _tokens[head].Deprel == "compound" && phrase.Via == "definite")
        {
            return;
        }
        if (phrase.PersonReading is { Unknown: true } lone && phrase.Actor is null && core.Agent.Owned && lone.Person is null)
            return;
        var person = phrase.PersonReading?.Person?.Name ?? phrase.PersonReading?.Entry.Name ?? phrase.PersonName;
        if (person is null && phrase is { Owners.Count: > 1, Actor: { } mine, Others: false } && phrase.Owners.Contains(mine) && _tokens[core.End - 1].Xpos is "NNS" or "NNPS")
        {
            AddBoth(start, end, head, [mine, .. phrase.Owners.Where(o => o != mine)], phrase.Sector, phrase.Office, core.Agent.Office is not null ? "office" : "agent");
            return;
        }
        if (person is null && phrase is { OwnerPronoun: >= 0, Actor: not null, Others: false } && _tokens[core.End - 1].Xpos is "NNS" or "NNPS" && Together(phrase.OwnerPronoun, Antecedent(phrase.OwnerPronoun)) is { } several)
        {
            AddBoth(start, end, head, several, phrase.Sector, phrase.Office, core.Agent.Office is not null ? "office" : "agent");
            return;
        }
        Add(start, end, head, phrase.Actor, phrase.Sector, person, phrase.Office,
            phrase.Via ?? (phrase.PersonReading is not null ? "person" : core.Agent.Office is not null ? "office" : core.Default is not null ? "metonym" : "agent"));
    }

    /// <summary>"The Norwegian firm Norwind Shipping": the name of a firm that no list has, right after a word for firms; not "the Coral Banks Fisheries Treaty", where the word is part of a name.</summary>
    private NameReading? IsNamedFirm(Phrase phrase) =>
        _knowledge.References.FirmWords.Contains(phrase.Core.Agent.Word) && phrase.End < _tokens.Count && _tokens[phrase.End - 1] is { Xpos: not "NNS", Upos: not Upos.Propn } && _readingAt[phrase.End] is { Unknown: true, Person: null, Consumed: false } name
        && name.First == phrase.End && name.End - name.First > 1
            ? name
            : null;

    // Names by themselves -------------------------------------------------------------------------------------------------------------------

    private void AddNames()
    {
        NameReading? last = null;
        foreach (var reading in _readingAt)
        {
            if (reading is null || reading == last)
                continue;
            last = reading;
            if (reading.Consumed || reading.Entry.Sense is NameSense.Outlet or NameSense.Body)
                continue;
            if (reading.First > 1 && _tokens[reading.First - 1].Form == "-" && IsAttitude(_names.Forms[reading.First - 2]))
                continue;
            var (first, end) = (reading.First, reading.End);
            var head = Climb(end - 1, first, end);
            switch (reading.Entry)
            {
                case { Arrangement: { } arrangement }:
                    AddArrangement(first, end, head, arrangement, "name");
                    break;
                case { Sense: NameSense.Place } place:
                    AddPlace(first, end, head, place.Name, place.State);
                    break;
                case { Sense: NameSense.Capital, Actor: { } actor } capital when IsPlace(head):
                    AddPlace(first, end, head, capital.Name, actor.Id);
                    break;
                case { Sense: NameSense.Person } when reading is { Unknown: true, Person: null } && _knowledge.References.CompanyEndings.Contains(_names.Forms[end - 1]) && end - first > 1:
                    AddCompany(first, end);
                    break;
                case { Sense: NameSense.Person }:
                    if (reading.Person is { } person)
                        Add(first, end, head, person.Actor, person.Sector, person.Name, person.Office, "person");
                    break;
                case { Actor: { } actor } entry:
                    Add(first, end, head, actor, NameSector(reading), null, null, entry.Sense switch
                    {
                        NameSense.Adjective => "adjective",
                        NameSense.Capital => "metonym",
                        NameSense.Short => "definite",
                        _ => "name",
                    });
                    break;
            }
        }
    }

    private static string NameSector(NameReading reading) => reading.Entry switch
    {
        { Sense: NameSense.Demonym, Actor.Kind: ActorKind.State } => "CVL",
        { Sense: NameSense.Capital } => "GOV",
        { Actor: { } actor } => actor.Sector,
        _ => "UNK",
    };

    /// <summary>Whether a capital is a place here and not its government.</summary>
    private bool IsPlace(int head)
    {
        var references = _knowledge.References;
        var seen = 0;
        while (_tokens[head].Deprel == "conj" && _tokens[head].Head is >= 0 and var first && seen++ < 8)
            head = first;
        var token = _tokens[head];
        var governor = token.Head >= 0 ? _tokens[token.Head] : null;
        var preposition = Case(head);
        if (preposition is not null)
        {
            if (references.PlacePrepositions.Contains(preposition))
                return true;
            if (governor is null)
                return false;
            if (preposition is "on" or "upon" && references.AdvanceWords.Contains(governor.Lemma))
                return true;
            if (references.MovingPrepositions.Contains(preposition))
                return references.TravelNouns.Contains(governor.Lemma) || references.PlaceNouns.Contains(governor.Lemma) || governor.Upos == Upos.Verb && !references.SpeakingWords.Contains(governor.Lemma);
            return preposition.Equals("of", StringComparison.OrdinalIgnoreCase) && references.PlaceNouns.Contains(governor.Lemma);
        }
        return token.Deprel switch
        {
            "obj" or "nsubj:pass" => governor is not null && references.PlaceVerbs.Contains(governor.Lemma),
            "nmod:poss" => governor is not null && references.PlaceNouns.Contains(governor.Lemma),
            "nsubj" or "conj" or "iobj" or "obl:agent" => false,
            _ => governor is not { Upos: Upos.Verb } || token.Head < head || _tokens.Any(t => t.Head == token.Head && t.Deprel == "nsubj"),
        };
    }

    private string? Case(int head)
    {
        for (var i = head - 1; i >= 0 && i >= head - 6; i--)
            if (_tokens[i].Head == head && _tokens[i].Deprel == "case" && _tokens[i].Xpos != "POS")
                return _tokens[i].Form;
        return null;
    }

    // What takes up earlier mentions ----------------------------------------------------------------------------------------------------------

    private void AddDefinites()
    {
        for (var i = 1; i < _tokens.Count; i++)
        {
            if (_tokens[i].Upos is not (Upos.Noun or Upos.Propn) || _readingAt[i] is { Unknown: false } || _pieceAt[i] is not null || _byHead.ContainsKey(i))
                continue;
            if (_names.Lemmas[i - 1].ToUpperInvariant() is not ("THE" or "THIS" or "THAT") || _tokens[i].Deprel == "compound" || i + 1 < _tokens.Count && _tokens[i + 1] is { Upos: Upos.Noun or Upos.Propn } next && next.Head != i)
                continue;
            var word = _names.Lemmas[i];
            var described = i + 1 < _tokens.Count && _tokens[i + 1].Form is "of" or "between" or "on" or "with" or "to";
            if (!described && LastOfKind(word) is { } actor)
                Add(i, i + 1, i, actor, actor.Sector, null, null, "definite");
            else if (!described && _knowledge.References.ArrangementWords.Contains(word) && LastArrangement(word, i) is { } arrangement)
                AddArrangement(i, i + 1, i, arrangement, "definite");
        }
    }

    private Arrangement? LastArrangement(string word, int before)
    {
        foreach (var mention in _byHead.Values.Where(m => m.Mention.Head < before).Reverse().Concat(Enumerable.Reverse(_context.History)))
        {
            if (_index - mention.Mention.Sentence > 6)
                return null;
            if (mention.Arrangement is { } arrangement && _knowledge.References.ArrangementKinds.TryGetValue(arrangement.Kind, out var words) && words.Contains(word, StringComparer.OrdinalIgnoreCase))
                return arrangement;
        }
        return null;
    }

    private void AddPronouns()
    {
        for (var i = 0; i < _tokens.Count; i++)
        {
            if (_tokens[i].Upos != Upos.Pron || _tokens[i].Deprel == "expl" || _byHead.ContainsKey(i))
                continue;
            var antecedent = Antecedent(i);
            if (Together(i, antecedent) is { } several)
                AddBoth(i, i + 1, i, several, several[0].Sector, null, "pronoun");
            else if (antecedent is { Actor: { } actor, Mention: var mention })
                Add(i, i + 1, i, actor, mention.Sector, mention.Person, mention.Office, "pronoun");
        }
    }

    /// <summary>
    /// Whom "they" means when it is several: subjects side by side ("Iran and Iraq met"), whoever met and was met ("Iran met Iraq"), and at the start of a text the
    /// two of "U.S.-Japan relations". Null when it is one or not known.
    /// </summary>
    private List<Actor>? Together(int pronoun, ReadMention? antecedent)
    {
        if (_names.Forms[pronoun].ToUpperInvariant() is not ("THEY" or "THEM" or "THEIR"))
            return null;
        if (antecedent is { Mention.Parties.Count: > 1 })
            return [.. antecedent.Mention.Parties.Select(_knowledge.GetActor).OfType<Actor>()];
        if (_index == 0 && antecedent is null && !_byHead.Keys.Any(h => h < pronoun && IsSubject(h)))
            return Bilateral();
        if (antecedent is { Actor: { } subjectHere } && antecedent.Mention.Sentence == _index)
            return antecedent.Subject && Beside(antecedent.Mention.Head, subjectHere, antecedent.Plural) is { Count: > 1 } here ? here : null;
        // One person alone is no "they", but with those met they are.
        var subject = antecedent ?? _context.History.FirstOrDefault(m => m.Mention.Sentence == _index - 1 && m.Subject && m.Mention.Kind == MentionKind.Actor);
        return subject is { Together: { Count: > 1 } all } ? [.. all] : null;
    }

    /// <summary>What a pronoun stands for; null when that is not clear.</summary>
    private ReadMention? Antecedent(int pronoun)
    {
        var form = _names.Forms[pronoun].ToUpperInvariant();
        switch (form)
        {
            case "HE" or "SHE" or "HIM" or "HER" or "HIS":
                return Nearest(pronoun, m => m.Mention.Person is not null || m.Mention.Office is not null && !m.Plural, subjectOnly: false);
            case "IT" or "ITS":
                return form == "IT" && IsExpletive(pronoun) ? null
                    : Nearest(pronoun, m => m is { Mention: { Person: null, Office: null, Kind: MentionKind.Actor }, Actor: not null, Plural: false } && m.Mention.Via != "adjective", subjectOnly: form == "IT");
            case "THEY" or "THEM" or "THEIR":
                return Nearest(pronoun, m => m is { Mention: { Person: null, Kind: MentionKind.Actor }, Actor: not null } && m.Mention.Via != "adjective" && (m.Mention.Office is null || m.Plural), subjectOnly: true);
            case "WE" or "OUR" or "US" or "OURS":
                return SpeakerAt(pronoun) ?? (form == "OUR" ? OwnState(pronoun) : null);
            case "I" or "MY" or "ME":
                return SpeakerAt(pronoun) is { Mention.Person: not null } speaker ? speaker : null;
            default:
                return null;
        }
    }

    private ReadMention? Nearest(int pronoun, Func<ReadMention, bool> fits, bool subjectOnly)
    {
        for (var i = pronoun - 1; i >= 0; i--)
        {
            // The nearest subject is somebody that has no mention: it may as well be meant.
            if (IsSubject(i) && _tokens[i].Upos is Upos.Noun or Upos.Propn)
            {
                if (!_byHead.ContainsKey(i))
                    return null;
                break;
            }
        }
        // In "Iran complied with it" the pronoun is not Iran.
        var shut = DoerOfParticiple(pronoun);
        var here = _byHead.Values.Where(m => m.Mention.Head < pronoun && m.Mention.Head != shut && _tokens[m.Mention.Head].Head != _tokens[pronoun].Head && m.Mention.Kind == MentionKind.Actor && fits(m) && m.Mention.Via != "pronoun").ToList();
        if (here.LastOrDefault(m => m.Subject) is { } subject)
            return subject;
        if (here.LastOrDefault(m => _tokens[m.Mention.Head].Deprel == "nmod:poss") is { } possessor)
            return possessor;
        if (!subjectOnly && here.Count > 0)
            return here[^1];
        for (var back = 1; back <= 2; back++)
        {
            var there = _context.History.Where(m => m.Mention.Sentence == _index - back && m.Mention.Kind == MentionKind.Actor && fits(m)).ToList();
            if (there.FirstOrDefault(m => m.Subject) is { } before)
                return before;
            if (there.Count > 0)
                return subjectOnly ? null : there[^1];
        }
        return here.Count > 0 && here.TrueForAll(m => m.Actor == here[0].Actor) ? here[^1] : null;
    }

    /// <summary>In "a man attacked tourists, wounding three of them" the pronoun is not the man: the subject of the verb that the participle hangs on; −1 when there is none.</summary>
    private int DoerOfParticiple(int pronoun)
    {
        if (_tokens[pronoun].Xpos == "PRP$")
            return -1;
        var verb = _tokens[pronoun].Head;
        for (var steps = 0; steps < 3 && verb >= 0 && _tokens[verb].Upos != Upos.Verb; steps++)
            verb = _tokens[verb].Head;
        if (verb < 0 || _tokens[verb] is not { Upos: Upos.Verb, Xpos: "VBG", Deprel: "advcl", Head: >= 0 and var main } || _tokens.Any(t => t.Head == verb && t.Deprel is "nsubj" or "mark" && t.Form != "by"))
            return -1;
        for (var i = 0; i < _tokens.Count; i++)
            if (_tokens[i].Head == main && IsSubject(i))
                return i;
        return -1;
    }

    /// <summary>"It is clear that…", "it was raining": no actor.</summary>
    private bool IsExpletive(int pronoun)
    {
        var head = _tokens[pronoun].Head;
        return head < 0 || _tokens.Any(t => t.Head == head && t.Deprel is "csubj" or "csubj:pass" or "expl") || _tokens[head].Upos is Upos.Adj or Upos.Noun or Upos.Adv
            || _knowledge.References.ExpletiveVerbs.Contains(_names.Lemmas[head]);
    }

    /// <summary>"The President of Ukraine met the envoy, who is on a visit to our country": told by the state whose official the sentence is about.</summary>
    private ReadMention? OwnState(int pronoun) =>
        _tokens[pronoun].Head is >= 0 and var head && _knowledge.References.OwnStateWords.Contains(_names.Lemmas[head])
            ? _byHead.Values.FirstOrDefault(m => m is { Subject: true, Actor.Kind: ActorKind.State, Mention.Office: not null } && m.Mention.Head < pronoun) ?? ActedUpon(head)
            : null;

    /// <summary>"Russia's invasion of our territory": whoever the text names beside those who act.</summary>
    private ReadMention? ActedUpon(int own)
    {
        var acting = ActingOn(own);
        if (!acting.Any(a => a.Kind == ActorKind.State))
            return null;
        var others = _byHead.Values.Where(m => m is { Subject: false, Actor.Kind: ActorKind.State, Mention.Kind: MentionKind.Actor } && !acting.Contains(m.Actor)).ToList();
        return others.Select(m => m.Actor).Distinct().Count() == 1 ? others[0] : null;
    }

    private ReadMention? SpeakerAt(int pronoun)
    {
        for (var i = 0; i < _tokens.Count; i++)
        {
            if (_tokens[i].Upos != Upos.Verb || !_knowledge.References.SpeechVerbs.Contains(_names.Lemmas[i]))
                continue;
            for (var s = 0; s < _tokens.Count; s++)
                if (s != pronoun && _tokens[s].Head == i && _tokens[s].Deprel == "nsubj" && _byHead.TryGetValue(s, out var speaker) && speaker.Mention.Kind == MentionKind.Actor)
                    return speaker;
        }
        if (_context.Speaker is { } last && _index - last.Sentence <= 3)
            return _context.History.LastOrDefault(m => m.Mention == last);
        return _context.Publisher is { } publisher
            ? new ReadMention(new Mention { Kind = MentionKind.Actor, Span = default, Text = "", Sentence = _index, Head = 0, Name = publisher.Name, Sector = publisher.Sector, Via = "pronoun" }, publisher, null, true, false)
            : null;
    }

    /// <summary>Keeps with a subject those beside it and those that it met, for a "they" in the next sentence.</summary>
    private void NoteTogether()
    {
        foreach (var (head, mention) in _byHead.ToList())
        {
            if (!mention.Subject || mention.Mention.Kind != MentionKind.Actor || mention.Actor is not { } actor)
                continue;
            if (Beside(head, actor, mention.Plural) is { Count: > 1 } all)
                _byHead[head] = mention with { Together = all };
        }
    }

    /// <summary>A subject with those beside it and those that it met.</summary>
    private List<Actor> Beside(int head, Actor actor, bool plural)
    {
        var verb = _tokens[head].Head;
        var meets = verb >= 0 && _knowledge.References.MeetingVerbs.Contains(_names.Lemmas[verb]);
        var all = new List<Actor> { actor };
        foreach (var (other, with) in _byHead)
        {
            if (with is not { Actor: { } beside, Mention: { Kind: MentionKind.Actor, Via: not "pronoun" } } || all.Contains(beside))
                continue;
            var coordinated = _tokens[other].Deprel == "conj" && _tokens[other].Head == head;
            var met = meets && !plural && _tokens[other].Head == verb && (_tokens[other].Deprel == "obj" || _tokens[other].Deprel == "obl" && Case(other) is "with" or "With");
            if (coordinated || met)
                all.Add(beside);
        }
        return all;
    }

    private void NoteSpeaker()
    {
        foreach (var mention in _byHead.Values)
        {
            var token = _tokens[mention.Mention.Head];
            if (token.Deprel == "nsubj" && token.Head >= 0 && mention.Mention.Kind == MentionKind.Actor && _knowledge.References.SpeechVerbs.Contains(_names.Lemmas[token.Head]))
                _context.Speaker = mention.Mention;
        }
    }

    // Mentions ------------------------------------------------------------------------------------------------------------------------------

    /// <summary>The word of a stretch whose head lies outside it, going up from one of its words.</summary>
    private int Climb(int token, int first, int end)
    {
        for (var steps = 0; steps < end - first; steps++)
        {
            var head = _tokens[token].Head;
            if (head < first || head >= end)
                break;
            token = head;
        }
        return token;
    }

    private Span SpanOf(int first, int end) => new(_tokens[first].Span.Start, _tokens[end - 1].Span.End);

    private void Add(int first, int end, int head, Actor? actor, string? sector, string? person, string? office, string via)
    {
        if (_byHead.TryGetValue(head, out var there) && there.Mention.Kind == MentionKind.Actor)
            return;
        var span = SpanOf(first, end);
        var words = span.Of(_text);
        var mention = new Mention
        {
            Kind = MentionKind.Actor,
            Span = span,
            Text = words,
            Sentence = _index,
            Head = head,
            Id = actor?.Id ?? "UNK",
            Name = actor?.Name ?? words,
            Sector = sector ?? "UNK",
            Person = person,
            Office = office,
            Via = via,
        };
        _byHead[head] = new ReadMention(mention, actor, null, IsSubject(head), _tokens[head].Xpos is "NNS" or "NNPS" || _tokens.Any(t => t.Head == head && t.Deprel == "conj")) { Placed = Case(head) is "to" or "in" or "into" or "inside" or "across" or "throughout" };
    }

    /// <summary>A firm that no list has, with the names of states in front: "Anglo American Gold Investment Co".</summary>
    private void AddCompany(int first, int end)
    {
        while (first > 0 && _tokens[first - 1] is { Upos: Upos.Propn or Upos.Adj } before && char.IsUpper(before.Form[0]))
            first--;
        var head = Climb(end - 1, first, end);
        for (var i = first; i < end; i++)
            _byHead.Remove(i);
        Add(first, end, head, null, "BUS", null, null, "name");
        if (_byHead.TryGetValue(head, out var made) && made.Mention.Id == "UNK")
            _byHead[head] = made with { Mention = made.Mention with { Id = string.Join('-', Atoms.Of(made.Mention.Text)).ToUpperInvariant() } };
    }

    private void AddPlace(int first, int end, int head, string name, string? state)
    {
        if (_byHead.ContainsKey(head))
            return;
        var span = SpanOf(first, end);
        var mention = new Mention { Kind = MentionKind.Place, Span = span, Text = span.Of(_text), Sentence = _index, Head = head, Id = state, Name = name, Via = "name" };
        _byHead[head] = new ReadMention(mention, null, null, false, false);
    }

    private void AddArrangement(int first, int end, int head, Arrangement arrangement, string via)
    {
        if (_byHead.TryGetValue(head, out var there) && there.Mention.Kind != MentionKind.Place)
            return;
        var span = SpanOf(first, end);
        var mention = new Mention
        {
            Kind = MentionKind.Arrangement,
            Span = span,
            Text = span.Of(_text),
            Sentence = _index,
            Head = head,
            Id = arrangement.Id,
            Name = arrangement.Name,
            Parties = [.. arrangement.Parties.Select(p => p.Id).Distinct()],
            Via = via,
        };
        _byHead[head] = new ReadMention(mention, null, arrangement, IsSubject(head), false);
    }

    private bool IsSubject(int head) => _tokens[head].Deprel is "nsubj" or "nsubj:pass" or "nsubj:outer";

    /// <summary>One reading of a name.</summary>
    private sealed class NameReading(int first, int end, NameEntry entry)
    {
        public int First { get; } = first;

        public int End { get; } = end;

        public NameEntry Entry { get; } = entry;

        public PersonRef? Person { get; set; }

        /// <summary>A run of names that is in no list.</summary>
        public bool Unknown { get; init; }

        /// <summary>Part of a phrase, and so without a mention of its own.</summary>
        public bool Consumed { get; set; }
    }

    /// <summary>A word for an office or agent at its place.</summary>
    private sealed class Piece(int first, int end, AgentWord agent)
    {
        public int First { get; } = first;

        public int End { get; } = end;

        public AgentWord Agent { get; } = agent;

        /// <summary>Whose it is by its name: "Kremlin".</summary>
        public Actor? Default { get; init; }

        /// <summary>Whether the name is also a common word: "Senate".</summary>
        public bool Generic { get; init; }

        public Phrase? Phrase { get; set; }
    }

    /// <summary>Words for offices and agents side by side, the last of which leads: "army" "chief".</summary>
    private sealed class Phrase(List<Piece> pieces)
    {
        public List<Piece> Pieces { get; } = pieces;

        public Piece Core => Pieces[^1];

        public int First => Pieces[0].First;

        public int End => Core.End;

        public int Start { get; set; } = pieces[0].First;

        public int ExtendTo { get; set; }

        public int HeadToken { get; set; }

        public bool Resolved { get; set; }

        /// <summary>Owned by a pronoun ("its forces"), and so resolved again when the names of the sentence have their mentions.</summary>
        public bool OfPronoun { get; set; }

        /// <summary>All owners, when several are named: "leaders from China and Japan".</summary>
        public List<Actor> Owners { get; set; } = [];

        /// <summary>That pronoun, before the phrase; −1 when there is none.</summary>
        public int OwnerPronoun { get; set; } = -1;

        /// <summary>Those beside the owner: "its allies".</summary>
        public bool Others { get; set; }

        public Actor? Actor { get; set; }

        public string Sector { get; set; } = "UNK";

        public string? Office { get; set; }

        public string? Via { get; set; }

        public string? PersonName { get; set; }

        public NameReading? PersonReading { get; set; }
    }

    /// <summary>For whom a phrase acts.</summary>
    private sealed record Owner(Actor Actor, string? Sector, int Start)
    {
        public bool Possessive { get; init; }

        public NameSense? Sense { get; init; }

        /// <summary>The owner and those beside it; empty when there is only the one.</summary>
        public List<Actor> All { get; init; } = [];

        /// <summary>Word after the owner's name, when it follows the phrase.</summary>
        public int End { get; init; }
    }
}
