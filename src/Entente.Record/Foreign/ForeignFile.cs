using System.Globalization;
using System.Text;
using Entente.Actors;
using Entente.Articles;
using NodaTime;
using NodaTime.Text;

namespace Entente.Record.Foreign;

/// <summary>The layout of a file of another collection.</summary>
public enum ForeignLayout
{
    /// <summary>ICEWS: 20 columns with a header, tabs, no quoting.</summary>
    Icews,

    /// <summary>POLECAT: 40 columns with a header, tabs; missing is the word None.</summary>
    Polecat,

    /// <summary>GDELT 2.0 events: 61 columns without a header, tabs.</summary>
    Gdelt,
}

/// <summary>Reads files of other collections under the rules of their own readers: codes stay text, quotation marks mean nothing, missing is what each writes for it.</summary>
public static class ForeignFile
{
    /// <summary>Longest line that is read, in UTF-16 units.</summary>
    private const int LongestLine = 1 << 20;

    private static readonly Dictionary<string, PloverType> Roots = new(StringComparer.Ordinal)
    {
        ["02"] = PloverType.Request,
        ["03"] = PloverType.Agree,
        ["04"] = PloverType.Consult,
        ["05"] = PloverType.Support,
        ["06"] = PloverType.Cooperate,
        ["07"] = PloverType.Aid,
        ["08"] = PloverType.Concede,
        ["09"] = PloverType.Accuse,
        ["10"] = PloverType.Request,
        ["11"] = PloverType.Accuse,
        ["12"] = PloverType.Reject,
        ["13"] = PloverType.Threaten,
        ["14"] = PloverType.Protest,
        ["15"] = PloverType.Mobilize,
        ["16"] = PloverType.Sanction,
        ["17"] = PloverType.Coerce,
        ["18"] = PloverType.Assault,
        ["19"] = PloverType.Assault,
        ["20"] = PloverType.Assault,
    };

    /// <summary>Reads rows. One that does not fit the layout is told and passed over.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="collection">The name under which the rows are kept.</param>
    /// <param name="problem">Is told the number of a line and what is wrong with it.</param>
    public static IEnumerable<ForeignEvent> Read(TextReader reader, ForeignLayout layout, string collection, Action<int, string> problem)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(problem);
        var columns = layout switch { ForeignLayout.Icews => 20, ForeignLayout.Polecat => 40, _ => 61 };
        Dictionary<string, int>? header = null;
        var number = 0;
        while (Line(reader) is { } line)
        {
            number++;
            if (line.Length == 0)
                continue;
            if (line.Length > LongestLine)
            {
                problem(number, "the line is too long");
                continue;
            }
            var cells = line.Split('\t');
            if (layout != ForeignLayout.Gdelt && header is null)
            {
                header = cells.Select((c, i) => (c.Trim('\ufeff', ' '), i)).DistinctBy(c => c.Item1).ToDictionary(c => c.Item1, c => c.i, StringComparer.OrdinalIgnoreCase);
                if (!header.ContainsKey("Event ID") || !header.ContainsKey("Event Date"))
                {
                    problem(number, "the header has no Event ID and Event Date");
                    yield break;
                }
                continue;
            }
            if (cells.Length != columns && (header is null || cells.Length != header.Count))
            {
                problem(number, $"{cells.Length} columns, not {columns}");
                continue;
            }
            if (Row(cells, header, layout, collection) is { } row)
                yield return row;
            else
                problem(number, "no id or no day");
        }
    }

    private static ForeignEvent? Row(string[] cells, Dictionary<string, int>? header, ForeignLayout layout, string collection)
    {
        string? named(string column) => header!.TryGetValue(column, out var at) && at < cells.Length && cells[at] is { Length: > 0 } cell and not ("None" or "NULL" or "NA") ? cell : null;
        string? at(int column) => cells[column - 1] is { Length: > 0 } cell ? cell : null;
        double? number(string? cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
        switch (layout)
        {
            case ForeignLayout.Icews:
                var code = named("CAMEO Code");
                return named("Event ID") is { } icews && Day(named("Event Date")) is { } day
                    ? new(collection, icews, day, Type(code), code, State(named("Source Country")), State(named("Target Country")), named("Source Name"), named("Target Name"), number(named("Intensity")), named("Publisher"), named("Event Text"))
                    : null;
            case ForeignLayout.Polecat:
                return named("Event ID") is { } polecat && Day(named("Event Date")) is { } when
                    ? new(collection, polecat, when, named("Event Type")?.ToUpperInvariant(), null, State(named("Actor Country")), State(named("Recipient Country")), named("Actor Name"), named("Recipient Name"),
                        number(named("Intensity") ?? named("Event Intensity")), named("Source"), named("Contexts"))
                    : null;
            default:
                return at(1) is { } gdelt && Day(at(2)) is { } on
                    ? new(collection, gdelt, on, Type(at(27)), at(27), State(at(8)), State(at(18)), at(7), at(17), number(at(31)), at(61), null)
                    : null;
        }
    }

    private static string? Type(string? cameo) => cameo is { Length: >= 2 } && Roots.TryGetValue(cameo[..2], out var type) ? type.ToString().ToUpperInvariant() : null;

    /// <summary>The id of a state by its code or name.</summary>
    private static string? State(string? country)
    {
        if (country is null)
            return null;
        var first = country.Split(';')[0].Trim();
        return KnowledgeBase.English.GetActor(first) is { } byCode ? byCode.Id : KnowledgeBase.English.FindActors(first).FirstOrDefault(a => a.Kind == ActorKind.State)?.Id ?? first;
    }

    private static LocalDate? Day(string? cell)
    {
        foreach (var pattern in new[] { LocalDatePattern.Iso, LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd"), LocalDatePattern.CreateWithInvariantCulture("M/d/uuuu") })
            if (cell is not null && pattern.Parse(cell) is { Success: true } day)
                return day.Value;
        return null;
    }

    /// <summary>A line up to a line feed: other signs of a new line may stand in a text.</summary>
    private static string? Line(TextReader reader)
    {
        var line = new StringBuilder();
        for (int c; (c = reader.Read()) >= 0;)
            if (c == '\n')
                return line.ToString().TrimEnd('\r');
            else if (line.Length <= LongestLine)
                line.Append((char)c);
        return line.Length == 0 ? null : line.ToString().TrimEnd('\r');
    }
}
