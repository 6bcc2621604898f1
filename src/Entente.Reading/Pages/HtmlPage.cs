using AngleSharp.Html.Parser;
using Entente.Articles;

namespace Entente.Reading;

/// <summary>Reads an HTML page. Nothing is downloaded.</summary>
internal static class HtmlPage
{
    /// <summary>A page over this length is an article even if it speaks of consent or of robots.</summary>
    private const int LongestWall = 2000;

    /// <summary>The article of a page, without source and path.</summary>
    /// <param name="html">The page.</param>
    /// <param name="url">Its address when the source names it.</param>
    /// <param name="options">The caps.</param>
    /// <exception cref="ReadException">The page is over a cap or takes too long, holds no text, or holds a wall in place of an article.</exception>
    public static Article Read(string html, string? url, ReadingOptions options)
    {
        var deadline = new Deadline(options);
        var source = new PageSource(html, options);
        var document = new HtmlParser().ParseDocument(source.Html);
        deadline.Check();
        var elements = new PageElements(document);
        var facts = new PageFacts(document, elements, source, url);
        deadline.Check();
        var (text, dropped) = PageBody.Read(document, elements, facts);
        deadline.Check();
        if (text.Length == 0)
            throw new ReadException(ReadCode.NoText, "No article text was found on the page.");
        if (WallOf(facts.Title, text) is { } wall)
            throw new ReadException(ReadCode.Wall, $"The page holds a wall ({wall}) in place of an article.");
        return new Article
        {
            Text = text,
            Url = facts.Url,
            CanonicalUrl = facts.Canonical,
            Title = facts.Title,
            Published = facts.Published,
            PublishedAt = facts.PublishedAt,
            Modified = facts.Modified,
            ModifiedAt = facts.ModifiedAt,
            Authors = facts.Authors,
            Outlet = facts.Outlet,
            Section = facts.Section,
            Language = facts.Language,
            IsPaid = facts.IsPaid,
            Dropped = dropped,
            Origin = dropped.Where(d => d.Reason is "byline" or "source" or "furniture" or "copyright").Select(d => Wires.OriginOfLine(d.Text)).FirstOrDefault(o => o is not null),
        };
    }

    private static string? WallOf(string? title, string text)
    {
        if (text.Length > LongestWall)
            return null;
        var words = (title + " " + text).ToLowerInvariant();
        return HtmlWords.Walls.FirstOrDefault(w => w.Phrases.Any(p => words.Contains(p, StringComparison.Ordinal)))?.Kind;
    }
}
