using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Entente.TestKit;

/// <summary>A server of a test's own: on 127.0.0.1, at a free port, in a folder that goes away with it.</summary>
public abstract class TestServer : IDisposable
{
    /// <summary>The number of the user who owns nothing: servers refuse to run as the administrator.</summary>
    private const int Nobody = 65534;

    /// <summary>Makes the folder and takes a port.</summary>
    protected TestServer(string name)
    {
        Folder = Directory.CreateTempSubdirectory($"entente-{name}-").FullName;
        Port = FreePort();
        if (Environment.UserName == "root")
            Run("chown", [Nobody.ToString(CultureInfo.InvariantCulture), Folder], asUser: false);
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Where its data stands.</summary>
    protected string Folder { get; }

    /// <summary>Starts it and waits until it answers.</summary>
    public abstract void Start();

    /// <summary>Ends it as a failure of power would.</summary>
    public abstract void Kill();

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        GC.SuppressFinalize(this);
        for (var attempt = 0; ; attempt++)
            try
            {
                Directory.Delete(Folder, recursive: true);
                return;
            }
            catch (IOException) when (attempt < 50)
            {
                Thread.Sleep(100);
            }
    }

    /// <summary>Runs a program to its end and gives back what it says.</summary>
    protected static string Run(string program, IReadOnlyList<string> arguments, bool asUser = true)
    {
        using var process = Begin(program, arguments, asUser);
        var said = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? said.Result : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} returned {process.ExitCode}: {said.Result}{error}");
    }

    /// <summary>Starts a program, as the user who owns nothing when the tests run as the administrator.</summary>
    protected static Process Begin(string program, IReadOnlyList<string> arguments, bool asUser = true)
    {
        if (asUser && Environment.UserName == "root")
            (program, arguments) = ("setpriv", [$"--reuid={Nobody}", "--clear-groups", program, .. arguments]);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    /// <summary>A port that nobody listens on.</summary>
    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>PostgreSQL, as Debian installs it.</summary>
public sealed class PostgresServer : TestServer
{
    private readonly string _programs = Directory.Exists("/usr/lib/postgresql") ? Path.Combine(Directory.GetDirectories("/usr/lib/postgresql").Max(StringComparer.Ordinal)!, "bin") : "";

    /// <summary>Makes a server and starts it.</summary>
    public PostgresServer() : base("postgres")
    {
        Run(Program("initdb"), ["-D", Data, "-U", "entente", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        Start();
    }

    private string Data => Path.Combine(Folder, "data");

    /// <summary>The address of a database of this server.</summary>
    public string Address(string database, string user = "entente") => $"postgres://{user}@127.0.0.1:{Port}/{database}";

    /// <summary>Makes a database and gives its address.</summary>
    public string NewDatabase(string name)
    {
        Sql("postgres", $"create database {name}");
        return Address(name);
    }

    /// <summary>Runs commands and gives back the rows, bare.</summary>
    public string Sql(string database, string commands, string user = "entente") =>
        Run(Program("psql"), ["-h", "127.0.0.1", "-p", Text(Port), "-U", user, "-d", database, "-v", "ON_ERROR_STOP=1", "-qAt", "-c", commands], asUser: false);

    /// <summary>Runs one of the server's own programs against a database.</summary>
    public string Tool(string program, string database, params string[] arguments) => Run(Program(program), ["-h", "127.0.0.1", "-p", Text(Port), "-U", "entente", "-d", database, .. arguments], asUser: false);

    /// <inheritdoc/>
    public override void Start()
    {
        for (var attempt = 0; ; attempt++)
            try
            {
                Run(Program("pg_ctl"), ["-D", Data, "-w", "-s", "-l", Path.Combine(Folder, "log"), "-o", $"-p {Port} -k {Folder} -c listen_addresses=127.0.0.1 -c fsync=off", "start"]);
                return;
            }
            catch (InvalidOperationException) when (attempt < 30)
            {
                // Those that served the killed one may not have noticed yet.
                Thread.Sleep(200);
            }
    }

    /// <inheritdoc/>
    public override void Kill()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            Run(Program("pg_ctl"), ["-D", Data, "-m", "immediate", "-w", "-s", "stop"]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Program(string name) => Path.Combine(_programs, name);
}

/// <summary>NATS with JetStream, as Debian installs it; one server, or one of a cluster.</summary>
public sealed class NatsServer : TestServer
{
    private readonly List<string> _arguments;
    private Process? _process;

    /// <summary>Makes a server and starts it.</summary>
    public NatsServer() : this(null, [], 0) => Start();

    private NatsServer(string? name, IReadOnlyList<int> routes, int own) : base("nats")
    {
        _arguments = ["-a", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-js", "-sd", Folder];
        if (name is not null)
            _arguments.AddRange(["-n", name, "--cluster_name", "entente", "--cluster", $"nats://127.0.0.1:{own}", "--routes", string.Join(',', routes.Select(r => $"nats://127.0.0.1:{r}"))]);
    }

    /// <summary>The address of this server.</summary>
    public string Address => $"nats://127.0.0.1:{Port}";

    /// <summary>Servers that keep everything in several copies.</summary>
    public static IReadOnlyList<NatsServer> Cluster(int size)
    {
        var routes = Enumerable.Range(0, size).Select(_ => FreePort()).ToList();
        var servers = routes.Select((own, i) => new NatsServer($"n{i}", routes, own)).ToList();
        foreach (var server in servers)
            server.Start();
        return servers;
    }

    /// <inheritdoc/>
    public override void Start()
    {
        _process = Begin("nats-server", _arguments);
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var patience = Stopwatch.StartNew();
        while (true)
            try
            {
                using var probe = new TcpClient();
                probe.Connect(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (patience.Elapsed < TimeSpan.FromSeconds(20))
            {
                Thread.Sleep(50);
            }
    }

    /// <inheritdoc/>
    public override void Kill()
    {
        if (_process is null)
            return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }
}
