using Entente.Articles;

namespace Entente.Time;

/// <summary>Settles whether the numeric dates of an article have the day or the month first.</summary>
internal static class DayFirst
{
    /// <summary>Country endings that tell nothing: their countries write the month first or both ways, or the ending is used everywhere.</summary>
    private static readonly HashSet<string> Silent = new(StringComparer.OrdinalIgnoreCase) { "us", "ph", "ca", "fm", "tv", "me", "io", "ai", "co", "ly", "gg", "cc", "ws", "to", "so", "sh", "eu", "int" };

    /// <summary>Whether the day comes first.</summary>
    public static bool Of(Article article, NumericOrder order) => order switch
    {
        NumericOrder.MonthFirst => false,
        NumericOrder.DayFirst => true,
        _ => OfText(article.Text) ?? OfHost(article.Url) ?? OfHost(article.Outlet) ?? false,
    };

    /// <summary>By the first date that can be read one way only.</summary>
    private static bool? OfText(string text)
    {
        for (var slash = text.IndexOf('/'); slash >= 0; slash = text.IndexOf('/', slash + 1))
        {
            var left = Number(text, slash - 1, -1);
            var right = Number(text, slash + 1, 1);
            if (left is null || right is null || slash + 1 + right.Value.Length is var second && (second >= text.Length || text[second] != '/'))
                continue;
            if (left.Value.Value is > 12 and <= 31 && right.Value.Value is >= 1 and <= 12)
                return true;
            if (right.Value.Value is > 12 and <= 31 && left.Value.Value is >= 1 and <= 12)
                return false;
        }
        return null;
    }

    private static (int Value, int Length)? Number(string text, int at, int step)
    {
        var length = 0;
        while (length < 3 && at + (step * length) is >= 0 and var i && i < text.Length && char.IsAsciiDigit(text[i]))
            length++;
        if (length is 0 or 3)
            return null;
        return (int.Parse(text.AsSpan(step > 0 ? at : at - length + 1, length)), length);
    }

    private static bool? OfHost(string? address)
    {
        if (address is null)
            return null;
        var host = Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : address;
        var ending = host[(host.LastIndexOf('.') + 1)..];
        return host.Contains('.') && ending.Length == 2 && !Silent.Contains(ending) ? true : null;
    }
}
