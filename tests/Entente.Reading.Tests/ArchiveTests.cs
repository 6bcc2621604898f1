using System.IO.Compression;
using System.Text;

namespace Entente.Reading.Tests;

public sealed class ArchiveTests : IDisposable
{
    private const string Page = "<html><head><title>Pact</title></head><body><article><h1>Pact</h1><p>Norland left the pact on Monday, its government said in the capital.</p></article></body></html>";
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Warc_gives_pages_with_their_addresses_and_passes_over_the_rest()
    {
        byte[] warc = [.. Record("warcinfo", "", "software: x"u8.ToArray()), .. Response("https://example.org/1", Page), .. Response("https://example.org/i.png", "PNG", "image/png"), .. Response("https://example.org/2", Page.Replace("Norland", "Sudland"))];
        var plain = TestFolder.Read(_folder.Write("a.warc", warc));
        Assert.Equal(["https://example.org/1", "https://example.org/2"], plain.Select(r => r.Article!.Url));
        Assert.StartsWith("Norland left", plain[0].Article!.Text);
        var packed = TestFolder.Read(_folder.Write("a.warc.gz", JsonLinesTests.Pack(warc)));
        Assert.Equal(plain.Select(r => r.Article!.Id), packed.Select(r => r.Article!.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Warc_is_read_on_from_an_offset_that_was_told(bool isPacked)
    {
        byte[][] records = [.. Enumerable.Range(0, 5).Select(i => Response($"https://example.org/{i}", Page))];
        var path = _folder.Write(isPacked ? "a.warc.gz" : "a.warc", [.. records.SelectMany(r => isPacked ? JsonLinesTests.Pack(r) : r)]);
        var all = TestFolder.Read(path);
        Assert.All(all, r => Assert.NotNull(r.Offset));
        var rest = TestFolder.Read(new ReadingOptions { From = all[3].Offset!.Value }, path);
        Assert.Equal(["https://example.org/3", "https://example.org/4"], rest.Select(r => r.Article!.Url));
        Assert.Equal(all[3].Offset, rest[0].Offset);
    }

    [Fact]
    public void Damaged_member_is_told_and_the_next_is_read()
    {
        var damaged = JsonLinesTests.Pack(Response("https://example.org/2", Page));
        for (var i = 30; i < 60; i++)
            damaged[i] ^= 0x55;
        var path = _folder.Write("a.warc.gz", [.. JsonLinesTests.Pack(Response("https://example.org/1", Page)), .. damaged, .. JsonLinesTests.Pack(Response("https://example.org/3", Page))]);
        var results = TestFolder.Read(path);
        Assert.Equal(["https://example.org/1", "https://example.org/3"], results.Where(r => r.IsArticle).Select(r => r.Article!.Url));
        Assert.Contains(results, r => r.Problem?.Code == "read.bad_archive");
    }

    [Fact]
    public void Length_that_lies_is_told_and_the_next_record_is_read()
    {
        var lying = Encoding.UTF8.GetString(Response("https://example.org/1", Page));
        var length = lying.IndexOf("Content-Length: ", StringComparison.Ordinal) + 16;
        lying = lying[..length] + "40" + lying[lying.IndexOf('\r', length)..];
        var results = TestFolder.Read(_folder.Write("a.warc", [.. Encoding.UTF8.GetBytes(lying), .. Response("https://example.org/2", Page)]));
        Assert.Equal(["https://example.org/2"], results.Where(r => r.IsArticle).Select(r => r.Article!.Url));
        Assert.Contains(results, r => r.Problem?.Code == "read.bad_archive");
    }

    [Fact]
    public void Warc_that_is_cut_short_gives_what_is_whole()
    {
        byte[] warc = [.. Response("https://example.org/1", Page), .. Response("https://example.org/2", Page)];
        var results = TestFolder.Read(_folder.Write("a.warc", warc[..^60]));
        Assert.Equal(["https://example.org/1", "read.bad_archive"], results.Select(r => r.Article?.Url ?? r.Problem!.Code));
    }

    [Fact]
    public void Codings_of_http_are_undone()
    {
        var packed = JsonLinesTests.Pack(Encoding.UTF8.GetBytes(Page));
        byte[] chunked = [.. Encoding.ASCII.GetBytes($"{packed.Length:x}\r\n"), .. packed, .. "\r\n0\r\n\r\n"u8];
        var record = Record("response", "https://example.org/1", [.. "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"u8, .. chunked], "application/http; msgtype=response");
        Assert.StartsWith("Norland left", Assert.Single(TestFolder.Read(_folder.Write("a.warc", record))).Article!.Text);
    }

    [Fact]
    public void Charset_of_the_http_header_is_taken()
    {
        byte[] body = [.. "<p>"u8, 0xCC, 0xE8, 0xF0, .. "</p>"u8];
        var record = Record("response", "https://example.org/1", [.. "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n"u8, .. body], "application/http");
        Assert.Equal("Мир", Assert.Single(TestFolder.Read(_folder.Write("a.warc", record))).Article!.Text);
    }

    [Fact]
    public void File_that_is_no_warc_is_told() => Assert.Equal("read.bad_archive", TestFolder.Read(_folder.Write("a.warc", "x"))[0].Problem!.Code);

    [Fact]
    public void Zip_gives_its_members_and_archives_within()
    {
        var inner = Zip(("in.txt", Encoding.UTF8.GetBytes("Deep words.")));
        var path = _folder.Write("a.zip", Zip(("b/page.html", Encoding.UTF8.GetBytes(Page)), ("c.txt.gz", JsonLinesTests.Pack("Packed words."u8.ToArray())), ("d.zip", inner), ("e.png", [1, 2])));
        var results = TestFolder.Read(path);
        Assert.Equal([path + "/b/page.html", path + "/c.txt.gz", path + "/d.zip/in.txt"], results.Select(r => r.Article!.SourceId));
        Assert.Equal("Deep words.", results[2].Article!.Text);
    }

    [Fact]
    public void Names_of_members_are_never_used_to_write_or_to_open()
    {
        _folder.Write("secret.txt", "Secret.");
        var path = _folder.Write("in/a.zip", Zip(("../../up.txt", "Up."u8.ToArray()), ("/abs.txt", "Abs."u8.ToArray()), ("../rows.jsonl", "{\"file\":\"secret.txt\"}"u8.ToArray())));
        var before = Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order().ToList();
        Assert.Equal(["Up.", "Abs.", "read.outside_folder"], TestFolder.Read(path).Select(r => r.Article?.Text ?? r.Problem!.Code));
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public void Link_in_a_zip_is_refused()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("link.txt");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            using var stream = entry.Open();
            stream.Write("/etc/hostname"u8);
        }
        Assert.Equal("read.unsupported", TestFolder.CodeOf(TestFolder.Read(_folder.Write("a.zip", bytes.ToArray()))));
    }

    [Fact]
    public void Bombs_are_stopped_by_ratio_depth_count_and_size()
    {
        var bomb = Zip(("a.txt", new byte[8 << 20]));
        Assert.Equal("read.bad_archive", TestFolder.CodeOf(TestFolder.Read(_folder.Write("ratio.zip", bomb))));

        var nested = Zip(("a.txt", "Deep."u8.ToArray()));
        for (var i = 0; i < 6; i++)
            nested = Zip(($"{i}.zip", nested));
        Assert.Equal("read.too_large", TestFolder.CodeOf(TestFolder.Read(_folder.Write("depth.zip", nested))));

        var many = _folder.Write("many.zip", Zip([.. Enumerable.Range(0, 20).Select(i => ($"{i}.txt", "Words here."u8.ToArray()))]));
        Assert.Equal("read.too_large", TestFolder.Read(new ReadingOptions { MaxMembers = 10 }, many)[^1].Problem!.Code);
        Assert.Contains(TestFolder.Read(new ReadingOptions { MaxUnpackedBytes = 50 }, many), r => r.Problem?.Code == "read.too_large");
    }

    [Fact]
    public void Packed_file_that_is_cut_short_is_told_as_such()
    {
        var packed = JsonLinesTests.Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{{\"text\":\"Row {i} of many.\"}}\n"))));
        var results = TestFolder.Read(_folder.Write("a.jsonl.gz", packed[..(packed.Length / 2)]));
        Assert.Equal("read.bad_archive", results[^1].Problem!.Code);
        Assert.Contains("cut short", results[^1].Problem!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_may_be_an_archive()
    {
        Assert.Equal("Deep.", Assert.Single(TestFolder.ReadInput(new MemoryStream(Zip(("a.txt", "Deep."u8.ToArray()))))).Article!.Text);
        Assert.Equal("Packed.", Assert.Single(TestFolder.ReadInput(new MemoryStream(JsonLinesTests.Pack("Packed."u8.ToArray())))).Article!.Text);
        Assert.StartsWith("Norland", Assert.Single(TestFolder.ReadInput(new MemoryStream(JsonLinesTests.Pack(Response("https://example.org/1", Page))))).Article!.Text);
    }

    internal static byte[] Response(string url, string body, string type = "text/html; charset=utf-8") =>
        Record("response", url, Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n\r\n{body}"), "application/http; msgtype=response");

    internal static byte[] Record(string type, string url, byte[] body, string media = "text/plain") =>
        [.. Encoding.UTF8.GetBytes($"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body, .. "\r\n\r\n"u8];

    internal static byte[] Zip(params (string Name, byte[] Bytes)[] members)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }
        return bytes.ToArray();
    }
}
