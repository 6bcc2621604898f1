using System.IO.Compression;
using System.Text;

namespace Entente.Reading.Tests;

/// <summary>Files made to harm their reader: each is refused or read in bounded memory and time, and what stands beside it is read.</summary>
public sealed class HostileCorpusTests : IDisposable
{
    private const string Page = "<html><body><article><h1>Pact</h1><p>Norland left the pact on Monday, its government said in the capital.</p></article></body></html>";
    private const string Words = "Norland left the pact on Monday, its government said in the capital.";
    private static readonly byte[] Megabytes = new byte[32 << 20];
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, byte[], string> Bombs()
    {
        var nested = JsonLinesTests.Pack(JsonLinesTests.Pack(Megabytes));
        var many = Enumerable.Range(0, 40).SelectMany(_ => JsonLinesTests.Pack(new byte[1 << 20])).ToArray();
        return new TheoryData<string, byte[], string>
        {
            { "a.txt.gz", JsonLinesTests.Pack(Megabytes), "read.bad_archive" },
            { "a.jsonl.gz", JsonLinesTests.Pack(Megabytes), "read.bad_archive" },
            { "a.warc.gz", JsonLinesTests.Pack(Megabytes), "read.bad_archive" },
            // Each member is under the measure by itself.
            { "members.txt.gz", many, "read.bad_archive" },
            { "a.zip", ArchiveTests.Zip(("a.txt", Megabytes)), "read.bad_archive" },
            { "nested.zip", ArchiveTests.Zip(("a.txt.gz", JsonLinesTests.Pack(Megabytes))), "read.bad_archive" },
            // Packed twice, the inner file is no text.
            { "twice.txt.gz", nested, "read.binary" },
            { "zips.zip", ArchiveTests.Zip([.. Enumerable.Range(0, 40).Select(i => ($"{i}.zip", ArchiveTests.Zip(("a.txt", new byte[1 << 20]))))]), "read.bad_archive" },
            { "gzip.warc", Coded("gzip", Megabytes), "read.bad_archive" },
            { "deflate.warc", Coded("deflate", Megabytes), "read.bad_archive" },
            { "br.warc", Coded("br", Megabytes), "read.bad_archive" },
        };
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Bomb_is_stopped(string name, byte[] bytes, string code)
    {
        var path = _folder.Write(name, bytes);
        var before = GC.GetTotalAllocatedBytes();
        var results = TestFolder.Read(path);
        Assert.Contains(results, r => r.Problem?.Code == code);
        Assert.DoesNotContain(results, r => r.IsArticle);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 256L << 20);
    }

