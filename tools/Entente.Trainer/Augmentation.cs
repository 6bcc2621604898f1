using System.Globalization;

namespace Entente.Trainer;

/// <summary>Varies training sentences towards what news has and web text lacks: headlines in capitals or title case, no full stop, curly quotes.</summary>
internal static class Augmentation
{
    /// <summary>The sentence, or a variant of it with the same analysis.</summary>
    public static Example Vary(Example example, Random random)
    {
        var dice = random.NextSingle();
        if (dice < 0.04f)
            return example with { Words = [.. example.Words.Select(w => w.ToUpperInvariant())] };
        if (dice < 0.07f)
            return example with { Words = [.. example.Words.Select(w => w.Length > 3 ? Capital(w) : w)] };
        if (dice < 0.09f)
            return example with { Words = [.. example.Words.Select(w => w.ToLowerInvariant())] };
        if (dice < 0.14f && example.Words.Length > 3 && example.Words[^1] is "." && !example.Heads.Contains(example.Words.Length))
            return new Example(example.Words[..^1], example.Xpos[..^1], example.Upos[..^1], example.Heads[..^1], example.Relations[..^1], example.Names[..^1]) { MiscUnknown = example.MiscUnknown };
        return example;
    }

    private static string Capital(string word) => string.Concat(word[..1].ToUpper(CultureInfo.InvariantCulture), word[1..]);
}
