using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Entente.Articles;

namespace Entente.Record;

/// <summary>
/// Claims and texts as they stand in the file. The claims of one coding of one article stand together, compressed: their names and sentences repeat, and an
/// article is the unit that is written and read.
/// </summary>
internal static class ClaimPack
{
    /// <summary>Claims are packed while someone waits: at this quality that takes some ten microseconds an article.</summary>
    private const int QualityOfClaims = 4;
    private const int QualityOfText = 5;
    private const int Window = 18;

    /// <summary>Most that is unpacked, in bytes: a file may come from a stranger.</summary>
    private const int Most = 256 << 20;

    [ThreadStatic]
    private static ClaimWriter? _writer;

    /// <summary>The claims of an article: the length of their bytes, then the bytes compressed.</summary>
    public static byte[] Pack(string article, IReadOnlyList<Claim> claims)
    {
        var writer = _writer ??= new();
        writer.Clear();
        foreach (var claim in claims)
            writer.Write(article, claim);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, writer.Written.Length);
        return Compress(length, writer.Written, QualityOfClaims);
    }

    public static List<Claim> Claims(byte[] packed, string article)
    {
        var length = packed.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(packed);
        if (length is < 0 or > Most)
            throw new InvalidDataException("The packed claims are damaged.");
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            if (!BrotliDecoder.TryDecompress(packed.AsSpan(4), bytes, out var written) || written != length)
                throw new InvalidDataException("The packed claims are damaged.");
            var reader = new ClaimReader(bytes.AsSpan(0, length));
            var claims = new List<Claim>();
            while (!reader.IsAtEnd)
                claims.Add(reader.Claim(article));
            return claims;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>A whole text.</summary>
    public static byte[] Pack(string text) => Compress([], Encoding.UTF8.GetBytes(text), QualityOfText);

    public static string Text(byte[] packed)
    {
        using var stream = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var bytes = new MemoryStream(packed.Length * 8);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
                if (bytes.Length + read > Most)
                    throw new InvalidDataException("The packed text is too long.");
                else
                    bytes.Write(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static byte[] Compress(ReadOnlySpan<byte> head, ReadOnlySpan<byte> bytes, int quality)
    {
        var packed = ArrayPool<byte>.Shared.Rent(head.Length + BrotliEncoder.GetMaxCompressedLength(bytes.Length) + 16);
        try
        {
            head.CopyTo(packed);
            return BrotliEncoder.TryCompress(bytes, packed.AsSpan(head.Length), out var written, quality, Window) ? packed[..(head.Length + written)] : throw new InvalidOperationException("The text could not be packed.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }
}
