using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Entente.Reading;

/// <summary>One page of a web archive.</summary>
/// <param name="Offset">Where its record begins: in the packed file when each record is packed by itself, else in the file as unpacked; null when reading cannot begin there.</param>
/// <param name="Id">The record's id.</param>
/// <param name="Url">The address it was had from.</param>
/// <param name="MediaType">Its media type, in lower case.</param>
/// <param name="Charset">The charset that its HTTP header names.</param>
/// <param name="Bytes">The page; null when the record is no page that is read.</param>
/// <param name="Problem">Why it cannot be read.</param>
internal sealed record WarcPage(long? Offset, string? Id, string? Url, string MediaType, string? Charset, byte[]? Bytes, ReadException? Problem = null);

/// <summary>Reads WARC and ARC files as a stream, record by record; nothing is held but the one record.</summary>
internal sealed class WarcReader
{
    private const int LongestHeader = 64 << 10;
    private const int WindowBytes = 64 << 10;
    private const string LyingLength = "The record's length is not true: no record begins after it.";
    private readonly Unpacking? _packed;
    private readonly Budget _budget;
    private ByteWindow _window;
    private bool _isArc;

    /// <param name="stream">The file, as unpacked.</param>
    /// <param name="packed">The same stream when it is packed, to tell offsets and to go on after damage.</param>
    /// <param name="start">The offset at which the stream begins in the file.</param>
    /// <param name="budget">What the input may take.</param>
    public WarcReader(Stream stream, Unpacking? packed, long start, Budget budget)
    {
        (_packed, _budget) = (packed, budget);
        _window = new ByteWindow(stream, WindowBytes) { Start = packed is null ? start : 0 };
        Start = start;
    }

    private long Start { get; }

    /// <summary>The records that hold pages, and what is wrong with others.</summary>
    public IEnumerable<WarcPage> Pages()
    {
        while (true)
        {
            WarcPage? page;
            var isOver = false;
            try
            {
                page = Next();
            }
            catch (ReadException e) when (e.Code == ReadCode.BadArchive && _packed is { IsDamaged: true })
            {
                page = new WarcPage(Start + _packed.MemberOffset, null, null, "", null, null, e);
                (_window.At, _window.End) = (0, 0);
                isOver = !_packed.SkipToNextMember();
            }
            if (page is null)
                yield break;
            yield return page;
            if (isOver)
                yield break;
        }
    }

    /// <summary>The next record; null at the end.</summary>
    private WarcPage? Next()
    {
        string? line;
        long? offset;
        do
        {
            offset = OffsetHere();
            line = Line();
        }
        while (line is { Length: 0 });
        if (line is null)
            return null;
        _budget.AddMember();
        if (line.StartsWith("WARC/", StringComparison.Ordinal))
            return Record(offset);
        if (line.StartsWith("filedesc:", StringComparison.Ordinal))
            _isArc = true;
        if (_isArc && ArcRecord(line, offset) is { } page)
            return page;
        var found = SkipToRecord();
        var problem = new ReadException(ReadCode.BadArchive, offset is null or 0 && !found && !_isArc ? "It is no WARC file: no record begins with 'WARC/'." : LyingLength);
        return new WarcPage(offset, null, null, "", null, null, problem);
    }

