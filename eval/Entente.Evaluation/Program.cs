using System.CommandLine;
using Entente;
using Entente.Evaluation;
using Entente.Language;
using Entente.Time;

var data = new Option<DirectoryInfo>("--data") { Description = "Folder with the gold sets (coding/, time/, nlp/ …).", Required = true };
var systemOut = new Option<FileInfo?>("--out") { Description = "Write the system's answers here as JSONL." };
var detail = new Option<bool>("--detail") { Description = "Print each difference." };

var claims = new Command("claims", "Claims of news sentences against the coding guide's gold.") { data, systemOut, detail };
claims.SetAction(result =>
{
    var evaluation = new ClaimEvaluation(Pipeline.English());
    evaluation.Run(Gold(result), result.GetValue(systemOut)?.FullName, result.GetValue(detail) ? Console.Out : TextWriter.Null);
    evaluation.Print(Console.Out);
    return 0;
});

var sample = new Option<int?>("--sample") { Description = "Print so many mentions of news with their sentences, for reading, and nothing else." };
var actors = new Command("actors", "Ids of actors in news sentences, and what the knowledge base has of the lists of others.") { data, detail, sample };
actors.SetAction(result =>
{
    if (result.GetValue(sample) is { } count)
    {
        new ActorCoverage(result.GetRequiredValue(data).FullName, misses: false, Console.Out).Sample(count);
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

return new RootCommand("How right Entente is, measured on gold sets from a folder that it is given.") { claims, actors, time, language }.Parse(args).Invoke();

string Gold(ParseResult result) => Path.Combine(result.GetRequiredValue(data).FullName, "coding", "news_claims.jsonl");
