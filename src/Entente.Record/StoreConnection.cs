using System.Data.Common;
using System.Globalization;

namespace Entente.Record;

/// <summary>A connection to a store. Queries are written once, in the words of the embedded engine; a store that needs other words translates them.</summary>
internal abstract class StoreConnection(DbConnection connection) : IDisposable
{
    protected DbConnection Inner { get; } = connection;

    public void Run(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        using var stop = StopsWith(command);
        command.ExecuteNonQuery();
    }

    public List<T> List<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        using var stop = StopsWith(command);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    public long Number(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        List(sql, r => r.IsDBNull(0) ? 0 : Convert.ToInt64(r.GetValue(0), CultureInfo.InvariantCulture), parameters).Single();

    /// <summary>Begins a change; on a server it waits until no other changes the record.</summary>
    public abstract DbTransaction BeginTransaction();

    /// <summary>Writes many rows into a table; they are there when it is disposed of.</summary>
    public abstract BulkWriter CreateAppender(string table);

    /// <summary>The same for a table of this connection alone.</summary>
    public abstract BulkWriter CreateTemporaryAppender(string table);

    public void Dispose() => Inner.Dispose();

    protected abstract DbCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters);

    private static CancellationTokenRegistration StopsWith(DbCommand command)
    {
        Sql.Stop.ThrowIfCancellationRequested();
        return Sql.Stop.Register(command.Cancel);
    }
}

/// <summary>Rows on their way into a table, value by value in the order of its columns.</summary>
internal abstract class BulkWriter : IDisposable
{
    public abstract BulkWriter CreateRow();

    public abstract void EndRow();

    public abstract BulkWriter AppendValue(int value);

    public abstract BulkWriter AppendValue(long value);

    public abstract BulkWriter AppendValue(byte value);

    public abstract BulkWriter AppendValue(bool value);

    public abstract BulkWriter AppendValue(double? value);

    public abstract BulkWriter AppendValue(string? value);

    public abstract BulkWriter AppendValue(byte[]? value);

    public abstract BulkWriter AppendValue(DateOnly? value);

    public abstract BulkWriter AppendValue(DateTime value);

    public abstract BulkWriter AppendValue(IEnumerable<string?> value);

    public abstract BulkWriter AppendValue(IEnumerable<long> value);

    public abstract void Dispose();
}

/// <summary>Where a record is kept.</summary>
internal interface IDatabase : IDisposable
{
    /// <summary>The file or address, as it may be shown.</summary>
    string Path { get; }

    /// <summary>Runs work on a connection of its own.</summary>
    T Use<T>(Func<StoreConnection, T> work);

    /// <summary>Rows as they are asked for.</summary>
    IEnumerable<T> Stream<T>(Func<StoreConnection, IEnumerable<T>> work);
}
