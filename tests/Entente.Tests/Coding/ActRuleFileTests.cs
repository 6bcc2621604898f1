using Entente.Actors;
using Entente.Articles;
using Entente.Coding;
using NodaTime;
using Xunit;

namespace Entente.Tests.Coding;

public sealed class ActRuleFileTests
{
    private const string Rule = """
        - id: my.twin
          type: COOPERATE
          verbs: [twin with]
          recipient: [object, with]
          examples:
            - { text: Malta twinned with Cyprus., claims: ["COOPERATE MLT > CYP"] }
          not: [The towns are far apart.]
        """;

    [Fact]
    public void Rule_of_a_users_own_is_used_beside_the_built_in_ones_and_named_by_the_claim()
    {
        var file = ActRuleFile.Read("mine.yaml", Rule);
        Assert.Empty(file.Problems);
        var claims = Pipeline.English(KnowledgeBase.English, [file]).Annotate(new Article { Text = "The government of Malta has twinned with Cyprus.", Published = new LocalDate(2020, 6, 15) }).Claims;
        var claim = Assert.Single(claims);
        Assert.Equal(("my.twin", PloverType.Cooperate), (claim.Rule, claim.Type));
        Assert.NotEqual(CodingStage.Coder, claim.Coder);
    }

    [Theory]
    [InlineData("verbs: [twin with]", "verb: [twin with]", 3, "unknown_key")]
    [InlineData("type: COOPERATE", "type: HELP", 2, "unknown_value")]
    [InlineData("verbs: [twin with]", "verbs: twin with", 3, "unknown_value")]
    [InlineData("recipient: [object, with]", "object: [\"@nothing\"]", 4, "unknown_value")]
    [InlineData("recipient: [object, with]", "cameo: \"999\"", 4, "unknown_value")]
    [InlineData("not: [The towns are far apart.]", "confidence: 2", 7, "unknown_value")]
    [InlineData("id: my.twin", "id: en.meet", 1, "duplicate_id")]
    [InlineData("verbs: [twin with]", "verbs: [twin with", 0, "yaml")]
    public void Mistake_is_told_with_its_line_and_code(string right, string wrong, int line, string code)
    {
        var file = ActRuleFile.Read("mine.yaml", Rule.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(file.Problems, p => p.Code == code && (p.Line == line || line == 0) && p.File == "mine.yaml");
    }

    [Fact]
    public void Rule_without_words_type_or_examples_says_what_is_missing() =>
        Assert.Equal(["missing", "missing", "missing", "missing"], ActRuleFile.Read("mine.yaml", "- id: my.empty").Problems.Select(p => p.Code));

    [Fact]
    public void File_that_is_no_list_is_a_problem_and_cannot_be_used()
    {
        var file = ActRuleFile.Read("mine.yaml", "id: my.twin");
        Assert.Equal("yaml", Assert.Single(file.Problems).Code);
        Assert.Throws<InvalidDataException>(() => CodingStage.English([file]));
    }

    [Fact]
    public void Empty_file_is_no_problem() => Assert.Empty(ActRuleFile.Read("mine.yaml", "").Problems);

    [Fact]
    public void Sentence_with_two_actors_and_no_claim_is_told_with_its_unknown_verb()
    {
        var pipeline = Pipeline.English();
        var article = pipeline.Annotate(new Article { Text = "The government of Peru serenaded the government of Chile. Peru attacked Chile.", Published = new LocalDate(2020, 6, 15) });
        var sentence = Assert.Single(CodingStage.English().Uncoded(article));
        Assert.Equal(["PER", "CHL"], sentence.Actors);
        Assert.Equal(["serenade"], sentence.Words);
    }
}
