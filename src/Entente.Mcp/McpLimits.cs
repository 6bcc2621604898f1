namespace Entente.Mcp;

/// <summary>How large an answer may be and how long it may take. All have defaults.</summary>
public sealed record McpLimits
{
    /// <summary>The defaults.</summary>
    public static McpLimits Default { get; } = new();

    /// <summary>Events, standings, voices or claims in one answer; the default is 20.</summary>
    public int Items { get; init; } = 20;

    /// <summary>Characters of one answer, about; what does not fit is left out and counted. The default is 60,000.</summary>
    public int Characters { get; init; } = 60_000;

    /// <summary>Characters of one quote; a longer one is cut and says so. The default is 600.</summary>
    public int Quote { get; init; } = 600;

    /// <summary>How long an answer may take, the wait for its turn included; the default is 20 seconds.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Questions worked on at once; the default is 4.</summary>
    public int AtOnce { get; init; } = 4;

    /// <summary>Characters of one argument of a question; the default is 200.</summary>
    public int Argument { get; init; } = 200;
}
