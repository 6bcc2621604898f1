using Entente.Articles;

namespace Entente.Coding;

/// <summary>What becomes of an act told inside the act that a rule finds: "to bomb" in "threatened to bomb".</summary>
internal enum ContentUse
{
    /// <summary>It is an act of its own.</summary>
    Own,

    /// <summary>It gives its sides, step and arrangement to the outer act and is not coded again: agree, threaten, refuse, urge.</summary>
    Consumed,

    /// <summary>It is an act of its own, on the word of the outer act's actor: "accused X of attacking Y".</summary>
    Reported,
}

/// <summary>One sense of some words: the act they tell, and where its sides stand in the sentence. See <c>docs/coding-rules.md</c>.</summary>
internal sealed class ActRule
{
    public string Id { get; set; } = "";
    public PloverType Type { get; set; }
    public List<string> Mode { get; set; } = [];
    public List<string> Context { get; set; } = [];
    public string? Cameo { get; set; }
    public Step? Step { get; set; }

    /// <summary>Verb lemmas, with particle, preposition or fixed object: <c>condemn</c>, <c>break off</c>, <c>call on</c>, <c>take part in</c>.</summary>
    public List<string> Verbs { get; set; } = [];

    /// <summary>Noun lemmas, with modifiers before them: <c>attack</c>, <c>cyber warfare</c>.</summary>
    public List<string> Nouns { get; set; } = [];

    /// <summary>Predicate adjectives, with preposition: <c>critical of</c>.</summary>
    public List<string> Adjectives { get; set; } = [];

    /// <summary>Conditions of which one must hold for the object: <c>name</c> (a proper name), <c>@class</c>, <c>actor</c>, <c>side</c> (an actor or something of one), <c>place</c>, <c>arrangement</c>, <c>none</c>, or a lemma. Empty: any.</summary>
    public List<string> Object { get; set; } = [];

    /// <summary>Conditions, as for the object, of which one must hold for the subject: "troops" leave a country as no minister does.</summary>
    public List<string> Subject { get; set; } = [];

    /// <summary>Conditions of which none may hold for the object.</summary>
    public List<string> NotObject { get; set; } = [];

    /// <summary>Modifiers of which the trigger must have one: <c>military</c> in "military action".</summary>
    public List<string> Modifier { get; set; } = [];

    /// <summary>Modifiers that the trigger must not have: a <c>press</c> conference is no meeting.</summary>
    public List<string> NotModifier { get; set; } = [];

    /// <summary>
    /// <c>infinitive</c>: fires only with a clause "to do" below it: "told Israel to open", not "told the court"; <c>none</c>: fires only without a complement:
    /// "called the king", not "called the king a fool"; <c>predicate</c>, of nouns: only as what somebody or something is: "were the reason for the escalation".
    /// </summary>
    public string Clause { get; set; } = "";

    /// <summary>Lemmas or classes of which one must stand below the trigger in its clause: <c>peacekeeping</c> in "sent troops on a peacekeeping mission", <c>leave</c> in "allowed to leave".</summary>
    public List<string> Under { get; set; } = [];

    /// <summary>Lemmas or classes of which none may stand there.</summary>
    public List<string> NotUnder { get; set; } = [];

    /// <summary>Auxiliaries of which the trigger must have one; the verb may then be <c>*</c>, any that has no rule of its own: "must respect the border".</summary>
    public List<string> Auxiliary { get; set; } = [];

    /// <summary>Prepositions of which one must be there with an actor, place or arrangement.</summary>
    public List<string> With { get; set; } = [];

    /// <summary>Prepositions that must not bring a name: an exercise "with" somebody is another act.</summary>
    public List<string> Without { get; set; } = [];

    /// <summary><c>people</c>: the actor is no state and no organisation of states; <c>states</c>: it is one; empty: any.</summary>
    public string Who { get; set; } = "";

    /// <summary><c>subject</c>, <c>object</c> (the one it is done to acts: "received the minister"), <c>owner</c> (the subject, else whose the object is), <c>speaker</c> (who says it), <c>none</c>, or a preposition ("received aid from Canada").</summary>
    public string Actor { get; set; } = "subject";

    /// <summary>
    /// Where the recipient stands, first found wins: <c>object</c>, <c>subject</c>, <c>iobj</c>, <c>doer</c> (who does what the actor complains of),
    /// <c>content</c> (the subject of the clause below), or a preposition.
    /// </summary>
    public List<string> Recipient { get; set; } = ["object"];

    /// <summary>For nouns, what "of" brings: <c>object</c> or <c>actor</c>.</summary>
    public string Of { get; set; } = "object";

    /// <summary>The act lies in not doing: fires only under a negation, which is then used up ("did not honour the agreement").</summary>
    public bool WhenNegated { get; set; }

    /// <summary>All sides act: meetings, talks, joint work.</summary>
    public bool Symmetric { get; set; }
    public ContentUse Content { get; set; }

