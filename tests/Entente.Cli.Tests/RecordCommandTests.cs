using Entente.Articles;
using Entente.Record;
using Entente.TestKit;
using NodaTime;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>The questions, on a record whose claims the tests make by hand.</summary>
public sealed class RecordCommandTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2023, 8, 1, 12, 0);

    private readonly TemporaryFolder _folder = new();
    private readonly string _record;

    public RecordCommandTests()
    {
        _record = _folder.PathOf("test.entente");
        var early = Make.Article("Russia suspends its part in the grain deal.", "2022-10-30", "Harbour Post", "early");
        var late = Make.Article("Russia leaves the grain deal. France met Germany.", "2023-07-18", "Inland Gazette", "late");
        using var store = RecordStore.Open(_record, create: true);
        store.Add([(early, Claims(early, Deal(Step.Suspended, "2022-10-29"))), (late, Claims(late, Deal(Step.Withdrawn, "2023-07-17"), Make.Claim(day: "2023-07-17")))], Now, Now);
    }

    [Fact]
    public void Events_are_listed_with_the_words_a_person_needs() => Snapshot.Matches(Ask("events").Out);

    [Fact]
    public void Events_as_jsonl_have_the_keys_of_the_contract() => Snapshot.Matches(Ask("events", "--format", "jsonl").Out);

    [Fact]
    public void Events_as_csv() => Snapshot.Matches(Ask("events", "--format", "csv").Out);

    [Fact]
    public void Timeline_tells_each_event_with_a_sentence() => Snapshot.Matches(Ask("timeline", "FRA", "Germany").Out);

    [Fact]
    public void Known_by_hides_what_was_published_later()
    {
        var run = Ask("events", "--known-by", "2022-12-31", "--format", "jsonl");

        Assert.Single(run.Out.TrimEnd().Split('\n'));
        Assert.Contains("2022-10-29", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "--type", "consult")]
    [InlineData(2, "--type", "sanction")]
    [InlineData(2, "--from", "2023-01-01")]
    [InlineData(1, "--to", "2022-12-31")]
    public void Options_limit_the_events(int count, params string[] options)
    {
        var run = Ask(["events", "--format", "jsonl", .. options]);

        Assert.Equal(count, run.Out.Split('\n').Length - 1);
    }

    [Fact]
    public void Unknown_name_is_a_usage_error_with_near_names()
    {
        var run = Ask("events", "Frnace");

        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Out));
        Assert.Contains("No actor is known by the name 'Frnace'.", run.Error, StringComparison.Ordinal);
        Assert.Contains("'France'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_event_is_an_answer()
    {
        var run = Ask("events", "Norway", "Sweden");

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Out));
        Assert.Contains("No source", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Why_shows_the_sentence_with_its_parts_the_rule_and_the_source()
    {
        var id = FirstId("events", "FRA", "DEU", "--format", "jsonl");

        Snapshot.Matches(Ask("why", id).Out);
    }

    [Fact]
    public void Why_as_jsonl_tells_the_parts_of_the_sentence_the_rule_and_how_date_and_sides_were_found()
    {
        var id = FirstId("events", "FRA", "DEU", "--format", "jsonl");

        var row = System.Text.Json.JsonDocument.Parse(Ask("why", id, "--format", "jsonl").Out).RootElement.GetProperty("claims")[0].GetProperty("claim");

        Assert.Equal(["actor", "act"], row.GetProperty("marks").EnumerateArray().Select(m => m.GetProperty("part").GetString()!));
        Assert.Equal("consult", row.GetProperty("marks")[1].GetProperty("text").GetString());
        var derivation = row.GetProperty("derivation");
        Assert.Equal("consult", derivation.GetProperty("rule").GetProperty("matched").GetString());
        Assert.Contains("“2023-07-17”, read against the day of publication 2023-07-18", derivation.GetProperty("date").GetString(), StringComparison.Ordinal);
        Assert.Equal("FRA", derivation.GetProperty("actors")[0].GetProperty("id").GetString());
        Assert.Contains("its name", derivation.GetProperty("actors")[0].GetProperty("how").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Why_takes_the_beginning_of_an_id()
    {
        var id = FirstId("events", "FRA", "DEU", "--format", "jsonl");

        Assert.Equal(Ask("why", id).Out, Ask("why", id[..8]).Out);
    }

    [Theory]
    [InlineData("x-123", "is no id")]
    [InlineData("c-zz", "No claim in the record")]
    [InlineData("e-zz", "No event in the record")]
    public void Why_of_an_id_that_is_not_there_is_a_usage_error(string id, string message)
    {
        var run = Ask("why", id);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Standing_is_a_card_with_its_sources() =>
        Snapshot.Matches(Ask("standing", "the grain deal", "--party", "Russia", "--as-of", "2022-10-31").Out);

    [Fact]
    public void Standing_as_jsonl_has_the_keys_of_the_contract() =>
        Snapshot.Matches(Ask("standing", "RUS", "Ukraine", "--as-of", "2023-07-31", "--format", "jsonl").Out);

    [Fact]
    public void Standing_as_csv() => Snapshot.Matches(Ask("standing", "RUS", "UKR", "--as-of", "2023-07-31", "--format", "csv").Out);

    [Theory]
    [InlineData("standing", "grain deal", "--as-of", "2022-10-31", "--known-by", "2022-10-01")]
    [InlineData("standing", "NATO", "China", "--as-of", "2022-10-31")]
    [InlineData("standing", "no such thing", "--as-of", "2022-10-31")]
    public void Standing_that_no_source_covers_is_an_answer(params string[] args)
    {
        var run = Ask(args);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("unknown: no source covers this", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No actor is known by the name 'Rusia'", "'Russia'", "standing", "Rusia", "UKR")]
    [InlineData("'2022-10-32' is no day for --as-of", "2014-04-01", "standing", "grain deal", "--as-of", "2022-10-32")]
    [InlineData("--party and --strand", "in quotes", "standing", "RUS", "UKR", "--strand", "ports")]
    public void Standing_asked_wrongly_is_a_usage_error(string wrong, string help, params string[] args)
    {
        var run = Ask(args);

        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Out));
        Assert.Contains(wrong, run.Error, StringComparison.Ordinal);
        Assert.Contains(help, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Near_name_of_an_arrangement_is_offered_beside_the_answer()
    {
        var run = Ask("standing", "grian deal", "--as-of", "2022-10-31");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("'grain deal'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_is_found_by_the_environment()
    {
        var run = Cli.RunWith(new() { Variables = new Dictionary<string, string> { ["ENTENTE_RECORD"] = _record } }, "events", "--format", "jsonl");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(3, run.Out.Split('\n').Length - 1);
    }

    [Fact]
    public void Missing_record_is_told_with_what_makes_one()
    {
        var run = Cli.Run("events", "--record", _folder.PathOf("none.entente"));

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("record_missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("entente add", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathOf("none.entente")));
    }

    [Fact]
    public void File_that_is_no_record_is_told()
    {
        var run = Cli.Run("events", "--record", _folder.Write("letter.entente", "Dear Sir, this is no record, but a letter of some length."));

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("record_invalid", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_shows_what_each_voice_says_and_what_is_another_event()
    {
        var id = FirstId("events", "--step", "withdrawn", "--format", "jsonl");

        var run = Ask("compare", id);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("Inland Gazette", run.Out, StringComparison.Ordinal);
        Assert.Contains("first report", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, Ask("compare", "e-none").Code);
    }

    [Fact]
    public void Words_find_events_and_pages_cut_them()
    {
        Assert.Single(Ask("events", "--text", "FRA consult", "--format", "jsonl").Out.TrimEnd().Split('\n'));
        var page = Ask("events", "--limit", "1", "--offset", "1", "--format", "jsonl");
        Assert.Single(page.Out.TrimEnd().Split('\n'));
        Assert.Contains("1 of 3", page.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Decisions_are_made_undone_listed_and_proved()
    {
        var id = Claims()[0];
        var made = Ask("decide", "reject", id, "--who", "A. Reader", "--why", "not so");
        Assert.Equal(ExitCode.Done, made.Code);
        Assert.DoesNotContain(id, string.Join(' ', Claims()), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, Ask("decide", "undo", "1", "--who", "A. Reader").Code);
        Assert.Contains(id, Claims());
        var audit = Ask("audit");
        Assert.Equal(ExitCode.Done, audit.Code);
        Assert.Contains("not so", audit.Out, StringComparison.Ordinal);
        Assert.Contains("2 decisions, whole", audit.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, Ask("audit", "--head", "0000").Code);
    }

    [Theory]
    [InlineData("reality=\"planned\"", ExitCode.Done)]
    [InlineData("reality=planned", ExitCode.Done)]
    [InlineData("reality=\"soon\"", ExitCode.Usage)]
    [InlineData("colour=\"red\"", ExitCode.Usage)]
    [InlineData("planned", ExitCode.Usage)]
    public void Correction_takes_fields_of_the_claim(string value, int code) =>
        Assert.Equal(code, Ask("decide", "correct", Claims()[0], value, "--who", "A. Reader").Code);

    [Fact]
    public void Decision_without_a_name_is_a_usage_error() => Assert.Equal(ExitCode.Usage, Ask("decide", "accept", Claims()[0]).Code);

    [Fact]
    public void Review_takes_a_letter_for_each_claim()
    {
        var run = Cli.RunWith(new() { Input = "x\na right\nu\nr not so\nc reality=planned\n" }, "review", "--who", "A. Reader", "--record", _record);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("1 of 3", run.Out, StringComparison.Ordinal);
        Assert.Contains("That was the last.", run.Out, StringComparison.Ordinal);
        var kinds = Ask("audit", "--format", "csv").Out.Split("\r\n").Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')[2]);
        Assert.Equal(["accept", "undo", "reject", "correct"], kinds);
    }

    [Fact]
    public void Review_takes_single_keys_from_a_keyboard_and_asks_for_words_where_it_needs_them()
    {
        var run = Cli.RunWith(new() { Keys = "xaur", Input = "not so\n" }, "review", "--who", "A. Reader", "--limit", "2", "--record", _record);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("r why? ", run.Out, StringComparison.Ordinal);
        Assert.Contains("That was the last.", run.Out, StringComparison.Ordinal);
        var audit = Ask("audit", "--format", "csv").Out;
        Assert.Equal(["accept", "undo", "reject"], audit.Split("\r\n").Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')[2]));
        Assert.Contains("not so", audit, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_writes_its_files_and_a_rebuild_leaves_them_as_they_are()
    {
        Assert.Equal(ExitCode.Done, Ask("export", "--as", "jsonl", "-o", _folder.PathOf("a")).Code);
        Assert.Contains("events of 3 claims in 2 articles", Ask("rebuild").Out, StringComparison.Ordinal);
        Ask("export", "--as", "jsonl", "-o", _folder.PathOf("b"));
        foreach (var file in new[] { "claims.jsonl", "events.jsonl", "metadata.json" })
            Assert.Equal(File.ReadAllText(Path.Combine(_folder.PathOf("a"), file)), File.ReadAllText(Path.Combine(_folder.PathOf("b"), file)));
        Assert.Equal(ExitCode.Usage, Ask("export", "--as", "icevs", "-o", _folder.PathOf("c")).Code);
    }

    [Fact]
    public void Import_tells_rows_that_do_not_fit()
    {
        var row = string.Join('\t', Enumerable.Range(1, 61).Select(i => i switch { 1 => "7", 2 => "20221029", 8 => "RUS", 18 => "UKR", 27 => "010", _ => "" }));
        var run = Ask("import", _folder.Write("x.CSV", row + "\nnonsense\n"), "--as", "gdelt");

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("1 rows taken in", run.Out, StringComparison.Ordinal);
        Assert.Contains("x.CSV:2: import.row", run.Error, StringComparison.Ordinal);
        Assert.Contains("gdelt 7", Ask("compare", FirstId("events", "--step", "suspended", "--format", "jsonl")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Difference_of_two_days_and_of_two_records()
    {
        Assert.Equal(2, Ask("diff", "2022-12-31", "2023-12-31", "--format", "jsonl").Out.Split('\n').Length - 1);
        File.Copy(_record, _folder.PathOf("other.entente"));
        Assert.Equal(("", ExitCode.Done), (Cli.Run("diff", _record, _folder.PathOf("other.entente"), "--format", "jsonl").Out, ExitCode.Done));
        Ask("decide", "reject", Claims()[0], "--who", "A. Reader");
        Assert.Contains("\"decision\"", Cli.Run("diff", _folder.PathOf("other.entente"), _record, "--format", "jsonl").Out, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private List<string> Claims() => [.. Ask("review", "--format", "csv").Out.Split("\r\n").Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')[0])];

    private Cli.Result Ask(params IReadOnlyList<string> args) => Cli.Run([.. args, "--record", _record]);

    private string FirstId(params IReadOnlyList<string> args)
    {
        using var json = System.Text.Json.JsonDocument.Parse(Ask(args).Out.Split('\n')[0]);
        return json.RootElement.GetProperty("id").GetString()!;
    }

    private static Claim Deal(Step step, string day) => Make.Claim(PloverType.Sanction, "RUS", "UKR", day) with
    {
        Arrangement = new ArrangementRef("black-sea-grain-initiative", "Black Sea Grain Initiative", null),
        Step = step,
    };

    private static IReadOnlyList<Claim> Claims(Article article, params Claim[] claims) => [.. claims.Select(c => c with { Article = article.Id, SourceId = article.SourceId })];
}
