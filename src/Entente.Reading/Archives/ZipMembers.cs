using System.Collections.ObjectModel;
using System.IO.Compression;

namespace Entente.Reading;

/// <summary>The members of a zip file, in its order. Their names are only shown: nothing is ever written or opened by them.</summary>
internal static class ZipMembers
{
    private const int UnixKind = 0xF000;
    private const int UnixFile = 0x8000;

    /// <summary>A member, or why it is not read.</summary>
    internal readonly record struct Member(string Name, Func<Stream>? Open, ReadException? Problem);

    /// <summary>All members that are files.</summary>
    /// <exception cref="ReadException">The file is no zip file or is over a cap.</exception>
    public static IEnumerable<Member> Read(Stream stream, Budget budget)
    {
        using var archive = Open(stream.CanSeek ? stream : new MemoryStream(Bytes.All(stream, budget.Options)));
        budget.PackedBytes ??= stream.CanSeek ? stream.Length : null;
        foreach (var entry in Entries(archive))
        {
            budget.AddMember();
            var name = entry.FullName.Replace('\\', '/');
            if (name.EndsWith('/'))
                continue;
            var kind = (entry.ExternalAttributes >> 16) & UnixKind;
            yield return kind is not 0 and not UnixFile
                ? new Member(name, null, new ReadException(ReadCode.Unsupported, "The member is a link or a device, not a file."))
                : entry.IsEncrypted
                ? new Member(name, null, new ReadException(ReadCode.Unsupported, "The member is encrypted."))
                : new Member(name, () => new Bytes.Counted(Open(entry), entry.CompressedLength, budget), null);
        }
    }

    private static ZipArchive Open(Stream stream)
    {
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw Damaged(e);
        }
    }

    private static ReadOnlyCollection<ZipArchiveEntry> Entries(ZipArchive archive)
    {
        try
        {
            return archive.Entries;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(e);
        }
    }

    private static Stream Open(ZipArchiveEntry entry)
    {
        try
        {
            return entry.Open();
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or EndOfStreamException)
        {
            throw Damaged(e);
        }
    }

    private static ReadException Damaged(Exception e) => new(ReadCode.BadArchive, $"The zip file is damaged: {e.Message}");
}
