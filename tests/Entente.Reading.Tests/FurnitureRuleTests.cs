namespace Entente.Reading.Tests;

public sealed class FurnitureRuleTests
{
    public static TheoryData<string, string> Examples() => Lines(r => r.Examples);

    public static TheoryData<string, string> CounterExamples() => Lines(r => r.Not);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_is_matched_by_its_rule(string id, string line) => Assert.True(IsMatched(id, line));

    [Theory]
    [MemberData(nameof(CounterExamples))]
    public void Counter_example_is_not_matched(string id, string line) => Assert.False(IsMatched(id, line));

    [Fact]
    public void Every_rule_has_examples_and_counter_examples() =>
        Assert.All(Furniture.Rules, r => Assert.True(r.Examples.Count > 0 && r.Not.Count > 0 && r.Reason.Length > 0, r.Id));

    private static bool IsMatched(string id, string line) => Furniture.Matches(Furniture.Rules.Single(r => r.Id == id), line);

    private static TheoryData<string, string> Lines(Func<Furniture.Rule, List<string>> select)
    {
        var data = new TheoryData<string, string>();
        foreach (var rule in Furniture.Rules)
            foreach (var line in select(rule))
                data.Add(rule.Id, line);
        return data;
    }
}
