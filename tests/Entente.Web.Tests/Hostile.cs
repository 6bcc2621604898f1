using Entente.Articles;
using Entente.TestKit;

namespace Entente.Web.Tests;

/// <summary>Texts that would do harm if anything took them for more than text, in every field that a stranger writes.</summary>
internal static class Hostile
{
    public static readonly string[] Corpus =
    [
        "<script>window.pwned=1</script>",
        "\"><script>window.pwned=1</script>",
        "'><img src=x onerror=window.pwned=1>",
        "<svg/onload=window.pwned=1>",
        "</title><script>window.pwned=1</script>",
        "</textarea><script>window.pwned=1</script>",
        "</style></svg><script>window.pwned=1</script>",
        "<!--<img src=\"--><img src=x onerror=window.pwned=1>",
        "<![CDATA[><script>window.pwned=1</script>]]>",
        "<xmp><p title=\"</xmp><script>window.pwned=1</script>\">",
        "<iframe srcdoc=\"<script>parent.pwned=1</script>\"></iframe>",
        "<a href=\"javascript:window.pwned=1\">x</a>",
        "javascript:window.pwned=1",
        "data:text/html,<script>window.pwned=1</script>",
        "<form action=//evil.example><button>x</button></form>",
        "<base href=//evil.example/>",
        "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
        "{{constructor.constructor('window.pwned=1')()}} ${window.pwned=1} <%= 1 %> @(1+1)",
        "&lt;script&gt;window.pwned=1&lt;/script&gt;",
        "x\" onmouseover=\"window.pwned=1\" y=\"",
        "x' autofocus onfocus='window.pwned=1",
        "\u202egnp.exe\u202c and \u2066isolated\u2069",
        "NUL\u0001 bell\u0007 escape\u001b[31m delete\u007f C1\u0085",
        "=HYPERLINK(\"http://evil.example\",\"x\")",
        "../../../etc/passwd",
        "../%2e%2e/<b>",
        "\ud800 half a pair",
    ];

    /// <summary>One article for each text, with the text in every field of the article and of its one claim.</summary>
    public static IEnumerable<(Article, IReadOnlyList<Claim>)> Articles()
    {
        foreach (var (i, text) in Corpus.Index())
        {
            var sentence = $"Before {text} and {text} after.";
            var article = new Article
            {
                Text = $"{sentence}\n{text}",
                Title = text,
                Authors = [text],
                Outlet = text,
                Url = text,
                Path = text,
                SourceId = text,
                Published = Make.Day("2020-01-01").PlusDays(i),
                Language = "en",
            };
            var party = new Party { Id = $"X{i} {text}", Name = text, Sector = "GOV", Text = text, Start = 7, End = 7 + text.Length, Person = text, Office = text };
            yield return (article, [new Claim
            {
                Id = $"c-{i:x16}",
                Article = article.Id,
                SourceId = text,
                Type = (PloverType)(i % 16),
                Mode = [text],
                Context = [text],
                Cameo = text,
                Goldstein = -4,
                Actors = [party],
                Recipients = [Make.Party("RUS"), party with { Id = $"Y{i} {text}", Start = 900, End = 2 }],
                SaidBy = [party],
                Date = ClaimDate.Of(DateRange.Day(Make.Day("2020-01-01").PlusDays(i)), text),
                DateBasis = DateBasis.Stated,
                Place = new(text, text),
                Arrangement = new($"{text}/{i}", text, text),
                Step = (Step)(i % 16),
                Trigger = new(text, 7, 7 + text.Length),
                Evidence = new(0, sentence.Length, sentence, text, text),
                Rule = text,
                Confidence = 0.3,
                Coder = text,
            }]);
        }
    }
}
