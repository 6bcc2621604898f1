using System.Text;
using System.Text.RegularExpressions;

namespace Entente.Reading;

/// <summary>Bytes to text: byte order mark, then strict UTF-8, then the declared charset, then windows-1252.</summary>
internal static class Decoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static readonly Regex DeclaredCharset = new(
        """<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})""", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>First bytes of kinds of file that are never text.</summary>
    private static readonly byte[][] Signatures =
    [
        "%PDF-"u8.ToArray(), "PK\u0003\u0004"u8.ToArray(), [0x1F, 0x8B], [0x89, (byte)'P', (byte)'N', (byte)'G'], [0xFF, 0xD8, 0xFF],
        "GIF8"u8.ToArray(), [0x7F, (byte)'E', (byte)'L', (byte)'F'], [0xD0, 0xCF, 0x11, 0xE0], "Rar!"u8.ToArray(), "SQLite format 3"u8.ToArray(),
    ];

    /// <summary>The text of the bytes, and a warning when they were not UTF-8 nor what they declare.</summary>
    /// <exception cref="ReadException">The bytes are not text.</exception>
    public static (string Text, (string Code, string Reason)? Warning) Decode(ReadOnlySpan<byte> bytes, bool isHtml)
    {
        foreach (var signature in Signatures)
            if (bytes.StartsWith(signature))
                throw NotText();
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Clean(Encoding.Unicode.GetString(bytes[2..]));
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Clean(Encoding.BigEndianUnicode.GetString(bytes[2..]));
        try
        {
            return Clean(StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
        }
        if (isHtml && Declared(bytes) is { } declared)
            return Clean(declared.GetString(bytes));
        var asUtf8 = Encoding.UTF8.GetString(bytes);
        var bad = asUtf8.AsSpan().Count('\uFFFD');
        var wide = 0;
        foreach (var c in asUtf8)
            wide += c is > '\u007F' and not '\uFFFD' ? 1 : 0;
        return wide > bad
            ? Clean(asUtf8) with { Warning = (ReadCode.BadEncoding, "Some bytes are not UTF-8; they stand as \uFFFD.") }
            : Clean(Western.GetString(bytes)) with { Warning = (ReadCode.BadEncoding, "The bytes are not UTF-8; they were read as windows-1252.") };
    }

    private static Encoding? Declared(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 4096)]);
        if (DeclaredCharset.Match(head) is not { Success: true } match)
            return null;
        var name = match.Groups[1].Value.ToLowerInvariant();
        if (name is "utf-8" or "utf8" or "utf-16" or "unicode")
            return null;
        if (name is "iso-8859-1" or "latin1" or "ascii" or "us-ascii")
            return Western;
        if (name is "iso-8859-9")
            name = "windows-1254";
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Refuses what is not text and takes out control characters that no text holds.</summary>
    private static (string Text, (string Code, string Reason)? Warning) Clean(string text)
    {
        var controls = 0;
        foreach (var c in text)
            controls += IsStray(c) ? 1 : 0;
        if (controls == 0)
            return (text, null);
        if (controls > 2 && controls * 100L > text.Length)
            throw NotText();
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!IsStray(c))
                kept.Append(c);
        return (kept.ToString(), (ReadCode.ControlCharacters, $"{controls} control characters were taken out."));
    }

    private static bool IsStray(char c) => c < ' ' && c is not ('\t' or '\n' or '\r' or '\f' or '\v') || c == '\u007F';

    private static ReadException NotText() => new(ReadCode.Binary, "The file is not text.");
}
