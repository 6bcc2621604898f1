using System.Text;
using System.Text.RegularExpressions;

namespace Entente.Reading;

/// <summary>Bytes to text: byte order mark, then strict UTF-8, then the charset of the header or of the page, then the one whose letters it shows best.</summary>
internal static class Decoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static readonly Regex DeclaredCharset = new(
        """(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})""", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>First bytes of kinds of file that are never text.</summary>
    private static readonly byte[][] Signatures =
    [
        "%PDF-"u8.ToArray(), "PK\u0003\u0004"u8.ToArray(), [0x1F, 0x8B], [0x89, (byte)'P', (byte)'N', (byte)'G'], [0xFF, 0xD8, 0xFF],
        "GIF8"u8.ToArray(), [0x7F, (byte)'E', (byte)'L', (byte)'F'], [0xD0, 0xCF, 0x11, 0xE0], "Rar!"u8.ToArray(), "SQLite format 3"u8.ToArray(),
    ];

    /// <summary>The text of the bytes, and a warning when they were not UTF-8 nor what they declare.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="kind">What they hold: HTML and XML may declare their charset.</param>
    /// <param name="charset">The charset that an HTTP header names; null when there is none.</param>
    /// <exception cref="ReadException">The bytes are not text.</exception>
    public static (string Text, (string Code, string Reason)? Warning) Decode(ReadOnlySpan<byte> bytes, InputKind kind, string? charset = null)
    {
        foreach (var signature in Signatures)
            if (bytes.StartsWith(signature))
                throw NotText();
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
            return Clean(Encoding.UTF32.GetString(bytes[4..]));
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Clean(Encoding.Unicode.GetString(bytes[2..]));
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Clean(Encoding.BigEndianUnicode.GetString(bytes[2..]));
        else if (Wide(bytes) is { } wide)
            return Clean(wide.GetString(bytes));
        var declared = Named(charset) ?? (kind is InputKind.Html or InputKind.Xml ? Declared(bytes) : null);
        // Escape sequences of ISO-2022 are ASCII, so that such bytes pass for UTF-8.
        if (declared is { CodePage: 50220 or 50222 or 50225 or 52936 })
            return Clean(declared.GetString(bytes));
        try
        {
            return Clean(StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
        }
        if (declared is not null)
            return Clean(declared.GetString(bytes));
        var asUtf8 = Encoding.UTF8.GetString(bytes);
        var bad = asUtf8.AsSpan().Count('\uFFFD');
        var good = 0;
        foreach (var c in asUtf8)
            good += c is > '\u007F' and not '\uFFFD' ? 1 : 0;
        if (good > bad)
            return Clean(asUtf8) with { Warning = (ReadCode.BadEncoding, "Some bytes are not UTF-8; they stand as \uFFFD.") };
        var (encoding, name) = Charsets.Guess(bytes);
        return Clean(encoding.GetString(bytes)) with { Warning = (ReadCode.BadEncoding, $"The bytes are not UTF-8; they were read as {name}.") };
    }

    /// <summary>UTF-16 without a mark: text of which every second byte is zero.</summary>
    private static Encoding? Wide(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8 || bytes.Length % 2 != 0)
            return null;
        var head = bytes[..Math.Min(bytes.Length, 1024)];
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }
        var pairs = head.Length / 2;
        return odd * 10 > pairs * 7 && even * 10 < pairs ? Encoding.Unicode : even * 10 > pairs * 7 && odd * 10 < pairs ? Encoding.BigEndianUnicode : null;
    }

    private static Encoding? Declared(ReadOnlySpan<byte> bytes) =>
        DeclaredCharset.Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 4096)])) is { Success: true } match ? Named(match.Groups[1].Value) : null;

    /// <summary>The encoding of a name, as browsers take it; null for UTF-8 and for what is none.</summary>
    private static Encoding? Named(string? name)
    {
        name = name?.Trim().ToLowerInvariant();
        if (name is null or "" or "utf-8" or "utf8" or "utf-16" or "unicode" or "none")
            return null;
        if (name is "iso-8859-1" or "latin1" or "ascii" or "us-ascii")
            return Western;
        name = name switch
        {
            "iso-8859-9" or "latin5" => "windows-1254",
            "gb2312" or "gbk" or "x-gbk" => "gb18030",
            "ks_c_5601-1987" or "ksc5601" => "euc-kr",
            "x-sjis" or "sjis" or "shift-jis" => "shift_jis",
            "cp1251" or "win-1251" or "windows1251" => "windows-1251",
            "cp1252" => "windows-1252",
            "big5-hkscs" => "big5",
            _ => name,
        };
        return Charsets.Of(name);
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
