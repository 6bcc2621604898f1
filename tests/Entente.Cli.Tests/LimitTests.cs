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

    /// <summary>Lists nested in lists: what lies below the cap is taken out of its nesting, and a cap that lies deeper changes nothing.</summary>
    [Fact]
    public void Tags_below_the_deepest_level_are_taken_out_and_their_text_stays()
    {
        var page = $"<html><body><div>{string.Concat(Enumerable.Repeat("<blockquote>", 30))}<p>{Words}</p><figure><figcaption>A lake.</figcaption></figure></div></body></html>";
        var path = _folder.Write("a.html", page);
        var whole = Cli.Run("read", path, "--format", "jsonl");
        var flat = Cli.Run("read", path, "--limit", "html_depth=3", "--format", "jsonl");
        Assert.Equal((0, 0), (whole.Code, flat.Code));
        Assert.Contains(Words, flat.Out, StringComparison.Ordinal);
        // The caption is known by its element, which is no longer there.
        Assert.Contains("\"reason\":\"caption\"", whole.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\"reason\":\"caption\"", flat.Out, StringComparison.Ordinal);
    }

    /// <summary>A stream that dribbles is cut off by the clock, and the same stream is read to its end with the default cap.</summary>
    [Fact]
    public void Seconds_are_a_cap_on_a_document_that_does_not_come()
    {
        var capped = Cli.RunWith(new Cli.Setting { In = new Dribble(Text(Words)) }, "read", "-", "--limit", "seconds=1");
        Assert.Equal(1, capped.Code);
        Assert.Contains("read.too_slow", capped.Error, StringComparison.Ordinal);
        Assert.Equal(0, Cli.RunWith(new Cli.Setting { In = new Dribble(Text(Words)) }, "read", "-").Code);
    }

    [Theory]
    [InlineData("seconds=0")]
    [InlineData("html_depth=x")]
    [InlineData("html_deep=3")]
    [InlineData("seconds=")]
    [InlineData("seconds=1,seconds=2")]
    public void Cap_that_is_none_is_told(string limit) => Assert.Equal(2, Cli.Run("read", _folder.Write("a.txt", Words), "--limit", limit).Code);

    /// <summary>Every cap of the options has a name on the command line, and the guide gives its default.</summary>
    [Fact]
    public void Every_cap_is_an_option_and_is_documented()
    {
        var caps = typeof(Reading.ReadingOptions).GetProperties().Count(p => p.Name.StartsWith("Max", StringComparison.Ordinal));
        var told = Cli.Run("read", "x", "--limit", "none=1").Error;
        var guide = File.ReadAllText(Path.Combine(TestKit.Repository.Root, "docs", "reading.md"));
        var names = System.Text.RegularExpressions.Regex.Matches(guide, @"^\| `(?<n>[a-z_]+)` \|", System.Text.RegularExpressions.RegexOptions.Multiline | System.Text.RegularExpressions.RegexOptions.NonBacktracking).Select(m => m.Groups["n"].Value).ToList();
        Assert.Equal(caps, names.Count);
        Assert.All(names, name => Assert.Contains(name, told, StringComparison.Ordinal));
    }

    /// <summary>Gives a few bytes at a time, slowly.</summary>
    private sealed class Dribble(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            Thread.Sleep(120);
            return base.Read(buffer, offset, Math.Min(count, 8));
        }
    }

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
