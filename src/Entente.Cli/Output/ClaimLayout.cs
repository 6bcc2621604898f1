using Entente.Articles;

namespace Entente.Cli.Output;

/// <summary>Claims in each format.</summary>
internal static class ClaimLayout
{
    /// <summary>The claim as in the contract; tables with what a person looks for first.</summary>
    public static Layout<Claim> Claims { get; } = new()
    {
        Json = c => c,
        Table =
        [
            new("When", c => DateText.Of(c.Date.Range)) { IsWhole = true },
            new("Who", c => Ids(c.Actors)),
            new("Did", c => ContractWord.Of(c.Type)) { IsWhole = true },
            new("To whom", c => Ids(c.Recipients)),
            new("Arrangement: step", c => StepText(c.Arrangement, c.Step)),
            new("Told as", TellingText),
            new("Claim", c => ShortId(c.Id)) { IsWhole = true },
        ],
        Csv =
        [
            new("id", c => c.Id),
            new("article", c => c.Article),
            new("source_id", c => c.SourceId),
            new("type", c => ContractWord.Of(c.Type)),
            new("mode", c => string.Join(";", c.Mode)),
            new("context", c => string.Join(";", c.Context)),
            new("cameo", c => c.Cameo),
            new("goldstein", c => c.Goldstein),
            new("actors", c => Ids(c.Actors, ";")),
            new("recipients", c => Ids(c.Recipients, ";")),
            new("reality", c => ContractWord.Of(c.Reality)),
            new("recency", c => ContractWord.Of(c.Recency)),
            new("date_start", c => DateText.Of(c.Date.Start)),
            new("date_end", c => DateText.Of(c.Date.End)),
            new("date_precision", c => ContractWord.Of(c.Date.Precision)),
            new("date_text", c => c.Date.Text),
            new("date_basis", c => ContractWord.Of(c.DateBasis)),
            new("place", c => c.Place?.Name),
            new("country", c => c.Place?.Country),
            new("said_by", c => Ids(c.SaidBy, ";")),
            new("arrangement", c => c.Arrangement?.Id),
            new("arrangement_name", c => c.Arrangement?.Name),
            new("strand", c => c.Arrangement?.Strand),
            new("step", c => ContractWord.Of(c.Step)),
            new("trigger", c => c.Trigger.Text),
            new("sentence", c => c.Evidence.Exact),
            new("rule", c => c.Rule),
            new("confidence", c => c.Confidence),
            new("coder", c => c.Coder),
        ],
    };

    /// <summary>Enough of an id to ask for it by.</summary>
    public static string ShortId(string id) => id.Length > 10 ? id[..10] : id;

    /// <summary>An arrangement with its strand and step in a few words.</summary>
    public static string StepText(ArrangementRef? arrangement, Step? step)
    {
        var name = arrangement is null ? null : arrangement.Name + (arrangement.Strand is { } strand ? $" ({strand})" : "");
        return string.Join(": ", new[] { name, ContractWord.Of(step) }.Where(part => part is not null));
    }

    private static string Ids(IReadOnlyList<Party> parties, string between = ", ") => string.Join(between, parties.Select(p => p.Id).Distinct());

    private static string TellingText(Claim claim)
    {
        var reality = ContractWord.Of(claim.Reality);
        return claim.SaidBy.Count == 0 ? reality : $"{reality}, by {Ids(claim.SaidBy)}";
    }
}
