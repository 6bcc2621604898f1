using System.Text;

namespace Entente.Reading.Tests;

/// <summary>Random damage to inputs of every kind: each gives articles and problems, never an exception, in bounded time.</summary>
/// <remarks><c>ENTENTE_MUTATIONS</c> is the number of rounds for each input, <c>ENTENTE_SEED</c> another seed; <c>./test --long</c> sets the first.</remarks>
public sealed class MutationTests : IDisposable
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("ENTENTE_MUTATIONS"), out var rounds) ? rounds : 150;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("ENTENTE_SEED"), out var seed) ? seed : 0;

    /// <summary>Marks of the formats: they turn up whole more seldom by chance than readers trip over them.</summary>
    private static readonly byte[][] Marks =
    [
        .. new[]
        {
            "<!--", "-->", "<![CDATA[", "]]>", "<script>", "</script>", "<svg><style>", "<template>", "<table>", "<select>", "<base href=//[>", "&#x110000;", "&#0;", "&a;", "<!DOCTYPE a [", "<?xml version='1.1'?>", "xmlns:a=''",
            "\r\n\r\n", "\r\n", "\0", "WARC/1.0\r\n", "Content-Length: -1\r\n", "Content-Length: 99999999999999999999\r\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n", "charset=utf-7", "charset=utf-16",
            "\uFEFF", "\u202E", "\uD83D", "\"", "\\u", "\\ud800", "{", "}", "[", "]", "null", "1e999", "-1", "0000-00-00", "9999-12-31T23:59:60+99:99", "31/02/2024", "http://[", "//", "PK\u0003\u0004", ",", "\t",
        }.Select(Encoding.UTF8.GetBytes),
        [0x1F, 0x8B, 8, 0], [0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0xC0, 0x80], [0xED, 0xA0, 0x80],
    ];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, byte[]> Seeds()
    {
        const string Page = "<html lang=en><head><meta charset=utf-8><title>Pact</title><meta property=og:title content=Pact><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2020-05-06T10:00:00Z\",\"author\":[{\"name\":\"Jane Roe\"}]}</script></head><body><article><h1>Pact</h1><p class=byline>By Jane Roe, 6 May 2020</p><p>Norland left the pact on Monday, its government said in the capital of the country.</p><figure><figcaption>A lake.</figcaption></figure></article></body></html>";
        const string Feed = "<?xml version='1.0'?><rss version='2.0'><channel><title>G</title><item><title>Pact &amp; peace</title><link>https://example.org/1</link><description><![CDATA[<p>Norland left.</p>]]></description><pubDate>Mon, 04 Mar 2019 23:30:00 -0500</pubDate></item></channel></rss>";
        var warc = ArchiveTests.Response("https://example.org/1", Page);
        return new TheoryData<string, byte[]>
        {
            { "a.html", Encoding.UTF8.GetBytes(Page) },
            { "a.xml", Encoding.UTF8.GetBytes(Feed) },
            { "a.json", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\",\"content_html\":\"<p>Left.</p>\",\"date_published\":\"2020-05-06\"}]}"u8.ToArray() },
            { "a.jsonl", "{\"text\":\"Norland left.\",\"date\":\"2020-05-06\"}\n{\"html\":\"<p>Left.</p>\"}\n"u8.ToArray() },
            { "a.csv", "title,text,date\n\"Pact\",\"He said \"\"yes\"\".\",2020-05-06\n"u8.ToArray() },
            { "a.txt", "Lake Gazette\n\nPact signed at the lake\n\nBy Jane Roe\n6 May 2020\n\nLAKETOWN (AP) — Norland left the pact.\n"u8.ToArray() },
            { "a.warc", [.. warc, .. warc] },
            { "a.warc.gz", [.. JsonLinesTests.Pack(warc), .. JsonLinesTests.Pack(warc)] },
            { "coded.warc", [.. HostileCorpusTests.Coded("gzip", Encoding.UTF8.GetBytes(Page)), .. HostileCorpusTests.Coded("br", Encoding.UTF8.GetBytes(Page)), .. HostileCorpusTests.Coded("deflate", Encoding.UTF8.GetBytes(Page))] },
            { "a.arc", [.. "filedesc://a.arc 0.0.0.0 20200506000000 text/plain 2\n1\n\nhttp://example.org/1 10.0.0.1 20200506000000 text/html 64\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Norland left.</p>\n"u8] },
            { "a.atom", "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://example.org/\"><title>G</title><entry><id>1</id><title type=\"html\">Talks &lt;b&gt;end&lt;/b&gt;</title><link href=\"n/1\"/><updated>2020-05-07T08:00:00Z</updated><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>The talks <em>ended</em>.</p></div></content></entry></feed>"u8.ToArray() },
            { "sitemap.xml", "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>https://example.org/1</loc><news:news><news:publication_date>2022-03-04</news:publication_date><news:title>Pact signed at the lake</news:title></news:news></url></urlset>"u8.ToArray() },
            { "scripts.html", "<!-->\n<html><head><script>var a='<!-- <script>'; </script><style>p>a{}</style><script type=application/ld+json>[{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Pact\",\"liveBlogUpdate\":[{\"articleBody\":\"Left.\"}]}]}]</script></head><body><svg><title>x</title></svg><table><tr><td>Norland<!-- c -->left.</table><textarea><p></textarea><p lang=ar dir=rtl>3/5/2024</p></body></html>"u8.ToArray() },
            { "a.zip", ArchiveTests.Zip(("a.html", Encoding.UTF8.GetBytes(Page)), ("b.txt.gz", JsonLinesTests.Pack("Left."u8.ToArray()))) },
        };
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Damaged_input_never_throws(string name, byte[] seed)
    {
        var random = new Random(Seed + name.Length * 31 + seed.Length);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutated(seed, random);
            var path = _folder.Write(name, bytes);
            var options = new ReadingOptions { MaxFileBytes = 1 << 20, MaxUnpackedBytes = 4 << 20, MaxTime = TimeSpan.FromSeconds(20) };
            var error = Record.Exception(() => TestFolder.Read(options, path).Count);
            Assert.True(error is null, $"seed {Seed}, round {round}: {Convert.ToBase64String(bytes)}\n{error}");
        }
    }

    private static byte[] Mutated(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var i = random.Next(1, 8); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at)));
                    break;
                case 3:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)"<>&\"{[0\\\0\n"[random.Next(10)], random.Next(1, 300)));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5:
                    bytes.InsertRange(at, Marks[random.Next(Marks.Length)]);
                    break;
                case 6:
                    var mark = Marks[random.Next(Marks.Length)];
                    bytes.RemoveRange(at, Math.Min(mark.Length, bytes.Count - at));
                    bytes.InsertRange(at, mark);
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }
        return [.. bytes];
    }
}
