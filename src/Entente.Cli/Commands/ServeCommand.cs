using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Entente.Cli.Output;
using Entente.Web;

namespace Entente.Cli.Commands;

/// <summary><c>entente serve</c>: the reading room.</summary>
internal sealed class ServeCommand : RecordCommand
{
    private readonly Option<IPAddress?> _address = new("--address")
    {
        Description = "The address to listen on [default: 127.0.0.1, this machine only]",
        HelpName = "IP",
        CustomParser = result =>
        {
            if (IPAddress.TryParse(result.Tokens[0].Value, out var address))
                return address;
            result.AddError($"'{result.Tokens[0].Value}' is no address; write one as 127.0.0.1.");
            return null;
        },
    };

    private readonly Option<int?> _port = CommonOptions.Count("--port", "The port; 0 takes one that is free [default: 8400]");
    private readonly Option<string[]> _names = new("--host-name") { Description = "A name by which browsers may ask for it, beside localhost and the address", HelpName = "NAME", AllowMultipleArgumentsPerToken = false };
    private readonly Option<bool> _review = new("--allow-review") { Description = "Open the desk at which people decide on claims; on this machine only" };
    private readonly Option<string?> _token = new("--token") { Description = "The word that opens the desk [default: $ENTENTE_TOKEN, else one is made and told]", HelpName = "WORD" };

    public ServeCommand(Session session) : base(
        session,
        readOnly: true,
        "serve",
        "Open the reading room: the record in a browser, and as JSON and CSV for programs",
        [
            "entente serve --record news.entente",
            "entente serve --port 8080",
            "entente serve --allow-review",
        ])
    {
        Options.Add(_address);
        Options.Add(_port);
        Options.Add(_names);
        Options.Add(_review);
        Options.Add(_token);
        SetAction(Serve);
    }

    private int Serve(ParseResult parsed)
    {
        var port = parsed.GetValue(_port) ?? 8400;
        if (port > IPEndPoint.MaxPort)
            throw new UsageException($"{port} is no port; the highest is {IPEndPoint.MaxPort}.");
        var address = parsed.GetValue(_address) ?? IPAddress.Loopback;
        var allowReview = parsed.GetValue(_review);
        var given = parsed.GetValue(_token);
        if (given is not null && !allowReview)
            throw new UsageException("--token opens the review desk: write --allow-review too.");
        if (allowReview && !IPAddress.IsLoopback(address))
            throw new UsageException("The review desk is opened on this machine only: leave --address out, or --allow-review.");
        var token = !allowReview ? null
            : given is { Length: > 0 } ? given
            : Terminal.Variable("ENTENTE_TOKEN") is { Length: > 0 } variable ? variable
            : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        if (token is { Length: < 8 })
            throw new UsageException("The token is too short: take at least 8 letters.");
        return Run(new ReadingRoomOptions { Record = RecordFile.Path(RecordOption(parsed), Terminal), Address = address, Port = port, HostNames = parsed.GetValue(_names) ?? [], ReviewToken = token, Clock = Terminal.Clock }, tellToken: token is not null && given is null).GetAwaiter().GetResult();
    }

    private async Task<int> Run(ReadingRoomOptions options, bool tellToken)
    {
        try
        {
            await using var room = await ReadingRoom.OpenAsync(options, Session.CancellationToken);
            Terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The reading room is open at {room.Address.GetLeftPart(UriPartial.Authority)}. Ctrl-C closes it."));
            if (tellToken)
                Terminal.Error.WriteLine($"The review desk is at {room.Address.GetLeftPart(UriPartial.Authority)}/review; its token is {options.ReviewToken}");
            await room.RunAsync(Session.CancellationToken);
            return ExitCode.Done;
        }
        catch (IOException e)
        {
            Terminal.Error.WriteLine(PlainText.Line($"The port {options.Port} cannot be opened: {e.Message} Take another with --port."));
            return ExitCode.Failed;
        }
    }
}