    private WarcPage Record(long? offset)
    {
        var header = Header();
        var id = header.GetValueOrDefault("warc-record-id")?.Trim('<', '>', ' ');
        var url = header.GetValueOrDefault("warc-target-uri")?.Trim('<', '>', ' ');
        var type = header.GetValueOrDefault("warc-type")?.ToLowerInvariant();
        if (!long.TryParse(header.GetValueOrDefault("content-length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            SkipToRecord();
            return new WarcPage(offset, id, url, "", null, null, new ReadException(ReadCode.BadArchive, "The record has no length."));
        }
        var media = header.GetValueOrDefault("content-type") ?? "";
        var isPage = type is "response" or "resource" or "conversion" && (type != "response" || media.StartsWith("application/http", StringComparison.OrdinalIgnoreCase))
            && url?.StartsWith("metadata:", StringComparison.OrdinalIgnoreCase) != true;
        if (!isPage)
        {
            Skip(length);
            return new WarcPage(offset, id, url, "", null, null);
        }
        var bytes = Take(length, out var problem);
        if (problem is not null || bytes is null)
            return new WarcPage(offset, id, url, "", null, null, problem);
        return type == "response" ? Response(offset, id, url, bytes) : new WarcPage(offset, id, url, Media(media), CharsetOf(media), bytes);
    }

    /// <summary>A record of an ARC file; null when the line is not the head of one.</summary>
    private WarcPage? ArcRecord(string line, long? offset)
    {
        var fields = line.Split(' ');
        if (fields.Length < 5 || !long.TryParse(fields[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || !fields[0].Contains(':', StringComparison.Ordinal))
            return null;
        var url = string.Join(' ', fields[..^4]);
        if (!url.StartsWith("http", StringComparison.Ordinal))
        {
            Skip(length);
            return new WarcPage(offset, null, url, "", null, null);
        }
        var bytes = Take(length, out var problem);
        return problem is not null || bytes is null ? new WarcPage(offset, null, url, "", null, null, problem) : Response(offset, null, url, bytes);
    }

    /// <summary>The page within an HTTP response, its codings undone.</summary>
    private WarcPage Response(long? offset, string? id, string? url, byte[] bytes)
    {
        var nothing = new WarcPage(offset, id, url, "", null, null);
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8) is var crlf and >= 0 ? crlf + 4 : bytes.AsSpan().IndexOf("\n\n"u8) is var lf and >= 0 ? lf + 2 : -1;
        if (end < 0)
            return nothing;
        var lines = Encoding.Latin1.GetString(bytes, 0, Math.Min(end, LongestHeader)).Split('\n');
        var status = lines[0].Trim().Split(' ');
        if (!status[0].StartsWith("HTTP/", StringComparison.OrdinalIgnoreCase) || status.Length < 2 || status[1] != "200")
            return nothing;
        var header = Fields(lines.Skip(1));
        var media = header.GetValueOrDefault("content-type") ?? "";
        var body = bytes[end..];
        if (header.GetValueOrDefault("transfer-encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true)
            body = Dechunked(body);
        try
        {
            body = Decoded(body, header.GetValueOrDefault("content-encoding"));
        }
        catch (ReadException e)
        {
            return nothing with { Problem = e };
        }
        return new WarcPage(offset, id, url, Media(media), CharsetOf(media), body);
    }

    /// <summary>The body without its chunk heads; a body that has none, whatever its header says, as it is.</summary>
    private static byte[] Dechunked(byte[] body)
    {
        using var whole = new MemoryStream();
        var at = 0;
        while (at < body.Length)
        {
            var end = body.AsSpan(at).IndexOf((byte)'\n');
            if (end < 0)
                return whole.Length > 0 ? whole.ToArray() : body;
            var head = Encoding.Latin1.GetString(body, at, end).Split(';')[0].Trim();
            if (!int.TryParse(head, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
                return whole.Length > 0 ? whole.ToArray() : body;
            at += end + 1;
            if (size == 0)
                break;
            size = Math.Min(size, body.Length - at);
            whole.Write(body, at, size);
            at += size;
            while (at < body.Length && body[at] is (byte)'\r' or (byte)'\n')
                at++;
        }
        return whole.ToArray();
    }

    private byte[] Decoded(byte[] body, string? coding)
    {
        switch (coding?.Trim().ToLowerInvariant())
        {
            case "gzip" or "x-gzip" when body.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]):
                return Bytes.All(new Unpacking(new MemoryStream(body), _budget), _budget.Options);
            case "deflate":
                return Bytes.Unpacked(body.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x78]) ? s => new ZLibStream(s, CompressionMode.Decompress) : s => new DeflateStream(s, CompressionMode.Decompress), body, _budget);
            case "br":
                return Bytes.Unpacked(s => new BrotliStream(s, CompressionMode.Decompress), body, _budget);
            default:
                return body;
        }
    }

    private static string Media(string value) => value.Split(';')[0].Trim().ToLowerInvariant();

    private static string? CharsetOf(string value) =>
        value.Split(';').Skip(1).Select(p => p.Trim()).Where(p => p.StartsWith("charset=", StringComparison.OrdinalIgnoreCase)).Select(p => p[8..].Trim('"', '\'', ' ')).FirstOrDefault();

    private Dictionary<string, string> Header()
    {
        var lines = new List<string>();
        for (var size = 0; Line() is { Length: > 0 } line && (size += line.Length) < LongestHeader;)
            lines.Add(line);
        return Fields(lines);
    }

    private static Dictionary<string, string> Fields(IEnumerable<string> lines)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines)
            if (line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0)
                fields.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
        return fields;
    }

    /// <summary>The offset of the record that begins here.</summary>
    private long? OffsetHere()
    {
        _window.Fill(1);
        if (_packed is null)
            return _window.Offset;
        return _packed.MemberGiven == _window.Left.Length ? Start + _packed.MemberOffset : null;
    }

    /// <summary>One line without its end; null at the end of the stream. A line without end is cut at the longest header.</summary>
    private string? Line()
    {
        var line = new StringBuilder();
        while (_window.Fill(1))
        {
            var rest = _window.Left;
            var end = rest.IndexOf((byte)'\n');
            line.Append(Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]));
            _window.At += end < 0 ? rest.Length : end + 1;
            if (end >= 0 || line.Length > LongestHeader)
                return line.ToString().TrimEnd('\r');
        }
        return line.Length == 0 ? null : line.ToString().TrimEnd('\r');
    }

    /// <summary>The next bytes; null, with the problem, when they are too many or the file ends.</summary>
    private byte[]? Take(long length, out ReadException? problem)
    {
        problem = null;
        if (length > _budget.Options.MaxFileBytes)
        {
            Skip(length);
            problem = new ReadException(ReadCode.TooLarge, $"The record holds more than {_budget.Options.MaxFileBytes} bytes.");
            return null;
        }
        using var bytes = new MemoryStream();
        while (bytes.Length < length && _window.Fill(1))
        {
            var count = (int)Math.Min(_window.Left.Length, length - bytes.Length);
            bytes.Write(_window.Bytes, _window.At, count);
            _window.At += count;
        }
        if (bytes.Length == length)
            return bytes.ToArray();
        problem = new ReadException(ReadCode.BadArchive, "The file is cut short within a record, or the record's length is not true.");
        GoBackTo(bytes.ToArray());
        return null;
    }

    /// <summary>Goes on at the first record within bytes that were taken for one record up to the end of the file.</summary>
    private void GoBackTo(byte[] taken)
    {
        if (taken.AsSpan().IndexOf("\r\n\r\nWARC/1."u8) is var found and >= 0)
            _window = new ByteWindow(new MemoryStream(taken, found, taken.Length - found), WindowBytes) { Start = _window.Offset - taken.Length + found };
    }

    private void Skip(long length)
    {
        while (length > 0 && _window.Fill(1))
        {
            var count = (int)Math.Min(_window.Left.Length, length);
            _window.At += count;
            length -= count;
        }
    }

    /// <summary>Passes over everything up to a line that begins a record.</summary>
    private bool SkipToRecord()
    {
        while (_window.Fill(7))
        {
            var found = _window.Left.IndexOf("\nWARC/"u8);
            if (found >= 0)
            {
                _window.At += found + 1;
                return true;
            }
            _window.At = Math.Max(_window.At + 1, _window.End - 6);
        }
        _window.At = _window.End;
        return false;
    }
}
