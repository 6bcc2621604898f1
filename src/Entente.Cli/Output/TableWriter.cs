using System.Globalization;
using Spectre.Console;

namespace Entente.Cli.Output;

/// <summary>Tables for eyes. A long stream comes as several tables, so that memory stays bounded.</summary>
internal sealed class TableWriter<T>(Terminal terminal, IReadOnlyList<Column<T>> columns) : ResultWriter<T>
{
    private const int RowsATable = 1000;

    private Table? _table;
    private bool _isLater;

    public override void Write(T result)
    {
        _table ??= NewTable();
        _table.AddRow(columns.Select(c => new Text(Cell(c.Value(result)))));
        if (_table.Rows.Count >= RowsATable)
            Flush();
    }

    public override void Dispose() => Flush();

    private static string Cell(object? value) => value switch
    {
        null => "",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => PlainText.Line(value.ToString() ?? ""),
    };

    private Table NewTable()
    {
        var table = new Table { Border = TableBorder.Simple, Expand = false };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column.Header, new Style(decoration: Decoration.Bold))) { NoWrap = column.IsWhole, Padding = new Padding(0, 0, 1, 0) });
        return table;
    }

    private void Flush()
    {
        if (_table is null)
            return;
        if (_isLater)
            terminal.Out.Write('\n');
        _isLater = true;
        Screen.Write(terminal, _table);
        _table = null;
    }
}
