using System.Globalization;
using System.Security;
using System.Text;
using Entente.Articles;

namespace Entente.Cli.Output;

/// <summary>Writes articles as TimeML documents: the text with TIMEX3 tags around its time expressions.</summary>
internal static class TimeMl
{
    /// <summary>One document, well-formed XML 1.0.</summary>
    public static string Of(AnnotatedArticle annotated, string id)
    {
        var article = annotated.Article;
        var xml = new StringBuilder();
        xml.Append("<TimeML>\n<DOCID>").Append(Escaped(id)).Append("</DOCID>\n");
        if (article.Published is { } day)
            xml.Append(CultureInfo.InvariantCulture, $"<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{day:uuuu-MM-dd}\" functionInDocument=\"CREATION_TIME\">{day:uuuu-MM-dd}</TIMEX3></DCT>\n");
        xml.Append("<TEXT>");
        var at = 0;
        for (var i = 0; i < annotated.Times.Count; i++)
        {
            var time = annotated.Times[i];
            if (time.Span.Start < at)
                continue;
            xml.Append(Escaped(article.Text[at..time.Span.Start]));
            xml.Append(CultureInfo.InvariantCulture, $"<TIMEX3 tid=\"t{i + 1}\" type=\"{time.Type.ToString().ToUpperInvariant()}\" value=\"{Escaped(time.Value)}\"");
            if (time.Mod is { } mod)
                xml.Append(CultureInfo.InvariantCulture, $" mod=\"{Escaped(mod)}\"");
            xml.Append('>').Append(Escaped(time.Text)).Append("</TIMEX3>");
            at = time.Span.End;
        }
        return xml.Append(Escaped(article.Text[at..])).Append("</TEXT>\n</TimeML>\n").ToString();
    }

    /// <summary>Marks of XML escaped, and what XML or a terminal must not be given written as <c>\u001b</c>.</summary>
    private static string Escaped(string text) => SecurityElement.Escape(PlainText.Block(text));
}
