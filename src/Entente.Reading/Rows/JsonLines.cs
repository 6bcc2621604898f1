using System.Buffers;

namespace Entente.Reading;

/// <summary>Cuts a stream into lines without ever holding more than the longest allowed one.</summary>
internal static class JsonLines
{
    /// <summary>One line, from 1. A line over the cap has no bytes.</summary>
    public readonly record struct Line(long Number, byte[] Bytes, bool IsTooLong);

    /// <summary>The lines that hold something.</summary>
    public static IEnumerable<Line> Cut(Stream stream, int maxBytes)
    {
        var chunk = new byte[64 << 10];
        var line = new ArrayBufferWriter<byte>();
        var isTooLong = false;
        for (var number = 1L; ;)
        {
            var read = stream.Read(chunk);
            var rest = chunk.AsMemory(0, read);
            while (rest.Span.IndexOf((byte)'\n') is var end and >= 0)
            {
                Take(rest.Span[..end]);
                if (Finish(number) is { } whole)
                    yield return whole;
                number++;
                rest = rest[(end + 1)..];
            }
            Take(rest.Span);
            if (read > 0)
                continue;
            if (Finish(number) is { } last)
                yield return last;
            yield break;
        }

        void Take(ReadOnlySpan<byte> part)
        {
            isTooLong |= (long)line.WrittenCount + part.Length > maxBytes;
            if (isTooLong)
                line.ResetWrittenCount();
            else
                line.Write(part);
        }

        Line? Finish(long number)
        {
            var bytes = line.WrittenSpan;
            if (number == 1 && bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
                bytes = bytes[3..];
            Line? whole = isTooLong || bytes.ContainsAnyExcept(" \t\r"u8) ? new Line(number, bytes.ToArray(), isTooLong) : null;
            line.ResetWrittenCount();
            isTooLong = false;
            return whole;
        }
    }
}
