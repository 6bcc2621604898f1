using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;

namespace Entente.Record;

/// <summary>
/// The file and the turns on it. The engine lets one process write and shuts out all others meanwhile, even those that read; so nobody keeps the file open for
/// long. A reader opens it for its questions and lets go of it when it has none or when a writer waits; a writer takes the turn for a batch and hands it on.
/// </summary>
/// <remarks>
/// The turn is a lock on an empty file beside the record, <c>NAME.turn</c>; who waits for it makes <c>NAME.wait</c>. The system drops the lock when its holder dies, so a kill leaves nothing to clear away.
/// The engine's own lock stands behind it: a program that knows nothing of turns is kept out all the same. Who makes all events anew holds <c>NAME.remake</c> meanwhile: it needs
/// the file mostly to read, and so do others, but nobody else may write.
/// </remarks>
internal sealed class Database : IDatabase
{
    /// <summary>How long a writer keeps the turn while it has more to write and another waits.</summary>
    private static readonly TimeSpan ShortTurn = TimeSpan.FromSeconds(2);

    /// <summary>How long it keeps it when nobody says that he waits: one who may not write beside the file cannot say so. To close and open the file costs more the larger it is.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(15);

    /// <summary>How long a reader keeps the file without a question; a writer that waits gets it at once.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    /// <summary>Megabytes that the engine may take; what this program itself needs comes on top.</summary>
    private const int MemoryMegabytes = 768;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(15);

    /// <summary>Readers of this process that have a file open: the engine would hand their reading connection to a writer of the same process.</summary>
    private static readonly Dictionary<string, int> OpenReaders = new(StringComparer.Ordinal);

    private readonly string _turnPath;
    private readonly string _waitPath;
    private readonly string _remakePath;
    private readonly TimeSpan _patience;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private DuckDBConnection? _connection;
    private FileStream? _turn;
    private FileStream? _remake;
    private bool _readOnly;
    private int _users;
    private long _taken;
    private long _left;
    private bool _disposed;

    public Database(string path, bool readOnly, TimeSpan patience)
    {
        Path = path;
        _turnPath = path + ".turn";
        _waitPath = path + ".wait";
        _remakePath = path + ".remake";
        _readOnly = readOnly;
        _patience = patience;
        _timer = new Timer(_ => LetGoWhenIdle(), null, Glance, Glance);
    }

    public string Path { get; }

    /// <summary>Runs work on a connection of its own, which sees the record as it was when its first query began.</summary>
    public T Use<T>(Func<StoreConnection, T> work)
    {
        var connection = Enter();
        try
        {
            return work(connection);
        }
        catch (DuckDBException e)
        {
            throw Explain(e, Path);
        }
        finally
        {
            connection.Dispose();
            Leave();
        }
    }

    /// <summary>Rows as they are asked for; the file is held until the last is read or the rest given up.</summary>
    public IEnumerable<T> Stream<T>(Func<StoreConnection, IEnumerable<T>> work)
    {
        var connection = Enter();
        try
        {
            foreach (var row in work(connection))
                yield return row;
        }
        finally
        {
            connection.Dispose();
            Leave();
        }
    }

    /// <summary>
    /// A long work that reads much and writes little. Other writers are kept out from its beginning to its end; while <paramref name="read"/> runs, others may read, and between the uses
    /// that <paramref name="write"/> makes of the file they get their turns.
    /// </summary>
    /// <param name="read">Reads; it cannot write.</param>
    /// <param name="write">Writes in steps, each a use of its own.</param>
    /// <returns>False, and nothing was done, when someone in this process is at a question that does not end.</returns>
    public bool Remake(Action<StoreConnection> read, Action write)
    {
        // With the file in hand nobody else writes; so nobody comes between that and the lock.
        Use(_ => _remake = Claim(_remakePath) ?? throw new RecordException("record_locked", $"Another process{Holder(_remakePath)} makes the events of {Path} anew."));
        try
        {
            if (!Switch(readOnly: true))
                return false;
            try
            {
                Use(connection =>
                {
                    read(connection);
                    return 0;
                });
            }
            finally
            {
                while (!Switch(readOnly: false))
                {
                }
            }
            write();
            return true;
        }
        finally
        {
            Delete(_remakePath);
            _remake!.Dispose();
            _remake = null;
        }
    }

