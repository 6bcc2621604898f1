using System.CommandLine;
using Entente.Actors;
using Entente.Cli.Output;
using NodaTime;

namespace Entente.Cli.Commands;

/// <summary><c>entente actors</c>: what is known of states, organisations, groups and the persons in their offices.</summary>
internal sealed class ActorsCommand : Command
{
    public ActorsCommand(Session session) : base("actors", "Look up states, organisations, groups and who held which office when")
    {
        Subcommands.Add(new FindCommand(session));
    }

    /// <summary><c>entente actors find</c>.</summary>
    private sealed class FindCommand : Command, IHasExamples
    {
        private static readonly Layout<ActorMatch> Matches = new()
        {
            Json = m => new
            {
                id = m.Actor.Id,
                name = m.Actor.Name,
                kind = m.Actor.Kind,
                m.Via,
                m.Person,
                m.Office,
                m.Sector,
                m.From,
                m.To,
                m.Source,
                cow = m.Actor.CowNumber,
                gw = m.Actor.GleditschWardNumber,
                m.Actor.Names,
                m.Actor.Predecessors,
                m.Actor.Successors,
                m.Actor.ClaimedBy,
                m.Actor.Home,
                members = m.Person is null ? m.Actor.Members : [],
            },
            Table =
            [
                new("Id", m => m.Actor.Id) { IsWhole = true },
                new("Name", m => m.Person ?? m.Actor.Name),
                new("Office", m => m.Office is null ? "" : m.Office + " of " + m.Actor.Name),
                new("Sector", m => m.Sector) { IsWhole = true },
                new("From", m => DateText.Of(m.From)) { IsWhole = true },
                new("To", m => DateText.Of(m.To)) { IsWhole = true },
                new("Found as", m => m.Via) { IsWhole = true },
                new("Source", m => m.Source),
            ],
            Csv =
            [
                new("id", m => m.Actor.Id),
                new("name", m => m.Actor.Name),
                new("person", m => m.Person),
                new("office", m => m.Office),
                new("sector", m => m.Sector),
                new("from", m => DateText.Of(m.From)),
                new("to", m => DateText.Of(m.To)),
                new("via", m => m.Via),
                new("cow", m => m.Actor.CowNumber),
                new("gw", m => m.Actor.GleditschWardNumber),
                new("source", m => m.Source),
            ],
        };

        private readonly Argument<string> _name = new("NAME")
        {
            Description = "A name, short form, id, capital, person, or an office as in \"British prime minister\"",
            Validators = { CommonOptions.RejectOptions },
        };

        private readonly Option<LocalDate?> _on = CommonOptions.Day("--on", "Only who it was on this day");
        private readonly Option<string[]> _actors = ActorsFile.Option();
        private readonly Option<string[]> _recognition = ActorsFile.RecognitionOption();

        public FindCommand(Session session) : base("find", "Say who or what a name means, with dates and source")
        {
            Arguments.Add(_name);
            Options.Add(_on);
            Options.Add(_actors);
            Options.Add(_recognition);
            SetAction(parsed =>
            {
                var name = parsed.GetRequiredValue(_name);
                var knowledge = ActorsFile.Knowledge(parsed.GetValue(_actors) ?? [], parsed.GetValue(_recognition) ?? []);
                var found = knowledge.Find(name, parsed.GetValue(_on));
                if (found.Count == 0)
                {
                    var names = knowledge.FindNames();
                    throw names.Contains(name, StringComparer.OrdinalIgnoreCase)
                        ? new UsageException($"'{name}' is an office of many. Say whose, as in 'Turkish {name}', or on which day with --on.")
                        : new UsageException($"No actor is known by the name '{name}'.", Suggest(knowledge, names, name));
                }
                using var results = ResultWriter.For(parsed.GetValue(session.Format) ?? OutputFormat.Table, Matches, session.Terminal);
                foreach (var match in found)
                    results.Write(match);
                return ExitCode.Done;
            });
        }

        /// <summary>The same words with those mended that no name has ("Britsh prime minister"), else names near the one that is not known.</summary>
        private static IReadOnlyList<string> Suggest(KnowledgeBase knowledge, IReadOnlyCollection<string> names, string name)
        {
            var known = names.SelectMany(n => n.Split(' ')).Where(w => w.Length > 1).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var mended = string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => known.Contains(w) ? w : Near.Find(w, known).FirstOrDefault(w)));
            return name.Contains(' ', StringComparison.Ordinal) && mended != name && knowledge.Find(mended).Count > 0
                ? [mended]
                : [.. Near.Find(name, names).Where(n => knowledge.Find(n).Count > 0)];
        }

        public IReadOnlyList<string> Examples { get; } =
        [
            "entente actors find \"Lavrov\" --on 2021-09-22",
            "entente actors find \"British prime minister\" --on 1987-03-01",
            "entente actors find Kremlin",
            "entente actors find NATO --format jsonl                # with its members and their dates",
        ];
    }
}
