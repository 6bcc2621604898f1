using System.IO.Compression;

namespace Entente.Reading;

/// <summary>Unpacks gzip, and stops a bomb: by bytes out and by the ratio of bytes out to bytes in.</summary>
internal sealed class Unpacking : Stream
{
    private const long FreeBytes = 1 << 20;
    private readonly CountingStream _packed;
    private readonly GZipStream _unpacked;
    private readonly ReadingOptions _options;
    private long _given;

    public Unpacking(Stream packed, ReadingOptions options)
    {
        _packed = new CountingStream(packed);
        _unpacked = new GZipStream(_packed, CompressionMode.Decompress);
        _options = options;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = _unpacked.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new ReadException(ReadCode.BadArchive, $"The packed file is damaged: {e.Message}");
        }
        _given += read;
        if (_given > _options.MaxUnpackedBytes)
            throw new ReadException(ReadCode.TooLarge, $"The packed file gives more than {_options.MaxUnpackedBytes} bytes.");
        if (_given > FreeBytes && _given / Math.Max(1, _packed.Count) >= _options.MaxUnpackRatio)
            throw new ReadException(ReadCode.BadArchive, $"The packed file gives more than {_options.MaxUnpackRatio} bytes for each of its own: it was made to fill the machine.");
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private sealed class CountingStream(Stream inner) : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            Count += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
