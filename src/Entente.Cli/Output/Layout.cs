namespace Entente.Cli.Output;

/// <summary>One column of a table or CSV file. A text or null comes out as text, a number as a number.</summary>
/// <param name="Header">Name of the column.</param>
/// <param name="Value">The cell.</param>
internal sealed record Column<T>(string Header, Func<T, object?> Value)
{
    /// <summary>Whether the cells of a table must not be broken.</summary>
    public bool IsWhole { get; init; }
}

/// <summary>How results of one kind are written in each format.</summary>
internal sealed record Layout<T>
{
    /// <summary>The object that becomes a line of JSON.</summary>
    public required Func<T, object> Json { get; init; }

    /// <summary>Columns of the table.</summary>
    public required IReadOnlyList<Column<T>> Table { get; init; }

    /// <summary>Columns of the CSV file.</summary>
    public required IReadOnlyList<Column<T>> Csv { get; init; }
}
