using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Entente.Articles;

namespace Entente.Reading;

/// <summary>Takes the text of an article out of its page: SmartReader chooses the element, then blocks that are not the article's are left out and listed.</summary>
internal static class PageBody
{
    private const int ShortBody = 250;
    private const int LongestLinks = 200;

    /// <summary>Share of the letters, in hundredths, from which a block is one of links.</summary>
    private const int LinkShare = 85;

    /// <summary>Share of the text, in hundredths, that must lie in the page's own mark of its body before the rest is left out.</summary>
    private const int Believed = 60;

    /// <summary>Over this many elements SmartReader is not asked: it takes time quadratic in them.</summary>
    private const int MostElementsForSmartReader = 20_000;

    /// <summary>Share of the text, in hundredths, that the page's JSON-LD must hold before the rest is left out.</summary>
    private const int MostlyTold = 80;

    /// <summary>Blocks at the end of a text among which notes on the author and the source stand.</summary>
    private const int EndBlocks = 5;

    private static readonly Regex Word = new(@"[\p{L}\p{M}\p{Nd}]+", RegexOptions.NonBacktracking);
    private static readonly Regex Sentences = new(@"[.!?][""”’»)\s]*$", RegexOptions.NonBacktracking);

    private const string NoAddress = "https://page.invalid/";
    private const string Mark = "data-own-body";

