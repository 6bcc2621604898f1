using Entente.Articles;

namespace Entente.Reading;

/// <summary>Reads an HTML page.</summary>
internal static class HtmlPage
{
    public static Article Read(string html, string? url, ReadingOptions options) => throw new ReadException(ReadCode.Unsupported, "HTML is not read yet.");
}
