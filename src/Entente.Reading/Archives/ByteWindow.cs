namespace Entente.Reading;

/// <summary>The piece of a stream that a parser looks at: it moves on and never grows.</summary>
internal sealed class ByteWindow(Stream stream, int size)
{
    /// <summary>Room for the piece; its bytes stand from <see cref="At"/> to <see cref="End"/>.</summary>
    public byte[] Bytes { get; } = new byte[size];

    /// <summary>Where the parser stands.</summary>
    public int At { get; set; }

    /// <summary>Where the piece ends.</summary>
    public int End { get; set; }

    /// <summary>Place in the stream of the first byte of <see cref="Bytes"/>.</summary>
    public long Start { get; set; }

    /// <summary>Place in the stream where the parser stands.</summary>
    public long Offset => Start + At;

    /// <summary>The bytes of the piece that are still to be read.</summary>
    public ReadOnlySpan<byte> Left => Bytes.AsSpan(At, End - At);

    /// <summary>Whether so many bytes stand in the window from here; reads on when they do not.</summary>
    public bool Fill(int count)
    {
        if (End - At >= count)
            return true;
        Left.CopyTo(Bytes);
        Start += At;
        End -= At;
        At = 0;
        while (End < count)
        {
            var read = stream.Read(Bytes.AsSpan(End));
            if (read == 0)
                return false;
            End += read;
        }
        return true;
    }
}
