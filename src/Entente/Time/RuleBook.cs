namespace Entente.Time;

/// <summary>Form of a rule file.</summary>
internal sealed class RuleFile
{
    public List<Rule> Rules { get; init; } = [];
}

/// <summary>One rule: the words it takes and the value they have.</summary>
internal sealed class Rule
{
    public required string Id { get; init; }

    /// <summary>What to take, in the notation of <see cref="Time.Pattern"/>.</summary>
    public required string Pattern { get; init; }

    /// <summary>The value, a term of <see cref="Algebra"/>; <c>none</c> keeps other rules away from these words.</summary>
    public required string Value { get; init; }

    /// <summary>TIMEX3 modifier; else the capture <c>mod</c>, if the pattern keeps one.</summary>
    public string? Mod { get; init; }

    /// <summary>Units of which one must stand right before.</summary>
    public string? Left { get; init; }

    /// <summary>Units of which one must stand right after.</summary>
    public string? Right { get; init; }

    /// <summary>Units of which none may stand right before.</summary>
    public string? NotLeft { get; init; }

    /// <summary>Units of which none may stand right after.</summary>
    public string? NotRight { get; init; }

    /// <summary>Whether it is a time of a day that another expression beside it may tell: "noon" of "noon on Friday".</summary>
    public bool Joins { get; init; }

    /// <summary>The other end of a stretch, found in the same words: "58" in "1957-58".</summary>
    public SecondValue? Second { get; init; }

    public List<RuleExample> Examples { get; init; } = [];

    /// <summary>Texts in which this rule must find nothing.</summary>
    public List<string> Not { get; init; } = [];
}

/// <summary>A second expression in the words of a rule: it starts at a capture; the first ends before the unit that joins them.</summary>
internal sealed class SecondValue
{
    public required string From { get; init; }

    public required string Value { get; init; }
}

/// <summary>A text in which a rule must find what is written here.</summary>
internal sealed class RuleExample
{
    public required string Text { get; init; }

    /// <summary>Day of publication, ISO; none when left out.</summary>
    public string? Dct { get; init; }

    /// <summary>The words to be found; the whole text when left out.</summary>
    public string? Found { get; init; }

    public required string Type { get; init; }

    public required string Value { get; init; }

    public string? Mod { get; init; }

    /// <summary>Days of an act told so, <c>start..end</c> with an open end left out.</summary>
    public string? Interval { get; init; }
}

/// <summary>What a rule took.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="First">Index of the first unit.</param>
/// <param name="End">Index after the last unit.</param>
/// <param name="Captures">What it kept.</param>
internal sealed record RuleMatch(CompiledRule Rule, int First, int End, IReadOnlyList<Capture> Captures);

/// <summary>What a pattern step kept.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The value of the words.</param>
/// <param name="At">Index of their first unit.</param>
internal readonly record struct Capture(string Name, Scalar Value, int At);

/// <summary>A rule made ready.</summary>
internal sealed record CompiledRule(Rule Rule, int Order, Expression? Value, Expression? Second, Surroundings Around);

/// <summary>Words that must or must not stand around; empty sets demand nothing.</summary>
internal sealed record Surroundings(IReadOnlySet<int> Left, IReadOnlySet<int> Right, IReadOnlySet<int> NotLeft, IReadOnlySet<int> NotRight);

/// <summary>All rules of one language in one prefix tree of pattern steps. Thread-safe once built.</summary>
internal sealed class RuleBook
{
    private sealed class Node
    {
        public List<(PatternStep Step, Node Next)> Children { get; } = [];

        public List<CompiledRule> Rules { get; } = [];

        public Node Child(PatternStep step)
        {
            foreach (var (known, next) in Children)
                if (known == step)
                    return next;
            var node = new Node();
            Children.Add((step, node));
            return node;
        }
    }

    private readonly record struct Matcher(
        HashSet<int>? Words, IReadOnlyDictionary<int, Scalar>? Values, IReadOnlyDictionary<int, List<Phrase>>? Phrases, bool Capital)
    {
        /// <summary>Whether a match may begin with the word; null for classes that are read by counting.</summary>
        public bool? BeginsWith(int word) => Words?.Contains(word) ?? (Values is null ? null : Values.ContainsKey(word) || Phrases!.ContainsKey(word));
    }

