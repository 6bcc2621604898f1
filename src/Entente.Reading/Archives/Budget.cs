namespace Entente.Reading;

/// <summary>What one input may still take: bytes out of archives, members, depth. All archives within the input draw on it.</summary>
internal sealed class Budget(ReadingOptions options)
{
    private const long FreeBytes = 1 << 20;
    private long _unpacked;
    private long _members;
    private int _depth;

    /// <summary>Bytes of the outermost archive, once known: all that comes out of it is measured against them.</summary>
    public long? PackedBytes { get; set; }

    public ReadingOptions Options => options;

    /// <summary>Counts bytes that an archive gave.</summary>
    /// <exception cref="ReadException">It gave too many.</exception>
    public void AddUnpacked(int count)
    {
        _unpacked += count;
        if (_unpacked > options.MaxUnpackedBytes)
            throw new ReadException(ReadCode.TooLarge, $"The archive gives more than {options.MaxUnpackedBytes} bytes in all.");
        if (_unpacked > FreeBytes && PackedBytes is > 0 and var packed && _unpacked / packed >= options.MaxUnpackRatio)
            throw new ReadException(ReadCode.BadArchive, $"The archive gives more than {options.MaxUnpackRatio} bytes for each of its own: it was made to fill the machine.");
    }

    /// <summary>Counts one member of an archive or record of a file.</summary>
    /// <exception cref="ReadException">There are too many.</exception>
    public void AddMember()
    {
        if (++_members > options.MaxMembers)
            throw new ReadException(ReadCode.TooLarge, $"The input holds more than {options.MaxMembers} members.");
    }

    /// <summary>Goes into an archive; disposing goes out again.</summary>
    /// <exception cref="ReadException">It lies too deep in others.</exception>
    public IDisposable Enter()
    {
        if (_depth >= options.MaxArchiveDepth)
            throw new ReadException(ReadCode.TooLarge, $"Archives lie more than {options.MaxArchiveDepth} deep in each other.");
        _depth++;
        return new Level(this);
    }

    private sealed class Level(Budget budget) : IDisposable
    {
        public void Dispose() => budget._depth--;
    }
}
