-- Rights on a record, to be run once by its owner after `entente rebuild` or the first `entente add` made the tables:
--     psql -d entente -f deploy/roles.sql
-- Then give each user one of them: create role reader_ann login in role entente_reader.

-- Who asks.
do $$ begin
    if not exists (select from pg_roles where rolname = 'entente_reader') then create role entente_reader nologin; end if;
    if not exists (select from pg_roles where rolname = 'entente_worker') then create role entente_worker nologin; end if;
end $$;
grant usage on schema entente to entente_reader, entente_worker;
grant select on all tables in schema entente to entente_reader;

-- Workers put articles and codings in and mark them for the events to be made of. They cannot take anything away, and the log of decisions they can neither read nor write.
grant select, insert on entente.articles, entente.codings, entente.voice_keys to entente_worker;
grant update (coding) on entente.articles to entente_worker;
grant select, insert, delete on entente.copies, entente.voices to entente_worker;
grant insert on entente.stale to entente_worker;
grant select on entente.meta to entente_worker;
grant update (value) on entente.meta to entente_worker;
