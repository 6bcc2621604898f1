using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Entente.Language;

/// <summary>
/// The recurrent part of one layer of simple recurrent units, in both directions (Lei et al. 2018). All matrix products are done before, for all words at
/// once; what is left here is elementwise, so the cost of a word does not grow with the state's square.
/// </summary>
internal static class RecurrentLayer
{
    /// <summary>Gates in the projection of one direction: candidate, forget, reset; and the skip connection where widths differ.</summary>
    public static int Gates(int inputs, int hidden) => inputs == 2 * hidden ? 3 : 4;

    /// <summary>
    /// Runs over one sentence. <paramref name="gates"/> holds the projections and is left holding the gates' values (forget, reset) in their places;
    /// <paramref name="cells"/> gets the cell states, <paramref name="output"/> the layer's output, both 2 × hidden wide.
    /// </summary>
    /// <typeparam name="TCurves">How the two curves are computed: <see cref="LeanCurves"/> to analyse text, exact ones to train.</typeparam>
    // See IntegerMatrix.Put: the first sentences too are to run in fast code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TCurves>(Span<float> gates, int gateCount, ReadOnlySpan<float> input, int start, int length, int hidden,
        ReadOnlySpan<float> forgetCell, ReadOnlySpan<float> resetCell, ReadOnlySpan<float> forgetBias, ReadOnlySpan<float> resetBias,
        Span<float> cells, Span<float> output)
        where TCurves : struct, ICurves
    {
        int width = 2 * hidden, stride = 2 * gateCount * hidden;
        for (var direction = 0; direction < 2; direction++)
        {
            var column = direction * hidden;
            var vf = MemoryMarshal.Cast<float, Vector<float>>(forgetCell.Slice(column, hidden));
            var vr = MemoryMarshal.Cast<float, Vector<float>>(resetCell.Slice(column, hidden));
            var bf = MemoryMarshal.Cast<float, Vector<float>>(forgetBias.Slice(column, hidden));
            var br = MemoryMarshal.Cast<float, Vector<float>>(resetBias.Slice(column, hidden));
            for (var step = 0; step < length; step++)
            {
                var t = direction == 0 ? start + step : start + length - 1 - step;
                var row = gates.Slice(t * stride + direction * gateCount * hidden, gateCount * hidden);
                var x = MemoryMarshal.Cast<float, Vector<float>>(row[..hidden]);
                var f = MemoryMarshal.Cast<float, Vector<float>>(row.Slice(hidden, hidden));
                var r = MemoryMarshal.Cast<float, Vector<float>>(row.Slice(2 * hidden, hidden));
                var skip = MemoryMarshal.Cast<float, Vector<float>>(gateCount == 4 ? row[(3 * hidden)..] : input.Slice(t * width + column, hidden));
                var c = MemoryMarshal.Cast<float, Vector<float>>(cells.Slice(t * width + column, hidden));
                var h = MemoryMarshal.Cast<float, Vector<float>>(output.Slice(t * width + column, hidden));
                var before = step == 0
                    ? default
                    : MemoryMarshal.Cast<float, Vector<float>>(cells.Slice((direction == 0 ? t - 1 : t + 1) * width + column, hidden));
                for (var i = 0; i < c.Length; i++)
                {
                    var last = step == 0 ? Vector<float>.Zero : before[i];
                    var forget = TCurves.Sigmoid(f[i] + vf[i] * last + bf[i]);
                    var reset = TCurves.Sigmoid(r[i] + vr[i] * last + br[i]);
                    var cell = x[i] + forget * (last - x[i]);
                    f[i] = forget;
                    r[i] = reset;
                    c[i] = cell;
                    h[i] = skip[i] + reset * (TCurves.Tanh(cell) - skip[i]);
                }
            }
        }
    }
}

/// <summary>The two curves of a recurrent cell.</summary>
internal interface ICurves
{
    /// <summary>1 / (1 + e^-v), between 0 and 1.</summary>
    static abstract Vector<float> Sigmoid(Vector<float> v);

    /// <summary>The hyperbolic tangent, between -1 and 1.</summary>
    static abstract Vector<float> Tanh(Vector<float> v);
}

/// <summary>Curves for the analysis of text, off by a few ten-millionths: a sixth less time over the whole parse than with the platform's exponential.</summary>
internal readonly struct LeanCurves : ICurves
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sigmoid(Vector<float> v) => Vector<float>.One / (Vector<float>.One + Power(v * -Log2E));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> v) => Vector<float>.One - new Vector<float>(2f) / (Vector<float>.One + Power(v * (2 * Log2E)));

    private const float Log2E = 1.44269504f;

    /// <summary>
    /// 2 to the power of <paramref name="v"/>, which is cut at ±126: the whole part goes into the exponent, the rest into a polynomial (relative error
    /// 2e-7). Fused products give the same on every machine.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Power(Vector<float> v)
    {
        v = Vector.MinNative(Vector.MaxNative(v, new Vector<float>(-126f)), new Vector<float>(126f));
        var whole = Vector.Round(v);
        var rest = v - whole;
        var power = Vector.FusedMultiplyAdd(rest, new Vector<float>(1.3390863e-3f), new Vector<float>(9.6760319e-3f));
        power = Vector.FusedMultiplyAdd(power, rest, new Vector<float>(5.5503571e-2f));
        power = Vector.FusedMultiplyAdd(power, rest, new Vector<float>(0.24022107f));
        power = Vector.FusedMultiplyAdd(power, rest, new Vector<float>(0.69314719f));
        power = Vector.FusedMultiplyAdd(power, rest, new Vector<float>(1.0000001f));
        return (power.As<float, int>() + Vector.ShiftLeft(Vector.ConvertToInt32Native(whole), 23)).As<int, float>();
    }
}
