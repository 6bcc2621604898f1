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

    public void Dispose() => _folder.Dispose();

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
