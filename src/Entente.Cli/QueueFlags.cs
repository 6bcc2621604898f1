using System.CommandLine;
using Entente.Cluster;

namespace Entente.Cli;

/// <summary>The options that name a queue; what is secret comes from the environment or files.</summary>
internal sealed class QueueFlags
{
    private readonly Option<string?> _address = new("--queue") { Description = "The queue: nats://host:4222, several with commas between [default: $ENTENTE_QUEUE]", HelpName = "ADDRESS" };
    private readonly Option<string?> _name = new("--queue-name") { Description = "Name of the queue on its server [default: entente]", HelpName = "NAME" };
    private readonly Option<int?> _replicas = CommonOptions.Count("--replicas", "In how many copies a new queue keeps each article [default: 1]");

    public void AddTo(Command command)
    {
        command.Options.Add(_address);
        command.Options.Add(_name);
        command.Options.Add(_replicas);
    }

    public QueueOptions Read(ParseResult parsed, Terminal terminal) => new()
    {
        Address = parsed.GetValue(_address) ?? terminal.Variable("ENTENTE_QUEUE") ?? throw new UsageException("Say which queue: --queue nats://host:4222."),
        Name = parsed.GetValue(_name) ?? "entente",
        Replicas = Math.Clamp(parsed.GetValue(_replicas) ?? 1, 1, 5),
        CredentialsFile = terminal.Variable("NATS_CREDS"),
        Login = terminal.Variable("NATS_USER") is { Length: > 0 } user ? (user, terminal.Variable("NATS_PASSWORD") ?? "") : null,
        Token = terminal.Variable("NATS_TOKEN"),
        CertificateAuthorityFile = terminal.Variable("NATS_CA"),
        Certificate = terminal.Variable("NATS_CERT") is { Length: > 0 } certificate ? (certificate, terminal.Variable("NATS_KEY") ?? certificate) : null,
    };
}
