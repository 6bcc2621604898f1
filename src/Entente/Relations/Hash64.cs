namespace Entente.Relations;

/// <summary>Short keys for long names. Two names may share one, so what is found under it is looked at again.</summary>
internal static class Hash64
{
    /// <summary>FNV-1a over UTF-16 units, with its bits stirred.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in text)
            hash = (hash ^ c) * 0x100000001B3;
        return Mix(hash);
    }

    /// <summary>A key of two, in this order.</summary>
    public static ulong Join(ulong a, ulong b) => Mix(a * 0x9E3779B97F4A7C15 ^ b);

    /// <summary>The finaliser of SplitMix64: each bit of the result depends on each of the value.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
