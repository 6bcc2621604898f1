<<<<<<< HEAD
using System.CommandLine;
using Entente;
using Entente.Evaluation;

var data = new Option<DirectoryInfo>("--data") { Description = "Folder with the gold sets (coding/, time/, nlp/ …).", Required = true };
var systemOut = new Option<FileInfo?>("--out") { Description = "Write the system's answers here as JSONL." };
var detail = new Option<bool>("--detail") { Description = "Print each difference." };

var claims = new Command("claims", "Claims of news sentences against the coding guide's gold.") { data, systemOut, detail };
claims.SetAction(result =>
{
    var evaluation = new ClaimEvaluation(Pipeline.English());
    evaluation.Run(
        Path.Combine(result.GetRequiredValue(data).FullName, "coding", "news_claims.jsonl"),
        result.GetValue(systemOut)?.FullName,
        result.GetValue(detail) ? Console.Out : TextWriter.Null);
    evaluation.Print(Console.Out);
    return 0;
});

return new RootCommand("How right Entente is, measured on gold sets from a folder that it is given.") { claims }.Parse(args).Invoke();
=======
using Entente.Evaluation;

if (args is ["actors", var claims, ..])
    ActorEvaluation.Run(claims, args.Contains("--misses"), Console.Out);
return 0;
>>>>>>> 2909dbf3f5f62e91e341608aeb67cfedb0a23e90