    private static readonly HashSet<string> BlockNames =
        ["address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "br"];

    /// <summary>Elements within the body of the article that are marked, since they may be taken out of it.</summary>
    private static readonly HashSet<string> Marked = ["p", "div", "section", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "h5", "table", "pre"];

    private static readonly HashSet<string> Unread = ["script", "style", "noscript", "template", "iframe", "svg", "button", "select", "textarea", "head"];

    /// <summary>One block of text.</summary>
    /// <param name="Text">Its words, white space collapsed.</param>
    /// <param name="IsLinks">Whether nearly all of it lies in links.</param>
    /// <param name="IsMarked">Whether it lies in what the page marks as the article's body.</param>
    internal readonly record struct Block(string Text, bool IsLinks, bool IsMarked);

    /// <summary>The text of the article, empty when none is found, and what was left out. Changes the document.</summary>
    public static (string Text, IReadOnlyList<DroppedText> Dropped) Read(IHtmlDocument document, PageElements elements, PageFacts facts)
    {
        var ownBody = document.QuerySelector("[itemprop=articleBody]") ?? document.QuerySelector("article") ?? document.QuerySelector("main") ?? document.Body;
        // What follows takes elements out of the page: what may be wanted at the end is read before.
        var paragraphs = (ownBody?.GetElementsByTagName("p") ?? Enumerable.Empty<IElement>()).Select(p => p.TextContent).ToList();
        var captions = elements.Captions.Select(c => c.TextContent).ToList();
        var dropped = new List<DroppedText>();
        RemoveConsent(elements);
        RemoveNextArticles(elements, dropped);
        MarkBodies(elements);
        var text = elements.Count <= MostElementsForSmartReader && Chosen(document) is { } body ? Sift(body, facts, dropped) : "";
        if (text.Length < ShortBody)
        {
            var sifted = Words(paragraphs).ToLookup(t => Furniture.Match(t, atEdge: true)?.Reason);
            if (string.Join("\n\n", sifted[null]) is var fallback && fallback.Length > text.Length)
            {
                text = fallback;
                dropped.AddRange(sifted.Where(g => g.Key is not null).SelectMany(g => g.Select(t => new DroppedText(t, g.Key!))).Except(dropped));
            }
        }
        if (text.Length == 0 || text.Length < ShortBody && facts.Linked.Body?.Length > text.Length)
            text = Plain(facts.Linked.Body) ?? text;
        if (text.Length < ShortBody && Words(captions).Sum(c => c.Length) > Math.Max(ShortBody, text.Length))
            text = string.Join("\n\n", Words(captions).Prepend(text).Where(c => c.Length > 0));
        if (text.Length == 0)
            text = document.Body is { } whole ? PlainText.Collapse(whole.TextContent) : "";
        if (text.Length == 0)
            text = facts.Description ?? "";
        return (text, dropped);

        static IEnumerable<string> Words(List<string> texts) => texts.Select(PlainText.Collapse).Where(t => t.Length > 0);
    }

    /// <summary>The blocks of text in order.</summary>
    public static List<Block> Blocks(INode body)
    {
        var blocks = new List<Block>();
        var block = new StringBuilder();
        var (letters, linked) = (0, 0);
        var isMarked = false;
        Walk(body, inLink: false, inMark: false);
        Close();
        return blocks;

        void Walk(INode parent, bool inLink, bool inMark)
        {
            foreach (var node in parent.ChildNodes)
            {
                if (node is IText text)
                {
                    block.Append(text.Data);
                    isMarked |= inMark;
                    var own = 0;
                    foreach (var c in text.Data)
                        own += char.IsLetterOrDigit(c) ? 1 : 0;
                    letters += own;
                    linked += inLink ? own : 0;
                }
                else if (node is IElement element && !Unread.Contains(element.LocalName))
                {
                    var isBlock = BlockNames.Contains(element.LocalName);
                    if (isBlock)
                        Close();
                    Walk(element, inLink || element.LocalName == "a", inMark || element.HasAttribute(Mark));
                    if (isBlock)
                        Close();
                }
            }
        }

        void Close()
        {
            var text = PlainText.Collapse(block.ToString());
            if (text.Length > 0)
                blocks.Add(new Block(text, linked > 0 && linked * 100 >= letters * LinkShare, isMarked));
            block.Clear();
            (letters, linked) = (0, 0);
            isMarked = false;
        }
    }

    private static string? Plain(string? body) => body is null ? null : string.Join("\n\n", body.Split('\n').Select(PlainText.Collapse).Where(l => l.Length > 0)) is { Length: > 0 } text ? text : null;

    private static void RemoveConsent(PageElements elements)
    {
        foreach (var element in elements.Named)
            if ((element.GetAttribute("role") == "dialog" || element.Id.AsSpan().ContainsAny(HtmlWords.Consent) || element.ClassName.AsSpan().ContainsAny(HtmlWords.Consent))
                && element.LocalName is not ("html" or "body") && element.QuerySelector("article,main,h1") is null && element.Closest("article") is null)
                element.Remove();
    }

    /// <summary>An endless page holds further articles below the first, each with its own main heading.</summary>
    private static void RemoveNextArticles(PageElements elements, List<DroppedText> dropped)
    {
        var articles = elements.Articles.Where(a => a.QuerySelector("h1") is not null && a.ParentElement?.Closest("article") is null).ToList();
        foreach (var next in articles.Skip(1))
        {
            if (PlainText.Collapse(next.QuerySelector("h1")!.TextContent) is { Length: > 0 } heading)
                dropped.Add(new DroppedText(heading, "next_article"));
            next.Remove();
        }
    }

    /// <summary>Marks the elements that the page names as the body of its article, and the blocks in them: SmartReader moves blocks about.</summary>
    private static void MarkBodies(PageElements elements)
    {
        foreach (var element in elements.Labelled.Where(l => l.Item == "articleBody").Select(l => l.Element).Concat(elements.Named.Where(e => e.ClassName is { Length: > 0 } names && HtmlWords.Bodies.IsMatch(names))))
            if (element.LocalName is not ("html" or "body"))
                MarkWithin(element, isBody: true);
    }

    private static void MarkWithin(IElement element, bool isBody)
    {
        if (isBody || Marked.Contains(element.LocalName))
        {
            if (element.HasAttribute(Mark) && isBody)
                return;
            element.SetAttribute(Mark, "");
        }
        foreach (var child in element.ChildNodes)
            if (child is IElement inner)
                MarkWithin(inner, isBody: false);
    }

    /// <summary>The element that SmartReader takes for the article.</summary>
    private static IElement? Chosen(IHtmlDocument document)
    {
        // The element is taken out of SmartReader's hands before it writes it down as HTML and as text.
        var chosen = document.CreateElement("div");
        try
        {
            using var reader = new SmartReader.Reader(NoAddress, document) { KeepClasses = true, DisableJSONLD = true, IsNodeVisible = _ => false };
            reader.AddCustomOperationEnd(article =>
            {
                while (article.FirstChild is { } child)
                    chosen.AppendChild(child);
            });
            reader.GetArticle();
            return chosen;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // SmartReader throws exceptions of many kinds on odd pages; the paragraphs of the page are read instead.
            return null;
        }
    }

    /// <summary>The text of the chosen element without captions and furniture.</summary>
    private static string Sift(IElement body, PageFacts facts, List<DroppedText> dropped)
    {
        var whole = Math.Max(1, body.TextContent.Length);
        foreach (var element in body.QuerySelectorAll("figure,figcaption").ToList())
            Drop(element, "caption");
        foreach (var element in body.QuerySelectorAll("[class]").ToList())
            if (HtmlWords.Furniture.IsMatch(element.ClassName!) && body.Contains(element) && element.TextContent.Length * 4L < whole)
                Drop(element, "furniture");
        var blocks = Blocks(body);
        var isBelieved = blocks.Where(b => b.IsMarked).Sum(b => (long)b.Text.Length) * 100 >= blocks.Sum(b => (long)b.Text.Length) * Believed;
        var kept = new List<string>();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (Reason(blocks[i], facts, isBelieved, atEnd: i >= blocks.Count - EndBlocks) is { } reason)
                dropped.Add(new DroppedText(blocks[i].Text, reason));
            else
                kept.Add(blocks[i].Text);
        }
        return string.Join("\n\n", facts.Linked.Body is { } told ? Told(kept, told, dropped) : kept);

        void Drop(IElement element, string reason)
        {
            if (PlainText.Collapse(element.TextContent) is { Length: > 0 } text)
                dropped.Add(new DroppedText(text, reason));
            element.Remove();
        }
    }

