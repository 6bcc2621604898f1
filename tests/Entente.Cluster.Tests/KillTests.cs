using System.Diagnostics;
using System.Globalization;
using System.Text;
using Entente.Record;
using Entente.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Entente.Cluster.Tests;

/// <summary>Nothing is lost and nothing doubled, whatever dies: afterwards the record is, byte for byte in its export, the one that one process makes in a file.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string Command = Path.Combine(AppContext.BaseDirectory, "Entente.Cli.dll");
    private static readonly int Kills = Setting("ENTENTE_KILLS", 12);
    private static readonly int Count = Setting("ENTENTE_ARTICLES", Kills > 50 ? 20_000 : 600);

    private readonly string _folder = Directory.CreateTempSubdirectory("entente-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A dozen kills here; with ENTENTE_KILLS=100 in the environment so many, among 20,000 articles.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Record_is_that_of_one_process_whatever_is_killed(int nodes)
    {
        var random = new Random(Kills + nodes);
        var input = Path.Combine(_folder, "news.jsonl");
        File.WriteAllLines(input, Enumerable.Range(0, Count).Select(Row));
        var file = Path.Combine(_folder, "one.entente");
        Finish(Start("add", input, "--record", file));
        Finish(Start("export", "--as", "jsonl", "-o", Path.Combine(_folder, "one"), "--record", file));

        using var postgres = new PostgresServer();
        var address = postgres.NewDatabase("news");
        RecordStore.Open(address, create: true).Dispose();
        var servers = nodes == 1 ? [new NatsServer()] : NatsServer.Cluster(nodes);
        var workers = new List<Chatter>();
        Chatter? submit = null;
        try
        {
            var queue = string.Join(',', servers.Select(s => s.Address));
            await using var glance = await Open(queue, nodes);
            string[] work = ["work", "--queue", queue, "--record", address, "--replicas", nodes.ToString(CultureInfo.InvariantCulture), "--batch", "32"];
            string[] send = ["submit", input, "--queue", queue, "--replicas", nodes.ToString(CultureInfo.InvariantCulture)];
            submit = Start(send);
            workers.AddRange([Start(work), Start(work)]);
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var kill = 0; kill < Kills; kill++)
            {
                // Most come when there is work under way, some by chance.
                if (random.Next(4) > 0)
                    WaitFor(() => workers.TrueForAll(w => w.Lines > 0 || w.HasEnded), TimeSpan.FromSeconds(20));
                await Task.Delay(random.Next(400));
                var what = kill % 6 == 2 ? "queue" : kill % 6 == 4 ? "record" : kill % 12 == 7 ? "submit" : "worker";
                counts[what] = counts.GetValueOrDefault(what) + 1;
                switch (what)
                {
                    case "queue":
                        var server = servers[random.Next(servers.Count)];
                        server.Kill();
                        await Task.Delay(random.Next(1000));
                        server.Start();
                        break;
                    case "record":
                        postgres.Kill();
                        await Task.Delay(random.Next(1000));
                        postgres.Start();
                        break;
                    case "submit":
                        submit.Kill();
                        submit.Dispose();
                        submit = Start(send);
                        break;
                    default:
                        var at = random.Next(workers.Count);
                        workers[at].Kill();
                        workers[at].Dispose();
                        workers[at] = Start(work);
                        break;
                }
            }
            submit.Finish(TimeSpan.FromMinutes(5));
            // Who is not sure that all were queued submits again: it changes nothing.
            Finish(Start(send));
            WaitFor(() => IsEmpty(glance), TimeSpan.FromMinutes(15));
            Assert.True(IsEmpty(glance), "The queue was not emptied.");
            foreach (var worker in workers)
            {
                Process.Start("kill", ["-TERM", worker.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
                worker.Finish(TimeSpan.FromSeconds(30));
            }
            var failed = new List<FailedArticle>();
            await foreach (var article in glance.FailedAsync())
                failed.Add(article);
            Assert.Empty(failed);

            Finish(Start("rebuild", "--new", "--record", address));
            Finish(Start("export", "--as", "jsonl", "-o", Path.Combine(_folder, "many"), "--record", address));
            foreach (var path in Directory.GetFiles(Path.Combine(_folder, "one")))
                Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(_folder, "many", Path.GetFileName(path)))), $"{Path.GetFileName(path)} differs.");
            Assert.True(new FileInfo(Path.Combine(_folder, "one", "claims.jsonl")).Length > Count * 100);
            output.WriteLine($"{Count} articles, {string.Join(", ", counts.Select(c => $"{c.Value} x {c.Key}"))}, {nodes} node(s)");
        }
        finally
        {
            foreach (var process in workers.Append(submit).OfType<Chatter>())
                process.Dispose();
            foreach (var server in servers)
                server.Dispose();
        }
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : otherwise;

    private static string Row(int number)
    {
        string[] states = ["France", "Germany", "Russia", "China", "India", "Japan", "Brazil", "Turkey", "Poland", "Egypt"];
        string[] acts = ["imposed sanctions on", "signed an agreement with", "criticised", "withdrew its ambassador from", "agreed to provide aid to"];
        var random = new Random(number);
        var text = new StringBuilder();
        for (var i = 0; i < 3; i++)
        {
            var a = random.Next(states.Length);
            text.Append(CultureInfo.InvariantCulture, $"{states[a]} {acts[random.Next(acts.Length)]} {states[(a + 1 + random.Next(states.Length - 1)) % states.Length]} on {random.Next(1, 28)} March 2021. ");
        }
        // Every twentieth is a copy of the one before in other hands.
        var words = number % 20 == 19 ? System.Text.Json.Nodes.JsonNode.Parse(Row(number - 1))!["text"]!.GetValue<string>() : $"{text}Report {number} was filed from the capital after a day of talks that drew little notice abroad.";
        return Articles.EntenteJson.Write(new { Id = $"r{number}", Title = $"Report {number}", Date = $"2021-04-{random.Next(1, 29):00}", Text = words, Lang = "en", Outlet = $"Outlet {number % 7}" });
    }

    private static async Task<ArticleQueue> Open(string queue, int nodes)
    {
        // A cluster that has just started has yet to elect who leads. The queue is small enough for any disk; who comes later takes it as it is.
        for (var attempt = 0; ; attempt++)
            try
            {
                return await ArticleQueue.OpenAsync(new() { Address = queue, Replicas = nodes, MostBytes = 256 << 20 });
            }
            catch (Exception e) when (attempt < 60 && e is QueueException or OperationCanceledException)
            {
                await Task.Delay(500);
            }
    }

    private static bool IsEmpty(ArticleQueue queue)
    {
        try
        {
            return queue.WaitingAsync().GetAwaiter().GetResult() == 0;
        }
        catch (Exception e) when (e is NATS.Client.Core.NatsException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private static void WaitFor(Func<bool> condition, TimeSpan limit)
    {
        var patience = Stopwatch.StartNew();
        while (!condition() && patience.Elapsed < limit)
            Thread.Sleep(50);
    }

    private static Chatter Start(params IReadOnlyList<string> arguments) => new(Command, arguments);

    private static void Finish(Chatter process)
    {
        using (process)
            process.Finish(TimeSpan.FromMinutes(20));
    }

    /// <summary>A process whose lines are read, so that it never waits for a reader.</summary>
    private sealed class Chatter : IDisposable
    {
        private readonly Process _process;
        private readonly List<string> _said = [];

        public Chatter(string program, IReadOnlyList<string> arguments)
        {
            _process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            _process.OutputDataReceived += (_, line) => Add(line.Data);
            _process.ErrorDataReceived += (_, line) => Add(line.Data);
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public int Id => _process.Id;

        public bool HasEnded => _process.HasExited;

        public int Lines
        {
            get
            {
                lock (_said)
                    return _said.Count;
            }
        }

        public void Kill()
        {
            _process.Kill();
            _process.WaitForExit();
        }

        public void Finish(TimeSpan limit)
        {
            Assert.True(_process.WaitForExit(limit), "It did not end in time: " + Said());
            Assert.True(_process.ExitCode == 0, Said());
        }

        public void Dispose()
        {
            if (!_process.HasExited)
                Kill();
            _process.Dispose();
        }

        private void Add(string? line)
        {
            if (line is not null)
                lock (_said)
                    _said.Add(line);
        }

        private string Said()
        {
            lock (_said)
                return string.Join('\n', _said.TakeLast(20));
        }
    }
}
