using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Record;

/// <content>Decisions.</content>
public sealed partial class RecordStore
{
    /// <summary>Writes a decision into the log and applies it.</summary>
    /// <param name="decision">What is decided.</param>
    /// <param name="now">When.</param>
    /// <exception cref="ArgumentException">The decision is about nothing that is in the record, or its values do not fit.</exception>
    /// <exception cref="RecordException">The record is open for reading only, or the disk failed.</exception>
    public Decision Decide(NewDecision decision, Instant now)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentException.ThrowIfNullOrWhiteSpace(decision.Who);
        RefuseWhenReadOnly();
        lock (_writing)
            return _database.Use(connection =>
            {
                using var transaction = connection.BeginTransaction();
                var log = Log(connection);
                var book = new DecisionBook(log);
                Check(connection, book, decision);
                var added = decision.Added is { } claim && decision.Kind == DecisionKind.Add ? claim with { Id = HandId(claim), Coder = "hand", Rule = "hand", Confidence = 1 } : null;
                var content = EntenteJson.Write(new Decision
                {
                    Number = log.Count + 1,
                    At = now,
                    Kind = decision.Kind,
                    Who = decision.Who,
                    Why = decision.Why,
                    Claim = decision.Claim,
                    Others = decision.Others,
                    Change = decision.Change,
                    Added = added,
                    Undoes = decision.Undoes,
                });
                var previous = log.Count == 0 ? "" : log[^1].Hash;
                var hash = Decision.HashOf(previous, content);
                connection.Run("insert into decisions values ($n, $content, $previous, $hash)", ("n", log.Count + 1), ("content", content), ("previous", previous), ("hash", hash));
                var after = Book(connection);
                var index = new EventIndex(connection, after);
                EventIndex.MarkStale(connection, Touched(connection, after.Log[^1], after));
                index.Update();
                Layouts.CountChange(connection);
                transaction.Commit();
                return after.Log[^1];
            });

