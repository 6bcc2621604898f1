using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Actors;
using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Mcp;

/// <summary>
/// Puts what articles say into answers. Every string that an article's author could have written stands in an object with <c>"untrusted": true</c>; all other strings are ours.
/// </summary>
internal sealed class Quoted(KnowledgeBase knowledge, McpLimits limits)
{
    private const int LongestLink = 1000;
    private const int LongestName = 160;
    private const int MostClaims = 20;
    private const int QuotesOfEvent = 3;

    /// <summary>Words of an article, marked as such. Characters that cannot be seen are written out: nobody reads what a person would not.</summary>
    public static JsonObject Words(string text, int longest = LongestName)
    {
        var (shown, cut) = Cut(Visible(text), longest);
        var words = new JsonObject { ["untrusted"] = true, ["text"] = shown };
        if (cut)
            words["cut"] = true;
        return words;
    }

    /// <summary>The sentence behind a claim, with where it stands.</summary>
    public JsonObject Quote(SourcedClaim claim)
    {
        var quote = claim.Claim.Evidence.Exact.Length > 0 ? Words(claim.Claim.Evidence.Exact, limits.Quote) : Words(claim.Claim.Trigger.Text, limits.Quote);
        if (claim.Claim.Evidence.Exact.Length == 0)
            quote["sentence_kept"] = false;
        if (claim.Claim.Evidence.InTitle)
            quote["in_title"] = true;
        quote["claim"] = claim.Claim.Id;
        quote["source"] = Source(claim.Source);
        return quote;
    }

    /// <summary>Where an article comes from.</summary>
    public static JsonObject Source(Source source) => new()
    {
        ["article"] = source.ArticleId,
        ["title"] = source.Title is { } title ? Words(title) : null,
        ["outlet"] = source.Outlet is { } outlet ? Words(outlet) : null,
        ["published"] = Day(source.Published),
        ["link"] = Link(source.Url),
        ["file"] = source.Url is null && (source.Path ?? source.SourceId) is { } file ? Words(file) : null,
    };

    /// <summary>An address that a browser may open; null for every other.</summary>
    public static string? Link(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var link) && link.Scheme is "https" or "http" && link.AbsoluteUri.Length <= LongestLink ? link.AbsoluteUri : null;

    /// <summary>An event with the words of its first voices.</summary>
    public JsonObject Event(Event found, int quotes = QuotesOfEvent) => new()
    {
        ["id"] = found.Id,
        ["type"] = Word(found.Type),
        ["actors"] = Sides(found.Actors),
        ["recipients"] = Sides(found.Recipients),
        ["date"] = Date(found.Date.Start, found.Date.End, found.Date.Precision),
        ["reality"] = Word(found.Reality),
        ["place"] = found.Place is { } place ? new JsonObject { ["name"] = Words(place.Name), ["country"] = place.Country } : null,
        ["arrangement"] = Arrangement(found.Arrangement),
        ["step"] = found.Step is { } step ? Word(step) : null,
        ["claims"] = Array(found.Claims.Take(MostClaims).Select(id => (JsonNode)id)),
        ["reports"] = found.Reports,
        ["voices"] = found.Voices,
        ["disputed"] = found.Disputed,
        ["quotes"] = Array(found.Members.DistinctBy(m => m.Source.Voice).Take(quotes).Select(Quote)),
    };

    /// <summary>A claim with its sentence, the words behind each part, and what made it.</summary>
    public JsonObject Claim(SourcedClaim sourced)
    {
        var claim = sourced.Claim;
        return new()
        {
            ["id"] = claim.Id,
            ["type"] = Word(claim.Type),
            ["mode"] = Array(claim.Mode.Select(m => (JsonNode)m)),
            ["context"] = Array(claim.Context.Select(c => (JsonNode)c)),
            ["actors"] = Parties(claim.Actors),
            ["recipients"] = Parties(claim.Recipients),
            ["said_by"] = Parties(claim.SaidBy),
            ["act"] = Words(claim.Trigger.Text),
            ["date"] = Date(claim.Date.Start, claim.Date.End, claim.Date.Precision),
            ["date_words"] = claim.Date.Text is { } words ? Words(words) : null,
            ["date_basis"] = Word(claim.DateBasis),
            ["reality"] = Word(claim.Reality),
            ["arrangement"] = Arrangement(claim.Arrangement),
            ["step"] = claim.Step is { } step ? Word(step) : null,
            ["cameo"] = claim.Cameo,
            ["goldstein"] = claim.Goldstein,
            ["rule"] = claim.Rule,
            ["confidence"] = claim.Confidence,
            ["coder"] = claim.Coder,
            ["quote"] = Quote(sourced),
        };
    }

