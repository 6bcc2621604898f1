using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Articles;
using Entente.Record;

namespace Entente.Cli.Commands;

/// <summary><c>entente decide</c>: what a person says about claims. Every decision is a line of a log that only grows.</summary>
internal sealed class DecideCommand : Command
{
    public DecideCommand(Session session) : base("decide", "Accept, reject, correct, split, merge or add claims; undo a decision")
    {
        Subcommands.Add(new OneCommand(session, DecisionKind.Accept, "Say that a claim is right", "entente decide accept c-1b2f"));
        Subcommands.Add(new OneCommand(session, DecisionKind.Reject, "Say that a claim is wrong: it no longer counts", "entente decide reject c-1b2f --why \"the speaker is quoted, not the outlet\""));
        Subcommands.Add(new CorrectCommand(session));
        Subcommands.Add(new LinkCommand(session, DecisionKind.Split, "Say that a claim tells of another act than the rest of its event", "entente decide split c-1b2f"));
        Subcommands.Add(new LinkCommand(session, DecisionKind.Merge, "Say that a claim tells of the act of an event", "entente decide merge c-1b2f e-90ad"));
        Subcommands.Add(new HandCommand(session));
        Subcommands.Add(new UndoCommand(session));
    }

    private abstract class Deciding : WritingCommand
    {
        private readonly Option<string?> _who = WhoOption();
        private readonly Option<string?> _why = new("--why") { Description = "The reason", HelpName = "WORDS" };

        protected Deciding(Session session, DecisionKind kind, string description, params IReadOnlyList<string> examples) : base(session, kind.ToString().ToLowerInvariant(), description, examples)
        {
            Options.Add(_who);
            Options.Add(_why);
            SetAction(parsed =>
            {
                var who = Who(parsed.GetValue(_who));
                using var record = Open(parsed);
                try
                {
                    Tell(record.Decide(Make(parsed, record) with { Kind = kind, Who = who, Why = parsed.GetValue(_why) ?? "" }, Terminal.Clock.GetCurrentInstant()));
                    return ExitCode.Done;
                }
                catch (ArgumentException e)
                {
                    throw new UsageException(e.Message);
                }
            });
        }

        protected abstract NewDecision Make(ParseResult parsed, RecordStore record);

        protected static NewDecision Empty { get; } = new() { Kind = DecisionKind.Accept, Who = "nobody" };

        protected static Argument<string> Id(string name, string description) => new(name) { Description = description, Validators = { CommonOptions.RejectOptions } };
    }

    private sealed class OneCommand : Deciding
    {
        private readonly Argument<string> _id = Id("CLAIM", "Id of the claim, or its beginning");

        public OneCommand(Session session, DecisionKind kind, string description, string example) : base(session, kind, description, example) => Arguments.Add(_id);

        protected override NewDecision Make(ParseResult parsed, RecordStore record) => Empty with { Claim = ClaimKey.Of(Coded(record, Claim(record, parsed.GetRequiredValue(_id)).Claim)) };
    }

    private sealed class CorrectCommand : Deciding
    {
        private readonly Argument<string> _id = Id("CLAIM", "Id of the claim, or its beginning");
        private readonly Argument<string[]> _values = new("FIELD=JSON") { Description = "A field of the claim's JSON and its value: reality=\"planned\"", Arity = ArgumentArity.OneOrMore };

        public CorrectCommand(Session session) : base(session, DecisionKind.Correct, "Give fields of a claim other values",
            "entente decide correct c-1b2f 'reality=\"planned\"'",
            "entente decide correct c-1b2f 'date={\"start\":\"2014-04-01\",\"end\":null,\"precision\":\"month\",\"text\":\"since April 2014\"}'")
        {
            Arguments.Add(_id);
            Arguments.Add(_values);
        }

        protected override NewDecision Make(ParseResult parsed, RecordStore record) => Empty with
        {
            Claim = ClaimKey.Of(Coded(record, Claim(record, parsed.GetRequiredValue(_id)).Claim)),
            Change = Change(parsed.GetRequiredValue(_values)),
        };
    }

    private sealed class LinkCommand : Deciding
    {
        private readonly DecisionKind _kind;
        private readonly Argument<string> _id = Id("CLAIM", "Id of the claim, or its beginning");
        private readonly Argument<string> _event = Id("EVENT", "Id of the event, or its beginning");

        public LinkCommand(Session session, DecisionKind kind, string description, string example) : base(session, kind, description, example)
        {
            _kind = kind;
            Arguments.Add(_id);
            if (kind == DecisionKind.Merge)
                Arguments.Add(_event);
        }

        protected override NewDecision Make(ParseResult parsed, RecordStore record)
        {
            var claim = Claim(record, parsed.GetRequiredValue(_id)).Claim;
            Relations.Event? found;
            if (_kind == DecisionKind.Split)
                found = record.Claim(claim.Id)?.Event ?? throw new UsageException("The claim does not count: it is in no event.");
            else
                found = record.EventsById(parsed.GetRequiredValue(_event)) is [var only] ? only : throw new UsageException("No event, or more than one, has an id that begins so.");
            return Empty with
            {
                Claim = ClaimKey.Of(Coded(record, claim)),
                Others = [.. found.Members.Where(m => m.Claim.Id != claim.Id).Select(m => ClaimKey.Of(Coded(record, m.Claim)))],
            };
        }
    }

    private sealed class HandCommand : Deciding
    {
        private readonly Argument<FileInfo> _file = new("FILE") { Description = "A file with the claim as JSON, its article and evidence among it" };

        public HandCommand(Session session) : base(session, DecisionKind.Add, "Add a claim that the coder missed", "entente decide add claim.json --why \"told in the caption\"") => Arguments.Add(_file);

        protected override NewDecision Make(ParseResult parsed, RecordStore record)
        {
            try
            {
                return Empty with { Added = EntenteJson.Read<Claim>(File.ReadAllText(parsed.GetRequiredValue(_file).FullName)) };
            }
            catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"The claim cannot be read: {e.Message}");
            }
        }
    }

    private sealed class UndoCommand : Deciding
    {
        private readonly Argument<int> _number = new("NUMBER") { Description = "Number of the decision, as `entente audit` lists it" };

        public UndoCommand(Session session) : base(session, DecisionKind.Undo, "Say that an earlier decision no longer counts", "entente decide undo 12") => Arguments.Add(_number);

        protected override NewDecision Make(ParseResult parsed, RecordStore record) => Empty with { Undoes = parsed.GetRequiredValue(_number) };
    }

    /// <summary>The claim as it was coded: decisions are about that, whatever earlier ones made of it.</summary>
    internal static Claim Coded(RecordStore record, Claim claim) => record.Claim(claim.Id)?.Coded ?? claim;

    /// <summary>Values of fields as one object.</summary>
    internal static JsonObject Change(IEnumerable<string> values)
    {
        var change = new JsonObject();
        foreach (var value in values)
        {
            if (value.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var at))
                throw new UsageException($"'{value}' is no field and value: write reality=\"planned\".");
            try
            {
                change[value[..at]] = JsonNode.Parse(value[(at + 1)..]);
            }
            catch (JsonException)
            {
                // A word without quotation marks is meant as a word.
                change[value[..at]] = value[(at + 1)..];
            }
        }
        return change;
    }
}
