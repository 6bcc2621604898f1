using System.Numerics;
using System.Runtime.InteropServices;
using Entente.Language;

namespace Entente.Trainer;

/// <summary>What a forward pass leaves for the backward one.</summary>
/// <param name="batch">The sentences.</param>
internal sealed class EncoderPass(IReadOnlyList<Example> batch)
{
    /// <summary>The sentences.</summary>
    public IReadOnlyList<Example> Batch { get; } = batch;

    /// <summary>Words, with a root each sentence.</summary>
    public int Rows { get; } = batch.Sum(e => e.Words.Length + 1);

    /// <summary>The words' vectors, then the states of each layer; what a layer gives is masked before the next one reads it.</summary>
    public List<float[]> States { get; } = [];

    /// <summary>Gradients of <see cref="States"/>, which those who read a layer add to.</summary>
    public List<float[]> Gradients { get; } = [];

    /// <summary>Features that were not hidden, −1 elsewhere.</summary>
    public required int[] Seen { get; init; }

    /// <summary>Pretrained vectors of the words.</summary>
    public required float[] Vectors { get; init; }

    /// <summary>Values of the gates, by layer.</summary>
    public List<float[]> Gates { get; } = [];

    /// <summary>States of the cells, by layer.</summary>
    public List<float[]> Cells { get; } = [];

    /// <summary>Dropout of <see cref="States"/>.</summary>
    public List<float[]> Masks { get; } = [];
}

/// <summary>Trains an <see cref="Encoder"/>.</summary>
internal sealed class EncoderTrainer
{
    private const int VectorWidth = Vocabulary.VectorWidth;
    private readonly EncoderShape _shape;
    private readonly float _dropout;
    private readonly Vocabulary _vocabulary;
    private readonly Random _random;
    private readonly Parameter _word;
    private readonly Parameter _vectorWeights;
    private readonly Parameter[] _parts;
    private readonly Parameter[] _layerWeights;
    private readonly Parameter[] _cellVectors; // 4 rows per layer: forget cell, reset cell, forget bias, reset bias

    /// <summary>Makes room.</summary>
    /// <param name="shape">The widths.</param>
    /// <param name="dropout">Share of values dropped between layers, the same for all words of a sentence.</param>
    /// <param name="vocabulary">Words with a vector of their own.</param>
    /// <param name="random">Where chance comes from.</param>
    public EncoderTrainer(EncoderShape shape, float dropout, Vocabulary vocabulary, Random random)
    {
        (_shape, _dropout, _vocabulary, _random) = (shape, dropout, vocabulary, random);
        _word = new Parameter(vocabulary.Size, shape.Input, sparse: true);
        _vectorWeights = Passes.Dense(VectorWidth, shape.Input, random);
        _parts = [.. WordFeatures.TableRows.Select(rows => new Parameter(rows, shape.Input, sparse: true).Uniform(random, 0.1f))];
        _layerWeights = [.. Enumerable.Range(0, shape.Layers).Select(l => Passes.Dense(shape.Inputs(l), shape.Projections(l), random, MathF.Sqrt(3f / shape.Inputs(l))))];
        _cellVectors = [.. Enumerable.Range(0, shape.Layers).Select(_ => new Parameter(4, shape.States).Uniform(random, 0.1f))];
    }

    /// <summary>All that is learned.</summary>
    public IEnumerable<Parameter> Parameters => [_word, _vectorWeights, .. _parts, .. _layerWeights, .. _cellVectors];

    /// <summary>The states of a batch.</summary>
    public EncoderPass Forward(IReadOnlyList<Example> batch)
    {
        var rows = batch.Sum(e => e.Words.Length + 1);
        var input = Passes.Room(rows, _shape.Input);
        var pass = new EncoderPass(batch) { Seen = new int[rows * WordFeatures.Group], Vectors = Passes.Room(rows, VectorWidth) };
        Embed(pass, input);
        PackedMatrix.Of(_vectorWeights.Values, VectorWidth, _shape.Input).Multiply(pass.Vectors, VectorWidth, input, _shape.Input, rows, accumulate: true);
        Keep(input, _shape.Input, _dropout * 0.8f);
        for (var l = 0; l < _shape.Layers; l++)
        {
            var gates = Passes.Room(rows, _shape.Projections(l));
            var cells = Passes.Room(rows, _shape.States);
            var output = Passes.Room(rows, _shape.States);
            PackedMatrix.Of(_layerWeights[l].Values, _shape.Inputs(l), _shape.Projections(l))
                .Multiply(pass.States[l], _shape.Inputs(l), gates, _shape.Projections(l), rows);
            var row = 0;
            var vectors = _cellVectors[l].Values;
            var states = _shape.States;
            foreach (var example in batch)
            {
                RecurrentLayer.Run<ExactCurves>(gates, RecurrentLayer.Gates(_shape.Inputs(l), _shape.Hidden), pass.States[l], row, example.Words.Length + 1, _shape.Hidden,
                    vectors.AsSpan(0, states), vectors.AsSpan(states, states), vectors.AsSpan(2 * states, states), vectors.AsSpan(3 * states, states),
                    cells, output);
                row += example.Words.Length + 1;
            }
            pass.Gates.Add(gates);
            pass.Cells.Add(cells);
            Keep(output, states, _dropout);
        }
        return pass;

        void Keep(float[] values, int width, float dropout)
        {
            var mask = Passes.Mask(batch, rows, width, dropout, _random);
            Passes.Scale(values, mask);
            pass.Masks.Add(mask);
            pass.States.Add(values);
            pass.Gradients.Add(Passes.Room(rows, width));
        }
    }