    /// <summary>What stood, with the sentences for it and against it.</summary>
    /// <param name="standing">The standing.</param>
    /// <param name="source">Where an article comes from.</param>
    /// <param name="most">Sentences at most; the others are counted.</param>
    public JsonObject Standing(Standing standing, Func<string, Source?> source, int most)
    {
        var known = standing.Arrangement is { } id ? knowledge.GetArrangement(id) : null;
        return new()
        {
            ["arrangement"] = known is not null ? known.Id : standing.Arrangement is { } made ? Words(made) : null,
            ["name"] = known is not null ? known.Name : Words(standing.Name),
            ["party"] = standing.Party is not { } party ? null : knowledge.GetActor(party) is not null ? party : Words(party),
            ["strand"] = standing.Strand is { } strand ? Words(strand) : null,
            ["as_of"] = Day(standing.AsOf),
            ["known_by"] = Day(standing.KnownBy),
            ["status"] = Word(standing.Status),
            ["since"] = Date(standing.Since.Start, standing.Since.End, standing.Since.Precision),
            ["next_planned"] = standing.NextPlanned is { } next
                ? new JsonObject { ["step"] = Word(next.Step), ["date"] = next.Date is { } date ? Date(date.Start, date.End, date.Precision) : null }
                : null,
            ["disputed"] = standing.Disputed,
            ["quotes"] = Array(standing.Sources.Take(most).Select(s =>
            {
                var quote = Words(s.Quote, limits.Quote);
                quote["for"] = s.For;
                quote["source"] = source(s.Article) is { } from ? Source(from) : new JsonObject { ["article"] = s.Article };
                return quote;
            })),
            ["quotes_left_out"] = Math.Max(0, standing.Sources.Count - most),
        };
    }

    /// <summary>An event of another collection that the user brought in.</summary>
    public JsonObject Foreign(Record.ForeignEvent row) => new()
    {
        ["collection"] = Words(row.Collection),
        ["id"] = Words(row.Id),
        ["day"] = Day(row.Day),
        ["type"] = row.Type is { } type ? Words(type) : null,
        ["actor"] = (row.ActorName ?? row.Actor) is { } actor ? Words(actor) : null,
        ["recipient"] = (row.RecipientName ?? row.Recipient) is { } recipient ? Words(recipient) : null,
        ["words"] = row.Words is { } words ? Words(words, limits.Quote) : null,
        ["link"] = Link(row.Publisher),
    };

    public static string Word<T>(T value) where T : struct, Enum =>
        value is PloverType ? value.ToString().ToUpperInvariant() : System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static string? Day(LocalDate? day) => day?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    public static JsonObject Date(LocalDate? start, LocalDate? end, Precision precision) => new() { ["start"] = Day(start), ["end"] = Day(end), ["precision"] = Word(precision) };

    public static JsonArray Array(IEnumerable<JsonNode> items) => new([.. items]);

    /// <summary>The text with every character that cannot be seen, or that turns the direction of writing, as <c>\u{202e}</c>.</summary>
    internal static string Visible(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is '\t' or '\n' or '\r' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                shown.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned || rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF)
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            else
                shown.Append(rune);
        return shown.ToString();
    }

    private static (string Text, bool Cut) Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return (text, false);
        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return (text[..end], true);
    }

    private JsonArray Sides(IReadOnlyList<EventSide> sides) =>
        Array(sides.Select(s => new JsonObject { ["id"] = s.Id, ["name"] = knowledge.GetActor(s.Id) is { } actor ? actor.Name : Words(s.Name), ["sector"] = s.Sector }));

    private JsonArray Parties(IReadOnlyList<Party> parties) => Array(parties.Select(p => new JsonObject
    {
        ["id"] = p.Id,
        ["name"] = knowledge.GetActor(p.Id) is { } actor ? actor.Name : Words(p.Name),
        ["sector"] = p.Sector,
        ["person"] = p.Person is { } person ? Words(person) : null,
        ["words"] = Words(p.Text),
    }));

    /// <summary>An arrangement that is not in the catalogue has a name from a text, and an id made of it.</summary>
    private JsonObject? Arrangement(ArrangementRef? arrangement)
    {
        if (arrangement is null)
            return null;
        var known = knowledge.GetArrangement(arrangement.Id);
        return new()
        {
            ["id"] = known is not null ? known.Id : Words(arrangement.Id),
            ["name"] = known is not null ? known.Name : Words(arrangement.Name),
            ["strand"] = arrangement.Strand is { } strand ? Words(strand) : null,
        };
    }
}
