using Xunit;

namespace Entente.Trainer.Tests;

/// <summary>Compares gradients with slopes that are measured.</summary>
internal static class GradientCheck
{
    /// <summary>Asserts that the steepest value of each parameter has the slope that its gradient says.</summary>
    /// <param name="parameters">With their gradients.</param>
    /// <param name="lossWith">The loss when a value (number of parameter, place) is changed by so much; chance must begin anew each time.</param>
    /// <param name="atLeast">Parameters that must have a gradient at all.</param>
    public static void Slopes(IEnumerable<Parameter> parameters, Func<int, int, float, double> lossWith, int atLeast)
    {
        var checkedParameters = 0;
        var number = 0;
        foreach (var parameter in parameters)
        {
            var place = Enumerable.Range(0, parameter.Gradient.Length).MaxBy(i => Math.Abs(parameter.Gradient[i]));
            var gradient = parameter.Gradient[place];
            if (Math.Abs(gradient) > 1e-3f)
            {
                const float step = 2e-3f;
                var slope = (lossWith(number, place, step) - lossWith(number, place, -step)) / (2 * step);
                Assert.True(Math.Abs(slope - gradient) < 0.02 + 0.05 * Math.Abs(gradient), $"parameter {number}: gradient {gradient}, slope {slope}");
                checkedParameters++;
            }
            number++;
        }
        Assert.True(checkedParameters >= atLeast, $"only {checkedParameters} parameters have a gradient");
    }
}
