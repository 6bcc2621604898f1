using System.Text.Json.Serialization;
using NodaTime;

namespace Entente.Articles;

/// <summary>PLOVER event type. Counts of each stand in the coding guide.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PloverType>))]
public enum PloverType
{
#pragma warning disable CS1591 // the names are PLOVER's own
    [JsonStringEnumMemberName("AGREE")] Agree,
    [JsonStringEnumMemberName("CONSULT")] Consult,
    [JsonStringEnumMemberName("SUPPORT")] Support,
    [JsonStringEnumMemberName("CONCEDE")] Concede,
    [JsonStringEnumMemberName("COOPERATE")] Cooperate,
    [JsonStringEnumMemberName("AID")] Aid,
    [JsonStringEnumMemberName("RETREAT")] Retreat,
    [JsonStringEnumMemberName("REQUEST")] Request,
    [JsonStringEnumMemberName("ACCUSE")] Accuse,
    [JsonStringEnumMemberName("REJECT")] Reject,
    [JsonStringEnumMemberName("THREATEN")] Threaten,
    [JsonStringEnumMemberName("PROTEST")] Protest,
    [JsonStringEnumMemberName("SANCTION")] Sanction,
    [JsonStringEnumMemberName("MOBILIZE")] Mobilize,
    [JsonStringEnumMemberName("COERCE")] Coerce,
    [JsonStringEnumMemberName("ASSAULT")] Assault,
#pragma warning restore CS1591
}

/// <summary>Whether the act is told as a fact.</summary>
public enum Reality
{
    /// <summary>Presented as having happened or being in effect.</summary>
    Actual,

    /// <summary>Announced, agreed, ordered or scheduled, not yet done.</summary>
    Planned,

    /// <summary>Supposed: if, could, may, would, asked for.</summary>
    Hypothetical,

    /// <summary>Said not to have happened or not to be intended.</summary>
    Negated,
}

/// <summary>Whether the act is what the article reports or what it tells as history.</summary>
public enum Recency
{
    /// <summary>News, or still going on.</summary>
    Current,

    /// <summary>Told as history.</summary>
    Background,
}

/// <summary>Where a claim's date comes from.</summary>
public enum DateBasis
{
    /// <summary>No date.</summary>
    None,

    /// <summary>The text says when.</summary>
    Stated,

    /// <summary>Nothing is said, and the act is news or still going on: the day of publication.</summary>
    Publication,
}

/// <summary>A change in an arrangement's life.</summary>
public enum Step
{
#pragma warning disable CS1591 // the coding guide's own words, section 6
    Proposed, Negotiating, Signed, Ratified, InForce, Established, Joined, Extended, Suspended, Resumed, Breached, Notice, Withdrawn, Expired, Terminated, Succeeded,
#pragma warning restore CS1591
}

/// <summary>A side of a claim, or who says it.</summary>
public sealed record Party
{
    /// <summary>Actor id as the coding guide has it: <c>RUS</c>, <c>NATO</c>, <c>UNK</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Usual English name.</summary>
    public required string Name { get; init; }

    /// <summary>PLOVER sector.</summary>
    public required string Sector { get; init; }

    /// <summary>The words that name it in the text.</summary>
    public required string Text { get; init; }

    /// <summary>First unit of those words.</summary>
    public required int Start { get; init; }

    /// <summary>First unit after those words.</summary>
    public required int End { get; init; }

    /// <summary>The person who acts for it, when named.</summary>
    public string? Person { get; init; }

    /// <summary>The person's office.</summary>
    public string? Office { get; init; }

    /// <summary>Number of the state in the Correlates of War state system; null for what is no state of it. Written only when there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Cow { get; init; }
}

/// <summary>When the act happens.</summary>
/// <param name="Start">First day; null when open or unknown.</param>
/// <param name="End">Last day; null when open or unknown.</param>
/// <param name="Precision">How exact the named ends are.</param>
/// <param name="Text">The words that say so; null when no words do.</param>
public sealed record ClaimDate(LocalDate? Start, LocalDate? End, Precision Precision, string? Text)
{
    /// <summary>A date that is not known.</summary>
    public static ClaimDate Unknown { get; } = Of(DateRange.Unknown, null);

