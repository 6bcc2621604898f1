namespace Entente.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>An input failed, or the record did.</summary>
    public const int Failed = 1;

    /// <summary>The command was not given as it must be.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by a signal, as shells have it.</summary>
    public const int Interrupted = 130;
}
