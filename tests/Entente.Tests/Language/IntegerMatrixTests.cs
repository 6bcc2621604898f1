using CsCheck;
using Entente.Language;
using Xunit;

namespace Entente.Tests.Language;

public class IntegerMatrixTests
{
    [Fact]
    public void Product_is_close_to_that_of_floating_point_numbers() =>
        Gen.Int[1, 20].Sample(rows =>
        {
            const int k = 64, n = 96;
            var random = new Random(rows);
            var a = Values(random, (rows + 7) / 8 * 8 * k);
            var b = Values(random, k * n);
            var bias = Values(random, n);
            var c = new float[(rows + 7) / 8 * 8 * n];
            new IntegerMatrix(b, k, n).Multiply(a, k, c, n, rows, bias, new IntegerRows());
            for (var i = 0; i < rows; i++)
                for (var j = 0; j < n; j++)
                {
                    double sum = bias[j];
                    for (var x = 0; x < k; x++)
                        sum += (double)a[i * k + x] * b[x * n + j];
                    Assert.Equal(sum, c[i * n + j], 0.2);
                }
        }, iter: 20);

    [Fact]
    public void Result_of_a_row_does_not_depend_on_the_rows_beside_it()
    {
        const int k = 448, n = 32, rows = 19;
        var random = new Random(5);
        var a = Values(random, 24 * k);
        var matrix = new IntegerMatrix(Values(random, k * n), k, n);
        var all = new float[24 * n];
        matrix.Multiply(a, k, all, n, rows, default, new IntegerRows());
        var integers = new IntegerRows();
        for (var i = 0; i < rows; i++)
        {
            var one = new float[8 * n];
            matrix.Multiply(a.AsSpan(i * k, k), k, one, n, 1, default, integers);
            Assert.Equal(all[(i * n)..((i + 1) * n)], one[..n]);
        }
    }

    [Fact]
    public void Instruction_sets_agree_also_on_the_largest_values()
    {
        const int k = 512;
        const int largest = IntegerMatrix.Largest;
        var random = new Random(9);
        var a = Enumerable.Range(0, 8 * k).Select(_ => (byte)random.Next(1, 256)).ToArray();
        var b = Enumerable.Range(0, 32 * k).Select(_ => (sbyte)random.Next(-largest, largest + 1)).ToArray();
        Array.Fill(a, byte.MaxValue, 0, k);
        for (var i = 0; i < b.Length; i += 128)
            Array.Fill(b, (sbyte)(i % 256 == 0 ? largest : -largest), i, 4);
        var expected = new int[8 * 32];
        for (var r = 0; r < 8; r++)
            for (var x = 0; x < k; x++)
                for (var j = 0; j < 32; j++)
                    expected[r * 32 + j] += a[r * k + x] * b[(x / 4 * 32 + j) * 4 + x % 4];
        foreach (var kernel in IntegerMatrix.Kernels)
        {
            var sums = new int[8 * 32];
            kernel(a, b, k, sums);
            Assert.Equal(expected, sums);
        }
    }

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1)];
}
