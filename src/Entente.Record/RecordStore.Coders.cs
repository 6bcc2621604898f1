namespace Entente.Record;

/// <content>What made the claims.</content>
public sealed partial class RecordStore
{
    /// <summary>The coders whose claims count, as claims name them: program, models, rules and actors.</summary>
    public IReadOnlyList<string> Coders => _database.Use(c => c.List(
        "select distinct c.coder from codings c join articles a on a.coding = c.n where c.coder is not null order by 1", r => r.GetString(0)));
}
