using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Entente.Articles;
using NodaTime;

namespace Entente.Reading;

/// <summary>Reads an HTML page: body by SmartReader, then its blocks without captions and furniture; facts from JSON-LD and meta tags. Nothing is downloaded.</summary>
internal static class HtmlPage
{
    private const int ShortBody = 250;

    /// <summary>Over this many elements SmartReader is not asked: it takes time quadratic in them.</summary>
    private const int MostElementsForSmartReader = 20_000;

    private const string NoAddress = "https://page.invalid/";
    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly Regex Consent = new(@"cookie|consent|gdpr|onetrust|privacy-(?:notice|banner)", Safe);
    private static readonly Regex FurnitureClass = new(
        @"(?:^|[\s_-])(?:related|share|sharing|social|newsletter|signup|subscribe|promo|promoted|sponsored|advert|advertisement|ads?|byline|author-?(?:bio|info|box)|tags?|taglist|breadcrumbs?|caption|credit|gallery|recommended|recirc|outbrain|taboola|comments?|timestamp|dateline-date|read-?more|most-?read|trending|toolbar|nav|menu)(?:$|[\s_-])", Safe);

    private static readonly Regex DateClass = new(@"date|time|publish|posted|byline", Safe);
    private static readonly Regex AddressDay = new(@"/(?<y>(?:19|20)\d\d)[/-](?<m>[01]?\d)[/-](?<d>[0-3]?\d)(?:[/_.-]|$)", Safe);