    public double Confidence { get; set; } = 0.8;
    public List<RuleExample> Examples { get; set; } = [];
    public List<string> Not { get; set; } = [];
}

/// <summary>A sentence and the claims that its rule must make of it.</summary>
internal sealed class RuleExample
{
    public string Text { get; set; } = "";

    /// <summary>Day of publication; a fixed day when the example does not care.</summary>
    public string Date { get; set; } = "2020-06-15";

    /// <summary>Claims in short form: <c>SANCTION NATO &gt; RUS; actual; suspended; 2014-04; said USA</c>.</summary>
    public List<string> Claims { get; set; } = [];
}

/// <summary>Words that say how an act told below them is to be taken.</summary>
internal sealed class Governor
{
    public string Id { get; set; } = "";

    /// <summary>How the act is to be taken.</summary>
    public GovernorEffect Effect { get; set; }
    public List<string> Verbs { get; set; } = [];
    public List<string> Nouns { get; set; } = [];
    public List<string> Adjectives { get; set; } = [];
    public List<RuleExample> Examples { get; set; } = [];
    public List<string> Not { get; set; } = [];
}

/// <summary>How a governor's act is to be taken.</summary>
internal enum GovernorEffect
{
    /// <summary>Decided, not yet done.</summary>
    Planned,

    /// <summary>Wished, supposed, possible.</summary>
    Hypothetical,

    /// <summary>Not done.</summary>
    Negated,

    /// <summary>Done no longer: the act is turned into its end.</summary>
    Ended,

    /// <summary>Somebody's word.</summary>
    Report,

    /// <summary>Somebody's word that the outlet does not make its own: claim, insist, deny.</summary>
    Vouch,

    /// <summary>The subject of the word below is its object: urge, order, allow.</summary>
    ObjectControl,

    /// <summary>What is judged lies before the judging and takes no date from it: condemn, welcome, investigate.</summary>
    Judges,

    /// <summary>What follows it begins when what precedes it happens: lead to, trigger.</summary>
    Causes,

    /// <summary>Says when a noun's act is: talks that concluded on Friday, a summit held in May.</summary>
    Occurs,

    /// <summary>A verb that only carries its noun: hold talks, launch an attack.</summary>
    Light,
}

/// <summary>The English act lexicon: rules by word, noun classes, governors, CAMEO values.</summary>
internal sealed class Lexicon
{
    private const string Folder = "Coding/Data/en";
    private readonly Dictionary<string, List<(ActRule Rule, string[] Tail)>> _verbs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(ActRule Rule, string[] Tail)>> _nouns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(ActRule Rule, string[] Tail)>> _adjectives = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _classes;
    private readonly Dictionary<(char Pos, string Lemma), HashSet<GovernorEffect>> _governors = [];
    private readonly Dictionary<string, double> _goldstein;
    private readonly HashSet<string> _words;

