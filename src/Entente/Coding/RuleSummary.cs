using Entente.Articles;

namespace Entente.Coding;

/// <summary>What a built-in act rule looks for, for people who ask why a claim was found.</summary>
/// <param name="Id">Id of the rule, as claims carry it.</param>
/// <param name="Type">The type that it gives.</param>
/// <param name="Words">Verbs, nouns and adjectives of which one must be there, as the rule file has them.</param>
/// <param name="Example">A sentence that it matches.</param>
public sealed record RuleSummary(string Id, PloverType Type, IReadOnlyList<string> Words, string Example);
