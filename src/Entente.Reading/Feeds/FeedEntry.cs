namespace Entente.Reading;

/// <summary>One entry of a feed.</summary>
/// <param name="Known">What the feed tells of it; its id, if any, stands as that of the source.</param>
/// <param name="Content">The fullest text that it holds; null when it has none.</param>
/// <param name="IsHtml">Whether that is HTML.</param>
internal sealed record FeedEntry(Known Known, string? Content, bool IsHtml);

/// <summary>A feed or a news sitemap.</summary>
/// <param name="Title">Its title: the name of the outlet.</param>
/// <param name="Url">The address of the site it is of.</param>
/// <param name="Entries">The entries, in its order.</param>
/// <param name="Remark">What was wrong with the file although it was read; null when nothing was.</param>
internal sealed record Feed(string? Title, string? Url, IReadOnlyList<FeedEntry> Entries, (string Code, string Reason)? Remark);
