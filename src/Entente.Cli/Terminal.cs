using System.Text;
using Microsoft.Win32.SafeHandles;
using NodaTime;

namespace Entente.Cli;

/// <summary>What a command reads from and writes to. Results go to <see cref="Out"/>, everything else to <see cref="Error"/>.</summary>
internal sealed record Terminal
{
    /// <summary>Width of tables when results do not go to a terminal.</summary>
    public const int WidthWhenRedirected = 120;

    public required Stream In { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>The next key that a person presses, without being shown; null when commands do not come from a keyboard.</summary>
    public Func<ConsoleKeyInfo>? Key { get; init; }

    /// <summary>Whether a person sees the results as they come.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether progress may be shown.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of a table.</summary>
    public int Width { get; init; } = WidthWhenRedirected;

    /// <summary>Environment variables.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>Tells when an article is first seen, and which day is today.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>Whether results carry colour: only on a terminal, and not when NO_COLOR is set to anything.</summary>
    public bool UsesColor => OutIsTerminal && string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess()
    {
        var isTerminal = !Console.IsOutputRedirected;
        return new Terminal
        {
            In = Console.OpenStandardInput(),
            Out = new StreamWriter(StandardOutput(), new UTF8Encoding(false), 1 << 16) { NewLine = "\n" },
            Error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" },
            Key = isTerminal && !Console.IsInputRedirected ? () => Console.ReadKey(intercept: true) : null,
            OutIsTerminal = isTerminal,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Width = isTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : WidthWhenRedirected,
            Variable = Environment.GetEnvironmentVariable,
        };
    }

    /// <summary>A pipe or terminal itself, not the console's stream: that one hides that the reader of a pipe has gone.</summary>
    private static Stream StandardOutput()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
