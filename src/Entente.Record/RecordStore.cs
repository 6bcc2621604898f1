using System.Data;
using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;
using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Record;

/// <summary>
/// The record in one DuckDB file: articles, and every claim that was ever coded from them. Thread-safe; one process may write, and while it
/// does no other may even read; many may read at once.
/// </summary>
/// <remarks>
/// Tables have no primary key: keeping one costs more the longer the record grows. An article is added whole or not at all, in a transaction
/// that first looks which articles are there, and that is what makes adding safe to repeat and safe to kill.
/// </remarks>
public sealed class RecordStore : IDisposable
{
    /// <summary>Layout of the tables. A record with a higher one was made by a later version.</summary>
    internal const int Schema = 2;

    /// <summary>Claims written in one transaction, about: a commit costs some 10 ms whatever it holds.</summary>
    private const int BatchClaims = 20_000;

    /// <summary>Articles written in one transaction at most: what a kill can lose.</summary>
    private const int BatchArticles = 1_000;

    /// <summary>Articles of one key that a new article is compared with: a text that is copied a thousand times is found by some of its copies.</summary>
    private const int MostCopiesRead = 16;

    private const string ClaimColumns = "c.json, a.id, a.source_id, a.path, a.url, a.title, a.outlet, a.published, a.first_seen, c.coded, a.voice, a.origin";

    private const string ClaimOrder = " order by a.known_on, a.id, c.trigger_start, c.id, c.coded";

    private readonly DuckDBConnection _writer;
    private readonly Lock _writing = new();

    private readonly bool _readOnly;

    private RecordStore(DuckDBConnection connection, string path, bool readOnly)
    {
        _writer = connection;
        _readOnly = readOnly;
        Path = path;
    }

    /// <summary>The file, as a full path.</summary>
    public string Path { get; }

