using System.Buffers;
using System.Text;

namespace Entente.Cli.Output;

/// <summary>Makes text of strangers safe to show: a terminal must not take orders from it.</summary>
internal static class PlainText
{
    /// <summary>C0 and C1 controls, line and paragraph separators, and the marks that turn the direction of writing.</summary>
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21))
            .Concat([0x061c, 0x200e, 0x200f, 0x2028, 0x2029, 0xfeff]).Concat(Enumerable.Range(0x202a, 5)).Concat(Enumerable.Range(0x2066, 4))
            .Select(c => (char)c)]);

    /// <summary>The text in one line: white space becomes blanks, other control characters are written as <c>\u202e</c>.</summary>
    public static string Line(string text) => Escape(text, keepsLines: false);

    /// <summary>The text with its lines and tabs; other control characters are written as <c>\u202e</c>.</summary>
    public static string Block(string text) => Escape(text, keepsLines: true);

    /// <summary>The text in one line of at most <paramref name="length"/> units.</summary>
    public static string Cut(string text, int length)
    {
        var line = Line(text);
        if (line.Length <= length)
            return line;
        var end = length - 1;
        if (char.IsHighSurrogate(line[end - 1]))
            end--;
        return line[..end].TrimEnd() + "…";
    }

    private static string Escape(string text, bool keepsLines)
    {
        if (!text.AsSpan().ContainsAny(Unsafe))
            return text;
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!Unsafe.Contains(c) || (keepsLines && c is '\t' or '\n' or '\r'))
                safe.Append(c);
            else if (c is '\t' or '\n' or '\r' or '\u2028' or '\u2029')
                safe.Append(' ');
            else
                safe.Append($"\\u{(int)c:x4}");
        }
        return safe.ToString();
    }
}
