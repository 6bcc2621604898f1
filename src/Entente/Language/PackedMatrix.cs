using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Entente.Language;

/// <summary>A K × N matrix laid out for multiplication: panels of 32 columns, each with its K rows one after another.</summary>
internal sealed class PackedMatrix
{
    /// <summary>Columns of one panel; every N is a multiple of it.</summary>
    public const int Panel = 32;

    private float[] _data;

    /// <summary>Makes room for a matrix; <paramref name="n"/> must be a multiple of <see cref="Panel"/>.</summary>
    public PackedMatrix(int k, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(n % Panel, 0);
        (K, N) = (k, n);
        _data = new float[k * n];
    }

    /// <summary>Rows.</summary>
    public int K { get; private set; }

    /// <summary>Columns.</summary>
    public int N { get; private set; }

    /// <summary>Packs a row-major matrix.</summary>
    public static PackedMatrix Of(ReadOnlySpan<float> rowMajor, int k, int n)
    {
        var packed = new PackedMatrix(k, n);
        packed.Pack(rowMajor, n);
        return packed;
    }

    /// <summary>Takes in a row-major K × N matrix whose rows lie <paramref name="stride"/> apart, whatever the size was before.</summary>
    public void Pack(ReadOnlySpan<float> rowMajor, int stride, int k, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(n % Panel, 0);
        (K, N) = (k, n);
        if (_data.Length < k * n)
            _data = new float[k * n];
        Pack(rowMajor, stride);
    }

    /// <summary>Takes in a row-major matrix whose rows lie <paramref name="stride"/> apart.</summary>
    public void Pack(ReadOnlySpan<float> rowMajor, int stride)
    {
        for (var p = 0; p < N / Panel; p++)
            for (var k = 0; k < K; k++)
                rowMajor.Slice(k * stride + p * Panel, Panel).CopyTo(_data.AsSpan((p * K + k) * Panel));
    }

