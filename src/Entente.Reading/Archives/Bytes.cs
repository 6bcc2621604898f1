using System.Diagnostics;

namespace Entente.Reading;

/// <summary>Takes a whole stream into memory, up to the caps.</summary>
internal static class Bytes
{
    /// <summary>All bytes of a stream.</summary>
    /// <exception cref="ReadException">It holds more than <see cref="ReadingOptions.MaxFileBytes"/>, or gives them too slowly.</exception>
    public static byte[] All(Stream stream, ReadingOptions options)
    {
        var deadline = new Deadline(options);
        using var all = new MemoryStream();
        var chunk = new byte[64 << 10];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            if (all.Length + read > options.MaxFileBytes)
                throw new ReadException(ReadCode.TooLarge, $"It holds more than {options.MaxFileBytes} bytes.");
            all.Write(chunk, 0, read);
            deadline.Check();
        }
        return all.ToArray();
    }

    /// <summary>Packed bytes, unpacked within the budget.</summary>
    public static byte[] Unpacked(Func<Stream, Stream> unpack, byte[] packed, Budget budget)
    {
        using var stream = unpack(new MemoryStream(packed));
        return All(new Counted(stream, packed.Length, budget), budget.Options);
    }

    /// <summary>A stream out of an archive whose bytes draw on the budget.</summary>
    internal sealed class Counted(Stream unpacked, long packedLength, Budget budget) : ReadOnlyStream
    {
        private const long FreeBytes = 1 << 20;
        private long _given;

        public override int Read(Span<byte> buffer)
        {
            int read;
            try
            {
                read = unpacked.Read(buffer);
            }
            catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
            {
                // Brotli meets damage with the second.
                throw new ReadException(ReadCode.BadArchive, $"What is packed is damaged: {e.Message}");
            }
            _given += read;
            budget.AddUnpacked(read);
            if (_given > FreeBytes && _given / Math.Max(1, packedLength) >= budget.Options.MaxUnpackRatio)
                throw new ReadException(ReadCode.BadArchive, $"A member gives more than {budget.Options.MaxUnpackRatio} bytes for each of its own: it was made to fill the machine.");
            return read;
        }
    }
}

/// <summary>The time that one document may take. It is looked at between the steps of the work.</summary>
internal readonly struct Deadline(ReadingOptions options)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <exception cref="ReadException">The time is over.</exception>
    public void Check()
    {
        if (Stopwatch.GetElapsedTime(_start) > options.MaxTime)
            throw new ReadException(ReadCode.TooSlow, $"It takes longer than {options.MaxTime.TotalSeconds:0} seconds.");
    }
}
