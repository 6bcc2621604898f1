using Entente.Articles;
using NodaTime;
using Xunit;

namespace Entente.Tests.Coding;

/// <summary>An article's title is coded where the body does not tell the same act (decision 5).</summary>
public sealed class TitleTests
{
    private static readonly LocalDate Day = new(2021, 6, 16);
    private static readonly Pipeline Pipeline = Pipeline.English();

    [Theory]
    [InlineData("Hungary suspends extradition treaty with Serbia", "SANCTION HUN > SRB; actual; 2021-06-16")]
    [InlineData("Japan, Vietnam to resume talks", "AGREE JPN+VNM > -; planned")]
    [InlineData("Kenya expels Sudanese ambassador", "SANCTION KEN > SDN; actual")]
    [InlineData("Morocco accuses Algeria of arming rebels", "ACCUSE MAR > DZA; actual")]
    public void Title_is_coded_as_headline(string title, string expected)
    {
        var claims = Code(title, "Nothing more was known on Wednesday.");
        Assert.Contains(claims, new ClaimShorthand(expected).Matches);
        Assert.All(claims, c =>
        {
            Assert.True(c.Evidence.InTitle);
            Assert.Equal(title, c.Evidence.Exact);
            Assert.Equal(c.Trigger.Text, title[c.Trigger.Start..c.Trigger.End]);
        });
    }

    [Theory]
    [InlineData("Kenya expels Sudanese ambassador", "Kenya expelled the ambassador of Sudan on Wednesday.")]
    [InlineData("Japan, Vietnam to hold talks", "The foreign ministers of Japan and Vietnam will meet on Friday.")]
    public void Body_that_tells_the_act_stands_alone(string title, string body) =>
        Assert.DoesNotContain(Code(title, body), c => c.Evidence.InTitle);

    [Fact]
    public void Title_adds_what_the_body_leaves_out()
    {
        var claims = Code("Kenya expels Sudanese ambassador", "Peru recognised Kosovo on Wednesday.");
        Assert.Equal([false, true], claims.Select(c => c.Evidence.InTitle));
        Assert.All(claims, c => Assert.Equal(claims[0].Article, c.Article));
    }

    [Fact]
    public void Json_names_the_title_only_where_it_is_meant()
    {
        var claims = Code("Kenya expels Sudanese ambassador", "Peru recognised Kosovo on Wednesday.");
        Assert.DoesNotContain("in_title", EntenteJson.Write(claims[0]), StringComparison.Ordinal);
        Assert.Contains("\"in_title\":true", EntenteJson.Write(claims[1]), StringComparison.Ordinal);
    }

    private static IReadOnlyList<Claim> Code(string title, string body) => Pipeline.Annotate(new Article { Title = title, Text = body, Published = Day }).Claims;
}
