using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace Entente.Reading;

/// <summary>Unpacks gzip member by member, checks each, and stops a bomb: by bytes out in all and by the ratio of bytes out to bytes in, per member and in all.</summary>
/// <remarks>It knows where in the packed file a member begins, so that reading can begin there another day, and it can go on after a damaged member.</remarks>
internal sealed class Unpacking(Stream packed, Budget budget) : ReadOnlyStream
{
    private const long FreeBytes = 1 << 20;
    private const int WindowBytes = 64 << 10;
    private readonly byte[] _window = new byte[WindowBytes];
    private readonly byte[] _chunk = new byte[WindowBytes];
    private readonly Inflater _inflater = new(noHeader: true);
    private readonly Crc32 _checksum = new();
    private int _at;
    private int _end;
    private long _windowOffset;
    private bool _isInMember;
    private long _allGiven;
    private long _memberGiven;

    /// <summary>Where in the packed file the member begins that is being given.</summary>
    public long MemberOffset { get; private set; }

    /// <summary>Bytes given of the member so far.</summary>
    public long MemberGiven => _memberGiven;

    /// <summary>Whether the member being given is damaged; what follows it may be whole.</summary>
    public bool IsDamaged { get; private set; }

    private long Offset => _windowOffset + _at;

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
            _at = Math.Clamp(_end - _inflater.RemainingInput, 0, _end);
        _isInMember = false;
        IsDamaged = false;
        while (Ensure(3))
        {
            var found = _window.AsSpan(_at, _end - _at).IndexOf((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]);
            if (found >= 0)
            {
                _at += found;
                return true;
            }
            _at = _end - 2;
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
            CheckRatio(_memberGiven, Math.Max(1, Offset - _inflater.RemainingInput - MemberOffset));
            CheckRatio(_allGiven, Math.Max(1, Offset));
            return given;
        }
        if (_inflater.IsFinished)
        {
            End();
            return 0;
        }
        if (_inflater.IsNeedingDictionary)
            throw Damaged("it needs a dictionary.");
        _at = _end;
        if (!Ensure(1))
            throw Damaged("it is cut short.");
        _inflater.SetInput(_window, _at, _end - _at);
        _at = _end;
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
        MemberOffset = Offset;
        if (!Ensure(1))
            return false;
        if (!Ensure(10) || _window[_at] != 0x1F || _window[_at + 1] != 0x8B || _window[_at + 2] != 8)
        {
            // Zeros after the last member are padding, as tapes and some tools leave it.
            if (MemberOffset > 0 && _window.AsSpan(_at, _end - _at).IndexOfAnyExcept((byte)0) < 0)
                return false;
            _at = Math.Min(_end, _at + 1);
            throw Damaged(MemberOffset == 0 ? "it is not gzip." : "what follows a member is not gzip.");
        }
        var flags = _window[_at + 3];
        _at += 10;
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
        _inflater.SetInput(_window, _at, _end - _at);
        _at = _end;
        return true;
    }

    /// <summary>Reads the checksum after a member.</summary>
    private void End()
    {
        _at = _end - _inflater.RemainingInput;
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
        if (!Ensure(1))
            throw Damaged("it is cut short.");
        return _window[_at++];
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

    /// <summary>Whether so many bytes stand in the window from here; reads on when they do not.</summary>
    private bool Ensure(int count)
    {
        if (_end - _at >= count)
            return true;
        _window.AsSpan(_at, _end - _at).CopyTo(_window);
        _windowOffset += _at;
        _end -= _at;
        _at = 0;
        while (_end < count || _end == 0)
        {
            var read = packed.Read(_window.AsSpan(_end));
            if (read == 0)
                return _end >= count;
            _end += read;
        }
        return true;
    }

    private ReadException Damaged(string how)
    {
        IsDamaged = true;
        return new ReadException(ReadCode.BadArchive, $"The packed file is damaged: {how}");
    }
}
