using System.CommandLine;
using Entente.Actors;
using Entente.Cli.Output;
using Entente.Record;
using Entente.Relations;
using NodaTime;

namespace Entente.Cli.Commands;

/// <summary><c>entente standing</c>: what stood on a day, as known by a day.</summary>
internal sealed class StandingCommand : QuestionCommand
{
    private readonly Argument<string[]> _names = new("NAME")
    {
        Description = "An arrangement in one word or in quotes, or the names of two sides",
        Arity = new ArgumentArity(1, 2),
        Validators = { CommonOptions.RejectOptions },
    };

    private readonly Option<string?> _party = new("--party") { Description = "The party asked for, by name", HelpName = "ACTOR" };
    private readonly Option<string?> _strand = new("--strand") { Description = "The part asked for, in your own words", HelpName = "WORDS" };
    private readonly Option<LocalDate?> _asOf = CommonOptions.Day("--as-of", "The day at whose end it stood [default: today]");
    private readonly Option<LocalDate?> _knownBy = CommonOptions.Day("--known-by", "Only what articles published up to this day say");

    public StandingCommand(Session session) : base(
        session,
        "standing",
        "Say what stood on a day, as known by a day: in force, suspended, withdrawn…",
        "entente standing NATO Russia --as-of 2010-01-01",
        "entente standing \"the grain deal\" --party Russia --as-of 2022-10-31",
        "entente standing NRC --strand \"formal meetings\" --as-of 2009-01-01 --known-by 2009-01-01")
    {
        Arguments.Add(_names);
        Options.Add(_party);
        Options.Add(_strand);
        Options.Add(_asOf);
        Options.Add(_knownBy);
        SetAction(parsed =>
        {
            // The question is checked before the record is opened: a mistake in it is told even where there is no record.
            var ask = Question(parsed);
            using var record = Open(parsed);
            var standings = ask(record);
            using var results = Format(parsed) == OutputFormat.Table
                ? new StandingCard(Terminal, standings.SelectMany(s => s.Sources).Select(s => s.Article).Distinct().Select(record.Article).OfType<StoredText>().ToDictionary(a => a.Source.ArticleId, a => a.Source))
                : ResultWriter.For(Format(parsed), StandingLayout.Standings, Terminal);
            foreach (var standing in standings)
                results.Write(standing);
            return ExitCode.Done;
        });
    }

    private Func<RecordStore, IReadOnlyList<Standing>> Question(ParseResult parsed)
    {
        var asOf = parsed.GetValue(_asOf) ?? Terminal.Clock.GetCurrentInstant().InUtc().Date;
        var knownBy = parsed.GetValue(_knownBy);
        var (party, strand) = (parsed.GetValue(_party), parsed.GetValue(_strand));
        if (parsed.GetRequiredValue(_names) is not [var first, var second])
        {
            var name = Arrangement(parsed.GetRequiredValue(_names)[0]);
            var partyId = party is null ? null : Names.Actor(party, asOf, Terminal.Error);
            return record => record.StandingsOf(name, asOf, knownBy, partyId, strand);
        }
        if (party is not null || strand is not null)
            throw new UsageException("--party and --strand ask for a part of one arrangement: give its name alone, in quotes when it has several words.");
        var a = Names.Actor(first, asOf, Terminal.Error);
        var b = Names.Actor(second, asOf, Terminal.Error);
        return record => record.StandingsBetween(a, b, asOf, knownBy);
    }

    /// <summary>The id of a known arrangement, else the user's words, which may name what only the record knows.</summary>
    private string Arrangement(string name)
    {
        var knowledge = KnowledgeBase.English;
        if (knowledge.FindArrangements(name) is [var arrangement, ..])
            return arrangement.Id;
        if (knowledge.FindActors(name) is [var actor, ..])
            Terminal.Error.WriteLine(PlainText.Line($"'{name}' is {actor.Name}, no arrangement: name the other side too."));
        else if (Near.Find(name, knowledge.Arrangements.SelectMany(a => a.Names.Append(a.Id))) is { Count: > 0 } near)
            Terminal.Error.WriteLine(PlainText.Line($"No arrangement is known by the name '{name}'. Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?"));
        return name;
    }
}
