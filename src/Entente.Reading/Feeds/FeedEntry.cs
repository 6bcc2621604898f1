using NodaTime;

namespace Entente.Reading;

/// <summary>One entry of a feed, as it tells itself.</summary>
internal sealed record FeedEntry
{
    /// <summary>The id that the feed gives, else null.</summary>
    public string? Id { get; init; }

    public string? Url { get; init; }

    /// <summary>Plain text.</summary>
    public string? Title { get; init; }

    /// <summary>The fullest text that the entry holds: HTML or plain.</summary>
    public string? Content { get; init; }

    /// <summary>Whether <see cref="Content"/> is HTML.</summary>
    public bool IsHtml { get; init; }

    public LocalDate? Published { get; init; }

    public OffsetDateTime? PublishedAt { get; init; }

    public LocalDate? Modified { get; init; }

    public OffsetDateTime? ModifiedAt { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    public string? Section { get; init; }

    public string? Outlet { get; init; }

    /// <summary>The language tag, as written.</summary>
    public string? Language { get; init; }
}

/// <summary>A feed or a news sitemap.</summary>
/// <param name="Title">Its title: the name of the outlet.</param>
/// <param name="Url">The address of the site it is of.</param>
/// <param name="Entries">The entries, in its order.</param>
/// <param name="Remark">What was wrong with the file although it was read; null when nothing was.</param>
internal sealed record Feed(string? Title, string? Url, IReadOnlyList<FeedEntry> Entries, (string Code, string Reason)? Remark);
