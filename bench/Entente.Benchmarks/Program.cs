using BenchmarkDotNet.Running;
using Entente.Benchmarks;

if (args is ["--quick"])
{
    QuickRun.Print(Console.Out);
    return 0;
}
if (args is ["--pages", var pages])
{
    PageRun.PrintSpeed(pages, Console.Out);
    return 0;
}
if (args is ["--memory", var folder, var count])
{
    PageRun.PrintMemory(folder, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), Console.Out);
    return 0;
}
if (args is ["--record", var claims, var file])
{
    RecordRun.Print(int.Parse(claims, System.Globalization.CultureInfo.InvariantCulture), file, Console.Out);
    return 0;
}
if (args is ["--room", var record])
{
    await RoomRun.Print(record, Console.Out);
    return 0;
}
BenchmarkSwitcher.FromAssembly(typeof(StageBenchmarks).Assembly).Run(args);
return 0;
