using System.CommandLine;
using Entente.Articles;
using Entente.Cli.Output;
using Entente.Record;
using Entente.Relations;
using NodaTime;

namespace Entente.Cli.Commands;

/// <summary><c>entente compare</c>: what each source says of one event, side by side.</summary>
internal sealed class CompareCommand : QuestionCommand
{
    private static readonly Layout<Telling> Tellings = new()
    {
        Json = t => t,
        Table =
        [
            new("Source", t => string.Join(", ", new[] { t.Claim.Source.Outlet, DateText.Of(t.Claim.Source.Published) }.Where(p => !string.IsNullOrEmpty(p))) + (t.Prints.Count > 1 ? $" (+{t.Prints.Count - 1})" : "")),
            new("When", t => DateText.Of(t.Claim.Claim.Date.Range)) { IsWhole = true },
            new("Told as", t => ContractWord.Of(t.Claim.Claim.Reality)),
            new("Sides", t => $"{Ids(t.Claim.Claim.Actors)} > {Ids(t.Claim.Claim.Recipients)}"),
            new("Belongs because", t => t.Reason is { } reason ? Reason(reason) : "first report"),
            new("Words", t => PlainText.Cut(t.Claim.Claim.Evidence.Exact, 160)),
        ],
        Csv =
        [
            new("claim", t => t.Claim.Claim.Id), new("outlet", t => t.Claim.Source.Outlet), new("published", t => DateText.Of(t.Claim.Source.Published)), new("prints", t => t.Prints.Count),
            new("date_start", t => DateText.Of(t.Claim.Claim.Date.Start)), new("date_end", t => DateText.Of(t.Claim.Claim.Date.End)), new("reality", t => ContractWord.Of(t.Claim.Claim.Reality)),
            new("actors", t => Ids(t.Claim.Claim.Actors)), new("recipients", t => Ids(t.Claim.Claim.Recipients)), new("reason", t => ContractWord.Of(t.Reason?.Reason)), new("detail", t => t.Reason?.Detail), new("sentence", t => t.Claim.Claim.Evidence.Exact),
        ],
    };

    private readonly Argument<string> _id = NameArgument("EVENT", "Id of an event, or its beginning");
    private readonly Option<LocalDate?> _knownBy = CommonOptions.Day("--known-by", "Only what articles published up to this day say");

    public CompareCommand(Session session) : base(
        session,
        "compare",
        "Show what each source says of one event side by side, what they contradict each other in, and what nearly belonged to it",
        "entente compare e-90ad17c2",
        "entente compare e-90ad17c2 --known-by 2022-12-31 --format jsonl")
    {
        Arguments.Add(_id);
        Options.Add(_knownBy);
        SetAction(parsed =>
        {
            using var record = Open(parsed);
            var id = parsed.GetRequiredValue(_id);
            var found = record.EventsById(id);
            var comparison = found.Count switch
            {
                0 => throw new UsageException($"No event in the record has an id that begins with '{id}'."),
                1 => record.Compare(found[0].Id, parsed.GetValue(_knownBy)),
                _ => throw new UsageException($"{found.Count} events have ids that begin with '{id}'.", [.. found.Take(3).Select(e => e.Id)]),
            };
            if (comparison is null)
                Terminal.Error.WriteLine("No source in the record tells of it by that day.");
            else
                Write(comparison, Format(parsed));
            return ExitCode.Done;
        });
    }

    private void Write(Comparison comparison, OutputFormat format)
    {
        if (format == OutputFormat.Jsonl)
        {
            Terminal.Out.Write(EntenteJson.Write(comparison) + "\n");
            return;
        }
        using (var voices = ResultWriter.For(format, Tellings, Terminal))
            foreach (var telling in comparison.Voices)
                voices.Write(telling);
        if (format != OutputFormat.Table)
            return;
        foreach (var contradiction in comparison.Contradictions)
            Terminal.Out.Write(PlainText.Line($"They differ in {contradiction.Field}: {string.Join("; ", contradiction.Versions.Select(v => $"{v.Value} ({v.Claims.Count})"))}") + "\n");
        foreach (var denial in comparison.Denials)
            Terminal.Out.Write(PlainText.Line($"Denied by {string.Join(", ", denial.By)}: {ContractWord.Of(denial.Outcome)}{(denial.Settled is { } settled ? $" ({Origin(settled)})" : "")}") + "\n");
        foreach (var near in comparison.Near)
            Terminal.Out.Write(PlainText.Line($"Another event: {ClaimLayout.ShortId(near.Event.Id)} {DateText.Of(near.Event.Date.Range)} {ContractWord.Of(near.Event.Type)}: {Reason(near.Reason)}") + "\n");
        foreach (var foreign in comparison.Foreign)
            Terminal.Out.Write(PlainText.Line($"{foreign.Collection} {foreign.Id}: {DateText.Of(foreign.Day)} {foreign.ActorName ?? foreign.Actor} {foreign.Type ?? foreign.Cameo} {foreign.RecipientName ?? foreign.Recipient} {foreign.Words}") + "\n");
    }

    private static string Origin(SourcedClaim sourced) =>
        string.Join(", ", sourced.Claim.SaidBy.Select(s => s.Id).Append(sourced.Source.Outlet).Append(DateText.Of(sourced.Source.Published)).Where(p => !string.IsNullOrEmpty(p)));

    private static string Reason(MergeJudgement judgement) =>
        ContractWord.Of(judgement.Reason).Replace('_', ' ') + (judgement.Detail.Length > 0 ? $" ({judgement.Detail})" : "");

    private static string Ids(IReadOnlyList<Party> parties) => string.Join(", ", parties.Select(p => p.Id).Distinct());
}
