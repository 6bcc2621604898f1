using System.IO.Compression;
using Entente.Record;
using Entente.Record.Exports;
using Entente.Web.Leaves;
using Microsoft.AspNetCore.Http;

namespace Entente.Web;

/// <summary>All that a page's filter lets through, as a zip: claims and events, what was asked, and how to read it.</summary>
internal static class Download
{
    private const int Patience = 12;

    public static async Task Send(HttpContext context, Room room, Question question, Func<RecordStore, Leaf> page)
    {
        var folder = Directory.CreateTempSubdirectory("entente-export-");
        try
        {
            var zip = await room.Ask(record =>
            {
                var leaf = page(record);
                if (!leaf.HasExport)
                    throw Problem.NotFound("no_export", "This page has no filter to export; /search, relations, actors and arrangements have.");
                var filter = Filter(leaf);
                // Counted first: a download of everything is the work of `entente export`.
                if (record.Events(filter, new(0, 1)).Total is var total && total > room.Options.MostExported)
                    throw new Problem(413, "too_large", $"{Show.Count(total)} events are more than the {Show.Count(room.Options.MostExported)} of one download. Narrow the question, or use: entente export");
                var metadata = RecordExport.Write(record, question.Table == "jsonl" ? ExportLayout.Jsonl : ExportLayout.Csv, folder.FullName, filter);
                File.WriteAllText(System.IO.Path.Combine(folder.FullName, "README.txt"), Readme(leaf, question, metadata, room));
                return Zip(folder);
            }, context.RequestAborted, Patience);
            await Answer.Bytes(context, "application/zip", zip, "entente.zip");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ClaimFilter Filter(Leaf leaf) => leaf switch
    {
        RelationLeaf relation => leaf.Question.Filter with { Actors = [relation.A, relation.B] },
        ActorLeaf actor => leaf.Question.Filter with { Actors = [actor.Id] },
        ArrangementLeaf arrangement => leaf.Question.Filter with { Arrangement = arrangement.Id },
        _ => leaf.Question.Filter,
    };

    private static byte[] Zip(DirectoryInfo folder)
    {
        // The same answer gives the same bytes: no time of making is in it.
        var stamp = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var file in folder.GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                var entry = zip.CreateEntry(file.Name, CompressionLevel.Optimal);
                entry.LastWriteTime = stamp;
                using var target = entry.Open();
                using var source = file.OpenRead();
                source.CopyTo(target);
            }
        return bytes.ToArray();
    }

    private static string Readme(Leaf leaf, Question question, ExportMetadata metadata, Room room) => $"""
        {Show.Text(leaf.Title)}

        Asked for:  {question.Address()}
        Made by:    {metadata.Version}, from {Show.Text(System.IO.Path.GetFileName(room.Store.Path))}
        Holds:      {string.Join(", ", metadata.Counts.Select(c => $"{c.Key} ({Show.Count(c.Value)} rows)"))}

        claims.csv   one row for each act that one article asserts, plans, supposes or denies, with the sentence
        events.csv   one row for each act, however many claims tell of it; "voices" counts independent texts
        metadata.json  the filter, the number of rows, the SHA-256 of each file, the scales, and the hash of the last decision in the log

        A claim is what a source says, not a fact. "reality" tells how it is told: actual, planned, hypothetical, negated.
        Days are ISO days; "date_precision" tells how exact they are. A text that a spreadsheet would take for a formula has an apostrophe before it.
        Sentences belong to those who published them; quote them with their outlet and day.

        """;
}
