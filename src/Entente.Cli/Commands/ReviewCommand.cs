using System.CommandLine;
using System.Globalization;
using System.Text;
using Entente.Cli.Output;
using Entente.Record;

namespace Entente.Cli.Commands;

/// <summary><c>entente review</c>: claims that a person should look at, one after another, decided on by a letter.</summary>
internal sealed class ReviewCommand : WritingCommand
{
    private const string Keys = "a accept · r reject · c correct · s skip · u undo the last · q quit";
    private const string Lines = "a accept · r WHY reject · c FIELD=JSON correct · s skip · u undo the last · q quit";

    private readonly Option<string?> _who = WhoOption();
    private readonly Option<int?> _limit = CommonOptions.Count("--limit", "Most that are shown [default: 50]");

    public ReviewCommand(Session session) : base(
        session,
        "review",
        "Go through the claims that are least sure and weigh most, and decide on each by a letter",
        "entente review --who \"A. Reader\"",
        "entente review --limit 10 --format jsonl")
    {
        Options.Add(_who);
        Options.Add(_limit);
        SetAction(parsed =>
        {
            var limit = parsed.GetValue(_limit) ?? 50;
            var format = parsed.GetValue(Session.Format) ?? OutputFormat.Table;
            using var record = Open(parsed);
            var queue = record.ReviewQueue(limit);
            if (format != OutputFormat.Table)
            {
                using var rows = ResultWriter.For(format, ClaimLayout.Claims, Terminal);
                foreach (var claim in queue)
                    rows.Write(claim.Claim);
                return ExitCode.Done;
            }
            Run(record, queue, Who(parsed.GetValue(_who)));
            return ExitCode.Done;
        });
    }

    private void Run(RecordStore record, IReadOnlyList<Relations.SourcedClaim> queue, string who)
    {
        using var input = new StreamReader(Terminal.In, Encoding.UTF8, leaveOpen: true);
        Decision? last = null;
        foreach (var (i, claim) in queue.Index())
        {
            Terminal.Out.Write($"\n{(i + 1).ToString(CultureInfo.InvariantCulture)} of {queue.Count}\n");
            Screen.Write(Terminal, ClaimCard.Of(claim));
            while (true)
            {
                Terminal.Out.Write((Terminal.Key is null ? Lines : Keys) + "\n> ");
                Terminal.Out.Flush();
                if (Ask(input) is not var (key, rest))
                    return;
                if (key == 's')
                    break;
                if (key == 'u' && last is not null)
                {
                    Tell(record.Decide(new() { Kind = DecisionKind.Undo, Who = who, Undoes = last.Number }, Terminal.Clock.GetCurrentInstant()));
                    last = null;
                    continue;
                }
                try
                {
                    var about = new NewDecision { Kind = DecisionKind.Accept, Who = who, Claim = ClaimKey.Of(DecideCommand.Coded(record, claim.Claim)) };
                    var decision = key switch
                    {
                        'a' => about with { Why = rest },
                        'r' => about with { Kind = DecisionKind.Reject, Why = rest },
                        'c' => about with { Kind = DecisionKind.Correct, Change = DecideCommand.Change([rest]) },
                        _ => null,
                    };
                    if (decision is null)
                        continue;
                    Tell(last = record.Decide(decision, Terminal.Clock.GetCurrentInstant()));
                    break;
                }
                catch (Exception e) when (e is ArgumentException or UsageException)
                {
                    Terminal.Error.WriteLine(PlainText.Line(e.Message));
                }
            }
        }
        Terminal.Out.Write(queue.Count == 0 ? "Nothing waits for a decision.\n" : "\nThat was the last.\n");
    }

    /// <summary>What the person wants: a key where there is a keyboard, and only where it needs words a line; else a line that begins with the key.</summary>
    /// <returns>Null to end.</returns>
    private (char Key, string Words)? Ask(StreamReader input)
    {
        if (Terminal.Key is null)
        {
            if (input.ReadLine()?.Trim() is not { } line || line == "q")
                return null;
            return line.Length == 0 ? (' ', "") : (line[0], line[1..].Trim());
        }
        var pressed = Terminal.Key();
        var key = char.ToLowerInvariant(pressed.KeyChar);
        if (key == 'q' || pressed.Key == ConsoleKey.Escape)
            return null;
        var asked = key switch { 'r' => "why? ", 'c' => "FIELD=JSON: ", _ => null };
        Terminal.Out.Write($"{(char.IsControl(key) ? ' ' : key)}{(asked is null ? "\n" : " " + asked)}");
        Terminal.Out.Flush();
        return asked is null ? (key, "") : input.ReadLine() is { } words ? (key, words.Trim()) : null;
    }
}
