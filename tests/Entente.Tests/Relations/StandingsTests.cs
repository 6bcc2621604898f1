using Entente.Articles;
using Entente.Relations;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace Entente.Tests.Relations;

public class StandingsTests
{
    /// <summary>What the first article of the project tells, as claims.</summary>
    private static Reports Background(string channels = "") => new Reports()
        .Add("2021-09-23", Step.Joined, "north-atlantic-cooperation-council", "1991", "RUS")
        .Add("2021-09-23", Step.Joined, "partnership-for-peace", "1994", "RUS")
        .Add("2021-09-23", Step.Suspended, "practical-cooperation-NATO-RUS|practical cooperation", "2014/..", ">RUS")
        .Add("2021-09-23", Step.InForce, "channels-of-communication-NATO-RUS|political and military channels of communication", "news", channels)
        .Add("2021-09-23", Step.Established, "nato-russia-council", "2002", "NATO,RUS")
        .Add("2021-09-23", Step.Suspended, "nato-russia-council/formal meetings", "2008-08/2009-05", "NATO>RUS")
        .Add("2021-09-23", Step.Suspended, "nato-russia-council/cooperation in some areas", "2008-08/2009-05", "NATO>RUS")
        .Add("2021-09-23", Step.Suspended, "nato-russia-council/practical civilian and military cooperation", "2014-04/..", "NATO>RUS")
        .Add("2021-09-23", Step.InForce, "channels-of-communication-NATO-RUS|channels of political and military communication", "news", channels)
        .Add("2021-09-23", Step.Notice, "arms-pact", "2019-08-02", "USA");

    private static LocalDate Day(string day) => LocalDatePattern.Iso.Parse(day).Value;

    private static Standing One(Reports reports, string arrangement, string asOf, string? strand = null, string? party = null, string? knownBy = null) =>
        Assert.Single(reports.Standings.Of(arrangement, Day(asOf), knownBy is null ? null : Day(knownBy), party, strand));

    [Theory]
    [InlineData("nato-russia-council", "formal meetings", "2008-01-01", null, Status.InForce)]
    [InlineData("nato-russia-council", "formal meetings", "2009-01-01", null, Status.Suspended)]
    [InlineData("nato-russia-council", "formal meetings", "2010-01-01", null, Status.InForce)]
    [InlineData("formal meetings of the NATO-Russia Council", null, "2009-01-01", null, Status.Suspended)]
    [InlineData("formal meetings", null, "2010-01-01", null, Status.InForce)]
    [InlineData("NRC", "meetings", "2009-01-01", null, Status.Suspended)]
    [InlineData("NRC", null, "2001-12-31", null, Status.Unknown)]
    [InlineData("practical cooperation, NATO and Russia", null, "2015-01-01", null, Status.Suspended)]
    [InlineData("nato-russia-council", "practical cooperation", "2015-01-01", null, Status.Suspended)]
    [InlineData("nato-russia-council", "practical cooperation", "2021-09-23", null, Status.Suspended)]
    [InlineData("nato-russia-council", "practical cooperation", "2021-09-23", "2021-01-01", Status.Unknown)]
    [InlineData("political and military channels of communication", null, "2021-09-23", null, Status.InForce)]
    [InlineData("channels of communication", null, "2021-09-23", null, Status.InForce)]
    [InlineData("channels of communication", null, "2020-01-01", null, Status.Unknown)]
    public void Background_article_answers_its_standings(string arrangement, string? strand, string asOf, string? knownBy, Status status)
    {
        var found = Background().Standings.Of(arrangement, Day(asOf), knownBy is null ? null : Day(knownBy), null, strand);
        Assert.All(found, s => Assert.Equal(status, s.Status));
    }

