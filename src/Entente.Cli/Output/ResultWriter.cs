namespace Entente.Cli.Output;

/// <summary>Writes results one after another. Disposing writes what is still held.</summary>
internal abstract class ResultWriter<T> : IDisposable
{
    /// <summary>Writes one result.</summary>
    public abstract void Write(T result);

    /// <summary>Writes what is held, so that a person sees it.</summary>
    public abstract void Dispose();
}

/// <summary>Makes writers.</summary>
internal static class ResultWriter
{
    /// <summary>A writer of results of one kind.</summary>
    public static ResultWriter<T> For<T>(OutputFormat format, Layout<T> layout, Terminal terminal) => format switch
    {
        OutputFormat.Jsonl => new JsonlWriter<T>(terminal, layout.Json),
        OutputFormat.Csv => new CsvWriter<T>(terminal, layout.Csv),
        OutputFormat.Table => new TableWriter<T>(terminal, layout.Table),
        _ => throw new UsageException($"This command does not write {format.ToString().ToLowerInvariant()}; it writes table, jsonl and csv."),
    };
}
