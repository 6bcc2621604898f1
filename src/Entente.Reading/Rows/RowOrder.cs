namespace Entente.Reading;

/// <summary>Whether the rows of one file write the month of a day in numbers first, told by those of them that leave no doubt.</summary>
internal sealed class RowOrder
{
    /// <summary>So far a row in doubt waits for others: no reader may hold a file.</summary>
    private const int MostRows = 1000;
    private const long MostBytes = 4 << 20;

    private bool _isLooking = true;

    /// <summary>Whether the month stands first; null when no row so far tells.</summary>
    public bool? MonthFirst { get; private set; }

    /// <summary>The rows in their order; where the day of one is in doubt, it and those after it wait until another tells, or enough have been asked.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="look">The date and the size of a row.</param>
    public IEnumerable<T> Ahead<T>(IEnumerable<T> rows, Func<T, (string? Date, long Bytes)> look)
    {
        var waiting = new Queue<T>();
        var bytes = 0L;
        foreach (var row in rows)
        {
            if (!_isLooking)
            {
                yield return row;
                continue;
            }
            var (date, size) = look(row);
            MonthFirst = date is null ? null : PublicationDates.OrderIn(date);
            if (MonthFirst is null && (waiting.Count > 0 || date is not null && PublicationDates.IsInNumbers(date)))
            {
                waiting.Enqueue(row);
                bytes += size;
                if (waiting.Count < MostRows && bytes < MostBytes)
                    continue;
                _isLooking = false;
            }
            else
            {
                _isLooking = MonthFirst is null;
                waiting.Enqueue(row);
            }
            while (waiting.TryDequeue(out var next))
                yield return next;
        }
        while (waiting.TryDequeue(out var next))
            yield return next;
    }
}
