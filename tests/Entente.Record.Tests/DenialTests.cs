using Entente.Actors;
using Entente.Articles;
using Entente.Relations;
using NodaTime;
using Xunit;

namespace Entente.Record.Tests;

/// <summary>Rule 18: what a named side denies is open until someone over both settles it.</summary>
public class DenialTests
{
    [Fact]
    public void Denial_is_open_while_only_the_two_sides_speak()
    {
        var denial = Assert.Single(Denials((1, Reality.Actual, "USA"), (2, Reality.Negated, "RUS")));
        Assert.Equal((DenialOutcome.Open, null), (denial.Outcome, denial.Settled));
        Assert.Equal(["RUS"], denial.By);
        Assert.Equal("USA", Assert.Single(Assert.Single(denial.Asserted).Claim.SaidBy).Id);
    }

    [Fact]
    public void Denier_who_admits_confirms_and_one_who_denies_again_does_not()
    {
        Assert.Equal(DenialOutcome.Confirmed, Assert.Single(Denials((1, Reality.Actual, "USA"), (2, Reality.Negated, "RUS"), (5, Reality.Actual, "RUS"))).Outcome);
        Assert.Equal(DenialOutcome.Open, Assert.Single(Denials((1, Reality.Actual, "USA"), (2, Reality.Negated, "RUS"), (5, Reality.Actual, "RUS"), (6, Reality.Negated, "RUS"))).Outcome);
    }

    [Theory]
    [InlineData("UN", Reality.Actual, DenialOutcome.Confirmed)]
    [InlineData("OSCE", Reality.Actual, DenialOutcome.Confirmed)]
    [InlineData("UN", Reality.Negated, DenialOutcome.Refuted)]
    [InlineData("NATO", Reality.Actual, DenialOutcome.Open)]
    [InlineData("FRA", Reality.Actual, DenialOutcome.Open)]
    public void Body_of_which_both_are_members_settles_it_and_an_ally_of_one_does_not(string observer, Reality said, DenialOutcome outcome)
    {
        var denial = Assert.Single(Denials((1, Reality.Actual, "USA"), (2, Reality.Negated, "RUS"), (4, said, observer)));
        Assert.Equal(outcome, denial.Outcome);
        Assert.Equal(outcome == DenialOutcome.Open ? null : observer, denial.Settled?.Claim.SaidBy[0].Id);
    }

    [Fact]
    public void Bodies_that_contradict_each_other_settle_nothing() =>
        Assert.Equal(DenialOutcome.Open, Assert.Single(Denials((1, Reality.Actual, "USA"), (2, Reality.Negated, "RUS"), (4, Reality.Actual, "UN"), (5, Reality.Negated, "OSCE"))).Outcome);

    [Fact]
    public void Nobody_denies_what_nobody_by_name_denies()
    {
        Assert.Empty(Denials((1, Reality.Actual, "USA"), (2, Reality.Actual, "RUS")));
        Assert.Empty(Denials((1, Reality.Actual, "USA"), (2, Reality.Negated, "")));
    }

    private static IReadOnlyList<Denial> Denials(params (int Day, Reality Reality, string Speaker)[] told) => Denial.Of(Events.Of(told.Select(t =>
    {
        var article = new Article { Text = $"On day {t.Day}.", Published = new LocalDate(2020, 5, t.Day), Outlet = $"Outlet {t.Day}" };
        var claim = Sample.Claim(article.Id, t.Day, "entente 0.1.0") with
        {
            Type = PloverType.Assault,
            Actors = [Sample.Party("RUS")],
            Recipients = [Sample.Party("UKR")],
            Reality = t.Reality,
            SaidBy = t.Speaker.Length == 0 ? [] : [Sample.Party(t.Speaker)],
            Date = ClaimDate.Of(DateRange.Day(new LocalDate(2020, 5, 1)), null),
            DateBasis = DateBasis.Stated,
        };
        return new SourcedClaim(claim, Source.Of(article, Instant.FromUtc(2024, 1, 1, 0, 0), Instant.FromUtc(2024, 1, 1, 0, 0)));
    })), KnowledgeBase.English);
}
