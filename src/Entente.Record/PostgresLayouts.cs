using System.Globalization;

namespace Entente.Record;

/// <summary>The tables on a server, and the way from each earlier layout to the next: numbered, forward only, each step in one transaction.</summary>
internal static class PostgresLayouts
{
    /// <summary>The layout of this version.</summary>
    public static int Current => Steps.Length;

    // Words are compared byte by byte, as the embedded engine compares them, so that both answer in one order.
    private static readonly string[] Steps =
    [
        """
        create schema entente;
        set local search_path = entente, pg_catalog;
        create domain blob as bytea;
        create domain utinyint as smallint;

        -- Functions that the embedded engine has.
        create function list_contains(anyarray, anyelement) returns boolean language sql immutable parallel safe as 'select $1 @> array[$2]';
        create function contains(text, text) returns boolean language sql immutable parallel safe as 'select strpos($1, $2) > 0';
        create function year(date) returns bigint language sql immutable parallel safe as 'select extract(year from $1)::bigint';
        -- Letters beyond ASCII have small forms too, whatever the order of words.
        create function lower(text) returns text language sql immutable parallel safe as 'select pg_catalog.lower($1 collate "und-x-icu") collate "C"';

        create table meta (name text collate "C" not null, value text not null);
        create table articles (n integer primary key, id text collate "C" not null unique, source_id text, path text, url text, title text, outlet text collate "C", origin text collate "C",
            authors text[], published date, known_on date not null, language text, first_seen timestamp not null, voice text collate "C" not null, keeps text not null,
            text bytea, sketch bytea, coding integer not null);
        create index on articles using brin (known_on);
        create index on articles (outlet);
        create table voice_keys (key bigint not null, article integer not null);
        create index on voice_keys (key);
        create table codings (n integer primary key, article integer not null, coder text collate "C", coded timestamp not null, size integer not null, claims bytea not null);
        create index on codings (article);
        create table decisions (n integer primary key, content text not null, previous text not null, hash text not null);
        create function keep_decisions() returns trigger language plpgsql as 'begin raise exception ''The log of decisions only grows.''; end';
        create trigger decisions_grow before update or delete or truncate on decisions for each statement execute function keep_decisions();
        create table foreign_events (collection text collate "C" not null, id text collate "C" not null, day date, type text, cameo text, actor text collate "C", recipient text collate "C",
            actor_name text, recipient_name text, score double precision, publisher text, words text);
        create index on foreign_events (collection, id);
        create index on foreign_events (day);
        create table stale (article integer not null);
        create table copies (first integer not null, second integer not null, day date not null);
        create index on copies (first);
        create table voices (article integer not null, since date not null, voice text collate "C" not null, origin text collate "C");
        create index on voices (article);
        create index on voices (voice);

        -- By the day of the act, a year each.
        create table claims (article integer not null, no integer not null, id text collate "C" not null, type text collate "C" not null, reality text collate "C" not null, date_start date,
            date_end date, sides text[] not null, arrangement text collate "C", step text collate "C", country text collate "C", words text) partition by range (date_start);
        create table claims_other partition of claims default;
        do 'begin
            for y in 1990..2049 loop
                execute format(''create table claims_%s partition of claims for values from (%L) to (%L)'', y, make_date(y, 1, 1), make_date(y + 1, 1, 1));
            end loop;
        end';
        create index on claims (article, no);
        create index on claims (id text_pattern_ops);
        create index on claims using gin (sides);
        create table keys (key bigint not null, first integer not null, last integer not null, event integer not null);
        create index on keys (key, first, last);
        create index on keys (event);
        create table pairs (key bigint not null, day integer not null, type utinyint not null, event integer not null);
        create index on pairs (key);
        create index on pairs (event);
        create table events (n integer primary key, id text collate "C" not null, type text collate "C" not null, reality text collate "C" not null, date_start date, date_end date,
            sides text[] not null, country text collate "C", arrangement text collate "C", strand text collate "C", step text collate "C", first_known date not null, last_known date not null,
            reports integer not null, voices integer not null, disputed boolean not null, members bigint[] not null);
        create index on events (id text_pattern_ops);
        create index on events (id);
        create index on events using gin (sides);
        create index on events using gin (members);
        create index on events (arrangement);
        create index on events (date_start);
        create table arrangements (id text collate "C" not null, name text collate "C" not null, strand text collate "C", side text collate "C");
        create index on arrangements (id);
        insert into meta values ('changes', '0'), ('schema', '0');
        """,
    ];

    /// <summary>The layout of the server's record; 0 when there is none.</summary>
    public static int Of(StoreConnection connection, string path)
    {
        if (connection.Number("select count(*) from pg_catalog.pg_tables where schemaname = 'entente' and tablename = 'meta'") == 0)
            return 0;
        var layout = int.Parse(connection.List("select value from entente.meta where name = 'schema'", r => r.GetString(0)).Single(), CultureInfo.InvariantCulture);
        return layout <= Current ? layout : throw new RecordException("record_newer", $"{path} was made by a later version (layout {layout}; this version reads up to {Current}).");
    }

    /// <summary>Brings the record to the layout of this version; two that do so at once do it once.</summary>
    public static void Migrate(StoreConnection connection, string path)
    {
        using var transaction = connection.BeginTransaction();
        for (var layout = Of(connection, path); layout < Current; layout++)
        {
            connection.Run(Steps[layout]);
            connection.Run($"update entente.meta set value = '{layout + 1}' where name = 'schema'");
        }
        transaction.Commit();
    }
}