    private readonly Node _root = new();
    private readonly Dictionary<PatternStep, Matcher> _matchers = [];
    private readonly NumberClasses _numbers;
    private readonly List<(PatternStep Step, Node Next)>[] _firstByWord;
    private readonly List<(PatternStep Step, Node Next)> _firstByNumber;

    /// <summary>For digits that a rule names as a word, as in "9/11".</summary>
    private readonly List<(PatternStep Step, Node Next)>[] _firstByNumberWord;

    private RuleBook(Lexicon lexicon, IReadOnlyList<Rule> rules)
    {
        Lexicon = lexicon;
        Rules = rules;
        _numbers = new(lexicon);
        var order = 0;
        foreach (var rule in rules)
            Add(rule, order++);
        _firstByNumber = [.. _root.Children.Where(c => c.Step.Kind is { } kind && NumberClasses.Names.Contains(kind))];
        _firstByWord = new List<(PatternStep, Node)>[lexicon.Count];
        var numberWords = new HashSet<int>(new[] { "ones", "teens", "tens", "ordinal" }.SelectMany(c => lexicon.Class(c)!.Keys)) { lexicon.Intern("a") };
        _firstByNumberWord = new List<(PatternStep, Node)>[lexicon.Count];
        for (var word = 0; word < _firstByWord.Length; word++)
        {
            _firstByWord[word] =
            [
                .. _root.Children.Where(c =>
                    _matchers[c.Step].BeginsWith(word) ?? numberWords.Contains(word)),
            ];
            _firstByNumberWord[word] = [.. _firstByNumber, .. _root.Children.Where(c => _matchers[c.Step].BeginsWith(word) == true)];
        }
    }

    public Lexicon Lexicon { get; }

    public IReadOnlyList<Rule> Rules { get; }

    /// <exception cref="InvalidDataException">A rule or the word file is broken.</exception>
    public static RuleBook Load(string folder)
    {
        var words = $"{folder}/words.yaml";
        var lexicon = new Lexicon(EmbeddedData.Yaml<WordFile>(words));
        return new(lexicon, [.. EmbeddedData.List(folder, ".yaml").Where(f => f != words).SelectMany(f => EmbeddedData.Yaml<RuleFile>(f).Rules)]);
    }

    /// <summary>The longest match that starts at a unit; among equals the rule that stands first. Null when there is none.</summary>
    public RuleMatch? Match(List<Unit> units, int at)
    {
        var unit = units[at];
        // Words that only the signals know come after the last that a rule knows.
        var known = unit.Word < _firstByWord.Length ? unit.Word : Lexicon.Unknown;
        var first = !unit.IsNumber ? _firstByWord[known] : known == Lexicon.Unknown ? _firstByNumber : _firstByNumberWord[known];
        if (first.Count == 0)
            return null;
        RuleMatch? best = null;
        Walk(first, units, at, at, [], ref best);
        return best;
    }

    private void Walk(List<(PatternStep Step, Node Next)> steps, List<Unit> units, int first, int at, List<Capture> captures, ref RuleMatch? best)
    {
        if (at >= units.Count)
            return;
        foreach (var (step, next) in steps)
        {
            var length = Take(step, units, at, out var value);
            if (length == 0)
                continue;
            if (step.Name is { } name)
                captures.Add(new(name, value, at));
            var end = at + length;
            foreach (var rule in next.Rules)
                if ((best is null || end > best.End || (end == best.End && rule.Order < best.Rule.Order)) && Fits(rule.Around, units, first, end))
                    best = new(rule, first, end, [.. captures]);
            if (next.Children.Count > 0)
                Walk(next.Children, units, first, end, captures, ref best);
            if (step.Name is not null)
                captures.RemoveAt(captures.Count - 1);
        }
    }

