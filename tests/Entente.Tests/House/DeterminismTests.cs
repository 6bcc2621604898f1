using Entente.Articles;
using Entente.TestKit;
using Xunit;

namespace Entente.Tests.House;

public class DeterminismTests
{
    private static readonly Article[] Articles =
    [
        Make.Article(
            "Chile and Peru signed a fishing treaty in Lima on Monday. Peru had suspended the talks in March 2019, after Chile expelled two of its diplomats. "
            + "The Organization of American States welcomed the step, but Bolivia said it would not recognise the new border at sea.", "2021-04-08"),
        Make.Article("Kenya sent 300 soldiers to Somalia last week. Somalia denied that it had asked for them. The African Union plans to meet on 3 May.", "2021-04-09"),
        Make.Article("", "2021-04-09"),
    ];

    [Fact]
    public void Two_runs_give_the_same_bytes()
    {
        var first = Code(Pipeline.English());
        var second = Code(Pipeline.English());

        Assert.NotEqual("", first);
        Assert.Equal(first, second);
    }

    [Fact]
    public void One_pipeline_on_many_threads_gives_the_same_bytes()
    {
        var pipeline = Pipeline.English();
        var expected = Code(pipeline);

        Assert.All(Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8).Select(_ => Code(pipeline)).ToList(), actual => Assert.Equal(expected, actual));
    }

    [Fact]
    public void Title_and_place_do_not_change_what_is_found_in_the_text()
    {
        var pipeline = Pipeline.English();
        static object Bare(Claim claim) => EntenteJson.Write(claim with { Id = "", Article = "", SourceId = null });

        Assert.Equal(
            pipeline.Annotate(Articles[0]).Claims.Select(Bare),
            pipeline.Annotate(Articles[0] with { Path = "elsewhere.txt", SourceId = "7" }).Claims.Select(Bare));
    }

    private static string Code(Pipeline pipeline) =>
        string.Join('\n', Articles.SelectMany(a => pipeline.Annotate(a).Claims).Select(EntenteJson.Write));
}
