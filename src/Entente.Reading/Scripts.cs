namespace Entente.Reading;

/// <summary>The writing systems that news comes in, as far as a line of a page can be told by them.</summary>
internal enum Script
{
    None,
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Han,
    Kana,
    Hangul,
    Other,
}

/// <summary>Tells scripts by code point.</summary>
internal static class Scripts
{
    /// <summary>The script of one letter; <see cref="Script.None"/> for what is no letter.</summary>
    public static Script Of(char c) => c switch
    {
        _ when !char.IsLetter(c) => Script.None,
        < '\u0250' or (>= '\u1E00' and <= '\u1EFF') or (>= '\uFF21' and <= '\uFF5A') => Script.Latin,
        >= '\u0370' and <= '\u03FF' or (>= '\u1F00' and <= '\u1FFF') => Script.Greek,
        >= '\u0400' and <= '\u052F' => Script.Cyrillic,
        >= '\u0590' and <= '\u05FF' => Script.Hebrew,
        >= '\u0600' and <= '\u08FF' or (>= '\uFB50' and <= '\uFEFC') => Script.Arabic,
        >= '\u3040' and <= '\u30FF' => Script.Kana,
        >= '\u3400' and <= '\u9FFF' => Script.Han,
        >= '\uAC00' and <= '\uD7AF' => Script.Hangul,
        _ => Script.Other,
    };

    /// <summary>The script of most letters.</summary>
    public static Script Dominant(string text)
    {
        var counts = Count(text);
        var best = counts.Skip(1).Max();
        return best == 0 ? Script.None : (Script)Array.IndexOf(counts, best, 1);
    }

    /// <summary>Letters of each script, by its number.</summary>
    public static int[] Count(string text)
    {
        var counts = new int[(int)Script.Other + 1];
        foreach (var c in text)
            counts[(int)Of(c)]++;
        counts[0] = 0;
        return counts;
    }
}