    private static readonly HashSet<string> Blocks =
        ["address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "br"];

    private static readonly HashSet<string> Unread = ["script", "style", "noscript", "template", "iframe", "svg", "button", "select", "textarea", "head"];

    private static readonly HashSet<string> DateNames =
        ["article:published_time", "article.published", "article_date_original", "bt:pubdate", "citation_date", "date", "datepublished", "dc.date", "dc.date.issued", "dc.date.created", "dcterms.date", "dcterms.created", "dcterms.issued", "displaydate", "og:published_time", "og:article:published_time", "originalpublicationdate", "parsely-pub-date", "pubdate", "publication_date", "publishdate", "publish-date", "published_date", "published-date", "published_time", "publishtime", "sailthru.date", "timestamp", "vr:published_time", "rnews:datepublished"];

    /// <summary>The article of a page, without source and path.</summary>
    /// <param name="html">The page.</param>
    /// <param name="url">Its address when the source names it.</param>
    /// <param name="options">The caps.</param>
    /// <exception cref="ReadException">The page is over a cap or holds no text.</exception>
    public static Article Read(string html, string? url, ReadingOptions options)
    {
        var document = new HtmlParser().ParseDocument(HtmlNesting.Flatten(html, options));
        var address = url ?? document.QuerySelector("link[rel=canonical]")?.GetAttribute("href") ?? Meta(document, "og:url");
        var facts = LinkedData.Of(document);
        var title = Title(document);
        var article = new Article
        {
            Text = "",
            Url = address,
            Title = title,
            Published = Published(document, facts, address),
            Authors = Authors(document, facts),
            Outlet = Meta(document, "og:site_name") ?? facts.Publisher,
            Language = LanguageGuess.OfTag(document.DocumentElement.GetAttribute("lang")),
        };
        var ownBody = document.QuerySelector("[itemprop=articleBody]") ?? document.QuerySelector("article") ?? document.QuerySelector("main") ?? document.Body;
        var fallback = ownBody is null ? "" : string.Join("\n\n", ownBody.QuerySelectorAll("p").Select(p => PlainText.Collapse(p.TextContent)).Where(t => t.Length > 0));
        var (text, dropped) = Body(document, title);
        if (text.Length < ShortBody && fallback.Length > text.Length)
            text = fallback;
        if (text.Length == 0)
            text = facts.Body ?? (document.Body is { } body ? PlainText.Collapse(body.TextContent) : "");
        if (text.Length == 0)
            throw new ReadException(ReadCode.NoText, "No article text was found on the page.");
        return article with { Text = text, Dropped = dropped };
    }

    /// <summary>The text of the body by blocks, and what was left out. Changes the document.</summary>
    private static (string Text, IReadOnlyList<DroppedText> Dropped) Body(IHtmlDocument document, string? title)
    {
        foreach (var element in document.QuerySelectorAll("[id],[class],[role=dialog]").ToList())
            if ((element.GetAttribute("role") == "dialog" || Consent.IsMatch(element.Id + " " + element.ClassName))
                && element.LocalName is not ("html" or "body") && element.QuerySelector("article,main,h1") is null && element.Closest("article") is null)
                element.Remove();
        if (document.All.Length > MostElementsForSmartReader)
            return ("", []);
        string? content;
        try
        {
            using var reader = new SmartReader.Reader(NoAddress, document) { KeepClasses = true };
            content = reader.GetArticle().Content;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // SmartReader throws exceptions of many kinds on odd pages; the paragraphs of the page are read instead.
            content = null;
        }
        if (string.IsNullOrEmpty(content))
            return ("", []);
        var body = new HtmlParser().ParseDocument(content).Body!;
        var whole = Math.Max(1, body.TextContent.Length);
        var dropped = new List<DroppedText>();
        foreach (var element in body.QuerySelectorAll("figure,figcaption").ToList())
            Drop(element, "caption");
        foreach (var element in body.QuerySelectorAll("[class]").ToList())
            if (FurnitureClass.IsMatch(element.ClassName!) && element.TextContent.Length * 4L < whole && element.Closest("body") is not null)
                Drop(element, "furniture");
        var kept = new List<string>();
        foreach (var (text, isLinks) in TextBlocks(body))
        {
            var reason = Furniture.Match(text, atEdge: true)?.Reason
                ?? (text.Length <= 160 && PublicationDates.OfLine(text, false, out _) is not null ? "date_line" : null)
                ?? (Bylines.Read(text, besideDateOrTitle: false) is not null ? "byline" : null)
                ?? (isLinks && text.Length < 200 ? "related" : null)
                ?? (title is not null && text == title ? "title" : null);
            if (reason is null)
                kept.Add(text);
            else
                dropped.Add(new DroppedText(text, reason));
        }
        return (string.Join("\n\n", kept), dropped);

        void Drop(IElement element, string reason)
        {
            if (PlainText.Collapse(element.TextContent) is { Length: > 0 } text)
                dropped.Add(new DroppedText(text, reason));
            element.Remove();
        }
    }

    /// <summary>The blocks of text in order, white space collapsed, and whether all of a block lies in links.</summary>
    private static List<(string Text, bool IsLinks)> TextBlocks(IElement body)
    {
        var blocks = new List<(string, bool)>();
        var block = new StringBuilder();
        var isLinks = true;
        Walk(body, inLink: false);
        Close();
        return blocks;

        void Walk(INode parent, bool inLink)
        {
            foreach (var node in parent.ChildNodes)
            {
                if (node is IText text)
                {
                    block.Append(text.Data);
                    isLinks &= inLink || string.IsNullOrWhiteSpace(text.Data);
                }
                else if (node is IElement element && !Unread.Contains(element.LocalName))
                {
                    var isBlock = Blocks.Contains(element.LocalName);
                    if (isBlock)
                        Close();
                    Walk(element, inLink || element.LocalName == "a");
                    if (isBlock)
                        Close();
                }
            }
        }

        void Close()
        {
            var text = PlainText.Collapse(block.ToString());
            if (text.Length > 0)
                blocks.Add((text, isLinks));
            block.Clear();
            isLinks = true;
        }
    }

    private static string? Title(IHtmlDocument document)
    {
        var headings = document.QuerySelectorAll("h1").Select(h => PlainText.Collapse(h.TextContent)).Where(t => t.Length > 0).Take(2).ToList();
        var title = headings.Count == 1 ? headings[0] : Meta(document, "og:title") ?? headings.FirstOrDefault() ?? PlainText.Collapse(document.Title ?? "");
        return title.Length == 0 ? null : title;
    }

    /// <summary>Address first, then JSON-LD, meta tags, microdata, time elements, and at last what is written on the page.</summary>
    private static LocalDate? Published(IHtmlDocument document, LinkedData facts, string? address)
    {
        if (address is not null && AddressDay.Match(address) is { Success: true } match
            && PublicationDates.Day(int.Parse(match.Groups["y"].ValueSpan), int.Parse(match.Groups["m"].ValueSpan), int.Parse(match.Groups["d"].ValueSpan)) is { } day)
            return day;
        return PublicationDates.Parse(facts.Published)
            ?? First(document.QuerySelectorAll("meta").Where(m => DateNames.Contains((m.GetAttribute("property") ?? m.GetAttribute("name") ?? m.GetAttribute("itemprop") ?? "").ToLowerInvariant())).Select(m => m.GetAttribute("content")))
            ?? First(document.QuerySelectorAll("[itemprop=datePublished]").Select(e => e.GetAttribute("content") ?? e.GetAttribute("datetime") ?? e.TextContent))
            ?? First(document.QuerySelectorAll("time").Select(e => e.GetAttribute("datetime") is { Length: > 0 } stamp ? stamp : e.TextContent))
            ?? First(document.QuerySelectorAll("[class],[id]").Where(e => DateClass.IsMatch(e.ClassName + " " + e.Id)).Select(e => e.TextContent))
            ?? (document.Body is { } body ? TextBlocks(body).SelectMany(b => PublicationDates.Find(b.Text[..Math.Min(b.Text.Length, 200)])).Select(f => (LocalDate?)f.Day).FirstOrDefault() : null);

        static LocalDate? First(IEnumerable<string?> values) => values.Select(v => PublicationDates.Parse(v is null ? null : PlainText.Collapse(v))).FirstOrDefault(d => d is not null);
    }

    private static IReadOnlyList<string> Authors(IHtmlDocument document, LinkedData facts)
    {
        var named = facts.Authors.Count > 0
            ? facts.Authors
            : Meta(document, "author") is { } author ? [author] : [.. document.QuerySelectorAll("[rel=author],[itemprop=author]").Select(e => e.TextContent).Take(5)];
        return [.. named.Select(PlainText.Collapse)
            .SelectMany(n => Bylines.Read(n, besideDateOrTitle: true)?.Authors ?? [])
            .Distinct(StringComparer.Ordinal)];
    }

    private static string? Meta(IHtmlDocument document, string name)
    {
        var value = (document.QuerySelector($"meta[property='{name}']") ?? document.QuerySelector($"meta[name='{name}']"))?.GetAttribute("content");
        return string.IsNullOrWhiteSpace(value) ? null : PlainText.Collapse(value);
    }

    /// <summary>What the page's JSON-LD tells of its article.</summary>
    private sealed class LinkedData
    {
        public string? Published { get; private set; }

        public string? Publisher { get; private set; }

        public string? Body { get; private set; }

        public List<string> Authors { get; } = [];

        public static LinkedData Of(IHtmlDocument document)
        {
            var facts = new LinkedData();
            foreach (var script in document.QuerySelectorAll("script[type='application/ld+json']"))
            {
                try
                {
                    using var json = JsonDocument.Parse(script.TextContent.Trim().TrimEnd(';'), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
                    facts.Walk(json.RootElement);
                }
                catch (Exception e) when (e is JsonException or InvalidOperationException)
                {
                    // Broken JSON-LD is common; the page has other places to look.
                }
            }
            return facts;
        }

        private void Walk(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                    Walk(item);
                return;
            }
            if (element.ValueKind != JsonValueKind.Object)
                return;
            if (element.TryGetProperty("@graph", out var graph))
                Walk(graph);
            if (element.TryGetProperty("mainEntity", out var main))
                Walk(main);
            Published ??= Text(element, "datePublished");
            Body ??= Text(element, "articleBody");
            if (element.TryGetProperty("publisher", out var publisher))
                Publisher ??= Names(publisher).FirstOrDefault();
            if (Authors.Count == 0 && element.TryGetProperty("author", out var author))
                Authors.AddRange(Names(author));
        }

        private static string? Text(JsonElement element, string name) =>
            element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

        private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.String => [element.GetString()!],
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
            JsonValueKind.Object when element.TryGetProperty("name", out var name) => Names(name),
            _ => [],
        };
    }
}
