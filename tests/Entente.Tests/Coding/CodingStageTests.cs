using Entente.Articles;
using NodaTime;
using Xunit;

namespace Entente.Tests.Coding;

public sealed class CodingStageTests
{
    private static readonly Pipeline Pipeline = Pipeline.English();
    private static readonly LocalDate Monday = new(2020, 6, 15);

    [Theory]
    [InlineData("Chile said on Friday that Bolivia had closed its border with Peru.", "COERCE BOL > PER; said CHL")]
    [InlineData("Bolivia closed its border with Peru, according to Chile.", "COERCE BOL > PER; said CHL")]
    [InlineData("Kenya says it has withdrawn its troops from Somalia.", "RETREAT KEN > SOM")]
    public void Speaker_of_anothers_act_is_its_source(string text, string expected) => Assert.Contains(Code(text), new ClaimShorthand(expected).Matches);

    [Theory]
    [InlineData("Antony Blinken met Sergei Lavrov in Geneva.", PloverType.Consult, "Geneva", "CHE")]
    [InlineData("Rebels bombed Aleppo on Monday.", PloverType.Assault, "Aleppo", "SYR")]
    [InlineData("Rebels bombed Aleppo in Syria on Monday.", PloverType.Assault, "Aleppo", "SYR")]
    [InlineData("Iraqi troops attacked militants in Iraq.", PloverType.Assault, "Iraq", "IRQ")]
    [InlineData("A suicide bomber killed ten soldiers in Kabul, Afghanistan.", PloverType.Assault, "Kabul", "AFG")]
    public void Place_is_the_city_that_is_named_and_else_the_state(string text, PloverType type, string name, string country) =>
        Assert.Contains(Code(text), c => c.Type == type && c.Place == new ClaimPlace(name, country));

    [Fact]
    public void Place_of_one_act_is_not_that_of_another() =>
        Assert.All(Code("Peru expelled the Venezuelan ambassador after the leaders had met in Geneva.").Where(c => c.Type != PloverType.Consult), c => Assert.Null(c.Place));

    [Fact]
    public void Sides_have_the_numbers_of_their_states()
    {
        var claim = Assert.Single(Code("Peru expelled the Venezuelan ambassador."));
        Assert.Equal((135, 101), (claim.Actors[0].Cow, claim.Recipients[0].Cow));
        Assert.Contains("\"cow\":135", EntenteJson.Write(claim), StringComparison.Ordinal);
    }

    [Fact]
    public void Speaker_of_its_own_act_is_no_source_apart() =>
        Assert.All(Code("Kenya says it has withdrawn its troops from Somalia."), c => Assert.Empty(c.SaidBy));

    [Theory]
    [InlineData("Norway will expel two Russian diplomats.", Reality.Planned)]
    [InlineData("Norway may expel two Russian diplomats.", Reality.Hypothetical)]
    [InlineData("Norway did not expel the Russian diplomats.", Reality.Negated)]
    [InlineData("Norway expelled two Russian diplomats.", Reality.Actual)]
    [InlineData("If Norway expels the Russian diplomats, trade will suffer.", Reality.Hypothetical)]
    public void Auxiliaries_negation_and_conditions_decide_reality(string text, Reality reality) =>
        Assert.Equal(reality, Assert.Single(Code(text), c => c.Type == PloverType.Sanction).Reality);

    [Fact]
    public void Date_on_the_verb_of_saying_does_not_date_the_act()
    {
        var claim = Assert.Single(Code("Estonia said on Friday that Russia violated the treaty in March 2018."), c => c.Step == Step.Breached);
        Assert.Equal(new LocalDate(2018, 3, 1), claim.Date.Start);
        Assert.Equal(DateBasis.Stated, claim.DateBasis);
    }

    [Fact]
    public void Undated_news_takes_the_day_of_publication()
    {
        var claim = Assert.Single(Code("Peru expelled the Venezuelan ambassador."));
        Assert.Equal((Monday, Monday, DateBasis.Publication, Recency.Current), (claim.Date.Start, claim.Date.End, claim.DateBasis, claim.Recency));
    }

    [Theory]
    [InlineData("France condemned Mali after Russia had attacked Georgia.")]
    [InlineData("Talks were suspended by France in response to Russia's attack on Georgia.")]
    public void Undated_background_stays_undated(string text)
    {
        var claim = Assert.Single(Code(text), c => c.Type == PloverType.Assault);
        Assert.Equal((null, DateBasis.None, Recency.Background), (claim.Date.Start, claim.DateBasis, claim.Recency));
    }

