using System.Collections.Concurrent;
using Entente.Record;
using NodaTime;

namespace Entente.Web;

/// <summary>The record as the pages ask it: a few questions at a time, each within a limit of time.</summary>
internal sealed class Room : IDisposable
{
    private readonly SemaphoreSlim _turns = new(Math.Max(2, Environment.ProcessorCount));
    private readonly ConcurrentDictionary<string, (string Stamp, object Value)> _kept = new(StringComparer.Ordinal);

    /// <summary>Pages kept at most; the largest hold some thousands of events.</summary>
    private const int MostMade = 64;

    private readonly ConcurrentDictionary<string, (string Stamp, LocalDate Day, Leaf Leaf)> _made = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public Room(ReadingRoomOptions options)
    {
        Options = options;
        Store = RecordStore.Open(options.Record, readOnly: true);
    }

    public ReadingRoomOptions Options { get; }

    public RecordStore Store { get; }

    public LocalDate Today => Options.Clock.GetCurrentInstant().InUtc().Date;

    /// <summary>Becomes another whenever the record changes.</summary>
    public string Stamp => Store.Stamp;

    /// <summary>Asks the record.</summary>
    /// <exception cref="Problem">It takes longer than the limit, or too many ask at once.</exception>
    public async Task<T> Ask<T>(Func<RecordStore, T> question, CancellationToken gone, int patience = 1)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(gone);
        limit.CancelAfter(Options.QueryLimit * patience);
        try
        {
            await _turns.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            throw new Problem(503, "busy", "Others are asking the record just now. Ask again in a moment.");
        }
        try
        {
            return await Task.Run(() => Store.Within(question, limit.Token), CancellationToken.None);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            throw new Problem(503, "query_timeout", $"The question took longer than {(Options.QueryLimit * patience).TotalSeconds:0.#} seconds. Narrow it: name a side, a type or fewer days.");
        }
        catch (RecordException e) when (e.Code == "record_locked")
        {
            throw new Problem(503, "record_locked", "The record is being written to just now. Ask again in a moment.");
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>An answer that is worked out once for each state of the record.</summary>
    public T Kept<T>(string name, Func<T> make) where T : notnull
    {
        var stamp = Stamp;
        if (_kept.TryGetValue(name, out var kept) && kept.Stamp == stamp)
            return (T)kept.Value;
        var value = make();
        _kept[name] = (stamp, value);
        return value;
    }

    /// <summary>A page that was made for this state of the record, this day and this question; null when it is not there any more.</summary>
    public Leaf? Made(string address) =>
        _made.TryGetValue(address, out var made) && made.Stamp == Stamp && made.Day == Today ? made.Leaf : null;

    /// <summary>Keeps a page for who asks the same next, and lets go of the oldest where there are many.</summary>
    /// <param name="address">What was asked.</param>
    /// <param name="stamp">The state of the record before it was asked.</param>
    /// <param name="leaf">The page.</param>
    public void Keep(string address, string stamp, Leaf leaf)
    {
        if (stamp != Stamp)
            return;
        lock (_order)
        {
            if (!_made.ContainsKey(address))
                _order.Enqueue(address);
            _made[address] = (stamp, Today, leaf);
            while (_order.Count > MostMade)
                _made.TryRemove(_order.Dequeue(), out _);
        }
    }

    public void Dispose()
    {
        Store.Dispose();
        _turns.Dispose();
    }
}
