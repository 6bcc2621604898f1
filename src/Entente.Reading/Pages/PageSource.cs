using System.Text;

namespace Entente.Reading;

/// <summary>The source of a page as it is given to the parser: what is never text is taken out of it, and tags that lie too deep; one pass, no tree.</summary>
/// <remarks>A parser takes scripts, styles and comments letter by letter, and builds deep nesting in quadratic time.</remarks>
internal sealed class PageSource
{
    private static readonly Dictionary<string, Kind> Kinds = new[]
    {
        (Kind.Unnested, "area base br col embed hr img input link meta param source track wbr p li td th tr tbody thead tfoot dt dd option html body head"),
        (Kind.Raw, "textarea title xmp iframe noembed noframes"),
        (Kind.Script, "script"),
        (Kind.Style, "style"),
    }.SelectMany(k => k.Item2.Split(' ').Select(n => (Name: n, Kind: k.Item1))).ToDictionary(n => n.Name, n => n.Kind, StringComparer.OrdinalIgnoreCase);

    private readonly string _source;
    private readonly List<Range> _scripts = [];
    private readonly List<Range> _linkedData = [];

    /// <summary>Reads a source.</summary>
    /// <exception cref="ReadException">The page has more elements than the options allow.</exception>
    public PageSource(string source, ReadingOptions options)
    {
        _source = source;
        Html = Cut(source, options);
    }

    private enum Kind
    {
        Nested,
        Unnested,
        Raw,
        Script,
        Style,
    }

    /// <summary>The page without comments, styles and scripts; tags below the deepest level gone and their text kept.</summary>
    public string Html { get; }

    /// <summary>The scripts that stand in the page.</summary>
    public IEnumerable<ReadOnlyMemory<char>> Scripts => _scripts.Select(s => _source.AsMemory()[s]);

    /// <summary>The scripts that hold JSON-LD.</summary>
    public IEnumerable<ReadOnlyMemory<char>> LinkedData => _linkedData.Select(s => _source.AsMemory()[s]);

    private string Cut(string html, ReadingOptions options)
    {
        StringBuilder? cut = null;
        var copied = 0;
        var elements = 0;
        var open = new Stack<(Name Name, bool IsKept)>();
        var names = new Dictionary<string, Name>(StringComparer.OrdinalIgnoreCase);
        var byLetters = names.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; (at = html.IndexOf('<', at)) >= 0 && at + 1 < html.Length;)
        {
            if (html.AsSpan(at).StartsWith("<!--"))
            {
                var end = CommentEnd(html, at + 4);
                Leave(at, end, "");
                at = end;
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
            var letters = html.AsSpan(from, to - from);
            if (!byLetters.TryGetValue(letters, out var name))
                byLetters[letters] = name = new Name(Kinds.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters, out var kind) ? kind : Kind.Nested);
            var close = TagEnd(html, to);
            var isLeft = false;
            if (isClose)
            {
                if (name.Open > 0)
                {
                    (Name Name, bool IsKept) top;
                    do
                    {
                        top = open.Pop();
                        top.Name.Open--;
                    }
                    while (top.Name != name);
                    isLeft = !top.IsKept;
                }
            }
            else
            {
                if (++elements > options.MaxHtmlElements)
                    throw new ReadException(ReadCode.TooLarge, $"The page has more than {options.MaxHtmlElements} elements.");
                if (name.Kind is Kind.Raw or Kind.Script or Kind.Style)
                {
                    var end = RawEnd(html, close, letters);
                    var after = end < html.Length ? TagEnd(html, end + 2) : end;
                    if (name.Kind == Kind.Style || name.Kind == Kind.Script && TakeScript(close..end, html.AsSpan(to, close - to)))
                        Leave(at, after, "");
                    at = after;
                    continue;
                }
                if (name.Kind == Kind.Nested)
                {
                    isLeft = open.Count >= options.MaxHtmlDepth;
                    open.Push((name, !isLeft));
                    name.Open++;
                }
            }
            // One space for a run of tags: long runs of white space cost the regular expressions further on quadratic time.
            if (isLeft)
                Leave(at, close, " ");
            at = close;
        }
        return cut is null ? html : cut.Append(html, copied, html.Length - copied).ToString();

        void Leave(int from, int to, string instead)
        {
            cut ??= new StringBuilder(html.Length);
            if (from > copied)
                cut.Append(html, copied, from - copied).Append(instead);
            copied = to;
        }
    }

    /// <summary>Keeps the place of a script; false for one that the parser must see, since it may end elsewhere.</summary>
    private bool TakeScript(Range content, ReadOnlySpan<char> attributes)
    {
        // Within <!-- a script may hold script elements.
        var script = _source.AsSpan()[content];
        if (script.IndexOf("<!--") is var comment and >= 0 && script[comment..].Contains("<script", StringComparison.OrdinalIgnoreCase))
            return false;
        if (attributes.Contains("application/ld+json", StringComparison.OrdinalIgnoreCase))
            _linkedData.Add(content);
        else if (!attributes.Contains(" src", StringComparison.OrdinalIgnoreCase))
            _scripts.Add(content);
        return true;
    }

    private static int CommentEnd(string html, int at)
    {
        if (html.AsSpan(at).StartsWith(">"))
            return at + 1;
        if (html.AsSpan(at).StartsWith("->"))
            return at + 2;
        for (var end = at; (end = html.IndexOf("--", end, StringComparison.Ordinal)) >= 0; end++)
            if (html.AsSpan(end + 2) is ['>', ..] or ['!', '>', ..])
                return html.IndexOf('>', end) + 1;
        return html.Length;
    }

    /// <summary>The place of the end tag of an element that holds no others; the end of the page when there is none.</summary>
    private static int RawEnd(string html, int at, ReadOnlySpan<char> name)
    {
        for (var end = at; (end = html.IndexOf("</", end, StringComparison.Ordinal)) >= 0; end += 2)
            if (html.AsSpan(end + 2).StartsWith(name, StringComparison.OrdinalIgnoreCase) && (end + 2 + name.Length >= html.Length || !char.IsAsciiLetterOrDigit(html[end + 2 + name.Length])))
                return end;
        return html.Length;
    }

    /// <summary>The place after the tag, quotes passed over.</summary>
    private static int TagEnd(string html, int at)
    {
        for (var i = at; html.AsSpan(i).IndexOfAny('>', '"', '\'') is var found and >= 0; i++)
        {
            i += found;
            if (html[i] == '>')
                return i + 1;
            if (html[i - 1] is not ('=' or ' '))
                continue;
            var close = html.IndexOf(html[i], i + 1);
            if (close < 0)
                break;
            i = close;
        }
        return html.IndexOf('>', at) is var end and >= 0 ? end + 1 : html.Length;
    }

    /// <summary>The name of a tag, and how many elements of it are open.</summary>
    private sealed class Name(Kind kind)
    {
        public Kind Kind => kind;

        public int Open { get; set; }
    }
}