    /// <summary>Opens a record.</summary>
    /// <param name="path">The file.</param>
    /// <param name="create">Whether to make it when it is not there.</param>
    /// <param name="readOnly">Whether to leave it open for others that read too; nothing can be added then.</param>
    /// <exception cref="RecordException">There is none, another process holds it, it is no record, or a later version made it.</exception>
    public static RecordStore Open(string path, bool create = false, bool readOnly = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = System.IO.Path.GetFullPath(path);
        var exists = File.Exists(path);
        if (!exists && Directory.Exists(path))
            throw new RecordException("record_invalid", $"{path} is a folder, not a record.");
        if (!exists && (!create || readOnly))
            throw new RecordException("record_missing", $"There is no record at {path}.");
        var settings = new DuckDBConnectionStringBuilder
        {
            DataSource = path,
            // The engine must never fetch an extension from the network.
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
            ["access_mode"] = readOnly ? "READ_ONLY" : "READ_WRITE",
        };
        var connection = new DuckDBConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            if (exists)
                CheckSchema(connection, path);
            else
                CreateTables(connection);
            return new(connection, path, readOnly);
        }
        catch (DuckDBException e)
        {
            connection.Dispose();
            throw Explain(e, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
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
    /// <param name="coded">When the claims were coded; a claim that is there already keeps its own.</param>
    /// <param name="cancellationToken">Ends the work between batches; what was written stays.</param>
    /// <inheritdoc cref="Add(IEnumerable{AnnotatedArticle}, Instant, CancellationToken)" path="/exception"/>
    public AddResult Add(IEnumerable<(Article Article, IReadOnlyList<Claim> Claims)> articles, Instant firstSeen, Instant coded, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(articles);
        if (_readOnly)
            throw new RecordException("record_read_only", $"{Path} is open for reading only.");
        var total = new AddResult();
        var batch = new Dictionary<string, Incoming>(StringComparer.Ordinal);
        var claims = 0;
        foreach (var (article, itsClaims) in articles)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var incoming = new Incoming(article, Source.Of(article, firstSeen, coded), itsClaims);
            if (!batch.TryAdd(incoming.Source.ArticleId, incoming))
            {
                total += new AddResult(0, 0, 1, 0);
                continue;
            }
            claims += itsClaims.Count;
            if (claims < BatchClaims && batch.Count < BatchArticles)
                continue;
            total += Write(batch);
            batch.Clear();
            claims = 0;
        }
        return batch.Count == 0 ? total : total + Write(batch);
    }

    /// <summary>Number of articles.</summary>
    public long ArticleCount => Read("select count(*) from articles", [], r => r.GetInt64(0)).Single();

    /// <summary>Number of claims that count.</summary>
    public long ClaimCount => Read("select count(*) from claims where superseded is null", [], r => r.GetInt64(0)).Single();

    /// <summary>Articles in the record, by the day they became known.</summary>
    public IEnumerable<Source> Articles(LocalDate? knownBy = null) =>
        Read($"select id, source_id, path, url, title, outlet, published, first_seen, first_seen, voice, origin from articles where $known_by is null or known_on <= $known_by order by known_on, id",
            [new("known_by", Day(knownBy))], r => ReadSource(r, 0));

    /// <summary>Claims that fit, with their sources, by the day they became known and their place in the text. They are read as they are asked for.</summary>
    public IEnumerable<SourcedClaim> Claims(ClaimFilter? filter = null)
    {
        filter ??= ClaimFilter.All;
        var where = "c.superseded is null";
        var parameters = new List<DuckDBParameter>();
        void Limit(string condition, string name, object? value)
        {
            where += " and " + condition;
            parameters.Add(new(name, value));
        }

        foreach (var actor in filter.Actors)
            Limit($"list_contains(c.sides, $actor{parameters.Count})", $"actor{parameters.Count}", Text(actor));
        if (filter.Type is { } type)
            Limit("c.type = $type", "type", Name(type));
        if (filter.From is { } from)
            Limit("(c.date_end >= $from or c.date_end is null and c.date_start is not null)", "from", Day(from));
        if (filter.To is { } to)
            Limit("(c.date_start <= $to or c.date_start is null and c.date_end is not null)", "to", Day(to));
        if (filter.KnownBy is { } knownBy)
            Limit("a.known_on <= $known_by", "known_by", Day(knownBy));
        if (filter.WithArrangement)
            where += " and c.arrangement is not null";
        return Read($"select {ClaimColumns} from claims c join articles a on a.id = c.article where {where}{ClaimOrder}", parameters, ReadClaim);
    }

    /// <summary>Claims whose id begins with <paramref name="prefix"/>, current ones first; claims of older coders are found too.</summary>
    public IReadOnlyList<SourcedClaim> ClaimsById(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return
        [
            .. Read($"select {ClaimColumns} from claims c join articles a on a.id = c.article where starts_with(c.id, $prefix) order by c.superseded is not null, c.id, c.coded desc",
                [new("prefix", Text(prefix))], ReadClaim).DistinctBy(c => c.Claim.Id),
        ];
    }

    /// <summary>Events that fit, made of all claims known by the day asked for.</summary>
    /// <remarks>Claims are merged before they are filtered: what an event is must not depend on the question.</remarks>
    public IReadOnlyList<Event> Events(ClaimFilter? filter = null)
    {
        filter ??= ClaimFilter.All;
        return [.. Relations.Events.Merge(Claims(new() { KnownBy = filter.KnownBy })).Where(Fits)];

        bool Fits(Event e) =>
            filter.Actors.All(id => e.Actors.Concat(e.Recipients).Any(s => s.Id == id))
            && (filter.Type is null || filter.Type == e.Type)
            && (!filter.WithArrangement || e.Arrangement is not null)
            && (filter.From is not { } from || e.Date.End >= from || e.Date is { End: null, Start: not null })
            && (filter.To is not { } to || e.Date.Start <= to || e.Date is { Start: null, End: not null });
    }

    /// <summary>Events whose id begins with <paramref name="prefix"/>.</summary>
    public IReadOnlyList<Event> EventsById(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return [.. Events().Where(e => e.Id.StartsWith(prefix, StringComparison.Ordinal))];
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _writer.Dispose();

    private AddResult Write(Dictionary<string, Incoming> batch)
    {
        lock (_writing)
        {
            try
            {
                using var transaction = _writer.BeginTransaction();
                var known = Known(batch);
                var (added, recoded) = (new List<Incoming>(), new List<Incoming>());
                foreach (var incoming in batch.Values)
                    if (!known.TryGetValue(incoming.Source.ArticleId, out var there))
                        added.Add(incoming);
                    else if (incoming.Replaces(there.Coder) && !there.Claims.SetEquals(incoming.Claims))
                        recoded.Add(incoming);
                JoinVoices(added);
                Append(added);
                foreach (var article in recoded)
                    Recode(article);
                AppendClaims(added.Concat(recoded).SelectMany(a => a.Claims.Where(c => !known.TryGetValue(a.Source.ArticleId, out var there) || !there.Ever.Contains(c)).Select(c => (a, c))));
                transaction.Commit();
                return new(added.Count, recoded.Count, batch.Count - added.Count - recoded.Count, added.Concat(recoded).Sum(a => a.Claims.Count));
            }
            catch (DuckDBException e)
            {
                throw Explain(e, Path);
            }
        }
    }

    /// <summary>What the record holds of the articles of a batch.</summary>
    private Dictionary<string, Present> Known(Dictionary<string, Incoming> batch)
    {
        var found = new Dictionary<string, Present>(StringComparer.Ordinal);
        DuckDBParameter[] ids = [new("ids", batch.Keys.ToList())];
        using (var command = Command(_writer, "select id, coder from articles where id in (select unnest($ids))", ids))
        using (var reader = command.ExecuteReader())
            while (reader.Read())
                found[reader.GetString(0)] = new(reader.IsDBNull(1) ? null : reader.GetString(1));
        if (found.Count == 0)
            return found;
        using (var command = Command(_writer, "select article, json, superseded is null from claims where article in (select unnest($ids))", [new("ids", found.Keys.ToList())]))
        using (var reader = command.ExecuteReader())
            while (reader.Read())
            {
                var there = found[reader.GetString(0)];
                there.Ever.Add(reader.GetString(1));
                if (reader.GetBoolean(2))
                    there.Claims.Add(reader.GetString(1));
            }
        return found;
    }

    private void Append(List<Incoming> articles)
    {
        if (articles.Count == 0)
            return;
        using var appender = _writer.CreateAppender("articles");
        foreach (var article in articles)
        {
            var source = article.Source;
            appender.CreateRow()
                .AppendValue(source.ArticleId).AppendValue(Text(source.SourceId)).AppendValue(Text(source.Path)).AppendValue(Text(source.Url))
                .AppendValue(Text(source.Title)).AppendValue(Text(source.Outlet)).AppendValue(Day(source.Published)).AppendValue(Day(source.KnownOn))
                .AppendValue(Text(article.Language)).AppendValue(Time(source.FirstSeen)).AppendValue(source.Voice).AppendValue(Text(article.Coder)).AppendValue(Text(source.Origin)).AppendValue(article.Sketch.ToBytes())
                .EndRow();
        }
        using var keys = _writer.CreateAppender("voice_keys");
        foreach (var article in articles)
            foreach (var key in article.Sketch.Keys)
                keys.CreateRow().AppendValue(key).AppendValue(article.Source.ArticleId).EndRow();
    }

    /// <summary>Gives new articles the voice of the copies that are there or come with them; two voices that a new article links become one.</summary>
    private void JoinVoices(List<Incoming> added)
    {
        if (added.Count == 0)
            return;
        var groups = new VoiceGroups();
        var there = new Dictionary<string, string?>(StringComparer.Ordinal);
        var sql = $"""
            select voice, origin, sketch from articles where id in (
                select article from voice_keys where key in (select unnest($keys))
                qualify row_number() over (partition by key order by article) <= {MostCopiesRead})
            """;
        using (var command = Command(_writer, sql, [new("keys", added.SelectMany(a => a.Sketch.Keys).Distinct().ToList())]))
        using (var reader = command.ExecuteReader())
            while (reader.Read())
            {
                var (voice, origin) = (reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1));
                using var sketch = new MemoryStream();
                using (var bytes = reader.GetStream(2))
                    bytes.CopyTo(sketch);
                groups.Add(voice, origin, TextSketch.FromBytes(sketch.ToArray()));
                there[voice] = origin;
            }
        foreach (var article in added)
            groups.Add(article.Source.Voice, article.Source.Origin, article.Sketch);
        foreach (var article in added)
        {
            var (voice, origin) = groups[article.Source.Voice];
            article.Source = article.Source with { Voice = voice, Origin = article.Source.Origin ?? origin };
        }
        var changed = there.Where(t => groups[t.Key] is var (voice, origin) && (voice != t.Key || (t.Value is null && origin is not null))).Select(t => t.Key).ToList();
        if (changed.Count == 0)
            return;
        Execute("""
            update articles set voice = m.now, origin = coalesce(origin, nullif(m.agency, ''))
            from (select unnest($old) as old, unnest($now) as now, unnest($agency) as agency) m where voice = m.old
            """,
            [new("old", changed), new("now", changed.ConvertAll(v => groups[v].Voice)), new("agency", changed.ConvertAll(v => Text(groups[v].Origin) ?? ""))]);
    }

    private void AppendClaims(IEnumerable<(Incoming Article, string Json)> claims)
    {
        using var appender = _writer.CreateAppender("claims");
        foreach (var (article, json) in claims)
        {
            var claim = article.Parsed[json];
            var sides = claim.Actors.Concat(claim.Recipients).Select(s => Text(s.Id)).Distinct().ToList();
            appender.CreateRow()
                .AppendValue(Text(claim.Id)).AppendValue(article.Source.ArticleId).AppendValue(Text(claim.Coder)).AppendValue(Time(article.Source.Coded)).AppendNullValue()
                .AppendValue(Name(claim.Type)).AppendValue(Day(claim.Date.Start)).AppendValue(Day(claim.Date.End)).AppendValue((IEnumerable<string?>)sides)
                .AppendValue(Text(claim.Arrangement?.Id)).AppendValue(claim.Trigger.Start).AppendValue(json)
                .EndRow();
        }
    }

    /// <summary>Marks the claims that no longer count, and takes the mark from those that count again.</summary>
    private void Recode(Incoming article)
    {
        var id = article.Source.ArticleId;
        var claims = article.Claims.ToList();
        Execute("update claims set superseded = $coded where article = $article and superseded is null and json not in (select unnest($json))",
            [new("article", id), new("json", claims), new("coded", Time(article.Source.Coded))]);
        Execute("update claims set superseded = null where article = $article and superseded is not null and json in (select unnest($json))",
            [new("article", id), new("json", claims)]);
        Execute("update articles set coder = $coder where id = $article", [new("article", id), new("coder", Text(article.Coder))]);
    }

    private void Execute(string sql, IEnumerable<DuckDBParameter> parameters)
    {
        using var command = Command(_writer, sql, parameters);
        command.ExecuteNonQuery();
    }

    private static DuckDBCommand Command(DuckDBConnection connection, string sql, IEnumerable<DuckDBParameter> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>Rows of a query, on a connection of its own: it sees the record as it was when the query began, whatever is added meanwhile.</summary>
    private IEnumerable<T> Read<T>(string sql, IReadOnlyList<DuckDBParameter> parameters, Func<DbDataReader, T> row)
    {
        using var connection = new DuckDBConnection(_writer.ConnectionString);
        connection.Open();
        using var command = Command(connection, sql, parameters);
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return row(reader);
    }

    private static SourcedClaim ReadClaim(DbDataReader row) => new(EntenteJson.Read<Claim>(row.GetString(0)), ReadSource(row, 1));

    private static Source ReadSource(DbDataReader row, int at)
    {
        string? text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        Instant time(int column) => Instant.FromDateTimeUtc(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));
        return new()
        {
            ArticleId = row.GetString(at),
            SourceId = text(at + 1),
            Path = text(at + 2),
            Url = text(at + 3),
            Title = text(at + 4),
            Outlet = text(at + 5),
            Published = row.IsDBNull(at + 6) ? null : LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(at + 6)),
            FirstSeen = time(at + 7),
            Coded = time(at + 8),
            Voice = row.GetString(at + 9),
            Origin = text(at + 10),
        };
    }

