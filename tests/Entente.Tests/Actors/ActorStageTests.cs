using Entente.Actors;
using Entente.Articles;
using Entente.Language;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace Entente.Tests.Actors;

public class ActorStageTests
{
    [Theory]
    [InlineData("Russian troops crossed the border.", "troops", "RUS", "MIL")]
    [InlineData("The Australian government condemned the attack.", "government", "AUS", "GOV")]
    [InlineData("The Turkish president left.", "president", "TUR", "GOV")]
    [InlineData("The president of Armenia left.", "president", "ARM", "GOV")]
    [InlineData("Officials in Kyiv denied it.", "Officials", "UKR", "GOV")]
    [InlineData("The US embassy in Moscow was closed.", "embassy", "USA", "GOV")]
    [InlineData("The chief of the Russian diplomacy smiled.", "chief", "RUS", "GOV")]
    [InlineData("The NATO senior official agreed.", "official", "NATO", "IGO")]
    [InlineData("Washington said nothing.", "Washington", "USA", "GOV")]
    [InlineData("Moscow rejected the plan.", "Moscow", "RUS", "GOV")]
    [InlineData("The White House condemned the attack.", "House", "USA", "GOV")]
    [InlineData("The North Atlantic Council issued a statement.", "Council", "NATO", "IGO")]
    [InlineData("Protesters burned a flag.", "Protesters", "UNK", "CVL")]
    [InlineData("Hamas fighters fired rockets.", "fighters", "HAMAS", "REB")]
    [InlineData("The Polish parliament voted.", "parliament", "POL", "LEG")]
    [InlineData("A Turkish court freed the pastor.", "court", "TUR", "JUD")]
    [InlineData("The Venezuelan opposition called for talks.", "opposition", "VEN", "OPP")]
    [InlineData("German police arrested two men.", "police", "DEU", "COP")]
    [InlineData("The Knesset approved the budget.", "Knesset", "ISR", "LEG")]
    [InlineData("Kosovo declared independence.", "Kosovo", "XKX", "PRE")]
    [InlineData("The US imposed tariffs.", "US", "USA", "GOV")]
    [InlineData("The U.S. imposed tariffs.", "U.S.", "USA", "GOV")]
    [InlineData("Bosnian Serb forces shelled the town.", "forces", "VRS", "REB")]
    public void Phrase_is_resolved_on_its_head(string text, string head, string id, string sector)
    {
        var mention = Mentions(text).Single(m => m.Kind == MentionKind.Actor && HeadOf(text, m) == head);
        Assert.Equal((id, sector), (mention.Id, mention.Sector));
    }

    [Theory]
    [InlineData("France sent troops to Mali. The country has struggled with militants.", "country", "MLI")]
    [InlineData("Lithuanian President Gitanas Nauseda says that German forces are authorised to defend the country.", "country", "LTU")]
    [InlineData("Zelensky said the country would fight on.", "country", "UKR")]
    [InlineData("Iranian protesters urged the government to resign.", "government", "IRN")]
    [InlineData("North Korea fired two missiles. The South condemned the launch.", "South", "KOR")]
    [InlineData("Seoul said the North's army had moved.", "army", "PRK")]
    [InlineData("South Sudan and Sudan exchanged fire. The South accused Khartoum.", "South", "SSD")]
    [InlineData("Colonel Ahmed Talib of the Yemeni army spoke.", "Talib", "YEM")]
    [InlineData("Spokesman Ali Hassan of the Houthi movement spoke.", "Hassan", "HOUTHI")]
    [InlineData("Germany should help Ukraine after Russia's invasion of our territory.", "our", "UKR")]
    [InlineData("The Norwegian firm Norwind Petro Drilling left Libya.", "Drilling", "NORWIND-PETRO-DRILLING")]
    [InlineData("The US firm Harbor Deep Search sued Colombia.", "Search", "HARBOR-DEEP-SEARCH")]
    [InlineData("Seoul warned the North. Foreign ministry spokeswoman Hua Chunying spoke.", "North", "PRK")]
    [InlineData("The Ministry of Defence of the Russian Federation spoke.", "Ministry of Defence", "RUS")]
    [InlineData("The Ministry of Health of Argentina spoke.", "Ministry", "ARG")]
    [InlineData("Two Catalonian aid workers left.", "workers", "ESP")]
    [InlineData("A Yemeni man attacked Spanish tourists, wounding three of them.", "them", "ESP")]
    public void Phrase_takes_up_who_is_meant(string text, string last, string id) =>
        Assert.Equal(id, Mentions(text, "2022-06-03").First(m => m.Kind == MentionKind.Actor && (m.Text == last || m.Text.EndsWith(" " + last, StringComparison.Ordinal))).Id);

