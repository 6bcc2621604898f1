using Spectre.Console;
using Spectre.Console.Rendering;

namespace Entente.Cli.Output;

/// <summary>The writer of tables and cards.</summary>
internal static class Screen
{
    /// <summary>Writes to the results of <paramref name="terminal"/>: coloured only where that is wanted, without blanks at the ends of lines.</summary>
    public static void Write(Terminal terminal, IRenderable what)
    {
        using var buffer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.UsesColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.UsesColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(buffer),
        });
        console.Profile.Width = terminal.Width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(what);
        // Borders of blanks give empty lines above and below, which say nothing.
        var lines = buffer.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).ToList();
        var first = lines.FindIndex(line => line.Length > 0);
        var last = lines.FindLastIndex(line => line.Length > 0);
        for (var i = first; i >= 0 && i <= last; i++)
            terminal.Out.Write(lines[i] + "\n");
        terminal.Out.Flush();
    }
}
