using System.Data.Common;
using DuckDB.NET.Data;

namespace Entente.Record;

/// <summary>A connection to the embedded engine.</summary>
internal sealed class DuckConnection(DuckDBConnection connection) : StoreConnection(connection)
{
    public override DbTransaction BeginTransaction() => connection.BeginTransaction();

    public override BulkWriter CreateAppender(string table) => new Writer(connection.CreateAppender(table));

    public override BulkWriter CreateTemporaryAppender(string table) => new Writer(connection.CreateAppender("temp", "main", table));

    protected override DbCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.Add(new DuckDBParameter(name, value));
        return command;
    }

    private sealed class Writer(DuckDBAppender appender) : BulkWriter
    {
        private IDuckDBAppenderRow? _row;

        private IDuckDBAppenderRow Row => _row ?? throw new InvalidOperationException("No row was begun.");

        public override BulkWriter CreateRow()
        {
            _row = appender.CreateRow();
            return this;
        }

        public override void EndRow() => Row.EndRow();

        public override BulkWriter AppendValue(int value) => Then(Row.AppendValue(value));

        public override BulkWriter AppendValue(long value) => Then(Row.AppendValue(value));

        public override BulkWriter AppendValue(byte value) => Then(Row.AppendValue(value));

        public override BulkWriter AppendValue(bool value) => Then(Row.AppendValue(value));

        public override BulkWriter AppendValue(double? value) => Then(Row.AppendValue(value));

        public override BulkWriter AppendValue(string? value) => Then(Row.AppendValue(value));

        public override BulkWriter AppendValue(byte[]? value) => Then(Row.AppendValue(value));

        public override BulkWriter AppendValue(DateOnly? value) => Then(Row.AppendValue(value));

        public override BulkWriter AppendValue(DateTime value) => Then(Row.AppendValue(value));

        public override BulkWriter AppendValue(IEnumerable<string?> value) => Then(Row.AppendValue(value));

        public override BulkWriter AppendValue(IEnumerable<long> value) => Then(Row.AppendValue(value));

        public override void Dispose() => appender.Dispose();

        private Writer Then(IDuckDBAppenderRow row)
        {
            _row = row;
            return this;
        }
    }
}