    private static void CreateTables(DuckDBConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var sql in new[]
        {
            "create table meta (name varchar not null, value varchar not null)",
            $"insert into meta values ('schema', '{Schema}')",
            """
            create table articles (id varchar not null, source_id varchar, path varchar, url varchar, title varchar, outlet varchar, published date,
                known_on date not null, language varchar, first_seen timestamp not null, voice varchar not null, coder varchar,
                origin varchar, sketch blob)
            """,
            "create table voice_keys (key bigint not null, article varchar not null)",
            """
            create table claims (id varchar not null, article varchar not null, coder varchar not null, coded timestamp not null, superseded timestamp,
                type varchar not null, date_start date, date_end date, sides varchar[] not null, arrangement varchar, trigger_start integer not null,
                json varchar not null)
            """,
        })
        {
            using var command = Command(connection, sql, []);
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private static void CheckSchema(DuckDBConnection connection, string path)
    {
        using var tables = Command(connection, "select count(*) from information_schema.tables where table_schema = 'main' and table_name in ('meta', 'articles', 'claims')", []);
        if ((long)tables.ExecuteScalar()! is var count and not 3)
        {
            using var any = Command(connection, "select count(*) from information_schema.tables", []);
            // A kill between making the file and making the tables leaves a database without tables: it is a record without articles.
            if (count == 0 && (long)any.ExecuteScalar()! == 0 && !connection.ConnectionString.Contains("READ_ONLY", StringComparison.OrdinalIgnoreCase))
            {
                CreateTables(connection);
                return;
            }
            throw new RecordException("record_invalid", $"{path} is a DuckDB file, but not a record.");
        }
        using var command = Command(connection, "select value from meta where name = 'schema'", []);
        if (!int.TryParse(command.ExecuteScalar() as string, NumberStyles.None, CultureInfo.InvariantCulture, out var schema))
            throw new RecordException("record_invalid", $"{path} does not say which layout it has.");
        if (schema > Schema)
            throw new RecordException("record_newer", $"{path} was made by a later version (layout {schema}; this version reads up to {Schema}).");
        if (schema < Schema)
            throw new RecordException("record_older", $"{path} was made before the first release (layout {schema}; this version reads {Schema}): make it anew from its articles.");
    }

    private static RecordException Explain(DuckDBException e, string path)
    {
        var said = e.Message;
        bool says(string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);
        return
            says("Could not set lock") || says("being used by another process") ? new("record_locked", $"Another process has {path} open; a record can be written by one process at a time.", e)
            : says("newer version") || says("storage version") || says("version number") ? new("record_newer", $"{path} was made by a later version of the engine.", e)
            : says("not a valid DuckDB") || says("not a DuckDB") ? new("record_invalid", $"{path} is not a record.", e)
            : says("read-only") || says("Permission denied") ? new("record_read_only", $"{path} may not be written.", e)
            : new("record_failed", $"{path}: {said}", e);
    }

    /// <summary>Words for a column: the engine's bulk writer ends them at a NUL.</summary>
    private static string? Text(string? words) => words?.Replace('\0', '\uFFFD');

    private static string Name(PloverType type) => type.ToString().ToUpperInvariant();

    /// <summary>A day for the engine; days before year 1, which it need not tell apart, count as its first.</summary>
    private static DateOnly? Day(LocalDate? day) => day is not { } d ? null : d.Year < 1 ? DateOnly.MinValue : d.ToDateOnly();

    private static DateTime Time(Instant instant) => DateTime.SpecifyKind(instant.ToDateTimeUtc(), DateTimeKind.Unspecified);

    /// <summary>An article on its way in; its claims are told apart by their exact JSON.</summary>
    private sealed class Incoming
    {
        public Incoming(Article article, Source source, IReadOnlyList<Claim> claims)
        {
            Source = source;
            Language = article.Language;
            Sketch = TextSketch.Of(article);
            foreach (var claim in claims)
                Parsed.TryAdd(EntenteJson.Write(claim), claim);
            Coder = claims.Count > 0 ? claims[0].Coder : null;
        }

        public Source Source { get; set; }

        public string? Language { get; }

        public TextSketch Sketch { get; }

        public string? Coder { get; }

        public Dictionary<string, Claim> Parsed { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Claim>.KeyCollection Claims => Parsed.Keys;

        /// <summary>Whether these claims may take the place of another coder's: an older version never does.</summary>
        public bool Replaces(string? coder) => Version(Coder) is not { } mine || Version(coder) is not { } theirs || mine >= theirs;

        private static Version? Version(string? coder) =>
            System.Version.TryParse(coder?[(coder.LastIndexOf(' ') + 1)..], out var version) ? version : null;
    }

    private sealed record Present(string? Coder)
    {
        public HashSet<string> Claims { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Ever { get; } = new(StringComparer.Ordinal);
    }
}