    /// <summary>
    /// C = A·B (+ C when <paramref name="accumulate"/>, + bias). A and C have rows <paramref name="lda"/> and <paramref name="ldc"/> apart and must have room for
    /// <paramref name="rows"/> rounded up to a multiple of 8. Every element is summed in the order of k with fused multiply-adds, so that the
    /// result does not depend on the width of the machine's vectors.
    /// </summary>
    public void Multiply(ReadOnlySpan<float> a, int lda, Span<float> c, int ldc, int rows, ReadOnlySpan<float> bias = default, bool accumulate = false)
    {
        var blocks = (rows + 7) / 8;
        if (rows == 0)
            return;
        ArgumentOutOfRangeException.ThrowIfLessThan(a.Length, (blocks * 8 - 1) * lda + K);
        ArgumentOutOfRangeException.ThrowIfLessThan(c.Length, (blocks * 8 - 1) * ldc + N);
        ref var ra = ref MemoryMarshal.GetReference(a);
        ref var rc = ref MemoryMarshal.GetReference(c);
        ref var rb = ref MemoryMarshal.GetArrayDataReference(_data);
        for (var p = 0; p < N / Panel; p++)
        {
            ref var panel = ref Unsafe.Add(ref rb, p * K * Panel);
            var b0 = bias.IsEmpty ? Vector512<float>.Zero : Vector512.LoadUnsafe(in bias[p * Panel]);
            var b1 = bias.IsEmpty ? Vector512<float>.Zero : Vector512.LoadUnsafe(in bias[p * Panel + 16]);
            for (var m = 0; m < blocks * 8; m += 8)
            {
                ref var block = ref Unsafe.Add(ref rc, m * ldc + p * Panel);
                if (!accumulate)
                    for (var r = 0; r < 8; r++)
                    {
                        b0.StoreUnsafe(ref block, (nuint)(r * ldc));
                        b1.StoreUnsafe(ref block, (nuint)(r * ldc + 16));
                    }
                if (Vector512.IsHardwareAccelerated)
                    Block512(ref Unsafe.Add(ref ra, m * lda), lda, ref panel, K, ref block, ldc);
                else
                    for (var r = 0; r < 8; r += 2)
                        Block256(ref Unsafe.Add(ref ra, (m + r) * lda), lda, ref panel, K, ref Unsafe.Add(ref block, r * ldc), ldc);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block512(ref float a, int lda, ref float b, int depth, ref float c, int ldc)
    {
        ref var a1 = ref Unsafe.Add(ref a, lda);
        ref var a2 = ref Unsafe.Add(ref a1, lda);
        ref var a3 = ref Unsafe.Add(ref a2, lda);
        ref var a4 = ref Unsafe.Add(ref a3, lda);
        ref var a5 = ref Unsafe.Add(ref a4, lda);
        ref var a6 = ref Unsafe.Add(ref a5, lda);
        ref var a7 = ref Unsafe.Add(ref a6, lda);
        nuint s = (nuint)ldc;
        var c00 = Vector512.LoadUnsafe(ref c, 0);
        var c01 = Vector512.LoadUnsafe(ref c, 16);
        var c10 = Vector512.LoadUnsafe(ref c, s);
        var c11 = Vector512.LoadUnsafe(ref c, s + 16);
        var c20 = Vector512.LoadUnsafe(ref c, 2 * s);
        var c21 = Vector512.LoadUnsafe(ref c, 2 * s + 16);
        var c30 = Vector512.LoadUnsafe(ref c, 3 * s);
        var c31 = Vector512.LoadUnsafe(ref c, 3 * s + 16);
        var c40 = Vector512.LoadUnsafe(ref c, 4 * s);
        var c41 = Vector512.LoadUnsafe(ref c, 4 * s + 16);
        var c50 = Vector512.LoadUnsafe(ref c, 5 * s);
        var c51 = Vector512.LoadUnsafe(ref c, 5 * s + 16);
        var c60 = Vector512.LoadUnsafe(ref c, 6 * s);
        var c61 = Vector512.LoadUnsafe(ref c, 6 * s + 16);
        var c70 = Vector512.LoadUnsafe(ref c, 7 * s);
        var c71 = Vector512.LoadUnsafe(ref c, 7 * s + 16);
        for (nint k = 0; k < depth; k++)
        {
            var b0 = Vector512.LoadUnsafe(ref b, (nuint)(k * Panel));
            var b1 = Vector512.LoadUnsafe(ref b, (nuint)(k * Panel + 16));
            var x = Vector512.Create(Unsafe.Add(ref a, k));
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(Unsafe.Add(ref a1, k));
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(Unsafe.Add(ref a2, k));
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(Unsafe.Add(ref a3, k));
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(Unsafe.Add(ref a4, k));
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(Unsafe.Add(ref a5, k));
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            x = Vector512.Create(Unsafe.Add(ref a6, k));
            c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            x = Vector512.Create(Unsafe.Add(ref a7, k));
            c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
        }
        c00.StoreUnsafe(ref c, 0);
        c01.StoreUnsafe(ref c, 16);
        c10.StoreUnsafe(ref c, s);
        c11.StoreUnsafe(ref c, s + 16);
        c20.StoreUnsafe(ref c, 2 * s);
        c21.StoreUnsafe(ref c, 2 * s + 16);
        c30.StoreUnsafe(ref c, 3 * s);
        c31.StoreUnsafe(ref c, 3 * s + 16);
        c40.StoreUnsafe(ref c, 4 * s);
        c41.StoreUnsafe(ref c, 4 * s + 16);
        c50.StoreUnsafe(ref c, 5 * s);
        c51.StoreUnsafe(ref c, 5 * s + 16);
        c60.StoreUnsafe(ref c, 6 * s);
        c61.StoreUnsafe(ref c, 6 * s + 16);
        c70.StoreUnsafe(ref c, 7 * s);
        c71.StoreUnsafe(ref c, 7 * s + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block256(ref float a, int lda, ref float b, int depth, ref float c, int ldc)
    {
        ref var a1 = ref Unsafe.Add(ref a, lda);
        nuint s = (nuint)ldc;
        var c00 = Vector256.LoadUnsafe(ref c, 0);
        var c01 = Vector256.LoadUnsafe(ref c, 8);
        var c02 = Vector256.LoadUnsafe(ref c, 16);
        var c03 = Vector256.LoadUnsafe(ref c, 24);
        var c10 = Vector256.LoadUnsafe(ref c, s);
        var c11 = Vector256.LoadUnsafe(ref c, s + 8);
        var c12 = Vector256.LoadUnsafe(ref c, s + 16);
        var c13 = Vector256.LoadUnsafe(ref c, s + 24);
        for (nint k = 0; k < depth; k++)
        {
            var b0 = Vector256.LoadUnsafe(ref b, (nuint)(k * Panel));
            var b1 = Vector256.LoadUnsafe(ref b, (nuint)(k * Panel + 8));
            var b2 = Vector256.LoadUnsafe(ref b, (nuint)(k * Panel + 16));
            var b3 = Vector256.LoadUnsafe(ref b, (nuint)(k * Panel + 24));
            var x = Vector256.Create(Unsafe.Add(ref a, k));
            c00 = Vector256.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(x, b1, c01);
            c02 = Vector256.FusedMultiplyAdd(x, b2, c02);
            c03 = Vector256.FusedMultiplyAdd(x, b3, c03);
            x = Vector256.Create(Unsafe.Add(ref a1, k));
            c10 = Vector256.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(x, b1, c11);
            c12 = Vector256.FusedMultiplyAdd(x, b2, c12);
            c13 = Vector256.FusedMultiplyAdd(x, b3, c13);
        }
        c00.StoreUnsafe(ref c, 0);
        c01.StoreUnsafe(ref c, 8);
        c02.StoreUnsafe(ref c, 16);
        c03.StoreUnsafe(ref c, 24);
        c10.StoreUnsafe(ref c, s);
        c11.StoreUnsafe(ref c, s + 8);
        c12.StoreUnsafe(ref c, s + 16);
        c13.StoreUnsafe(ref c, s + 24);
    }
}
