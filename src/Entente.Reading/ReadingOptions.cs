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

    /// <summary>Names that rows give to fields of ours: <c>title</c> → <c>headline</c>. Fields: id, url, title, date, text, html, file, lang, outlet. What is not named keeps its usual name.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Where in a WARC file to begin, in bytes: an <see cref="ReadResult.Offset"/> of an earlier run; 0 (the default) is the beginning.</summary>
    public long From { get; init; }

    /// <summary>Most members of one archive, and records, rows and entries of one file, those of archives within counted too: 10 million.</summary>
    public long MaxMembers { get; init; } = 10_000_000;

    /// <summary>Most archives within one another: 4. A .warc.gz is one, and one more when a zip file holds it.</summary>
    public int MaxArchiveDepth { get; init; } = 4;

    /// <summary>Longest time that one document may take to come, and to be read: 5 minutes each, looked at between the steps of the work. What a step may take is bounded by the other caps.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most bytes that one packed file may give, archives within it counted too: 16 GB.</summary>
    public long MaxUnpackedBytes { get; init; } = 16L << 30;

    /// <summary>Most bytes out for each byte in, per member and in all, counted after the first megabyte: 200. News packs about 3 to 10 to one.</summary>
    public int MaxUnpackRatio { get; init; } = 200;

    /// <summary>Deepest nesting of HTML elements: 256. Elements below are taken out of their nesting; their text stays. XML of a deeper nesting than 256 is refused.</summary>
    public int MaxHtmlDepth { get; init; } = 256;

    /// <summary>Most elements of an HTML page or an XML file: 300,000.</summary>
    public int MaxHtmlElements { get; init; } = 300_000;
}