        static string HandId(Claim claim)
        {
            var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(EntenteJson.Write(claim with { Id = "", Coder = "hand", Rule = "hand", Confidence = 1 })));
            return "c-" + Convert.ToHexStringLower(hash.AsSpan(0, 8));
        }
    }

    /// <summary>The log of decisions, from the first to the last.</summary>
    public IReadOnlyList<Decision> Decisions() => _database.Use(Log);

    /// <summary>Decisions that count and meet no claim: the coder no longer finds what they are about, or its article was never added here.</summary>
    public IReadOnlyList<Decision> OrphanedDecisions() => _database.Use(connection =>
    {
        var book = Book(connection);
        var orphans = new List<Decision>();
        var keys = book.Active.SelectMany(d => d.Others.Append(d.Claim).Select(k => k?.Article).Append(d.Added?.Article)).OfType<string>().Distinct().ToList();
        var numbers = connection.List("select n, id from articles where id in (select unnest($ids))", r => (N: r.GetInt32(0), Id: r.GetString(1)), ("ids", keys));
        var coded = new Dictionary<string, List<Claim>>(StringComparer.Ordinal);
        foreach (var (n, id) in numbers)
        {
            coded[id] = ClaimPack.Claims(connection.List("select c.claims from codings c join articles a on a.coding = c.n where a.n = $n", r => r.BytesAt(0), ("n", n))[0], id);
            book.Apply(id, coded[id], orphans);
        }
        var all = numbers.ToDictionary(n => n.Id, n => Shelf.Articles(connection, book, [n.N]).Single().Claims.ConvertAll(c => c.Claim), StringComparer.Ordinal);
        orphans.AddRange(book.Active.Where(d => d.Kind is not (DecisionKind.Split or DecisionKind.Merge) && !coded.ContainsKey(d.Claim?.Article ?? d.Added!.Article)));
        orphans.AddRange(book.Links.Where(d => d.Others.Append(d.Claim!).Any(k => !all.TryGetValue(k.Article, out var claims) || k.Find(claims) < 0 && k.Find(coded[k.Article]) < 0)));
        return orphans.OrderBy(d => d.Number).ToList();
    });

    /// <summary>Checks that each line of the log fits the one before.</summary>
    /// <param name="head">A hash that was noted earlier, which must be that of a line; null when none was.</param>
    public Audit Audit(string? head = null) => _database.Use(connection =>
    {
        var rows = connection.List("select n, content, previous, hash from decisions order by n", r => (N: r.GetInt32(0), Content: r.GetString(1), Previous: r.GetString(2), Hash: r.GetString(3)));
        var previous = "";
        int? broken = null;
        foreach (var (i, row) in rows.Index())
        {
            if (row.N != i + 1 || row.Previous != previous || row.Hash != Decision.HashOf(previous, row.Content))
            {
                broken = i + 1;
                break;
            }
            previous = row.Hash;
        }
        return new Audit(rows.Count, rows.Count == 0 ? "" : rows[^1].Hash, broken, head is null ? null : rows.Exists(r => r.Hash == head));
    });

    /// <summary>Claims that a person should look at: the least sure first, and among these those that weigh most.</summary>
    /// <param name="limit">How many at most.</param>
    /// <remarks>Doubt is what the coder lacks of certainty, and more where the claim stands alone against others of its event. A claim weighs more when it changes an arrangement, and when no other voice tells of the act. What was decided on is left out.</remarks>
    public IReadOnlyList<SourcedClaim> ReviewQueue(int limit) => _database.Use(connection =>
    {
        var book = Book(connection);
        var decided = book.Active.Select(d => d.Claim).OfType<ClaimKey>().ToLookup(k => k.Article, StringComparer.Ordinal);
        var queue = new PriorityQueue<(SourcedClaim Claim, double Score), double>();
        var voices = connection.List("select members, voices, disputed from events", r => (Members: r.GetFieldValue<List<long>>(0), Voices: r.GetInt32(1), Disputed: r.GetBoolean(2)))
            .SelectMany(e => e.Members.Select(m => (Place: m, e.Voices, e.Disputed))).ToDictionary(e => e.Place, e => (e.Voices, e.Disputed));
        foreach (var article in Shelf.Articles(connection, book, connection.List("select n from articles order by n", r => r.GetInt32(0))))
            foreach (var (no, claim) in article.Claims)
            {
                if (claim.Coder == "hand" || decided[article.Source.ArticleId].Any(k => k.Find([claim]) == 0))
                    continue;
                var (count, disputed) = voices.GetValueOrDefault(Shelf.Place(article.Number, no));
                var weight = (claim.Step is not null ? 3.0 : 1.0) * (claim.Reality == Reality.Actual ? 1 : 0.7) * (claim.Actors.Count > 0 && claim.Recipients.Count > 0 ? 1.2 : 1) / Math.Max(1, count);
                var score = (1 - claim.Confidence + (disputed ? 0.5 : 0)) * weight;
                queue.Enqueue((new(claim, article.Source), score), score);
                if (queue.Count > limit)
                    queue.Dequeue();
            }
        return queue.UnorderedItems.OrderByDescending(i => i.Priority).ThenBy(i => i.Element.Claim.Claim.Id, StringComparer.Ordinal).Select(i => i.Element.Claim).ToList();
    });

    private static List<Decision> Log(StoreConnection connection) => connection.List("select content, previous, hash from decisions order by n",
        r => EntenteJson.Read<Decision>(r.GetString(0)) with { Previous = r.GetString(1), Hash = r.GetString(2) });

    private static void Check(StoreConnection connection, DecisionBook book, NewDecision decision)
    {
        var needsClaim = decision.Kind is not (DecisionKind.Undo or DecisionKind.Add);
        if (needsClaim && decision.Claim is null)
            throw new ArgumentException($"A decision to {decision.Kind} is about a claim.");
        if (decision.Kind == DecisionKind.Undo && (decision.Undoes is not { } undone || undone < 1 || undone > book.Log.Count))
            throw new ArgumentException("There is no decision of that number.");
        if (decision.Kind is DecisionKind.Split or DecisionKind.Merge && decision.Others.Count == 0)
            throw new ArgumentException("Claims are joined to, or parted from, others.");
        if (decision.Kind == DecisionKind.Correct && decision.Change is not { Count: > 0 })
            throw new ArgumentException("A correction has new values.");
        if (decision.Kind == DecisionKind.Add && decision.Added is null)
            throw new ArgumentException("There is no claim to add.");
        if (decision.Added is { } added && connection.Number("select count(*) from articles where id = $id", ("id", added.Article)) == 0)
            throw new ArgumentException($"The record has no article {added.Article}.");
        foreach (var key in decision.Others.Append(decision.Claim).OfType<ClaimKey>())
        {
            var numbers = connection.List("select n from articles where id = $id", r => r.GetInt32(0), ("id", key.Article));
            var coding = numbers.Count == 0 ? [] : connection.List("select c.claims from codings c join articles a on a.coding = c.n where a.n = $n", r => ClaimPack.Claims(r.BytesAt(0), key.Article), ("n", numbers[0]));
            var claims = coding.SelectMany(c => c).Concat(book.Active.Select(d => d.Added).OfType<Claim>().Where(c => c.Article == key.Article)).ToList();
            if (key.Find(claims) is not (>= 0 and var at))
                throw new ArgumentException($"The record has no such claim in article {key.Article}.");
            if (decision.Kind == DecisionKind.Correct)
                DecisionBook.Corrected(claims[at], decision.Change!);
        }
    }

    private static List<int> Touched(StoreConnection connection, Decision decision, DecisionBook book)
    {
        var about = new List<Decision> { decision };
        for (var at = decision; at.Undoes is { } number; at = book.Log[number - 1])
            about.Add(book.Log[number - 1]);
        var ids = about.SelectMany(d => d.Others.Append(d.Claim).Select(k => k?.Article).Append(d.Added?.Article)).OfType<string>().Distinct().ToList();
        return connection.List("select n from articles where id in (select unnest($ids))", r => r.GetInt32(0), ("ids", ids));
    }
}
