using NodaTime;

namespace Entente.Reading;

/// <summary>What reading supplies when a source is silent, and the caps that keep a hostile source from taking the machine.</summary>
public sealed record ReadingOptions
{
    /// <summary>The defaults.</summary>
    public static ReadingOptions Default { get; } = new();

    /// <summary>Day of publication of articles that do not tell one; null (the default) leaves it unknown.</summary>
    public LocalDate? DefaultPublished { get; init; }

    /// <summary>Largest text or HTML file, in bytes after unpacking: 64 MB. JSONL is read line by line and has no cap as a whole.</summary>
    public long MaxFileBytes { get; init; } = 64L << 20;

    /// <summary>Longest JSONL line, in bytes: 64 MB. A longer one is passed over and reported.</summary>
    public int MaxLineBytes { get; init; } = 64 << 20;

    /// <summary>Longest text of one article, in UTF-16 units: 16 million.</summary>
    public int MaxTextLength { get; init; } = 16 << 20;

    /// <summary>Most bytes that one packed file may give: 16 GB.</summary>
    public long MaxUnpackedBytes { get; init; } = 16L << 30;

    /// <summary>Most bytes out of a packed file for each byte in, counted after the first megabyte: 200. News packs about 3 to 10 to one.</summary>
    public int MaxUnpackRatio { get; init; } = 200;

    /// <summary>Deepest nesting of HTML elements: 256. Elements below are taken out of their nesting; their text stays.</summary>
    public int MaxHtmlDepth { get; init; } = 256;

    /// <summary>Most elements of an HTML page: 300,000.</summary>
    public int MaxHtmlElements { get; init; } = 300_000;
}
