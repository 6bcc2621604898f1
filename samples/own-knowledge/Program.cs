// Codes with actors and act rules of one's own beside the built-in ones: dotnet run --project samples/own-knowledge
using Entente;
using Entente.Actors;
using Entente.Articles;
using Entente.Coding;
using NodaTime;

var folder = args.Length > 0 ? args[0] : "samples/own-knowledge";
using var actors = File.OpenText(Path.Combine(folder, "actors.yaml"));
var knowledge = KnowledgeBase.English.With(actors, "actors.yaml");
var rules = ActRuleFile.Read("rules.yaml", File.ReadAllText(Path.Combine(folder, "rules.yaml")));
foreach (var problem in rules.Problems)
    Console.Error.WriteLine(problem);

var article = new Article { Text = "Malta twinned with the Harbour Towns League on Monday.", Published = new LocalDate(2020, 6, 17) };
foreach (var claim in Pipeline.English(knowledge, [rules]).Annotate(article).Claims)
{
    Console.WriteLine($"{claim.Date.Range}  {claim.Actors[0].Id} {claim.Type.ToString().ToUpperInvariant()} {claim.Recipients[0].Id}  by the rule {claim.Rule}");
    Console.WriteLine($"the coder's version tells of it: {claim.Coder != CodingStage.Coder}");
}
