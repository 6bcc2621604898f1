using System.Text.Json;
using Xunit;

namespace Entente.Cli.Tests;

public class ActorsCommandTests
{
    [Fact]
    public void Person_is_found_with_office_days_and_source()
    {
        var run = Cli.Run("actors", "find", "Lavrov", "--on", "2021-09-22", "--format", "jsonl");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var row = JsonDocument.Parse(run.Out.Split('\n')[0]).RootElement;
        Assert.Equal("RUS", row.GetProperty("id").GetString());
        Assert.Equal("foreign minister", row.GetProperty("office").GetString());
        Assert.Equal("2004-03-09", row.GetProperty("from").GetString());
        Assert.Equal(365, row.GetProperty("cow").GetInt32());
        Assert.False(string.IsNullOrEmpty(row.GetProperty("source").GetString()));
    }

    [Theory]
    [InlineData("1987-03-01", "Margaret Thatcher")]
    [InlineData("2003-08-01", "Tony Blair")]
    [InlineData("2019-08-01", "Boris Johnson")]
    [InlineData("2024-08-01", "Keir Starmer")]
    public void Office_is_found_by_its_day(string day, string person) =>
        Assert.Contains(person, Cli.Run("actors", "find", "British prime minister", "--on", day).Out, StringComparison.Ordinal);

    [Fact]
    public void Unknown_name_ends_with_a_hint()
    {
        var run = Cli.Run("actors", "find", "Hezbolah");

        Assert.Equal(2, run.Code);
        Assert.Contains("Did you mean", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lavrof", "'Lavrov'")]
    [InlineData("Medvedef", "'Medvedev'")]
    [InlineData("Natoo", "'NATO'")]
    [InlineData("Britsh prime minister", "'British prime minister'")]
    [InlineData("president of Frnace", "'president of France'")]
    public void Misspelt_name_is_told_near_ones(string name, string near) =>
        Assert.Contains(near, Cli.Run("actors", "find", name).Error, StringComparison.Ordinal);

    [Fact]
    public void Name_like_no_other_is_told_nothing() =>
        Assert.DoesNotContain("Did you mean", Cli.Run("actors", "find", "qqxxqqxxqq").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("White House press secretary", "1996-03-01", "Mike McCurry")]
    [InlineData("Chinese foreign ministry spokeswoman", "2003-03-01", "Zhang Qiyue")]
    [InlineData("foreign minister", "2015-03-01", "Philip Hammond")]
    public void Office_is_found_by_what_it_is_called(string name, string day, string person) =>
        Assert.Contains(person, Cli.Run("actors", "find", name, "--on", day, "--format", "csv").Out, StringComparison.Ordinal);

    [Fact]
    public void Own_file_wins()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("mine.yaml", "groups:\n  - {id: RIVER-FRONT, name: River Front, source: notes}\n");

        Assert.Contains("RIVER-FRONT", Cli.Run("actors", "find", "River Front", "--actors", path).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claimant", "SRB")]
    [InlineData("XKX=claimant", "SRB")]
    [InlineData("own", "XKX")]
    public void Recognition_is_switched_on_the_command_line(string policy, string id)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.txt", "Kosovo signed a trade deal with Albania on Monday.\n");

        var found = Cli.Run("actors", "find", "Kosovo", "--recognition", policy, "--format", "csv");
        var coded = Cli.Run("code", path, "--recognition", policy, "--format", "jsonl");

        Assert.Contains("\n" + id + ",", found.Out, StringComparison.Ordinal);
        Assert.Contains($"\"id\":\"{id}\"", coded.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_policy_of_recognition_is_told() =>
        Assert.Contains("own or claimant", Cli.Run("actors", "find", "Kosovo", "--recognition", "perhaps").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("actors", "find", "NATO")]
    [InlineData("code", "-", "")]
    public void Broken_file_is_told_with_its_line_before_anything_is_read(string command, string second, string third)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("mine.yaml", "groups:\n  - {id: RIVER-FRONT, nmae: River Front}\n");
        string[] args = [command, second, .. third == "" ? [] : (string[])[third], "--actors", path];

        var run = Cli.Run(args);

        Assert.Equal(2, run.Code);
        Assert.Contains("mine.yaml:2: actors.invalid", run.Error, StringComparison.Ordinal);
        Assert.Contains("Expected", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_file_is_told() => Assert.Contains("actors.unreadable", Cli.Run("actors", "find", "NATO", "--actors", "/nowhere/mine.yaml").Error, StringComparison.Ordinal);
}
