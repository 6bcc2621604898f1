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
            new("Did", c => c.Type.ToString().ToUpperInvariant()) { IsWhole = true },
            new("To whom", c => Ids(c.Recipients)),
            new("Arrangement: step", StepText),
            new("Told as", TellingText),
            new("Words", c => PlainText.Cut(c.Trigger.Text, 40)),
            new("Claim", c => ShortId(c.Id)) { IsWhole = true },
        ],
        Csv =
        [
            new("id", c => c.Id),
            new("article", c => c.Article),
            new("source_id", c => c.SourceId),
            new("type", c => c.Type.ToString().ToUpperInvariant()),
            new("mode", c => string.Join(";", c.Mode)),
            new("context", c => string.Join(";", c.Context)),
            new("cameo", c => c.Cameo),
            new("goldstein", c => c.Goldstein),
            new("actors", c => Ids(c.Actors, ";")),
            new("recipients", c => Ids(c.Recipients, ";")),
            new("reality", c => Snake(c.Reality)),
            new("recency", c => Snake(c.Recency)),
            new("date_start", c => DateText.Of(c.Date.Start)),
            new("date_end", c => DateText.Of(c.Date.End)),
            new("date_precision", c => Snake(c.Date.Precision)),
            new("date_text", c => c.Date.Text),
            new("date_basis", c => Snake(c.DateBasis)),
            new("place", c => c.Place?.Name),
            new("country", c => c.Place?.Country),
            new("said_by", c => Ids(c.SaidBy, ";")),
            new("arrangement", c => c.Arrangement?.Id),
            new("arrangement_name", c => c.Arrangement?.Name),
            new("strand", c => c.Arrangement?.Strand),
            new("step", c => c.Step is { } step ? Snake(step) : null),
            new("trigger", c => c.Trigger.Text),
            new("sentence", c => c.Evidence.Exact),
            new("rule", c => c.Rule),
            new("confidence", c => c.Confidence),
            new("coder", c => c.Coder),
        ],
    };

    /// <summary>Enough of an id to ask for it by.</summary>
    public static string ShortId(string id) => id.Length > 10 ? id[..10] : id;

    /// <summary>A word of the contract.</summary>
    public static string Snake<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Ids(IReadOnlyList<Party> parties, string between = ", ") => string.Join(between, parties.Select(p => p.Id).Distinct());

    private static string StepText(Claim claim)
    {
        var name = claim.Arrangement is { } arrangement ? arrangement.Name + (arrangement.Strand is { } strand ? $" ({strand})" : "") : null;
        var step = claim.Step is { } s ? Snake(s) : null;
        return (name, step) is (not null, not null) ? $"{name}: {step}" : name ?? step ?? "";
    }

    private static string TellingText(Claim claim)
    {
        var reality = Snake(claim.Reality);
        return claim.SaidBy.Count == 0 ? reality : $"{reality}, by {Ids(claim.SaidBy)}";
    }
}
