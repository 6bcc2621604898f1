using System.IO.Compression;
using System.Text;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>Each cap on hostile input, and the names of fields, by their options on the command line.</summary>
public sealed class LimitTests : IDisposable
{
    private const string Words = "Norland left the pact on Monday, its government said in the town of the lake.";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, byte[], string> Caps() => new()
    {
        { "file_bytes=20", "a.txt", Text(Words), "read.too_large" },
        { "line_bytes=20", "a.jsonl", Text($"{{\"text\":\"{Words}\"}}\n"), "read.too_large" },
        { "line_bytes=20", "a.csv", Text($"title,text\nPact,{Words}\n"), "read.too_large" },
        { "text_length=20", "a.txt", Text(Words), "read.too_large" },
        { "unpacked_bytes=20", "a.txt.gz", Pack(Text(Words)), "read.too_large" },
        { "unpacked_bytes=20", "a.zip", Zip("a.txt", Text(Words)), "read.too_large" },
        { "unpack_ratio=2", "a.txt.gz", Pack(Text(string.Concat(Enumerable.Repeat(Words, 20_000)))), "read.bad_archive" },
        { "unpack_ratio=2", "a.zip", Zip("a.txt", Text(string.Concat(Enumerable.Repeat(Words, 20_000)))), "read.bad_archive" },
        { "members=1", "a.jsonl", Text("{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n"), "read.too_large" },
        { "members=1", "a.json", Text("[{\"text\":\"One.\"},{\"text\":\"Two.\"}]"), "read.too_large" },
        { "members=1", "a.csv", Text("text\nOne.\nTwo.\n"), "read.too_large" },
        { "members=1", "a.xml", Text("<rss><channel><item><title>One</title></item><item><title>Two</title></item></channel></rss>"), "read.too_large" },
        { "archive_depth=1", "a.zip", Zip("a.txt.gz", Pack(Text(Words))), "read.too_large" },
        { "elements=2", "a.html", Text($"<p>{Words}</p><p>{Words}</p><p>{Words}</p>"), "read.too_large" },
        { "elements=2", "a.xml", Text("<rss><channel><item><title>One</title></item></channel></rss>"), "read.too_large" },
    };

    [Theory]
    [MemberData(nameof(Caps))]
    public void Cap_is_kept_to_and_without_it_the_input_is_read(string limit, string name, byte[] bytes, string code)
    {
        var path = Path.Combine(_folder.Root, name);
        File.WriteAllBytes(path, bytes);
        Assert.Equal(0, Cli.Run("read", path).Code);
        var capped = Cli.Run("read", path, "--limit", limit);
        Assert.Equal(1, capped.Code);
        Assert.Contains(code, capped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_fields_are_mapped()
    {
        var path = _folder.Write("rows.jsonl", "{\"headline\":{\"main\":\"Pact\"},\"pubDate\":\"2020-05-06\",\"body\":\"Norland left.\"}\n");
        Assert.Contains("\"title\":\"Pact\",\"published\":\"2020-05-06\"", Cli.Run("read", path, "--map", "title=headline.main,date=pubDate,text=body", "--format", "jsonl").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_below_the_deepest_level_are_taken_out_and_their_text_stays()
    {
        var path = _folder.Write("a.html", $"<html><body><div><div><div><h1>Pact</h1><p>{Words}</p></div></div></div></body></html>");
        Assert.Contains(Words, Cli.Run("read", path, "--limit", "html_depth=2", "--format", "jsonl").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Seconds_are_a_cap() => Assert.Equal(0, Cli.Run("read", _folder.Write("a.txt", Words), "--limit", "seconds=60").Code);

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Zip(string name, byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(bytes);
        }
        return packed.ToArray();
    }
}
