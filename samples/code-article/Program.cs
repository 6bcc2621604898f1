// Codes a text: who did what to whom, when, and whether it happened. dotnet run --project samples/code-article
using Entente;
using Entente.Articles;
using NodaTime;

var article = new Article
{
    Text = "Norway and Sweden signed a defence agreement in Oslo on 3 March 2021. Norway suspended the agreement last week. Sweden denied breaching it.",
    Published = new LocalDate(2023, 5, 16),
};

// Build a pipeline once and keep it: it is thread-safe, and loading its models takes most of a second.
var pipeline = Pipeline.English();
foreach (var claim in pipeline.Annotate(article).Claims)
{
    var (actors, recipients) = (string.Join(", ", claim.Actors.Select(a => a.Id)), string.Join(", ", claim.Recipients.Select(r => r.Id)));
    Console.WriteLine($"{claim.Date.Range}  {actors} {claim.Type.ToString().ToUpperInvariant()} {recipients}".TrimEnd() + $"  ({claim.Reality.ToString().ToLowerInvariant()}{(claim.Step is { } step ? ", " + step.ToString().ToLowerInvariant() : "")})");
    Console.WriteLine($"    “{claim.Evidence.Exact}”");
}
