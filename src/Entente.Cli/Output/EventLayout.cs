using Entente.Relations;

namespace Entente.Cli.Output;

/// <summary>Events in each format.</summary>
internal static class EventLayout
{
    /// <summary>The event as in the contract.</summary>
    public static Layout<Event> Events { get; } = new()
    {
        Json = e => e,
        Table =
        [
            new("When", e => DateText.Of(e.Date.Range)) { IsWhole = true },
            new("Who", e => Ids(e.Actors)),
            new("Did", e => ContractWord.Of(e.Type)) { IsWhole = true },
            new("To whom", e => Ids(e.Recipients)),
            new("Arrangement: step", e => ClaimLayout.StepText(e.Arrangement, e.Step)),
            new("Told as", e => ContractWord.Of(e.Reality) + (e.Disputed ? ", disputed" : "")),
            new("Voices", e => e.Voices),
            new("Event", e => ClaimLayout.ShortId(e.Id)) { IsWhole = true },
        ],
        Csv =
        [
            new("id", e => e.Id),
            new("type", e => ContractWord.Of(e.Type)),
            new("actors", e => Ids(e.Actors, ";")),
            new("recipients", e => Ids(e.Recipients, ";")),
            new("date_start", e => DateText.Of(e.Date.Start)),
            new("date_end", e => DateText.Of(e.Date.End)),
            new("date_precision", e => ContractWord.Of(e.Date.Precision)),
            new("date_text", e => e.Date.Text),
            new("reality", e => ContractWord.Of(e.Reality)),
            new("place", e => e.Place?.Name),
            new("country", e => e.Place?.Country),
            new("arrangement", e => e.Arrangement?.Id),
            new("arrangement_name", e => e.Arrangement?.Name),
            new("strand", e => e.Arrangement?.Strand),
            new("step", e => ContractWord.Of(e.Step)),
            new("claims", e => string.Join(";", e.Claims)),
            new("voices", e => e.Voices),
            new("disputed", e => ContractWord.Of(e.Disputed)),
        ],
    };

    /// <summary>The same with the words of the first source.</summary>
    public static Layout<Event> Timeline { get; } = Events with
    {
        Table =
        [
            new("When", e => DateText.Of(e.Date.Range)) { IsWhole = true },
            new("What", e => $"{Ids(e.Actors)} {ContractWord.Of(e.Type)} {Ids(e.Recipients)}".TrimEnd()),
            new("Told as", e => ContractWord.Of(e.Reality) + (e.Disputed ? ", disputed" : "")),
            new("In the words of a source", e => PlainText.Cut(e.Members[0].Claim.Evidence.Exact, 200)),
            new("Source", e => string.Join(", ", new[] { e.Members[0].Source.Outlet, DateText.Of(e.Members[0].Source.Published) }.Where(part => !string.IsNullOrEmpty(part)))),
            new("Event", e => ClaimLayout.ShortId(e.Id)) { IsWhole = true },
        ],
    };

    private static string Ids(IReadOnlyList<EventSide> sides, string between = ", ") => string.Join(between, sides.Select(s => s.Id));
}
