using Entente.Articles;

namespace Entente.Time;

/// <summary>One way to say a time: a pattern over classes of words, and how its parts make a value.</summary>
internal sealed class TimeRule
{
    public string Id { get; set; } = "";
    public string Pattern { get; set; } = "";
    public string Value { get; set; } = "";

    /// <summary>"day of publication | sentence | words | TYPE | value [| first..last day]".</summary>
    public List<string> Examples { get; set; } = [];
    public List<string> Not { get; set; } = [];

    /// <summary>The pattern, taken apart.</summary>
    public IReadOnlyList<PatternItem> Items { get; private set; } = [];

    public void Compile() => Items = [.. Pattern.Split(' ').Select(PatternItem.Parse)];
}

/// <summary>One item of a pattern: words in quotes or classes, and whether it may be absent.</summary>
internal sealed record PatternItem(IReadOnlyList<string> Choices, bool Optional)
{
    public static PatternItem Parse(string item) => new(item.TrimEnd('?').Split('|'), item.EndsWith('?'));
}

/// <summary>What a pattern took: values by class, and the words' extent.</summary>
internal sealed class TimeMatch(TimeRule rule, int first)
{
    private readonly List<(string Class, int Value, string Word)> _parts = [];

    public TimeRule Rule { get; } = rule;

    public int First { get; } = first;

    public int End { get; set; } = first;

    public void Add(string name, int value, string word) => _parts.Add((name, value, word));

    public void Undo(int count) => _parts.RemoveRange(count, _parts.Count - count);

    public int Count => _parts.Count;

    public int? this[string name]
    {
        get
        {
            foreach (var part in _parts)
                if (part.Class == name)
                    return part.Value;
            return null;
        }
    }

    /// <summary>The word that a class took.</summary>
    public string? Word(string name) => _parts.Where(p => p.Class == name).Select(p => p.Word).FirstOrDefault();

    public bool Has(string word) => _parts.Any(p => p.Class == "" && p.Word == word);
}

/// <summary>The English rules and words, and the matcher that finds them in a sentence's words.</summary>
internal sealed class TimeRules
{
    private static readonly Lazy<TimeRules> Lazy = new(() => new TimeRules());
    private readonly Dictionary<string, Dictionary<string, int>> _classes;

