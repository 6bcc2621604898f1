using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Entente.Reading;
using NodaTime;

namespace Entente.Cli;

/// <summary>The options of commands that read articles: what to supply, what rows call their fields, where to begin, and the caps.</summary>
internal sealed class ReadingFlags
{
    private static readonly string[] FieldNames = ["id", "url", "title", "date", "text", "html", "file", "lang", "outlet"];

    private static readonly Dictionary<string, Func<ReadingOptions, long, ReadingOptions>> Limits = new(StringComparer.Ordinal)
    {
        ["file_bytes"] = (o, n) => o with { MaxFileBytes = n },
        ["line_bytes"] = (o, n) => o with { MaxLineBytes = (int)Math.Min(n, int.MaxValue) },
        ["text_length"] = (o, n) => o with { MaxTextLength = (int)Math.Min(n, int.MaxValue) },
        ["unpacked_bytes"] = (o, n) => o with { MaxUnpackedBytes = n },
        ["unpack_ratio"] = (o, n) => o with { MaxUnpackRatio = (int)Math.Min(n, int.MaxValue) },
        ["members"] = (o, n) => o with { MaxMembers = n },
        ["archive_depth"] = (o, n) => o with { MaxArchiveDepth = (int)Math.Min(n, 64) },
        ["html_depth"] = (o, n) => o with { MaxHtmlDepth = (int)Math.Min(n, 1024) },
        ["elements"] = (o, n) => o with { MaxHtmlElements = (int)Math.Min(n, int.MaxValue) },
        ["seconds"] = (o, n) => o with { MaxTime = TimeSpan.FromSeconds(Math.Min(n, 86_400)) },
    };

    private readonly Option<LocalDate?> _published = CommonOptions.Day("--published", "Day of publication of texts that tell none");

    private readonly Option<IReadOnlyList<(string Field, string Name)>?> _map = new("--map")
    {
        Description = "What rows of JSONL and CSV call their fields, as title=headline,date=pubDate; fields: " + string.Join(", ", FieldNames),
        HelpName = "FIELD=NAME,…",
        CustomParser = result => Pairs(result, FieldNames, "field"),
    };

    private readonly Option<long?> _from = new("--from")
    {
        Description = "Begin a WARC file at this byte: the offset that an earlier run told",
        HelpName = "OFFSET",
        CustomParser = result => Number(result, result.Tokens[0].Value, "offset"),
    };

    private static readonly Dictionary<string, Func<FetchOptions, long, FetchOptions>> FetchLimits = new(StringComparer.Ordinal)
    {
        ["pages"] = (o, n) => o with { MaxPages = (int)Math.Min(n, int.MaxValue) },
        ["answer_bytes"] = (o, n) => o with { MaxBytes = (int)Math.Min(n, int.MaxValue) },
        ["answer_seconds"] = (o, n) => o with { Timeout = TimeSpan.FromSeconds(Math.Min(n, 86_400)) },
        ["redirects"] = (o, n) => o with { MaxRedirects = (int)Math.Min(n, 100) },
    };

    private readonly Option<IReadOnlyList<(string Field, string Name)>?> _limit;

    /// <param name="ofFetch">Whether the command fetches, which has caps of its own.</param>
    public ReadingFlags(bool ofFetch = false)
    {
        IReadOnlyCollection<string> caps = ofFetch ? [.. FetchLimits.Keys, .. Limits.Keys] : Limits.Keys;
        _limit = new("--limit")
        {
            Description = "Other caps on hostile input, as file_bytes=1000000,seconds=10; see docs/reading.md",
            HelpName = "CAP=N,…",
            CustomParser = result =>
            {
                var pairs = Pairs(result, caps, "cap");
                foreach (var (_, number) in pairs ?? [])
                    Number(result, number, "cap");
                return pairs;
            },
        };
    }

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_published);
        command.Options.Add(_map);
        command.Options.Add(_from);
        command.Options.Add(_limit);
    }

    /// <summary>What the user chose.</summary>
    public ReadingOptions Options(ParseResult parsed)
    {
        var options = new ReadingOptions
        {
            DefaultPublished = parsed.GetValue(_published),
            Fields = (parsed.GetValue(_map) ?? []).ToDictionary(p => p.Field, p => p.Name, StringComparer.Ordinal),
            From = parsed.GetValue(_from) ?? 0,
        };
        return Limited(parsed, options, Limits);
    }

    /// <summary>The caps on fetching that the user chose.</summary>
    public FetchOptions Limited(ParseResult parsed, FetchOptions options) => Limited(parsed, options, FetchLimits);

    private TOptions Limited<TOptions>(ParseResult parsed, TOptions options, Dictionary<string, Func<TOptions, long, TOptions>> limits)
    {
        foreach (var (cap, number) in parsed.GetValue(_limit) ?? [])
            if (limits.TryGetValue(cap, out var limit))
                options = limit(options, long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture));
        return options;
    }

    private static List<(string, string)>? Pairs(ArgumentResult result, IReadOnlyCollection<string> known, string what)
    {
        var pairs = new List<(string Name, string Value)>();
        foreach (var part in result.Tokens[0].Value.Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? part.Trim() : part[..equals].Trim();
            if (!known.Contains(name))
            {
                var near = Near.Find(name, known);
                result.AddError($"'{name}' is no {what}: {string.Join(", ", known)}." + (near.Count > 0 ? $" Did you mean '{near[0]}'?" : ""));
                return null;
            }
            if (equals < 0 || equals == part.Length - 1 || pairs.Any(p => p.Name == name))
            {
                result.AddError($"'{part}' must be written once and as {name}=VALUE.");
                return null;
            }
            pairs.Add((name, part[(equals + 1)..].Trim()));
        }
        return pairs;
    }

    private static long? Number(ArgumentResult result, string text, string what)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            return number;
        result.AddError($"'{text}' is no {what}; write a whole number over 0.");
        return null;
    }
}
