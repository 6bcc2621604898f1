using Entente.Relations;

namespace Entente.Record;

/// <content>Rows of other collections.</content>
public sealed partial class RecordStore
{
    /// <summary>Keeps rows of another collection for comparison; they are no source of events or standings. Rows of the same collection and id are replaced.</summary>
    /// <param name="rows">The rows.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="RecordException">The record is open for reading only, or the disk failed.</exception>
    public int AddForeign(IEnumerable<ForeignEvent> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RefuseWhenReadOnly();
        var count = 0;
        lock (_writing)
            foreach (var batch in rows.Chunk(100_000))
            {
                count += batch.Length;
                _database.Use(connection =>
                {
                    using var transaction = connection.BeginTransaction();
                    connection.Run("create or replace temp table fresh_foreign as select * from foreign_events limit 0");
                    using (var table = connection.CreateTemporaryAppender("fresh_foreign"))
                        foreach (var row in batch.DistinctBy(r => (r.Collection, r.Id)))
                            table.CreateRow().AppendValue(Sql.Text(row.Collection)).AppendValue(Sql.Text(row.Id)).AppendValue(Sql.Day(row.Day)).AppendValue(Sql.Text(row.Type)).AppendValue(Sql.Text(row.Cameo))
                                .AppendValue(Sql.Text(row.Actor)).AppendValue(Sql.Text(row.Recipient)).AppendValue(Sql.Text(row.ActorName)).AppendValue(Sql.Text(row.RecipientName))
                                .AppendValue(row.Score).AppendValue(Sql.Text(row.Publisher)).AppendValue(Sql.Text(row.Words)).EndRow();
                    connection.Run("delete from foreign_events where (collection, id) in (select collection, id from fresh_foreign); insert into foreign_events select * from fresh_foreign");
                    transaction.Commit();
                    return 0;
                });
            }
        return count;
    }

    /// <summary>Rows of other collections, by collection, day and id.</summary>
    public IReadOnlyList<ForeignEvent> ForeignEvents() => _database.Use(c => c.List($"select {ForeignColumns} from foreign_events order by collection, day, id", ForeignAt));

    private const string ForeignColumns = "collection, id, day, type, cameo, actor, recipient, actor_name, recipient_name, score, publisher, words";

    private static ForeignEvent ForeignAt(System.Data.Common.DbDataReader r) => new(
        r.GetString(0), r.GetString(1), r.DayAt(2), r.TextAt(3), r.TextAt(4), r.TextAt(5), r.TextAt(6), r.TextAt(7), r.TextAt(8), r.IsDBNull(9) ? null : r.GetDouble(9), r.TextAt(10), r.TextAt(11));

    /// <summary>Rows of the same two sides within a day of an event.</summary>
    private static List<ForeignEvent> Foreign(StoreConnection connection, Event found)
    {
        if (found.Date.Range.IsUnknown)
            return [];
        var sides = found.Actors.Concat(found.Recipients).Select(s => s.Id).Distinct().ToList();
        return connection.List($"""
            select {ForeignColumns} from foreign_events where day between $from and $to and actor in (select unnest($sides)) and recipient in (select unnest($sides)) and actor <> recipient
            order by collection, day, id limit 200
            """,
            ForeignAt, ("from", Sql.Day((found.Date.Start ?? found.Date.End!.Value).PlusDays(-1))), ("to", Sql.Day((found.Date.End ?? found.Date.Start!.Value).PlusDays(1))), ("sides", sides));
    }
}