    [Fact]
    public void Whole_comes_before_its_strands_each_with_its_own_fate()
    {
        var found = Background().Standings.Of("nato-russia-council", Day("2015-01-01"));
        Assert.Equal(
            [(null, Status.InForce, "2002"), ("cooperation in some areas", Status.InForce, "2009"), ("formal meetings", Status.InForce, "2009"), ("practical civilian and military cooperation", Status.Suspended, "2014")],
            found.Select(s => (s.Strand, s.Status, s.Since.Start!.Value.Year.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Two_sides_have_all_that_names_both()
    {
        var found = Background().Standings.Between("NATO", "RUS", Day("2021-09-23"));
        Assert.Contains(found, s => s is { Arrangement: "practical-cooperation-NATO-RUS", Status: Status.Suspended });
        Assert.Contains(found, s => s is { Arrangement: "channels-of-communication-NATO-RUS", Status: Status.InForce, Since.Start: null });
        Assert.Contains(found, s => s is { Arrangement: "nato-russia-council", Strand: "formal meetings", Status: Status.InForce });
        Assert.DoesNotContain(found, s => s.Arrangement == "arms-pact");
        Assert.Equal(found.Select(EntenteJson.Write), Background().Standings.Between("RUS", "NATO", Day("2021-09-23")).Select(EntenteJson.Write));
    }

    [Fact]
    public void Sides_without_a_source_get_one_line_that_says_so()
    {
        var standing = Assert.Single(Background().Standings.Between("NATO", "CHN", Day("2021-09-23")));
        Assert.Equal("""{"arrangement":null,"name":"NATO and China","party":null,"strand":null,"as_of":"2021-09-23","known_by":null,"status":"unknown","since":{"start":null,"end":null,"precision":"unknown"},"next_planned":null,"disputed":false,"sources":[]}""", EntenteJson.Write(standing));
    }

    [Fact]
    public void Nothing_published_later_shows_not_even_a_name()
    {
        var json = EntenteJson.Write(Background().Standings.Between("NATO", "RUS", Day("2021-09-23"), Day("2021-09-22")));
        Assert.DoesNotContain("council", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Russia", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Sharper_report_of_one_suspension_dates_it()
    {
        var standing = One(Background(), "practical-cooperation-NATO-RUS", "2015-01-01");
        Assert.Equal(new(new(2014, 4, 1), new(2014, 4, 30), Precision.Month), standing.Since);
        Assert.Equal(2, standing.Sources.Count);
        Assert.False(standing.Disputed);
    }

    [Fact]
    public void Suspension_with_an_end_in_spring_is_over_since_spring()
    {
        var reports = new Reports().Add("2021-09-23", Step.Suspended, "nato-russia-council/formal meetings", "2008-08/2009-05", "NATO>RUS", precision: Precision.Season);
        var during = One(reports, "nato-russia-council", "2009-05-31", "formal meetings");
        Assert.Equal((Status.Suspended, new(new(2008, 8, 1), new(2008, 8, 31), Precision.Month)), (during.Status, during.Since));
        var after = One(reports, "nato-russia-council", "2009-06-01", "formal meetings");
        Assert.Equal((Status.InForce, new(new(2009, 3, 1), new(2009, 5, 31), Precision.Season)), (after.Status, after.Since));
    }

    [Fact]
    public void Before_the_first_known_step_nothing_is_known()
    {
        var reports = new Reports().Add("2021-09-23", Step.Suspended, "nato-russia-council/formal meetings", "2008-08-19", "NATO>RUS");
        Assert.Equal(Status.Unknown, One(reports, "nato-russia-council", "2008-08-18", "formal meetings").Status);
        Assert.Equal(Status.Suspended, One(reports, "nato-russia-council", "2008-08-19", "formal meetings").Status);
    }

    [Theory]
    [InlineData(Step.Breached)]
    [InlineData(Step.Notice)]
    public void Step_without_effect_leaves_the_status(Step step)
    {
        var reports = new Reports().Add("2000-01-02", Step.InForce, "arms-pact", "2000-01-01/..", "RUS,USA").Add("2005-03-02", step, "arms-pact", "2005-03-01", "RUS");
        var standing = One(reports, "arms-pact", "2006-01-01");
        Assert.Equal((Status.InForce, false), (standing.Status, standing.Disputed));
        Assert.Equal(new(new(2000, 1, 1), new(2000, 1, 1), Precision.Day), standing.Since);
    }

    [Fact]
    public void Notice_makes_withdrawal_the_next_step_until_it_comes()
    {
        var reports = new Reports()
            .Add("2018-10-21", Step.InForce, "arms-pact", "1988-06-01/..", "RUS,USA")
            .Add("2019-02-02", Step.Notice, "arms-pact", "2019-02-01", "USA")
            .Add("2019-02-02", Step.Withdrawn, "arms-pact", "2019-08-02", "USA", reality: Reality.Planned)
            .Add("2019-08-03", Step.Withdrawn, "arms-pact", "2019-08-02", "USA");
        Assert.Null(One(reports, "arms-pact", "2019-02-01", party: "USA").NextPlanned);
        var noticed = One(reports, "arms-pact", "2019-03-01", party: "USA");
        Assert.Equal((Status.InForce, new(Step.Withdrawn, new(new(2019, 8, 2), new(2019, 8, 2), Precision.Day))), (noticed.Status, noticed.NextPlanned));
        Assert.Equal(Step.Withdrawn, One(reports, "arms-pact", "2019-03-01").NextPlanned?.Step);
        var left = One(reports, "arms-pact", "2019-08-02", party: "USA");
        Assert.Equal((Status.Withdrawn, null), (left.Status, left.NextPlanned));
        Assert.Equal(Status.Terminated, One(reports, "arms-pact", "2019-08-02").Status);
        Assert.Equal(Status.InForce, One(reports, "arms-pact", "2019-08-02", party: "USA", knownBy: "2019-08-02").Status);
    }

    [Fact]
    public void Planned_step_never_happens_by_itself_and_goes_when_called_off()
    {
        var reports = new Reports()
            .Add("2020-01-01", Step.Suspended, "nato-russia-council/formal meetings", "2019-05-01", "NATO>RUS")
            .Add("2020-01-02", Step.Resumed, "nato-russia-council/formal meetings", "2020-02-01", "NATO,RUS", reality: Reality.Planned)
            .Add("2020-01-20", Step.Resumed, "nato-russia-council/formal meetings", "", "NATO,RUS", reality: Reality.Negated);
        Assert.Equal(Step.Resumed, One(reports, "nato-russia-council", "2020-01-10", "formal meetings").NextPlanned?.Step);
        Assert.Null(One(reports, "nato-russia-council", "2020-01-21", "formal meetings").NextPlanned);
        Assert.Equal(Status.Suspended, One(reports, "nato-russia-council", "2020-03-01", "formal meetings").Status);
    }

    [Fact]
    public void Plan_without_a_day_has_a_null_date_and_a_later_plan_puts_off_an_earlier()
    {
        var reports = new Reports().Add("2020-01-01", Step.Suspended, "arms-pact", "2019-05-01", "USA>RUS").Add("2020-01-02", Step.Resumed, "arms-pact", "", "USA,RUS", reality: Reality.Planned);
        Assert.Equal(new(Step.Resumed, null), One(reports, "arms-pact", "2020-01-10").NextPlanned);
        reports.Add("2020-01-05", Step.Resumed, "arms-pact", "2020-03-01", "USA,RUS", reality: Reality.Planned).Add("2020-01-08", Step.Resumed, "arms-pact", "2020-04-01", "USA,RUS", reality: Reality.Planned);
        Assert.Equal(new LocalDate(2020, 4, 1), One(reports, "arms-pact", "2020-01-10").NextPlanned?.Date?.Start);
        Assert.Equal(new LocalDate(2020, 3, 1), One(reports, "arms-pact", "2020-01-06").NextPlanned?.Date?.Start);
    }

    [Fact]
    public void Hypothetical_step_is_neither_done_nor_planned()
    {
        var standing = One(new Reports().Add("2000-01-02", Step.InForce, "arms-pact", "2000-01-01/..", "RUS,USA").Add("2001-01-01", Step.Withdrawn, "arms-pact", "2001-05-01", "USA", reality: Reality.Hypothetical), "arms-pact", "2002-01-01");
        Assert.Equal((Status.InForce, null), (standing.Status, standing.NextPlanned));
    }

    [Fact]
    public void Denied_step_alone_changes_nothing_and_against_an_assertion_is_a_dispute()
    {
        var reports = new Reports().Add("2000-01-02", Step.InForce, "arms-pact", "2000-01-01/..", "RUS,USA").Add("2001-05-03", Step.Suspended, "arms-pact", "2001-05-01", "RUS,USA", reality: Reality.Negated, saidBy: "RUS");
        Assert.Equal((Status.InForce, false), (One(reports, "arms-pact", "2002-01-01").Status, One(reports, "arms-pact", "2002-01-01").Disputed));
        reports.Add("2001-05-03", Step.Suspended, "arms-pact", "2001-05-01", "RUS,USA", outlet: "The Mail");
        var standing = One(reports, "arms-pact", "2002-01-01");
        Assert.Equal((Status.Suspended, true), (standing.Status, standing.Disputed));
        Assert.Equal([true, false], standing.Sources.Select(s => s.For).OrderDescending());
    }

    [Fact]
    public void Later_correction_by_the_same_outlet_settles_it()
    {
        var reports = new Reports().Add("2000-01-02", Step.InForce, "arms-pact", "2000-01-01/..", "RUS,USA")
            .Add("2001-05-02", Step.Suspended, "arms-pact", "2001-05-01", "RUS,USA", outlet: "The Mail")
            .Add("2001-05-04", Step.Suspended, "arms-pact", "2001-05-01", "RUS,USA", outlet: "The Mail", reality: Reality.Negated);
        var settled = One(reports, "arms-pact", "2002-01-01");
        Assert.Equal((Status.InForce, false), (settled.Status, settled.Disputed));
        Assert.Equal(Status.Suspended, One(reports, "arms-pact", "2002-01-01", knownBy: "2001-05-03").Status);
    }

    [Fact]
    public void Partys_step_is_its_own_and_the_whole_goes_on()
    {
        var reports = new Reports().Add("2000-01-02", Step.Established, "league", "2000-01-01", "AAA,BBB,CCC").Add("2005-01-02", Step.Withdrawn, "league", "2005-01-01", "AAA")
            .Add("2006-01-02", Step.Suspended, "league", "2006-01-01", "LEAGUE>BBB");
        Assert.Equal(Status.InForce, One(reports, "league", "2007-01-01").Status);
        Assert.Equal(Status.Withdrawn, One(reports, "league", "2007-01-01", party: "AAA").Status);
        Assert.Equal(Status.Suspended, One(reports, "league", "2007-01-01", party: "BBB").Status);
        Assert.Equal(Status.InForce, One(reports, "league", "2007-01-01", party: "CCC").Status);
        Assert.Equal(Status.Unknown, One(reports, "league", "2007-01-01", party: "DDD").Status);
    }

    [Fact]
    public void Single_party_that_suspends_its_part_of_a_treaty_does_not_suspend_the_whole()
    {
        var reports = new Reports().Add("2011-02-06", Step.InForce, "arms-pact", "2011-02-05/..", "RUS,USA").Add("2023-02-22", Step.Suspended, "arms-pact", "2023-02-21", "RUS");
        Assert.Equal(Status.InForce, One(reports, "arms-pact", "2023-03-01").Status);
        Assert.Equal(Status.Suspended, One(reports, "arms-pact", "2023-03-01", party: "RUS").Status);
        Assert.Equal(Status.InForce, One(reports, "arms-pact", "2023-03-01", party: "USA").Status);
    }

    [Fact]
    public void Ratification_by_all_brings_into_force_and_by_one_does_not()
    {
        var reports = new Reports().Add("2010-04-09", Step.Signed, "arms-pact", "2010-04-08", "RUS,USA").Add("2010-12-23", Step.Ratified, "arms-pact", "2010-12-22", "USA").Add("2011-01-29", Step.Ratified, "arms-pact", "2011-01-28", "RUS");
        Assert.Equal(Status.Signed, One(reports, "arms-pact", "2011-01-01").Status);
        Assert.Equal((Status.InForce, new LocalDate(2011, 1, 28)), (One(reports, "arms-pact", "2011-02-01").Status, One(reports, "arms-pact", "2011-02-01").Since.Start));
    }

    [Fact]
    public void Provisional_application_and_full_force_are_one_stretch()
    {
        var reports = new Reports().Add("2010-04-09", Step.InForce, "arms-pact", "2010-04-08/..", "RUS,USA").Add("2011-04-09", Step.InForce, "arms-pact", "2011-04-08/..", "RUS,USA");
        Assert.Equal(new LocalDate(2010, 4, 8), One(reports, "arms-pact", "2012-01-01").Since.Start);
    }

    [Fact]
    public void Term_that_was_told_runs_out_by_itself_unless_extended()
    {
        var reports = new Reports().Add("2011-02-06", Step.InForce, "arms-pact", "2011-02-05/2021-02-05", "RUS,USA");
        var during = One(reports, "arms-pact", "2015-01-01");
        Assert.Equal((Status.InForce, Step.Expired), (during.Status, during.NextPlanned?.Step));
        var after = One(reports, "arms-pact", "2021-02-06");
        Assert.Equal((Status.Expired, true), (after.Status, after.ByTerms));
        reports.Add("2021-02-04", Step.Extended, "arms-pact", "2021-02-03/2026-02-05", "RUS,USA");
        Assert.Equal(Status.InForce, One(reports, "arms-pact", "2021-02-06").Status);
        Assert.Equal(new LocalDate(2026, 2, 5), One(reports, "arms-pact", "2021-02-06").NextPlanned?.Date?.End);
        Assert.Equal(Status.Expired, One(reports, "arms-pact", "2026-02-06").Status);
    }

    [Fact]
    public void Two_reported_days_of_one_step_are_disputed_and_a_copy_adds_none()
    {
        var reports = new Reports().Add("2014-04-03", Step.Suspended, "arms-pact", "2014-04-01", "USA>RUS", text: "wire", quote: "q").Add("2014-04-09", Step.Suspended, "arms-pact", "2014-04-08", "USA>RUS", outlet: "The Mail", text: "wire", quote: "q");
        var copied = One(reports, "arms-pact", "2014-05-01");
        Assert.Equal((false, new LocalDate(2014, 4, 1)), (copied.Disputed, copied.Since.Start));
        Assert.Single(copied.Sources);
        reports.Add("2014-04-05", Step.Suspended, "arms-pact", "2014-04-02", "USA>RUS", outlet: "The Times");
        Assert.True(One(reports, "arms-pact", "2014-05-01").Disputed);
    }

    [Fact]
    public void Day_of_publication_is_by_then_and_never_since()
    {
        var standing = One(new Reports().Add("2014-04-03", Step.Suspended, "arms-pact", "news", "USA>RUS"), "arms-pact", "2014-05-01");
        Assert.Equal((Status.Suspended, new(null, new LocalDate(2014, 4, 3), Precision.Day)), (standing.Status, standing.Since));
        Assert.Equal(new LocalDate(2014, 4, 3), standing.LastConfirmed);
    }

    [Fact]
    public void Step_told_only_by_an_outsider_changes_nothing()
    {
        var reports = new Reports().Add("2000-01-02", Step.InForce, "arms-pact", "2000-01-01/..", "RUS,USA").Add("2001-05-03", Step.Terminated, "arms-pact", "2001-05-01", "RUS,USA", saidBy: "FRA");
        Assert.Equal(Status.InForce, One(reports, "arms-pact", "2002-01-01").Status);
    }

    [Fact]
    public void History_without_a_date_never_overrides_what_has_one()
    {
        var reports = new Reports().Add("2021-09-23", Step.Suspended, "arms-pact", "2014-04/..", "USA>RUS").Add("2021-09-23", Step.Established, "arms-pact", "", "RUS,USA");
        Assert.Equal(Status.Suspended, One(reports, "arms-pact", "2021-09-23").Status);
    }

    [Fact]
    public void Relations_broken_off_are_terminated_and_then_resumed()
    {
        var reports = new Reports().Add("2000-01-02", Step.Established, "diplomatic-relations-AAA-BBB|diplomatic relations", "1990", "AAA,BBB").Add("2016-01-04", Step.Terminated, "diplomatic-relations-AAA-BBB|diplomatic relations", "2016-01-03", "AAA>BBB")
            .Add("2023-03-11", Step.Resumed, "diplomatic-relations-AAA-BBB|diplomatic relations", "2023-03-10", "AAA,BBB");
        Assert.Equal(Status.Terminated, Assert.Single(reports.Standings.Between("AAA", "BBB", Day("2020-01-01"))).Status);
        Assert.Equal((Status.InForce, new LocalDate(2023, 3, 10)), (One(reports, "diplomatic relations", "2024-01-01").Status, One(reports, "diplomatic relations", "2024-01-01").Since.Start));
    }

    [Fact]
    public void Order_of_reports_leaves_no_trace()
    {
        var reports = Background("NATO,RUS");
        var backwards = Reports.Of(reports.All.Reverse());
        Assert.Equal(EntenteJson.Write(reports.Standings.Between("NATO", "RUS", Day("2015-01-01"))), EntenteJson.Write(backwards.Between("NATO", "RUS", Day("2015-01-01"))));
    }
}
