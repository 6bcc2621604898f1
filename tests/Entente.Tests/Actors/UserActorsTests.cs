using Entente.Actors;
using Entente.Articles;
using Entente.Language;
using NodaTime;
using Xunit;

namespace Entente.Tests.Actors;

public class UserActorsTests
{
    private const string Mine = """
        groups:
          - id: RIVER-FRONT
            name: River Front
            names: [RF]
            home: MLI
            source: my notes
          - id: HAMAS
            names: [the Green Movement]
        officeholders:
          - body: RIVER-FRONT
            office: leader
            sector: REB
            source: my notes
            holders: [2020-01-15/ Aldo Quennell]
          - body: NOR
            office: foreign minister
            holders: [2020-01-01/2020-12-31 Wenche Falkenthorp]
        places:
          MLI: [Bala Kunda]
        recognition:
          ABKHAZIA: claimant
        """;

    private static readonly KnowledgeBase Knowledge = KnowledgeBase.English.With(new StringReader(Mine), "mine.yaml");

    [Fact]
    public void Own_group_and_its_leader_are_found()
    {
        var mentions = Mentions("The River Front left Bala Kunda. Aldo Quennell smiled.", new LocalDate(2021, 1, 1));
        Assert.Equal(2, mentions.Count(m => m.Id == "RIVER-FRONT"));
        Assert.Contains(mentions, m => m is { Kind: MentionKind.Place, Id: "MLI" });
    }

    [Fact]
    public void Own_name_of_a_known_actor_is_added_to_ours()
    {
        Assert.Equal("HAMAS", Knowledge.FindActors("Green Movement")[0].Id);
        Assert.Equal("HAMAS", Knowledge.FindActors("Hamas")[0].Id);
    }

    [Fact]
    public void Own_holder_is_found_on_the_day() =>
        Assert.Contains(Knowledge.Find("Falkenthorp", new LocalDate(2020, 6, 1)), m => m.Actor.Id == "NOR" && m.Office == "foreign minister");

    [Fact]
    public void Place_that_the_user_does_not_recognise_counts_as_its_claimant()
    {
        Assert.Equal("GEO", Mentions("Abkhazia rejected the plan.", new LocalDate(2020, 1, 1))[0].Id);
        Assert.Equal("ABKHAZIA", KnowledgeBase.English.FindActors("Abkhazia")[0].Id);
    }

    [Theory]
    [InlineData("default", "XKX", "SRB")]
    [InlineData("TWN", "TWN", "CHN")]
    [InlineData("abkhazia", "ABKHAZIA", "GEO")]
    public void Policy_of_recognition_can_be_switched_and_switched_back(string place, string id, string claimant)
    {
        var name = KnowledgeBase.English.GetActor(id)!.Name;
        var switched = KnowledgeBase.English.Recognising(place, "claimant");
        Assert.Equal(claimant, Acting(switched));
        Assert.Equal(id, Acting(KnowledgeBase.English));
        Assert.Equal(id, Acting(switched.Recognising(place, "own")));
        Assert.Equal(claimant, KnowledgeBase.English.GetActor(id)!.ClaimedBy);

        string? Acting(KnowledgeBase knowledge) => new ActorStage(knowledge)
            .Apply(LanguageStage.English().Apply(new AnnotatedArticle { Article = new Article { Text = $"{name} signed the pact with Japan.", Published = new LocalDate(2020, 1, 1) } })).Mentions[0].Id;
    }

    [Fact]
    public void Unknown_policy_or_place_is_refused()
    {
        Assert.Throws<ActorsFileException>(() => KnowledgeBase.English.Recognising("TWN", "maybe"));
        Assert.Throws<ActorsFileException>(() => KnowledgeBase.English.Recognising("FRA", "claimant"));
    }

    [Fact]
    public void Empty_file_changes_nothing() => Assert.Equal(KnowledgeBase.English.Actors.Count, KnowledgeBase.English.With(new StringReader(""), "empty.yaml").Actors.Count);

    [Theory]
    [InlineData("groups:\n  - id: my group\n    name: X", "f.yaml:2", "capital letters")]
    [InlineData("groups:\n  - id: A\n    name: X\n    nmaes: [Y]", "f.yaml:4", "names")]
    [InlineData("groups:\n  - id: A\n    name: X\n    from: soon", "f.yaml:2", "a date such as")]
    [InlineData("groups:\n  - id: A\n    name: X\n    from: 2020-13-01", "f.yaml:2", "a date such as")]
    [InlineData("groups:\n  - id: USA\n    name: X", "f.yaml:2", "the section that it stands in")]
    [InlineData("officeholders:\n  - body: NOWHERE\n    office: king\n    holders: [2020/ A B]", "f.yaml:2", "the id of a state")]
    [InlineData("officeholders:\n  - body: NOR\n    office: king\n    holders: [Harald]", "f.yaml:2", "from/to")]
    [InlineData("recognition:\n  # mine\n  FRA: claimant", "f.yaml:3", "one of")]
    [InlineData("recognition:\n  XKX: own\n  ABKHAZIA: perhaps", "f.yaml:3", "own or claimant")]
    [InlineData("places:\n  MLI: [B]\n  NOWHERE: [A]", "f.yaml:3", "the id of a state")]
    [InlineData("groups: [", "f.yaml:", "YAML with the sections")]
    [InlineData("groups: 5", "f.yaml:1", "YAML with the sections")]
    [InlineData("hello", "f.yaml:1", "YAML with the sections")]
    [InlineData("groups: &a [*a]", "f.yaml:1", "YAML with the sections")]
    [InlineData("groups:\n  - {id: A, name: X}\n  - {id: A, name: Y}", "f.yaml:3", "one row for each id")]
    [InlineData("groups:\n  - {id: A, name: X, home: NOWHERE}", "f.yaml:2", "the id of a state")]
    [InlineData("organisations:\n  - {id: A, name: X, members: [NOWHERE 2001/]}", "f.yaml:2", "the id of a state")]
    [InlineData("groups:\n  - {id: A, name: X, from: 2020, to: 2019}", "f.yaml:2", "a later one")]
    [InlineData("officeholders:\n  - {body: NOR, office: king, holders: [2020/2019 A B]}", "f.yaml:2", "from/to")]
    [InlineData("officeholders:\n  - {body: NOR, office: king, holders: [\"2020/ \"]}", "f.yaml:2", "from/to")]
    [InlineData("arrangements:\n  - {id: t, name: T, kind: sandwich, parties: [NOR]}", "f.yaml:2", "treaty")]
    [InlineData("arrangements:\n  - {id: t, name: T, kind: treaty, parties: [NOWHERE]}", "f.yaml:2", "the id of a state")]
    public void Broken_file_is_told_with_line_and_what_was_expected(string yaml, string place, string expected)
    {
        var error = Assert.Throws<ActorsFileException>(() => KnowledgeBase.English.With(new StringReader(yaml), "f.yaml"));
        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
        Assert.Contains("actors.invalid", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Mention> Mentions(string text, LocalDate day) =>
        new ActorStage(Knowledge).Apply(LanguageStage.English().Apply(new AnnotatedArticle { Article = new Article { Text = text, Published = day } })).Mentions;
}