    /// <summary>Opens the file anew when it is needed next, to read only or to write too.</summary>
    private bool Switch(bool readOnly)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            lock (_lock)
                if (_users == 0)
                {
                    Close();
                    _readOnly = readOnly;
                    return true;
                }
            if (Stopwatch.GetElapsedTime(start) > _patience)
                return false;
            Thread.Sleep(Retry);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer.Dispose();
            if (_users == 0)
                Close();
        }
    }

    private DuckConnection Enter()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_connection is not null && _users == 0 && !_readOnly && Stopwatch.GetElapsedTime(_taken) is var turn && (turn > LongestTurn || turn > ShortTurn && File.Exists(_waitPath)))
            {
                Close();
                Delete(_waitPath);
                Thread.Sleep(2 * Glance);
            }
            if (_connection is null)
                Open();
            var own = new DuckDBConnection(_connection!.ConnectionString);
            own.Open();
            _users++;
            return new(own);
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            _users--;
            _left = Stopwatch.GetTimestamp();
            if (_disposed && _users == 0)
                Close();
        }
    }

    private void LetGoWhenIdle()
    {
        lock (_lock)
            if (_connection is not null && _users == 0 && Stopwatch.GetElapsedTime(_left) is var idle && (idle > Idle || idle > Glance && (!_readOnly || File.Exists(_turnPath))))
                Close();
    }

    /// <summary>Takes the turn, as far as one is needed, and opens the file, waiting for others as long as patience lasts.</summary>
    private void Open()
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (_readOnly ? !IsHeld(_turnPath) : (_remake is not null || !IsHeld(_remakePath)) && TakeTurn() && !IsReadHere())
                try
                {
                    // Who makes events anew has other things to hold in memory.
                    _connection = Connect(Path, _readOnly, _readOnly && _remake is not null ? 256 : MemoryMegabytes);
                    if (_readOnly)
                        CountReader(1);
                    _taken = _left = Stopwatch.GetTimestamp();
                    return;
                }
                catch (DuckDBException e)
                {
                    var explained = Explain(e, Path);
                    if (explained.Code != "record_locked" || Stopwatch.GetElapsedTime(start) > _patience)
                    {
                        Close();
                        throw explained;
                    }
                }
            else if (Stopwatch.GetElapsedTime(start) > _patience)
            {
                Close();
                throw IsHeld(_remakePath)
                    ? new RecordException("record_locked", $"Another process{Holder(_remakePath)} makes the events of {Path} anew, and has not finished within {_patience.TotalSeconds:0} seconds.")
                    : new RecordException("record_locked", $"Another process{Holder(_turnPath)} writes to {Path}, and has not let go of it for {_patience.TotalSeconds:0} seconds.");
            }
            SayThatOneWaits();
            Thread.Sleep(Retry);
        }
    }

    private void SayThatOneWaits()
    {
        try
        {
            if (File.Exists(_turnPath) && !File.Exists(_waitPath))
                File.Create(_waitPath).Dispose();
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="readOnly">Whether only to read.</param>
    /// <param name="memory">Megabytes that the engine may take: it takes most of the machine's unless it is told not to; what does not fit it puts beside the file.</param>
    public static DuckDBConnection Connect(string path, bool readOnly, int memory = MemoryMegabytes)
    {
        var settings = new DuckDBConnectionStringBuilder
        {
            DataSource = path,
            // The engine must never fetch an extension from the network.
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
            ["access_mode"] = readOnly ? "READ_ONLY" : "READ_WRITE",
            ["memory_limit"] = $"{memory}MB",
            // Long words are packed well only in the newer layouts of the engine.
            ["storage_compatibility_version"] = "latest",
        };
        var connection = new DuckDBConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether someone holds a lock. A file that nobody has locked was left by a kill.</summary>
    private static bool IsHeld(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            using var glance = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool TakeTurn() => (_turn ??= Claim(_turnPath)) is not null;

    /// <summary>Locks a file beside the record, with the number of this process in it; null when another holds it.</summary>
    private FileStream? Claim(string lockPath)
    {
        FileStream? held = null;
        try
        {
            held = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            held.SetLength(0);
            held.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            held.Flush();
            return held;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RecordException("record_read_only", $"{Path} may not be written: {e.Message}", e);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new RecordException("record_missing", $"There is no folder for {Path}.", e);
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            if (held is not null)
                Delete(lockPath);
            held?.Dispose();
            throw new RecordException("record_disk_full", $"There is no room on the disk of {Path}; nothing of the last batch was stored.", e);
        }
        catch (IOException e)
        {
            // A folder that may not be written tells so only in words.
            return e.Message.Contains("Read-only", StringComparison.OrdinalIgnoreCase) ? throw new RecordException("record_read_only", $"{Path} may not be written: {e.Message}", e) : null;
        }
    }

    private static bool IsDiskFull(IOException e) => e.HResult is 28 or unchecked((int)0x80070070);

    private static string Holder(string lockPath)
    {
        try
        {
            using var turn = new FileStream(lockPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(turn);
            return reader.ReadToEnd() is { Length: > 0 and < 20 } process ? $" (process {process})" : "";
        }
        catch (IOException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }

    private bool IsReadHere()
    {
        lock (OpenReaders)
            return OpenReaders.GetValueOrDefault(Path) > 0;
    }

    private void CountReader(int change)
    {
        lock (OpenReaders)
            OpenReaders[Path] = OpenReaders.GetValueOrDefault(Path) + change;
    }

    private void Close()
    {
        if (_connection is not null && _readOnly)
            CountReader(-1);
        _connection?.Dispose();
        _connection = null;
        LetGoOfTurn();
    }

    private void LetGoOfTurn()
    {
        if (_turn is null)
            return;
        Delete(_turnPath);
        if (_disposed)
            Delete(_waitPath);
        _turn.Dispose();
        _turn = null;
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    public static RecordException Explain(DuckDBException e, string path)
    {
        var said = e.Message;
        bool says(string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);
        return
            says("Could not set lock") || says("being used by another process") || says("different configuration") ? new("record_locked", $"Another process has {path} open{Process(said)}; a record can be written by one process at a time.", e)
            : says("newer version") || says("storage version") || says("version number") ? new("record_newer", $"{path} was made by a later version of the engine.", e)
            : says("not a valid DuckDB") || says("not a DuckDB") ? new("record_invalid", $"{path} is not a record.", e)
            : says("No space left") || says("disk full") || says("not enough space") || says("File too large") ? new("record_disk_full", $"There is no room on the disk of {path}; nothing of the last batch was stored.", e)
            : says("read-only") || says("Permission denied") ? new("record_read_only", $"{path} may not be written.", e)
            : says("corrupt") || says("checksum") ? new("record_damaged", $"{path} is damaged: {said}", e)
            : new("record_failed", $"{path}: {said}", e);
    }

    private static string Process(string said)
    {
        var at = said.IndexOf("(PID ", StringComparison.Ordinal);
        var end = at < 0 ? -1 : said.IndexOf(')', at);
        return end < 0 ? "" : $" (process {said[(at + 5)..end]})";
    }
}
