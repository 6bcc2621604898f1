using System.Diagnostics;
using System.Globalization;
using Entente.Articles;
using Entente.Record;
using NodaTime;

namespace Entente.Benchmarks;

/// <summary>The record at scale, on made-up claims: how fast they go in, how large the file is, how long questions take.</summary>
internal static class RecordRun
{
    private const int ClaimsOfArticle = 10;
    private const int States = 200;
    private const int Repeats = 15;

    private static readonly string[] Verbs = ["met", "accused", "suspended", "signed", "warned", "attacked", "visited", "praised", "asked", "deployed"];

    /// <summary>Prints a Markdown table.</summary>
    public static void Print(int claims, string file, TextWriter output)
    {
        File.Delete(file);
        File.Delete(file + ".wal");
        var now = Instant.FromUtc(2026, 1, 1, 0, 0);
        void Line(string what, string value) => output.WriteLine($"| {what} | {value} |");
        output.WriteLine("| what | measured |\n|---|---|");
        using (var store = RecordStore.Open(file, create: true))
        {
            var watch = Stopwatch.StartNew();
            store.Add(Enumerable.Range(0, claims / ClaimsOfArticle).Select(Article), now, now);
            Line("adding, events made, claims/s", Number(claims / watch.Elapsed.TotalSeconds));
            Line("the same, claims a second of processor time", Number(claims / Processor()));
            Line("claims, events", $"{Number(store.ClaimCount)}, {Number(store.EventCount)}");
            Line("peak memory so far, MB", Number(Process.GetCurrentProcess().PeakWorkingSet64 / 1e6));
            watch.Restart();
            store.Add(Enumerable.Range(claims / ClaimsOfArticle, 1000).Select(Article), now, now);
            Line("adding 10,000 claims more, ms", Number(watch.Elapsed.TotalMilliseconds));
        }
        Line("bytes a claim", Number((double)new FileInfo(file).Length / claims));
        using (var store = RecordStore.Open(file, readOnly: true))
        {
            Line("words in all sentences, first 50, ms", Milliseconds(() => store.Events(new() { Text = "harbour 77777" }, new(0, 50))));
            foreach (var (name, a, b) in new[] { ("busiest", State(0), State(1)), ("usual", State(20), State(31)), ("rare", State(150), State(171)) })
            {
                var filter = new ClaimFilter { Actors = [a, b] };
                Line($"timeline of the {name} pair, first 100 of {Number(store.Events(filter, new(0, 1)).Total)}, ms", Milliseconds(() => store.Events(filter, new(0, 100))));
                var cold = Stopwatch.StartNew();
                store.StandingsBetween(a, b, new(2019, 1, 1));
                Line($"standings of the {name} pair, first time, ms", Number(cold.Elapsed.TotalMilliseconds));
                var day = 0;
                Line($"standings of the {name} pair, each time as of another day, ms", Milliseconds(() => store.StandingsBetween(a, b, new LocalDate(2020, 1, 1).PlusDays(day++))));
            }
            Line("page of 50 events of one type and year, ms", Milliseconds(() => store.Events(new() { Type = PloverType.Consult, From = new(2015, 1, 1), To = new(2015, 12, 31) }, new(0, 50))));
            Line("facets of one year, ms", Milliseconds(() => store.Facets(new() { From = new(2015, 1, 1), To = new(2015, 12, 31) })));
            Line("words in sentences of a pair, ms", Milliseconds(() => store.Events(new() { Text = "harbour 7", Actors = [State(20), State(31)] }, new(0, 50))));
        }
        using (var store = RecordStore.Open(file))
        {
            var watch = Stopwatch.StartNew();
            var processor = Processor();
            store.Rebuild();
            Line("rebuild, s", Number(watch.Elapsed.TotalSeconds));
            Line("the same, s of processor time", Number(Processor() - processor));
        }
        Line("peak memory, MB", Number(Process.GetCurrentProcess().PeakWorkingSet64 / 1e6));
    }

    private static double Processor() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private static string Milliseconds<T>(Func<T> question)
    {
        question();
        var times = new List<double>();
        for (var i = 0; i < Repeats; i++)
        {
            var watch = Stopwatch.StartNew();
            question();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        return Number(times.Order().ElementAt(Repeats / 2));
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static string State(int number) => $"S{number:000}";

    private static ArrangementRef Treaty(int a, int b, int number) => new($"treaty-{a}-{b}-{number}", $"Treaty X{a}Y{b}N{number}", null);

    /// <summary>An article of the day on which the acts happen; low numbers of states act most, and one act in ten is told as history with a month only.</summary>
    private static (Article, IReadOnlyList<Claim>) Article(int number)
    {
        var random = new Random(number);
        var day = new LocalDate(2004, 1, 1).PlusDays((int)((long)number * 8000 / 1_000_000 % 8000));
        var article = new Article { Text = $"Article {number} of the day.", Title = $"Title {number}", Published = day, Outlet = $"Outlet {random.Next(300)}", Url = $"https://example.org/{number}", Language = "en" };
        var id = article.Id;
        int Skewed() => (int)(Math.Pow(random.NextDouble(), 2.5) * States);
        Party Side(int state, int at) => new() { Id = State(state), Name = $"State {state}", Sector = "GOV", Text = $"State {state}", Start = at, End = at + 8 };
        var claims = new List<Claim>(ClaimsOfArticle);
        for (var i = 0; i < ClaimsOfArticle; i++)
        {
            var (a, b) = (Skewed(), Skewed());
            if (a == b)
                b = (a + 1) % States;
            var verb = random.Next(Verbs.Length);
            var isBackground = random.Next(10) == 0;
            var then = isBackground ? day.PlusMonths(-random.Next(1, 60)) : day.PlusDays(-random.Next(3));
            var arranged = random.Next(10) < 2;
            var sentence = $"State {a} {Verbs[verb]} State {b} over the harbour {random.Next(100_000)} on {then.DayOfWeek}, an official said, adding that talks in city {random.Next(500)} would go on for {random.Next(2, 90)} days.";
            claims.Add(new()
            {
                Id = $"c-{random.NextInt64():x16}",
                Article = id,
                Type = (PloverType)((verb + a) % 16),
                Actors = [Side(a, 0)],
                Recipients = [Side(b, 20)],
                Date = isBackground ? ClaimDate.Of(new(new LocalDate(then.Year, then.Month, 1), new LocalDate(then.Year, then.Month, 1).With(DateAdjusters.EndOfMonth), Precision.Month), null) : ClaimDate.Of(DateRange.Day(then), $"{then.DayOfWeek}"),
                DateBasis = DateBasis.Stated,
                Recency = isBackground ? Recency.Background : Recency.Current,
                Arrangement = arranged ? Treaty(Math.Min(a, b), Math.Max(a, b), random.Next(3)) : null,
                Step = arranged ? (Step)random.Next(16) : null,
                Trigger = new(Verbs[verb], 9 + i * 200, 16 + i * 200),
                Evidence = new(i * 200, i * 200 + sentence.Length, sentence, "The sentence before it ended so. ", " The next sentence begins like th"),
                Rule = "bench",
                Confidence = 0.8,
                Cameo = "040",
                Goldstein = 1,
                Coder = "entente 0.1.0",
            });
        }
        return (article, claims);
    }
}
