using Entente.Articles;
using Entente.TestKit;
using Xunit;

namespace Entente.Tests.House;

/// <summary>The JSON form of a claim is a contract with everyone who reads it.</summary>
public class ClaimJsonTests
{
    private static readonly Claim Full = Make.Claim(PloverType.Sanction, "NATO", "RUS", day: null) with
    {
        Id = "c-0123456789abcdef",
        SourceId = "letter-7",
        Mode = ["discontinue"],
        Context = ["diplomatic"],
        Cameo = "160",
        Goldstein = -4.0,
        Actors = [Make.Party("NATO", "IGO") with { Text = "the “Alliance”", Start = 10, End = 24, Person = "Jens Stoltenberg", Office = "secretary general" }],
        Reality = Reality.Actual,
        Recency = Recency.Background,
        Date = new ClaimDate(Make.Day("2014-04-01"), null, Precision.Month, "since April 2014"),
        DateBasis = DateBasis.Stated,
        Place = new ClaimPlace("New York", "USA"),
        SaidBy = [Make.Party("RUS")],
        Arrangement = new ArrangementRef("nato-russia-council", "NATO-Russia Council", "practical cooperation"),
        Step = Step.Suspended,
    };

    [Fact]
    public void Full_claim_has_all_keys_in_order() => Snapshot.Matches(EntenteJson.Write(Full));

    [Fact]
    public void Bare_claim_writes_what_is_missing_as_null() => Snapshot.Matches(EntenteJson.Write(Make.Claim(day: null)));

    [Fact]
    public void Claim_that_was_written_is_read_back_the_same() =>
        Assert.Equal(EntenteJson.Write(Full), EntenteJson.Write(EntenteJson.Read<Claim>(EntenteJson.Write(Full))));

    [Fact]
    public void Step_of_two_words_is_snake_case() =>
        Assert.Contains("\"step\":\"in_force\"", EntenteJson.Write(Full with { Step = Step.InForce }), StringComparison.Ordinal);
}
