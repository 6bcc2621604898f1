// Asks what stood on a day, as known by a day: dotnet run --project samples/ask-standing my.entente "the grain deal" 2022-10-31 [2022-12-31]
using Entente.Record;
using NodaTime;
using NodaTime.Text;

LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

using var record = RecordStore.Open(args[0], readOnly: true);
var knownBy = args.Length > 3 ? Day(args[3]) : (LocalDate?)null;
foreach (var standing in record.StandingsOf(args[1], asOf: Day(args[2]), knownBy))
{
    Console.WriteLine($"{standing.Name}, {standing.Party ?? "as a whole"}: {standing.Status.ToString().ToLowerInvariant()}");
    foreach (var source in standing.Sources)
        Console.WriteLine($"    {(source.For ? "for" : "against")}: “{source.Quote}” {source.Outlet}, {source.Published}");
}