    private int Take(PatternStep step, List<Unit> units, int at, out Scalar value)
    {
        value = default;
        var unit = units[at];
        if (step.Glued && !unit.Glued)
            return 0;
        var matcher = _matchers[step];
        if (matcher.Words is { } words)
            return words.Contains(unit.Word) ? 1 : 0;
        if (matcher.Values is { } values)
        {
            if (unit.Word == Lexicon.Unknown || (matcher.Capital && !unit.Capital))
                return 0;
            if (matcher.Phrases!.TryGetValue(unit.Word, out var phrases))
                foreach (var phrase in phrases)
                    if (IsAt(phrase, units, at))
                    {
                        value = phrase.Value;
                        return phrase.Units.Length;
                    }
            return values.TryGetValue(unit.Word, out value) ? 1 : 0;
        }
        return _numbers.Match(step.Kind!, units, at, out value);
    }

    private static bool IsAt(Phrase phrase, List<Unit> units, int at)
    {
        if (at + phrase.Units.Length > units.Count)
            return false;
        for (var i = 1; i < phrase.Units.Length; i++)
            if (units[at + i].Word != phrase.Units[i])
                return false;
        return true;
    }

    private static bool Fits(Surroundings around, List<Unit> units, int first, int end)
    {
        var before = first > 0 ? Beside(units[first - 1]) : Lexicon.Unknown;
        var after = end < units.Count ? Beside(units[end]) : Lexicon.Unknown;
        return (around.Left.Count == 0 || around.Left.Contains(before))
            && (around.Right.Count == 0 || around.Right.Contains(after))
            && !around.NotLeft.Contains(before)
            && !around.NotRight.Contains(after);
    }

    private static int Beside(Unit unit) => unit.IsNumber ? Lexicon.Digits : unit.Word;

    private void Add(Rule rule, int order)
    {
        try
        {
            var sequences = Pattern.Sequences(rule.Pattern);
            var value = rule.Value == "none" ? null : Expression.Parse(rule.Value);
            var second = rule.Second is null ? null : Expression.Parse(rule.Second.Value);
            foreach (var term in new[] { value, second }.OfType<Expression>())
                Algebra.Check(term, sequences.SelectMany(s => s).Select(s => s.Name).OfType<string>().ToHashSet(StringComparer.Ordinal));
            var compiled = new CompiledRule(rule, order, value, second, new(Words(rule.Left), Words(rule.Right), Words(rule.NotLeft), Words(rule.NotRight)));
            foreach (var sequence in sequences)
            {
                var node = _root;
                foreach (var step in sequence)
                {
                    if (!_matchers.ContainsKey(step))
                        _matchers.Add(step, Make(step));
                    node = node.Child(step);
                }
                if (node == _root)
                    throw new InvalidDataException("The pattern may be empty.");
                if (!node.Rules.Contains(compiled))
                    node.Rules.Add(compiled);
            }
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"Rule {rule.Id}: {e.Message}", e);
        }
    }

    /// <summary>Words written with blanks between; a class stands for all its words, <c>&lt;int&gt;</c> for any run of digits.</summary>
    private HashSet<int> Words(string? list)
    {
        var words = new HashSet<int>();
        foreach (var item in list?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (item == "<int>")
                words.Add(Lexicon.Digits);
            else if (item is ['<', .. var name, '>'])
                words.UnionWith((Lexicon.Class(name) ?? throw new InvalidDataException($"There is no word class '{name}'.")).Keys);
            else
                words.Add(Lexicon.Intern(item));
        }
        return words;
    }

    private Matcher Make(PatternStep step)
    {
        if (step.Kind is null)
            return new([.. step.Words.Length > 1 ? step.Words.Split('|').Select(Lexicon.Intern) : [Lexicon.Intern(step.Words)]], null, null, false);
        if (NumberClasses.Names.Contains(step.Kind))
            return default;
        return new(null, Lexicon.Class(step.Kind) ?? throw new InvalidDataException($"There is no token class '{step.Kind}'."), Lexicon.Phrases(step.Kind), Lexicon.WantsCapital(step.Kind));
    }
}
