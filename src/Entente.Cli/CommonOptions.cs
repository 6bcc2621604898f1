using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Entente.Cli.Output;
using NodaTime;
using NodaTime.Text;

namespace Entente.Cli;

/// <summary>Options and arguments that several commands have, with messages that say what to write.</summary>
internal static class CommonOptions
{
    public static Option<OutputFormat?> Format() => new("--format")
    {
        Description = "Form of the results: table, jsonl, csv; `parse` has conllu too [default: table; conllu for parse]",
        HelpName = "FORMAT",
        Recursive = true,
        CompletionSources = { WordsOf<OutputFormat>() },
        CustomParser = result => OneOf<OutputFormat>(result, "format"),
    };

    public static Argument<string[]> Paths() => new("PATH")
    {
        Description = "A file, a folder, a glob, or - for standard input",
        Arity = ArgumentArity.OneOrMore,
        Validators = { RejectOptions },
    };

    /// <summary>A word with dashes before it is a misspelled option, not a value.</summary>
    public static void RejectOptions(ArgumentResult result)
    {
        foreach (var token in result.Tokens.Where(t => t.Value is ['-', _, ..]))
        {
            var known = result.Parent is CommandResult { Command: var command }
                ? command.Options.Select(o => o.Name).Append("--format").Append("--help")
                : [];
            var near = Near.Find(token.Value, known);
            result.AddError($"There is no option '{token.Value}'." + (near.Count > 0 ? $" Did you mean '{near[0]}'?" : ""));
        }
    }

    public static Option<int?> Jobs() => new("--jobs")
    {
        Description = "Articles worked on at once [default: one a core]",
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) && jobs is > 0 and <= 1024)
                return jobs;
            result.AddError($"'{text}' is no number of jobs; write one from 1 to 1024.");
            return null;
        },
    };

    /// <summary>An option that takes a number from 0 on.</summary>
    public static Option<int?> Count(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                return count;
            result.AddError($"'{text}' is no number for {name}.");
            return null;
        },
    };

    public static Option<string?> Record() => new("--record")
    {
        Description = "The record: a file, or postgres://user@host/database [default: $ENTENTE_RECORD, else record.entente]",
        HelpName = "FILE",
    };

    /// <summary>An option that takes a day.</summary>
    public static Option<LocalDate?> Day(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DAY",
        CustomParser = result => ParseDay(result, name),
    };

    /// <summary>An option that takes one of the words of an enumeration, in snake_case.</summary>
    public static Option<T?> Word<T>(string name, string what, string description) where T : struct, Enum => new(name)
    {
        Description = description,
        HelpName = what.ToUpperInvariant(),
        CompletionSources = { WordsOf<T>() },
        CustomParser = result => OneOf<T>(result, what),
    };

    private static string[] WordsOf<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => ContractWord.Of(v).ToLowerInvariant())];

    private static LocalDate? ParseDay(ArgumentResult result, string option)
    {
        var text = result.Tokens[0].Value;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } day)
            return day.Value;
        result.AddError($"'{text}' is no day for {option}; write one that is in the calendar as 2014-04-01.");
        return null;
    }

    private static T? OneOf<T>(ArgumentResult result, string what) where T : struct, Enum
    {
        var text = result.Tokens[0].Value;
        var words = Enum.GetValues<T>().Select(ContractWord.Of).Select(n => n.ToLowerInvariant()).ToList();
        if (words.Contains(text.ToLowerInvariant(), StringComparer.Ordinal))
            return Enum.Parse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        var near = Near.Find(text, words);
        result.AddError($"'{text}' is no {what}: {string.Join(", ", words)}."
            + (near.Count > 0 ? $" Did you mean '{near[0]}'?" : ""));
        return null;
    }
}
