using System.CommandLine;
using Entente.Articles;
using Entente.Cli.Output;
using Entente.Record;
using Entente.Relations;
using Event = Entente.Relations.Event;

namespace Entente.Cli.Commands;

/// <summary><c>entente why</c>: the sentence, rule and source behind a claim, or all those behind an event.</summary>
internal sealed class WhyCommand : QuestionCommand
{
    private readonly Argument<string> _id = NameArgument("ID", "Id of a claim or an event, or its beginning");

    public WhyCommand(Session session) : base(
        session,
        "why",
        "Show the sentence, the rule and the source behind a claim or an event",
        "entente why c-1b2f",
        "entente why e-90ad17c2 --format jsonl")
    {
        Arguments.Add(_id);
        SetAction(parsed =>
        {
            using var record = Open(parsed);
            var (found, claims) = Find(record, parsed.GetRequiredValue(_id));
            Write(Format(parsed), found, claims);
            return ExitCode.Done;
        });
    }

    private static (Event? Event, IReadOnlyList<SourcedClaim> Claims) Find(RecordStore record, string id)
    {
        if (id.Length < 3 || id[..2] is not ("c-" or "e-"))
            throw new UsageException($"'{id}' is no id: one begins with c- for a claim or e- for an event, and at least one letter follows.");
        if (id[0] == 'c')
            return (null, [One(record.ClaimsById(id), c => c.Claim.Id, id, "claim")]);
        var found = One(record.EventsById(id), e => e.Id, id, "event");
        return (found, found.Members);
    }

    private static T One<T>(IReadOnlyList<T> found, Func<T, string> idOf, string id, string what) =>
        found.Where(f => idOf(f) == id).Take(1).ToList() is [var exact] ? exact
        : found.Count == 1 ? found[0]
        : found.Count == 0 ? throw new UsageException($"No {what} in the record has an id that begins with '{id}'.")
        : throw new UsageException($"{found.Count} {what}s have ids that begin with '{id}'.", [.. found.Take(3).Select(idOf)]);

    private void Write(OutputFormat format, Event? found, IReadOnlyList<SourcedClaim> claims)
    {
        switch (format)
        {
            case OutputFormat.Jsonl:
                Terminal.Out.Write(found is null ? EntenteJson.Write(Row(claims[0])) : EntenteJson.Write(new EventRow(found, [.. claims.Select(Row)])));
                Terminal.Out.Write('\n');
                break;
            case OutputFormat.Table:
                if (found is not null)
                    using (var events = ResultWriter.For(format, EventLayout.Events, Terminal))
                        events.Write(found);
                foreach (var (i, claim) in claims.Index())
                {
                    if (i > 0 || found is not null)
                        Terminal.Out.Write('\n');
                    Screen.Write(Terminal, ClaimCard.Of(claim));
                }
                break;
            default:
                using (var rows = ResultWriter.For(format, ClaimLayout.Claims, Terminal))
                    foreach (var claim in claims)
                        rows.Write(claim.Claim);
                break;
        }
    }

    private static ClaimRow Row(SourcedClaim sourced) => new(ClaimDerivation.Json(sourced), sourced.Source);

    private sealed record EventRow(Event Event, IReadOnlyList<ClaimRow> Claims);

    /// <summary>A claim with its marks and derivation, and where it stands.</summary>
    private sealed record ClaimRow(System.Text.Json.Nodes.JsonObject Claim, Source Source);
}
