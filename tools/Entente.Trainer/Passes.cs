using System.Numerics;
using System.Runtime.InteropServices;
using Entente.Language;

namespace Entente.Trainer;

/// <summary>The steps that forward and backward passes are made of, over rows of numbers.</summary>
internal static class Passes
{
    public static float[] Room(int rows, int width) => new float[(rows + 15) / 8 * 8 * width];

    /// <summary>Adds the gradients of the factors of input · weights.</summary>
    public static void BackThroughProduct(float[] input, int inputs, Parameter weights, float[] outputGradient, float[]? inputGradient, int rows)
    {
        var outputs = weights.Columns;
        if (inputGradient is not null)
        {
            var transposed = new float[outputs * inputs];
            Transpose(weights.Values, inputs, outputs, transposed, inputs);
            PackedMatrix.Of(transposed, outputs, inputs).Multiply(outputGradient, outputs, inputGradient, inputs, rows, accumulate: true);
        }
        var padded = (inputs + 7) / 8 * 8;
        var inputTransposed = new float[padded * rows];
        Transpose(input, rows, inputs, inputTransposed, rows);
        var packed = PackedMatrix.Of(outputGradient, rows, outputs);
        if (padded == inputs)
            packed.Multiply(inputTransposed, rows, weights.Gradient, outputs, inputs, accumulate: true);
        else
        {
            var product = new float[padded * outputs];
            packed.Multiply(inputTransposed, rows, product, outputs, inputs);
            for (var i = 0; i < weights.Gradient.Length; i++)
                weights.Gradient[i] += product[i];
        }
    }

    public static void Transpose(float[] source, int rows, int columns, float[] target, int stride)
    {
        for (var r0 = 0; r0 < rows; r0 += 16)
            for (var c = 0; c < columns; c++)
                for (var r = r0; r < Math.Min(rows, r0 + 16); r++)
                    target[c * stride + r] = source[r * columns + c];
    }

    /// <summary>Replaces scores by the gradient of the cross entropy. The last <paramref name="alsoRight"/> classes count as right beside the gold one.</summary>
    public static double Softmax(Span<float> scores, int gold, float scale, int alsoRight = 0)
    {
        var max = float.NegativeInfinity;
        foreach (var score in scores)
            max = MathF.Max(max, score);
        var sum = 0f;
        for (var i = 0; i < scores.Length; i++)
            sum += scores[i] = MathF.Exp(scores[i] - max);
        var right = scores[gold];
        for (var i = scores.Length - alsoRight; i < scores.Length; i++)
            right += scores[i];
        right = MathF.Max(right, 1e-9f * sum);
        for (var i = 0; i < scores.Length; i++)
            scores[i] *= scale / sum - (i == gold || i >= scores.Length - alsoRight ? scale / right : 0);
        return -Math.Log(right / sum);
    }

    public static void AddRows(float[] source, int rows, float[] target)
    {
        for (var r = 0; r < rows; r++)
            for (var i = 0; i < target.Length; i++)
                target[i] += source[r * target.Length + i];
    }

    public static void Scale(float[] values, float[] factors)
    {
        var v = MemoryMarshal.Cast<float, Vector<float>>(values.AsSpan(0, factors.Length));
        var f = MemoryMarshal.Cast<float, Vector<float>>(factors);
        for (var i = 0; i < v.Length; i++)
            v[i] *= f[i];
    }

    /// <summary>Dropout that is the same for all words of a sentence.</summary>
    public static float[] Mask(IReadOnlyList<Example> batch, int rows, int width, float dropout, Random random)
    {
        var mask = new float[rows * width];
        var row = 0;
        foreach (var example in batch)
        {
            var first = mask.AsSpan(row * width, width);
            for (var k = 0; k < width; k++)
                first[k] = random.NextSingle() < dropout ? 0 : 1 / (1 - dropout);
            for (var i = 1; i <= example.Words.Length; i++)
                first.CopyTo(mask.AsSpan((row + i) * width));
            row += example.Words.Length + 1;
        }
        return mask;
    }

    /// <summary>A matrix of chance values within ± <paramref name="range"/>, by default that of Glorot and Bengio (2010).</summary>
    public static Parameter Dense(int inputs, int outputs, Random random, float? range = null) =>
        new Parameter(inputs, outputs).Uniform(random, range ?? MathF.Sqrt(6f / (inputs + outputs)));
}
