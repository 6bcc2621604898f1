using System.IO.Compression;
using System.Text;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>Inputs that strangers may send: each is told with its code, and the good one beside them is read.</summary>
public sealed class HostileInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Kinds() => new()
    {
        { "empty.txt", "read.empty" },
        { "binary.txt", "read.binary" },
        { "long-line.jsonl", "read.too_large" },
        { "bomb.jsonl.gz", "read.bad_archive" },
        { "cut.jsonl.gz", "read.bad_archive" },
        { "list.jsonl", "read.bad_json" },
        { "missing.txt", "read.not_found" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Bad_input_is_told_and_the_others_go_on(string name, string code)
    {
        Make(name);
        var good = _folder.Write("good.txt", GoodText);

        var run = Cli.Run("read", _folder.PathOf(name), good, "--format", "jsonl");

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains($"{_folder.PathOf(name)}", run.Error, StringComparison.Ordinal);
        Assert.Contains($": {code}: ", run.Error, StringComparison.Ordinal);
        Assert.Matches(@"\n1 of \d+ inputs failed\.\n$", run.Error);
        Assert.Contains("Norway met Sweden", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_utf8_is_read_with_a_remark_or_told()
    {
        var broken = _folder.Write("broken.txt", [.. "Norway met Sweden in Oslo. "u8, 0xc3, 0x28, 0xff, .. " They talked about fish.\n"u8]);

        var run = Cli.Run("read", broken, "--format", "jsonl");

        Assert.Contains("read.bad_encoding", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Hundred_thousand_nested_tags_do_not_end_the_process()
    {
        var deep = new StringBuilder("<html><body>");
        for (var i = 0; i < 100_000; i++)
            deep.Append("<div>");
        deep.Append("<p>Norway met Sweden in Oslo on Monday, and both promised to share their radar data from spring.</p>");
        var nested = _folder.Write("deep.html", deep.ToString());
        var good = _folder.Write("good.txt", GoodText);

        var run = Cli.Run("code", nested, good, "--format", "jsonl");

        Assert.DoesNotContain("code.failed", run.Error, StringComparison.Ordinal);
        Assert.InRange(run.Code, ExitCode.Done, ExitCode.Failed);
    }

    [Fact]
    public void Long_text_without_a_sentence_end_is_coded()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 200_000));
        var path = _folder.Write("words.txt", "A title of some words\n\n" + words);

        var run = Cli.Run("code", path, "--format", "jsonl");

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
    }

    [Fact]
    public void Name_with_control_characters_is_told_escaped()
    {
        var run = Cli.Run("read", "\u001b]0;gone\u0007.txt");

        Assert.DoesNotContain('\u001b', run.Error);
        Assert.DoesNotContain('\u0007', run.Error);
    }

    public void Dispose() => _folder.Dispose();

    private const string GoodText = "Ministers meet in Oslo\n\nThu 8 Apr 2021\n\nNorway met Sweden in Oslo on Wednesday. The two sides talked about fish for an hour.\n";

    private void Make(string name)
    {
        switch (name)
        {
            case "empty.txt":
                _folder.Write(name, "");
                break;
            case "binary.txt":
                _folder.Write(name, [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0, 1, 0, 0, 0]);
                break;
            case "long-line.jsonl":
                using (var file = File.Create(_folder.PathOf(name)))
                {
                    file.Write("{\"text\": \""u8);
                    var block = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
                    for (var i = 0; i < 70; i++)
                        file.Write(block);
                    file.Write("\"}\n"u8);
                }
                break;
            case "bomb.jsonl.gz":
                using (var file = File.Create(_folder.PathOf(name)))
                using (var packed = new GZipStream(file, CompressionLevel.Optimal))
                {
                    var block = new byte[1 << 20];
                    Array.Fill(block, (byte)' ');
                    for (var i = 0; i < 50; i++)
                        packed.Write(block);
                }
                break;
            case "cut.jsonl.gz":
                using (var packed = new MemoryStream())
                {
                    using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                        zip.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{{\"text\": \"row {i * 7919}\"}}\n"))));
                    _folder.Write(name, packed.ToArray()[..(int)(packed.Length / 2)]);
                }
                break;
            case "list.jsonl":
                _folder.Write(name, "[1, 2\n");
                break;
        }
    }
}