    /// <summary>The days as a range.</summary>
    [JsonIgnore]
    public DateRange Range => new(Start, End, Precision);

    /// <summary>A date from a range and the words that say it.</summary>
    public static ClaimDate Of(DateRange range, string? text) => new(range.Start, range.End, range.Precision, text);
}

/// <summary>Where the act happens.</summary>
/// <param name="Name">Name of the place.</param>
/// <param name="Country">Id of the state it is in; null when unknown.</param>
public sealed record ClaimPlace(string Name, string? Country);

/// <summary>The arrangement that an act changes or happens under.</summary>
/// <param name="Id">Catalogue id, or one made from its words and parties when the catalogue lacks it.</param>
/// <param name="Name">Its name, or the text's words for it.</param>
/// <param name="Strand">The part with its own fate; null for the whole.</param>
public sealed record ArrangementRef(string Id, string Name, string? Strand);

/// <summary>Words that express the act.</summary>
/// <param name="Text">The words.</param>
/// <param name="Start">First unit of the words.</param>
/// <param name="End">First unit after them.</param>
public sealed record Trigger(string Text, int Start, int End);

/// <summary>The sentence behind a claim, as a text quote that can be found again.</summary>
/// <param name="Start">First unit of the sentence.</param>
/// <param name="End">First unit after it.</param>
/// <param name="Exact">The whole sentence.</param>
/// <param name="Prefix">Up to 32 units before it.</param>
/// <param name="Suffix">Up to 32 units after it.</param>
public sealed record Evidence(int Start, int End, string Exact, string Prefix, string Suffix)
{
    /// <summary>
    /// Whether it is the article's title: then all offsets of the claim are into the title. Written as <c>"in_title": true</c>, and not at all for the body.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool InTitle { get; init; }
}

/// <summary>One act that one article asserts, plans, supposes or denies: who did what to whom, when, on whose word.</summary>
public sealed record Claim
{
    /// <summary>Hash of what the claim says and where: the same text and version give the same id.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the article.</summary>
    public required string Article { get; init; }

    /// <summary>The article's <see cref="Article.SourceId"/>.</summary>
    public string? SourceId { get; init; }

    /// <summary>PLOVER type.</summary>
    public required PloverType Type { get; init; }

    /// <summary>PLOVER modes that fit, or none.</summary>
    public IReadOnlyList<string> Mode { get; init; } = [];

    /// <summary>PLOVER contexts that fit, or none.</summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>CAMEO code, at the finest level that the words support.</summary>
    public string? Cameo { get; init; }

    /// <summary>Goldstein value of <see cref="Cameo"/>, −10 to 10.</summary>
    public double? Goldstein { get; init; }

    /// <summary>Who acts.</summary>
    public IReadOnlyList<Party> Actors { get; init; } = [];

    /// <summary>To whom it is done.</summary>
    public IReadOnlyList<Party> Recipients { get; init; } = [];

    /// <summary>Whether it is told as a fact.</summary>
    public Reality Reality { get; init; }

    /// <summary>Whether it is news or history.</summary>
    public Recency Recency { get; init; }

    /// <summary>When it happens.</summary>
    public required ClaimDate Date { get; init; }

    /// <summary>Where the date comes from.</summary>
    public DateBasis DateBasis { get; init; }

    /// <summary>Where it happens.</summary>
    public ClaimPlace? Place { get; init; }

    /// <summary>Who says so, when it is not the outlet itself.</summary>
    public IReadOnlyList<Party> SaidBy { get; init; } = [];

    /// <summary>The arrangement it changes or happens under.</summary>
    public ArrangementRef? Arrangement { get; init; }

    /// <summary>The change in the arrangement.</summary>
    public Step? Step { get; init; }

    /// <summary>Words that express the act.</summary>
    public required Trigger Trigger { get; init; }

    /// <summary>The sentence.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>Id of the rule that found it.</summary>
    public required string Rule { get; init; }

    /// <summary>How sure the coder is, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>Name and version of the coder.</summary>
    public required string Coder { get; init; }
}
