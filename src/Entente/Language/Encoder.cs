using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Entente.Language;

/// <summary>Widths of an encoder. All are multiples of 32.</summary>
/// <param name="Input">Width of a word's vector.</param>
/// <param name="Hidden">Width of one direction of a recurrent layer.</param>
/// <param name="Layers">Number of recurrent layers.</param>
internal readonly record struct EncoderShape(int Input, int Hidden, int Layers)
{
    /// <summary>Width of a word's state: both directions.</summary>
    public int States => 2 * Hidden;

    /// <summary>Inputs of a layer.</summary>
    public int Inputs(int layer) => layer == 0 ? Input : States;

    /// <summary>Width of all projections of a layer.</summary>
    public int Projections(int layer) => 2 * RecurrentLayer.Gates(Inputs(layer), Hidden) * Hidden;
}

/// <summary>
/// Words in their sentence as rows of numbers: vectors from tables, then layers of simple recurrent units over the sentence. Thread-safe; what a batch needs
/// stands in an <see cref="EncoderSpace"/>.
/// </summary>
internal sealed class Encoder
{
    private readonly QuantizedTable _words;
    private readonly QuantizedTable[] _parts;
    private readonly Layer[] _layers;

    /// <summary>Reads what the trainer wrote.</summary>
    /// <param name="reader">At the first table.</param>
    /// <param name="shape">The widths.</param>
    /// <param name="words">Rows of the table of words.</param>
    public Encoder(BinaryReader reader, EncoderShape shape, int words)
    {
        Shape = shape;
        _words = new QuantizedTable(reader, words, shape.Input);
        _parts = [.. WordFeatures.TableRows.Select(rows => new QuantizedTable(reader, rows, shape.Input))];
        _layers = new Layer[shape.Layers];
        for (var i = 0; i < _layers.Length; i++)
            _layers[i] = new Layer(
                new IntegerMatrix(reader.ReadHalves(shape.Inputs(i) * shape.Projections(i)), shape.Inputs(i), shape.Projections(i)),
                reader.ReadHalves(shape.States), reader.ReadHalves(shape.States), reader.ReadHalves(shape.States), reader.ReadHalves(shape.States));
    }

    /// <summary>The widths.</summary>
    public EncoderShape Shape { get; }

    /// <summary>Adds up the words' vectors.</summary>
    /// <param name="features">Rows of the tables (the words' first), a group a word.</param>
    /// <param name="rows">Number of words, roots with them.</param>
    /// <param name="space">Holds the vectors afterwards.</param>
    public void Embed(ReadOnlySpan<int> features, int rows, EncoderSpace space)
    {
        for (var r = 0; r < rows; r++)
        {
            var row = space.Input.AsSpan(r * Shape.Input, Shape.Input);
            var tables = features.Slice(r * WordFeatures.Group, WordFeatures.Group);
            row.Clear();
            _words.Add(tables[0], row);
            // The root is no word and has no parts.
            if (tables[0] == WordFeatures.Root)
                continue;
            for (var p = 0; p < _parts.Length; p++)
                _parts[p].Add(tables[p + 1], row);
        }
    }

    /// <summary>Runs layers over the sentences of a batch and gives the states of the last of them.</summary>
    /// <param name="first">First layer; 0 reads what <see cref="Embed"/> wrote, a later one the states of the call before.</param>
    /// <param name="end">After the last layer.</param>
    /// <param name="lengths">Words of each sentence, its root with them.</param>
    /// <param name="rows">Their sum.</param>
    /// <param name="space">Room to work in.</param>
    public float[] Run(int first, int end, IReadOnlyList<int> lengths, int rows, EncoderSpace space)
    {
        for (var l = first; l < end; l++)
        {
            var input = l == 0 ? space.Input : space.States[(l + 1) % 2];
            var layer = _layers[l];
            layer.Weights.Multiply(input, Shape.Inputs(l), space.Gates, layer.Weights.N, rows, default, space.Integers);
            var row = 0;
            foreach (var length in lengths)
            {
                RecurrentLayer.Run<LeanCurves>(space.Gates, RecurrentLayer.Gates(Shape.Inputs(l), Shape.Hidden), input, row, length, Shape.Hidden,
                    layer.ForgetCell, layer.ResetCell, layer.ForgetBias, layer.ResetBias, space.Cells, space.States[l % 2]);
                row += length;
            }
        }
        return space.States[(end - 1) % 2];
    }

    private sealed record Layer(IntegerMatrix Weights, float[] ForgetCell, float[] ResetCell, float[] ForgetBias, float[] ResetBias);

    /// <summary>Rows of signed bytes, each with its scale.</summary>
    private sealed class QuantizedTable
    {
        private readonly int _width;
        private readonly float[] _scales;
        private readonly sbyte[] _values;

        public QuantizedTable(BinaryReader reader, int rows, int width)
        {
            _width = width;
            _scales = reader.ReadHalves(rows);
            _values = new sbyte[rows * width];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_values.AsSpan()));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(int row, Span<float> sum)
        {
            var scale = new Vector<float>(_scales[row]);
            var bytes = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(_values.AsSpan(row * _width, _width));
            var sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
            for (var i = 0; i < bytes.Length; i++)
            {
                Vector.Widen(bytes[i], out var low, out var high);
                Vector.Widen(low, out var first, out var second);
                Vector.Widen(high, out var third, out var fourth);
                sums[4 * i] += scale * Vector.ConvertToSingle(first);
                sums[4 * i + 1] += scale * Vector.ConvertToSingle(second);
                sums[4 * i + 2] += scale * Vector.ConvertToSingle(third);
                sums[4 * i + 3] += scale * Vector.ConvertToSingle(fourth);
            }
        }
    }
}

/// <summary>Room for an encoder's values on a batch.</summary>
/// <param name="shape">The encoder's widths.</param>
/// <param name="rows">Words, roots with them, that fit in; rounded up to what products of matrices write.</param>
internal sealed class EncoderSpace(EncoderShape shape, int rows)
{
    public float[] Input { get; } = new float[Padded(rows) * shape.Input];

    public float[] Gates { get; } = new float[Padded(rows) * Enumerable.Range(0, shape.Layers).Max(shape.Projections)];

    public float[] Cells { get; } = new float[Padded(rows) * shape.States];

    public float[][] States { get; } = [new float[Padded(rows) * shape.States], new float[Padded(rows) * shape.States]];

    public IntegerRows Integers { get; } = new();

    /// <summary>Rows that a product of matrices may write for so many.</summary>
    public static int Padded(int rows) => (rows + 15) / 8 * 8;
}

/// <summary>A linear layer.</summary>
internal sealed class Dense(BinaryReader reader, int inputs, int outputs)
{
    private readonly IntegerMatrix _weights = new(reader.ReadHalves(inputs * outputs), inputs, outputs);
    private readonly float[] _bias = reader.ReadHalves(outputs);

    /// <summary>Number of outputs.</summary>
    public int Outputs => _weights.N;

    /// <summary>Writes the outputs of rows of inputs, which stand <paramref name="stride"/> apart.</summary>
    public void Apply(float[] input, float[] output, int rows, IntegerRows integers, int? stride = null) =>
        _weights.Multiply(input, stride ?? _weights.K, output, _weights.N, rows, _bias, integers);
}
