using Xunit;

namespace Entente.Cli.Tests;

public class UsageTests
{
    [Fact]
    public void Version_names_the_command_and_its_version()
    {
        var run = Cli.Run("--version");

        Assert.Equal((0, "entente 0.1.0\n", ""), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public void No_command_shows_help_and_is_a_usage_error()
    {
        var run = Cli.Run();

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("Commands:", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no command 'cod'.", "Did you mean 'code'?", "cod", "x.txt")]
    [InlineData("There is no option '--fromat'.", "Did you mean '--format'?", "code", "x.txt", "--fromat", "csv")]
    [InlineData("'cvs' is no format", "Did you mean 'csv'?", "code", "x.txt", "--format", "cvs")]
    [InlineData("'2014-02-30' is no day for --published", "2014-04-01", "code", "x.txt", "--published", "2014-02-30")]
    [InlineData("'none' is no number of jobs", "from 1 to 1024", "code", "x.txt", "--jobs", "none")]
    [InlineData("PATH", "Run 'entente code --help'", "code")]
    public void What_is_wrong_and_what_may_be_meant_is_told_on_stderr(string wrong, string help, params string[] args)
    {
        var run = Cli.Run(args);

        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Out));
        Assert.Contains(wrong, run.Error, StringComparison.Ordinal);
        Assert.Contains(help, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_that_a_command_lacks_is_a_usage_error()
    {
        var run = Cli.Run("code", "x.txt", "--format", "conllu");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("does not write conllu", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_word_with_control_characters_is_shown_escaped()
    {
        var run = Cli.Run("\u001b[31mcode");

        Assert.DoesNotContain('\u001b', run.Error);
        Assert.Contains("\\u001b[31mcode", run.Error, StringComparison.Ordinal);
    }
}
