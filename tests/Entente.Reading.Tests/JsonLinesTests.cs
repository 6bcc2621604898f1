using System.IO.Compression;
using System.Text;
using NodaTime;

namespace Entente.Reading.Tests;

public sealed class JsonLinesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Row_gives_its_fields_and_its_text_untouched()
    {
        var path = _folder.Write("a.jsonl", """{"id":"n7","url":"https://example.org/a","title":"T","date":"2021-09-23T23:30:00-05:00","text":"  Ads\n\nOne   two.\u00a0 ","lang":"en-GB","outlet":"Gazette"}""");
        var article = Assert.Single(TestFolder.Read(path)).Article!;
        Assert.Equal("  Ads\n\nOne   two.\u00a0 ", article.Text);
        Assert.Equal(("n7", path, "https://example.org/a", "T", "Gazette", "en"), (article.SourceId, article.Path, article.Url, article.Title, article.Outlet, article.Language));
        Assert.Equal(new LocalDate(2021, 9, 23), article.Published);
    }

    [Fact]
    public void Row_of_doc_dct_and_text_keeps_doc_as_its_source()
    {
        var article = Assert.Single(TestFolder.ReadInput("""{"doc":"wsj_1","dct":"1989-11-02","text":"Prices rose."}""")).Article!;
        Assert.Equal(("wsj_1", new LocalDate(1989, 11, 2)), (article.SourceId, article.Published));
    }

    [Fact]
    public void Row_without_id_is_named_by_its_line() =>
        Assert.Equal("-#3", Assert.Single(TestFolder.ReadInput("\n\n{\"text\":\"Prices rose.\"}\n")).Article!.SourceId);

    [Fact]
    public void Bad_rows_are_reported_by_line_and_the_rest_is_read()
    {
        var results = TestFolder.ReadInput("{\"text\":\"One.\"}\n{broken\n[1]\n{\"id\":\"x\"}\n{\"text\":\" \"}\n{\"text\":\"\\ud800\"}\n{\"text\":\"Two.\"}");
        Assert.Equal(["One.", "read.bad_json 2", "read.bad_json 3", "read.no_text 4", "read.no_text 5", "read.bad_json 6", "Two."],
            results.Select(r => r.Article?.Text ?? $"{r.Problem!.Code} {r.Problem.Line}"));
    }

    [Fact]
    public void Bad_date_is_a_warning_before_the_article()
    {
        var results = TestFolder.ReadInput("""{"text":"One.","date":"soon"}""");
        Assert.Equal(("read.bad_date", true), (results[0].Problem!.Code, results[0].Problem!.IsWarning));
        Assert.Null(results[1].Article!.Published);
    }

    [Fact]
    public void Packed_rows_are_read()
    {
        var path = _folder.Write("a.jsonl.gz", Pack("{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n"u8.ToArray()));
        Assert.Equal([$"{path}#1", $"{path}#2"], TestFolder.Read(path).Select(r => r.Article!.SourceId));
    }

    [Fact]
    public void Row_may_name_a_page_beside_it()
    {
        _folder.Write("pages/p.txt", "Norland left the pact on Monday.");
        var path = _folder.Write("a.jsonl", """{"id":"p","file":"pages/p.txt","date":"2020-05-06"}""");
        var article = Assert.Single(TestFolder.Read(path)).Article!;
        Assert.Equal(("p", "Norland left the pact on Monday.", new LocalDate(2020, 5, 6)), (article.SourceId, article.Text, article.Published));
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("/etc/hostname")]
    [InlineData("sub/../../secret.txt")]
    [InlineData("link.txt")]
    public void Row_cannot_name_a_page_outside_its_folder(string named)
    {
        var secret = _folder.Write("secret.txt", "Secret.");
        var path = _folder.Write("in/a.jsonl", $$"""{"file":"{{named}}"}""");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "in", "link.txt"), secret);
        Assert.Equal("read.outside_folder", TestFolder.CodeOf(TestFolder.Read(path)));
    }

    [Fact]
    public void Broken_bytes_in_a_row_are_a_warning()
    {
        var row = Encoding.Latin1.GetBytes("{\"text\":\"Caf\u00e9.\"}");
        var results = TestFolder.ReadInput(new MemoryStream(row));
        Assert.Equal("read.bad_encoding", results[0].Problem!.Code);
        Assert.Equal("Caf\uFFFD.", results[1].Article!.Text);
    }

    internal static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
