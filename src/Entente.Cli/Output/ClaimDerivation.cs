using System.Text.Json.Nodes;
using Entente.Articles;
using Entente.Coding;
using Entente.Relations;

namespace Entente.Cli.Output;

/// <summary>How a claim came about: what each part of its sentence is, and where date and sides come from. In words for the card, as JSON for programs.</summary>
internal static class ClaimDerivation
{
    private static readonly HashSet<string> Pronouns = new(["he", "she", "it", "they", "we", "i", "his", "her", "its", "their", "our", "him", "them", "us", "who", "which", "that"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The parts that stand in the sentence, in order; of parts that overlap the first is kept. Offsets are into the article.</summary>
    public static IEnumerable<(int Start, int End, string Part)> Marks(Claim claim)
    {
        var marks = new List<(int Start, int End, string Part)> { (claim.Trigger.Start, claim.Trigger.End, "act") };
        marks.AddRange(claim.Actors.Select(p => (p.Start, p.End, "actor")));
        marks.AddRange(claim.Recipients.Select(p => (p.Start, p.End, "recipient")));
        marks.AddRange(claim.SaidBy.Select(p => (p.Start, p.End, "speaker")));
        if (claim.Date.Text is { Length: > 0 } words && claim.Evidence.Exact.IndexOf(words, StringComparison.Ordinal) is var found and >= 0)
            marks.Add((claim.Evidence.Start + found, claim.Evidence.Start + found + words.Length, "date"));
        var end = claim.Evidence.Start;
        foreach (var mark in marks.OrderBy(m => m.Start).ThenByDescending(m => m.End))
        {
            if (mark.Start < end || mark.End > claim.Evidence.End || mark.End <= mark.Start)
                continue;
            end = mark.End;
            yield return mark;
        }
    }

    /// <summary>How the words stand for the side.</summary>
    public static string Of(Party party, Claim claim)
    {
        var words = $"“{PlainText.Line(party.Text)}”";
        if (party.Start < claim.Evidence.Start || party.End > claim.Evidence.End)
            return $"{words}, understood from another sentence";
        if (party.Id == "UNK")
            return $"{words}, nobody that the lists know";
        if (party.Person is { } person)
            return party.Office is { } held ? $"{words} is {person}, who held the office {held} on the day" : $"{words} is {person}, who acts for it";
        if (party.Office is { } office)
            return $"{words}, the office {office}";
        return Pronouns.Contains(party.Text) ? $"{words}, by what it refers back to" : string.Equals(party.Text, party.Name, StringComparison.OrdinalIgnoreCase) ? $"{words}, its name" : $"{words} stands for {party.Name}";
    }

    /// <summary>Where the date comes from.</summary>
    public static string OfDate(Claim claim, Source source) => claim.DateBasis switch
    {
        DateBasis.Stated => claim.Date.Text is { } words ? $"“{PlainText.Line(words)}”, read against the day of publication {DateText.Of(source.Published)}" : "the text says when",
        DateBasis.Publication => "no day is said and the act is news: the day of publication",
        _ => "no day is said, and the act is background, planned or supposed: unknown",
    };

    /// <summary>The words that matched and what the rule looks for.</summary>
    public static string OfRule(Claim claim) => CodingStage.Rule(claim.Rule) is not { } rule
        ? $"“{PlainText.Line(claim.Trigger.Text)}”"
        : $"“{PlainText.Line(claim.Trigger.Text)}”, one of: {string.Join(", ", rule.Words.Take(8))}{(rule.Words.Count > 8 ? ", …" : "")}; as in “{rule.Example}”";

    /// <summary>The claim with <c>marks</c> and <c>derivation</c> beside what the contract has.</summary>
    public static JsonObject Json(SourcedClaim sourced)
    {
        var (claim, source) = sourced;
        var json = JsonNode.Parse(EntenteJson.Write(claim))!.AsObject();
        var text = claim.Evidence;
        json["marks"] = new JsonArray([.. Marks(claim).Select(m => (JsonNode)new JsonObject
        {
            ["part"] = m.Part,
            ["start"] = m.Start,
            ["end"] = m.End,
            ["text"] = text.Exact[(m.Start - text.Start)..(m.End - text.Start)],
        })]);
        var rule = CodingStage.Rule(claim.Rule);
        json["derivation"] = new JsonObject
        {
            ["rule"] = new JsonObject
            {
                ["id"] = claim.Rule,
                ["matched"] = claim.Trigger.Text,
                ["words"] = new JsonArray([.. (rule?.Words ?? []).Select(w => (JsonNode)w)]),
                ["example"] = rule?.Example,
            },
            ["date"] = OfDate(claim, source),
            ["actors"] = Sides(claim.Actors),
            ["recipients"] = Sides(claim.Recipients),
            ["said_by"] = Sides(claim.SaidBy),
        };
        return json;

        JsonArray Sides(IReadOnlyList<Party> sides) => new([.. sides.Select(p => (JsonNode)new JsonObject { ["id"] = p.Id, ["how"] = Of(p, claim) })]);
    }
}
