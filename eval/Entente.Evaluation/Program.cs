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
    var evaluation = new ClaimEvaluation(Pipeline.English(KnowledgeBase.English, Rules(result)));
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
    var records = Path.Combine(folder, "petrarch_structure.jsonl");
    var bare = new PairEvaluation(coder, TextWriter.Null).Structure(records, Pipeline.English(MiddleEarth.Knowledge(), Rules(result)));
    var structure = evaluation.Structure(records, Pipeline.English(MiddleEarth.Knowledge(), [.. Rules(result), MiddleEarth.Acts()]));
    var roots = evaluation.Roots(Path.Combine(folder, "news_root_codes.jsonl"));
    Console.WriteLine($"dyads: type right for {types.Right} of {types.Pairs} given pairs ({Share(types.Right, types.Pairs)}); answered {types.Answered} ({Share(types.Right, types.Answered)} of them right)");
    Console.WriteLine($"petrarch_structure: who did it to whom right for {structure.Right} of {structure.Events} ({Share(structure.Right, structure.Events)}) with the test dictionary's actors and verb senses, {bare.Right} ({Share(bare.Right, bare.Events)}) with its actors alone; claims with two sides in {structure.FalseAlarms} of {structure.Quiet} sentences without events");
    Console.WriteLine($"news_root_codes: {roots.Seen} of {roots.Claims} claims have a type that two of eight judgements saw ({Share(roots.Seen, roots.Claims)}), {roots.Right} one that the majority saw");
    return 0;

    static string Share(int part, int whole) => ((double)part / Math.Max(1, whole)).ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);
});

var page = new Option<FileInfo>("--page") { Description = "The page whose table is made anew: docs/accuracy.md.", Required = true };
var accuracy = new Command("accuracy", "How right the coder is, type by type, into a page.") { data, page, rules };
accuracy.SetAction(result =>
{
    var evaluation = new ClaimEvaluation(Pipeline.English(KnowledgeBase.English, Rules(result)));
    evaluation.Run(Gold(result), null, TextWriter.Null);
    var given = new PairEvaluation(new GivenSides(LanguageStage.English(), TimeStage.English(), ActorStage.English(), CodingStage.English(Rules(result))), TextWriter.Null);
    given.Types(Path.Combine(result.GetRequiredValue(data).FullName, "coding", "dyads.jsonl"));
    AccuracyPage.Write(result.GetRequiredValue(page).FullName, evaluation, given);
    return 0;
});

var check = new Command("rules", "Runs the examples and counter-examples of rule files.") { rules };
check.SetAction(result => RuleCheck.Run(Rules(result), Console.Out) == 0 ? 0 : 1);

var sample = new Option<int?>("--sample") { Description = "Print so many mentions of news with their sentences, for reading, and nothing else." };
var seed = new Option<int>("--seed") { Description = "Of the sample: another number gives other items." };
var actors = new Command("actors", "Ids of actors in news sentences, and what the knowledge base has of the lists of others.") { data, detail, sample, seed };
actors.SetAction(result =>
{
    if (result.GetValue(sample) is { } count)
    {
        new ActorCoverage(result.GetRequiredValue(data).FullName, misses: false, Console.Out).Sample(count, result.GetValue(seed));
        return 0;
    }
    ActorEvaluation.Run(Gold(result), result.GetValue(detail), Console.Out);
    new ActorCoverage(result.GetRequiredValue(data).FullName, result.GetValue(detail), Console.Out).Run();
    return 0;
});

var time = new Command("time", "Time expressions of news texts, spans, types and values.") { data, detail };
time.SetAction(result =>
{
    foreach (var set in new[] { "tbaq_timebank", "tbaq_aquaint", "tweets_train" })
    {
        var evaluation = new TimeEvaluation();
        var path = Path.Combine(result.GetRequiredValue(data).FullName, "time", set + ".jsonl");
        evaluation.Run(path, LanguageStage.English(), TimeStage.English(), result.GetValue(detail) ? Console.Out : TextWriter.Null);
        Console.WriteLine(set);
        evaluation.Print(Console.Out);
    }
    return 0;
});

