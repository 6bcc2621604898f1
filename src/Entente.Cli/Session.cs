using System.CommandLine;
using Entente.Cli.Output;

namespace Entente.Cli;

/// <summary>What all commands of one run share.</summary>
internal sealed class Session(Terminal terminal, CancellationToken cancellationToken)
{
    public Terminal Terminal { get; } = terminal;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary><c>--format</c>, which may stand before or after the command's name.</summary>
    public Option<OutputFormat?> Format { get; } = CommonOptions.Format();
}
