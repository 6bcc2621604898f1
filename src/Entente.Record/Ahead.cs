using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Entente.Record;

/// <summary>Work that goes on while what it made before is used.</summary>
internal static class Ahead
{
    /// <summary>The items of a source, which are made on a thread of their own, so many ahead at most. When the caller stops, the source is stopped too before this returns.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> source, int most)
    {
        using var made = new BlockingCollection<T>(most);
        using var stop = new CancellationTokenSource();
        ExceptionDispatchInfo? failed = null;
        var maker = Task.Factory.StartNew(() =>
        {
            try
            {
                foreach (var item in source)
                    made.Add(item, stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                failed = ExceptionDispatchInfo.Capture(e);
            }
            finally
            {
                made.CompleteAdding();
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var item in made.GetConsumingEnumerable())
                yield return item;
            failed?.Throw();
        }
        finally
        {
            stop.Cancel();
            maker.Wait();
        }
    }
}
