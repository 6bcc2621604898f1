using DuckDB.NET.Data;
using Entente.Articles;
using NodaTime;

namespace Entente.Record.Tests;

internal static class Sample
{
    public static AnnotatedArticle Article(string text, int claims, string coder = "entente 0.1.0") => Article(text, claims, new LocalDate(2020, 5, 1), coder);

    public static AnnotatedArticle Article(string text, int claims, LocalDate? published, string coder = "entente 0.1.0")
    {
        var article = new Article { Title = text, Text = $"{text}: Russia met NATO.", Published = published, Outlet = "The Post", Path = $"{text}.txt", Language = "en" };
        return new()
        {
            Article = article,
            Layers = Layers.Claims,
            Claims = [.. Enumerable.Range(0, claims).Select(i => Claim(article.Id, i, coder))],
        };
    }

    public static Claim Claim(string article, int number, string coder) => new()
    {
        Id = $"c-{article[2..]}{number}-{coder.Length}",
        Article = article,
        Type = PloverType.Consult,
        Actors = [Party("RUS")],
        Recipients = [Party("NATO")],
        Date = ClaimDate.Unknown,
        Trigger = new("met", number, number + 3),
        Evidence = new(0, 16, $"Russia met NATO {number}.", "", ""),
        Rule = "en.meet",
        Coder = coder,
    };

    public static Party Party(string id) => new() { Id = id, Name = id, Sector = "GOV", Text = id, Start = 0, End = 3 };
}

internal static class Engine
{
    public static void Run(string file, string sql)
    {
        using var connection = new DuckDBConnection($"Data Source={file}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