    [Fact]
    public void Cooperation_without_sides_is_between_those_named_before()
    {
        var claims = Code("The European Union had built a partnership with Turkey, with dialogue and technical cooperation.\n\nTechnical cooperation has been suspended since 2014.");
        var claim = Assert.Single(claims, c => c.Step == Step.Suspended);
        Assert.Equal(["EU", "TUR"], claim.Actors.Concat(claim.Recipients).Select(p => p.Id).Order(StringComparer.Ordinal));
        Assert.Equal(("technical cooperation", new LocalDate(2014, 1, 1), null), (claim.Arrangement?.Name, claim.Date.Start, claim.Date.End));
    }

    [Fact]
    public void Every_claim_carries_its_sentence_and_its_rule()
    {
        const string Text = "Poland met Latvia on Friday. Spain attacked nobody; Turkey bombed Iraq.";
        Assert.All(Code(Text), claim =>
        {
            Assert.Equal(Text[claim.Evidence.Start..claim.Evidence.End], claim.Evidence.Exact);
            Assert.Equal(Text[claim.Trigger.Start..claim.Trigger.End], claim.Trigger.Text);
            Assert.NotEmpty(claim.Rule);
        });
    }

    [Fact]
    public void Same_text_gives_the_same_bytes()
    {
        const string Text = "Iraq invaded Kuwait in August 1990. The United Nations condemned Iraq and imposed sanctions on it.";
        string Lines() => string.Join('\n', Code(Text).Select(EntenteJson.Write));
        Assert.Equal(Lines(), Lines());
    }

    [Theory]
    [InlineData("Peru's president asks his minister Ana Soto to cancel a planned trip to Chile, citing the country's slow progress in talks.")]
    [InlineData("Talks to end war to end talks to end war to end talks in response to plans to decide to plan to respond.")]
    public void Infinitives_that_could_hang_under_themselves_end(string text) => Assert.NotNull(Code(text));

    [Theory]
    [InlineData("During a visit to Nairobi, Norwegian Prime Minister Erna Solberg announced a new fund.", "CONSULT NOR > KEN")]
    [InlineData("Iraq accused Iran of shelling villages in Iraq.", "ASSAULT IRN > IRQ; said IRQ")]
    [InlineData("Iraq announced its withdrawal from the Chemical Weapons Convention.", "SANCTION IRQ")]
    [InlineData("Oil producers Iran and Venezuela signed an agreement.", "SUPPORT IRN+VEN > -; signed")]
    [InlineData("Talks between Syria's foreign minister and Turkish president Recep Tayyip Erdogan began on Monday.", "CONSULT SYR+TUR > -")]
    [InlineData("Bosnia and Croatia held talks in Split. The two countries expelled the Serbian ambassador.", "SANCTION BIH+HRV > SRB")]
    [InlineData("The Georgian minister says that he has resigned.", "RETREAT GEO > -")]
    [InlineData("Mali faces possible sanctions.", "SANCTION - > MLI; hypothetical")]
    [InlineData("Syria invaded Lebanon in May. Jordan condemned Syria's invasion.", "ASSAULT SYR > LBN")]
    public void Sides_are_found_where_the_sentence_hides_them(string text, string expected) =>
        Assert.True(Code(text).Any(new ClaimShorthand(expected).Matches), string.Join('\n', Code(text).Select(ClaimShorthand.Of)));

    [Theory]
    [InlineData("Conflict in Mali: police found a weapons cache in Bamako.")]
    [InlineData("Russian invasion of Georgia, foreign relations of Armenia")]
    [InlineData("The presidents of Peru and Chile noted the importance of holding a meeting of ministers.")]
    public void Labels_notions_and_names_are_no_acts(string text) =>
        Assert.DoesNotContain(Code(text), c => c.Type is PloverType.Assault or PloverType.Consult);

    [Fact]
    public void Who_condemns_an_attack_is_not_the_one_attacked() =>
        Assert.DoesNotContain(Code("Germany condemned Russia's aggression."), c => c.Type == PloverType.Assault && c.Recipients.Count > 0);

    [Theory]
    [InlineData("Channels of political and military communication between Greece and Turkey remain open.", "Political and military channels of communication between Greece and Turkey remain open.")]
    public void Near_same_names_are_one_arrangement(string one, string other) =>
        Assert.Equal(Code(one).Single().Arrangement?.Id, Code(other).Single().Arrangement?.Id);

    [Fact]
    public void Words_of_one_name_are_one_phrase()
    {
        const string text = "Oslo supported the United States decision to withdraw from the Intermediate-Range Nuclear Forces (INF) Treaty in response to a breach of the treaty.";
        Assert.Contains(Code(text), c => c is { Arrangement.Id: "inf-treaty", Step: Step.Withdrawn or Step.Notice } && c.Actors.Any(a => a.Id == "USA"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n ")]
    [InlineData("…")]
    [InlineData("Brazil won the match against Germany by seven goals to one.")]
    public void Text_without_acts_gives_no_claims(string text) => Assert.Empty(Code(text));

    private static IReadOnlyList<Claim> Code(string text) => Pipeline.Annotate(new Article { Text = text, Published = Monday }).Claims;
}
