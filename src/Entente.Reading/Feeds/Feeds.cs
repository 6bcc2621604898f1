using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using NodaTime;

namespace Entente.Reading;

/// <summary>Reads RSS 0.9 to 2.0, RSS 1.0, Atom 0.3 and 1.0, JSON Feed and sitemaps.</summary>
internal static class Feeds
{
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string Dublin = "http://purl.org/dc/elements/1.1/";
    private const string Terms = "http://purl.org/dc/terms/";
    private const string Xhtml = "http://www.w3.org/1999/xhtml";
    private const string Media = "http://search.yahoo.com/mrss/";
    private const string News = "http://www.google.com/schemas/sitemap-news/0.9";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";

    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        ["content"] = Content,
        ["dc"] = Dublin,
        ["dcterms"] = Terms,
        ["media"] = Media,
        ["news"] = News,
        ["xml"] = Xml,
        ["atom"] = "http://www.w3.org/2005/Atom",
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["xhtml"] = Xhtml,
    };

    /// <summary>The name space that a prefix stands for by custom, for documents that do not declare it.</summary>
    public static string UsualSpace(string prefix) => Usual.GetValueOrDefault(prefix, "urn:" + prefix);

    /// <summary>Whether a root element is that of a feed or a sitemap.</summary>
    public static bool IsFeed(XElement root) => root.Name.LocalName.ToLowerInvariant() is "rss" or "rdf" or "feed" or "channel" or "urlset" or "sitemapindex";

    /// <summary>The feed in an XML text.</summary>
    /// <exception cref="ReadException">It is none, or is over a cap.</exception>
    public static Feed ReadXml(string text, ReadingOptions options)
    {
        var deadline = new Deadline(options);
        var (root, remark) = LooseXml.Parse(text, options);
        if (!IsFeed(root))
            throw new ReadException(ReadCode.Unsupported, $"The XML is neither a feed nor a sitemap: its root is <{root.Name.LocalName}>.");
        var channel = Named(root, "channel") ?? root;
        var title = Text(Named(channel, "title") ?? Child(channel, Dublin, "title"));
        var url = Link(channel);
        var language = Value(Named(channel, "language")) ?? (string?)root.Attribute(XName.Get("lang", Xml));
        var shared = new Known { Outlet = title, Language = LanguageGuess.OfTag(language) };
        var entries = channel.Descendants().Concat(channel == root ? [] : root.Elements()).Where(e => e.Name.LocalName.ToLowerInvariant() is "item" or "entry" or "url" or "sitemap")
            .Where(e => e.Ancestors().All(a => a.Name.LocalName.ToLowerInvariant() is not ("item" or "entry")))
            .Distinct().Select(e => Entry(e, shared)).ToList();
        deadline.Check();
        return new Feed(title, url, entries, remark);
    }

    /// <summary>The feed in a JSON text.</summary>
    /// <exception cref="ReadException">It is none.</exception>
    public static Feed ReadJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
                throw new ReadException(ReadCode.BadJson, "It is no JSON Feed: it has no list of items.");
            var (title, language) = (String(root, "title"), String(root, "language"));
            return new Feed(title, String(root, "home_page_url"), [.. items.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).Select(Item)], null);

            FeedEntry Item(JsonElement item)
            {
                var html = String(item, "content_html");
                var (published, publishedAt) = Moment(String(item, "date_published"));
                var (modified, modifiedAt) = Moment(String(item, "date_modified"));
                return new FeedEntry(
                    new Known
                    {
                        SourceId = String(item, "id"),
                        Url = String(item, "url") ?? String(item, "external_url"),
                        Title = String(item, "title"),
                        Published = published,
                        PublishedAt = publishedAt,
                        Modified = modified,
                        ModifiedAt = modifiedAt,
                        Authors = Names(Authors(item)),
                        Section = item.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array && tags.GetArrayLength() > 0 && tags[0].ValueKind == JsonValueKind.String ? tags[0].GetString() : null,
                        Outlet = title,
                        Language = LanguageGuess.OfTag(String(item, "language") ?? language),
                    },
                    html ?? String(item, "content_text") ?? String(item, "summary"),
                    html is not null);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ReadException(ReadCode.BadJson, $"It is not JSON: {e.Message}");
        }

        static IEnumerable<string> Authors(JsonElement item)
        {
            if (item.TryGetProperty("authors", out var authors) && authors.ValueKind == JsonValueKind.Array)
                return authors.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.Object).Select(a => String(a, "name")).OfType<string>();
            return item.TryGetProperty("author", out var author) && author.ValueKind == JsonValueKind.Object && String(author, "name") is { } name ? [name] : [];
        }
    }

    private static string? String(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;

    private static FeedEntry Entry(XElement entry, Known shared)
    {
        var news = Child(entry, News, "news") ?? entry;
        var (content, isHtml) = Body(entry);
        var (published, publishedAt) = First(entry, "pubDate", "published", "issued", "created", "date", "publication_date", "lastmod");
        var (modified, modifiedAt) = First(entry, "updated", "modified", "dateTimeModified");
        if (published is null && modified is null)
            (published, publishedAt) = Moment(Attribute(entry, "lastmod"));
        if (news != entry)
            (published, publishedAt) = Moment(Value(Named(news, "publication_date"))) is { Day: not null } told ? told : (published, publishedAt);
        var language = Value(news.Descendants().FirstOrDefault(e => e.Name.LocalName == "language")) ?? (string?)entry.Attribute(XName.Get("lang", Xml));
        var known = shared with
        {
            SourceId = Value(Named(entry, "guid")) ?? Value(Named(entry, "id")),
            Url = Link(entry),
            Title = Text(Named(news, "title") ?? Child(entry, Dublin, "title") ?? Child(entry, Media, "title")),
            Published = published ?? modified,
            PublishedAt = publishedAt ?? (published is null ? modifiedAt : null),
            Modified = modified,
            ModifiedAt = modifiedAt,
            Authors = Names(entry.Elements().Where(e => e.Name.LocalName is "author" or "creator").Select(e => Value(Named(e, "name")) ?? Value(e)).OfType<string>()),
            Section = Named(entry, "category") is { } category ? (string?)category.Attribute("label") ?? (string?)category.Attribute("term") ?? Value(category) : null,
            Language = language is null ? shared.Language : LanguageGuess.OfTag(language),
        };
        return new FeedEntry(known, content, isHtml);
    }

    /// <summary>The names of authors, as feeds write them.</summary>
    private static List<string> Names(IEnumerable<string> authors) =>
        [.. authors.SelectMany(a => Bylines.Read(WithoutAddress(a), besideDateOrTitle: true)?.Authors ?? [])];

    /// <summary>The name of an author that a feed writes beside or before an address: <c>jane@example.org (Jane Roe)</c>.</summary>
    private static string WithoutAddress(string author)
    {
        if (!author.Contains('@', StringComparison.Ordinal))
            return author;
        var open = author.IndexOf('(', StringComparison.Ordinal);
        var name = open >= 0 ? author[(open + 1)..].TrimEnd(')', ' ') : author.Split('<')[0].Trim();
        return open < 0 && name.Contains('@', StringComparison.Ordinal) ? "" : name;
    }

    /// <summary>The fullest of the texts of an entry: content before summary.</summary>
    private static (string? Content, bool IsHtml) Body(XElement entry)
    {
        foreach (var element in new[] { Child(entry, Content, "encoded"), Named(entry, "content"), entry.Elements().FirstOrDefault(e => e.Name.LocalName == "body"), Named(entry, "fullitem"), Named(entry, "description"), Named(entry, "summary"), Named(entry, "tagline"), Named(entry, "abstract"), Child(entry, Media, "description"), Child(entry, Dublin, "description"), entry.Elements().FirstOrDefault(e => e.Name.LocalName is "summary" or "subtitle") })
        {
            if (element is null || element.Name.NamespaceName == Media && element.Name.LocalName == "content")
                continue;
            var type = ((string?)element.Attribute("type"))?.ToLowerInvariant();
            if (element.HasElements)
                return (string.Concat(element.Nodes().Select(Serialized)), true);
            var value = element.Value;
            if ((string?)element.Attribute("mode") == "base64" || type is not null && type.Contains('/', StringComparison.Ordinal) && !type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("html", StringComparison.Ordinal) && !type.Contains("xml", StringComparison.Ordinal))
                value = FromBase64(value) ?? value;
            if (!string.IsNullOrWhiteSpace(value))
                return (value, type is not ("text" or "text/plain"));
        }
        return (null, false);
    }

    private static string? FromBase64(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value.Trim(), bytes, out var count) && System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, count)) ? System.Text.Encoding.UTF8.GetString(bytes, 0, count) : null;
    }

    /// <summary>A node as HTML, its name spaces left out.</summary>
    private static string Serialized(XNode node) => node switch
    {
        XText text => WebUtility.HtmlEncode(text.Value),
        XElement { Name.LocalName: "br" or "hr" or "img" } element => $"<{element.Name.LocalName}>",
        XElement element => $"<{element.Name.LocalName}>{string.Concat(element.Nodes().Select(Serialized))}</{element.Name.LocalName}>",
        _ => "",
    };

    /// <summary>The address of an entry: its link for reading, else its permanent id.</summary>
    private static string? Link(XElement entry)
    {
        string? other = null;
        foreach (var link in entry.Elements().Where(e => e.Name.LocalName is "link" or "loc"))
        {
            var address = ((string?)link.Attribute("href") ?? link.Value).Trim();
            if (address.Length == 0)
                continue;
            var rel = (string?)link.Attribute("rel") ?? "alternate";
            if (rel is "alternate" or "http://www.iana.org/assignments/relation/alternate")
                return Based(link, address);
            other ??= rel is "self" or "edit" or "hub" or "next" or "enclosure" or "replies" or "via" or "related" ? null : Based(link, address);
        }
        if (other is null && Named(entry, "guid") is { } guid && (string?)guid.Attribute("isPermaLink") is null or "true" && Value(Named(entry, "guid")) is { } id && id.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            return id;
        return other ?? (string?)entry.Attribute(XName.Get("about", Usual["rdf"])) ?? Attribute(entry, "href");
    }

    /// <summary>An attribute in whatever case: channel definition files, the oldest of feeds, write them in capitals.</summary>
    private static string? Attribute(XElement element, string name) =>
        element.Attributes().FirstOrDefault(a => a.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>An address made absolute by the nearest xml:base.</summary>
    private static string Based(XElement element, string address)
    {
        foreach (var at in element.AncestorsAndSelf())
            if ((string?)at.Attribute(XName.Get("base", Xml)) is { } based && !Uri.IsWellFormedUriString(address, UriKind.Absolute) && Uri.TryCreate(based, UriKind.Absolute, out var root) && Uri.TryCreate(root, address, out var whole))
                return whole.AbsoluteUri;
        return address;
    }

    private static (LocalDate? Day, OffsetDateTime? At) First(XElement entry, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            // Of several of one name the last: who writes a second, mends the first.
            foreach (var element in entry.Elements().Where(e => string.Equals(e.Name.LocalName, name, StringComparison.OrdinalIgnoreCase)).Reverse())
                if (Moment(Value(element)) is { Day: not null } moment)
                    return moment;
        return default;
    }

    private static (LocalDate? Day, OffsetDateTime? At) Moment(string? value) =>
        value is null ? default : PublicationDates.Instant(value) is { } at ? (at.Date, at) : (PublicationDates.Parse(value), null);

    /// <summary>A child by its local name, those without name space or in that of its parent first.</summary>
    private static XElement? Named(XElement parent, string name)
    {
        XElement? other = null;
        foreach (var child in parent.Elements())
        {
            if (!string.Equals(child.Name.LocalName, name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (child.Name.NamespaceName.Length == 0 || child.Name.Namespace == parent.Name.Namespace)
                return child;
            if (child.Name.NamespaceName is not (Media or Dublin or Content) && !child.Name.NamespaceName.Contains("itunes", StringComparison.Ordinal))
                other ??= child;
        }
        return other;
    }

    private static XElement? Child(XElement parent, string space, string name) => parent.Element(XName.Get(name, space));

    private static string? Value(XElement? element) => element is not null && PlainText.Collapse(element.Value) is { Length: > 0 } text ? text : null;

    /// <summary>The words of an element that may hold HTML, written out or escaped.</summary>
    private static string? Text(XElement? element)
    {
        if (element is null)
            return null;
        var type = ((string?)element.Attribute("type"))?.ToLowerInvariant();
        var value = element.Value;
        if ((string?)element.Attribute("mode") == "base64" || type == "application/octet-stream")
            value = FromBase64(value) ?? value;
        if (element.HasElements)
            value = string.Concat(element.Nodes().Select(Serialized));
        if (type is not ("text" or "text/plain") && value.AsSpan().ContainsAny('<', '&'))
            value = string.Concat(PageBody.Blocks(new HtmlParser().ParseDocument("<body>" + value).Body!).Select(b => b.Text + " "));
        return PlainText.Collapse(value) is { Length: > 0 } text ? text : null;
    }
}