    [Theory]
    [InlineData("North Korea sent ships to the north of the island.", "north")]
    [InlineData("South Korea signed a pact with states of the Global South.", "South")]
    [InlineData("North Korea froze. Oliver North of the South Bank Theatre spoke.", "South")]
    [InlineData("Michael Jordan visited the town.", "Jordan")]
    [InlineData("Chad Brown visited the town.", "Chad")]
    [InlineData("Our country condemns Russia.", "Our")]
    [InlineData("German Chancellor Angela Merkel and French President Emmanuel Macron called on both sides to stop.", "sides")]
    [InlineData("Turkey praised Greece. Both sides of the border were calm.", "sides")]
    [InlineData("The company Friday left Libya.", "Friday")]
    [InlineData("Norway suspended the Coral Banks Fisheries Treaty.", "Coral Banks Fisheries Treaty")]
    [InlineData("The court fined the firm US$500 million.", "US$")]
    [InlineData("She won gold at the Commonwealth Games.", "Commonwealth")]
    public void Word_that_names_nobody_has_no_actor(string text, string word) =>
        Assert.DoesNotContain(Mentions(text, "2021-05-06"), m => m.Kind == MentionKind.Actor && m.Id != "UNK" && m.Text == word);

    [Theory]
    [InlineData("Antony Blinken met his Chinese counterpart.", "CHN", "foreign minister", "Wang Yi")]
    [InlineData("Lavrov phoned his US counterpart.", "USA", "secretary of state", "Antony Blinken")]
    [InlineData("Boris Johnson called his German counterpart.", "DEU", "chancellor", "Angela Merkel")]
    [InlineData("Lloyd Austin met his Chinese counterpart Wei Fenghe.", "CHN", "defence minister", "Wei Fenghe")]
    [InlineData("Ashraf Ghani and his Pakistani counterpart Imran Khan met.", "PAK", "prime minister", "Imran Khan")]
    public void Counterpart_holds_the_office_that_his_state_has(string text, string id, string office, string person)
    {
        var mention = Mentions(text, "2021-05-06").Single(m => m.Text.EndsWith("counterpart", StringComparison.Ordinal));
        Assert.Equal((id, office, person), (mention.Id, mention.Office, mention.Person));
    }

    [Theory]
    [InlineData("The premier of Ontario spoke.", null)]
    [InlineData("The president of Chechnya spoke.", null)]
    [InlineData("The premier of Canada spoke.", "Justin Trudeau")]
    [InlineData("The prime minister of Jamaica spoke.", "Andrew Holness")]
    public void Head_of_a_part_is_not_the_head_of_the_state(string text, string? person) =>
        Assert.Equal(person, Mentions(text, "2021-05-06").Single(m => m.Office is not null).Person);

    [Theory]
    [InlineData("Leaders from China, Japan, and South Korea met.", "Leaders", "CHN JPN KOR")]
    [InlineData("The presidents of Russia and Ukraine met.", "presidents", "RUS UKR")]
    [InlineData("The Dutch, Belgian and German ministers met.", "German ministers", "DEU NLD BEL")]
    [InlineData("US, British and French jets struck.", "French jets", "FRA USA GBR")]
    [InlineData("Iran and Chinese officials agreed.", "Chinese officials", "")]
    [InlineData("The president of Russia and Ukraine spoke.", "president", "")]
    public void People_of_several_states_are_of_all_of_them(string text, string words, string ids) =>
        Assert.Equal(ids, string.Join(' ', Mentions(text, "2021-05-06").Single(m => m.Text == words && m.Id != "UNK").Parties));

    [Theory]
    [InlineData("A Turkish court freed the pastor of a US church. The court gave no reason.", "court", "TUR", "JUD")]
    [InlineData("Ukrainian troops met Polish engineers. The troops built a bridge.", "troops", "UKR", "MIL")]
    [InlineData("A Turkish court freed him. A court in Athens objected. The court gave no reason.", "court", "GRC", "JUD")]
    [InlineData("A Turkish court freed him. The courts were closed in Greece.", "courts", "UNK", "JUD")]
    public void Same_word_with_the_takes_up_the_last_one(string text, string words, string id, string sector)
    {
        var mention = Mentions(text, "2021-05-06").Last(m => m.Text == words && m.Kind == MentionKind.Actor);
        Assert.Equal((id, sector), (mention.Id, mention.Sector));
    }

