using System.Diagnostics;
using NodaTime;

namespace Entente.Record.Tests;

/// <summary>What a second process does with a record, for tests of locks and kills.</summary>
internal static class Program
{
    public const int ArticlesAtATime = 20;
    public const int ClaimsOfAnArticle = 3;

    public static int Main(string[] args)
    {
        if (args is not [var work, var file])
            return 2;
        try
        {
            using var store = RecordStore.Open(file, create: true, readOnly: work == "read");
            Console.WriteLine("open");
            if (work == "add")
                for (var at = (int)store.ArticleCount / ArticlesAtATime; ; at++)
                {
                    store.Add(Enumerable.Range(at * ArticlesAtATime, ArticlesAtATime).Select(i => Sample.Article($"n{i}", ClaimsOfAnArticle)), Instant.FromUtc(2024, 1, 8, 9, 0));
                    Console.WriteLine((at + 1) * ArticlesAtATime);
                }
            Console.In.ReadToEnd();
            return 0;
        }
        catch (RecordException e)
        {
            Console.WriteLine(e.Code);
            return 1;
        }
    }

    public static Process Start(string work, string file) => Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(Program).Assembly.Location, work, file])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
