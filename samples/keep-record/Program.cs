// Reads articles, codes them and keeps them in a record: dotnet run --project samples/keep-record my.entente samples/grain-deal.txt
using Entente;
using Entente.Reading;
using Entente.Record;
using NodaTime;

var pipeline = Pipeline.English();
var articles = ArticleReader.Read(args[1..], ReadingOptions.Default).Where(r => r.IsArticle).Select(r => pipeline.Annotate(r.Article!));

// Adding an article again changes nothing; a kill loses at most the batch that is being written.
using var record = RecordStore.Open(args[0], create: true);
var added = record.Add(articles, SystemClock.Instance.GetCurrentInstant());
Console.WriteLine($"{added.Added} added, {added.Unchanged} there already, {added.Claims} claims; the record has {record.EventCount} events.");
