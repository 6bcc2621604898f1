using Entente.Articles;
using Entente.Record.Exports;
using Entente.TestKit;
using NodaTime;
using Xunit;

namespace Entente.Record.Tests;

/// <summary>The same articles in a file and on a server: every question has the same answer, row for row, and every export the same bytes.</summary>
public sealed class PostgresTests : IClassFixture<PostgresServer>, IDisposable
{
    private static readonly Instant Seen = Instant.FromUtc(2024, 1, 8, 9, 0);
    private static readonly string[] Sides = ["USA", "RUS", "FRA", "DEU", "NATO", "CHN"];

    private readonly string _folder = Directory.CreateTempSubdirectory("entente-postgres-").FullName;
    private readonly PostgresServer _server;
    private readonly string _address;

    public PostgresTests(PostgresServer server)
    {
        _server = server;
        _address = server.NewDatabase("t" + Guid.NewGuid().ToString("n"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_question_and_export_is_answered_alike()
    {
        var articles = Articles(120);
        using var file = RecordStore.Open(Path.Combine(_folder, "a.duckdb"), create: true, options: new() { KeepText = KeepText.Full });
        using var server = RecordStore.Open(_address, create: true, options: new() { KeepText = KeepText.Full });
        file.Add(articles, Seen);
        // In another order, in pieces, and some of it twice.
        var shuffled = articles.ToList();
        new Random(7).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shuffled));
        foreach (var piece in shuffled.Chunk(17))
            server.Add(piece, Seen);
        Assert.Equal(0, server.Add(shuffled.Take(30), Seen).Added);
        Alike(file, server);

        var some = file.Claims().Select(c => c.Claim).Where((_, i) => i % 23 == 0).Take(4).ToList();
        foreach (var store in new[] { file, server })
        {
            store.Decide(new() { Kind = DecisionKind.Reject, Who = "ann", Claim = ClaimKey.Of(some[0]) }, Seen);
            store.Decide(new() { Kind = DecisionKind.Accept, Who = "ann", Claim = ClaimKey.Of(some[1]) }, Seen);
            store.Decide(new() { Kind = DecisionKind.Merge, Who = "bob", Claim = ClaimKey.Of(some[2]), Others = [ClaimKey.Of(some[3])] }, Seen);
            store.Decide(new() { Kind = DecisionKind.Undo, Who = "bob", Undoes = 1 }, Seen);
            Assert.Equal(2, store.AddForeign([new("icews", "1", new(2014, 4, 1), "CONSULT", "040", "USA", "RUS", "US", "Russia", 1.5, null, "x"), new("icews", "2", null, null, null, null, null, null, null, null, null, null)]));
        }
        Alike(file, server);
        server.Rebuild();
        Alike(file, server);

        using var again = RecordStore.Open(_address, readOnly: true);
        Alike(file, again);
        Assert.Equal("record_read_only", Assert.Throws<RecordException>(() => again.Rebuild()).Code);
    }

    [Fact]
    public void Newer_coder_makes_the_same_of_both_and_older_codings_stay()
    {
        using var file = RecordStore.Open(Path.Combine(_folder, "a.duckdb"), create: true);
        using var server = RecordStore.Open(_address, create: true);
        foreach (var store in new[] { file, server })
        {
            store.Add([Sample.Article("one", 3, "entente 0.1.0"), Sample.Article("two", 1, "entente 0.1.0")], Seen);
            Assert.Equal(1, store.Add([Sample.Article("one", 2, "entente 0.2.0")], Seen).Recoded);
            Assert.Equal(0, store.Add([Sample.Article("one", 1, "entente 0.1.5")], Seen).Recoded);
        }
        Assert.Equal(["entente 0.1.0", "entente 0.2.0"], server.Coders);
        Alike(file, server);
        var old = Sample.Article("one", 3, "entente 0.1.0").Claims[2].Id;
        Assert.Equal(file.ClaimsById(old).Count, server.ClaimsById(old).Count);
    }

    [Fact]
    public void Log_of_decisions_cannot_be_changed_and_a_worker_cannot_read_it()
    {
        var database = new Uri(_address).AbsolutePath.Trim('/');
        using (var owner = RecordStore.Open(_address, create: true))
        {
            owner.Add([Sample.Article("one", 2)], Seen);
            owner.Decide(new() { Kind = DecisionKind.Accept, Who = "ann", Claim = ClaimKey.Of(owner.Claims().First().Claim) }, Seen);
        }
        Assert.Contains("only grows", Assert.Throws<InvalidOperationException>(() => _server.Sql(database, "delete from entente.decisions")).Message, StringComparison.Ordinal);
        Assert.Contains("only grows", Assert.Throws<InvalidOperationException>(() => _server.Sql(database, "update entente.decisions set content = ''")).Message, StringComparison.Ordinal);

        _server.Sql(database, File.ReadAllText(Repository.PathOf("deploy/roles.sql")));
        var user = "w" + database;
        _server.Sql(database, $"create role {user} login in role entente_worker");
        using (var worker = RecordStore.Open(_server.Address(database, user), options: new() { LeavesEvents = true }))
        {
            Assert.Equal(1, worker.Add([Sample.Article("two", 2)], Seen).Added);
            Assert.Equal(0, worker.Add([Sample.Article("two", 2)], Seen).Added);
            Assert.Equal("record_forbidden", Assert.Throws<RecordException>(() => worker.Decisions()).Code);
        }
        foreach (var table in new[] { "select * from entente.decisions", "insert into entente.decisions values (9, '', '', '')", "delete from entente.codings", "delete from entente.articles", "drop table entente.stale" })
            Assert.Throws<InvalidOperationException>(() => _server.Sql(database, table, user));
        using var keeper = RecordStore.Open(_address);
        Assert.Equal(4, keeper.ClaimCount);
        Assert.True(keeper.Audit().IsWhole);
    }

    [Fact]
    public void Backup_that_is_restored_is_the_same_record()
    {
        var database = new Uri(_address).AbsolutePath.Trim('/');
        using (var store = RecordStore.Open(_address, create: true))
            store.Add(Articles(30), Seen);
        var dump = Path.Combine(_folder, "dump");
        File.WriteAllText(dump, _server.Tool("pg_dump", database, "--no-owner"));
        var restored = _server.NewDatabase(database + "b");
        _server.Tool("psql", database + "b", "-q", "-v", "ON_ERROR_STOP=1", "-f", dump);
        using var first = RecordStore.Open(_address, readOnly: true);
        using var second = RecordStore.Open(restored, readOnly: true);
        Alike(first, second);
    }

    [Fact]
    public void What_is_wrong_with_an_address_is_told()
    {
        Assert.Equal("record_missing", Assert.Throws<RecordException>(() => RecordStore.Open(_address)).Code);
        Assert.Equal("record_missing", Assert.Throws<RecordException>(() => RecordStore.Open(_server.Address("nothing"), create: true)).Code);
        Assert.Equal("record_secret", Assert.Throws<RecordException>(() => RecordStore.Open("postgres://me:secret@127.0.0.1/x", create: true)).Code);
        Assert.Equal("record_address", Assert.Throws<RecordException>(() => RecordStore.Open("postgres://127.0.0.1/x?colour=red", create: true)).Code);
        Assert.Equal("record_unreachable", Assert.Throws<RecordException>(() => RecordStore.Open("postgres://127.0.0.1:1/x", create: true)).Code);
    }

    private void Alike(RecordStore a, RecordStore b)
    {
        ClaimFilter[] filters =
        [
            ClaimFilter.All, new() { Actors = ["USA"] }, new() { Actors = ["USA", "RUS"] }, new() { Type = PloverType.Sanction }, new() { Reality = Reality.Planned }, new() { Step = Step.Suspended },
            new() { Arrangement = "new-start" }, new() { From = new(2014, 6, 1), To = new(2015, 2, 1) }, new() { KnownBy = new(2015, 1, 1) }, new() { KnownBy = new(2015, 1, 1), Actors = ["FRA", "DEU"] },
            new() { Text = "FRA consult" }, new() { Text = "ÉLYSÉE" }, new() { Outlet = "The Post" }, new() { DisputedOnly = true }, new() { WithArrangement = true }, new() { Country = "USA" },
        ];
        foreach (var filter in filters)
        {
            Same(s => s.Claims(filter).Select(c => (EntenteJson.Write(c.Claim), c.Source.ArticleId, c.Source.Voice, c.Source.FirstSeen, c.Source.Published)));
            Same(s => s.Events(filter).Select(EntenteJson.Write));
            Same(s => s.Events(filter, new(3, 10, NewestFirst: true)).Items.Select(EntenteJson.Write));
            Same(s => s.Weightiest(filter, 10).Select(EntenteJson.Write));
            Same(s => s.EventsOfSides(filter, new(0, 10)).Items.Select(EntenteJson.Write));
            Same(s => s.Outlets(filter));
            Same(s => Flat(s.Facets(filter)));
        }
        Same(s => s.Outlets());
        Same(s => s.Articles().Select(x => (x.ArticleId, x.Voice, x.Origin, x.Title, x.KnownOn)));
        Same(s => s.Arrangements().Concat(s.Arrangements(side: "USA")).Concat(s.Arrangements(words: "START")).Select(x => (x.Id, x.Name, string.Join(',', x.Strands), string.Join(',', x.Sides))));
        Same(s => s.Partners("USA", null, null, 5).Concat(s.Partners("RUS", new(2014, 1, 1), new(2014, 12, 31), 3)).SelectMany(p => p.Types.OrderBy(t => t.Key).Select(t => (p.Id, t.Key, t.Value))));
        Same(s => s.Dyad("USA", "RUS").Concat(s.Dyad("FRA", "DEU", new LocalDate(2015, 1, 1))));
        Same(s => s.StandingsBetween("USA", "RUS", new(2016, 1, 1)).Concat(s.StandingsOf("New START", new(2016, 1, 1), new LocalDate(2015, 1, 1))).Select(EntenteJson.Write));
        Same(s => s.ReviewQueue(20).Select(c => c.Claim.Id));
        Same(s => s.Decisions().Select(EntenteJson.Write));
        Same<object?>(s => [s.Audit(), s.KnownDays(), s.ArticleCount, s.ClaimCount, s.EventCount]);
        Same(s => s.ForeignEvents());
        Same(s => s.Events().Take(5).Select(e => EntenteJson.Write(s.Compare(e.Id)!)));
        Same(s => s.Claims().Take(5).Select(c => s.Claim(c.Claim.Id)!).Select(d => (d.Claim.Claim.Id, d.Event?.Id, d.Counts, d.Neighbours.Count)));
        Same(s => s.Articles().Take(5).Select(x => s.Article(x.ArticleId)!).Select(x => (x.Text, x.Language, string.Join(',', x.Authors))));
        Same(s => s.EventsById("e-").Select(e => e.Id).Concat(s.ClaimsById("c-").Select(c => c.Claim.Id)));
        foreach (var layout in Enum.GetValues<ExportLayout>())
        {
            var (x, y) = (Path.Combine(_folder, "x"), Path.Combine(_folder, "y"));
            RecordExport.Write(a, layout, x);
            RecordExport.Write(b, layout, y);
            foreach (var path in Directory.GetFiles(x))
                Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(y, Path.GetFileName(path)))), $"{layout}: {Path.GetFileName(path)} differs.");
            Directory.Delete(x, recursive: true);
            Directory.Delete(y, recursive: true);
        }

        void Same<T>(Func<RecordStore, IEnumerable<T>> ask) => Assert.Equal(ask(a).ToList(), ask(b).ToList());

        static IEnumerable<string> Flat(Facets f) => f.Types.Concat(f.Realities).Concat(f.Steps).Concat(f.Arrangements).Concat(f.Sides).Concat(f.Countries).Concat(f.Years).Select(x => $"{x.Value} {x.Count}").Append($"{f.Disputed} {f.Total}");
    }

    /// <summary>Articles with claims of all kinds, some of them copies of one text, some without a day.</summary>
    private static List<AnnotatedArticle> Articles(int count)
    {
        var random = new Random(count);
        var articles = new List<AnnotatedArticle>();
        for (var i = 0; i < count; i++)
        {
            // Every tenth text is that of the one before, under another name, as wires are.
            var text = i % 10 == 9 ? articles[^1].Article.Text : string.Join(' ', Enumerable.Range(0, 80).Select(w => $"word{random.Next(100_000)}")) + ".";
            var article = new Article
            {
                Title = $"Title {i}",
                Text = text,
                Published = i % 13 == 0 ? null : new LocalDate(2014, 3, 1).PlusDays(random.Next(600)),
                Outlet = i % 3 == 0 ? "The Post" : $"Outlet {i % 4}",
                Authors = i % 5 == 0 ? ["Ann Doe", "É. Roe"] : [],
                Language = "en",
            };
            var claims = Enumerable.Range(0, random.Next(5)).Select(c =>
            {
                var a = Sides[random.Next(Sides.Length)];
                var b = Sides.Where(s => s != a).ElementAt(random.Next(Sides.Length - 1));
                var day = random.Next(5) == 0 ? null : new LocalDate(2014, 2, 1).PlusDays(random.Next(40) * 15).ToString("uuuu-MM-dd", null);
                var claim = Make.Claim(random.Next(3) switch { 0 => PloverType.Consult, 1 => PloverType.Sanction, _ => PloverType.Agree }, a, b, day, article.Id);
                return claim with
                {
                    Id = $"{claim.Id}{c}",
                    Reality = random.Next(4) == 0 ? Reality.Planned : Reality.Actual,
                    Arrangement = random.Next(3) == 0 ? new("new-start", "New START", random.Next(2) == 0 ? "inspections" : null) : null,
                    Step = random.Next(3) == 0 ? Step.Suspended : random.Next(2) == 0 ? Step.Resumed : null,
                    Place = random.Next(3) == 0 ? new("Washington", "USA") : null,
                    Evidence = claim.Evidence with { Exact = claim.Evidence.Exact + (c == 1 ? " At the Élysée." : "") },
                    Confidence = random.Next(100) / 100.0,
                };
            }).ToList();
            articles.Add(new() { Article = article, Layers = Layers.Claims, Claims = claims });
        }
        return articles;
    }
}
