using System.Threading.Channels;

namespace Entente.Cli;

/// <summary>Works on many items at once and hands the results on in the order of the items, holding only a few at a time.</summary>
internal static class OrderedWork
{
    /// <summary>Runs <paramref name="work"/> on each item of <paramref name="source"/>, and <paramref name="sink"/> on one result after another.</summary>
    /// <param name="source">The items, taken as there is room for them.</param>
    /// <param name="jobs">How many are worked on at once.</param>
    /// <param name="work">Called on several threads.</param>
    /// <param name="sink">Called in order, never twice at once. What it throws ends the run.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task RunAsync<TItem, TResult>(
        IEnumerable<TItem> source, int jobs, Func<TItem, CancellationToken, TResult> work, Action<TResult> sink, CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = stop.Token;
        var queue = Channel.CreateBounded<Task<TResult>>(new BoundedChannelOptions(jobs * 2) { SingleReader = true, SingleWriter = true });
        var free = new SemaphoreSlim(jobs);

        async Task FeedAsync()
        {
            try
            {
                foreach (var item in source)
                {
                    await free.WaitAsync(token).ConfigureAwait(false);
                    var task = Task.Run(
                        () =>
                        {
                            try
                            {
                                return work(item, token);
                            }
                            finally
                            {
                                free.Release();
                            }
                        },
                        token);
                    await queue.Writer.WriteAsync(task, token).ConfigureAwait(false);
                }
                queue.Writer.Complete();
            }
            catch (Exception e)
            {
                queue.Writer.Complete(e);
            }
        }

        // Not waited for when the run ends early: the source may be waiting for input that never comes.
        _ = Task.Run(FeedAsync, CancellationToken.None);
        try
        {
            await foreach (var task in queue.Reader.ReadAllAsync(token).ConfigureAwait(false))
                sink(await task.ConfigureAwait(false));
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }
}
