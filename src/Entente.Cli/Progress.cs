using System.Diagnostics;

namespace Entente.Cli;

/// <summary>A line on the terminal that tells how far long work has come. Says nothing when errors are redirected or the work is short.</summary>
internal sealed class Progress(Terminal terminal, string what)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _shown;
    private bool _isVisible;

    /// <summary>Shows the count when there is something new to see.</summary>
    public void Show(int done)
    {
        if (!terminal.ErrorIsTerminal || _watch.Elapsed < Patience || _watch.Elapsed - _shown < Pause)
            return;
        _shown = _watch.Elapsed;
        _isVisible = true;
        terminal.Error.Write($"\r{done} {what}, {done / _watch.Elapsed.TotalSeconds:0.0} a second\u001b[K");
    }

    /// <summary>Takes the line away, before anything else is written.</summary>
    public void Clear()
    {
        if (!_isVisible)
            return;
        terminal.Error.Write("\r\u001b[K");
        _isVisible = false;
    }
}
