using CsCheck;
using Entente.Articles;
using Entente.Relations;
using NodaTime;
using Xunit;

namespace Entente.Tests.Relations;

public class EventsTests
{
    private static Reports Meeting() => new Reports().Add("2021-09-23", null, "", "2021-09-22", "RUS,NATO", type: PloverType.Consult);

    private static IReadOnlyList<Event> Merged(Reports reports) => Events.Merge(reports.All);

    [Fact]
    public void One_meeting_told_by_two_outlets_from_either_side_is_one_event_of_two_voices()
    {
        var found = Assert.Single(Merged(Meeting().Add("2021-09-22", null, "", "2021-09-22", "NATO>RUS", "The Mail", type: PloverType.Consult)));
        Assert.Equal((2, 2, false), (found.Voices, found.Claims.Count, found.Disputed));
        Assert.Equal(["NATO", "RUS"], found.Actors.Select(a => a.Id));
        Assert.Empty(found.Recipients);
    }

    [Fact]
    public void Event_has_the_form_of_the_contract()
    {
        var found = Assert.Single(Merged(Meeting()));
        Assert.Equal($$"""{"id":"{{found.Id}}","type":"CONSULT","actors":[{"id":"NATO","name":"NATO","sector":"IGO"},{"id":"RUS","name":"Russia","sector":"GOV"}],"recipients":[],"date":{"start":"2021-09-22","end":"2021-09-22","precision":"day","text":"2021-09-22"},"reality":"actual","place":null,"arrangement":null,"step":null,"claims":["c-0000000000000000"],"reports":1,"voices":1,"disputed":false}""", EntenteJson.Write(found));
        Assert.Matches("^e-[0-9a-f]{16}$", found.Id);
    }

    [Theory]
    [InlineData("2021-09-29", "RUS,NATO", PloverType.Consult, Reality.Actual)]
    [InlineData("2021-09-22", "RUS,CHN", PloverType.Consult, Reality.Actual)]
    [InlineData("2021-09-22", "RUS>NATO", PloverType.Accuse, Reality.Actual)]
    [InlineData("2021-09-22", "RUS,NATO", PloverType.Consult, Reality.Planned)]
    public void Other_day_side_type_or_reality_is_another_event(string date, string sides, PloverType type, Reality reality) =>
        Assert.Equal(2, Merged(Meeting().Add("2021-10-01", null, "", date, sides, "The Mail", reality, type: type)).Count);

    [Fact]
    public void Act_done_the_other_way_round_is_another_event() =>
        Assert.Equal(2, Merged(new Reports().Add("2020-01-02", null, "", "2020-01-01", "AAA>BBB", type: PloverType.Accuse).Add("2020-01-02", null, "", "2020-01-01", "BBB>AAA", "The Mail", type: PloverType.Accuse)).Count);

    [Fact]
    public void Copies_are_one_voice_and_keep_the_first_date()
    {
        var reports = new Reports().Add("2020-01-03", null, "", "2020-01-01", "AAA>BBB", text: "wire", quote: "q", type: PloverType.Accuse).Add("2020-01-10", null, "", "2020-01-08", "AAA>BBB", "The Mail", text: "WIRE", quote: "q", type: PloverType.Accuse);
        var found = Assert.Single(Merged(reports));
        Assert.Equal((1, 2, false, new LocalDate(2020, 1, 1)), (found.Voices, found.Claims.Count, found.Disputed, found.Date.Start!.Value));
    }

    [Fact]
    public void Asserted_and_denied_is_one_disputed_event()
    {
        var found = Assert.Single(Merged(new Reports().Add("2020-01-02", null, "", "2020-01-01", "AAA>BBB", type: PloverType.Assault)
            .Add("2020-01-02", null, "", "2020-01-01", "AAA>BBB", "The Mail", Reality.Negated, "AAA", type: PloverType.Assault)));
        Assert.Equal((Reality.Actual, true), (found.Reality, found.Disputed));
    }

    [Fact]
    public void Correction_by_the_same_outlet_ends_the_dispute()
    {
        var found = Assert.Single(Merged(new Reports().Add("2020-01-02", null, "", "2020-01-01", "AAA>BBB", type: PloverType.Assault)
            .Add("2020-01-04", null, "", "2020-01-01", "AAA>BBB", reality: Reality.Negated, type: PloverType.Assault)));
        Assert.Equal((Reality.Negated, false), (found.Reality, found.Disputed));
    }

