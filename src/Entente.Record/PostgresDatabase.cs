using System.Data;
using Npgsql;

namespace Entente.Record;

/// <summary>A record on a PostgreSQL server, in a schema <c>entente</c> of its own.</summary>
internal sealed class PostgresDatabase : IDatabase
{
    private readonly NpgsqlDataSource _source;
    private readonly bool _readOnly;

    static PostgresDatabase() => AppContext.SetSwitch("Npgsql.DisableDateTimeInfinityConversions", true);

    private PostgresDatabase(NpgsqlDataSource source, string path, bool readOnly)
    {
        _source = source;
        Path = path;
        _readOnly = readOnly;
    }

    public string Path { get; }

    /// <summary>Whether the name of a record is the address of a server.</summary>
    public static bool IsAddress(string path) =>
        path.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a record on a server.</summary>
    /// <param name="address"><c>postgres://user@host:port/database?sslmode=verify-full&amp;sslrootcert=FILE</c>; the password stands in the environment (PGPASSWORD) or in a passfile.</param>
    /// <param name="readOnly">Whether only to read.</param>
    public static PostgresDatabase Connect(string address, bool readOnly)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw new RecordException("record_address", "The address of a server is postgres://user@host:port/database.");
        if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
            throw new RecordException("record_secret", "An address may not hold a password, which others could see: put it into PGPASSWORD, or into a passfile that PGPASSFILE names.");
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.IsDefaultPort || uri.Port < 0 ? 5432 : uri.Port,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')) is { Length: > 0 } name ? name : "entente",
            SearchPath = "entente,pg_catalog",
            ApplicationName = "entente",
            MaxPoolSize = 16,
            Timeout = 10,
            CommandTimeout = 0,
            // A server that went away without a word is noticed.
            KeepAlive = 10,
        };
        if (uri.UserInfo.Length > 0)
            settings.Username = Uri.UnescapeDataString(uri.UserInfo);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var k, var v] ? (k, Uri.UnescapeDataString(v)) : (pair, "");
            var word = key switch
            {
                "sslmode" => "SSL Mode",
                "sslrootcert" => "Root Certificate",
                "sslcert" => "SSL Certificate",
                "sslkey" => "SSL Key",
                "passfile" => "Passfile",
                _ => throw new RecordException("record_address", $"The address has an unknown part '{key}'; known are sslmode, sslrootcert, sslcert, sslkey and passfile."),
            };
            try
            {
                settings[word] = word == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
            }
            catch (ArgumentException e)
            {
                throw new RecordException("record_address", $"'{value}' is no value for {key}.", e);
            }
        }
        return new(NpgsqlDataSource.Create(settings.ConnectionString), $"postgres://{settings.Host}:{settings.Port}/{settings.Database}", readOnly);
    }

    public T Use<T>(Func<StoreConnection, T> work)
    {
        try
        {
            using var connection = _source.OpenConnection();
            using var snapshot = Snapshot(connection);
            using var store = new PostgresConnection(connection);
            return work(store);
        }
        catch (NpgsqlException e)
        {
            throw Explain(e);
        }
    }

    public IEnumerable<T> Stream<T>(Func<StoreConnection, IEnumerable<T>> work)
    {
        using var connection = Open();
        using var snapshot = Snapshot(connection);
        using var store = new PostgresConnection(connection);
        foreach (var row in work(store))
            yield return row;
    }

    public void Dispose() => _source.Dispose();

    private NpgsqlConnection Open()
    {
        try
        {
            return _source.OpenConnection();
        }
        catch (NpgsqlException e)
        {
            throw Explain(e);
        }
    }

    /// <summary>Who only reads sees the record as it was when the first query began.</summary>
    private NpgsqlTransaction? Snapshot(NpgsqlConnection connection) => _readOnly ? connection.BeginTransaction(IsolationLevel.RepeatableRead) : null;

    private RecordException Explain(NpgsqlException e) => (e as PostgresException)?.SqlState switch
    {
        "42501" => new("record_forbidden", $"{Path}: {e.Message}", e),
        "28P01" or "28000" => new("record_forbidden", $"{Path} does not let this user in: {e.Message}", e),
        "3D000" => new("record_missing", $"There is no database {Path}.", e),
        "53100" => new("record_disk_full", $"There is no room on the disk of {Path}; nothing of the last batch was stored.", e),
        null or "57P01" or "57P02" or "57P03" => new("record_unreachable", $"{Path} does not answer: {e.Message}", e),
        _ => new("record_failed", $"{Path}: {e.Message}", e),
    };
}
