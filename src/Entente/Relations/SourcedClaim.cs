using System.Text.Json.Serialization;
using Entente.Articles;
using NodaTime;

namespace Entente.Relations;

/// <summary>A claim and the article it stands in.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Source">The article, without its text.</param>
public sealed record SourcedClaim(Claim Claim, Source Source)
{
    private readonly ulong? _sentence;

    /// <summary>Hash of the claim's sentence, by which copies are known. A store that makes many events may keep it in place of the sentence.</summary>
    internal ulong Sentence
    {
        get => _sentence ?? Hash64.Of(Claim.Evidence.Exact);
        init => _sentence = value;
    }

    /// <summary>Where a store keeps it; without meaning elsewhere.</summary>
    internal long Place { get; init; }

    /// <summary>Whether both are one claim of one source, wherever they are kept.</summary>
    public bool Equals(SourcedClaim? other) => other is not null && (ReferenceEquals(this, other) || Claim == other.Claim && Source == other.Source);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Claim.Id, Source.ArticleId);
}

/// <summary>Where a claim stands: an article without its text, and when it became known.</summary>
public sealed record Source
{
    /// <summary>The article's <see cref="Article.Id"/>.</summary>
    public required string ArticleId { get; init; }

    /// <summary>The article's <see cref="Article.SourceId"/>.</summary>
    public string? SourceId { get; init; }

    /// <summary>Where it came from, as the user named it.</summary>
    public string? Path { get; init; }

    /// <summary>Address of the page.</summary>
    public string? Url { get; init; }

    /// <summary>Headline.</summary>
    public string? Title { get; init; }

    /// <summary>Name or host of who published it.</summary>
    public string? Outlet { get; init; }

    /// <summary>Day of publication.</summary>
    public LocalDate? Published { get; init; }

    /// <summary>When the record first got the article.</summary>
    public required Instant FirstSeen { get; init; }

    /// <summary>When its claims were first coded by this version of the coder.</summary>
    public required Instant Coded { get; init; }

    /// <summary>Id of the group of copies it belongs to: the same or nearly the same words, whoever prints them, are one voice.</summary>
    public required string Voice { get; init; }

    /// <summary>The agency whose text it is, when the article or a copy of it names one.</summary>
    public string? Origin { get; init; }

    /// <summary>The day from which the article counts as known: that of publication, else the day (UTC) on which it was first seen.</summary>
    [JsonIgnore]
    public LocalDate KnownOn => Published ?? FirstSeen.InUtc().Date;

    /// <summary>What is known of its voice, and what was known before; null when no copy of it is known.</summary>
    internal VoiceKnown? VoiceHistory { get; init; }

    /// <summary>The source as it was known at the end of a day: an article that shows two others to be copies of one text does so only from its own day on.</summary>
    /// <param name="day">The day; null for now.</param>
    internal Source AsKnownBy(LocalDate? day) =>
        day is not { } end || VoiceAt(end) is not { } known || (known.Voice == Voice && known.Origin == Origin) ? this : this with { Voice = known.Voice, Origin = known.Origin };

    /// <summary>Whether two articles were known to be of one voice when the later of them became known.</summary>
    internal bool IsOneVoice(Source other)
    {
        if (Voice != other.Voice || VoiceHistory is null || other.VoiceHistory is null)
            return Voice == other.Voice;
        var day = LocalDate.Max(KnownOn, other.KnownOn);
        return VoiceAt(day)?.Voice == other.VoiceAt(day)?.Voice;
    }

    private VoiceKnown? VoiceAt(LocalDate day)
    {
        var known = VoiceHistory;
        while (known?.Before is { } before && known.Since > day)
            known = before;
        return known;
    }

    /// <summary>The source that an article is.</summary>
    /// <param name="article">The article.</param>
    /// <param name="firstSeen">When the record first got it.</param>
    /// <param name="coded">When its claims were coded.</param>
    public static Source Of(Article article, Instant firstSeen, Instant coded)
    {
        ArgumentNullException.ThrowIfNull(article);
        return new()
        {
            ArticleId = article.Id,
            SourceId = article.SourceId,
            Path = article.Path,
            Url = article.Url,
            Title = article.Title,
            Outlet = article.Outlet,
            Published = article.Published,
            FirstSeen = firstSeen,
            Coded = coded,
            Voice = VoiceOf(article.Text),
            Origin = article.Origin,
        };
    }

    /// <summary>Id of the voice that speaks in <paramref name="text"/> as long as no copy of it is known: case, punctuation and spacing do not matter.</summary>
    public static string VoiceOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Article.ContentId("v-", TextSketch.CanonicalForm(text));
    }
}

/// <summary>The voice of an article from a day on.</summary>
/// <param name="Since">First day.</param>
/// <param name="Voice">Id of the voice.</param>
/// <param name="Origin">The agency that it names.</param>
/// <param name="Before">What was known before that day.</param>
internal sealed record VoiceKnown(LocalDate Since, string Voice, string? Origin, VoiceKnown? Before);
