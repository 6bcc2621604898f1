using Entente.Articles;
using Entente.Relations;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Entente.Cli.Output;

/// <summary>One claim for eyes: its sentence with the words behind each part marked, the rule that found it, and where it was read.</summary>
internal static class ClaimCard
{
    public static IRenderable Of(SourcedClaim sourced)
    {
        var claim = sourced.Claim;
        var facts = new Grid { Expand = false };
        facts.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) });
        facts.AddColumn(new GridColumn { Padding = new Padding(0, 0) });
        foreach (var (name, value) in Facts(claim, sourced.Source))
            if (value.Length > 0)
                facts.AddRow(new Text(name), new Text(PlainText.Line(value)));
        return new Rows(
            new Text($"{claim.Id}  {ContractWord.Of(claim.Type)}", new Style(decoration: Decoration.Bold)),
            new Padder(Sentence(claim), new Padding(2, 0)),
            facts);
    }

    /// <summary>The sentence with each marked part in brackets and named: <c>[Russia]actor [withdrew]act from …</c></summary>
    internal static string Marked(Claim claim)
    {
        var sentence = claim.Evidence;
        var text = new System.Text.StringBuilder();
        var at = sentence.Start;
        foreach (var (start, end, name) in ClaimDerivation.Marks(claim))
        {
            text.Append(sentence.Exact, at - sentence.Start, start - at);
            text.Append('[').Append(sentence.Exact, start - sentence.Start, end - start).Append(']').Append('{').Append(name).Append('}');
            at = end;
        }
        return PlainText.Line(text.Append(sentence.Exact.AsSpan(at - sentence.Start)).ToString());
    }

    private static Paragraph Sentence(Claim claim)
    {
        var paragraph = new Paragraph();
        paragraph.Append(Marked(claim));
        return paragraph;
    }

    private static IEnumerable<(string Name, string Value)> Facts(Claim claim, Source source)
    {
        foreach (var (name, sides) in new[] { ("actors", claim.Actors), ("recipients", claim.Recipients), ("said by", claim.SaidBy) })
        {
            yield return (name, Parties(sides));
            yield return ("", string.Join("; ", sides.Select(p => ClaimDerivation.Of(p, claim))));
        }
        yield return ("date", $"{DateText.Of(claim.Date.Range)} ({ContractWord.Of(claim.DateBasis)})");
        yield return ("", ClaimDerivation.OfDate(claim, source));
        yield return ("told as", $"{ContractWord.Of(claim.Reality)}, {ContractWord.Of(claim.Recency)}");
        yield return ("mode", string.Join(", ", claim.Mode.Concat(claim.Context)));
        yield return ("CAMEO", claim.Cameo is null ? "" : FormattableString.Invariant($"{claim.Cameo} ({claim.Goldstein:+0.0;-0.0;0.0})"));
        yield return ("arrangement", ClaimLayout.StepText(claim.Arrangement, claim.Step));
        yield return ("rule", FormattableString.Invariant($"{claim.Rule}, confidence {claim.Confidence:0.##}, {claim.Coder}"));
        yield return ("", ClaimDerivation.OfRule(claim));
        yield return ("article", string.Join(", ", new[] { source.Title is { } title ? $"“{title}”" : null, source.Outlet, DateText.Of(source.Published), source.Url ?? source.Path ?? source.SourceId, source.ArticleId }
            .Where(part => !string.IsNullOrEmpty(part))));
    }

    private static string Parties(IReadOnlyList<Party> parties) => string.Join("; ", parties.Select(p =>
        $"{p.Id} {p.Sector} {p.Name}" + (p.Person is { } person ? $", {person}" : "") + (p.Office is { } office ? $", {office}" : "")));
}
