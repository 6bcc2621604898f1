using System.CommandLine;
using Entente.Articles;
using Entente.Cli.Output;
using Spectre.Console;

namespace Entente.Cli.Commands;

/// <summary><c>entente info</c>: versions, data, scales and licences of this program.</summary>
internal sealed class InfoCommand : Command, IHasExamples
{
    /// <summary>The scales that numbers of claims, events and exports are on.</summary>
    private static readonly (string Name, string Meaning)[] Scales =
    [
        ("goldstein", "-10 to +10: Goldstein value of the CAMEO code, after GDELT's table"),
        ("plover", "-10 to +10: score of the type in PLOVER 2.0"),
        ("confidence", "0 to 1: how often a claim like it is right, as measured on news"),
    ];

    private readonly Option<bool> _files = new("--files") { Description = "List the data files with their hashes too" };
    private readonly Option<bool> _licences = new("--licences") { Description = "Print the licences and notices of the packages in full" };

    public InfoCommand(Session session) : base("info", "Print versions of coder, models, rules and actors, hashes of the data, scales, and licences")
    {
        Options.Add(_files);
        Options.Add(_licences);
        SetAction(parsed =>
        {
            var terminal = session.Terminal;
            if (parsed.GetValue(_licences))
                terminal.Out.Write(ThirdParty.Notices());
            else if (parsed.GetValue(session.Format) == OutputFormat.Jsonl)
                terminal.Out.Write(EntenteJson.Write(Everything()) + "\n");
            else
                Write(terminal, parsed.GetValue(_files));
            return ExitCode.Done;
        });
    }

    public IReadOnlyList<string> Examples { get; } = ["entente info", "entente info --files", "entente info --format jsonl", "entente info --licences"];

    private static object Everything() => new
    {
        program = CoderVersion.BuiltIn.Program,
        coder = CoderVersion.BuiltIn.ToString(),
        models = CoderVersion.BuiltIn.Models,
        rules = CoderVersion.BuiltIn.Rules,
        actors = CoderVersion.BuiltIn.Actors,
        scales = Scales.Select(s => new { name = s.Name, meaning = s.Meaning }),
        licences = ThirdParty.Packages().Select(p => new { name = p.Name, version = p.Version, licence = p.Licence }),
        files = CoderVersion.Files.Select(f => new { path = f.Path, part = f.Part, sha256 = f.Sha256 }),
    };

    private static void Write(Terminal terminal, bool withFiles)
    {
        var version = CoderVersion.BuiltIn;
        var counts = CoderVersion.Files.CountBy(f => f.Part).ToDictionary();
        Screen.Write(terminal, Grid(
            ("program", version.Program),
            ("coder", version.ToString()),
            ("models", $"{version.Models}  {counts["models"]} files, CC BY-SA 4.0"),
            ("rules", $"{version.Rules}  {counts["rules"]} files, Apache-2.0"),
            ("actors", $"{version.Actors}  {counts["actors"]} files, Apache-2.0")));
        Section("Scales", Scales);
        Section("Licences", [.. ThirdParty.Packages().Select(p => ($"{p.Name} {p.Version}", p.Licence))]);
        if (withFiles)
            Section("Data files", [.. CoderVersion.Files.Select(f => (f.Path, f.Sha256))]);

        void Section(string title, (string, string)[] rows)
        {
            terminal.Out.Write($"\n{title}\n");
            Screen.Write(terminal, Grid(rows));
        }
    }

    private static Grid Grid(params (string Name, string Value)[] rows)
    {
        var grid = new Grid { Expand = false };
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0) });
        foreach (var (name, value) in rows)
            grid.AddRow(new Text(name), new Text(value));
        return grid;
    }
}
