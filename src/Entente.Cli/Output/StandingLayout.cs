using Entente.Relations;

namespace Entente.Cli.Output;

/// <summary>Standings as JSON and CSV; for eyes there is <see cref="StandingCard"/>.</summary>
internal static class StandingLayout
{
    public static Layout<Standing> Standings { get; } = new()
    {
        Json = s => s,
        Table = [],
        Csv =
        [
            new("arrangement", s => s.Arrangement),
            new("name", s => s.Name),
            new("party", s => s.Party),
            new("strand", s => s.Strand),
            new("as_of", s => DateText.Of(s.AsOf)),
            new("known_by", s => DateText.Of(s.KnownBy)),
            new("status", s => ContractWord.Of(s.Status)),
            new("since_start", s => DateText.Of(s.Since.Start)),
            new("since_end", s => DateText.Of(s.Since.End)),
            new("since_precision", s => ContractWord.Of(s.Since.Precision)),
            new("next_step", s => ContractWord.Of(s.NextPlanned?.Step)),
            new("next_start", s => DateText.Of(s.NextPlanned?.Date?.Start)),
            new("next_end", s => DateText.Of(s.NextPlanned?.Date?.End)),
            new("disputed", s => ContractWord.Of(s.Disputed)),
            new("sources_for", s => s.Sources.Count(q => q.For)),
            new("sources_against", s => s.Sources.Count(q => !q.For)),
            new("quotes", s => string.Join("\n", s.Sources.Select(q => $"{(q.For ? "for" : "against")}, {q.Outlet ?? q.Article}, {DateText.Of(q.Published)}: {q.Quote}"))),
        ],
    };
}
