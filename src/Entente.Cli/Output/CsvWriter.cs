using System.Globalization;
using System.Text;

namespace Entente.Cli.Output;

/// <summary>
/// RFC 4180 with a header line. A text cell that a spreadsheet would take for a formula gets an apostrophe before it; numbers never do.
/// </summary>
internal sealed class CsvWriter<T> : ResultWriter<T>
{
    private readonly TextWriter _out;
    private readonly IReadOnlyList<Column<T>> _columns;

    public CsvWriter(Terminal terminal, IReadOnlyList<Column<T>> columns)
    {
        _out = terminal.Out;
        _columns = columns;
        WriteRow(columns.Select(c => c.Header));
    }

    public override void Write(T result) => WriteRow(_columns.Select(c => Cell(c.Value(result))));

    public override void Dispose() => _out.Flush();

    /// <summary>A value as the text of a cell.</summary>
    internal static string Cell(object? value) => value switch
    {
        null => "",
        string text => Guard(text),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Guard(value.ToString() ?? ""),
    };

    private static string Guard(string text)
    {
        var safe = PlainText.Block(text);
        return safe is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + safe : safe;
    }

    private void WriteRow(IEnumerable<string> cells)
    {
        var line = new StringBuilder();
        foreach (var (i, cell) in cells.Index())
        {
            if (i > 0)
                line.Append(',');
            if (cell.AsSpan().ContainsAny(",\"\r\n"))
                line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else
                line.Append(cell);
        }
        _out.Write(line.Append("\r\n"));
    }
}
