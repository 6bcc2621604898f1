using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace Entente.Cli.Tests;

public class TimeCommandTests
{
    [Fact]
    public void Rows_keep_their_doc_and_carry_timexes()
    {
        var row = Json("{\"doc\":\"a1\",\"dct\":\"1998-08-10\",\"text\":\"They met on Friday.\"}");

        Assert.Equal("a1", row.GetProperty("doc").GetString());
        Assert.Equal("1998-08-10", row.GetProperty("dct").GetString());
        var timex = Assert.Single(row.GetProperty("timexes").EnumerateArray().ToList());
        Assert.Equal(("DATE", "1998-08-07", "Friday", 12, 18), (
            timex.GetProperty("type").GetString(), timex.GetProperty("value").GetString(), timex.GetProperty("text").GetString(),
            timex.GetProperty("start").GetInt32(), timex.GetProperty("end").GetInt32()));
    }

    [Fact]
    public void Dct_replaces_the_day_that_a_row_tells() => Assert.Equal("2014-04-02", Value(
        "{\"doc\":\"a1\",\"dct\":\"1998-08-10\",\"text\":\"They met on Wednesday.\"}", "--dct", "2014-04-03"));

    [Theory]
    [InlineData("It grew in the 1990s.", "199")]
    [InlineData("It grew in the 1990s.", "199X", "--decades", "padded")]
    [InlineData("It was signed on 03/04/2012.", "2012-03-04")]
    [InlineData("It was signed on 03/04/2012.", "2012-04-03", "--day-first")]
    public void Options_choose_among_readings(string text, string value, params string[] options) =>
        Assert.Equal(value, Value($"{{\"doc\":\"a1\",\"text\":\"{text}\"}}", options));

    [Fact]
    public void Day_first_and_month_first_exclude_each_other()
    {
        var run = Cli.Run("time", "x.txt", "--day-first", "--month-first");

        Assert.Equal(2, run.Code);
        Assert.Contains("exclude each other", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Timeml_is_well_formed_and_has_the_text_with_tags()
    {
        const string text = "R&D <b>talks</b>\\u001b[31m ended in early April 2014.";
        var run = Cli.RunWith(
            new() { Input = $"{{\"doc\":\"a<1\",\"dct\":\"2014-05-01\",\"text\":\"{text}\"}}\n" }, "time", "-", "--format", "timeml");

        Assert.Equal(0, run.Code);
        Assert.DoesNotContain('\u001b', run.Out);
        var document = XDocument.Parse(run.Out).Root!;
        Assert.Equal("a<1", document.Element("DOCID")!.Value);
        Assert.Equal("2014-05-01", document.Element("DCT")!.Element("TIMEX3")!.Attribute("value")!.Value);
        var timex = Assert.Single(document.Element("TEXT")!.Elements("TIMEX3"));
        Assert.Equal(("early April 2014", "2014-04", "START"), (timex.Value, timex.Attribute("value")!.Value, timex.Attribute("mod")!.Value));
        Assert.StartsWith("R&D <b>talks</b>", document.Element("TEXT")!.Value, StringComparison.Ordinal);
    }

    private static string? Value(string row, params string[] options) => Json(row, options).GetProperty("timexes")[0].GetProperty("value").GetString();

    private static JsonElement Json(string row, params string[] options)
    {
        var run = Cli.RunWith(new() { Input = row + "\n" }, ["time", "-", "--format", "jsonl", .. options]);
        Assert.Equal(0, run.Code);
        return JsonDocument.Parse(run.Out).RootElement;
    }
}
