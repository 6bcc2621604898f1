using System.Text;

namespace Entente.Reading.Tests;

public sealed class HostileInputTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    public void Empty_file_is_reported(string text) => Assert.Equal("read.empty", TestFolder.CodeOf(TestFolder.Read(_folder.Write("a.txt", text))));

    [Fact]
    public void Empty_row_file_is_reported() => Assert.Equal("read.empty", TestFolder.CodeOf(TestFolder.Read(_folder.Write("a.jsonl", "\n\n"))));

    [Fact]
    public void Empty_standard_input_is_reported() => Assert.Equal("read.empty", TestFolder.CodeOf(TestFolder.ReadInput("")));

    [Fact]
    public void Binary_file_is_refused()
    {
        var bytes = new byte[5000];
        new Random(1).NextBytes(bytes);
        Assert.Equal("read.binary", TestFolder.CodeOf(TestFolder.Read(_folder.Write("a.txt", bytes))));
        Assert.Equal("read.binary", TestFolder.CodeOf(TestFolder.Read(_folder.Write("b.txt", "%PDF-1.7 text"))));
    }

    [Fact]
    public void Stray_NUL_is_taken_out_with_a_warning()
    {
        var results = TestFolder.Read(_folder.Write("a.txt", "Norland left\0 the pact."));
        Assert.Equal("read.control_characters", results[0].Problem!.Code);
        Assert.Equal("Norland left the pact.", results[1].Article!.Text);
    }

    [Fact]
    public void Line_of_a_gigabyte_is_passed_over_without_holding_it()
    {
        var before = GC.GetTotalAllocatedBytes();
        var results = TestFolder.ReadInput(new Generated("{\"text\":\"", 1L << 30, "\"}\n{\"text\":\"Two.\"}\n"), new ReadingOptions { MaxLineBytes = 1 << 20 });
        Assert.Equal(["read.too_large", "Two."], results.Select(r => r.Article?.Text ?? r.Problem!.Code));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 256L << 20);
    }

    [Fact]
    public void File_over_the_cap_is_refused() =>
        Assert.Equal("read.too_large", TestFolder.CodeOf(TestFolder.Read(new ReadingOptions { MaxFileBytes = 1000 }, _folder.Write("a.txt", new string('a', 1001)))));

    [Fact]
    public void Text_over_the_cap_is_refused() =>
        Assert.Equal("read.too_large", TestFolder.CodeOf(TestFolder.Read(new ReadingOptions { MaxTextLength = 5 }, _folder.Write("a.txt", "Six six."))));

    [Fact]
    public void Byte_order_marks_are_obeyed()
    {
        Assert.Equal("Ünder.", Assert.Single(TestFolder.Read(_folder.Write("a.txt", [0xEF, 0xBB, 0xBF, .. "Ünder."u8]))).Article!.Text);
        Assert.Equal("Ünder.", Assert.Single(TestFolder.Read(_folder.Write("b.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Ünder.")]))).Article!.Text);
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_read_as_windows_1252_with_a_warning()
    {
        var results = TestFolder.Read(_folder.Write("a.txt", [.. "Caf"u8, 0xE9, .. " closed."u8]));
        Assert.Equal(("read.bad_encoding", true), (results[0].Problem!.Code, results[0].Problem!.IsWarning));
        Assert.Equal("Café closed.", results[1].Article!.Text);
    }

    [Fact]
    public void Gzip_bomb_is_stopped_by_ratio_and_by_size()
    {
        var bomb = _folder.Write("a.txt.gz", JsonLinesTests.Pack(new byte[8 << 20]));
        Assert.Equal("read.bad_archive", TestFolder.CodeOf(TestFolder.Read(bomb)));
        var rows = _folder.Write("b.jsonl.gz", JsonLinesTests.Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(i => $"{{\"text\":\"{i}\"}}\n")))));
        Assert.Equal("read.too_large", TestFolder.Read(new ReadingOptions { MaxUnpackedBytes = 100 }, rows)[^1].Problem!.Code);
    }

    [Fact]
    public void Damaged_archive_is_reported() =>
        Assert.Equal("read.bad_archive", TestFolder.CodeOf(TestFolder.Read(_folder.Write("a.txt.gz", "not packed"))));

    [Fact]
    public void Dangling_link_and_missing_path_are_reported_and_the_rest_is_read()
    {
        var link = Path.Combine(_folder.Path, "a.txt");
        File.CreateSymbolicLink(link, Path.Combine(_folder.Path, "nowhere"));
        var good = _folder.Write("b.txt", "Norland left.");
        Assert.Equal(["read.not_found", "read.not_found", "Norland left."], TestFolder.Read(link, "no/such.txt", good).Select(r => r.Article?.Text ?? r.Problem!.Code));
    }

    [Fact]
    public void Folder_named_like_a_text_is_walked()
    {
        _folder.Write("x.txt/b.txt", "Two.");
        _folder.Write("x.txt/a.txt", "One.");
        Assert.Equal(["One.", "Two."], TestFolder.Read(_folder.Path).Select(r => r.Article!.Text));
    }

    [Fact]
    public void Loop_of_links_ends()
    {
        _folder.Write("sub/a.txt", "One.");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "sub", "up"), _folder.Path);
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "self.txt"), Path.Combine(_folder.Path, "self.txt"));
        Assert.Equal(["read.not_found", "One."], TestFolder.Read(_folder.Path).Select(r => r.Article?.Text ?? r.Problem!.Code));
    }

    [Fact]
    public void Folder_and_glob_give_files_in_ordinal_order_once()
    {
        _folder.Write("b.txt", "B.");
        _folder.Write("a/z.txt", "Z.");
        _folder.Write("C.txt", "C.");
        _folder.Write("d.pdf", "D.");
        Assert.Equal(["C.", "Z.", "B."], TestFolder.Read(_folder.Path, _folder.Path + "/*.txt").Select(r => r.Article!.Text));
        Assert.Equal(["C.", "B."], TestFolder.Read(_folder.Path + "/*.txt").Select(r => r.Article!.Text));
        Assert.Equal(["C.", "B.", "Z."], TestFolder.Read(_folder.Path + "/**/*.txt").Select(r => r.Article!.Text));
    }

    [Fact]
    public void Glob_or_folder_of_nothing_is_reported()
    {
        Assert.Equal("read.no_match", TestFolder.CodeOf(TestFolder.Read(_folder.Path)));
        Assert.Equal("read.no_match", TestFolder.CodeOf(TestFolder.Read(_folder.Path + "/*.txt")));
    }

    [Theory]
    [InlineData("a.pdf")]
    [InlineData("a.docx")]
    public void Kind_that_is_not_read_is_told(string name) =>
        Assert.Equal("read.unsupported", TestFolder.CodeOf(TestFolder.Read(_folder.Write(name, "x"))));

    [Fact]
    public void Named_pipe_in_a_folder_does_not_block()
    {
        if (OperatingSystem.IsWindows())
            return;
        using (var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(_folder.Path, "a.txt")))
            made.WaitForExit();
        _folder.Write("b.txt", "Two.");
        Assert.Equal(["read.empty", "Two."], TestFolder.Read(_folder.Path).Select(r => r.Article?.Text ?? r.Problem!.Code));
    }

    [Fact]
    public void Document_that_comes_too_slowly_is_given_up() =>
        Assert.Equal("read.too_slow", TestFolder.CodeOf(TestFolder.ReadInput(new Generated("Words ", 10 << 20, "."), new ReadingOptions { MaxTime = TimeSpan.Zero })));

    [Fact]
    public void Cancelled_reading_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => ArticleReader.Read([_folder.Write("a.txt", "One.")], ReadingOptions.Default, null, source.Token).ToList());
    }

    /// <summary>A stream of a beginning, very many letters, and an end, none of it held.</summary>
    private sealed class Generated(string head, long letters, string tail) : Stream
    {
        private readonly byte[] _head = Encoding.UTF8.GetBytes(head);
        private readonly byte[] _tail = Encoding.UTF8.GetBytes(tail);
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var total = _head.Length + letters + _tail.Length;
            count = (int)Math.Min(count, total - _at);
            if (_at >= _head.Length && _at + count <= _head.Length + letters)
                buffer.AsSpan(offset, count).Fill((byte)'a');
            else
                for (var i = 0; i < count; i++)
                {
                    var at = _at + i;
                    buffer[offset + i] = at < _head.Length ? _head[at] : at < _head.Length + letters ? (byte)'a' : _tail[at - _head.Length - letters];
                }
            _at += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
