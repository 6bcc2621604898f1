using System.Buffers;
using System.IO.Compression;
using System.Text;
using Entente.Articles;

namespace Entente.Record;

/// <summary>
/// Claims and texts as they stand in the file. The claims of one coding of one article stand together, a JSON object a line, compressed: their keys, names and
/// sentences repeat, so that a claim takes a tenth of its JSON, and an article is the unit that is written and read.
/// </summary>
internal static class ClaimPack
{
    private const int Quality = 5;
    private const int Window = 18;

    /// <summary>Most that is unpacked, in bytes: a file may come from a stranger.</summary>
    private const int Most = 256 << 20;

    public static byte[] Pack(IEnumerable<Claim> claims) => Pack(string.Join('\n', claims.Select(EntenteJson.Write)));

    public static byte[] Pack(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(bytes.Length) + 16);
        try
        {
            return BrotliEncoder.TryCompress(bytes, packed, out var written, Quality, Window) ? packed[..written] : throw new InvalidOperationException("The text could not be packed.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

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

    /// <summary>The lines of JSON, in the order in which they were packed.</summary>
    public static string[] Lines(byte[] packed) => Text(packed).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static List<Claim> Claims(byte[] packed) => [.. Lines(packed).Select(EntenteJson.Read<Claim>)];
}
