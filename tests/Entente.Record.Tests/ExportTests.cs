using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using Entente.Articles;
using Entente.Record.Exports;
using Entente.Record.Foreign;
using NodaTime;
using Xunit;

namespace Entente.Record.Tests;

/// <summary>Each layout read back under the rules of its own readers.</summary>
public sealed class ExportTests : IDisposable
{
    private const string Nasty = "=He said \"no\"\tand\nleft\u2028then\u202e";

    private readonly string _folder = Directory.CreateTempSubdirectory("entente-export-").FullName;
    private readonly RecordStore _store;

    public ExportTests()
    {
        _store = RecordStore.Open(Path.Combine(_folder, "a.duckdb"), create: true);
        var article = Sample.Article("one", 3);
        var claims = article.Claims.Select((c, i) => c with
        {
            Date = ClaimDate.Of(DateRange.Day(new(2014, 4, 1 + i * 10)), null),
            DateBasis = DateBasis.Stated,
            Cameo = i == 0 ? "010" : "172",
            Goldstein = i == 0 ? 0 : -5,
            Type = i == 0 ? PloverType.Consult : PloverType.Sanction,
            Step = i == 0 ? null : i == 1 ? Step.Suspended : Step.Resumed,
            Arrangement = i == 0 ? null : new("new-start", "New START", null),
            Actors = [Sample.Party("USA") with { Name = "United States" }],
            Recipients = [Sample.Party("RUS") with { Name = "Russia" }],
            Mode = ["visit", "phone"],
            Evidence = c.Evidence with { Exact = Nasty + i, End = Nasty.Length + 1 },
        }).ToList();
        _store.Add([article with { Article = article.Article with { Outlet = Nasty, Url = "https://example.org/a" }, Claims = claims }], Instant.FromUtc(2024, 1, 8, 9, 0));
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Same_record_gives_the_same_bytes_and_metadata_that_holds()
    {
        foreach (var layout in Enum.GetValues<ExportLayout>())
        {
            var (a, b) = (Path.Combine(_folder, "a" + layout), Path.Combine(_folder, "b" + layout));
            var metadata = RecordExport.Write(_store, layout, a);
            _store.Rebuild();
            RecordExport.Write(_store, layout, b);
            Assert.NotEmpty(metadata.Counts);
            foreach (var (file, hash) in metadata.Sha256)
            {
                Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(a, file)))));
                Assert.Equal(File.ReadAllBytes(Path.Combine(a, file)), File.ReadAllBytes(Path.Combine(b, file)));
            }
            var json = JsonNode.Parse(File.ReadAllText(Path.Combine(a, "metadata.json")))!;
            Assert.StartsWith("entente ", json["version"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Icews_has_twenty_columns_without_quotes_and_codes_stay_text()
    {
        var rows = Tabs(ExportLayout.Icews, "events.tab");
        Assert.Equal("Event ID", rows[0][0]);
        Assert.All(rows, r => Assert.Equal(20, r.Length));
        Assert.Equal("010", rows[1][6]);
        Assert.Equal(("2014-04-01", "United States", "Russia"), (rows[1][1], rows[1][2], rows[1][8]));
        Assert.DoesNotContain('"', string.Concat(rows.SelectMany(r => r)));
        Assert.All(rows.Skip(1), r => double.Parse(r[7], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Polecat_has_forty_columns_lists_with_semicolons_and_none_for_missing()
    {
        var rows = Tabs(ExportLayout.Polecat, "events.txt");
        Assert.All(rows, r => Assert.Equal(40, r.Length));
        Assert.Equal(("visit; phone", "None"), (rows[1][3], rows[1][14]));
        Assert.DoesNotContain(rows.Skip(1), r => r.Contains(""));
    }

    [Fact]
    public void Gdelt_has_sixty_tabs_a_line_and_no_header()
    {
        var rows = Tabs(ExportLayout.Gdelt, "events.export.CSV");
        Assert.Equal(3, rows.Count);
        Assert.All(rows, r => Assert.Equal(61, r.Length));
        Assert.Equal(("20140401", "201404", "2014", "010", "01"), (rows[0][1], rows[0][2], rows[0][3], rows[0][26], rows[0][28]));
        Assert.All(rows, r => Assert.True(long.TryParse(r[0], out _) && double.TryParse(r[30], CultureInfo.InvariantCulture, out _) && r[59].Length == 14));
    }

    [Theory]
    [InlineData(ExportLayout.Icews, "events.tab", ForeignLayout.Icews)]
    [InlineData(ExportLayout.Gdelt, "events.export.CSV", ForeignLayout.Gdelt)]
    [InlineData(ExportLayout.Polecat, "events.txt", ForeignLayout.Polecat)]
    public void What_was_exported_comes_back_as_foreign_rows_beside_its_event(ExportLayout layout, string file, ForeignLayout foreign)
    {
        RecordExport.Write(_store, layout, _folder);
        using var reader = new StreamReader(Path.Combine(_folder, file));
        Assert.Equal(3, _store.AddForeign(ForeignFile.Read(reader, foreign, "mine", (line, reason) => Assert.Fail($"{line}: {reason}"))));
        var row = _store.ForeignEvents()[0];
        Assert.Equal(("USA", "RUS", new LocalDate(2014, 4, 1)), (row.Actor, row.Recipient, row.Day));
        if (foreign != ForeignLayout.Polecat)
            Assert.Equal("010", row.Cameo);
        var compared = _store.Compare(_store.Events(new() { Type = PloverType.Consult })[0].Id)!;
        Assert.Single(compared.Foreign);
        Assert.Equal(3, _store.ClaimCount);
    }

    [Fact]
    public void Foreign_rows_that_do_not_fit_are_told_and_passed_over()
    {
        var problems = new List<int>();
        using var reader = new StringReader("1\t2\n" + string.Join('\t', Enumerable.Repeat("", 61)) + "\n");
        Assert.Empty(ForeignFile.Read(reader, ForeignLayout.Gdelt, "x", (line, _) => problems.Add(line)));
        Assert.Equal([1, 2], problems);
    }

    [Fact]
    public void Csv_is_guarded_against_formulas_and_numbers_are_left_alone()
    {
        RecordExport.Write(_store, ExportLayout.Csv, _folder);
        var text = File.ReadAllText(Path.Combine(_folder, "claims.csv"));
        Assert.Contains("\"'=He said \"\"no\"\"", text, StringComparison.Ordinal);
        Assert.Contains(",-5,", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parquet_is_read_by_the_engine_with_dates_and_numbers()
    {
        RecordExport.Write(_store, ExportLayout.Parquet, _folder);
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"select sentence, goldstein, date_start from '{Path.Combine(_folder, "claims.parquet")}' where cameo = '172' order by date_start limit 1";
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal((Nasty + "1", -5.0, new DateOnly(2014, 4, 11)), (reader.GetString(0), reader.GetDouble(1), reader.GetFieldValue<DateOnly>(2)));
    }

    [Fact]
    public void Plover_rows_have_what_its_readers_require()
    {
        RecordExport.Write(_store, ExportLayout.Plover, _folder);
        foreach (var line in File.ReadLines(Path.Combine(_folder, "events.jsonl")))
        {
            var row = JsonNode.Parse(line)!;
            Assert.All(new[] { "date", "id", "actor", "event" }, key => Assert.NotNull(row[key]));
            Assert.InRange(row["quad_code"]!.GetValue<int>(), 1, 4);
        }
    }

    [Fact]
    public void Treaties_come_with_parties_and_intervals_of_standing()
    {
        RecordExport.Write(_store, ExportLayout.Manytreaties, _folder);
        Assert.StartsWith("treatyID,Title,Begin,End,Signature,Force,Term,Grounds,", File.ReadLines(Path.Combine(_folder, "agreements.csv")).First(), StringComparison.Ordinal);
        Assert.Equal(2, File.ReadLines(Path.Combine(_folder, "parties.csv")).Skip(1).Count());
        var standings = File.ReadAllLines(Path.Combine(_folder, "standings.csv"));
        Assert.Contains(standings, l => l.StartsWith("new-start,,,suspended,2014-04-11,2014-04-11,2014-04-20", StringComparison.Ordinal));
        Assert.Contains(standings, l => l.StartsWith("new-start,,,in_force,2014-04-21,2014-04-21,,", StringComparison.Ordinal));
    }

    [Fact]
    public void Annotations_hold_quote_and_position()
    {
        RecordExport.Write(_store, ExportLayout.Annotations, _folder);
        var first = JsonNode.Parse(File.ReadLines(Path.Combine(_folder, "annotations.jsonl")).First())!;
        var selectors = first["target"]!["selector"]!.AsArray();
        Assert.Equal(("TextQuoteSelector", "TextPositionSelector"), (selectors[0]!["type"]!.GetValue<string>(), selectors[1]!["type"]!.GetValue<string>()));
        Assert.StartsWith("=He said", selectors[0]!["exact"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_an_outlet_that_may_not_be_kept_are_neither_kept_nor_exported()
    {
        var file = Path.Combine(_folder, "b.duckdb");
        using var store = RecordStore.Open(file, create: true, options: new() { KeepText = KeepText.Full, Outlets = new Dictionary<string, KeepText> { ["The Post"] = KeepText.None } });
        var other = Sample.Article("two", 1);
        store.Add([Sample.Article("one", 1), other with { Article = other.Article with { Outlet = "Free Press" } }], Instant.FromUtc(2024, 1, 8, 9, 0));
        var metadata = RecordExport.Write(store, ExportLayout.Annotations, _folder);
        Assert.Equal((1, 1), (metadata.Counts["annotations.jsonl"], metadata.LeftOut["sentence not kept"]));
        Assert.Null(store.Article(Sample.Article("one", 1).Article.Id)!.Text);
        Assert.Contains(store.Articles(), a => store.Article(a.ArticleId)!.Text == "two: Russia met NATO.");
    }

    [Fact]
    public void Difference_tells_whether_source_coder_or_person_made_it()
    {
        using var second = RecordStore.Open(Path.Combine(_folder, "c.duckdb"), create: true);
        var now = Instant.FromUtc(2024, 1, 8, 9, 0);
        using var first = RecordStore.Open(Path.Combine(_folder, "d.duckdb"), create: true);
        first.Add([Sample.Article("same", 1), Sample.Article("coder", 1, "entente 0.1.0"), Sample.Article("person", 2)], now);
        second.Add([Sample.Article("same", 1), Sample.Article("coder", 2, "entente 0.2.0"), Sample.Article("person", 2), Sample.Article("source", 1)], now);
        second.Decide(new() { Kind = DecisionKind.Reject, Who = "tester", Claim = ClaimKey.Of(Sample.Article("person", 2).Claims[0]) }, now);
        var changes = RecordDiff.Between(first, second).Select(c => (c.Kind, c.Cause)).ToHashSet();
        Assert.Equal(new HashSet<(ChangeKind, ChangeCause)> { (ChangeKind.New, ChangeCause.Coder), (ChangeKind.Gone, ChangeCause.Decision), (ChangeKind.New, ChangeCause.Source) }, changes);
        Assert.Empty(RecordDiff.Between(first, first));
    }

    private List<string[]> Tabs(ExportLayout layout, string file)
    {
        RecordExport.Write(_store, layout, _folder);
        return [.. File.ReadAllText(Path.Combine(_folder, file)).TrimEnd('\n').Split('\n').Select(l => l.Split('\t'))];
    }
}