    /// <summary>The blocks without those that the page's JSON-LD does not hold, when it holds nearly all of them.</summary>
    private static List<string> Told(List<string> blocks, string told, List<DroppedText> dropped)
    {
        var known = Shingles(told).ToHashSet();
        var isTold = blocks.Select(b => Shingles(b) is var s && s.Count(known.Contains) * 2 >= s.Count).ToList();
        if (blocks.Where((_, i) => isTold[i]).Sum(b => (long)b.Length) * 100 < blocks.Sum(b => (long)b.Length) * MostlyTold)
            return blocks;
        // What follows the last known block may be missing because the page's JSON-LD is cut short.
        var last = isTold.LastIndexOf(true);
        var isWhole = Sentences.IsMatch(told);
        var kept = new List<string>();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (isTold[i] || i > last && !isWhole)
                kept.Add(blocks[i]);
            else
                dropped.Add(new DroppedText(blocks[i], "outside_body"));
        }
        return kept;
    }

    /// <summary>Each three words that follow one another; of a text of fewer, all its words.</summary>
    private static List<(string First, string Second, string Third)> Shingles(string text)
    {
        var words = Word.Matches(text).Select(m => m.Value).ToList();
        return words.Count < 3
            ? [(words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1) ?? "", "")]
            : [.. Enumerable.Range(0, words.Count - 2).Select(i => (words[i], words[i + 1], words[i + 2]))];
    }

    /// <summary>Why a block is no part of the article; null when it is.</summary>
    private static string? Reason(Block block, PageFacts facts, bool isBelieved, bool atEnd) =>
        Furniture.Match(block.Text, atEdge: true, atEnd)?.Reason
        ?? (block.Text.Length <= 160 && PublicationDates.OfLine(block.Text, false, out _) is not null ? "date_line" : null)
        ?? (Bylines.Read(block.Text, besideDateOrTitle: false) is not null ? "byline" : null)
        ?? (block.IsLinks && block.Text.Length < LongestLinks ? "related" : null)
        ?? (facts.Title is not null && block.Text == facts.Title ? "title" : null)
        ?? (isBelieved && !block.IsMarked ? "outside_body" : null);
}
