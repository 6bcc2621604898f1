using BenchmarkDotNet.Running;
using Entente.Benchmarks;

if (args is ["--quick"])
{
    QuickRun.Print(Console.Out);
    return 0;
}
BenchmarkSwitcher.FromAssembly(typeof(StageBenchmarks).Assembly).Run(args);
return 0;
