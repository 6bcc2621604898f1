using System.Globalization;
using Entente.Articles;
using Entente.Relations;

namespace Entente.Record;

/// <summary>
/// The tables, and the way from each earlier layout to the next. Layouts have numbers; the way leads forward only, one step after another, each in one transaction.
/// </summary>
/// <remarks>
/// <c>articles</c>, <c>codings</c> and <c>decisions</c> are what was read, what was made of it, and what people said: nothing in them is ever changed or deleted,
/// but that an article points to the coding that counts. The other tables are made from them, and <see cref="EventIndex"/> and <see cref="VoiceGroups"/> can make them again.
/// </remarks>
internal static class Layouts
{
    /// <summary>The layout of this version.</summary>
    public const int Current = 3;

    private const string Codings = "(n integer primary key, article integer not null, coder varchar, coded timestamp not null, size integer not null, claims blob not null)";

    /// <summary>What was read, coded and decided.</summary>
    private const string Kept = $"""
        -- Numbers count up; the index behind a primary key finds an article among a million at once, and costs nothing where keys only grow. Voice and origin are those that the text is and names by itself.
        create table articles (n integer primary key, id varchar not null, source_id varchar, path varchar, url varchar, title varchar, outlet varchar, origin varchar,
            authors varchar[], published date, known_on date not null, language varchar, first_seen timestamp not null, voice varchar not null, keeps varchar not null,
            text blob, sketch blob, coding integer not null);
        create table voice_keys (key bigint not null, article integer not null);
        create table codings {Codings};
        create table decisions (n integer not null, content varchar not null, previous varchar not null, hash varchar not null);
        -- What users brought in from other collections, for comparison: it is no source of standings.
        create table foreign_events (collection varchar not null, id varchar not null, day date, type varchar, cameo varchar, actor varchar, recipient varchar,
            actor_name varchar, recipient_name varchar, score double, publisher varchar, words varchar);
        create table stale (article integer not null);
        """;

    /// <summary>Which articles are copies of each other, and which voice each counts as from which day on: only of those that have copies.</summary>
    private const string Voices = """
        create table copies (first integer not null, second integer not null, day date not null);
        create table voices (article integer not null, since date not null, voice varchar not null, origin varchar);
        """;

    /// <summary>What is made from what is kept.</summary>
    private const string Made = """
        create table claims (article integer not null, no integer not null, id varchar not null, type varchar not null, reality varchar not null, date_start date,
            date_end date, sides varchar[] not null, arrangement varchar, step varchar, country varchar, words varchar);
        create table keys (key bigint not null, first integer not null, last integer not null, event integer not null);
        create table pairs (key bigint not null, day integer not null, type utinyint not null, event integer not null);
        create table events (n integer not null, id varchar not null, type varchar not null, reality varchar not null, date_start date, date_end date,
            sides varchar[] not null, country varchar, arrangement varchar, strand varchar, step varchar, first_known date not null, last_known date not null,
            reports integer not null, voices integer not null, disputed boolean not null, members bigint[] not null);
        create table arrangements (id varchar not null, name varchar not null, strand varchar, side varchar);
        """;

    private const string DropMade = "drop table if exists claims; drop table if exists keys; drop table if exists pairs; drop table if exists events; drop table if exists arrangements;";

    /// <summary>Empties the tables that are made; the caller fills them anew.</summary>
    public static void EmptyMade(StoreConnection connection) => connection.Run("delete from stale; delete from claims; delete from keys; delete from pairs; delete from events; delete from arrangements");

    /// <summary>Makes the tables that are made, empty, in a file beside a record.</summary>
    public static void CreateMade(StoreConnection beside) => beside.Run(Made);

