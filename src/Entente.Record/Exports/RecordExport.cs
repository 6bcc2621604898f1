using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Record.Exports;

/// <summary>Writes what is in a record into files that other programs read. The same record, version and decisions give the same bytes.</summary>
public static class RecordExport
{
    private static readonly JsonSerializerOptions Indented = new(EntenteJson.Options) { WriteIndented = true };

    /// <summary>Writes one export into a folder, and <c>metadata.json</c> beside it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="layout">The form.</param>
    /// <param name="folder">The folder; it is made when it is not there.</param>
    /// <param name="filter">What is exported; null for all.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="RecordException">The record cannot be read.</exception>
    public static ExportMetadata Write(RecordStore record, ExportLayout layout, string folder, ClaimFilter? filter = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        filter ??= ClaimFilter.All;
        Directory.CreateDirectory(folder);
        var run = new Run(record, folder, filter);
        switch (layout)
        {
            case ExportLayout.Jsonl:
                run.Lines("claims.jsonl", run.Claims.Select(EntenteJson.Write));
                run.Lines("events.jsonl", run.Events.Select(EntenteJson.Write));
                break;
            case ExportLayout.Csv:
                run.Lines("claims.csv", Csv(ClaimColumns, run.Claims), headers: 1, end: "\r\n");
                run.Lines("events.csv", Csv(EventColumns, run.Events), headers: 1, end: "\r\n");
                break;
            case ExportLayout.Parquet:
                run.Parquet("claims.parquet", ClaimColumns, run.Claims);
                run.Parquet("events.parquet", EventColumns, run.Events);
                break;
            case ExportLayout.Icews:
                run.Lines("events.tab", Tabs(ForeignLayouts.IcewsHeader, run.Pairs().Select(ForeignLayouts.Icews), quotes: false), headers: 1);
                run.Scales["Intensity"] = "goldstein of the CAMEO code (GDELT's table), else PLOVER score";
                break;
            case ExportLayout.Polecat:
                run.Lines("events.txt", Tabs(ForeignLayouts.PolecatHeader, run.Pairs().Select(ForeignLayouts.Polecat), quotes: false), headers: 1);
                run.Scales["Intensity"] = "PLOVER 2.0 score of the type";
                break;
            case ExportLayout.Gdelt:
                run.Lines("events.export.CSV", Tabs(null, run.Pairs().Select(ForeignLayouts.Gdelt), quotes: false));
                run.Scales["GoldsteinScale"] = "goldstein of the CAMEO code (GDELT's table)";
                run.Scales["AvgTone"] = "not measured: 0";
                break;
            case ExportLayout.Plover:
                run.Lines("events.jsonl", run.Events.Select(ForeignLayouts.Plover));
                run.Scales["event_scale"] = "PLOVER 2.0 score of the type";
                break;
            case ExportLayout.Manytreaties:
                var (agreements, parties, intervals) = Treaties.Of(run.Events, record, filter);
                run.Lines("agreements.csv", Csv(Treaties.AgreementColumns, agreements), headers: 1, end: "\r\n");
                run.Lines("parties.csv", Csv(Treaties.PartyColumns, parties), headers: 1, end: "\r\n");
                run.Lines("standings.csv", Csv(Treaties.IntervalColumns, intervals), headers: 1, end: "\r\n");
                break;
            case ExportLayout.Annotations:
                run.Lines("annotations.jsonl", run.Sourced.Where(run.HasQuote).Select(ForeignLayouts.Annotation));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(layout));
        }
        var metadata = new ExportMetadata
        {
            Version = CoderVersion.BuiltIn.Program,
            Models = CoderVersion.BuiltIn.Models,
            Rules = CoderVersion.BuiltIn.Rules,
            Actors = CoderVersion.BuiltIn.Actors,
            Coders = record.Coders,
            Layout = layout,
            Filter = filter,
            Counts = run.Counts,
            Sha256 = run.Hashes,
            Scales = run.Scales,
            LeftOut = run.LeftOut,
            Decisions = record.Audit().Head,
        };
        File.WriteAllText(Path.Combine(folder, "metadata.json"), JsonSerializer.Serialize(metadata, Indented) + "\n");
        return metadata;
    }

    internal static readonly (string Name, Func<Claim, object?> Value)[] ClaimColumns =
    [
        ("id", c => c.Id), ("article", c => c.Article), ("source_id", c => c.SourceId), ("type", c => Word(c.Type)), ("mode", c => Join(c.Mode)), ("context", c => Join(c.Context)),
        ("cameo", c => c.Cameo), ("goldstein", c => c.Goldstein), ("actors", c => Join(c.Actors.Select(a => a.Id))), ("recipients", c => Join(c.Recipients.Select(a => a.Id))),
        ("reality", c => Word(c.Reality)), ("recency", c => Word(c.Recency)), ("date_start", c => Day(c.Date.Start)), ("date_end", c => Day(c.Date.End)),
        ("date_precision", c => Word(c.Date.Precision)), ("date_text", c => c.Date.Text), ("date_basis", c => Word(c.DateBasis)), ("place", c => c.Place?.Name), ("country", c => c.Place?.Country),
        ("said_by", c => Join(c.SaidBy.Select(a => a.Id))), ("arrangement", c => c.Arrangement?.Id), ("arrangement_name", c => c.Arrangement?.Name), ("strand", c => c.Arrangement?.Strand),
        ("step", c => c.Step is { } step ? Word(step) : null), ("trigger", c => c.Trigger.Text), ("sentence", c => c.Evidence.Exact), ("start", c => c.Evidence.Start), ("end", c => c.Evidence.End),
        ("rule", c => c.Rule), ("confidence", c => c.Confidence), ("coder", c => c.Coder),
    ];

    internal static readonly (string Name, Func<Event, object?> Value)[] EventColumns =
    [
        ("id", e => e.Id), ("type", e => Word(e.Type)), ("actors", e => Join(e.Actors.Select(a => a.Id))), ("recipients", e => Join(e.Recipients.Select(a => a.Id))),
        ("date_start", e => Day(e.Date.Start)), ("date_end", e => Day(e.Date.End)), ("date_precision", e => Word(e.Date.Precision)), ("reality", e => Word(e.Reality)),
        ("place", e => e.Place?.Name), ("country", e => e.Place?.Country), ("arrangement", e => e.Arrangement?.Id), ("arrangement_name", e => e.Arrangement?.Name), ("strand", e => e.Arrangement?.Strand),
        ("step", e => e.Step is { } step ? Word(step) : null), ("claims", e => Join(e.Claims)), ("reports", e => e.Reports), ("voices", e => e.Voices), ("disputed", e => e.Disputed ? "true" : "false"),
    ];

    internal static string Day(LocalDate? day) => day?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) ?? "";

    internal static string Word<T>(T value) where T : struct, Enum =>
        value is PloverType ? value.ToString().ToUpperInvariant() : JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Join(IEnumerable<string> values) => string.Join(";", values.Distinct(StringComparer.Ordinal));

    /// <summary>Lines of RFC 4180. A text that a spreadsheet would take for a formula has an apostrophe put before it; numbers never have.</summary>
    internal static IEnumerable<string> Csv<T>((string Name, Func<T, object?> Value)[] columns, IEnumerable<T> rows) =>
        rows.Select(r => string.Join(',', columns.Select(c => Cell(c.Value(r))))).Prepend(string.Join(',', columns.Select(c => c.Name)));

    internal static string Cell(object? value)
    {
        if (value is null)
            return "";
        if (value is not string text)
            return ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);
        text = text.Replace("\0", "", StringComparison.Ordinal);
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..])
            text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    /// <summary>Lines with tabs between the cells. Readers of these layouts know no quoting: what would break a line becomes a blank, and a quotation mark an apostrophe.</summary>
    private static IEnumerable<string> Tabs(IReadOnlyList<string>? header, IEnumerable<string[]> rows, bool quotes)
    {
        var lines = rows.Select(r => string.Join('\t', r.Select(c => Plain(c, quotes))));
        return header is null ? lines : lines.Prepend(string.Join('\t', header));
    }

    internal static string Plain(string cell, bool quotes = false)
    {
        var plain = new StringBuilder(cell.Length);
        foreach (var c in cell)
            plain.Append(c is '\t' or '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' ? ' ' : c == '"' && !quotes ? '\'' : char.IsControl(c) ? ' ' : c);
        return plain.ToString();
    }

    /// <summary>One export on its way.</summary>
    private sealed class Run(RecordStore record, string folder, ClaimFilter filter)
    {
        private readonly Dictionary<string, bool> _quotes = new(StringComparer.Ordinal);
        private IReadOnlyList<Event>? _events;

        public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

        public SortedDictionary<string, string> Hashes { get; } = new(StringComparer.Ordinal);

        public SortedDictionary<string, string> Scales { get; } = new(StringComparer.Ordinal) { ["goldstein"] = "goldstein of the CAMEO code (GDELT's table)" };

        public SortedDictionary<string, long> LeftOut { get; } = new(StringComparer.Ordinal);

        public IReadOnlyList<Event> Events => _events ??= record.Events(filter);

        public IEnumerable<SourcedClaim> Sourced => record.Claims(filter);

        public IEnumerable<Claim> Claims => Sourced.Select(c => c.Claim);

        /// <summary>The articles of some outlets are kept without sentences: then there is none to export.</summary>
        public bool HasQuote(SourcedClaim claim)
        {
            if (claim.Claim.Evidence.Exact.Length > 0)
                return true;
            LeftOut["sentence not kept"] = LeftOut.GetValueOrDefault("sentence not kept") + 1;
            return false;
        }

        /// <summary>Events as rows of one source and one target. Layouts that know only what was done on a day get only that.</summary>
        public IEnumerable<EventPair> Pairs()
        {
            var number = 0L;
            foreach (var e in Events)
            {
                if (e.Reality != Reality.Actual)
                    LeftOut["not actual"] = LeftOut.GetValueOrDefault("not actual") + 1;
                else if (e.Date.Start is null)
                    LeftOut["no day"] = LeftOut.GetValueOrDefault("no day") + 1;
                else
                    foreach (var (a, b) in EventPair.Sides(e))
                        yield return new EventPair(++number, e, a, b);
            }
        }

        public void Lines(string name, IEnumerable<string> lines, int headers = 0, string end = "\n")
        {
            var path = Path.Combine(folder, name);
            var count = 0L;
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            {
                using (var file = new FileStream(path, FileMode.Create, FileAccess.Write))
                    foreach (var line in lines)
                    {
                        var bytes = Encoding.UTF8.GetBytes(line + end);
                        file.Write(bytes);
                        hash.AppendData(bytes);
                        count++;
                    }
                Hashes[name] = Convert.ToHexStringLower(hash.GetHashAndReset());
            }
            Counts[name] = count - headers;
        }

        public void Parquet<T>(string name, (string Name, Func<T, object?> Value)[] columns, IEnumerable<T> rows)
        {
            var path = Path.Combine(folder, name);
            var memory = new DuckDBConnection("Data Source=:memory:");
            memory.Open();
            using var connection = new DuckConnection(memory);
            string[] numbers = ["goldstein", "confidence", "start", "end", "reports", "voices"];
            connection.Run($"create table t ({string.Join(", ", columns.Select(c => $"\"{c.Name}\" {(numbers.Contains(c.Name) ? "double" : c.Name is "date_start" or "date_end" ? "date" : "varchar")}"))})");
            var count = 0L;
            using (var table = connection.CreateAppender("t"))
                foreach (var row in rows)
                {
                    var cells = table.CreateRow();
                    foreach (var (column, value) in columns)
                        if (numbers.Contains(column))
                            cells.AppendValue(value(row) is { } number ? Convert.ToDouble(number, CultureInfo.InvariantCulture) : (double?)null);
                        else if (column is "date_start" or "date_end")
                            cells.AppendValue(value(row) is string { Length: > 0 } day ? DateOnly.ParseExact(day.TrimStart('-'), "yyyy-MM-dd", CultureInfo.InvariantCulture) : (DateOnly?)null);
                        else
                            cells.AppendValue(Sql.Text(value(row) as string));
                    cells.EndRow();
                    count++;
                }
            connection.Run($"set threads = 1; copy t to '{path.Replace("'", "''", StringComparison.Ordinal)}' (format parquet, compression zstd)");
            Counts[name] = count;
            using var file = File.OpenRead(path);
            Hashes[name] = Convert.ToHexStringLower(SHA256.HashData(file));
        }
    }
}

/// <summary>An event between one source and one target.</summary>
internal sealed record EventPair(long Number, Event Event, EventSide? Source, EventSide? Target)
{
    public SourcedClaim First => Event.Members[0];

    /// <summary>Each actor with each recipient; where both sides act alike, each pair once, in both directions for none.</summary>
    public static IEnumerable<(EventSide?, EventSide?)> Sides(Event e)
    {
        if (e.Actors.Count > 0 && e.Recipients.Count > 0)
            return from a in e.Actors from b in e.Recipients select ((EventSide?)a, (EventSide?)b);
        if (e.Recipients.Count == 0 && e.Actors.Count > 1)
            return from i in Enumerable.Range(0, e.Actors.Count) from j in Enumerable.Range(i + 1, e.Actors.Count - i - 1) select ((EventSide?)e.Actors[i], (EventSide?)e.Actors[j]);
        return [(e.Actors.Count > 0 ? e.Actors[0] : null, e.Recipients.Count > 0 ? e.Recipients[0] : null)];
    }
}
