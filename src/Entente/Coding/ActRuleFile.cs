using System.Globalization;
using Entente.Articles;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Entente.Coding;

/// <summary>What is wrong in a rule file, and where.</summary>
/// <param name="File">Name of the file, as the caller gave it.</param>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Code">A short code: <c>yaml</c>, <c>unknown_key</c>, <c>missing</c>, <c>unknown_value</c>, <c>duplicate_id</c>.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public sealed record ActRuleProblem(string File, int Line, string Code, string Message)
{
    /// <summary>File, line and message on one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Message}");
}

/// <summary>
/// A user's own act rules, in the form of the built-in ones (<c>docs/coding-rules.md</c>). A rule beats a built-in one at the same word when it is at least as specific.
/// Immutable.
/// </summary>
public sealed class ActRuleFile
{
    private static readonly string[] Keys =
    [
        "id", "type", "mode", "context", "cameo", "step", "verbs", "nouns", "adjectives", "subject", "object", "not_object", "modifier", "not_modifier", "clause", "under", "not_under", "auxiliary", "with", "without", "who", "actor", "recipient", "of",
        "when_negated", "symmetric", "content", "confidence", "examples", "not",
    ];

    private static readonly string[] Lists = ["mode", "context", "verbs", "nouns", "adjectives", "subject", "object", "not_object", "modifier", "not_modifier", "under", "not_under", "auxiliary", "with", "without", "recipient", "examples", "not"];

    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["type"] = [.. Enum.GetNames<PloverType>().Select(n => n.ToUpperInvariant())],
        ["step"] = [.. Enum.GetNames<Step>().Select(n => UnderscoredNamingConvention.Instance.Apply(n))],
        ["who"] = ["people", "states"],
        ["clause"] = ["infinitive", "none", "predicate"],
        ["of"] = ["object", "actor"],
        ["content"] = ["own", "consumed", "reported"],
        ["when_negated"] = ["true", "false"],
        ["symmetric"] = ["true", "false"],
    };

    private ActRuleFile(string name, IReadOnlyList<ActRule> rules, IReadOnlyList<ActRuleProblem> problems) => (Name, Rules, Problems) = (name, rules, problems);

    /// <summary>Short hash of the file's text, for the name of the coder that uses it.</summary>
    internal string Hash { get; private init; } = "";

    /// <summary>Name of the file, as the caller gave it.</summary>
    public string Name { get; }

    /// <summary>What is wrong with it, in the order of lines; empty when it can be used.</summary>
    public IReadOnlyList<ActRuleProblem> Problems { get; }

    internal IReadOnlyList<ActRule> Rules { get; }

    /// <summary>Reads and checks a rule file. What is wrong is told in <see cref="Problems"/>, all of it at once.</summary>
    /// <param name="name">Name for messages.</param>
    /// <param name="yaml">The file's text.</param>
    public static ActRuleFile Read(string name, string yaml)
    {
        var problems = new List<ActRuleProblem>();
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 0)
                return new ActRuleFile(name, [], []);
            if (stream.Documents[0].RootNode is not YamlSequenceNode list)
                return new ActRuleFile(name, [], [new ActRuleProblem(name, 1, "yaml", "The file is no list of rules; each begins with '- id: …'.")]);
            var ids = new HashSet<string>(StringComparer.Ordinal);
            foreach (var node in list)
                Check(name, node, ids, problems);
            if (problems.Count > 0)
                return new ActRuleFile(name, [], [.. problems.OrderBy(p => p.Line)]);
            var rules = new DeserializerBuilder()
                .WithNamingConvention(UnderscoredNamingConvention.Instance)
                .WithEnumNamingConvention(UnderscoredNamingConvention.Instance)
                .WithDuplicateKeyChecking()
                .Build()
                .Deserialize<List<ActRule>>(yaml) ?? [];
            return new ActRuleFile(name, rules, []) { Hash = Article.ContentId("", yaml)[..8] };
        }
        catch (YamlException e)
        {
            return new ActRuleFile(name, [], [new ActRuleProblem(name, (int)e.Start.Line, "yaml", e.InnerException?.Message ?? e.Message)]);
        }
        catch (InvalidOperationException)
        {
            // The YAML scanner gives up so on a bracket that is never closed, and does not say where.
            return new ActRuleFile(name, [], [new ActRuleProblem(name, 1, "yaml", "The file cannot be read as YAML: a bracket or a quote that is opened is not closed.")]);
        }
    }

    private static void Check(string file, YamlNode node, HashSet<string> ids, List<ActRuleProblem> problems)
    {
        void Report(YamlNode at, string code, string message) => problems.Add(new ActRuleProblem(file, (int)at.Start.Line, code, message));

        if (node is not YamlMappingNode rule)
        {
            Report(node, "yaml", "This is no rule: a rule has keys, 'id', 'type', 'verbs' or 'nouns' or 'adjectives', 'examples' and 'not'.");
            return;
        }
        var fields = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (key, value) in rule.Children)
        {
            var word = (key as YamlScalarNode)?.Value ?? "";
            fields[word] = value;
            if (!Keys.Contains(word))
                Report(key, "unknown_key", $"A rule has no '{word}'; it has {string.Join(", ", Keys)}.");
            else if (Lists.Contains(word) && value is not YamlSequenceNode)
                Report(value, "unknown_value", $"'{word}' is a list: write {word}: [ … ].");
            else if (Words.TryGetValue(word, out var allowed) && value is YamlScalarNode { Value: var given } && !allowed.Contains(given))
                Report(value, "unknown_value", $"'{word}: {given}' is not known; expected {string.Join(", ", allowed)}.");
            else if (word is "subject" or "object" or "not_object" or "under" or "not_under" && value is YamlSequenceNode conditions)
                foreach (var condition in conditions.OfType<YamlScalarNode>().Where(c => c.Value is ['@', ..] && !Lexicon.English.HasClass(c.Value[1..])))
                    Report(condition, "unknown_value", $"There is no class '{condition.Value}'; there are {string.Join(", ", Lexicon.English.ClassNames.Select(c => "@" + c))}.");
            else if (word == "cameo" && value is YamlScalarNode { Value: var code } && Lexicon.English.Goldstein(code) is null)
                Report(value, "unknown_value", $"'{code}' is no CAMEO code; expected one like \"0871\", in quotes.");
            else if (word == "confidence" && value is YamlScalarNode { Value: var text } && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1))
                Report(value, "unknown_value", $"'confidence: {text}' is not known; expected a number from 0 to 1.");
        }
        var id = (fields.GetValueOrDefault("id") as YamlScalarNode)?.Value;
        foreach (var needed in new[] { "id", "type", "examples", "not" })
            if (!fields.ContainsKey(needed))
                Report(rule, "missing", $"Rule {id ?? "without id"} has no '{needed}'.");
        if (!fields.ContainsKey("verbs") && !fields.ContainsKey("nouns") && !fields.ContainsKey("adjectives"))
            Report(rule, "missing", $"Rule {id ?? "without id"} has no words: expected 'verbs', 'nouns' or 'adjectives'.");
        if (id is not null && (!ids.Add(id) || Lexicon.English.Rules.Any(r => r.Id == id)))
            Report(fields["id"], "duplicate_id", $"There is another rule with the id '{id}'; give this one its own.");
    }
}
