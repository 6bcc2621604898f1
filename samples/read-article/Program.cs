// Reads a page, a text, a feed or an archive as articles: dotnet run --project samples/read-article samples/strait-patrol-accord.txt
using Entente.Reading;

foreach (var result in ArticleReader.Read(args, ReadingOptions.Default))
{
    if (!result.IsArticle)
    {
        Console.Error.WriteLine($"{result.Problem.Path}: {result.Problem.Code}: {result.Problem.Reason}");
        continue;
    }
    var article = result.Article;
    Console.WriteLine($"{article.Published:uuuu-MM-dd}  {article.Title}");
    Console.WriteLine($"by {string.Join(", ", article.Authors)}; {article.Text.Length} characters; {article.Dropped.Count} parts dropped as furniture");
}