    [Theory]
    [InlineData("King Olav V of Norway arrived.", "King Olav V", "NOR")]
    [InlineData("Egypt deploys around 800 troops to Yemen.", "troops", "EGY")]
    [InlineData("The general sent soldiers home.", "soldiers", "UNK")]
    [InlineData("Egypt attacked troops in Yemen.", "troops", "UNK")]
    [InlineData("France's Europe minister spoke.", "France's Europe minister", "FRA")]
    public void Owner_is_who_sends_or_has(string text, string words, string id) =>
        Assert.Equal(id, Mentions(text, "2021-05-06").Single(m => m.Text == words && m.Kind == MentionKind.Actor).Id);

    [Theory]
    [InlineData("Archbishop Manuel Monteiro de Castro spoke. Castro smiled.", "CUB")]
    [InlineData("The court released Ahmed Omar Saeed Sheikh.", "king")]
    [InlineData("Martin Luther King Jr. was honoured.", "king")]
    public void Word_inside_another_name_is_not_read_by_itself(string text, string no) =>
        Assert.DoesNotContain(Mentions(text, "2012-01-05"), m => m.Id == no || m.Office == no);

    [Fact]
    public void What_several_own_is_of_all_of_them() =>
        Assert.Equal(["FRA", "DEU", "ITA"], Mentions("France, Germany and Italy recalled their ambassadors.", "2021-05-06").Single(m => m.Text == "their ambassadors").Parties);

    [Theory]
    [InlineData("The British foreign secretary spoke.", "Dominic Raab")]
    [InlineData("The Irish taoiseach spoke.", "Micheal Martin")]
    [InlineData("The Indian foreign secretary spoke.", null)]
    [InlineData("The Indian foreign minister spoke.", "Subrahmanyam Jaishankar")]
    public void Secretary_is_the_minister_only_where_ministers_are_called_so(string text, string? person) =>
        Assert.Equal(person, Mentions(text, "2021-05-06").Single(m => m.Office is not null).Person);

    [Fact]
    public void Person_with_title_is_one_mention_and_the_state_inside_it_another()
    {
        var mentions = Mentions("Russia’s Foreign Minister Sergei Lavrov met reporters.", "2021-09-23").Where(m => m.Kind == MentionKind.Actor).ToList();
        var lavrov = mentions.Single(m => m.Person is not null);
        Assert.Equal(("RUS", "GOV", "Sergei Lavrov", "foreign minister"), (lavrov.Id, lavrov.Sector, lavrov.Person, lavrov.Office));
        Assert.Contains("Lavrov", lavrov.Text, StringComparison.Ordinal);
        Assert.Contains(mentions, m => m is { Text: "Russia", Id: "RUS", Person: null });
    }

    [Theory]
    [InlineData("Jens Stoltenberg welcomed the decision.", "2021-09-23", "NATO", "IGO")]
    [InlineData("Jens Stoltenberg welcomed the decision.", "2010-09-23", "NOR", "GOV")]
    [InlineData("Mikhail Gorbachev proposed cuts.", "1987-03-01", "SUN", "GOV")]
    [InlineData("Nakasone proposed cuts.", "1987-03-01", "JPN", "GOV")]
    [InlineData("President Reagan proposed cuts.", "1987-03-01", "USA", "GOV")]
    [InlineData("President Bush proposed cuts.", "1991-03-01", "USA", "GOV")]
    [InlineData("Former South Korean President Moon Jae-in visited the memorial.", "2023-03-01", "KOR", "ELI")]
    [InlineData("Russian opposition figure Alexei Navalny was poisoned.", "2020-09-01", "RUS", "OPP")]
    public void Day_of_the_article_decides_for_whom_a_person_acts(string text, string day, string id, string sector)
    {
        var mention = Mentions(text, day).Single(m => m.Person is not null);
        Assert.Equal((id, sector), (mention.Id, mention.Sector));
    }

