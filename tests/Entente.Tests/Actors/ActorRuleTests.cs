using Entente.Actors;
using Entente.Articles;
using Xunit;

namespace Entente.Tests.Actors;

/// <summary>Runs the examples that stand beside the rules in <c>offices.yaml</c> and <c>references.yaml</c>.</summary>
public class ActorRuleTests
{
    [Fact]
    public void Agent_words_match_their_examples()
    {
        foreach (var row in EmbeddedData.Yaml<OfficesFile>("Actors/Data/en/offices.yaml").Agents)
        {
            Assert.NotEmpty(row.Examples);
            foreach (var example in row.Examples)
                Assert.True(Find(example) is not null, $"{row.Id}: {example.Text}");
            foreach (var example in row.Not)
                Assert.True(Find(example) is null, $"{row.Id}, not: {example.Text}");
        }
    }

    [Fact]
    public void Capitals_are_governments_and_places_as_their_examples_say()
    {
        var row = EmbeddedData.Yaml<ReferencesFile>("Actors/Data/en/references.yaml").Capitals;
        foreach (var example in row.Examples.Concat(row.Not))
        {
            var mention = ActorStageTests.Mentions(example.Text).FirstOrDefault(m => m.Text == example.Mention);
            Assert.True(mention is not null, example.Text);
            Assert.True(mention.Kind == (example.Kind == "place" ? MentionKind.Place : MentionKind.Actor), example.Text);
        }
    }

    [Fact]
    public void Ambiguous_names_are_places_elsewhere_as_their_examples_say()
    {
        foreach (var row in EmbeddedData.Yaml<ReferencesFile>("Actors/Data/en/references.yaml").Ambiguous)
        {
            foreach (var example in row.Examples)
                Assert.Contains(ActorStageTests.Mentions(example.Text), m => m.Text == row.Name && m.Kind == MentionKind.Place && m.Id == row.PlaceIn);
            foreach (var example in row.Not)
                Assert.DoesNotContain(ActorStageTests.Mentions(example.Text), m => m.Text == row.Name && m.Kind == MentionKind.Place);
        }
    }

    [Fact]
    public void Names_that_two_states_share_mean_what_their_examples_say()
    {
        foreach (var row in EmbeddedData.Yaml<ReferencesFile>("Actors/Data/en/references.yaml").SharedNames)
        {
            Assert.NotEmpty(row.Examples);
            Assert.NotEmpty(row.Not);
            Assert.All(row.Examples, e => Assert.Equal(row.Other, e.Actor));
            Assert.All(row.Not, e => Assert.Equal(row.Usual, e.Actor));
            foreach (var example in row.Examples.Concat(row.Not))
                Assert.True(Find(example) is not null, $"{row.Id}: {example.Text}");
        }
    }

    [Fact]
    public void Activities_are_nobody_as_their_examples_say()
    {
        var row = EmbeddedData.Yaml<ReferencesFile>("Actors/Data/en/references.yaml").Activities;
        Assert.All(row.Examples, example => Assert.Null(Find(example)));
        Assert.All(row.Not, example => Assert.NotNull(Find(example)));
    }

    [Fact]
    public void Pairs_stand_for_two_as_their_examples_say()
    {
        var row = EmbeddedData.Yaml<ReferencesFile>("Actors/Data/en/references.yaml").Pairs;
        Assert.All(row.Examples, example => Assert.Equal(["ARM", "AZE"], Find(example)?.Parties ?? []));
        Assert.All(row.Not, example => Assert.Empty(Find(example)?.Parties ?? []));
    }

    private static Mention? Find(ExampleRow example) => ActorStageTests.Mentions(example.Text, example.Day).FirstOrDefault(m =>
        (example.Mention is null || m.Text.EndsWith(example.Mention, StringComparison.Ordinal))
        && (example.Actor is null || m.Id == example.Actor) && (example.Sector is null || m.Sector == example.Sector));
}