    [Fact]
    public void One_step_with_two_reported_days_is_one_disputed_event_of_the_day_with_more_voices()
    {
        var found = Assert.Single(Merged(new Reports().Add("2014-04-02", Step.Suspended, "pact", "2014-04-01", "AAA>BBB").Add("2014-04-03", Step.Suspended, "pact", "2014-04-02", "AAA>BBB", "The Mail")
            .Add("2014-04-04", Step.Suspended, "pact", "2014-04-02", "AAA>BBB", "The Times")));
        Assert.Equal((true, new LocalDate(2014, 4, 2), 3), (found.Disputed, found.Date.Start!.Value, found.Voices));
    }

    [Fact]
    public void Vague_report_of_a_step_joins_the_sharp_one()
    {
        var found = Assert.Single(Merged(new Reports().Add("2021-09-23", Step.Suspended, "practical-cooperation-NATO-RUS|practical cooperation", "2014/..", ">RUS")
            .Add("2021-09-23", Step.Suspended, "nato-russia-council/practical civilian and military cooperation", "2014-04/..", "NATO>RUS")));
        Assert.Equal((Precision.Month, false), (found.Date.Precision, found.Disputed));
    }

    [Fact]
    public void Two_suspensions_years_apart_stay_two() =>
        Assert.Equal(2, Merged(new Reports().Add("2021-09-23", Step.Suspended, "pact", "2008-08/2009-05", "AAA>BBB").Add("2021-09-23", Step.Suspended, "pact", "2014-04/..", "AAA>BBB")).Count);

    [Fact]
    public void Undated_report_joins_a_step_that_is_taken_once() =>
        Assert.Single(Merged(new Reports().Add("2021-09-23", Step.Joined, "partnership", "1994", "RUS").Add("2022-01-01", Step.Joined, "partnership", "", "RUS", "The Mail")));

    [Fact]
    public void Further_report_leaves_the_events_id()
    {
        var before = Assert.Single(Merged(Meeting())).Id;
        Assert.Equal(before, Assert.Single(Merged(Meeting().Add("2021-09-25", null, "", "2021-09-22", "RUS,NATO", "The Mail", type: PloverType.Consult))).Id);
    }

    [Fact]
    public void Every_claim_is_in_one_event_and_order_and_repetition_leave_no_trace()
    {
        var days = One("2014-04-01", "2014-04-02", "2014-04-05", "2014-04", "2014", "2014-04/..", "2013/2015", "../2014-04", "", "news");
        var report = Gen.Select(One("2014-04-03", "2014-04-06", "2021-09-23"), One<Step?>(null, Step.Suspended, Step.Joined, Step.Resumed), One("pact", "pact/formal meetings", ""),
            days, One("AAA>BBB", "BBB", ">BBB", "AAA,BBB", ""), One("The Post", "The Mail"), One(Enum.GetValues<Reality>()), One("wire", "other", null));
        Gen.Select(report.Array[0, 14], Gen.Int).Sample((rows, seed) =>
        {
            var reports = new Reports();
            foreach (var (published, step, arrangement, date, sides, outlet, reality, text) in rows)
                reports.Add(published, step, step is not null && arrangement.Length == 0 ? "pact" : arrangement, date, sides, outlet, reality, text: text);
            var events = Merged(reports);
            Assert.Equal(reports.All.Select(c => c.Claim.Id).Order(StringComparer.Ordinal), events.SelectMany(e => e.Claims).Order(StringComparer.Ordinal));
            Assert.Equal(events.Count, events.Select(e => e.Id).Distinct().Count());
            var shuffled = reports.All.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(EntenteJson.Write(events), EntenteJson.Write(Events.Merge(shuffled)));

            var asOf = new LocalDate(2014, 4, 10);
            var standings = EntenteJson.Write(Reports.Of(reports.All).Between("AAA", "BBB", asOf));
            Assert.Equal(standings, EntenteJson.Write(Reports.Of(shuffled).Between("AAA", "BBB", asOf)));
            // Known by a day is the same as never having had what came later.
            Assert.Equal(
                EntenteJson.Write(Reports.Of(reports.All).Between("AAA", "BBB", asOf, asOf)),
                EntenteJson.Write(Reports.Of(reports.All.Where(c => c.Source.KnownOn <= asOf)).Between("AAA", "BBB", asOf, asOf)));
        }, iter: 100);
    }

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