    private TimeRules()
    {
        _classes = EmbeddedData.Yaml<Dictionary<string, Dictionary<string, int>>>("Time/Data/en/words.yaml")
            .ToDictionary(c => c.Key, c => new Dictionary<string, int>(c.Value, StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal);
        Rules = EmbeddedData.Yaml<List<TimeRule>>("Time/Data/en/rules.yaml");
        foreach (var rule in Rules)
            rule.Compile();
    }

    /// <summary>The rules that are built into the library; read once.</summary>
    public static TimeRules English => Lazy.Value;

    public IReadOnlyList<TimeRule> Rules { get; }

    public bool Is(string name, string word) => _classes.TryGetValue(name, out var words) && words.ContainsKey(word);

    /// <summary>The longest match that begins at a word; of equal ones the rule that stands first.</summary>
    public TimeMatch? Match(IReadOnlyList<Token> tokens, int first)
    {
        TimeMatch? best = null;
        foreach (var rule in Rules)
        {
            var match = new TimeMatch(rule, first);
            if (Take(tokens, match, 0, first) && match.End > (best?.End ?? first))
                best = match;
        }
        return best;
    }

    private bool Take(IReadOnlyList<Token> tokens, TimeMatch match, int item, int at)
    {
        if (item == match.Rule.Items.Count)
        {
            match.End = at;
            return at > match.First;
        }
        var wanted = match.Rule.Items[item];
        foreach (var choice in wanted.Choices)
        {
            var kept = match.Count;
            if (Read(choice, tokens, at, match) is > 0 and var length && Take(tokens, match, item + 1, at + length))
                return true;
            match.Undo(kept);
        }
        return wanted.Optional && Take(tokens, match, item + 1, at);
    }

    /// <summary>Number of words that the class takes at a place; 0 for none.</summary>
    private int Read(string choice, IReadOnlyList<Token> tokens, int at, TimeMatch match)
    {
        if (at >= tokens.Count)
            return 0;
        var form = tokens[at].Form;
        if (choice[0] == '"')
        {
            var word = choice[1..^1];
            if (!form.Equals(word, StringComparison.OrdinalIgnoreCase))
                return 0;
            match.Add("", 0, word);
            return 1;
        }
        if (_classes.TryGetValue(choice, out var words))
        {
            if (!words.TryGetValue(form, out var value) || (choice is "month" or "weekday" && !IsName(tokens[at])) || (choice == "unit" && tokens[at].Upos == Upos.Adj))
                return 0;
            match.Add(choice, value, form);
            return 1;
        }
        return Numbers(choice, tokens, at, match);
    }

    private static bool IsName(Token token) => char.IsUpper(token.Form[0]) && (token.Form is not ("May" or "March" or "MAY" or "MARCH") || token.Upos is Upos.Propn or Upos.Noun);

    private int Numbers(string choice, IReadOnlyList<Token> tokens, int at, TimeMatch match)
    {
        var form = tokens[at].Form;
        switch (choice)
        {
            case "year":
                return form.Length == 4 && int.TryParse(form, out var year) && IsYear(tokens, at, year, match) ? Add(choice, year) : 0;
            case "short_year":
                return form.Length == 2 && int.TryParse(form, out var last) ? Add(choice, last) : 0;
            case "day":
                var digits = form.Length > 2 && form[^2..].ToLowerInvariant() is "st" or "nd" or "rd" or "th" ? form[..^2] : form;
                if (digits.Length is 1 or 2 && int.TryParse(digits, out var day) && day is >= 1 and <= 31)
                    return Add(choice, day);
                return Is("ordinal", form) && at + 1 < tokens.Count && (Is("month", tokens[at + 1].Form) || tokens[at + 1].Form == "of") ? Add(choice, _classes["ordinal"][form]) : 0;
            case "ordinal_number":
                return form.Length > 2 && form[^2..].ToLowerInvariant() is "st" or "nd" or "rd" or "th" && int.TryParse(form[..^2], out var rank) ? Add(choice, rank) : 0;
            case "count":
                if (int.TryParse(form.Replace(",", "", StringComparison.Ordinal), out var count) && count is >= 0 and < 100_000)
                    return Add(choice, count);
                return _classes["number"].TryGetValue(form, out var spelled) ? Add(choice, spelled) : 0;
            case "decade":
                if (form.Length == 5 && form.EndsWith("0s", StringComparison.Ordinal) && int.TryParse(form[..4], out var decade) && decade is >= 1000 and <= 2100)
                    return Add(choice, decade);
                if (form.Length == 3 && form.EndsWith("0s", StringComparison.Ordinal) && at > 0 && tokens[at - 1].Form is "'" or "’" && int.TryParse(form[..2], out var two))
                    return Add(choice, (two < 30 ? 2000 : 1900) + two);
                return _classes["named_decade"].TryGetValue(form, out var named) && at > 0 && tokens[at - 1].Form.ToLowerInvariant() is "the" or "early" or "late" ? Add(choice, 1900 + (named * 10)) : 0;
            case "clock":
                var parts = form.Split(':');
                return parts.Length == 2 && parts[1].Length == 2 && int.TryParse(parts[0], out var hour) && int.TryParse(parts[1], out var minute) && hour < 24 && minute < 60 ? Add(choice, (hour * 60) + minute) : 0;
            case "iso":
                return Joined(tokens, at, '-') is var (length, a, b, c) && a is >= 1000 and <= 2100 ? Whole(a, b, c, length) : 0;
            case "slash":
                return Joined(tokens, at, '/') is var (l, x, y, z) && z >= 0 ? Slash(x, y, z, l) : 0;
            default:
                throw new InvalidDataException($"Time rule {match.Rule.Id} names the class '{choice}', which there is not.");
        }

        int Add(string name, int value)
        {
            match.Add(name, value, form);
            return 1;
        }

        int Whole(int y, int m, int d, int length)
        {
            if (m is < 1 or > 12 || d is < 1 or > 31)
                return 0;
            match.Add("year", y, form);
            match.Add("month", m, form);
            match.Add("day", d, form);
            return length;
        }

        // 23/09/2019 can only be day first; 11/02/89 is read the American way, as most of the press that writes dates so does.
        int Slash(int x, int y, int z, int length)
        {
            var century = z >= 100 ? z : z + (z < 50 ? 2000 : 1900);
            return x > 12 ? Whole(century, y, x, length) : Whole(century, x, y, length);
        }
    }

    /// <summary>"2010-04-08" as one word or as five that touch.</summary>
    private static (int Length, int A, int B, int C) Joined(IReadOnlyList<Token> tokens, int at, char separator)
    {
        var parts = tokens[at].Form.Split(separator);
        if (parts.Length == 3 && int.TryParse(parts[0], out var a) && int.TryParse(parts[1], out var b) && int.TryParse(parts[2], out var c) && parts[1].Length <= 2)
            return (1, a, b, c);
        if (at + 4 < tokens.Count && tokens[at].Span.End == tokens[at + 1].Span.Start && tokens[at + 3].Span.End == tokens[at + 4].Span.Start
            && tokens[at + 1].Form == separator.ToString() && tokens[at + 3].Form == separator.ToString()
            && int.TryParse(tokens[at].Form, out a) && int.TryParse(tokens[at + 2].Form, out b) && int.TryParse(tokens[at + 4].Form, out c))
            return (5, a, b, c);
        return (0, -1, -1, -1);
    }

    /// <summary>Four digits are a year after a month, a bracket or a preposition of time, or where a name or nothing follows; not before what they count.</summary>
    private static bool IsYear(IReadOnlyList<Token> tokens, int at, int year, TimeMatch match)
    {
        if (match["month"] is not null || match["season"] is not null)
            return year is >= 1000 and <= 2200;
        var before = at > 0 ? tokens[at - 1].Form.ToLowerInvariant() : "";
        var next = at + 1 < tokens.Count ? tokens[at + 1] : null;
        if (before is "$" or "€" or "£" or "no." or "flight" || next is { Xpos: "NNS" } || (next is { Form: "," } && at + 2 < tokens.Count && int.TryParse(tokens[at + 2].Form, out var thousand) && thousand > 2100))
            return false;
        if (before is "in" or "since" or "until" or "till" or "from" or "by" or "during" or "before" or "after" or "of" or "(" or "early" or "late" or "mid" or "between" or "year" or "through")
            return year is >= 1000 and <= 2200;
        return year is >= 1900 and <= 2100;
    }
}