    /// <summary>Puts what was made beside a record in place of what it holds.</summary>
    public static void TakeMade(StoreConnection connection, string file)
    {
        connection.Run($"attach '{file.Replace("'", "''", StringComparison.Ordinal)}' as remade (read_only)");
        try
        {
            using var transaction = connection.BeginTransaction();
            EmptyMade(connection);
            foreach (var table in (string[])["claims", "keys", "pairs", "events", "arrangements"])
                connection.Run($"insert into {table} select * from remade.{table}");
            CountChange(connection);
            transaction.Commit();
        }
        finally
        {
            connection.Run("detach remade");
        }
    }

    /// <summary>Counts a change to what questions are answered from, so that those who keep answers know.</summary>
    public static void CountChange(StoreConnection connection) => connection.Run("update meta set value = (value::bigint + 1)::varchar where name = 'changes'");

    /// <summary>How many changes were counted.</summary>
    public static long Changes(StoreConnection connection) => connection.Number("select value::bigint from meta where name = 'changes'");

    public static void Create(StoreConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        connection.Run("create table meta (name varchar not null, value varchar not null)");
        connection.Run(Kept + Voices + Made);
        connection.Run($"insert into meta values ('schema', '{Current}'), ('changes', '0')");
        transaction.Commit();
    }

    /// <summary>The layout of a file.</summary>
    /// <returns>0 for a database without any table: a kill between making the file and making the tables leaves one.</returns>
    public static int Of(StoreConnection connection, string path)
    {
        if (connection.Number("select count(*) from information_schema.tables where table_schema = 'main' and table_name in ('meta', 'articles')") is var count and not 2)
            return count == 0 && connection.Number("select count(*) from information_schema.tables") == 0 ? 0
                : throw new RecordException("record_invalid", $"{path} is a DuckDB file, but not a record.");
        if (connection.List("select value from meta where name = 'schema'", r => r.GetString(0)) is not [var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var layout) || layout < 1)
            throw new RecordException("record_invalid", $"{path} does not say which layout it has.");
        return layout <= Current ? layout : throw new RecordException("record_newer", $"{path} was made by a later version (layout {layout}; this version reads up to {Current}).");
    }

    /// <summary>Brings a file to the layout of this version. Nothing happens to one that has it.</summary>
    public static void Migrate(StoreConnection connection, string path)
    {
        var layout = Of(connection, path);
        if (layout == 0)
        {
            Create(connection);
            return;
        }
        while (layout < Current)
        {
            using var transaction = connection.BeginTransaction();
            switch (layout)
            {
                case 1:
                    From1(connection);
                    break;
                case 2:
                    From2(connection);
                    break;
            }
            layout++;
            connection.Run($"update meta set value = '{layout}' where name = 'schema'");
            transaction.Commit();
        }
    }

    /// <summary>Layout 1 had a row of JSON for each claim, with the time at which it was superseded.</summary>
    private static void From1(StoreConnection connection)
    {
        connection.Run("alter table articles rename to articles_1; alter table claims rename to claims_1");
        connection.Run(Kept);
        var n = 0;
        var coding = 0;
        var numbers = connection.List("select id, coder, first_seen from articles_1 order by known_on, id", r => (Id: r.GetString(0), Coder: r.TextAt(1), Seen: r.GetDateTime(2)));
        var claims = connection.List("select article, json, coder, coded, superseded is null from claims_1 order by article, trigger_start, id",
            r => (Article: r.GetString(0), Json: r.GetString(1), Coder: r.TextAt(2), Coded: r.GetDateTime(3), Current: r.GetBoolean(4))).ToLookup(r => r.Article, StringComparer.Ordinal);
        connection.Run("create temp table numbered (id varchar, n integer, coding integer)");
        using (var codings = connection.CreateAppender("codings"))
        using (var places = connection.CreateTemporaryAppender("numbered"))
            foreach (var (id, coder, seen) in numbers)
            {
                n++;
                var rows = claims[id].ToList();
                foreach (var old in rows.Where(r => !r.Current).GroupBy(r => (r.Coder, r.Coded)).OrderBy(g => g.Key.Coded))
                    Append(old.Key.Coder, old.Key.Coded, [.. old.Select(r => r.Json)]);
                var current = rows.Where(r => r.Current).ToList();
                Append(coder, current.Count > 0 ? current.Max(r => r.Coded) : seen, [.. current.Select(r => r.Json)]);
                places.CreateRow().AppendValue(id).AppendValue(n).AppendValue(coding).EndRow();

                void Append(string? by, DateTime coded, List<string> json) =>
                    codings.CreateRow().AppendValue(++coding).AppendValue(n).AppendValue(by).AppendValue(coded).AppendValue(json.Count).AppendValue(ClaimPack.Pack(string.Join('\n', json))).EndRow();
            }
        connection.Run("""
            insert into articles select p.n, a.id, source_id, path, url, title, outlet, null, [], published, known_on, language, first_seen, voice, 'Quote', null, null, p.coding
            from articles_1 a join numbered p on p.id = a.id order by p.n;
            insert into stale select n from articles;
            drop table articles_1; drop table claims_1; drop table numbered;
            """);
    }

    /// <summary>Layout 2 had the claims of a coding as packed lines of JSON, and told the voice of an article only as it was known last.</summary>
    private static void From2(StoreConnection connection)
    {
        const int AtATime = 1000;
        connection.Run($"create table codings_3 {Codings}");
        var count = (int)connection.Number("select max(n) from codings");
        for (var from = 1; from <= count; from += AtATime)
        {
            var rows = connection.List($"select c.n, c.article, c.coder, c.coded, c.size, c.claims, a.id from codings c join articles a on a.n = c.article where c.n >= {from} and c.n < {from + AtATime} order by c.n",
                r => (N: r.GetInt32(0), Article: r.GetInt32(1), Coder: r.TextAt(2), Coded: r.GetDateTime(3), Size: r.GetInt32(4), Claims: r.BytesAt(5), Id: r.GetString(6)));
            using var codings = connection.CreateAppender("codings_3");
            foreach (var row in rows)
                codings.CreateRow().AppendValue(row.N).AppendValue(row.Article).AppendValue(row.Coder).AppendValue(row.Coded).AppendValue(row.Size)
                    .AppendValue(ClaimPack.Pack(row.Id, [.. ClaimPack.Text(row.Claims).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(EntenteJson.Read<Claim>)])).EndRow();
        }
        connection.Run("drop table codings; alter table codings_3 rename to codings");
        connection.Run(DropMade + Voices + Made);
        connection.Run("insert into meta values ('changes', '0'); delete from stale; insert into stale select n from articles");

        // Which of the articles of one voice are copies is seen from their sketches. What was joined stays so: what the sketches no longer tell holds from the day on which all were known.
        var joined = connection.List("select n, known_on, voice, origin, sketch from articles where voice in (select voice from articles group by voice having count(*) > 1) order by voice, n",
            r => (Member: new VoiceMember(r.GetInt32(0), r.DayAt(1)!.Value, r.GetString(2), r.TextAt(3)), Sketch: r.IsDBNull(4) ? null : TextSketch.FromBytes(r.BytesAt(4))));
        foreach (var voice in joined.GroupBy(j => j.Member.Voice, StringComparer.Ordinal))
        {
            // By itself each is a voice of its own again.
            var all = voice.Select(a => a with { Member = a.Member with { Voice = $"v-{a.Member.Number}" } }).ToList();
            connection.Run($"update articles set voice = 'v-' || n where {EventIndex.In("n", [.. all.Select(a => a.Member.Number)])}");
            var last = all.Max(a => a.Member.KnownOn);
            var links = new List<CopyLink>();
            for (var i = 1; i < all.Count; i++)
            {
                links.AddRange(Enumerable.Range(0, i).Where(j => all[i].Sketch is { } mine && all[j].Sketch is { } other && mine.IsOneVoice(other)).Select(j => CopyLink.Of(all[i].Member, all[j].Member)));
                links.Add(CopyLink.Of(all[i - 1].Member, all[i].Member) with { Day = last });
            }
            VoiceGroups.Write(connection, all.ToDictionary(a => a.Member.Number, a => a.Member), links);
        }
    }
}
