using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Reading;

/// <summary>A WARC file that fetched pages are added to; versions of one address stand in it side by side. Each record of a <c>.gz</c> is packed by itself.</summary>
/// <remarks>Safe to kill: a record that was cut short is taken off when the file is opened again. One process at a time.</remarks>
public sealed class PageArchive : IDisposable
{
    private readonly FileStream _file;
    private readonly bool _isPacked;
    private readonly Dictionary<string, Stored> _stored = new(StringComparer.Ordinal);

    private PageArchive(FileStream file, bool isPacked) => (_file, _isPacked) = (file, isPacked);

    /// <summary>Opens a file, or makes it.</summary>
    /// <param name="path">Its path: <c>.warc</c> or <c>.warc.gz</c>.</param>
    /// <exception cref="IOException">It cannot be opened, another process has it open, or it is no WARC file.</exception>
    public static PageArchive Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var archive = new PageArchive(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read), path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase));
        try
        {
            archive.Index();
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    /// <summary>What is known of an address; null when it is not stored.</summary>
    internal Stored? Find(string url) => _stored.GetValueOrDefault(url);

    /// <summary>Adds an answer.</summary>
    /// <param name="requested">The address as asked for.</param>
    /// <param name="url">The address that answered.</param>
    /// <param name="head">Status line and header lines, without the empty line.</param>
    /// <param name="body">The body, as sent.</param>
    /// <param name="now">The moment of the answer.</param>
    internal void Add(string requested, string url, string head, byte[] body, DateTimeOffset now)
    {
        var payload = (byte[])[.. Encoding.Latin1.GetBytes(head + "\r\n\r\n"), .. body];
        var digest = Digest(body);
        var stamp = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{url} {stamp} {digest}")).AsSpan(0, 16));
        var header = $"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Date: {stamp}\r\nWARC-Target-URI: {url}\r\nEntente-Requested-URI: {requested}\r\n"
            + $"WARC-Payload-Digest: {digest}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {payload.Length}\r\n\r\n";
        byte[] record = [.. Encoding.UTF8.GetBytes(header), .. payload, .. "\r\n\r\n"u8];
        if (_isPacked)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                gzip.Write(record);
            record = packed.ToArray();
        }
        _file.Seek(0, SeekOrigin.End);
        _file.Write(record);
        _file.Flush();
        Remember(requested, url, head, digest, now);
    }

    /// <summary>Whether a body is the one that is stored.</summary>
    internal static string Digest(byte[] body) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(body));

    private void Remember(string requested, string url, string head, string digest, DateTimeOffset when)
    {
        var lines = head.Split('\n').Select(l => l.Trim()).ToList();
        var stored = new Stored(Field("etag"), Field("last-modified"), digest, when);
        _stored[requested] = stored;
        _stored[url] = stored;

        string? Field(string name) => lines.Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(l => l[(name.Length + 1)..].Trim()).FirstOrDefault();
    }

    /// <summary>Reads what is stored; takes off a last record that was cut short.</summary>
    private void Index()
    {
        var whole = 0L;
        if (_file.Length == 0)
            return;
        var budget = new Budget(ReadingOptions.Default);
        using var unpacked = _isPacked ? new Unpacking(new Borrowed(_file), budget) : null;
        try
        {
            var scan = new WarcScan((Stream?)unpacked ?? new Borrowed(_file));
            while (scan.Next() is { } record)
            {
                whole = unpacked?.MemberOffset ?? scan.Position;
                if (record.TryGetValue("warc-target-uri", out var url))
                    Remember(record.GetValueOrDefault("entente-requested-uri") ?? url, url, record[""],
                        record.GetValueOrDefault("warc-payload-digest") ?? "", DateTimeOffset.TryParse(record.GetValueOrDefault("warc-date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var when) ? when : default);
            }
            whole = _file.Length;
        }
        catch (ReadException e)
        {
            // A file without one whole record may be anything: nothing of it is thrown away.
            if (whole == 0 && unpacked is not { MemberOffset: > 0 })
                throw new IOException($"It is no WARC file: {e.Message}", e);
            _file.SetLength(unpacked?.MemberOffset ?? whole);
        }
    }

    /// <summary>What is known of a stored page.</summary>
    internal sealed record Stored(string? Tag, string? Modified, string Digest, DateTimeOffset When);

    /// <summary>A stream that is not ours to close.</summary>
    private sealed class Borrowed(Stream stream) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => stream.Read(buffer);
    }

    /// <summary>Heads of records, one after another.</summary>
    private sealed class WarcScan(Stream stream)
    {
        private const int LongestHead = 256 << 10;

        public long Position { get; private set; }

        /// <summary>The fields of the next record, in lower case, and under no name the head of its HTTP answer; null at the end.</summary>
        public Dictionary<string, string>? Next()
        {
            var line = Line();
            if (line is null)
                return null;
            if (!line.StartsWith("WARC/", StringComparison.Ordinal))
                throw new ReadException(ReadCode.BadArchive, "No record begins with 'WARC/'.");
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            while (Line() is { Length: > 0 } field)
                if (field.IndexOf(':', StringComparison.Ordinal) is var colon and > 0)
                    fields.TryAdd(field[..colon].Trim().ToLowerInvariant(), field[(colon + 1)..].Trim());
            if (!long.TryParse(fields.GetValueOrDefault("content-length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                throw new ReadException(ReadCode.BadArchive, "A record has no length.");
            var head = new byte[Math.Min(length, LongestHead)];
            Fill(head);
            Skip(length - head.Length + 4);
            var text = Encoding.Latin1.GetString(head);
            fields[""] = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and >= 0 ? text[..end] : "";
            return fields;
        }

        private string? Line()
        {
            var line = new StringBuilder();
            Span<byte> one = stackalloc byte[1];
            while (stream.Read(one) == 1)
            {
                Position++;
                if (one[0] == '\n')
                    return line.ToString().TrimEnd('\r');
                line.Append((char)one[0]);
                if (line.Length > LongestHead)
                    throw new ReadException(ReadCode.BadArchive, "A line is too long.");
            }
            return line.Length == 0 ? null : throw CutShort();
        }

        private void Fill(Span<byte> buffer)
        {
            if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
                throw CutShort();
            Position += buffer.Length;
        }

        private void Skip(long count)
        {
            var chunk = new byte[64 << 10];
            while (count > 0)
            {
                var read = stream.Read(chunk.AsSpan(0, (int)Math.Min(chunk.Length, count)));
                if (read == 0)
                    throw CutShort();
                count -= read;
                Position += read;
            }
        }

        private static ReadException CutShort() => new(ReadCode.BadArchive, "The file is cut short.");
    }
}
