using System.Data.Common;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Record;

/// <summary>A connection to a PostgreSQL server. What it does not know of the embedded engine's functions, the migrations define; only a few words differ.</summary>
internal sealed partial class PostgresConnection(NpgsqlConnection connection) : StoreConnection(connection)
{
    /// <summary>The lock that whoever changes the record holds until his change is done: numbers count up, and events are made of all.</summary>
    public const long WriteLock = 0x656E74656E7465;

    public override DbTransaction BeginTransaction()
    {
        var transaction = connection.BeginTransaction();
        Run($"select pg_advisory_xact_lock({WriteLock})");
        return transaction;
    }

    public override BulkWriter CreateAppender(string table) => new Writer(connection, table);

    public override BulkWriter CreateTemporaryAppender(string table) => new Writer(connection, "pg_temp." + table);

    protected override DbCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        HashSet<string>? nulls = null;
        foreach (var (name, value) in parameters)
            if (value is null)
                (nulls ??= new(StringComparer.Ordinal)).Add(name);
            else
                command.Parameters.AddWithValue(name, value);
        // A parameter without a value has no type either, which the server wants to know.
        sql = Parameter().Replace(sql, m => nulls?.Contains(m.Groups[1].Value) == true ? "null" : "@" + m.Groups[1].Value);
        command.CommandText = Temporary().Replace(sql, "drop table if exists pg_temp.$1; create temp table $1");
        return command;
    }

    [GeneratedRegex(@"\$([a-z_][a-z0-9_]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();

    [GeneratedRegex("create or replace temp table ([a-z_]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Temporary();

    /// <summary>Copies rows a chunk at a time: while they are copied the connection answers nothing else, and those who write also ask.</summary>
    private sealed class Writer(NpgsqlConnection connection, string table) : BulkWriter
    {
        private const int RowsAtATime = 4000;

        private readonly List<List<(object? Value, NpgsqlDbType Type)>> _rows = [];

        public override BulkWriter CreateRow()
        {
            if (_rows.Count >= RowsAtATime)
                Copy();
            _rows.Add([]);
            return this;
        }

        public override void EndRow()
        {
        }

        public override BulkWriter AppendValue(int value) => Add(value, NpgsqlDbType.Integer);

        public override BulkWriter AppendValue(long value) => Add(value, NpgsqlDbType.Bigint);

        public override BulkWriter AppendValue(byte value) => Add((short)value, NpgsqlDbType.Smallint);

        public override BulkWriter AppendValue(bool value) => Add(value, NpgsqlDbType.Boolean);

        public override BulkWriter AppendValue(double? value) => Add(value, NpgsqlDbType.Double);

        public override BulkWriter AppendValue(string? value) => Add(value, NpgsqlDbType.Text);

        public override BulkWriter AppendValue(byte[]? value) => Add(value, NpgsqlDbType.Bytea);

        public override BulkWriter AppendValue(DateOnly? value) => Add(value, NpgsqlDbType.Date);

        public override BulkWriter AppendValue(DateTime value) => Add(value, NpgsqlDbType.Timestamp);

        public override BulkWriter AppendValue(IEnumerable<string?> value) => Add(value.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

        public override BulkWriter AppendValue(IEnumerable<long> value) => Add(value.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint);

        public override void Dispose() => Copy();

        private Writer Add(object? value, NpgsqlDbType type)
        {
            _rows[^1].Add((value, type));
            return this;
        }

        private void Copy()
        {
            if (_rows.Count == 0)
                return;
            using (var copy = connection.BeginBinaryImport($"copy {table} from stdin (format binary)"))
            {
                foreach (var row in _rows)
                {
                    copy.StartRow();
                    foreach (var (value, type) in row)
                        if (value is null)
                            copy.WriteNull();
                        else
                            copy.Write(value, type);
                }
                copy.Complete();
            }
            _rows.Clear();
        }
    }
}
