using System.Runtime.InteropServices;
using Entente.Cli;

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext context)
{
    // The second signal ends the process in the system's own way.
    context.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return CommandLine.Run(args, Terminal.OfProcess(), stop.Token);