var file = new Option<FileInfo?>("--file") { Description = "Measure this CoNLL-U file (.conllu, .conllu.xz) and not those of --data." };
var data2 = new Option<DirectoryInfo?>("--data") { Description = data.Description };
var language = new Command("language", "Words, tags, dictionary forms and trees by the measures of CoNLL 2018.") { data2, file, detail };
language.Validators.Add(result =>
{
    if (result.GetValue(data2) is null && result.GetValue(file) is null)
        result.AddError("--data or --file is needed.");
});
language.SetAction(result =>
{
    var evaluation = new LanguageEvaluation(LanguageStage.English(), Console.Out, result.GetValue(detail) ? Console.Out : TextWriter.Null);
    if (result.GetValue(file) is not { } one)
        return evaluation.RunDevelopmentSets(result.GetValue(data2)!) ? 0 : 1;
    evaluation.Run(one);
    return 0;
});

var standings = new Command("standings", "Questions on standings, from the texts of the dossiers of this project.");
standings.SetAction(_ =>
{
    var (right, all) = StandingEvaluation.Run(Console.Out);
    Console.WriteLine($"standings: {right} of {all} questions right");
    return 0;
});

var merging = new Command("merging", "Whether claims of two sources become one event: pairs of calls, meetings and visits that were judged by hand.") { data, detail };
merging.SetAction(result =>
{
    var found = new MergingEvaluation(Pipeline.English(), result.GetValue(detail) ? Console.Out : TextWriter.Null).Run(result.GetRequiredValue(data).FullName);
    string Of(int part, int whole) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(double)part / Math.Max(1, whole):0.00} ({part} of {whole})");
    Console.WriteLine($"merging: precision {Of(found.Right, found.Merged)}, recall {Of(found.Right, found.Same)}, {found.Judged} pairs; {found.Lost} more have a claim that the coder no longer finds");
    return 0;
});

var feeds = new Command("feeds", "Titles, links, dates and content of feedparser's test suite, and that its damaged feeds end no run.") { data, detail };
feeds.SetAction(result =>
{
    var evaluation = new FeedEvaluation(result.GetValue(detail) ? Console.Out : TextWriter.Null);
    evaluation.Run(Path.Combine(result.GetRequiredValue(data).FullName, "feeds", "feedparser_tests"));
    foreach (var (kind, (right, of)) in evaluation.Kinds)
        Console.WriteLine($"{kind}: {right} of {of}");
    var (sum, all) = (evaluation.Kinds.Values.Sum(k => k.Right), evaluation.Kinds.Values.Sum(k => k.All));
    Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"feeds: {sum} of {all} conditions on well-formed files hold ({100.0 * sum / Math.Max(1, all):0.0} %)"));
    Console.WriteLine($"ill-formed and oddly encoded files: {evaluation.Damaged.Read} gave an article, {evaluation.Damaged.Refused} were refused or empty, {evaluation.Damaged.Crashed} crashed");
    return evaluation.Damaged.Crashed == 0 ? 0 : 1;
});

return new RootCommand("How right Entente is, measured on gold sets from a folder that it is given.") { claims, pairs, accuracy, check, actors, time, language, standings, merging, feeds }.Parse(args).Invoke();

string Gold(ParseResult result) => Path.Combine(result.GetRequiredValue(data).FullName, "coding", "news_claims.jsonl");

static IReadOnlyList<ActRuleFile> Rules(ParseResult result)
{
    var read = (result.GetValue<FileInfo[]>("--rules") ?? []).Select(f => ActRuleFile.Read(f.Name, File.ReadAllText(f.FullName))).ToList();
    foreach (var problem in read.SelectMany(f => f.Problems))
        Console.Error.WriteLine(problem);
    return read;
}
