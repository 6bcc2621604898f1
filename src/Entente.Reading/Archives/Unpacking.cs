using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace Entente.Reading;

/// <summary>Unpacks gzip member by member, checks each, and stops a bomb: by bytes out in all and by the ratio of bytes out to bytes in, per member and in all.</summary>
/// <remarks>It knows where in the packed file a member begins, so that reading can begin there another day, and it can go on after a damaged member.</remarks>
internal sealed class Unpacking(Stream packed, Budget budget) : ReadOnlyStream
{
    private const long FreeBytes = 1 << 20;
    private const int WindowBytes = 64 << 10;
    private readonly ByteWindow _window = new(packed, WindowBytes);
    private readonly byte[] _chunk = new byte[WindowBytes];
    private readonly Inflater _inflater = new(noHeader: true);
    private readonly Crc32 _checksum = new();
    private bool _isInMember;
    private long _allGiven;
    private long _memberGiven;

    /// <summary>Where in the packed file the member begins that is being given.</summary>
    public long MemberOffset { get; private set; }

    /// <summary>Bytes given of the member so far.</summary>
    public long MemberGiven => _memberGiven;

    /// <summary>Whether the member being given is damaged; what follows it may be whole.</summary>
    public bool IsDamaged { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        try
        {
            while (true)
            {
                if (!_isInMember && !Begin())
                    return 0;
                var given = Inflate(buffer);
                if (given > 0)
                    return given;
            }
        }
        catch (Exception e) when (e is ICSharpCode.SharpZipLib.SharpZipBaseException or IndexOutOfRangeException or ArgumentException)
        {
            // The library meets some damage with exceptions of its insides.
            throw Damaged(e.Message);
        }
    }

    /// <summary>Passes over what is left of a damaged member, to where the next seems to begin.</summary>
    /// <returns>False when there is none.</returns>
    public bool SkipToNextMember()
    {
        // After damage the inflater may tell of more input than it was given.
        if (_isInMember)
            _window.At = Math.Clamp(_window.End - _inflater.RemainingInput, 0, _window.End);
        _isInMember = false;
        IsDamaged = false;
        while (_window.Fill(3))
        {
            var found = _window.Left.IndexOf((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]);
            if (found >= 0)
            {
                _window.At += found;
                return true;
            }
            _window.At = _window.End - 2;
        }
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            packed.Dispose();
        base.Dispose(disposing);
    }

    private int Inflate(Span<byte> buffer)
    {
        var given = _inflater.Inflate(_chunk, 0, Math.Min(buffer.Length, WindowBytes));
        if (given > 0)
        {
            _checksum.Update(new ArraySegment<byte>(_chunk, 0, given));
            _chunk.AsSpan(0, given).CopyTo(buffer);
            _memberGiven += given;
            _allGiven += given;
            budget.AddUnpacked(given);
            CheckRatio(_memberGiven, Math.Max(1, _window.Offset - _inflater.RemainingInput - MemberOffset));
            CheckRatio(_allGiven, Math.Max(1, _window.Offset));
            return given;
        }
        if (_inflater.IsFinished)
        {
            End();
            return 0;
        }
        if (_inflater.IsNeedingDictionary)
            throw Damaged("it needs a dictionary.");
        _window.At = _window.End;
        if (!_window.Fill(1))
            throw Damaged("it is cut short.");
        _inflater.SetInput(_window.Bytes, _window.At, _window.Left.Length);
        _window.At = _window.End;
        return 0;
    }

    private void CheckRatio(long given, long taken)
    {
        if (given > FreeBytes && given / taken >= budget.Options.MaxUnpackRatio)
            throw new ReadException(ReadCode.BadArchive, $"The packed file gives more than {budget.Options.MaxUnpackRatio} bytes for each of its own: it was made to fill the machine.");
    }

    /// <summary>Reads the header of the next member; false at the end of the file.</summary>
    private bool Begin()
    {
        MemberOffset = _window.Offset;
        if (!_window.Fill(1))
            return false;
        if (!_window.Fill(10) || _window.Bytes[_window.At] != 0x1F || _window.Bytes[_window.At + 1] != 0x8B || _window.Bytes[_window.At + 2] != 8)
        {
            // Zeros after the last member are padding, as tapes and some tools leave it.
            if (MemberOffset > 0 && _window.Left.IndexOfAnyExcept((byte)0) < 0)
                return false;
            _window.At = Math.Min(_window.End, _window.At + 1);
            throw Damaged(MemberOffset == 0 ? "it is not gzip." : "what follows a member is not gzip.");
        }
        var flags = _window.Bytes[_window.At + 3];
        _window.At += 10;
        if ((flags & 4) != 0)
            Skip(Next() | Next() << 8);
        if ((flags & 8) != 0)
            SkipText();
        if ((flags & 16) != 0)
            SkipText();
        if ((flags & 2) != 0)
            Skip(2);
        _inflater.Reset();
        _checksum.Reset();
        _memberGiven = 0;
        _isInMember = true;
        _inflater.SetInput(_window.Bytes, _window.At, _window.Left.Length);
        _window.At = _window.End;
        return true;
    }

    /// <summary>Reads the checksum after a member.</summary>
    private void End()
    {
        _window.At = _window.End - _inflater.RemainingInput;
        _isInMember = false;
        uint checksum = 0;
        for (var i = 0; i < 32; i += 8)
            checksum |= (uint)Next() << i;
        Skip(4);
        if (checksum != (uint)_checksum.Value)
            throw Damaged("its checksum is wrong.");
    }

    private int Next()
    {
        if (!_window.Fill(1))
            throw Damaged("it is cut short.");
        return _window.Bytes[_window.At++];
    }

    private void Skip(int count)
    {
        for (var i = 0; i < count; i++)
            Next();
    }

    private void SkipText()
    {
        while (Next() != 0)
        {
        }
    }

    private ReadException Damaged(string how)
    {
        IsDamaged = true;
        return new ReadException(ReadCode.BadArchive, $"The packed file is damaged: {how}");
    }
}
