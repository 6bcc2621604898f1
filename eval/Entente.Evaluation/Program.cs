using System.CommandLine;
using Entente;
using Entente.Actors;
using Entente.Coding;
using Entente.Evaluation;
using Entente.Language;
using Entente.Time;

var data = new Option<DirectoryInfo>("--data") { Description = "Folder with the gold sets (coding/, time/, nlp/ …).", Required = true };
var systemOut = new Option<FileInfo?>("--out") { Description = "Write the system's answers here as JSONL." };
var detail = new Option<bool>("--detail") { Description = "Print each difference." };

var rules = new Option<FileInfo[]>("--rules") { Description = "Rule files beside the built-in ones.", AllowMultipleArgumentsPerToken = true };

var claims = new Command("claims", "Claims of news sentences against the coding guide's gold.") { data, systemOut, detail, rules };
claims.SetAction(result =>
{
    var evaluation = new ClaimEvaluation(Pipeline.English(Rules(result)));
    evaluation.Run(Gold(result), result.GetValue(systemOut)?.FullName, result.GetValue(detail) ? Console.Out : TextWriter.Null);
    evaluation.Print(Console.Out);
    return 0;
});

var pairs = new Command("pairs", "PLOVER type of given sides, who did it to whom, and precision against human coders.") { data, detail, rules };
pairs.SetAction(result =>
{
    var folder = Path.Combine(result.GetRequiredValue(data).FullName, "coding");
    var coder = new GivenSides(LanguageStage.English(), TimeStage.English(), ActorStage.English(), CodingStage.English(Rules(result)));
    var evaluation = new PairEvaluation(coder, result.GetValue(detail) ? Console.Out : TextWriter.Null);
    var types = evaluation.Types(Path.Combine(folder, "dyads.jsonl"));
    var structure = evaluation.Structure(Path.Combine(folder, "petrarch_structure.jsonl"));
    var roots = evaluation.Roots(Path.Combine(folder, "news_root_codes.jsonl"));
    Console.WriteLine($"dyads: type right for {types.Right} of {types.Pairs} given pairs ({Share(types.Right, types.Pairs)}); answered {types.Answered} ({Share(types.Right, types.Answered)} of them right)");
    Console.WriteLine($"petrarch_structure: who did it to whom right for {structure.Right} of {structure.Events} ({Share(structure.Right, structure.Events)}); claims with two sides in {structure.FalseAlarms} of {structure.Quiet} sentences without events");
    Console.WriteLine($"news_root_codes: {roots.Right} of {roots.Claims} claims have a type that the coders saw ({Share(roots.Right, roots.Claims)})");
    return 0;

    static string Share(int part, int whole) => ((double)part / Math.Max(1, whole)).ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);
});

var check = new Command("rules", "Runs the examples and counter-examples of rule files.") { rules };
check.SetAction(result => RuleCheck.Run(Rules(result), Console.Out) == 0 ? 0 : 1);

var actors = new Command("actors", "Ids of actors in news sentences.") { data, detail };
actors.SetAction(result =>
{
    ActorEvaluation.Run(Gold(result), result.GetValue(detail), Console.Out);
    return 0;
});

var time = new Command("time", "Time expressions of news texts, spans, types and values.") { data, detail };
time.SetAction(result =>
{
    foreach (var set in new[] { "tbaq_timebank", "tbaq_aquaint" })
    {
        var evaluation = new TimeEvaluation();
        var path = Path.Combine(result.GetRequiredValue(data).FullName, "time", set + ".jsonl");
        evaluation.Run(path, LanguageStage.English(), TimeStage.English(), result.GetValue(detail) ? Console.Out : TextWriter.Null);
        Console.WriteLine(set);
        evaluation.Print(Console.Out);
    }
    return 0;
});

return new RootCommand("How right Entente is, measured on gold sets from a folder that it is given.") { claims, pairs, check, actors, time }.Parse(args).Invoke();

string Gold(ParseResult result) => Path.Combine(result.GetRequiredValue(data).FullName, "coding", "news_claims.jsonl");

static IReadOnlyList<ActRuleFile> Rules(ParseResult result)
{
    var read = (result.GetValue<FileInfo[]>("--rules") ?? []).Select(f => ActRuleFile.Read(f.Name, File.ReadAllText(f.FullName))).ToList();
    foreach (var problem in read.SelectMany(f => f.Problems))
        Console.Error.WriteLine(problem);
    return read;
}
