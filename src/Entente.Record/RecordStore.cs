using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Record;

/// <summary>
/// The record in one DuckDB file: articles, every claim that was ever coded from them, what people decided about them, and the events that they make.
/// Thread-safe. Processes take turns: any number may read while one adds, and each sees the record as it is between two batches.
/// </summary>
/// <remarks>
/// An article is added whole or not at all, in a transaction that first looks which articles are there, and that is what makes adding safe to repeat and
/// safe to kill. <c>docs/record.md</c> tells how the file is laid out.
/// </remarks>
public sealed partial class RecordStore : IDisposable
{
    /// <summary>Claims written in one transaction, about: a commit costs some 10 ms whatever it holds.</summary>
    private const int BatchClaims = 20_000;

    /// <summary>Articles written in one transaction at most: what a kill can lose.</summary>
    private const int BatchArticles = 1_000;

    /// <summary>After so many batches of one addition they are so many times as large: each looks through all keys once.</summary>
    private const int FewBatches = 10;
    private const int ManyTimes = 5;

    /// <summary>Articles that are packed at one time.</summary>
    private const int ArticlesAtATime = 100;

    /// <summary>So many times as many are packed before they are written.</summary>
    private const int ChunksAhead = 8;

    /// <summary>Claims whose events are made anew so soon that others can wait for it.</summary>
    private const int FewClaims = 50_000;

    /// <summary>Memory that the engine may take for tables that it makes beside a record.</summary>
    private const int MegabytesBeside = 512;

    /// <summary>Articles of one key that a new article is compared with: a text that is copied a thousand times is found by some of its copies.</summary>
    private const int MostCopiesRead = 16;

    private readonly IDatabase _database;
    private readonly RecordOptions _options;
    private readonly Lock _writing = new();
    private readonly bool _readOnly;

    private RecordStore(IDatabase database, RecordOptions options, bool readOnly)
    {
        _database = database;
        _options = options;
        _readOnly = readOnly;
    }

    /// <summary>The file, as a full path; of a record on a server its address.</summary>
    public string Path => _database.Path;

    /// <summary>Becomes another whenever the record changes.</summary>
    public string Stamp
    {
        get
        {
            if (PostgresDatabase.IsAddress(Path))
                return _database.Use(Layouts.Changes).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var file = new FileInfo(Path);
            return $"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}";
        }
    }