    [Theory]
    [InlineData("The British prime minister spoke.", "1987-05-01", "GBR", "Margaret Thatcher")]
    [InlineData("The British prime minister spoke.", "2003-05-01", "GBR", "Tony Blair")]
    [InlineData("The British prime minister spoke.", "2019-09-01", "GBR", "Boris Johnson")]
    [InlineData("The British prime minister spoke.", "2024-09-01", "GBR", "Keir Starmer")]
    [InlineData("The Soviet foreign minister spoke.", "1987-05-01", "SUN", "Eduard Shevardnadze")]
    [InlineData("Germany's defence minister spoke.", "2024-05-01", "DEU", "Boris Pistorius")]
    [InlineData("The NATO secretary-general spoke.", "2012-05-01", "NATO", "Anders Fogh Rasmussen")]
    [InlineData("Sergei Lavrov met his Chinese counterpart.", "2012-05-01", "CHN", "Yang Jiechi")]
    [InlineData("French President Emmanuel Macron called his Turkish counterpart.", "2019-05-01", "TUR", "Recep Tayyip Erdogan")]
    [InlineData("The Polish defence minister spoke.", "1993-05-01", "POL", "Janusz Onyszkiewicz")]
    [InlineData("The Syrian prime minister spoke.", "2013-05-01", "SYR", "Wael al-Halqi")]
    public void Office_is_who_held_it_on_the_day(string text, string day, string id, string person) =>
        Assert.Contains(Mentions(text, day), m => m.Id == id && m.Person == person);

    [Theory]
    [InlineData("The next British prime minister will decide.")]
    [InlineData("A British prime minister never resigns.")]
    [InlineData("British prime ministers meet the press.")]
    [InlineData("The former British prime minister spoke.")]
    [InlineData("In 1987 the British prime minister signed it.")]
    [InlineData("The British deputy prime minister spoke.")]
    public void Office_at_another_time_names_no_person(string text) => Assert.DoesNotContain(Mentions(text, "2019-09-01"), m => m.Person is not null);

    [Fact]
    public void Those_beside_an_actor_are_not_the_actor()
    {
        var mentions = Mentions("Norway and its allies signed the pact.");
        Assert.Equal(["NOR"], mentions.Where(m => m.Id != "UNK").Select(m => m.Id!).Distinct());
        Assert.Contains(mentions, m => m is { Id: "UNK", Sector: "GOV" });
    }

    [Fact]
    public void Acronym_that_the_article_introduces_is_known_later()
    {
        var mentions = Mentions("The Free Homeland Front (FHF) took the town. The FHF celebrated.");
        Assert.Equal(2, mentions.Count(m => m is { Id: "FHF", Sector: "REB" }));
    }

    [Fact]
    public void Bracketed_letters_of_something_else_are_no_actor() => Assert.DoesNotContain(Mentions("The Gross Domestic Product (GDP) rose. The GDP fell."), m => m.Id == "GDP");

    [Fact]
    public void Unknown_person_has_the_state_of_the_title_and_is_known_by_the_family_name_later()
    {
        var mentions = Mentions("Canadian Trade Minister Rolf Petersmann signed it. Petersmann smiled.").Where(m => m.Person is not null).ToList();
        Assert.All(mentions, m => Assert.Equal(("CAN", "Rolf Petersmann"), (m.Id, m.Person)));
        Assert.Equal(2, mentions.Count);
    }

    [Theory]
    [InlineData("The talks were held in Moscow.", "Moscow", "RUS")]
    [InlineData("The leaders met in New York.", "New York", "USA")]
    [InlineData("Shells fell on the streets of Aleppo.", "Aleppo", "SYR")]
    public void City_that_does_not_act_is_a_place(string text, string name, string state)
    {
        var place = Mentions(text).Single(m => m.Kind == MentionKind.Place);
        Assert.Equal((name, state), (place.Text, place.Id));
    }

    [Theory]
    [InlineData("Russia left the INF Treaty.", "inf-treaty")]
    [InlineData("Russia left the Intermediate-Range Nuclear Forces (INF) Treaty.", "inf-treaty")]
    [InlineData("Russia quit the grain deal.", "black-sea-grain-initiative")]
    [InlineData("The NATO-Russia Council met.", "nato-russia-council")]
    [InlineData("Russia joined the Partnership for Peace.", "partnership-for-peace")]
    public void Arrangement_is_found_and_no_actor_inside_it(string text, string id)
    {
        var mentions = Mentions(text);
        var arrangement = mentions.Single(m => m.Kind == MentionKind.Arrangement);
        Assert.Equal(id, arrangement.Id);
        Assert.NotEmpty(arrangement.Parties);
        Assert.DoesNotContain(mentions, m => m.Kind != MentionKind.Arrangement && arrangement.Span.Overlaps(m.Span));
    }

    [Theory]
    [InlineData("The bank may cut rates in May.")]
    [InlineData("It was signed on May 9.")]
    public void Month_is_no_person(string text) => Assert.DoesNotContain(Mentions(text, "2018-03-01"), m => m.Person is not null);

