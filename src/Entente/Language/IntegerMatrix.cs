using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Entente.Language;

/// <summary>
/// A K × N matrix of 7-bit whole numbers, each column with its scale, for products with rows that are brought to 8-bit whole numbers. Sums of whole numbers are
/// exact, so the result is the same on every machine; a product takes a quarter to a half of the time of one of 32-bit floating point numbers.
/// </summary>
internal sealed class IntegerMatrix
{
    /// <summary>Columns of one panel; every N is a multiple of it.</summary>
    public const int Panel = 32;

    /// <summary>Largest value of the matrix: two products with a byte fit into 16 bits, which is how wide machines without a dot product of bytes add them.</summary>
    public const int Largest = 63;

    // Panels of 32 columns; in each, for four rows of the matrix at a time, the columns' four values side by side.
    private readonly sbyte[] _data;
    private readonly float[] _scales;
    private readonly int[] _offsets; // what the rows' zero adds to each column's sum

    /// <summary>Takes in a row-major matrix; <paramref name="k"/> must be a multiple of 4 and <paramref name="n"/> one of <see cref="Panel"/>.</summary>
    public IntegerMatrix(ReadOnlySpan<float> rowMajor, int k, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(k % 4, 0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(n % Panel, 0);
        (K, N) = (k, n);
        (_data, _scales, _offsets) = Quantize(rowMajor, k, n);
    }

    /// <summary>Rows.</summary>
    public int K { get; }

    /// <summary>Columns.</summary>
    public int N { get; }

    /// <summary>C = A·B + bias. A is left in <paramref name="input"/> as whole numbers.</summary>
    /// <param name="a">Rows of A, <paramref name="lda"/> apart.</param>
    /// <param name="lda">Distance of the rows of A.</param>
    /// <param name="c">Rows of C, <paramref name="ldc"/> apart, with room for <paramref name="rows"/> rounded up to a multiple of 8.</param>
    /// <param name="ldc">Distance of the rows of C.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="bias">Added to every row; may be empty.</param>
    /// <param name="input">Room to work in.</param>
    public void Multiply(ReadOnlySpan<float> a, int lda, Span<float> c, int ldc, int rows, ReadOnlySpan<float> bias, IntegerRows input)
    {
        if (rows == 0)
            return;
        var blocks = (rows + 7) / 8;
        ArgumentOutOfRangeException.ThrowIfLessThan(c.Length, (blocks * 8 - 1) * ldc + N);
        input.Fill(a, lda, rows, K);
        Span<int> sums = stackalloc int[8 * Panel];
        for (var p = 0; p < N / Panel; p++)
        {
            var panel = _data.AsSpan(p * K * Panel, K * Panel);
            var scales = _scales.AsSpan(p * Panel, Panel);
            var offsets = _offsets.AsSpan(p * Panel, Panel);
            for (var m = 0; m < blocks * 8; m += 8)
            {
                var block = input.Values.AsSpan(m * K, 8 * K);
                if (AvxVnni.IsSupported || Avx2.IsSupported && !Avx512BW.IsSupported)
                    Sum256(block, panel, K, sums);
                else if (Avx512BW.IsSupported)
                    Sum512(block, panel, K, sums);
                else
                    SumPortable(block, panel, K, sums);
                for (var r = 0; r < 8; r++)
                    Put(sums.Slice(r * Panel, Panel), offsets, scales, input.Scales[m + r], bias.IsEmpty ? default : bias.Slice(p * Panel, Panel),
                        c.Slice((m + r) * ldc + p * Panel, Panel));
            }
        }
    }

    // Runs once per matrix, at start: it must not begin in slow code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (sbyte[] Data, float[] Scales, int[] Offsets) Quantize(ReadOnlySpan<float> rowMajor, int k, int n)
    {
        var data = new sbyte[k * n];
        var scales = new float[n];
        var offsets = new int[n];
        for (var i = 0; i < k; i++)
        {
            var row = rowMajor.Slice(i * n, n);
            for (var j = 0; j < n; j++)
                scales[j] = MathF.Max(scales[j], MathF.Abs(row[j]));
        }
        for (var j = 0; j < n; j++)
            scales[j] = MathF.Max(1e-12f, scales[j] / Largest);
        for (var i = 0; i < k; i++)
        {
            var row = rowMajor.Slice(i * n, n);
            for (var j = 0; j < n; j++)
            {
                var value = (sbyte)MathF.Round(row[j] / scales[j]);
                data[((j / Panel * (k / 4) + i / 4) * Panel + j % Panel) * 4 + i % 4] = value;
                offsets[j] += IntegerRows.Zero * value;
            }
        }
        return (data, scales, offsets);
    }

    /// <summary>Sums of the products of 8 rows with a panel, by each instruction set that the machine has; all give the same.</summary>
    internal static IReadOnlyList<Kernel> Kernels =>
        [SumPortable, .. Avx2.IsSupported ? [Sum256] : Array.Empty<Kernel>(), .. Avx512BW.IsSupported ? [Sum512] : Array.Empty<Kernel>()];

    /// <summary>Writes the sums (8 rows of <see cref="Panel"/>) of 8 rows of <paramref name="depth"/> with a panel.</summary>
    internal delegate void Kernel(ReadOnlySpan<byte> rows, ReadOnlySpan<sbyte> panel, int depth, Span<int> sums);

    // These take most of the time of a parse: they must not begin in slow code, where each product is a call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Put(Span<int> sums, ReadOnlySpan<int> rowOffsets, ReadOnlySpan<float> scales, float rowScale, ReadOnlySpan<float> bias, Span<float> output)
    {
        var from = MemoryMarshal.Cast<int, Vector<int>>(sums);
        var zeros = MemoryMarshal.Cast<int, Vector<int>>(rowOffsets);
        var factors = MemoryMarshal.Cast<float, Vector<float>>(scales);
        var offsets = MemoryMarshal.Cast<float, Vector<float>>(bias);
        var to = MemoryMarshal.Cast<float, Vector<float>>(output);
        for (var i = 0; i < from.Length; i++)
        {
            var product = Vector.ConvertToSingle(from[i] - zeros[i]) * (factors[i] * rowScale);
            to[i] = offsets.IsEmpty ? product : product + offsets[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum512(ReadOnlySpan<byte> rows, ReadOnlySpan<sbyte> panel, int depth, Span<int> output)
    {
        ref var a = ref MemoryMarshal.GetReference(rows);
        ref var b = ref MemoryMarshal.GetReference(panel);
        ref var sums = ref MemoryMarshal.GetReference(output);
        var ones = Vector512<short>.One;
        ref var a1 = ref Unsafe.Add(ref a, depth);
        ref var a2 = ref Unsafe.Add(ref a1, depth);
        ref var a3 = ref Unsafe.Add(ref a2, depth);
        ref var a4 = ref Unsafe.Add(ref a3, depth);
        ref var a5 = ref Unsafe.Add(ref a4, depth);
        ref var a6 = ref Unsafe.Add(ref a5, depth);
        ref var a7 = ref Unsafe.Add(ref a6, depth);
        Vector512<int> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<int> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        for (nint k = 0; k < depth; k += 4)
        {
            var b0 = Vector512.LoadUnsafe(ref b, (nuint)(k * Panel));
            var b1 = Vector512.LoadUnsafe(ref b, (nuint)(k * Panel + 2 * Panel));
            var x = Four(ref a, k);
            c00 += Products(x, b0, ones);
            c01 += Products(x, b1, ones);
            x = Four(ref a1, k);
            c10 += Products(x, b0, ones);
            c11 += Products(x, b1, ones);
            x = Four(ref a2, k);
            c20 += Products(x, b0, ones);
            c21 += Products(x, b1, ones);
            x = Four(ref a3, k);
            c30 += Products(x, b0, ones);
            c31 += Products(x, b1, ones);
            x = Four(ref a4, k);
            c40 += Products(x, b0, ones);
            c41 += Products(x, b1, ones);
            x = Four(ref a5, k);
            c50 += Products(x, b0, ones);
            c51 += Products(x, b1, ones);
            x = Four(ref a6, k);
            c60 += Products(x, b0, ones);
            c61 += Products(x, b1, ones);
            x = Four(ref a7, k);
            c70 += Products(x, b0, ones);
            c71 += Products(x, b1, ones);
        }
        c00.StoreUnsafe(ref sums, 0);
        c01.StoreUnsafe(ref sums, 16);
        c10.StoreUnsafe(ref sums, 32);
        c11.StoreUnsafe(ref sums, 48);
        c20.StoreUnsafe(ref sums, 64);
        c21.StoreUnsafe(ref sums, 80);
        c30.StoreUnsafe(ref sums, 96);
        c31.StoreUnsafe(ref sums, 112);
        c40.StoreUnsafe(ref sums, 128);
        c41.StoreUnsafe(ref sums, 144);
        c50.StoreUnsafe(ref sums, 160);
        c51.StoreUnsafe(ref sums, 176);
        c60.StoreUnsafe(ref sums, 192);
        c61.StoreUnsafe(ref sums, 208);
        c70.StoreUnsafe(ref sums, 224);
        c71.StoreUnsafe(ref sums, 240);

        static Vector512<byte> Four(ref byte row, nint k) => Vector512.Create(Unsafe.As<byte, int>(ref Unsafe.Add(ref row, k))).AsByte();

        static Vector512<int> Products(Vector512<byte> x, Vector512<sbyte> b, Vector512<short> ones) =>
            Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(x, b), ones);
    }

    private static void Sum256(ReadOnlySpan<byte> rows, ReadOnlySpan<sbyte> panel, int depth, Span<int> output)
    {
        ref var a = ref MemoryMarshal.GetReference(rows);
        ref var b = ref MemoryMarshal.GetReference(panel);
        // Twelve sums at a time hide the time that a dot product takes; eight rows are then three, three and two.
        ThreeRows(ref a, ref b, depth, ref output[0]);
        ThreeRows(ref Unsafe.Add(ref a, 3 * depth), ref b, depth, ref output[3 * Panel]);
        TwoRows(ref Unsafe.Add(ref a, 6 * depth), ref b, depth, ref output[6 * Panel]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ThreeRows(ref byte a, ref sbyte b, int depth, ref int sums)
    {
        ref var a1 = ref Unsafe.Add(ref a, depth);
        ref var a2 = ref Unsafe.Add(ref a1, depth);
        Vector256<int> c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default, c12 = default, c13 = default;
        Vector256<int> c20 = default, c21 = default, c22 = default, c23 = default;
        for (nint k = 0; k < depth; k += 4)
        {
            var x = Four(ref a, k);
            var x1 = Four(ref a1, k);
            var x2 = Four(ref a2, k);
            var b0 = Vector256.LoadUnsafe(ref b, (nuint)(k * Panel));
            c00 = Add(c00, x, b0);
            c10 = Add(c10, x1, b0);
            c20 = Add(c20, x2, b0);
            b0 = Vector256.LoadUnsafe(ref b, (nuint)(k * Panel + Panel));
            c01 = Add(c01, x, b0);
            c11 = Add(c11, x1, b0);
            c21 = Add(c21, x2, b0);
            b0 = Vector256.LoadUnsafe(ref b, (nuint)(k * Panel + 2 * Panel));
            c02 = Add(c02, x, b0);
            c12 = Add(c12, x1, b0);
            c22 = Add(c22, x2, b0);
            b0 = Vector256.LoadUnsafe(ref b, (nuint)(k * Panel + 3 * Panel));
            c03 = Add(c03, x, b0);
            c13 = Add(c13, x1, b0);
            c23 = Add(c23, x2, b0);
        }
        c00.StoreUnsafe(ref sums, 0);
        c01.StoreUnsafe(ref sums, 8);
        c02.StoreUnsafe(ref sums, 16);
        c03.StoreUnsafe(ref sums, 24);
        c10.StoreUnsafe(ref sums, 32);
        c11.StoreUnsafe(ref sums, 40);
        c12.StoreUnsafe(ref sums, 48);
        c13.StoreUnsafe(ref sums, 56);
        c20.StoreUnsafe(ref sums, 64);
        c21.StoreUnsafe(ref sums, 72);
        c22.StoreUnsafe(ref sums, 80);
        c23.StoreUnsafe(ref sums, 88);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoRows(ref byte a, ref sbyte b, int depth, ref int sums)
    {
        ref var a1 = ref Unsafe.Add(ref a, depth);
        Vector256<int> c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default, c12 = default, c13 = default;
        for (nint k = 0; k < depth; k += 4)
        {
            var b0 = Vector256.LoadUnsafe(ref b, (nuint)(k * Panel));
            var b1 = Vector256.LoadUnsafe(ref b, (nuint)(k * Panel + Panel));
            var b2 = Vector256.LoadUnsafe(ref b, (nuint)(k * Panel + 2 * Panel));
            var b3 = Vector256.LoadUnsafe(ref b, (nuint)(k * Panel + 3 * Panel));
            var x = Four(ref a, k);
            c00 = Add(c00, x, b0);
            c01 = Add(c01, x, b1);
            c02 = Add(c02, x, b2);
            c03 = Add(c03, x, b3);
            x = Four(ref a1, k);
            c10 = Add(c10, x, b0);
            c11 = Add(c11, x, b1);
            c12 = Add(c12, x, b2);
            c13 = Add(c13, x, b3);
        }
        c00.StoreUnsafe(ref sums, 0);
        c01.StoreUnsafe(ref sums, 8);
        c02.StoreUnsafe(ref sums, 16);
        c03.StoreUnsafe(ref sums, 24);
        c10.StoreUnsafe(ref sums, 32);
        c11.StoreUnsafe(ref sums, 40);
        c12.StoreUnsafe(ref sums, 48);
        c13.StoreUnsafe(ref sums, 56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Four(ref byte row, nint k) => Vector256.Create(Unsafe.As<byte, int>(ref Unsafe.Add(ref row, k))).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Add(Vector256<int> sum, Vector256<byte> x, Vector256<sbyte> b) => AvxVnni.IsSupported
        ? AvxVnni.MultiplyWideningAndAdd(sum, x, b)
        : sum + Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(x, b), Vector256<short>.One);

    private static void SumPortable(ReadOnlySpan<byte> rows, ReadOnlySpan<sbyte> panel, int depth, Span<int> output)
    {
        ref var b = ref MemoryMarshal.GetReference(panel);
        for (var place = 0; place < 8 * Panel; place += 4)
        {
            ref var a = ref MemoryMarshal.GetReference(rows[(place / Panel * depth)..]);
            var column = place % Panel;
            // A vector for each of four columns: its lanes hold the sums of every fourth row until the end.
            Vector128<int> c0 = default, c1 = default, c2 = default, c3 = default;
            for (nint k = 0; k < depth; k += 4)
            {
                var values = Vector128.LoadUnsafe(ref b, (nuint)(k * Panel + 4 * column));
                var row = Vector128.WidenLower(Vector128.Create(Unsafe.As<byte, int>(ref Unsafe.Add(ref a, k))).AsByte()).AsInt16();
                var first = Vector128.WidenLower(values) * row;
                var second = Vector128.WidenUpper(values) * row;
                c0 += Vector128.WidenLower(first);
                c1 += Vector128.WidenUpper(first);
                c2 += Vector128.WidenLower(second);
                c3 += Vector128.WidenUpper(second);
            }
            output[place] = Vector128.Sum(c0);
            output[place + 1] = Vector128.Sum(c1);
            output[place + 2] = Vector128.Sum(c2);
            output[place + 3] = Vector128.Sum(c3);
        }
    }
}

/// <summary>Rows of whole numbers, each with its scale: room that is used again and again.</summary>
internal sealed class IntegerRows
{
    /// <summary>The byte that stands for zero.</summary>
    public const int Zero = 128;

    private const int Largest = 127;

    /// <summary>The values plus <see cref="Zero"/>, row by row.</summary>
    public byte[] Values { get; private set; } = [];

    /// <summary>What a row's values are to be multiplied with.</summary>
    public float[] Scales { get; private set; } = [];

    /// <summary>Takes in rows; those up to the next multiple of 8 are zero.</summary>
    /// <param name="source">Rows, <paramref name="stride"/> apart.</param>
    /// <param name="stride">Distance of the rows.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Values of a row, a multiple of 32.</param>
    public void Fill(ReadOnlySpan<float> source, int stride, int rows, int width)
    {
        var room = (rows + 7) / 8 * 8;
        if (Values.Length < room * width)
            Values = new byte[room * width];
        if (Scales.Length < room)
            Scales = new float[room];
        for (var r = 0; r < rows; r++)
        {
            var row = MemoryMarshal.Cast<float, Vector<float>>(source.Slice(r * stride, width));
            Vector<float> peaks = default, others = default;
            for (var i = 0; i < row.Length; i += 2)
            {
                peaks = Vector.MaxNative(peaks, Vector.Abs(row[i]));
                others = Vector.MaxNative(others, Vector.Abs(row[i + 1]));
            }
            peaks = Vector.MaxNative(peaks, others);
            var peak = 0f;
            for (var i = 0; i < Vector<float>.Count; i++)
                peak = MathF.Max(peak, peaks[i]);
            Scales[r] = MathF.Max(1e-20f, peak / Largest);
            if (Avx512F.IsSupported)
            {
                Narrow512(source.Slice(r * stride, width), 1 / Scales[r], Values.AsSpan(r * width, width));
                continue;
            }
            var factor = new Vector<float>(1 / Scales[r]);
            var target = MemoryMarshal.Cast<byte, Vector<byte>>(Values.AsSpan(r * width, width));
            for (var i = 0; i < target.Length; i++)
                target[i] = Vector.Narrow(
                    Vector.Narrow(Whole(row[4 * i], factor), Whole(row[4 * i + 1], factor)),
                    Vector.Narrow(Whole(row[4 * i + 2], factor), Whole(row[4 * i + 3], factor)));
        }
        Values.AsSpan(rows * width, (room - rows) * width).Fill(Zero);
        Scales.AsSpan(rows, room - rows).Clear();

        // The same by the one instruction that cuts words to bytes.
        static void Narrow512(ReadOnlySpan<float> row, float factor, Span<byte> target)
        {
            var from = MemoryMarshal.Cast<float, Vector512<float>>(row);
            var to = MemoryMarshal.Cast<byte, Vector128<byte>>(target);
            for (var i = 0; i < to.Length; i++)
                to[i] = Avx512F.ConvertToVector128Byte((Vector512.ConvertToInt32Native(Vector512.Round(from[i] * factor)) + Vector512.Create(Zero)).AsUInt32());
        }

        static Vector<uint> Whole(Vector<float> values, Vector<float> factor) =>
            (Vector.ConvertToInt32Native(Vector.Round(values * factor)) + new Vector<int>(Zero)).As<int, uint>();
    }
}
