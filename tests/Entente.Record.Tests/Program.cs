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
            // A program that knows nothing of turns, and keeps the file.
            using var stranger = work is "hold" or "read" ? Database.Connect(file, readOnly: work == "read") : null;
            using var store = stranger is null ? RecordStore.Open(file, create: work != "ask", readOnly: work == "ask", options: new() { Patience = TimeSpan.FromMinutes(1), ClaimsAtATime = work == "rebuild" ? 20 : EventIndex.ClaimsAtATime }) : null;
            Console.WriteLine("open");
            switch (work)
            {
                case "add":
                    for (var at = (int)store!.ArticleCount / ArticlesAtATime; ; at++)
                    {
                        store.Add(Enumerable.Range(at * ArticlesAtATime, ArticlesAtATime).Select(i => Sample.Article($"n{i}", ClaimsOfAnArticle)), Instant.FromUtc(2024, 1, 8, 9, 0));
                        Console.WriteLine((at + 1) * ArticlesAtATime);
                    }
                case "rebuild":
                    while (true)
                        Console.WriteLine(store!.Rebuild());
                case "ask":
                    Console.WriteLine(store!.ClaimCount);
                    return 0;
                case "decide":
                    while (true)
                        Console.WriteLine(store!.Decide(new() { Kind = DecisionKind.Accept, Who = "tester", Claim = ClaimKey.Of(store.Claims().First().Claim) }, Instant.FromUtc(2024, 1, 8, 9, 0)).Number);
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

    public static Process Start(string work, string file) => Run("dotnet", "exec", typeof(Program).Assembly.Location, work, file);

    /// <summary>The same as a user who owns nothing; only the administrator can.</summary>
    public static Process StartAsNobody(string work, string file) =>
        Run("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "dotnet", "exec", typeof(Program).Assembly.Location, work, file);

    private static Process Run(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