    [Fact]
    public void Outlet_is_no_actor() => Assert.Empty(Mentions("The New York Times reported on it."));

    [Fact]
    public void Common_words_are_no_names() => Assert.DoesNotContain(Mentions("They told us who will polish the turkey, so let us go."), m => m.Id is "USA" or "POL" or "TUR" or "WHO");

    [Fact]
    public void Regions_of_a_state_are_actors_of_their_own()
    {
        var ids = Mentions("The Allies of Georgia condemned the recognition of the Georgian provinces of Abkhazia and South Ossetia.").Select(m => m.Id).ToList();
        Assert.Contains("ABKHAZIA", ids);
        Assert.Contains("SOUTH-OSSETIA", ids);
    }

    [Theory]
    [InlineData("NATO met on Monday. The Alliance condemned the attack.", "Alliance", "NATO")]
    [InlineData("NATO met on Monday. Allies condemned the attack.", "Allies", "NATO")]
    [InlineData("The European Union met on Monday. The bloc condemned the attack.", "bloc", "EU")]
    [InlineData("Russia never wanted to join NATO, said a member of the organization.", "organization", "NATO")]
    [InlineData("Iraq attacked on Monday. It denied the losses.", "It", "IRQ")]
    [InlineData("Iraq said its forces had won.", "forces", "IRQ")]
    [InlineData("Emmanuel Macron spoke on Monday. He praised the deal.", "He", "FRA")]
    [InlineData("Emmanuel Macron said that we will send tanks.", "we", "FRA")]
    [InlineData("Protests spread in Poland. The government resigned.", "government", "POL")]
    public void Later_phrase_takes_up_what_was_named_before(string text, string head, string id)
    {
        var mention = Mentions(text, "2021-09-23").Single(m => m.Kind == MentionKind.Actor && HeadOf(text, m) == head);
        Assert.Equal(id, mention.Id);
    }

