using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Entente.Articles;
using Entente.Relations;
using NodaTime;
using NodaTime.Text;

namespace Entente.Evaluation;

/// <summary>
/// Whether claims of two sources become one event when, and only when, they tell of one act: pairs that were judged by hand, of calls, meetings and visits
/// that presidents, the State Department, the White House and the lists of official travel tell of. The list holds only where the claims stand and the verdict.
/// </summary>
internal sealed class MergingEvaluation(Pipeline pipeline, TextWriter detail)
{
    private static readonly string[] Collections = ["presidents_ua_ru_2021_2022", "us_state_dept_2021_2022", "whitehouse_2021_2026", "us_visits_travels"];

    /// <summary>What was found.</summary>
    /// <param name="Judged">Pairs of which both claims are still found.</param>
    /// <param name="Lost">Pairs of which the coder no longer finds one.</param>
    /// <param name="Merged">Pairs that became one event.</param>
    /// <param name="Same">Pairs that tell of one act.</param>
    /// <param name="Right">Pairs that tell of one act and became one event.</param>
    public sealed record Result(int Judged, int Lost, int Merged, int Same, int Right);

    /// <summary>Codes the articles of the judged pairs, merges all their claims, and compares.</summary>
    /// <param name="folder">The folder with the collections of news.</param>
    public Result Run(string folder)
    {
        var pairs = Pairs();
        var wanted = pairs.SelectMany(p => new[] { p.A.Article, p.B.Article }).ToHashSet(StringComparer.Ordinal);
        var seen = Instant.FromUtc(2026, 1, 1, 0, 0);
        var claims = Articles(folder, wanted).AsParallel().AsOrdered()
            .SelectMany(article => pipeline.Annotate(article).Claims.Select(claim => (Place: new Place(article.SourceId!, claim.Evidence.InTitle ? "title" : "body", claim.Trigger.Start), Claim: new SourcedClaim(claim, Source.Of(article, seen, seen)))))
            .ToList();
        var byPlace = claims.ToLookup(c => (c.Place, c.Claim.Claim.Type), c => c.Claim.Claim.Id);
        var events = Events.Merge(claims.Select(c => c.Claim)).SelectMany((e, i) => e.Claims.Select(id => (id, i))).ToLookup(c => c.id, c => c.i, StringComparer.Ordinal);
        var (lost, merged, same, right, judged) = (0, 0, 0, 0, 0);
        foreach (var pair in pairs)
        {
            var (a, b) = (byPlace[(pair.A, pair.Type)].ToList(), byPlace[(pair.B, pair.Type)].ToList());
            if (a.Count == 0 || b.Count == 0)
            {
                lost++;
                detail.WriteLine($"lost: {pair}");
                continue;
            }
            judged++;
            var isMerged = a.SelectMany(id => events[id]).Intersect(b.SelectMany(id => events[id])).Any();
            merged += isMerged ? 1 : 0;
            same += pair.Same ? 1 : 0;
            right += isMerged && pair.Same ? 1 : 0;
            if (isMerged != pair.Same)
                detail.WriteLine($"{(isMerged ? "wrongly merged" : "not merged")}: {pair}");
        }
        return new(judged, lost, merged, same, right);
    }

    private static List<Pair> Pairs()
    {
        using var reader = new StreamReader(typeof(MergingEvaluation).Assembly.GetManifestResourceStream("merging.csv")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.TrimEnd('\r').Split(',')).Select(c =>
            new Pair(new(c[0], c[1], Number(c[2])), new(c[3], c[4], Number(c[5])), Enum.Parse<PloverType>(c[6], ignoreCase: true), c[7] == "1"))];

        static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
    }

    /// <summary>The articles; a row of travel has its sentence in its title.</summary>
    private static IEnumerable<Article> Articles(string folder, HashSet<string> wanted)
    {
        foreach (var collection in Collections)
        {
            using var file = File.OpenRead(Path.Combine(folder, "news", collection + ".jsonl.gz"));
            using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
            while (lines.ReadLine() is { } line)
            {
                using var row = JsonDocument.Parse(line);
                string text(string name) => row.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
                if (!wanted.Remove(text("id")))
                    continue;
                yield return new Article
                {
                    SourceId = text("id"),
                    Title = text("title"),
                    Text = collection == "us_visits_travels" ? $"{text("title")}.\n\n{text("text")}" : text("text"),
                    Published = LocalDatePattern.Iso.Parse(text("date")).Value,
                    Outlet = text("id").Split('-')[0],
                    Language = "en",
                };
            }
        }
    }

    private sealed record Place(string Article, string Part, int Start);

    private sealed record Pair(Place A, Place B, PloverType Type, bool Same);
}
