namespace Entente.Articles;

/// <summary>What a <see cref="Mention"/> names.</summary>
public enum MentionKind
{
    /// <summary>A state, a part of one, an organisation, a group, or a person in an office.</summary>
    Actor,

    /// <summary>A place that does not act: a city, a region, a sea.</summary>
    Place,

    /// <summary>A treaty, forum, programme, mission, sanctions regime…</summary>
    Arrangement,
}

/// <summary>
/// A span that names an actor, a place or an arrangement, with who or what that was on the day of the article. One noun phrase has one
/// actor mention, on its head: "Russia's Foreign Minister Sergei Lavrov" is RUS, GOV, person Sergei Lavrov; "Russia" inside it is a
/// mention of its own.
/// </summary>
public sealed record Mention
{
    /// <summary>What is named.</summary>
    public required MentionKind Kind { get; init; }

    /// <summary>The words.</summary>
    public required Span Span { get; init; }

    /// <summary>The words themselves.</summary>
    public required string Text { get; init; }

    /// <summary>Index of the sentence.</summary>
    public required int Sentence { get; init; }

    /// <summary>Index in the sentence of the syntactic head of the words.</summary>
    public required int Head { get; init; }

    /// <summary>Actor id as the coding guide has it (<c>RUS</c>, <c>NATO</c>, <c>UNK</c>), or the arrangement's id; for a place the id of its state, null when unknown.</summary>
    public string? Id { get; init; }

    /// <summary>Usual English name of what is named: "Russia", "NATO-Russia Council", "New York".</summary>
    public required string Name { get; init; }

    /// <summary>PLOVER sector (<c>GOV</c>, <c>MIL</c>, <c>IGO</c>…); null for places and arrangements.</summary>
    public string? Sector { get; init; }

    /// <summary>Full name of the person whom the words name, or who held the office that they name on the day of the article.</summary>
    public string? Person { get; init; }

    /// <summary>Office of the person on the day of the article: "foreign minister".</summary>
    public string? Office { get; init; }

    /// <summary>
    /// Ids of the parties, for an arrangement that has fixed ones. For an actor: empty, or for "both sides" and "the two countries" the ids of the two, of which
    /// <see cref="Id"/> is the one named first.
    /// </summary>
    public IReadOnlyList<string> Parties { get; init; } = [];

    /// <summary>How it was found: <c>name</c>, <c>adjective</c>, <c>metonym</c>, <c>person</c>, <c>office</c>, <c>agent</c>, <c>pronoun</c>, <c>definite</c>.</summary>
    public required string Via { get; init; }
}
