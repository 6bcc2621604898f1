using System.Text;
using System.Text.RegularExpressions;

namespace Entente.Reading;

/// <summary>Rows of CSV and tab-separated files with a head of names, and of the exports of GDELT (which have none) and ICEWS.</summary>
internal static class Tables
{
    private const int LongestHead = 1 << 20;

    /// <summary>Columns of ours in the tables of GDELT, by the number of columns: events 2.0, events 1.0 (two lengths), mentions, global knowledge graph.</summary>
    private static readonly Dictionary<int, (int Url, int Date, int Outlet, int Extras)> Gdelt = new()
    {
        [61] = (60, 59, -1, -1),
        [58] = (57, 56, -1, -1),
        [57] = (-1, 56, -1, -1),
        [16] = (5, 2, 4, -1),
        [27] = (4, 1, 3, 26),
    };

    /// <summary>Names of columns, in lower case, that are fields of ours though not named so.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["sourceurl"] = "url",
        ["source url"] = "url",
        ["link"] = "url",
        ["documentidentifier"] = "url",
        ["headline"] = "title",
        ["body"] = "text",
        ["content"] = "text",
        ["event date"] = "date",
        ["publication date"] = "date",
        ["published"] = "date",
        ["publisher"] = "outlet",
        ["source_name"] = "outlet",
        ["story id"] = "id",
        ["language"] = "lang",
    };

    private static readonly Regex PageTitle = new("<PAGE_TITLE>(?<t>[^<]*)</PAGE_TITLE>", RegexOptions.NonBacktracking);

    /// <summary>One record of a table.</summary>
    /// <param name="Line">The line on which it begins, from 1.</param>
    /// <param name="Values">Its values with the names of their columns.</param>
    /// <param name="IsTooLong">Whether the line is over the cap, and so has no values.</param>
    public readonly record struct Record(long Line, IReadOnlyList<(string Name, string Value)> Values, bool IsTooLong = false);

    /// <summary>The records of a table that name an address, a title or a text; rows of one address (GDELT has one for each event) are given once.</summary>
    public static IEnumerable<Record> Read(IEnumerable<JsonLines.Line> lines, IReadOnlyDictionary<string, string> fields)
    {
        IReadOnlyList<string>? head = null;
        var separator = '\0';
        var width = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new StringBuilder();
        var begun = 0L;
        foreach (var line in lines)
        {
            if (line.IsTooLong)
            {
                pending.Clear();
                yield return new Record(line.Number, [], IsTooLong: true);
                continue;
            }
            var text = Encoding.UTF8.GetString(line.Bytes).TrimEnd('\r');
            if (separator == '\0')
                separator = text.Contains('\t', StringComparison.Ordinal) ? '\t' : text.Split(';').Length > text.Split(',').Length ? ';' : ',';
            if (pending.Length == 0)
                begun = line.Number;
            else
                pending.Append('\n');
            pending.Append(text);
            // A quoted value of a CSV file may hold line ends; tab-separated files know no quotes.
            if (separator != '\t' && text.Contains('"', StringComparison.Ordinal) | pending.Length > text.Length && Quotes(pending) % 2 == 1 && pending.Length < LongestHead)
                continue;
            var values = Split(pending.ToString(), separator);
            pending.Clear();
            if (head is null && width == 0)
            {
                width = values.Count;
                if (separator != '\t' || !Gdelt.ContainsKey(width) || values[0].Length == 0 || !char.IsAsciiDigit(values[0][0]))
                {
                    head = [.. values.Select(v => Name(v.Trim().TrimStart('\uFEFF'), fields))];
                    continue;
                }
            }
            var record = head is null ? Known(values) : [.. head.Zip(values).Select(p => (p.First, p.Second))];
            if (record.FirstOrDefault(v => v.Name == "url").Value is { Length: > 0 } url && record.All(v => v.Name is not "text") && !seen.Add(url))
                continue;
            yield return new Record(begun, record);
        }
    }

    private static string Name(string name, IReadOnlyDictionary<string, string> fields) =>
        fields.Values.Contains(name, StringComparer.Ordinal) ? name : Names.GetValueOrDefault(name.ToLowerInvariant()) ?? name.ToLowerInvariant();

    private static List<(string Name, string Value)> Known(List<string> values)
    {
        if (!Gdelt.TryGetValue(values.Count, out var at))
            return [];
        var known = new List<(string, string)>();
        Add("url", at.Url);
        Add("date", at.Date);
        Add("outlet", at.Outlet);
        if (at.Extras >= 0 && PageTitle.Match(values[at.Extras]) is { Success: true } title)
            known.Add(("title", System.Net.WebUtility.HtmlDecode(title.Groups["t"].Value)));
        return known;

        void Add(string name, int column)
        {
            if (column >= 0)
                known.Add((name, values[column]));
        }
    }

    private static int Quotes(StringBuilder text)
    {
        var count = 0;
        foreach (var chunk in text.GetChunks())
            count += chunk.Span.Count('"');
        return count;
    }

    private static List<string> Split(string line, char separator)
    {
        if (separator == '\t' || !line.Contains('"', StringComparison.Ordinal))
            return [.. line.Split(separator)];
        var values = new List<string>();
        var value = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"')
            {
                if (isQuoted && i + 1 < line.Length && line[i + 1] == '"')
                    value.Append(line[i++]);
                else
                    isQuoted = !isQuoted;
            }
            else if (c == separator && !isQuoted)
            {
                values.Add(value.ToString());
                value.Clear();
            }
            else
                value.Append(c);
        }
        values.Add(value.ToString());
        return values;
    }
}