    /// <summary>Opens a record. One of an earlier layout is brought up to date first.</summary>
    /// <param name="path">The file, or the address of a PostgreSQL server: <c>postgres://user@host/database</c>.</param>
    /// <param name="create">Whether to make it when it is not there.</param>
    /// <param name="readOnly">Whether only to read; nothing can be added then.</param>
    /// <param name="options">How it is used.</param>
    /// <exception cref="RecordException">There is none, another process holds it too long, it is no record, or a later version made it.</exception>
    public static RecordStore Open(string path, bool create = false, bool readOnly = false, RecordOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= RecordOptions.Default;
        if (PostgresDatabase.IsAddress(path))
            return OpenServer(path, create, readOnly, options);
        path = System.IO.Path.GetFullPath(path);
        var exists = File.Exists(path);
        if (!exists && Directory.Exists(path))
            throw new RecordException("record_invalid", $"{path} is a folder, not a record.");
        if (!exists && (!create || readOnly))
            throw new RecordException("record_missing", $"There is no record at {path}.");
        if (readOnly)
        {
            var reader = new Database(path, readOnly: true, options.Patience);
            try
            {
                if (reader.Use(c => Layouts.Of(c, path)) == Layouts.Current)
                    return new(reader, options, readOnly: true);
            }
            catch
            {
                reader.Dispose();
                throw;
            }
            reader.Dispose();
        }
        var writer = new Database(path, readOnly: false, options.Patience);
        try
        {
            writer.Use(c =>
            {
                Layouts.Migrate(c, path);
                return 0;
            });
            var store = new RecordStore(writer, options, readOnly: false);
            // A kill between storing articles and making their events leaves the latter to be done.
            store.FinishEvents();
            if (!readOnly)
                return store;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
        writer.Dispose();
        return new(new Database(path, readOnly: true, options.Patience), options, readOnly: true);
    }

    private static RecordStore OpenServer(string address, bool create, bool readOnly, RecordOptions options)
    {
        var database = PostgresDatabase.Connect(address, readOnly);
        try
        {
            var layout = database.Use(c => PostgresLayouts.Of(c, database.Path));
            if (layout == 0 && (!create || readOnly))
                throw new RecordException("record_missing", $"There is no record at {database.Path}.");
            if (layout < PostgresLayouts.Current)
            {
                using var writer = PostgresDatabase.Connect(address, readOnly: false);
                writer.Use(c =>
                {
                    PostgresLayouts.Migrate(c, database.Path);
                    return 0;
                });
            }
            var store = new RecordStore(database, options, readOnly);
            if (!readOnly)
                store.FinishEvents();
            return store;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Makes the events of articles that were added without them.</summary>
    /// <exception cref="RecordException">The record is open for reading only, or the disk failed.</exception>
    public void Refresh()
    {
        RefuseWhenReadOnly();
        FinishStale();
    }

    /// <summary>
    /// Adds annotated articles with their claims. An article that is there already keeps its first-seen time; when its claims differ because
    /// another version coded them, the old ones are kept but no longer count. Adding again changes nothing.
    /// </summary>
    /// <param name="articles">The articles; they are written in batches as they come, each batch whole or not at all.</param>
    /// <param name="now">The time that counts as first seen and coded.</param>
    /// <param name="cancellationToken">Ends the work between batches; what was written stays.</param>
    /// <exception cref="ArgumentException">An article carries no layer of claims.</exception>
    /// <exception cref="RecordException">The record is open for reading only, or the disk failed.</exception>
    public AddResult Add(IEnumerable<AnnotatedArticle> articles, Instant now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(articles);
        return Add(articles.Select(a => (a.Layers & Layers.Claims) != 0
            ? (a.Article, a.Claims)
            : throw new ArgumentException($"Article {a.Article.Id} has not been coded.", nameof(articles))), now, now, cancellationToken);
    }

    /// <summary>Adds articles with their claims.</summary>
    /// <param name="articles">Articles and their claims.</param>
    /// <param name="firstSeen">When the articles were first seen; an article that is there already keeps its own.</param>
    /// <param name="coded">When the claims were coded; a coding that is there already keeps its own.</param>
    /// <param name="cancellationToken">Ends the work between batches; what was written stays.</param>
    /// <inheritdoc cref="Add(IEnumerable{AnnotatedArticle}, Instant, CancellationToken)" path="/exception"/>
    public AddResult Add(IEnumerable<(Article Article, IReadOnlyList<Claim> Claims)> articles, Instant firstSeen, Instant coded, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(articles);
        RefuseWhenReadOnly();
        var total = new AddResult();
        var batch = new Dictionary<string, Incoming>(StringComparer.Ordinal);
        var (claims, batches) = (0, 0);
        try
        {
            // Packing is most of the work, and each article is its own; a chunk at a time, so that what comes slowly is not waited for long.
            var packed = Ahead.Of(articles.Chunk(ArticlesAtATime).Select(chunk => chunk.AsParallel().AsOrdered()
                .Select(a => new Incoming(a.Article, Source.Of(a.Article, firstSeen, coded), a.Claims, _options.For(a.Article.Outlet))).ToList()), ChunksAhead);
            foreach (var incoming in packed.SelectMany(chunk => chunk))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!batch.TryAdd(incoming.Source.ArticleId, incoming))
                {
                    total += new AddResult(0, 0, 1, 0);
                    continue;
                }
                claims += incoming.Size;
                var times = batches < FewBatches ? 1 : ManyTimes;
                if (claims < BatchClaims * times && batch.Count < BatchArticles * times)
                    continue;
                total += Write(batch);
                batches++;
                batch.Clear();
                claims = 0;
            }
            if (batch.Count > 0)
                total += Write(batch);
        }
        finally
        {
            // Whatever ends the work, what was stored becomes part of the events.
            FinishEvents();
        }
        return total;
    }

    /// <summary>Makes all events anew from what was coded and decided. Nothing is lost when it is killed: the events stay as they were.</summary>
    /// <returns>The number of events.</returns>
    public long Rebuild()
    {
        RefuseWhenReadOnly();
        lock (_writing)
        {
            MakeAllAnew();
            return EventCount;
        }
    }

    /// <summary>Makes all events anew. Of a large record they are made in a file beside it and then put in their place, so that others can read meanwhile.</summary>
    private void MakeAllAnew()
    {
        var few = Math.Min(FewClaims, _options.ClaimsAtATime);
        if (_database is Database file && _database.Use(EventIndex.Size) > few && Beside(file))
            return;
        _database.Use(connection =>
        {
            using var transaction = connection.BeginTransaction();
            new EventIndex(connection, Book(connection), _options.ClaimsAtATime).Rebuild();
            Layouts.CountChange(connection);
            transaction.Commit();
            return 0;
        });
    }

    private bool Beside(Database file)
    {
        var beside = Path + ".remade";
        try
        {
            return file.Remake(connection =>
            {
                // A kill may have left one that is half made.
                DeleteBeside();
                using var made = new DuckConnection(Database.Connect(beside, readOnly: false, MegabytesBeside));
                Layouts.CreateMade(made);
                using var transaction = made.BeginTransaction();
                new EventIndex(connection, Book(connection), _options.ClaimsAtATime, made).Rebuild();
                transaction.Commit();
            }, () => _database.Use(connection =>
            {
                Layouts.TakeMade(connection, beside);
                return 0;
            }));
        }
        finally
        {
            DeleteBeside();
        }

        void DeleteBeside()
        {
            File.Delete(beside);
            File.Delete(beside + ".wal");
        }
    }

    /// <summary>Lets go of the file.</summary>
    public void Dispose() => _database.Dispose();

    private void RefuseWhenReadOnly()
    {
        if (_readOnly)
            throw new RecordException("record_read_only", $"{Path} is open for reading only.");
    }

    private void FinishEvents()
    {
        if (!_options.LeavesEvents)
            FinishStale();
    }

    private void FinishStale()
    {
        lock (_writing)
        {
            if (_database.Use(connection => new EventIndex(connection, Book(connection)).IsMostlyStale()))
            {
                MakeAllAnew();
                return;
            }
            while (_database.Use(connection =>
            {
                if (connection.Number("select count(*) from stale") == 0)
                    return false;
                using var transaction = connection.BeginTransaction();
                var isMore = new EventIndex(connection, Book(connection), _options.ClaimsAtATime).Update();
                Layouts.CountChange(connection);
                transaction.Commit();
                return isMore;
            }))
            {
            }
        }
    }

    private AddResult Write(Dictionary<string, Incoming> batch)
    {
        lock (_writing)
            return _database.Use(connection =>
            {
                using var transaction = connection.BeginTransaction();
                var known = Known(connection, batch);
                var added = batch.Values.Where(i => !known.ContainsKey(i.Source.ArticleId)).ToList();
                var recoded = batch.Values.Where(i => known.TryGetValue(i.Source.ArticleId, out var there) && i.Replaces(there.Coder) && !i.IsSame(there.Current)).ToList();
                var number = (int)connection.Number("select max(n) from articles");
                var coding = (int)connection.Number("select max(n) from codings");
                var stale = JoinVoices(connection, added, number + 1);
                using (var articles = connection.CreateAppender("articles"))
                using (var codings = connection.CreateAppender("codings"))
                using (var voices = connection.CreateAppender("voice_keys"))
                {
                    foreach (var incoming in added)
                    {
                        stale.Add(++number);
                        AppendCoding(codings, ++coding, number, incoming);
                        AppendArticle(articles, number, coding, incoming);
                        foreach (var key in incoming.Sketch.Keys)
                            voices.CreateRow().AppendValue(key).AppendValue(number).EndRow();
                    }
                    foreach (var incoming in recoded)
                    {
                        var there = known[incoming.Source.ArticleId];
                        stale.Add(there.Number);
                        // A coding that was there before counts again, with the time at which it was first made.
                        if (there.Codings.Find(incoming.IsSame) is { } again)
                        {
                            incoming.Coding = again.Number;
                            continue;
                        }
                        AppendCoding(codings, incoming.Coding = ++coding, there.Number, incoming);
                    }
                }
                foreach (var incoming in recoded)
                    connection.Run("update articles set coding = $coding where n = $n", ("coding", incoming.Coding), ("n", known[incoming.Source.ArticleId].Number));
                if (added.Count + recoded.Count > 0)
                {
                    EventIndex.MarkStale(connection, stale);
                    Layouts.CountChange(connection);
                }
                transaction.Commit();
                return new AddResult(added.Count, recoded.Count, batch.Count - added.Count - recoded.Count, added.Concat(recoded).Sum(a => a.Size));
            });
    }

    /// <summary>What the record holds of the articles of a batch.</summary>
    private static Dictionary<string, Present> Known(StoreConnection connection, Dictionary<string, Incoming> batch)
    {
        var found = connection.List("select a.n, a.id, a.coding, c.coder from articles a join codings c on c.n = a.coding where a.id in (select unnest($ids))",
            r => (Id: r.GetString(1), There: new Present(r.GetInt32(0), r.GetInt32(2), r.TextAt(3))), ("ids", batch.Keys.ToList())).ToDictionary(f => f.Id, f => f.There, StringComparer.Ordinal);
        var byNumber = found.Values.ToDictionary(f => f.Number);
        foreach (var chunk in byNumber.Keys.Chunk(1000))
            foreach (var (n, article, claims) in connection.List($"select n, article, claims from codings where {EventIndex.In("article", chunk)} order by n", r => (r.GetInt32(0), r.GetInt32(1), r.BytesAt(2))))
                byNumber[article].Codings.Add(new(n, claims));
        return found;
    }

    /// <summary>Finds of which articles the new ones are copies, and joins their voices. A copy may show two voices to be one: then articles that are there change theirs.</summary>
    /// <returns>Numbers of the articles that are there and change.</returns>
    private static List<int> JoinVoices(StoreConnection connection, List<Incoming> added, int firstNumber)
    {
        if (added.Count == 0)
            return [];
        var links = new HashSet<CopyLink>();
        var members = new Dictionary<int, VoiceMember>();
        var byKey = new Dictionary<long, List<(VoiceMember Member, TextSketch Sketch)>>();
        var sql = $"""
            select n, known_on, voice, origin, sketch from articles where n in (
                select article from (select article, row_number() over (partition by key order by article) as nth from voice_keys where key in (select unnest($keys))) as met
                where nth <= {MostCopiesRead}) and sketch is not null
            """;
        foreach (var (there, sketch) in connection.List(sql, r => (new VoiceMember(r.GetInt32(0), r.DayAt(1)!.Value, r.GetString(2), r.TextAt(3)), TextSketch.FromBytes(r.BytesAt(4))),
            ("keys", added.SelectMany(a => a.Sketch.Keys).Distinct().ToList())))
            foreach (var key in sketch.Keys)
                File(key, there, sketch);
        foreach (var (i, incoming) in added.Index())
        {
            var mine = new VoiceMember(firstNumber + i, incoming.Source.KnownOn, incoming.Source.Voice, incoming.Source.Origin);
            foreach (var (other, sketch) in incoming.Sketch.Keys.SelectMany(k => byKey.GetValueOrDefault(k) ?? []).DistinctBy(o => o.Member.Number))
                if (incoming.Sketch.IsOneVoice(sketch))
                {
                    links.Add(CopyLink.Of(mine, other));
                    members[mine.Number] = mine;
                    members[other.Number] = other;
                }
            foreach (var key in incoming.Sketch.Keys)
                File(key, mine, incoming.Sketch);
        }
        return links.Count == 0 ? [] : [.. VoiceGroups.Write(connection, members, links).Where(n => n < firstNumber)];

        void File(long key, VoiceMember member, TextSketch sketch)
        {
            ref var list = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(byKey, key, out _);
            list ??= new(1);
            if (list.Count < MostCopiesRead)
                list.Add((member, sketch));
        }
    }

    private static void AppendArticle(BulkWriter table, int number, int coding, Incoming incoming)
    {
        var source = incoming.Source;
        table.CreateRow()
            .AppendValue(number).AppendValue(source.ArticleId).AppendValue(Sql.Text(source.SourceId)).AppendValue(Sql.Text(source.Path)).AppendValue(Sql.Text(source.Url))
            .AppendValue(Sql.Text(source.Title)).AppendValue(Sql.Text(source.Outlet)).AppendValue(Sql.Text(source.Origin))
            .AppendValue((IEnumerable<string?>)incoming.Authors).AppendValue(Sql.Day(source.Published)).AppendValue(Sql.Day(source.KnownOn))
            .AppendValue(Sql.Text(incoming.Language)).AppendValue(Sql.Time(source.FirstSeen)).AppendValue(source.Voice).AppendValue(incoming.Keep.ToString())
            .AppendValue(incoming.Text).AppendValue(incoming.Sketch.ToBytes()).AppendValue(coding).EndRow();
    }

    private static void AppendCoding(BulkWriter table, int coding, int article, Incoming incoming) => table.CreateRow()
        .AppendValue(coding).AppendValue(article).AppendValue(Sql.Text(incoming.Coder)).AppendValue(Sql.Time(incoming.Source.Coded)).AppendValue(incoming.Size)
        .AppendValue(incoming.Packed).EndRow();

    private static DecisionBook Book(StoreConnection connection) => new(Log(connection));

    /// <summary>An article on its way in, packed: its words and claims are let go of, because many wait at a time.</summary>
    private sealed class Incoming
    {
        public Incoming(Article article, Source source, IReadOnlyList<Claim> claims, KeepText keep)
        {
            Source = source;
            Keep = keep;
            Sketch = TextSketch.Of(article);
            Authors = [.. article.Authors.Select(Sql.Text)];
            Language = article.Language;
            Text = keep == KeepText.Full ? ClaimPack.Pack(article.Text) : null;
            Coder = claims.Count > 0 ? claims[0].Coder : null;
            if (keep == KeepText.None)
                claims = [.. claims.Select(c => c with { Evidence = c.Evidence with { Exact = "", Prefix = "", Suffix = "" } })];
            // A claim that comes twice, word for word, is one.
            if (claims.DistinctBy(c => c.Id).Count() < claims.Count)
                claims = [.. claims.DistinctBy(EntenteJson.Write)];
            Size = claims.Count;
            Packed = ClaimPack.Pack(source.ArticleId, claims);
        }

        public byte[] Packed { get; }

        /// <summary>Number of claims.</summary>
        public int Size { get; }

        public Source Source { get; }

        public KeepText Keep { get; }

        public TextSketch Sketch { get; }

        public IReadOnlyList<string?> Authors { get; }

        public string? Language { get; }

        /// <summary>The whole text, if it is kept.</summary>
        public byte[]? Text { get; }

        public string? Coder { get; }

        public int Coding { get; set; }

        /// <summary>Whether a coding that is there has the same claims, in any order.</summary>
        public bool IsSame(Coding there) => there.Claims.AsSpan().SequenceEqual(Packed)
            || ClaimPack.Claims(there.Claims, Source.ArticleId) is var claims && claims.Count == Size
                && claims.Select(EntenteJson.Write).Order(StringComparer.Ordinal).SequenceEqual(ClaimPack.Claims(Packed, Source.ArticleId).Select(EntenteJson.Write).Order(StringComparer.Ordinal));

        /// <summary>Whether these claims may take the place of another coder's: an older version never does.</summary>
        public bool Replaces(string? coder) => Version(Coder) is not { } mine || Version(coder) is not { } theirs || mine >= theirs;

        private static Version? Version(string? coder) =>
            System.Version.TryParse(coder?[(coder.LastIndexOf(' ') + 1)..].Split('+')[0], out var version) ? version : null;
    }

    private sealed record Coding(int Number, byte[] Claims);

    private sealed record Present(int Number, int CurrentCoding, string? Coder)
    {
        public List<Coding> Codings { get; } = [];

        public Coding Current => Codings.Find(c => c.Number == CurrentCoding)!;
    }
}
