using System.CommandLine;
using Entente.Mcp;

namespace Entente.Cli.Commands;

/// <summary><c>entente mcp</c>: the record for assistants.</summary>
internal sealed class McpCommand : QuestionCommand
{
    private readonly Option<int?> _port = CommonOptions.Count("--http", "Serve HTTP on 127.0.0.1 at this port, at /mcp; 0 takes any that is free [default: standard input and output]");
    private readonly Option<int?> _items = CommonOptions.Count("--items", $"Most events, standings, voices or claims in an answer [default: {McpLimits.Default.Items}]");
    private readonly Option<int?> _characters = CommonOptions.Count("--characters", $"Most characters of an answer [default: {McpLimits.Default.Characters}]");
    private readonly Option<int?> _seconds = CommonOptions.Count("--seconds", $"Longest time of an answer [default: {McpLimits.Default.Time.TotalSeconds:0}]");

    public McpCommand(Session session) : base(
        session,
        "mcp",
        "Serve the record to assistants by the Model Context Protocol; it is only read, and words of articles are marked as data",
        "entente mcp --record news.entente",
        "entente mcp --record news.entente --http 8040")
    {
        _port.HelpName = "PORT";
        foreach (var option in new Option[] { _port, _items, _characters, _seconds })
            Options.Add(option);
        SetAction(parsed =>
        {
            var limits = new McpLimits
            {
                Items = Positive(parsed.GetValue(_items), McpLimits.Default.Items, _items),
                Characters = Positive(parsed.GetValue(_characters), McpLimits.Default.Characters, _characters),
                Time = TimeSpan.FromSeconds(Positive(parsed.GetValue(_seconds), (int)McpLimits.Default.Time.TotalSeconds, _seconds)),
            };
            if (parsed.GetValue(_port) is > ushort.MaxValue and var tooHigh)
                throw new UsageException($"There is no port {tooHigh}.");
            using var record = Open(parsed);
            using var server = new RecordServer(record, limits, Terminal.Clock);
            var serving = parsed.GetValue(_port) is { } port
                ? server.ServeHttpAsync(port, address => Terminal.Error.WriteLine($"Listening at {address}"), session.CancellationToken)
                : server.ServeStandardStreamsAsync(session.CancellationToken);
            try
            {
                serving.GetAwaiter().GetResult();
            }
            catch (IOException e) when (parsed.GetValue(_port) is { } taken)
            {
                throw new UsageException($"HTTP cannot be served at port {taken}: {e.Message}");
            }
            return ExitCode.Done;
        });
    }

    private static int Positive(int? value, int otherwise, Option option) =>
        value is 0 ? throw new UsageException($"{option.Name} counts from 1.") : value ?? otherwise;
}
