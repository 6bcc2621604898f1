namespace Entente.Cli;

/// <summary>The command cannot be run as it was given. The message tells the user what to change.</summary>
internal sealed class UsageException(string message, params IReadOnlyList<string> near) : Exception(message)
{
    /// <summary>What may have been meant.</summary>
    public IReadOnlyList<string> Near { get; } = near;
}
