using Xunit;

namespace Entente.Cli.Tests;

public class OrderedWorkTests
{
    [Fact]
    public async Task Results_come_in_the_order_of_the_items_whatever_they_take()
    {
        var results = new List<int>();

        await OrderedWork.RunAsync(
            Enumerable.Range(0, 200),
            8,
            (i, _) =>
            {
                Thread.Sleep(i % 7 == 0 ? 3 : 0);
                return i * 2;
            },
            results.Add,
            CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 200).Select(i => i * 2), results);
    }

    [Fact]
    public async Task Items_are_taken_only_as_there_is_room()
    {
        var taken = 0;
        var written = 0;
        var farthest = 0;
        IEnumerable<int> Items()
        {
            for (var i = 0; i < 500; i++)
            {
                farthest = Math.Max(farthest, Interlocked.Increment(ref taken) - Volatile.Read(ref written));
                yield return i;
            }
        }

        await OrderedWork.RunAsync(
            Items(),
            4,
            (i, _) => i,
            _ =>
            {
                Thread.Sleep(1);
                Interlocked.Increment(ref written);
            },
            CancellationToken.None);

        Assert.InRange(farthest, 1, 24);
    }

    [Fact]
    public async Task Failure_of_the_sink_ends_the_run()
    {
        var taken = 0;
        IEnumerable<int> Endless()
        {
            while (true)
                yield return taken++;
        }

        await Assert.ThrowsAsync<IOException>(() =>
            OrderedWork.RunAsync(Endless(), 2, (i, _) => i, i => throw new IOException("gone"), CancellationToken.None));
    }

    [Fact]
    public async Task Failure_of_the_source_comes_through_after_what_was_read()
    {
        var results = new List<int>();
        static IEnumerable<int> Breaking()
        {
            yield return 1;
            throw new InvalidOperationException("broken");
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => OrderedWork.RunAsync(Breaking(), 2, (i, _) => i, results.Add, CancellationToken.None));

        Assert.Equal([1], results);
    }

    [Fact]
    public async Task Cancelling_ends_the_run()
    {
        using var stop = new CancellationTokenSource();
        static IEnumerable<int> Endless()
        {
            while (true)
                yield return 1;
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OrderedWork.RunAsync(
            Endless(),
            2,
            (i, _) => i,
            _ => stop.Cancel(),
            stop.Token));
    }
}
