namespace Entente.Actors;

/// <summary>A word for an office or for people or a body that act.</summary>
/// <param name="Word">The word: "foreign minister", "troop".</param>
/// <param name="Office">The office it names; null for agents.</param>
/// <param name="Sector">PLOVER sector.</param>
/// <param name="Owned">Whether it names an actor only with an owner.</param>
/// <param name="Kind">Id of its row among the agents; "office" for offices.</param>
internal sealed record AgentWord(string Word, string? Office, string Sector, bool Owned, string Kind);

/// <summary>Words of <c>offices.yaml</c> by their first word. The last word of an entry is compared by lemma, the others as written.</summary>
internal sealed class OfficeWords
{
    /// <summary>Kind of the phrases that name nobody.</summary>
    public const string Nobody = "nobody";

    private readonly Dictionary<string, List<(string[] Words, AgentWord Agent)>> _byFirst = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AgentWord> _all = new(StringComparer.OrdinalIgnoreCase);

    public OfficeWords(OfficesFile file)
    {
        foreach (var office in file.Offices)
            foreach (var name in (string[])[office.Office, .. office.Names])
                Add(new AgentWord(name, office.Office, office.Sector, office.Owned, "office"));
        foreach (var agent in file.Agents)
            foreach (var word in agent.Words)
                Add(new AgentWord(word, null, agent.Sector, agent.Owned, agent.Id));
        foreach (var phrase in file.NotAgents)
            Add(new AgentWord(phrase, null, "", false, Nobody));
        foreach (var rows in _byFirst.Values)
            rows.Sort((a, b) => b.Words.Length.CompareTo(a.Words.Length));
        Agents = file.Agents;
    }

    /// <summary>The rows of agents, with their examples.</summary>
    public IReadOnlyList<AgentRow> Agents { get; }

    /// <summary>The entry for a whole word or phrase; null when there is none.</summary>
    public AgentWord? Get(string phrase) => _all.GetValueOrDefault(phrase);

    /// <summary>
    /// Whether a word names the office that a holder's row names: "premier" the "prime minister", but neither "deputy prime minister" nor "minister" the same.
    /// </summary>
    public bool SameOffice(string word, string held)
    {
        if (string.Equals(word.Replace('-', ' '), held.Replace('-', ' '), StringComparison.OrdinalIgnoreCase))
            return true;
        // A foreign secretary is a minister in London and an official in Delhi: only one who is called so.
        if (word.EndsWith(" secretary", StringComparison.OrdinalIgnoreCase) && !held.Contains("secretary", StringComparison.OrdinalIgnoreCase))
            return false;
        return Get(word)?.Office is { } office && office == Get(held)?.Office && !Broad.Contains(office) && IsDeputy(word, office) == IsDeputy(held, office) && !IsDeputy(word, office);
    }

    /// <summary>Rows whose words are many offices of one kind.</summary>
    private static readonly HashSet<string> Broad =
    [
        "minister", "secretary", "official", "officer", "leader", "spokesperson", "chairman", "adviser", "ambassador", "judge", "lawmaker", "governor", "king", "activist", "journalist",
        "chief executive", "archbishop", "rebel leader", "opposition leader", "spy", "speaker", "deputy prime minister", "secretary-general",
    ];

    private static bool IsDeputy(string word, string office) =>
        !office.StartsWith(word.Split(' ', '-')[0], StringComparison.OrdinalIgnoreCase)
        && word.Split(' ', '-')[0].ToLowerInvariant() is "deputy" or "vice" or "under" or "undersecretary" or "assistant" or "junior" or "first" or "acting" or "caretaker" or "interim";

    /// <summary>The longest entry that starts at a word; forms and lemmas are those of one sentence.</summary>
    public (AgentWord Agent, int Length)? Longest(IReadOnlyList<string> forms, IReadOnlyList<string> lemmas, int start)
    {
        if (!_byFirst.TryGetValue(forms[start], out var rows) && !_byFirst.TryGetValue(lemmas[start], out rows))
            return null;
        foreach (var (words, agent) in rows)
            if (Fits(words, forms, lemmas, start))
                return (agent, words.Length);
        return null;
    }

    private static bool Fits(string[] words, IReadOnlyList<string> forms, IReadOnlyList<string> lemmas, int start)
    {
        if (start + words.Length > forms.Count)
            return false;
        for (var i = 0; i < words.Length; i++)
        {
            if (!Same(words[i], forms[start + i]) && !Same(words[i], lemmas[start + i]) && !(i == words.Length - 1 && Forms(words[i]).Contains(forms[start + i], StringComparer.OrdinalIgnoreCase)))
                return false;
        }
        return true;

        static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
    }

    private void Add(AgentWord agent)
    {
        var words = Split(agent.Word);
        if (!_all.TryAdd(agent.Word, agent))
            return;
        foreach (var first in words.Length == 1 ? Forms(words[0]) : [words[0]])
        {
            if (!_byFirst.TryGetValue(first, out var rows))
                _byFirst[first] = rows = [];
            rows.Add((words, agent));
        }
    }

    /// <summary>A word and its plurals: lemmas of capitalised words often keep the plural.</summary>
    private static string[] Forms(string word) => word switch
    {
        [.. var stem, 'm', 'a', 'n'] => [word, stem + "men"],
        [.. var stem, 'y'] => [word, word + "s", stem + "ies"],
        _ => [word, word + "s", word + "es"],
    };

