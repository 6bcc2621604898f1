namespace Entente.Time;

/// <summary>One step of a pattern: which unit or units it takes, and under what name it keeps their value.</summary>
/// <param name="Kind">Name of the token class, or null for plain words.</param>
/// <param name="Words">The plain words.</param>
/// <param name="Name">Name of the capture; null when nothing is kept.</param>
/// <param name="Glued">Whether no white space may stand before.</param>
internal sealed record PatternStep(string? Kind, string Words, string? Name, bool Glued);

/// <summary>
/// Reads the pattern notation of the rules into all the plain sequences it stands for. A pattern has no repetition, so their number and
/// length are bounded and matching takes time linear in the text.
/// </summary>
/// <remarks>
/// <c>word|word</c> one of the words; <c>&lt;class&gt;</c> or <c>&lt;class:name&gt;</c> a token class, kept under its name; <c>~x</c> no white space before x;
/// <c>( a b | c )</c> choice of sequences; <c>x?</c> optional; <c>\(</c> the sign itself.
/// </remarks>
internal static class Pattern
{
    private const int MostSequences = 4000;

    /// <exception cref="InvalidDataException">The notation is broken, or the pattern stands for too many sequences.</exception>
    public static IReadOnlyList<IReadOnlyList<PatternStep>> Sequences(string pattern)
    {
        var items = pattern.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var position = 0;
        var sequences = Choice(items, ref position, pattern);
        if (position < items.Length)
            throw new InvalidDataException($"Pattern '{pattern}' closes a group it has not opened.");
        return sequences;
    }

    private static List<List<PatternStep>> Choice(string[] items, ref int position, string pattern)
    {
        var all = new List<List<PatternStep>>();
        List<List<PatternStep>> current = [[]];
        while (position < items.Length)
        {
            var item = items[position];
            if (item is ")" or ")?")
                break;
            position++;
            if (item == "|")
            {
                all.AddRange(current);
                current = [[]];
                continue;
            }
            List<List<PatternStep>> next;
            bool optional;
            if (item == "(")
            {
                next = Choice(items, ref position, pattern);
                if (position == items.Length)
                    throw new InvalidDataException($"Pattern '{pattern}' leaves a group open.");
                optional = items[position++] == ")?";
            }
            else
            {
                optional = item.Length > 1 && item.EndsWith('?');
                next = [[Step(optional ? item[..^1] : item)]];
            }
            if (optional)
                next.Add([]);
            current = [.. from left in current from right in next select new List<PatternStep>([.. left, .. right])];
            if (current.Count > MostSequences)
                throw new InvalidDataException($"Pattern '{pattern}' stands for too many sequences.");
        }
        all.AddRange(current);
        return all;
    }

    private static PatternStep Step(string item)
    {
        var glued = item.Length > 1 && item[0] == '~';
        if (glued)
            item = item[1..];
        if (item.Length > 1 && item[0] == '\\')
            item = item[1..];
        if (item.Length < 3 || item[0] != '<' || item[^1] != '>')
            return new(null, item, null, glued);
        var colon = item.IndexOf(':');
        return colon < 0 ? new(item[1..^1], "", item[1..^1], glued) : new(item[1..colon], "", item[(colon + 1)..^1], glued);
    }
}
