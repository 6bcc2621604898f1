// Asks what stood for a party on a day, as known by a day: dotnet run --project samples/ask-standing my.entente "the grain deal" RUS 2022-10-31 [2022-12-31]
using Entente.Actors;
using Entente.Record;
using NodaTime;
using NodaTime.Text;

LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

using var record = RecordStore.Open(args[0], readOnly: true);

// A known name leads to the arrangement's id; other words are looked for among what the record has.
var arrangement = KnowledgeBase.English.FindArrangements(args[1]) is [var known, ..] ? known.Id : args[1];
var knownBy = args.Length > 4 ? Day(args[4]) : (LocalDate?)null;
foreach (var standing in record.StandingsOf(arrangement, asOf: Day(args[3]), knownBy, party: args[2]))
{
    Console.WriteLine($"{standing.Name}, {standing.Party}: {standing.Status.ToString().ToLowerInvariant()}");
    foreach (var source in standing.Sources)
        Console.WriteLine($"    {(source.For ? "for" : "against")}: “{source.Quote}” {source.Published:uuuu-MM-dd}");
}
