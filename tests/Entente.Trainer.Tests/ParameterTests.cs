using Xunit;

namespace Entente.Trainer.Tests;

public class ParameterTests
{
    [Fact]
    public void Mean_of_a_row_that_rests_goes_on_as_if_it_were_averaged_at_each_step()
    {
        var sparse = new Parameter(1, 32, sparse: true);
        var (resting, mean) = (0f, 0f);
        for (var step = 1; step <= 6; step++)
        {
            if (step is 1 or 4)
                sparse.AddGradient(0, [.. Enumerable.Repeat(1f, 32)]);
            sparse.Step(0.1f, step);
            resting = sparse.Values[0];
            mean += (resting - mean) * (1 - MathF.Min(0.999f, (1f + step) / (10f + step)));
        }
        // Over steps of rest the weight of the last one stands for all: near enough while it still changes, exact once it does not.
        Assert.InRange(sparse.Mean()[0], mean - 1e-3f, mean + 1e-3f);
        Assert.NotEqual(resting, mean);
    }
}
