using System.Collections.Concurrent;
using Entente.Record;
using NodaTime;

namespace Entente.Web;

/// <summary>The record as the pages ask it: a few questions at a time, each within a limit of time.</summary>
internal sealed class Room : IDisposable
{
    private readonly SemaphoreSlim _turns = new(Math.Max(2, Environment.ProcessorCount));
    private readonly ConcurrentDictionary<string, (string Stamp, object Value)> _kept = new(StringComparer.Ordinal);

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

    public void Dispose()
    {
        Store.Dispose();
        _turns.Dispose();
    }
}
