using Entente.Actors;
using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Record.Exports;

/// <summary>Arrangements in the columns of the R package manytreaties, as far as the record knows of them, and the intervals of their standings.</summary>
internal static class Treaties
{
    public sealed record Agreement(Arrangement? Facts, string Id, string Name, IReadOnlyList<Event> Steps);

    public sealed record Party(Agreement Agreement, string Id, IReadOnlyList<Event> Steps);

    public sealed record Interval(string Id, string? Party, string? Strand, Standing Standing, LocalDate From, LocalDate? To);

    public static readonly (string Name, Func<Agreement, object?> Value)[] AgreementColumns =
    [
        ("treatyID", a => a.Id), ("Title", a => a.Name), ("Begin", a => First(a.Steps, Step.Signed, Step.Established, Step.InForce)), ("End", a => First(a.Steps, Step.Terminated, Step.Expired, Step.Succeeded)),
        ("Signature", a => First(a.Steps, Step.Signed)), ("Force", a => First(a.Steps, Step.InForce)), ("Term", a => First(a.Steps, Step.Terminated, Step.Expired)), ("Grounds", a => Grounds(a.Steps)),
        ("TypeDomain", _ => null), ("TypeAgree", a => a.Facts?.Kind), ("TypeAmbit", a => a.Facts is { Parties.Count: 2 } ? "B" : a.Facts is { Parties.Count: > 2 } ? "M" : null), ("TypeGeo", _ => null),
        ("TypeSubject", _ => null), ("Location", a => a.Steps.Where(e => e.Step == Step.Signed).Select(e => e.Place?.Name).FirstOrDefault(p => p is not null)), ("Depository", a => a.Facts?.Keeper), ("Published", _ => null),
        ("Secretariat", _ => null), ("Website", _ => null), ("TitleAlt", a => a.Facts is { } f ? string.Join("; ", f.Names.Skip(1)) : null), ("Language", _ => null), ("Languages", _ => null), ("Text", _ => null),
        ("TextURL", _ => null), ("Coder", a => a.Steps[0].Members[0].Claim.Coder), ("Comments", a => $"{a.Steps.Sum(e => e.Reports)} reports of {a.Steps.Count} steps"),
        ("Source", a => string.Join("; ", a.Steps.SelectMany(e => e.Members).Select(m => m.Source.Url ?? m.Source.ArticleId).Distinct().Take(20))),
    ];

    public static readonly (string Name, Func<Party, object?> Value)[] PartyColumns =
    [
        ("stateID", p => p.Id), ("treatyID", p => p.Agreement.Id), ("Title", p => p.Agreement.Name), ("Begin", p => First(p.Steps, Step.Signed, Step.Joined, Step.Established)),
        ("End", p => First(p.Steps, Step.Withdrawn)), ("Signature", p => First(p.Agreement.Steps, Step.Signed)), ("StateSignature", p => First(p.Steps, Step.Signed)),
        ("StateRatification", p => First(p.Steps, Step.Ratified)), ("Force", p => First(p.Agreement.Steps, Step.InForce)), ("StateForce", p => First(p.Steps, Step.Joined, Step.InForce)),
        ("Term", p => First(p.Agreement.Steps, Step.Terminated, Step.Expired)), ("StateEnd", p => First(p.Steps, Step.Withdrawn)), ("Coder", p => p.Agreement.Steps[0].Members[0].Claim.Coder), ("Comments", _ => null),
    ];

    public static readonly (string Name, Func<Interval, object?> Value)[] IntervalColumns =
    [
        ("arrangement", i => i.Id), ("party", i => i.Party), ("strand", i => i.Strand), ("status", i => RecordExport.Word(i.Standing.Status)), ("since", i => i.Standing.Since is { Start: null, End: null } ? "" : new DateRange(i.Standing.Since.Start, i.Standing.Since.End, i.Standing.Since.Precision).ToString()),
        ("from", i => RecordExport.Day(i.From)), ("to", i => RecordExport.Day(i.To)), ("disputed", i => i.Standing.Disputed ? "true" : "false"), ("sources_for", i => i.Standing.Sources.Count(s => s.For)), ("sources_against", i => i.Standing.Sources.Count(s => !s.For)),
    ];

    public static (IReadOnlyList<Agreement> Agreements, IReadOnlyList<Party> Parties, IReadOnlyList<Interval> Intervals) Of(IReadOnlyList<Event> events, RecordStore record, ClaimFilter filter)
    {
        var knowledge = KnowledgeBase.English;
        var agreements = events.Where(e => e is { Arrangement: not null, Step: not null, Reality: Reality.Actual }).GroupBy(e => e.Arrangement!.Id, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Agreement(knowledge.GetArrangement(g.Key), g.Key, knowledge.GetArrangement(g.Key)?.Name ?? g.First().Arrangement!.Name, [.. g])).ToList();
        var parties = agreements.SelectMany(a => a.Steps.SelectMany(e => e.Actors.Concat(e.Recipients).Select(s => (s.Id, Step: e))).Where(s => s.Id != "UNK" && s.Id != a.Facts?.Keeper && !s.Id.Equals(a.Id, StringComparison.OrdinalIgnoreCase))
            .GroupBy(s => s.Id, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Party(a, g.Key, [.. g.Select(s => s.Step)]))).ToList();
        var intervals = new List<Interval>();
        foreach (var agreement in agreements)
        {
            // A standing changes only on the days that steps name, or on the day after.
            var days = agreement.Steps.SelectMany(e => e.Members).SelectMany(m => new[] { m.Claim.Date.Start, m.Claim.Date.End?.PlusDays(m.Claim.Date.End < new LocalDate(9999, 12, 31) ? 1 : 0), m.Source.KnownOn }).OfType<LocalDate>().Where(d => d.Year is > 1 and < 9999).Distinct().Order().ToList();
            var open = new Dictionary<(string?, string?), Interval>();
            foreach (var day in days)
                foreach (var standing in record.StandingsOf(agreement.Id, day, filter.KnownBy).Where(s => s.Arrangement == agreement.Id && s.Status != Status.Unknown))
                {
                    var key = (standing.Party, standing.Strand);
                    if (open.TryGetValue(key, out var before))
                    {
                        if (before.Standing.Status == standing.Status && before.Standing.Since == standing.Since)
                            continue;
                        intervals.Add(before with { To = day.PlusDays(-1) });
                    }
                    open[key] = new(agreement.Id, standing.Party, standing.Strand, standing, day, null);
                }
            intervals.AddRange(open.Values);
        }
        return (agreements, parties, [.. intervals.OrderBy(i => i.Id, StringComparer.Ordinal).ThenBy(i => i.Strand ?? "", StringComparer.Ordinal).ThenBy(i => i.From)]);
    }

    /// <summary>The first day of the first of such steps, as exact as the sources are, in ISO 8601-2.</summary>
    private static string First(IReadOnlyList<Event> events, params Step[] steps) =>
        steps.Select(step => events.Where(e => e.Step == step && e.Reality == Reality.Actual && !e.Date.Range.IsUnknown).MinBy(e => e.Date.Start ?? e.Date.End)).FirstOrDefault(e => e is not null) is { } first ? first.Date.Range.ToString() : "";

    private static string? Grounds(IReadOnlyList<Event> steps) =>
        steps.LastOrDefault(e => e.Step is Step.Terminated or Step.Expired or Step.Succeeded)?.Step is { } step ? RecordExport.Word(step) : null;
}
