using Entente.Actors;
using NodaTime;
using Xunit;

namespace Entente.Tests.Actors;

/// <summary>
/// Who held the high offices of the states most in the news, and of the great organisations, on 1 July of each year from 1990 to 2026. The states are the 60 that
/// some 40,000 dated news items of 2002–2026 name most often. A gap is a year in which nobody is known: there was no such office, nobody held it, or the holder is missing.
/// </summary>
public class OfficeCoverageTests
{
    private static readonly KnowledgeBase Knowledge = KnowledgeBase.English;

    private static readonly string[] States =
    [
        "USA", "ISR", "RUS", "PSE", "GBR", "CHN", "UKR", "SYR", "IRQ", "IRN", "FRA", "AFG", "TUR", "PRK", "DEU", "PAK", "IND", "KOR", "AUS", "JPN", "LBN", "CAN", "SAU", "YEM", "ITA", "EGY", "SOM", "ESP", "VEN", "MEX",
        "PHL", "LBY", "IRL", "SDN", "NGA", "BRA", "POL", "COL", "ZAF", "NLD", "TWN", "GRC", "IDN", "MMR", "GEO", "SWE", "ARG", "THA", "BLR", "BEL", "MYS", "CUB", "COD", "SRB", "NZL", "ARE", "KEN", "ETH", "MLI", "CHE",
    ];

    private static readonly string[] Heads = ["president", "king", "queen", "emperor", "supreme leader", "leader", "governor-general", "governor general", "general secretary", "chairman"];
    private static readonly string[] Premiers = ["prime minister", "premier", "chancellor", "chief executive"];
    private static readonly string[] ForeignMinisters = ["foreign minister", "foreign secretary", "secretary of state", "external affairs minister"];
    private static readonly string[] DefenceMinisters = ["defence minister", "defence secretary"];

    /// <summary>The head of state leads the government, in some of these only for a time.</summary>
    private static readonly string[] Presidential =
        ["USA", "IRN", "AFG", "TUR", "SYR", "SAU", "VEN", "MEX", "PHL", "SDN", "NGA", "BRA", "COL", "ZAF", "IDN", "MMR", "ARG", "CUB", "KEN", "CHE", "GEO", "COD"];

    [Theory]
    [InlineData("head of state", 99)]
    [InlineData("head of government", 99)]
    [InlineData("foreign minister", 97)]
    [InlineData("defence minister", 94)]
    public void Office_is_known_in_the_states_most_in_the_news(string office, int floor)
    {
        var (known, gaps) = Cover(office);
        Assert.True(known * 100 >= floor * (known + gaps.Count), $"{known} of {known + gaps.Count}: {string.Join(' ', gaps)}");
    }

    [Theory]
    [InlineData("NATO", "secretary-general")]
    [InlineData("NATO", "supreme allied commander")]
    [InlineData("NATO", "chairman of the Military Committee")]
    [InlineData("UN", "secretary-general")]
    [InlineData("UN", "president of the General Assembly", 1991)]
    [InlineData("UN", "spokesperson")]
    [InlineData("EC", "president of the European Commission")]
    [InlineData("EC", "president of the European Parliament")]
    [InlineData("EU", "president of the European Commission")]
    [InlineData("EU", "president of the European Council", 2010)]
    [InlineData("EU", "president of the European Parliament")]
    [InlineData("EU", "high representative", 2000)]
    [InlineData("CSCE", "chairperson-in-office", 1992)]
    [InlineData("OSCE", "secretary-general", 1995, 2017)]
    [InlineData("OSCE", "chairperson-in-office")]
    [InlineData("OAU", "secretary-general")]
    [InlineData("AU", "chairperson of the African Union Commission", 2003)]
    [InlineData("AU", "chairperson", 2003)]
    [InlineData("ASEAN", "secretary-general")]
    [InlineData("ARAB-LEAGUE", "secretary-general")]
    public void Great_office_of_an_organisation_is_known_in_each_year(string body, string office, int first = 1990, int vacant = 0) => HasHolderInEachYear(body, office, first, vacant);

    /// <summary>Who spoke for the ministries and palaces that the news quotes most, on 1 July of each year.</summary>
    [Theory]
    [InlineData("USA", "White House press secretary", 1990)]
    [InlineData("USA", "State Department spokesperson", 1990)]
    [InlineData("USA", "Pentagon spokesperson", 1990, 1993)]
    [InlineData("GBR", "Downing Street spokesperson", 1990, 2024, 2025, 2026)]
    [InlineData("RUS", "foreign ministry spokesperson", 1992, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026)]
    [InlineData("RUS", "spokesperson", 2012)]
    [InlineData("CHN", "foreign ministry spokesperson", 1990)]
    [InlineData("DEU", "government spokesperson", 1989)]
    [InlineData("IRN", "foreign ministry spokesperson", 1997)]
    [InlineData("PAK", "foreign ministry spokesperson", 2001)]
    [InlineData("IND", "foreign ministry spokesperson", 2001)]
    [InlineData("TUR", "foreign ministry spokesperson", 2008)]
    [InlineData("FRA", "foreign ministry spokesperson", 1993)]
    [InlineData("ISR", "foreign ministry spokesperson", 2002)]
    [InlineData("VAT", "spokesperson", 1990)]
    [InlineData("NATO", "spokesperson", 1993)]
    [InlineData("EU", "spokesperson", 1994)]
    [InlineData("IMF", "spokesperson", 1999)]
    [InlineData("UNHCR", "spokesperson", 1991, 1996)]
    public void Spokesperson_is_known_in_each_year(string body, string office, int first, params int[] unknown) => HasHolderInEachYear(body, office, first, unknown);

    private static void HasHolderInEachYear(string body, string office, int first, params int[] exceptIn)
    {
        var actor = Knowledge.GetActor(body)!;
        Assert.DoesNotContain(Years(actor), y => y >= first && !exceptIn.Contains(y) && !Holders(actor, [office], y));
    }

    [Fact]
    public void States_stand_once() => Assert.Equal(60, States.Distinct().Count());

    private static (int Known, List<string> Gaps) Cover(string office)
    {
        var (known, gaps) = (0, new List<string>());
        foreach (var state in States.Select(s => Knowledge.GetActor(s)!))
        {
            if (office == "defence minister" && state.Id == "PSE")
                continue;
            string[] offices = office switch
            {
                "head of state" => Heads,
                "head of government" => Presidential.Contains(state.Id) ? [.. Premiers, .. Heads] : Premiers,
                "foreign minister" => ForeignMinisters,
                _ => DefenceMinisters,
            };
            foreach (var year in Years(state).Where(y => state.Id != "PSE" || y >= 2004))
            {
                if (Holders(state, offices, year))
                    known++;
                else
                    gaps.Add($"{state.Id} {year}");
            }
        }
        return (known, gaps);
    }

    private static IEnumerable<int> Years(Actor actor) =>
        Enumerable.Range(1990, 37).Where(y => new LocalDate(y, 7, 1) is var day && !(actor.From > day) && !(actor.To < day));

    private static bool Holders(Actor actor, string[] offices, int year) => Knowledge.HoldersOn(actor, new LocalDate(year, 7, 1)).Any(offices.Contains);
}
