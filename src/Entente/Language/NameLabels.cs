using Entente.Articles;

namespace Entente.Language;

/// <summary>
/// Labels of words that spell names (BIOES): outside, and for each type of name begin, inside, end and single. Label 0 is outside; the others are
/// <c>1 + 4 * type + place</c>.
/// </summary>
internal static class NameLabels
{
    /// <summary>Types of names.</summary>
    public const int Types = 4;

    /// <summary>Number of labels.</summary>
    public const int Count = 1 + 4 * Types;

    private const int Begin = 0, Inside = 1, End = 2, Single = 3;

    /// <summary>The labels of a sentence of <paramref name="length"/> words with these names, which do not overlap.</summary>
    public static int[] Of(IEnumerable<Name> names, int length)
    {
        var labels = new int[length];
        foreach (var name in names)
            for (var i = 0; i < name.Length; i++)
                labels[name.First + i] = 1 + 4 * (int)name.Type
                    + (name.Length == 1 ? Single : i == 0 ? Begin : i == name.Length - 1 ? End : Inside);
        return labels;
    }

    /// <summary>The names that the best allowed row of labels spells: every name that begins ends, in the same type.</summary>
    /// <param name="scores">Score of label <c>l</c> of word <c>i</c> at <c>i * stride + l</c>.</param>
    /// <param name="stride">Distance between the words' rows.</param>
    /// <param name="length">Number of words.</param>
    public static IReadOnlyList<Name> Decode(ReadOnlySpan<float> scores, int stride, int length)
    {
        if (AllOutside(scores, stride, length))
            return [];
        // Best sums of rows of labels that end in each label, and the label before it.
        var sums = new float[Count];
        var next = new float[Count];
        var back = new sbyte[length * Count];
        for (var l = 0; l < Count; l++)
            sums[l] = MayStart(l) ? scores[l] : float.NegativeInfinity;
        for (var i = 1; i < length; i++)
        {
            // All labels that may start follow any label that may end; a name goes on only from its own type.
            var closed = 0;
            for (var l = 1; l < Count; l++)
                if (MayEnd(l) && sums[l] > sums[closed])
                    closed = l;
            for (var l = 0; l < Count; l++)
            {
                var before = closed;
                if (!MayStart(l))
                {
                    var type = (l - 1) / 4;
                    int begin = 1 + 4 * type + Begin, inside = 1 + 4 * type + Inside;
                    before = sums[begin] >= sums[inside] ? begin : inside;
                }
                next[l] = sums[before] + scores[i * stride + l];
                back[i * Count + l] = (sbyte)before;
            }
            (sums, next) = (next, sums);
        }
        var label = 0;
        for (var l = 1; l < Count; l++)
            if (MayEnd(l) && sums[l] > sums[label])
                label = l;
        var names = new List<Name>();
        var last = length - 1;
        for (var i = length - 1; i >= 0; i--)
        {
            if (label > 0)
            {
                var place = (label - 1) % 4;
                if (place is End or Single)
                    last = i;
                if (place is Begin or Single)
                    names.Add(new Name(i, last - i + 1, (NameType)((label - 1) / 4)));
            }
            label = back[i * Count + label];
        }
        names.Reverse();
        return names;
    }

    private static bool AllOutside(ReadOnlySpan<float> scores, int stride, int length)
    {
        for (var i = 0; i < length; i++)
            for (var l = 1; l < Count; l++)
                if (scores[i * stride + l] >= scores[i * stride])
                    return false;
        return true;
    }

    private static bool MayStart(int label) => label == 0 || (label - 1) % 4 is Begin or Single;

    private static bool MayEnd(int label) => label == 0 || (label - 1) % 4 is End or Single;
}
