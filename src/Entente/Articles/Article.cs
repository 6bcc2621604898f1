using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Entente.Articles;

/// <summary>One version of one text, page furniture removed.</summary>
public sealed record Article
{
    /// <summary>Hash of title, publication day and text: the same content has the same id wherever it came from.</summary>
    /// <remarks>Computed at each call: keep it when it is needed often.</remarks>
    public string Id => ContentId("a-", Title ?? "", Published?.ToString("uuuu-MM-dd", null) ?? "", Text);

    /// <summary>The id that the input gave, else the path it came from.</summary>
    public string? SourceId { get; init; }

    /// <summary>Where the text came from, as the user named it.</summary>
    public string? Path { get; init; }

    /// <summary>Address of the page, when known.</summary>
    public string? Url { get; init; }

    /// <summary>The address that the page names as its own; pages of one canonical address are versions or copies of one text.</summary>
    public string? CanonicalUrl { get; init; }

    /// <summary>Headline without the outlet's name.</summary>
    public string? Title { get; init; }

    /// <summary>Day of publication, in the outlet's own zone.</summary>
    public LocalDate? Published { get; init; }

    /// <summary>Moment of publication with the zone that its source gave, when there is one.</summary>
    public OffsetDateTime? PublishedAt { get; init; }

    /// <summary>Day of the last change, when the source names one.</summary>
    public LocalDate? Modified { get; init; }

    /// <summary>Moment of the last change with the zone that its source gave, when there is one.</summary>
    public OffsetDateTime? ModifiedAt { get; init; }

    /// <summary>Names in the byline, in order.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Name or host of who published it.</summary>
    public string? Outlet { get; init; }

    /// <summary>The news agency whose text it is, when the text names one: <c>Reuters</c>, <c>AP</c>, <c>Xinhua</c>…</summary>
    public string? Origin { get; init; }

    /// <summary>The outlet's section, such as <c>World</c>.</summary>
    public string? Section { get; init; }

    /// <summary>Whether the source says that only paying readers get the whole text: it may be cut short.</summary>
    public bool IsPaid { get; init; }

    /// <summary>ISO 639-1 code of the text's language, null when unknown.</summary>
    public string? Language { get; init; }

    /// <summary>The body. All spans point into this string.</summary>
    public required string Text { get; init; }

    /// <summary>What reading took away, in the order of the page.</summary>
    public IReadOnlyList<DroppedText> Dropped { get; init; } = [];

    /// <summary><paramref name="prefix"/> and the first 16 hexadecimal digits of the SHA-256 of the parts.</summary>
    internal static string ContentId(string prefix, params ReadOnlySpan<string> parts)
    {
        var joined = new StringBuilder();
        foreach (var part in parts)
            joined.Append(part).Append('\u001f');
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(joined.ToString()));
        return prefix + Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }
}

/// <summary>A piece of a page that is not part of the article, and why.</summary>
/// <param name="Text">The words taken away.</param>
/// <param name="Reason">A short code: <c>masthead</c>, <c>role_line</c>, <c>advertisement</c>, <c>section_bar</c>, <c>share</c>, <c>caption</c>…</param>
public sealed record DroppedText(string Text, string Reason);