    /// <summary>Adds the gradients of all that is learned, after those of the states are known.</summary>
    public void Backward(EncoderPass pass)
    {
        var rows = pass.Rows;
        for (var l = _shape.Layers - 1; l >= 0; l--)
        {
            Passes.Scale(pass.Gradients[l + 1], pass.Masks[l + 1]);
            var gateGradient = Passes.Room(rows, _shape.Projections(l));
            var row = 0;
            foreach (var example in pass.Batch)
            {
                BackThroughTime(l, pass.Gates[l], gateGradient, pass.Cells[l], pass.States[l], pass.Gradients[l], pass.Gradients[l + 1], row, example.Words.Length + 1);
                row += example.Words.Length + 1;
            }
            Passes.BackThroughProduct(pass.States[l], _shape.Inputs(l), _layerWeights[l], gateGradient, pass.Gradients[l], rows);
        }
        Passes.Scale(pass.Gradients[0], pass.Masks[0]);
        Passes.BackThroughProduct(pass.Vectors, VectorWidth, _vectorWeights, pass.Gradients[0], null, rows);
        for (var r = 0; r < rows; r++)
        {
            var gradient = pass.Gradients[0].AsSpan(r * _shape.Input, _shape.Input);
            var seen = pass.Seen.AsSpan(r * WordFeatures.Group, WordFeatures.Group);
            if (seen[0] >= 0)
                _word.AddGradient(seen[0], gradient);
            for (var p = 0; p < _parts.Length; p++)
                if (seen[p + 1] >= 0)
                    _parts[p].AddGradient(seen[p + 1], gradient);
        }
    }

    /// <summary>Writes the encoder in the form that <see cref="Encoder"/> reads.</summary>
    public void Write(BinaryWriter writer)
    {
        var table = Passes.Room(_vocabulary.Size, _shape.Input);
        _word.Mean().CopyTo(table, 0);
        PackedMatrix.Of(_vectorWeights.Mean(), VectorWidth, _shape.Input).Multiply(
            [.. _vocabulary.Vectors, .. new float[8 * VectorWidth]], VectorWidth, table, _shape.Input, _vocabulary.Size, accumulate: true);
        WriteQuantized(writer, table, _vocabulary.Size);
        foreach (var part in _parts)
            WriteQuantized(writer, part.Mean(), part.Rows);
        for (var l = 0; l < _shape.Layers; l++)
        {
            writer.WriteHalves(_layerWeights[l].Mean());
            writer.WriteHalves(_cellVectors[l].Mean());
        }
    }

    private void Embed(EncoderPass pass, float[] input)
    {
        Array.Fill(pass.Seen, -1);
        var features = new int[pass.Seen.Length];
        var row = 0;
        foreach (var example in pass.Batch)
        {
            WordFeatures.Of(example.Words, _vocabulary.Rows, features.AsSpan(row * WordFeatures.Group));
            for (var i = 0; i <= example.Words.Length; i++, row++)
            {
                var tables = features.AsSpan(row * WordFeatures.Group, WordFeatures.Group);
                if (i == 0)
                {
                    Add(_word, 0);
                    continue;
                }
                // Rare words are often taken for unknown ones, so that the parts and the pretrained vector learn to stand alone.
                var count = _vocabulary.Counts[tables[0]];
                if (tables[0] != WordFeatures.Unknown && _random.NextSingle() < 0.4f / (0.4f + count) + 0.02f)
                    tables[0] = WordFeatures.Unknown;
                if (tables[0] != WordFeatures.Unknown)
                    _vocabulary.Vectors.AsSpan(tables[0] * VectorWidth, VectorWidth).CopyTo(pass.Vectors.AsSpan(row * VectorWidth));
                if (tables[0] == WordFeatures.Unknown || _random.NextSingle() > 1f / (1f + count))
                    Add(_word, 0);
                for (var p = 0; p < _parts.Length; p++)
                    if (_random.NextSingle() >= 0.05f)
                        Add(_parts[p], p + 1);

                void Add(Parameter table, int feature)
                {
                    var at = features[row * WordFeatures.Group + feature];
                    pass.Seen[row * WordFeatures.Group + feature] = at;
                    var values = table.Values.AsSpan(at * _shape.Input, _shape.Input);
                    var sum = input.AsSpan(row * _shape.Input, _shape.Input);
                    for (var k = 0; k < sum.Length; k++)
                        sum[k] += values[k];
                }
            }
        }
    }

