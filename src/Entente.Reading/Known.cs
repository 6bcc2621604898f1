using NodaTime;

namespace Entente.Reading;

/// <summary>What a row, a feed or an archive tells about a document beside its text; it goes before what is read in the text.</summary>
internal sealed record Known
{
    public long? Line { get; init; }

    public string? SourceId { get; init; }

    public string? Url { get; init; }

    public string? Title { get; init; }

    public string? Outlet { get; init; }

    public string? Language { get; init; }

    public LocalDate? Published { get; init; }

    /// <summary>The other day that <see cref="Published"/> may be, where nothing yet told which number is the month: the document may.</summary>
    public LocalDate? OrPublished { get; init; }

    public OffsetDateTime? PublishedAt { get; init; }

    public LocalDate? Modified { get; init; }

    public OffsetDateTime? ModifiedAt { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    public string? Section { get; init; }

    /// <summary>The charset that an HTTP header names.</summary>
    public string? Charset { get; init; }
}
