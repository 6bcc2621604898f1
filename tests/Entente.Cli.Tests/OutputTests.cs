using Entente.Articles;
using Entente.Cli.Output;
using Entente.TestKit;
using Xunit;

namespace Entente.Cli.Tests;

public class OutputTests
{
    private sealed record Row(string Name, double Score);

    private static readonly Layout<Row> Layout = new()
    {
        Json = r => r,
        Table = [new("Name", r => r.Name), new("Score", r => r.Score)],
        Csv = [new("name", r => r.Name), new("score", r => r.Score)],
    };

    private static string Write(OutputFormat format, params Row[] rows)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal { In = Stream.Null, Out = output, Error = TextWriter.Null };
        using (var writer = ResultWriter.For(format, Layout, terminal))
            foreach (var row in rows)
                writer.Write(row);
        return output.ToString();
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-x", "'-x")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a=b", "a=b")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("esc\u001b[2J", "esc\\u001b[2J")]
    public void Csv_text_cell_is_quoted_and_guarded_against_formulas(string text, string cell) =>
        Assert.Equal($"name,score\r\n{cell},-4\r\n", Write(OutputFormat.Csv, new Row(text, -4)));

    [Fact]
    public void Jsonl_is_one_object_a_line_in_snake_case() =>
        Assert.Equal("{\"name\":\"a\\nb\",\"score\":0.5}\n{\"name\":\"ж\",\"score\":1}\n", Write(OutputFormat.Jsonl, new("a\nb", 0.5), new("ж", 1)));

    [Fact]
    public void Table_shows_control_and_direction_marks_as_text() =>
        Snapshot.Matches(Write(OutputFormat.Table, new("plain [bold]", 1), new("esc\u001b[31m", 2), new("flip\u202etxt", 3), new("two\nlines", 4)));

    [Fact]
    public void Table_without_rows_writes_nothing() => Assert.Equal("", Write(OutputFormat.Table));

    [Fact]
    public void Long_table_comes_in_pieces()
    {
        var text = Write(OutputFormat.Table, [.. Enumerable.Range(0, 2500).Select(i => new Row($"row {i}", i))]);

        Assert.Equal(3, text.Split("Name").Length - 1);
        Assert.Contains("row 2499", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 8, "")]
    [InlineData("short", 8, "short")]
    [InlineData("rather long", 8, "rather…")]
    public void Cut_keeps_within_the_length(string text, int length, string expected) =>
        Assert.Equal(expected, PlainText.Cut(text, length));

    [Fact]
    public void Cut_does_not_break_a_surrogate_pair() => Assert.Equal("abc…", PlainText.Cut("abc😀def", 5));

    public static TheoryData<string?, string?, Precision, string> Dates() => new()
    {
        { "2014-04-01", "2014-04-01", Precision.Day, "2014-04-01" },
        { "2014-04-01", "2014-04-30", Precision.Month, "2014-04" },
        { "2014-01-01", "2014-12-31", Precision.Year, "2014" },
        { "2009-03-01", "2009-05-31", Precision.Season, "2009-03/2009-05" },
        { "2014-04-01", null, Precision.Month, "2014-04/…" },
        { null, "2007-12-31", Precision.Year, "…/2007" },
        { null, null, Precision.Unknown, "unknown" },
    };

    [Theory]
    [MemberData(nameof(Dates))]
    public void Date_is_shown_as_exactly_as_it_is_known(string? start, string? end, Precision precision, string expected) =>
        Assert.Equal(expected, DateText.Of(new DateRange(start is null ? null : Make.Day(start), end is null ? null : Make.Day(end), precision)));

    [Theory]
    [InlineData("Russai", "Russia")]
    [InlineData("natoo", "NATO")]
    [InlineData("zzzzzz")]
    public void Near_finds_words_that_differ_by_few_letters(string word, params string[] expected) =>
        Assert.Equal(expected, Near.Find(word, ["Russia", "Prussia Cove", "NATO", "Niger"]));
}
