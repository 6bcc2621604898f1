using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Record;
using Entente.Web;

namespace Entente.Benchmarks;

/// <summary>How long the reading room takes for its pages, as the server itself tells: the first time and the median of ten. The busiest, a usual and a rare pair of the record are asked for.</summary>
internal static partial class RoomRun
{
    private const int Repeats = 10;

    public static async Task Print(string file, TextWriter output)
    {
        string[] pages;
        using (var record = RecordStore.Open(file, readOnly: true))
        {
            var sides = record.Facets().Sides.Select(s => s.Value).ToList();
            var pair = record.Newest(1)[0].Claims[0];
            var found = record.Events(new ClaimFilter { Actors = [sides[0], sides[1]] }, new(0, 1)).Items[0];
            pages =
            [
                "/", "/search", $"/search?actor={sides[0]}&from=2015-01-01&to=2015-12-31", "/search?type=CONSULT&from=2015-01-01&to=2015-12-31", $"/relation/{sides[0]}/{sides[1]}", $"/relation/{sides[0]}/{sides[1]}?as_of=2015-01-01&known_by=2016-01-01",
                $"/relation/{sides[sides.Count / 2]}/{sides[sides.Count / 3]}", $"/relation/{sides[^1]}/{sides[^2]}", $"/actor/{sides[0]}", $"/actor/{sides[^1]}", $"/event/{found.Id}", $"/claim/{found.Claims[0]}", $"/article/{pair.Article}",
                $"/arrangement/{found.Arrangement?.Id ?? record.Arrangements(sides[0])[0].Id}", $"/search?q={Uri.EscapeDataString(found.Members[0].Claim.Trigger.Text + " 7")}",
            ];
        }
        await using var room = await ReadingRoom.OpenAsync(new() { Record = file, Port = 0, RequestsPerSecond = 10_000, QueryLimit = TimeSpan.FromMinutes(1) });
        using var client = new HttpClient { BaseAddress = room.Address };
        output.WriteLine("| page | first, ms | then, ms | KB |\n|---|---|---|---|");
        foreach (var page in pages)
        {
            var times = new List<double>();
            var size = 0L;
            for (var i = 0; i <= Repeats; i++)
            {
                using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                size = answer.Content.Headers.ContentLength ?? 0;
                times.Add(double.Parse(Duration().Match(answer.Headers.GetValues("Server-Timing").Single()).Groups[1].Value, CultureInfo.InvariantCulture));
            }
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{page}` | {times[0]:0} | {times.Skip(1).Order().ElementAt(Repeats / 2):0} | {size / 1024} |"));
        }
    }

    [GeneratedRegex("dur=([0-9.]+)")]
    private static partial Regex Duration();
}
