using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Entente.Articles;
using NodaTime;
using NodaTime.Text;

namespace Entente.Cluster;

/// <summary>An article on its way to a worker: JSON, compressed, with its length before it.</summary>
/// <remarks><see cref="FirstSeen"/> is when it was submitted: that counts, whichever worker codes it and when.</remarks>
internal sealed record ArticleMessage(
    string Id, string? SourceId, string? Path, string? Url, string? CanonicalUrl, string? Title, LocalDate? Published, string? PublishedAt, LocalDate? Modified, string? ModifiedAt,
    IReadOnlyList<string> Authors, string? Outlet, string? Origin, string? Section, bool IsPaid, string? Language, string Text, Instant FirstSeen)
{
    /// <summary>Most bytes of one article's JSON: who unpacks is not at the mercy of who packed.</summary>
    public const int MostBytes = 32 << 20;

    public static ArticleMessage Of(Article a, Instant firstSeen) => new(
        a.Id, a.SourceId, a.Path, a.Url, a.CanonicalUrl, a.Title, a.Published, Moment(a.PublishedAt), a.Modified, Moment(a.ModifiedAt), a.Authors, a.Outlet, a.Origin, a.Section, a.IsPaid, a.Language, a.Text, firstSeen);

    /// <summary>The article; its id is made anew and must be the one under which it came.</summary>
    /// <exception cref="InvalidDataException">It is another than it says.</exception>
    public Article ToArticle()
    {
        var article = new Article
        {
            SourceId = SourceId,
            Path = Path,
            Url = Url,
            CanonicalUrl = CanonicalUrl,
            Title = Title,
            Published = Published,
            PublishedAt = Moment(PublishedAt),
            Modified = Modified,
            ModifiedAt = Moment(ModifiedAt),
            Authors = Authors,
            Outlet = Outlet,
            Origin = Origin,
            Section = Section,
            IsPaid = IsPaid,
            Language = Language,
            Text = Text,
        };
        return article.Id == Id ? article : throw new InvalidDataException($"The message says that it holds {Id}, and holds {article.Id}.");
    }

    public byte[] Pack()
    {
        var bytes = Encoding.UTF8.GetBytes(EntenteJson.Write(this));
        var packed = new byte[4 + BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(packed, bytes.Length);
        return BrotliEncoder.TryCompress(bytes, packed.AsSpan(4), out var written, quality: 4, window: 18) ? packed[..(4 + written)] : throw new InvalidOperationException("The article could not be packed.");
    }

    /// <exception cref="InvalidDataException">The bytes are no article.</exception>
    public static ArticleMessage Unpack(byte[]? packed)
    {
        if (packed is not { Length: > 4 } || BinaryPrimitives.ReadInt32LittleEndian(packed) is not (> 0 and <= MostBytes and var length))
            throw new InvalidDataException("The message is no article, or a larger one than is taken.");
        var bytes = new byte[length];
        if (!BrotliDecoder.TryDecompress(packed.AsSpan(4), bytes, out var written) || written != length)
            throw new InvalidDataException("The message is damaged.");
        try
        {
            var message = EntenteJson.Read<ArticleMessage>(Encoding.UTF8.GetString(bytes));
            return message is { Id: not null, Text: not null, Authors: not null } ? message : throw new InvalidDataException("The message is no article.");
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new InvalidDataException("The message is no article.", e);
        }
    }

    private static string? Moment(OffsetDateTime? moment) => moment is { } m ? OffsetDateTimePattern.ExtendedIso.Format(m) : null;

    private static OffsetDateTime? Moment(string? moment) => moment is not null && OffsetDateTimePattern.ExtendedIso.Parse(moment) is { Success: true } parsed ? parsed.Value : null;
}
