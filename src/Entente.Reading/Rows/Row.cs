using System.Text;
using System.Text.Json;

namespace Entente.Reading;

/// <summary>The strings and numbers of one row, by name; what lies in an object within is named with dots: <c>headline.main</c>.</summary>
internal sealed class Row(IReadOnlyDictionary<string, string> fields)
{
    private const int DeepestObject = 4;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The names that a field may have when the user maps none, in the order of trust.</summary>
    private static readonly Dictionary<string, string[]> Usual = new(StringComparer.Ordinal)
    {
        ["id"] = ["id", "doc"],
        ["lang"] = ["lang", "language"],
        ["date"] = ["date", "published", "dct"],
    };

    /// <summary>The value of a field of ours, under the name that the user mapped it to or its usual ones; null when the row has none.</summary>
    public string? Text(string field)
    {
        if (fields.TryGetValue(field, out var mapped))
            return _values.GetValueOrDefault(mapped);
        return (Usual.GetValueOrDefault(field) ?? [field]).Select(n => _values.GetValueOrDefault(n)).FirstOrDefault(v => v is not null);
    }

    /// <summary>The row of a table.</summary>
    public static Row Of(IReadOnlyDictionary<string, string> fields, IEnumerable<(string Name, string Value)> values)
    {
        var row = new Row(fields);
        foreach (var (name, value) in values)
            if (value.Length > 0)
                row._values.TryAdd(name, value);
        return row;
    }

    /// <summary>The row in one line of JSON, and whether its bytes are damaged.</summary>
    /// <exception cref="ReadException">It is no JSON object.</exception>
    public static (Row Row, bool IsDamaged) Parse(byte[] bytes, IReadOnlyDictionary<string, string> fields)
    {
        var isDamaged = !System.Text.Unicode.Utf8.IsValid(bytes);
        if (isDamaged)
            bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes));
        try
        {
            using var json = JsonDocument.Parse(bytes);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new ReadException(ReadCode.BadJson, "The line is not a JSON object.");
            var row = new Row(fields);
            row.Add("", json.RootElement, 0);
            return (row, isDamaged);
        }
        catch (JsonException e)
        {
            throw new ReadException(ReadCode.BadJson, $"The line is not JSON: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            throw new ReadException(ReadCode.BadJson, "A string of the line holds half a surrogate pair.");
        }
    }

    private void Add(string prefix, JsonElement element, int depth)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = prefix + property.Name;
            if (property.Value.ValueKind == JsonValueKind.String)
                _values[name] = property.Value.GetString()!;
            else if (property.Value.ValueKind == JsonValueKind.Number)
                _values[name] = property.Value.GetRawText();
            else if (property.Value.ValueKind == JsonValueKind.Object && depth < DeepestObject)
                Add(name + ".", property.Value, depth + 1);
        }
    }
}