    [Fact]
    public void Bomb_in_a_web_archive_does_not_take_the_records_beside_it()
    {
        byte[] warc = [.. ArchiveTests.Response("https://example.org/1", Page), .. Coded("br", Megabytes), .. ArchiveTests.Response("https://example.org/2", Page)];
        var results = TestFolder.Read(_folder.Write("a.warc", warc));
        Assert.Equal(["https://example.org/1", "read.bad_archive", "https://example.org/2"], results.Select(r => r.Article?.Url ?? r.Problem!.Code));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public void Codings_of_http_are_undone(string coding) =>
        Assert.Equal(Words, Assert.Single(TestFolder.Read(_folder.Write("a.warc", Coded(coding, Encoding.UTF8.GetBytes(Page))))).Article!.Text);

    [Theory]
    [InlineData("1000000")]
    [InlineData("99999999999")]
    [InlineData("99999999999999999999999")]
    [InlineData("-5")]
    [InlineData("ten")]
    [InlineData("")]
    public void Length_of_a_record_that_lies_is_told(string length)
    {
        var results = TestFolder.Read(_folder.Write("a.warc", [.. Lying(length), .. ArchiveTests.Response("https://example.org/2", Page)]));
        Assert.Contains(results, r => r.Problem?.Code is "read.bad_archive" or "read.too_large");
    }

    [Theory]
    [InlineData("1000000")]
    [InlineData("-5")]
    [InlineData("ten")]
    public void Records_after_a_length_that_lies_are_read(string length)
    {
        byte[] rest = [.. ArchiveTests.Response("https://example.org/2", Page), .. ArchiveTests.Response("https://example.org/3", Page)];
        var lying = Lying(length);
        var results = TestFolder.Read(_folder.Write("a.warc", [.. lying, .. rest]));
        Assert.Equal(["https://example.org/2", "https://example.org/3"], results.Where(r => r.IsArticle).Select(r => r.Article!.Url));
        Assert.All(results.Where(r => r.IsArticle), r => Assert.StartsWith("https://example.org/", TestFolder.Read(new ReadingOptions { From = r.Offset!.Value }, Path.Combine(_folder.Path, "a.warc"))[0].Article!.Url));
        var packed = TestFolder.Read(_folder.Write("a.warc.gz", [.. JsonLinesTests.Pack(lying), .. JsonLinesTests.Pack(rest)]));
        Assert.Equal(["https://example.org/2", "https://example.org/3"], packed.Where(r => r.IsArticle).Select(r => r.Article!.Url));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Web_archive_that_is_cut_anywhere_gives_what_is_whole(bool isPacked)
    {
        byte[][] records = [.. new[] { "https://example.org/1", "https://example.org/2" }.Select(u => ArchiveTests.Response(u, Page)).Select(r => isPacked ? JsonLinesTests.Pack(r) : r)];
        byte[] whole = [.. records[0], .. records[1]];
        for (var length = 20; length < whole.Length - 12; length += 37)
        {
            var results = TestFolder.Read(_folder.Write(isPacked ? "a.warc.gz" : "a.warc", whole[..length]));
            var left = length - records[0].Length;
            // The last bytes of a record are an empty line or a checksum: without them its page is whole.
            if (left is < -12 or > 12)
                Assert.Equal(left > 0 ? ["https://example.org/1", "read.bad_archive"] : ["read.bad_archive"], results.Select(r => r.Article?.Url ?? r.Problem!.Code));
        }
    }

    [Theory]
    [InlineData("../../up.txt")]
    [InlineData("/etc/up.txt")]
    [InlineData("..\\..\\up.txt")]
    [InlineData("C:\\up.txt")]
    [InlineData("a/../../../up.txt")]
    [InlineData("nul\u0001.txt")]
    [InlineData("A.TXT")]
    public void Name_of_a_member_is_only_shown(string name)
    {
        var path = _folder.Write("in/a.zip", ArchiveTests.Zip((name, Encoding.UTF8.GetBytes(Words))));
        var before = Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order().ToList();
        Assert.Equal(Words, Assert.Single(TestFolder.Read(path)).Article!.Text);
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order());
    }

    [Theory]
    [InlineData("<!DOCTYPE r [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>", "&d;")]
    [InlineData("<!DOCTYPE r [<!ENTITY x SYSTEM \"secret.txt\">]>", "&x;")]
    [InlineData("<!DOCTYPE r [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x.dtd\"> %p;]>", "&q;")]
    [InlineData("<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/x.dtd\">", "&x;")]
    public void Entity_of_a_document_stands_as_it_is_written(string doctype, string entity)
    {
        _folder.Write("secret.txt", "Secret.");
        foreach (var name in new[] { "a.xml", "a.html" })
        {
            var results = TestFolder.Read(_folder.Write(name, $"{doctype}<rss><channel><title>G</title><item><title>Pact</title><description>See {entity} here.</description></item></channel></rss>"));
            Assert.Contains($"See {entity} here.", Assert.Single(results, r => r.IsArticle).Article!.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("<!-->", "")]
    [InlineData("<!--->", "")]
    [InlineData("<!-- a --!>", "")]
    [InlineData("<!-- a -- b -->", "")]
    [InlineData("<script>var a = '<!-- <script>x</script> -->';</script>", "")]
    [InlineData("<script>if (a < b) document.write('<div>');</script>", "")]
    [InlineData("<style>p > a { content: '</p>' }</style>", "")]
    [InlineData("<a title='x>y' href=\"a'b\">", "</a>")]
    [InlineData("<!doctype html><?php x ?><![CDATA[ y ]]>", "")]
    public void What_is_no_text_of_a_page_ends_where_browsers_end_it(string before, string after)
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 1000));
        Assert.Contains(Words, Assert.Single(TestFolder.Read(_folder.Write("a.html", $"<html><body>{before}{deep}<p>{Words}</p>{after}</body></html>"))).Article!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Comment_does_not_break_a_paragraph() =>
        Assert.Equal(Words, Assert.Single(TestFolder.Read(_folder.Write("a.html", $"<html><body><article><h1>Pact</h1><div>{Words.Replace(" on ", " <!-- x -->on ", StringComparison.Ordinal)}</div></article></body></html>"))).Article!.Text);

    [Theory]
    [InlineData("a.json", "[")]
    [InlineData("a.jsonl", "{\"a\":")]
    public void Deep_json_is_refused(string name, string open) =>
        Assert.Equal("read.bad_json", TestFolder.CodeOf(TestFolder.Read(_folder.Write(name, string.Concat(Enumerable.Repeat(open, 100_000))))));

    [Fact]
    public void Deep_linked_data_does_no_harm() =>
        Assert.Equal(Words, Assert.Single(TestFolder.Read(_folder.Write("a.html", Page.Replace("<body>", $"<body><script type='application/ld+json'>{string.Concat(Enumerable.Repeat("{\"@graph\":[", 50_000))}</script>", StringComparison.Ordinal)))).Article!.Text);

    [Fact]
    public void Page_that_takes_too_long_is_given_up() =>
        Assert.Equal("read.too_slow", TestFolder.CodeOf(TestFolder.Read(new ReadingOptions { MaxTime = TimeSpan.Zero }, _folder.Write("a.jsonl", System.Text.Json.JsonSerializer.Serialize(new { html = Page })))));

    [Fact]
    public void Zip_that_lies_about_sizes_is_told_or_read()
    {
        var zip = ArchiveTests.Zip(("a.txt", Encoding.UTF8.GetBytes(Words)), ("b.txt", Encoding.UTF8.GetBytes(Words)));
        for (var at = 0; at < zip.Length; at++)
        {
            var lying = (byte[])zip.Clone();
            lying[at] = 0xFF;
            Assert.NotEmpty(TestFolder.Read(_folder.Write("a.zip", lying)));
        }
    }

    /// <summary>A record whose HTTP body is coded.</summary>
    internal static byte[] Coded(string coding, byte[] body)
    {
        using var packed = new MemoryStream();
        using (Stream pack = coding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true),
        })
            pack.Write(body);
        return ArchiveTests.Record("response", "https://example.org/coded", [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: {coding}\r\n\r\n"), .. packed.ToArray()], "application/http; msgtype=response");
    }

    private static byte[] Lying(string length)
    {
        var record = Encoding.UTF8.GetString(ArchiveTests.Response("https://example.org/1", Page));
        var at = record.IndexOf("Content-Length: ", StringComparison.Ordinal) + 16;
        return Encoding.UTF8.GetBytes(record[..at] + length + record[record.IndexOf('\r', at)..]);
    }
}
