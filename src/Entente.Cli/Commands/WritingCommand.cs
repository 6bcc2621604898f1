using System.CommandLine;
using Entente.Cli.Output;
using Entente.Record;

namespace Entente.Cli.Commands;

/// <summary>A command that changes a record that is there.</summary>
internal abstract class WritingCommand(Session session, string name, string description, params IReadOnlyList<string> examples)
    : RecordCommand(session, readOnly: false, name, description, examples)
{
    /// <summary>Whoever decides, by the option, else by the variable of the user's name.</summary>
    protected static Option<string?> WhoOption() => new("--who") { Description = "Who decides [default: $ENTENTE_USER, else $USER]", HelpName = "NAME" };

    protected string Who(string? option) =>
        option is { Length: > 0 } ? option
        : Terminal.Variable("ENTENTE_USER") is { Length: > 0 } name ? name
        : Terminal.Variable("USER") is { Length: > 0 } user ? user
        : throw new UsageException("Say who decides: --who NAME.");

    /// <summary>The one claim whose id begins so.</summary>
    protected static Relations.SourcedClaim Claim(RecordStore record, string id)
    {
        var found = id.Length < 3 ? [] : record.ClaimsById(id);
        return found.Where(c => c.Claim.Id == id).Take(1).ToList() is [var exact] ? exact
            : found.Count == 1 ? found[0]
            : found.Count == 0 ? throw new UsageException($"No claim in the record has an id that begins with '{id}'.")
            : throw new UsageException($"{found.Count} claims have ids that begin with '{id}'.", [.. found.Take(3).Select(c => c.Claim.Id)]);
    }

    protected void Tell(Decision decision) =>
        Terminal.Out.WriteLine(PlainText.Line($"Decision {decision.Number}: {ContractWord.Of(decision.Kind)}, by {decision.Who}. {decision.Hash[..16]}"));
}
