using Xunit;

namespace Entente.Cli.Tests;

public class ServeCommandTests
{
    [Theory]
    [InlineData("serve", "--port", "70000")]
    [InlineData("serve", "--address", "nowhere")]
    [InlineData("serve", "--token", "a-long-enough-word")]
    [InlineData("serve", "--allow-review", "--token", "short")]
    [InlineData("serve", "--allow-review", "--address", "0.0.0.0")]
    [InlineData("plot", "NATO", "Russia")]
    [InlineData("plot", "NATO", "Russia", "-o", "picture.gif")]
    [InlineData("plot", "NATO", "Russia", "-o", "picture.svg", "--picture", "face")]
    public void What_cannot_be_is_told_before_anything_is_opened(params string[] args)
    {
        var run = Cli.Run(args);

        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.NotEqual("", run.Error);
    }

    [Fact]
    public void A_record_that_is_not_there_is_told()
    {
        using var folder = new TemporaryFolder();
        var run = Cli.Run("serve", "--port", "0", "--record", folder.PathOf("none.entente"));

        Assert.Equal(1, run.Code);
        Assert.Contains("record_missing", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_room_opens_tells_its_address_and_closes_when_asked()
    {
        using var folder = new TemporaryFolder();
        var record = folder.PathOf("r.entente");
        var text = folder.Write("a.txt", "Russia suspended the Black Sea Grain Initiative on 29 October 2022. NATO condemned Russia.");
        Assert.Equal(0, Cli.Run("add", text, "--record", record, "--published", "2022-10-30").Code);
        foreach (var file in new[] { "p.svg", "p.png" })
            Assert.Equal(0, Cli.Run("plot", "NATO", "Russia", "-o", folder.PathOf(file), "--record", record).Code);
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(folder.PathOf("p.svg")), StringComparison.Ordinal);

        using var process = Cli.Start("serve", "--port", "0", "--allow-review", "--record", record);
        var line = await process.StandardError.ReadLineAsync();
        var address = line!.Split(' ').First(word => word.StartsWith("http://127.0.0.1:", StringComparison.Ordinal)).TrimEnd('.');
        Assert.Contains("its token is", await process.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = new(address) };
        Assert.Contains("<h1", await client.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);

        using var stop = System.Diagnostics.Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, process.ExitCode);
    }
}