    /// <param name="own">Rules beside the built-in ones; at a word they come first.</param>
    private Lexicon(IReadOnlyList<ActRule> own)
    {
        _classes = EmbeddedData.Yaml<Dictionary<string, List<string>>>($"{Folder}/classes.yaml")
            .ToDictionary(c => c.Key, c => c.Value.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        _goldstein = EmbeddedData.Yaml<Dictionary<string, double>>("Coding/Data/goldstein.yaml");
        Governors = EmbeddedData.Yaml<List<Governor>>($"{Folder}/governors.yaml");
        Refinements = new Refinements(EmbeddedData.Yaml<List<Refinement>>($"{Folder}/refinements.yaml"));
        foreach (var row in Refinements.Rows)
            if (row.Cameo is { } code && !_goldstein.ContainsKey(code))
                throw new InvalidDataException($"Refinement {row.Id} has the CAMEO code {code}, which goldstein.yaml lacks.");
        Rules = [.. own, .. EmbeddedData.List(Folder, ".yaml")
            .Where(p => p.Contains("/acts-", StringComparison.Ordinal))
            .SelectMany(EmbeddedData.Yaml<List<ActRule>>)];
        foreach (var rule in Rules)
        {
            Index(_verbs, rule.Verbs, rule);
            IndexNouns(rule);
            Index(_adjectives, rule.Adjectives, rule);
            foreach (var condition in rule.Object.Concat(rule.NotObject).Concat(rule.Subject).Concat(rule.Under).Concat(rule.NotUnder))
                if (condition.StartsWith('@') && !_classes.ContainsKey(condition[1..]))
                    throw new InvalidDataException($"Rule {rule.Id} names the class {condition}, which classes.yaml lacks.");
            if (rule.Cameo is { } code && !_goldstein.ContainsKey(code))
                throw new InvalidDataException($"Rule {rule.Id} has the CAMEO code {code}, which goldstein.yaml lacks.");
        }
        foreach (var governor in Governors)
        {
            Govern('v', governor.Verbs, governor.Effect);
            Govern('n', governor.Nouns, governor.Effect);
            Govern('a', governor.Adjectives, governor.Effect);
        }
        _words = [.. _verbs.Keys, .. _nouns.Keys, .. _classes.Values.SelectMany(c => c)];
    }

    /// <summary>The lexicon that is built into the library; read once.</summary>
    public static Lexicon English => Lazy.Value;

    private static readonly Lazy<Lexicon> Lazy = new(() => new Lexicon([]));

    /// <summary>The built-in lexicon with a user's rules beside it.</summary>
    /// <exception cref="InvalidDataException">A file has problems.</exception>
    public static Lexicon With(IReadOnlyList<ActRuleFile> files) =>
        files.SelectMany(f => f.Problems).FirstOrDefault() is { } problem ? throw new InvalidDataException(problem.ToString())
        : files.Count == 0 ? English
        : new Lexicon([.. files.SelectMany(f => f.Rules)]);

    public IEnumerable<string> ClassNames => _classes.Keys;

    public bool HasClass(string name) => _classes.ContainsKey(name);

    public IReadOnlyList<ActRule> Rules { get; }

    public IReadOnlyList<Governor> Governors { get; }

    public Refinements Refinements { get; }

    public IReadOnlyList<(ActRule Rule, string[] Tail)> Verb(string lemma) => _verbs.GetValueOrDefault(lemma) ?? [];

    public IReadOnlyList<(ActRule Rule, string[] Tail)> Noun(string lemma) => _nouns.GetValueOrDefault(lemma) ?? [];

    public IReadOnlyList<(ActRule Rule, string[] Tail)> Adjective(string lemma) => _adjectives.GetValueOrDefault(lemma) ?? [];

    /// <summary>Rules for any verb, by its auxiliary.</summary>
    public IReadOnlyList<(ActRule Rule, string[] Tail)> AnyVerb => _verbs.GetValueOrDefault("*") ?? [];

    /// <summary>Whether a rule or a class has the word.</summary>
    public bool HasWord(string lemma) => _words.Contains(lemma);

    /// <summary>The lexicon's verb of which a word in "-ed" is a form: "committed" of "commit"; null for none.</summary>
    public string? VerbOf(string form)
    {
        if (form.Length < 5 || !form.EndsWith("ed", StringComparison.Ordinal))
            return null;
        var stem = form[..^2];
        foreach (var verb in new[] { stem, stem + "e", stem[..^1], stem[..^1] + "y" })
            if (_verbs.ContainsKey(verb) || _governors.ContainsKey(('v', verb)))
                return verb;
        return null;
    }

    /// <summary>Whether a rule has the noun as the verb's object: "break" and "relation", "commit" and "genocide".</summary>
    public bool Takes(string verb, string noun) =>
        Verb(verb).Any(r => (r.Tail.Length > 0 && r.Tail[0] == noun) || (r.Tail.Length == 0 && r.Rule.Object.Any(o => o == noun || (o[0] == '@' && InClass(o[1..], noun)))));

    public bool InClass(string name, string lemma) => _classes.TryGetValue(name, out var words) && words.Contains(lemma);

    public bool Governs(Token token, GovernorEffect effect) =>
        _governors.TryGetValue((PosLetter(token), token.Lemma.ToLowerInvariant()), out var effects) && effects.Contains(effect);

    /// <summary>Whether a verb has a rule or governs what is told below it.</summary>
    public bool Knows(Token verb) => Verb(verb.Lemma.ToLowerInvariant()).Count > 0 || _governors.ContainsKey(('v', verb.Lemma.ToLowerInvariant()));

    public double? Goldstein(string? cameo) =>
        cameo is not null && _goldstein.TryGetValue(cameo, out var value) ? value : null;

    private static char PosLetter(Token token) => token.Upos switch
    {
        Upos.Verb or Upos.Aux => 'v',
        Upos.Adj => 'a',
        _ => 'n',
    };

    private void Govern(char pos, List<string> words, GovernorEffect effect)
    {
        foreach (var word in words)
        {
            if (!_governors.TryGetValue((pos, word), out var effects))
                _governors[(pos, word)] = effects = [];
            effects.Add(effect);
        }
    }

    /// <summary>A noun's words before the last are its modifiers: "cyber warfare", "joint exercise".</summary>
    private void IndexNouns(ActRule rule)
    {
        foreach (var words in rule.Nouns.Select(n => n.Split(' ')))
        {
            if (!_nouns.TryGetValue(words[^1], out var list))
                _nouns[words[^1]] = list = [];
            list.Add((rule, words[..^1]));
        }
    }

    private static void Index(Dictionary<string, List<(ActRule, string[])>> index, List<string> entries, ActRule rule)
    {
        foreach (var entry in entries)
        {
            var words = entry.Split(' ');
            if (!index.TryGetValue(words[0], out var list))
                index[words[0]] = list = [];
            list.Add((rule, words[1..]));
        }
    }
}