    /// <summary>Words as the tokeniser parts them: at spaces, hyphens and possessives.</summary>
    private static string[] Split(string phrase) =>
        phrase.Replace("-", " - ", StringComparison.Ordinal).Replace("'s", " 's", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>How phrases refer: <c>references.yaml</c>.</summary>
internal sealed class References(ReferencesFile file)
{
    public CapitalsRow Capitals { get; } = file.Capitals;

    public IReadOnlyList<AmbiguousRow> Ambiguous { get; } = file.Ambiguous;

    /// <summary>The row of each name that two states share.</summary>
    public IReadOnlyDictionary<string, SharedNameRow> SharedNames { get; } = file.SharedNames.SelectMany(r => r.Names.Select(n => (Name: n, Row: r))).ToDictionary(n => n.Name, n => n.Row, StringComparer.Ordinal);

    /// <summary>"The two Koreas": the row of the words after "the two".</summary>
    public IReadOnlyDictionary<string, SharedNameRow> BothNames { get; } = file.SharedNames.SelectMany(r => r.Both.Select(n => (Name: n, Row: r))).ToDictionary(n => n.Name, n => n.Row, StringComparer.Ordinal);

    /// <summary>"X met Y": "they" afterwards are both.</summary>
    public HashSet<string> MeetingVerbs { get; } = Set(file.MeetingVerbs);

    public IReadOnlyDictionary<string, string[]> ArrangementKinds { get; } = file.ArrangementKinds;

    public HashSet<string> PlacePrepositions { get; } = Set(file.Capitals.PlacePrepositions);

    public HashSet<string> MovingPrepositions { get; } = Set(file.Capitals.MovingPrepositions);

    public HashSet<string> SpeakingWords { get; } = Set(file.Capitals.SpeakingWords);

    public HashSet<string> TravelNouns { get; } = Set(file.Capitals.TravelNouns);

    public HashSet<string> PlaceNouns { get; } = Set(file.Capitals.PlaceNouns);

    public HashSet<string> PlaceVerbs { get; } = Set(file.Capitals.PlaceVerbs);

    public HashSet<string> NotOwnerBefore { get; } = Set(file.NotOwnerBefore);

    public ActivitiesRow Activities { get; } = file.Activities;

    public PairsRow Pairs { get; } = file.Pairs;

    /// <summary>The sector that a word in the name of a body tells: "Front" REB, "Party" PTY.</summary>
    public IReadOnlyDictionary<string, string> BodyWords { get; } = file.BodyWords.SelectMany(s => s.Value.Select(w => (Word: w, Sector: s.Key))).ToDictionary(w => w.Word, w => w.Sector, StringComparer.OrdinalIgnoreCase);

    /// <summary>"The next prime minister", "a president": not the one in office.</summary>
    public HashSet<string> OtherHolderWords { get; } = Set(file.OtherHolderWords);

    /// <summary>"Our country", "our territory": the state that speaks.</summary>
    public HashSet<string> OwnStateWords { get; } = Set(file.OwnStateWords);

    /// <summary>Offices of one rank under several names: "secretary of state" and "foreign minister".</summary>
    public IReadOnlyList<string[]> PeerOffices { get; } = file.PeerOffices;

    /// <summary>Words that a firm's name follows: "the firm Norwind Shipping".</summary>
    public HashSet<string> FirmWords { get; } = Set(file.FirmWords);

    /// <summary>"Egypt deploys troops": the troops are Egypt's.</summary>
    public HashSet<string> SendingVerbs { get; } = Set(file.SendingVerbs);

    /// <summary>Titles that are also family names: "King", "Sheikh".</summary>
    public HashSet<string> TitleNames { get; } = Set(file.TitleNames);

    /// <summary>"Country": a state as a land.</summary>
    public HashSet<string> LandWords { get; } = Set(file.LandWords);

    /// <summary>"Advanced on Tripoli": the city.</summary>
    public HashSet<string> AdvanceWords { get; } = Set(file.Capitals.AdvanceWords);

    public HashSet<string> HomeWords { get; } = Set(file.HomeWords);

    public HashSet<string> CalendarNames { get; } = Set(file.CalendarNames);

    public HashSet<string> CompanyEndings { get; } = Set(file.CompanyEndings);

    public IReadOnlyDictionary<string, string> Publishers { get; } = file.Publishers;

    public HashSet<string> ExpletiveVerbs { get; } = Set(file.ExpletiveVerbs);

    public HashSet<string> SpeechVerbs { get; } = Set(file.SpeechVerbs);

    public HashSet<string> WellKnownOffices { get; } = Set(file.WellKnownOffices);

    /// <summary>Family names that by themselves could be anybody.</summary>
    public HashSet<string> CommonFamilyNames { get; } = Set(file.CommonFamilyNames);

    public HashSet<string> WellKnownBodies { get; } = Set(file.WellKnownBodies);

    /// <summary>All words that can take up an arrangement.</summary>
    public HashSet<string> ArrangementWords { get; } = Set([.. file.ArrangementKinds.Values.SelectMany(w => w)]);

    private static HashSet<string> Set(string[] words) => new(words, StringComparer.OrdinalIgnoreCase);
}