    private void BackThroughTime(int l, float[] gates, float[] gateGradient, float[] cells, float[] input, float[] inputGradient, float[] outputGradient, int start, int length)
    {
        int hidden = _shape.Hidden, width = 2 * hidden, gateCount = RecurrentLayer.Gates(_shape.Inputs(l), hidden), stride = 2 * gateCount * hidden;
        var one = Vector<float>.One;
        var carries = new float[hidden];
        for (var direction = 0; direction < 2; direction++)
        {
            var column = direction * hidden;
            var vectors = _cellVectors[l];
            var vf = V(vectors.Values.AsSpan(column, hidden));
            var vr = V(vectors.Values.AsSpan(width + column, hidden));
            var vfGradient = V(vectors.Gradient.AsSpan(column, hidden));
            var vrGradient = V(vectors.Gradient.AsSpan(width + column, hidden));
            var bfGradient = V(vectors.Gradient.AsSpan(2 * width + column, hidden));
            var brGradient = V(vectors.Gradient.AsSpan(3 * width + column, hidden));
            Array.Clear(carries);
            var carry = V(carries);
            for (var step = length - 1; step >= 0; step--)
            {
                var t = direction == 0 ? start + step : start + length - 1 - step;
                var row = gates.AsSpan(t * stride + direction * gateCount * hidden, gateCount * hidden);
                var rowGradient = gateGradient.AsSpan(t * stride + direction * gateCount * hidden, gateCount * hidden);
                var x = V(row[..hidden]);
                var f = V(row.Slice(hidden, hidden));
                var r = V(row.Slice(2 * hidden, hidden));
                var skip = V(gateCount == 4 ? row[(3 * hidden)..] : input.AsSpan(t * width + column, hidden));
                var skipGradient = V(gateCount == 4 ? rowGradient[(3 * hidden)..] : inputGradient.AsSpan(t * width + column, hidden));
                var xGradient = V(rowGradient[..hidden]);
                var fGradient = V(rowGradient.Slice(hidden, hidden));
                var rGradient = V(rowGradient.Slice(2 * hidden, hidden));
                var c = V(cells.AsSpan(t * width + column, hidden));
                var before = step == 0 ? default : V(cells.AsSpan((direction == 0 ? t - 1 : t + 1) * width + column, hidden));
                var dh = V(outputGradient.AsSpan(t * width + column, hidden));
                for (var i = 0; i < c.Length; i++)
                {
                    var last = step == 0 ? Vector<float>.Zero : before[i];
                    var active = one - new Vector<float>(2f) / (one + Vector.Exp(c[i] + c[i]));
                    var dr = dh[i] * (active - skip[i]) * r[i] * (one - r[i]);
                    skipGradient[i] += dh[i] * (one - r[i]);
                    var dc = carry[i] + dh[i] * r[i] * (one - active * active);
                    var df = dc * (last - x[i]) * f[i] * (one - f[i]);
                    xGradient[i] = dc * (one - f[i]);
                    fGradient[i] = df;
                    rGradient[i] = dr;
                    carry[i] = dc * f[i] + df * vf[i] + dr * vr[i];
                    vfGradient[i] += df * last;
                    vrGradient[i] += dr * last;
                    bfGradient[i] += df;
                    brGradient[i] += dr;
                }
            }
        }

        static Span<Vector<float>> V(Span<float> values) => MemoryMarshal.Cast<float, Vector<float>>(values);
    }

    private void WriteQuantized(BinaryWriter writer, float[] values, int rows)
    {
        var scales = new Half[rows];
        var bytes = new sbyte[rows * _shape.Input];
        for (var r = 0; r < rows; r++)
        {
            var row = values.AsSpan(r * _shape.Input, _shape.Input);
            var max = 1e-4f;
            foreach (var value in row)
                max = MathF.Max(max, MathF.Abs(value));
            scales[r] = (Half)(max / 127f);
            for (var k = 0; k < row.Length; k++)
                bytes[r * _shape.Input + k] = (sbyte)Math.Clamp(MathF.Round(row[k] / (float)scales[r]), -127, 127);
        }
        writer.Write(MemoryMarshal.AsBytes(scales.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(bytes.AsSpan()));
    }
}
