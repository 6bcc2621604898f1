using System.Text.Json;

namespace Entente.Reading;

/// <summary>What the page's JSON-LD tells of its article.</summary>
internal sealed class LinkedData
{
    private const int MostObjects = 2000;
    private readonly Dictionary<string, string> _namesById = new(StringComparer.Ordinal);
    private readonly List<string> _authorIds = [];
    private int _objects;

    public string? Published { get; private set; }

    public string? Modified { get; private set; }

    public string? Headline { get; private set; }

    public string? Publisher { get; private set; }

    public string? Section { get; private set; }

    public string? Language { get; private set; }

    /// <summary>The text of the article; of a live blog the posts, each after its heading.</summary>
    public string? Body { get; private set; }

    /// <summary>Whether the page says that not all may read it.</summary>
    public bool IsPaid { get; private set; }

    public List<string> Authors { get; } = [];

    /// <summary>What the scripts of JSON-LD tell together.</summary>
    public static LinkedData Of(IEnumerable<ReadOnlyMemory<char>> scripts)
    {
        var facts = new LinkedData();
        foreach (var script in scripts)
        {
            try
            {
                using var json = JsonDocument.Parse(script.Trim().TrimEnd(';'), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
                facts.Walk(json.RootElement);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Broken JSON-LD is common; the page has other places to look.
            }
        }
        if (facts.Authors.Count == 0)
            facts.Authors.AddRange(facts._authorIds.Select(id => facts._namesById.GetValueOrDefault(id)).OfType<string>());
        return facts;
    }

    private void Walk(JsonElement element)
    {
        if (++_objects > MostObjects)
            return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Walk(item);
            return;
        }
        if (element.ValueKind != JsonValueKind.Object)
            return;
        if (Text(element, "@id") is { } id && Text(element, "name") is { } named)
            _namesById.TryAdd(id, named);
        foreach (var part in (ReadOnlySpan<string>)["@graph", "mainEntity", "mainEntityOfPage"])
            if (element.TryGetProperty(part, out var inner))
                Walk(inner);
        if (IsOther(element))
            return;
        Published ??= Text(element, "datePublished");
        Modified ??= Text(element, "dateModified");
        Headline ??= Text(element, "headline");
        Language ??= Text(element, "inLanguage");
        Body ??= Text(element, "articleBody");
        if (element.TryGetProperty("liveBlogUpdate", out var posts) && posts.ValueKind == JsonValueKind.Array)
            Body = Longer(Body, string.Join("\n\n", posts.EnumerateArray().Where(p => p.ValueKind == JsonValueKind.Object)
                .SelectMany(p => new[] { Text(p, "headline"), Text(p, "articleBody") }).OfType<string>()));
        if (element.TryGetProperty("articleSection", out var section))
            Section ??= Names(section).FirstOrDefault();
        if (element.TryGetProperty("isAccessibleForFree", out var free))
            IsPaid |= free.ValueKind == JsonValueKind.False || free.ValueKind == JsonValueKind.String && string.Equals(free.GetString(), "false", StringComparison.OrdinalIgnoreCase);
        if (element.TryGetProperty("publisher", out var publisher))
            Publisher ??= Names(publisher).FirstOrDefault();
        if (Authors.Count == 0 && element.TryGetProperty("author", out var author))
        {
            Authors.AddRange(Names(author));
            if (Authors.Count == 0)
                _authorIds.AddRange(Ids(author));
        }
    }

    /// <summary>Whether an object is of a kind that an article holds or is by, and so not the article: its days and names are its own.</summary>
    private static bool IsOther(JsonElement element) =>
        element.TryGetProperty("@type", out var type) && type.ValueKind == JsonValueKind.String
        && (type.GetString() is "ImageObject" or "VideoObject" or "AudioObject" or "Comment" or "Person" or "Organization" or "NewsMediaOrganization" or "BreadcrumbList" or "WebSite" or "Event" or "Product" or "Review" or "ItemList");

    private static string? Longer(string? one, string other) => other.Length > (one?.Length ?? 0) ? other : one;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        JsonValueKind.Object when element.TryGetProperty("name", out var name) => Names(name),
        _ => [],
    };

    private static IEnumerable<string> Ids(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Ids),
        JsonValueKind.Object when Text(element, "@id") is { } id => [id],
        _ => [],
    };
}
