using System.Text;

namespace Entente.Reading.Tests;

/// <summary>Random damage to inputs of every kind: each gives articles and problems, never an exception, in bounded time. A long run is a matter of <c>ENTENTE_MUTATIONS</c>.</summary>
public sealed class MutationTests : IDisposable
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("ENTENTE_MUTATIONS"), out var rounds) ? rounds : 150;

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
            { "a.zip", ArchiveTests.Zip(("a.html", Encoding.UTF8.GetBytes(Page)), ("b.txt.gz", JsonLinesTests.Pack("Left."u8.ToArray()))) },
        };
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Damaged_input_never_throws(string name, byte[] seed)
    {
        var random = new Random(name.Length * 31 + seed.Length);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutated(seed, random);
            var path = _folder.Write(name, bytes);
            var options = new ReadingOptions { MaxFileBytes = 1 << 20, MaxUnpackedBytes = 4 << 20, MaxTime = TimeSpan.FromSeconds(20) };
            var error = Record.Exception(() => TestFolder.Read(options, path).Count);
            Assert.True(error is null, $"round {round}: {Convert.ToBase64String(bytes)}\n{error}");
        }
    }

    private static byte[] Mutated(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var i = random.Next(1, 8); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
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
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }
        return [.. bytes];
    }
}