    [Theory]
    [InlineData("Iran and Iraq signed a pact. They will share water.", "They", "IRN,IRQ")]
    [InlineData("Iran and Iraq said they would share water.", "they", "IRN,IRQ")]
    [InlineData("Antony Blinken met with Sergei Lavrov in Geneva. They discussed the war.", "They", "RUS,USA")]
    [InlineData("They praised the India-Japan partnership.", "They", "IND,JPN")]
    [InlineData("They discussed the U.S.-Japan alliance.", "They", "JPN,USA")]
    [InlineData("The leaders agreed to strengthen India-Japan ties.", "leaders", "IND,JPN")]
    [InlineData("The two Koreas agreed to talk.", "Koreas", "KOR,PRK")]
    public void Words_for_several_have_all_of_them(string text, string head, string ids) =>
        Assert.Equal(ids, string.Join(',', Mentions(text, "2021-09-23").Single(m => m.Kind == MentionKind.Actor && HeadOf(text, m) == head).Parties.Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("Iraq sent troops. They crossed the border.", "They")]
    [InlineData("They left at dawn.", "They")]
    public void They_are_several_only_where_several_were_named(string text, string head) =>
        Assert.DoesNotContain(Mentions(text, "2021-09-23"), m => HeadOf(text, m) == head && m.Parties.Count > 0);

    [Fact]
    public void Our_country_is_that_of_the_official_whom_the_sentence_is_about() =>
        Assert.Contains(Mentions("President of Ukraine Volodymyr Zelenskyy met the prosecutor, who is on a visit to our country.", "2022-09-22"), m => m is { Text: "our country", Id: "UKR" });

    [Theory]
    [InlineData("Fiat chairman Gianni Rossi spoke.", "2020-09-22", "BUS")]
    [InlineData("Norwind Corp. president Lars Holm spoke.", "2020-09-22", "BUS")]
    [InlineData("The Turkish president, Recep Tayyip Erdogan, spoke.", "2020-09-22", "GOV")]
    public void Chairman_of_a_firm_is_business(string text, string day, string sector) =>
        Assert.All(Mentions(text, day).Where(m => m.Person is not null), m => Assert.Equal(sector, m.Sector));

    [Theory]
    [InlineData("The spokesman of the Knesset spoke.", "ISR", "LEG")]
    [InlineData("Israel's army chief spoke.", "ISR", "MIL")]
    public void Spokesman_has_the_sector_of_his_body(string text, string id, string sector) =>
        Assert.Contains(Mentions(text), m => m.Office is not null && m.Id == id && m.Sector == sector);

    [Theory]
    [InlineData("The plant in Little Rock, Ark., was closed.", "Ark.", true)]
    [InlineData("The plant in Rosemont, Ill., was closed.", "Ill.", true)]
    [InlineData("He was ill. Ill feelings remained in the Ark of the town.", "Ill", false)]
    public void Abbreviation_of_a_state_after_a_comma_is_a_place(string text, string word, bool found) =>
        Assert.Equal(found, Mentions(text, "1987-03-02").Any(m => m.Kind == MentionKind.Place && m.Text == word && m.Id == "USA"));

    [Theory]
    [InlineData("Russia closed its embassy. It is raining.", "It")]
    [InlineData("Russia was angry. It is clear that talks failed.", "It")]
    [InlineData("The deal holds if Iran complies with it.", "it")]
    public void Pronoun_that_names_nobody_has_no_mention(string text, string head) =>
        Assert.DoesNotContain(Mentions(text), m => HeadOf(text, m) == head);

    [Fact]
    public void We_on_the_site_of_a_body_is_the_body()
    {
        var article = new Article { Text = "We condemn the attack.", Url = "https://www.state.gov/statement" };
        var mention = ActorStage.English().Apply(LanguageStage.English().Apply(new AnnotatedArticle { Article = article })).Mentions.Single(m => m.Text == "We");
        Assert.Equal("USA", mention.Id);
    }

    [Fact]
    public void Firm_that_no_list_has_is_named_by_its_name()
    {
        var mention = Mentions("Anglo Nordic Shipping Corp. sued the Kenyan government.")[0];
        Assert.Equal(("ANGLO-NORDIC-SHIPPING-CORP", "BUS"), (mention.Id, mention.Sector));
    }

    [Theory]
    [InlineData("President of Ukraine Volodymyr Zelenskyy met the press.", "Volodymyr Zelensky", "UKR", 2)]
    [InlineData("Deputy Head of the Office of the President of Ukraine Ostap Petrenko met the press.", "Ostap Petrenko", "UKR", 4)]
    [InlineData("Security Council Secretary Aram Petrosyan of Armenia met the press.", "Aram Petrosyan", "ARM", 2)]
    [InlineData("Mayor Ostap Petrenko of Kharkiv met the press.", "Ostap Petrenko", "UKR", 2)]
    [InlineData("Lars Holm, the inspector general of the Canadian foreign ministry, met the press.", "Lars Holm", "CAN", 3)]
    public void Person_after_office_and_owner_acts_for_the_owner(string text, string person, string id, int most)
    {
        var mentions = Mentions(text, "2022-01-20");
        Assert.Equal(id, mentions.Single(m => m.Person == person).Id);
        Assert.True(mentions.Count <= most);
    }

    [Fact]
    public void Definite_phrase_takes_up_an_arrangement()
    {
        var mention = Mentions("Russia ratified the Open Skies Treaty. The treaty lapsed.")[^1];
        Assert.Equal((MentionKind.Arrangement, "open-skies-treaty", "definite"), (mention.Kind, mention.Id, mention.Via));
    }

    [Fact]
    public void Mentions_stand_in_order_of_their_heads_and_each_head_has_one()
    {
        var mentions = Mentions("The US, British and French foreign ministers met their Russian counterpart in Geneva and the Kremlin thanked the Swiss government.");
        Assert.Equal(mentions.Select(m => (m.Sentence, m.Head)).Distinct().Order(), mentions.Select(m => (m.Sentence, m.Head)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("’s ( NATO ) - of the in")]
    [InlineData("President President of of the the United Nations Nations (UN")]
    [InlineData("Mr. – , -- 's 's Moscow's 's Lavrov-Lavrov U.S.-U.S.")]
    public void Broken_text_does_not_stop_the_stage(string text) => _ = Mentions(text, "2021-09-23");

    internal static IReadOnlyList<Mention> Mentions(string text, string? day = null) => Annotate(text, day).Mentions;

    internal static AnnotatedArticle Annotate(string text, string? day = null)
    {
        LocalDate? published = day is null ? null : LocalDatePattern.Iso.Parse(day).Value;
        return ActorStage.English().Apply(LanguageStage.English().Apply(new AnnotatedArticle { Article = new Article { Text = text, Published = published } }));
    }

    private static string HeadOf(string text, Mention mention) => LanguageStage.English().Parse(text)[mention.Sentence].Tokens[mention.Head].Form;
}
