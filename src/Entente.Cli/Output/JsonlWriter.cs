using Entente.Articles;

namespace Entente.Cli.Output;

/// <summary>One JSON object a line.</summary>
internal sealed class JsonlWriter<T>(Terminal terminal, Func<T, object> json) : ResultWriter<T>
{
    public override void Write(T result)
    {
        terminal.Out.Write(EntenteJson.Write(json(result)));
        terminal.Out.Write('\n');
        if (terminal.OutIsTerminal)
            terminal.Out.Flush();
    }

    public override void Dispose() => terminal.Out.Flush();
}
