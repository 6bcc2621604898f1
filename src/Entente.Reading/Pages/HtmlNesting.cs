using System.Text;

namespace Entente.Reading;

/// <summary>Takes tags that lie too deep out of a page before a parser builds its tree; one pass, no tree.</summary>
internal static class HtmlNesting
{
    private static readonly HashSet<string> Unnested =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option", "html", "body", "head"];

    private static readonly HashSet<string> Raw = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

    /// <summary>The same page, tags below the deepest level gone and their text kept.</summary>
    /// <exception cref="ReadException">The page has more elements than the options allow.</exception>
    public static string Flatten(string html, ReadingOptions options)
    {
        StringBuilder? flat = null;
        var copied = 0;
        var elements = 0;
        var open = new Stack<(string Name, bool IsKept)>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; (at = html.IndexOf('<', at)) >= 0 && at + 1 < html.Length;)
        {
            if (html.AsSpan(at).StartsWith("<!--"))
            {
                var end = html.IndexOf("-->", at + 4, StringComparison.Ordinal);
                if (end < 0)
                    break;
                at = end + 3;
                continue;
            }
            var isClose = html[at + 1] == '/';
            var from = at + (isClose ? 2 : 1);
            if (from >= html.Length || !char.IsAsciiLetter(html[from]))
            {
                at++;
                continue;
            }
            var to = from;
            while (to < html.Length && to - from < 40 && (char.IsAsciiLetterOrDigit(html[to]) || html[to] is '-' or ':'))
                to++;
            var name = html[from..to].ToLowerInvariant();
            var close = TagEnd(html, to);
            var isDropped = false;
            if (isClose)
            {
                if (counts.GetValueOrDefault(name) > 0)
                {
                    (string Name, bool IsKept) top;
                    do
                    {
                        top = open.Pop();
                        counts[top.Name]--;
                    }
                    while (top.Name != name);
                    isDropped = !top.IsKept;
                }
            }
            else
            {
                if (++elements > options.MaxHtmlElements)
                    throw new ReadException(ReadCode.TooLarge, $"The page has more than {options.MaxHtmlElements} elements.");
                if (Raw.Contains(name))
                {
                    var end = html.IndexOf("</" + name, close, StringComparison.OrdinalIgnoreCase);
                    if (end < 0)
                        break;
                    at = TagEnd(html, end + 2);
                    continue;
                }
                if (!Unnested.Contains(name))
                {
                    isDropped = open.Count >= options.MaxHtmlDepth;
                    open.Push((name, !isDropped));
                    counts[name] = counts.GetValueOrDefault(name) + 1;
                }
            }
            if (isDropped)
            {
                // One space for a run of tags: long runs of white space cost the regular expressions further on quadratic time.
                flat ??= new StringBuilder(html.Length);
                if (at > copied)
                    flat.Append(html, copied, at - copied).Append(' ');
                copied = close;
            }
            at = close;
        }
        return flat is null ? html : flat.Append(html, copied, html.Length - copied).ToString();
    }

    /// <summary>The place after the tag, quotes passed over.</summary>
    private static int TagEnd(string html, int at)
    {
        var quote = '\0';
        for (var i = at; i < html.Length; i++)
        {
            var c = html[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'' && html[i - 1] is '=' or ' ')
                quote = c;
            else if (c == '>')
                return i + 1;
        }
        return html.IndexOf('>', at) is var end and >= 0 ? end + 1 : html.Length;
    }
}
