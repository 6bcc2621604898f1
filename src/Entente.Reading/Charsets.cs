using System.Text;

namespace Entente.Reading;

/// <summary>Tells the charset of bytes that name none: the one in which they read as the commonest letters of its languages.</summary>
internal static class Charsets
{
    private const int Looked = 64 << 10;
    private static readonly IReadOnlyList<Charset> Known = ReadingData.Yaml<CharsetFile>("Data/charsets.yaml").Charsets;

    /// <summary>The encoding of a name; null when there is none.</summary>
    public static Encoding? Of(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The most likely encoding and its name; windows-1252 when none reads better.</summary>
    public static (Encoding Encoding, string Name) Guess(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, Looked)];
        (Encoding Encoding, string Name, double Share) best = (Of("windows-1252")!, "windows-1252", 0);
        foreach (var charset in Known)
        {
            if (Of(charset.Name) is not { } encoding)
                continue;
            var share = Share(encoding.GetString(head), charset.Letters);
            if (share > best.Share)
                best = (encoding, charset.Name, share);
        }
        return (best.Encoding, best.Name);
    }

    /// <summary>How well the characters beyond ASCII are those of the charset's languages: a letter counts the more the commoner it is, one that cannot be, such as a control, counts against it.</summary>
    private static double Share(string text, string letters)
    {
        var wide = 0;
        var sum = 0.0;
        foreach (var c in text)
        {
            if (c < '\u0080')
                continue;
            wide++;
            if (letters.IndexOf(c, StringComparison.Ordinal) is var rank and >= 0)
                sum += 1 - (double)rank / letters.Length;
            else if (c is '\uFFFD' or >= '\u0080' and <= '\u009F' or >= '\uE000' and <= '\uF8FF')
                sum -= 5;
        }
        return wide == 0 ? 0 : sum / wide;
    }

    private sealed class CharsetFile
    {
        public List<Charset> Charsets { get; init; } = [];
    }

    private sealed class Charset
    {
        public string Name { get; init; } = "";

        public string Letters { get; init; } = "";
    }
}
