using System.Diagnostics;
using System.Text;
using Entente.TestKit;

namespace Entente.Cli.Tests;

/// <summary>Runs the command in this process, or as a process of its own.</summary>
internal static class Cli
{
    private static readonly string Program = typeof(CommandLine).Assembly.Location;

    /// <summary>What a run printed and returned.</summary>
    public sealed record Result(int Code, string Out, string Error);

    /// <summary>Runs in this process, with nothing on standard input and no environment.</summary>
    public static Result Run(params IReadOnlyList<string> args) => RunWith(new Setting(), args);

    public static Result RunWith(Setting setting, params IReadOnlyList<string> args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal
        {
            In = setting.In ?? new MemoryStream(Encoding.UTF8.GetBytes(setting.Input)),
            Out = output,
            Error = error,
            Key = setting.Keys is { } keys ? new Queue<char>(keys) is var left ? () => new ConsoleKeyInfo(left.Dequeue(), default, false, false, false) : null : null,
            OutIsTerminal = setting.IsTerminal,
            ErrorIsTerminal = setting.IsTerminal,
            Variable = name => setting.Variables.GetValueOrDefault(name),
        };
        var code = CommandLine.Run(args, terminal, setting.Stop);
        return new Result(code, output.ToString(), error.ToString());
    }

    /// <summary>What the run finds around it.</summary>
    public sealed record Setting
    {
        public string Input { get; init; } = "";

        /// <summary>Standard input as a stream; null takes <see cref="Input"/>.</summary>
        public Stream? In { get; init; }

        /// <summary>Keys that are pressed one after another; null when there is no keyboard.</summary>
        public string? Keys { get; init; }

        public bool IsTerminal { get; init; }

        public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

        public CancellationToken Stop { get; init; }
    }

    /// <summary>Starts a process of its own, its standard streams redirected.</summary>
    public static Process Start(params IReadOnlyList<string> args)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        return Process.Start(start)!;
    }
}
