using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Entente.Articles;

namespace Entente.Language;

/// <summary>Widths of the network. All are multiples of 32.</summary>
/// <param name="Input">Width of a word's vector.</param>
/// <param name="Hidden">Width of one direction of a recurrent layer.</param>
/// <param name="Layers">Number of recurrent layers.</param>
/// <param name="TagLayer">Number of layers under the tags.</param>
/// <param name="Arc">Width of the arc scorer.</param>
/// <param name="Label">Width of the relation scorer.</param>
internal sealed record NetworkShape(int Input, int Hidden, int Layers, int TagLayer, int Arc, int Label)
{
    /// <summary>Inputs of a layer.</summary>
    public int Inputs(int layer) => layer == 0 ? Input : 2 * Hidden;

    /// <summary>Width of all projections of a layer.</summary>
    public int Projections(int layer) => 2 * RecurrentLayer.Gates(Inputs(layer), Hidden) * Hidden;
}

/// <summary>What the network says of one sentence: indices into its lists of tags and relations, heads (−1 for the root), and names.</summary>
internal readonly record struct Analysis(int[] Tags, int[] Heads, int[] Relations, IReadOnlyList<Name> Names);

/// <summary>
/// One network for tags, names and tree: word vectors from tables, layers of simple recurrent units over the sentence, a linear layer for tags and names, a
/// biaffine scorer for arcs (Dozat and Manning 2017) with a linear one for how far and on which side the head stands, and a low-rank one for relations. Thread-safe.
/// </summary>
internal sealed class Network
{
    /// <summary>Row of words that are in no table.</summary>
    public const int Unknown = 0;

    /// <summary>Row of the root above the sentence.</summary>
    public const int Root = 1;

    /// <summary>First bytes of a model file.</summary>
    public const string Magic = "entente-language-2";

    /// <summary>Slope of the scorers' activation below zero.</summary>
    public const float Leak = 0.1f;

    private const int BatchRows = 256;

    private readonly NetworkShape _shape;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly QuantizedTable _wordTable;
    private readonly QuantizedTable[] _parts;
    private readonly Layer[] _layers;
    private readonly Dense _tags;
    private readonly Dense _scorers;
    private readonly Dense _distance;
    private readonly Dense _arc;
    private readonly Dense _label;
    private readonly string[] _xpos;
    private readonly Upos[] _upos;
    private readonly (int Xpos, int Upos)[] _pairs;
    private readonly ConcurrentBag<Workspace> _spaces = [];

    private Network(BinaryReader reader)
    {
        if (reader.ReadString() != Magic)
            throw new InvalidDataException("The language model has another form than this version reads.");
        _shape = new NetworkShape(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        _xpos = ReadStrings(reader);
        _upos = [.. ReadStrings(reader).Select(Enum.Parse<Upos>)];
        Relations = ReadStrings(reader);
        _pairs = new (int, int)[reader.ReadInt32()];
        for (var i = 0; i < _pairs.Length; i++)
            _pairs[i] = (reader.ReadByte(), reader.ReadByte());
        var words = ReadStrings(reader);
        var index = new Dictionary<string, int>(words.Length, StringComparer.Ordinal);
        for (var i = 0; i < words.Length; i++)
            index[words[i]] = i + 2;
        _words = index.GetAlternateLookup<ReadOnlySpan<char>>();
        _wordTable = new QuantizedTable(reader, words.Length + 2, _shape.Input);
        _parts = [.. WordFeatures.TableRows.Select(rows => new QuantizedTable(reader, rows, _shape.Input))];
        _layers = new Layer[_shape.Layers];
        for (var i = 0; i < _layers.Length; i++)
            _layers[i] = new Layer(
                new IntegerMatrix(ReadHalves(reader, _shape.Inputs(i) * _shape.Projections(i)), _shape.Inputs(i), _shape.Projections(i)),
                ReadHalves(reader, 2 * _shape.Hidden), ReadHalves(reader, 2 * _shape.Hidden),
                ReadHalves(reader, 2 * _shape.Hidden), ReadHalves(reader, 2 * _shape.Hidden));
        var states = 2 * _shape.Hidden;
        _tags = new Dense(reader, states, TagColumns);
        _scorers = new Dense(reader, states, 2 * _shape.Arc + 2 * _shape.Label);
        _distance = new Dense(reader, states, DistanceColumns);
        _arc = new Dense(reader, _shape.Arc, _shape.Arc);
        _label = new Dense(reader, 3 * _shape.Label, LabelColumns);
    }

    /// <summary>Columns of the tag layer: XPOS in the first 64, UPOS in the next 32, labels of names in the rest.</summary>
    public const int TagColumns = 128;

    /// <summary>Columns of the relation layer.</summary>
    public const int LabelColumns = 64;

    /// <summary>First column of UPOS in the tag layer.</summary>
    public const int UposColumn = 64;

    /// <summary>First column of the labels of names in the tag layer.</summary>
    public const int NameColumn = 96;

    /// <summary>Columns of the distance layer, see <see cref="Distance"/>.</summary>
    public const int DistanceColumns = 32;

    /// <summary>The relations, by index.</summary>
    public IReadOnlyList<string> Relations { get; }

    /// <summary>Reads a network that the trainer wrote.</summary>
    /// <exception cref="InvalidDataException">The file has another form.</exception>
    public static Network Load(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        return new Network(reader);
    }

    /// <summary>The part of speech and Penn Treebank tag that a tag index stands for.</summary>
    public (Upos Upos, string Xpos) Tag(int tag) => (_upos[_pairs[tag].Upos], _xpos[_pairs[tag].Xpos]);

    /// <summary>Analyses sentences, each a list of at least one word. A sentence's analysis does not depend on the others.</summary>
    public Analysis[] Analyse(IReadOnlyList<IReadOnlyList<string>> sentences, CancellationToken cancellationToken)
    {
        var analyses = new Analysis[sentences.Count];
        if (!_spaces.TryTake(out var space))
            space = new Workspace(_shape, BatchRows);
        for (var first = 0; first < sentences.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = sentences[first].Count + 1, end = first + 1;
            while (end < sentences.Count && rows + sentences[end].Count + 1 <= BatchRows)
                rows += sentences[end++].Count + 1;
            if (space.Rows < rows)
                space = new Workspace(_shape, rows);
            AnalyseBatch(sentences, first, end, rows, space, analyses);
            first = end;
        }
        _spaces.Add(space);
        return analyses;
    }

    private void AnalyseBatch(IReadOnlyList<IReadOnlyList<string>> sentences, int first, int end, int rows, Workspace space, Analysis[] analyses)
    {
        var row = 0;
        for (var s = first; s < end; s++)
        {
            Embed(sentences[s], space.Input.AsSpan(row * _shape.Input));
            row += sentences[s].Count + 1;
        }
        var input = space.Input;
        var output = space.States[0];
        var states = 2 * _shape.Hidden;
        for (var l = 0; l < _layers.Length; l++)
        {
            if (l == _shape.TagLayer)
                _tags.Apply(input, space.Tags, rows, space.Integers);
            var layer = _layers[l];
            layer.Weights.Multiply(input, _shape.Inputs(l), space.Gates, layer.Weights.N, rows, default, space.Integers);
            row = 0;
            for (var s = first; s < end; s++)
            {
                var length = sentences[s].Count + 1;
                RecurrentLayer.Run(space.Gates, RecurrentLayer.Gates(_shape.Inputs(l), _shape.Hidden), input, row, length, _shape.Hidden,
                    layer.ForgetCell, layer.ResetCell, layer.ForgetBias, layer.ResetBias, space.Cells, output);
                row += length;
            }
            input = output;
            output = space.States[(l + 1) % 2];
        }
        if (_shape.TagLayer == _layers.Length)
            _tags.Apply(input, space.Tags, rows, space.Integers);
        _scorers.Apply(input, space.Scorers, rows, space.Integers);
        LeakyRelu(space.Scorers.AsSpan(0, rows * _scorers.Weights.N));
        _distance.Apply(input, space.Distances, rows, space.Integers);
        int width = _scorers.Weights.N, arc = _shape.Arc, label = _shape.Label;
        _arc.Weights.Multiply(space.Scorers, width, space.ArcHeads, arc, rows, _arc.Bias, space.Integers);

        row = 0;
        for (var s = first; s < end; s++)
        {
            var length = sentences[s].Count + 1;
            var heads = Tree(space, row, length, width);
            for (var i = 1; i < length; i++)
                Combine(space.Scorers.AsSpan((row + i) * width + 2 * arc, label), space.Scorers.AsSpan((row + heads[i]) * width + 2 * arc + label, label),
                    space.Pairs.AsSpan((row + i) * 3 * label, 3 * label));
            analyses[s] = new Analysis(new int[length - 1], heads[1..], new int[length - 1],
                NameLabels.Decode(space.Tags.AsSpan((row + 1) * TagColumns + NameColumn), TagColumns, length - 1));
            row += length;
        }
        _label.Apply(space.Pairs, space.Labels, rows, space.Integers);
        row = 0;
        for (var s = first; s < end; s++)
        {
            var (tags, heads, relations) = (analyses[s].Tags, analyses[s].Heads, analyses[s].Relations);
            for (var i = 0; i < tags.Length; i++)
            {
                tags[i] = BestPair(space.Tags.AsSpan((row + i + 1) * TagColumns, TagColumns));
                relations[i] = BestRelation(space.Labels.AsSpan((row + i + 1) * LabelColumns, Relations.Count), heads[i] == 0);
                heads[i]--;
            }
            row += tags.Length + 1;
        }
    }

    private void Embed(IReadOnlyList<string> words, Span<float> rows)
    {
        Span<char> key = stackalloc char[64];
        Span<int> parts = stackalloc int[WordFeatures.Tables];
        var casing = WordFeatures.CasingOf(words);
        rows[.._shape.Input].Clear();
        _wordTable.Add(Root, rows);
        for (var i = 0; i < words.Count; i++)
        {
            var row = rows.Slice((i + 1) * _shape.Input, _shape.Input);
            row.Clear();
            var length = WordFeatures.Key(words[i], key);
            _wordTable.Add(_words.TryGetValue(key[..length], out var word) ? word : Unknown, row);
            WordFeatures.Parts(words[i], key[..length], i == 0, casing, parts);
            for (var p = 0; p < parts.Length; p++)
                _parts[p].Add(parts[p], row);
        }
    }

    private int[] Tree(Workspace space, int row, int length, int width)
    {
        var padded = (length + PackedMatrix.Panel - 1) / PackedMatrix.Panel * PackedMatrix.Panel;
        var arc = _shape.Arc;
        // Scores of all pairs: (dependent · U + u) · headᵀ.
        if (space.ArcColumns.Length < arc * padded)
            space.ArcColumns = new float[arc * padded];
        if (space.ArcScores.Length < (length + 7) / 8 * 8 * padded)
            space.ArcScores = new float[(length + 7) / 8 * 8 * padded];
        for (var h = 0; h < length; h++)
            for (var k = 0; k < arc; k++)
                space.ArcColumns[k * padded + h] = space.Scorers[(row + h) * width + arc + k];
        space.Packed.Pack(space.ArcColumns, padded, arc, padded);
        space.Packed.Multiply(space.ArcHeads.AsSpan(row * arc), arc, space.ArcScores, padded, length);
        for (var d = 1; d < length; d++)
        {
            var distances = space.Distances.AsSpan((row + d) * DistanceColumns, DistanceColumns);
            var scores = space.ArcScores.AsSpan(d * padded, length);
            for (var h = 0; h < scores.Length; h++)
                scores[h] += distances[Distance(d, h)];
        }
        var heads = new int[length];
        TreeDecoder.Decode(space.ArcScores, padded, heads);
        return heads;
    }

    /// <summary>Column of the distance layer for an arc: 0 from the root, then eight steps to the left, then eight to the right, wider further away.</summary>
    public static int Distance(int dependent, int head)
    {
        if (head == 0)
            return 0;
        var steps = Math.Abs(head - dependent);
        return (head < dependent ? 1 : 9) + DistanceSteps[Math.Min(steps, DistanceSteps.Length - 1)];
    }

    private static ReadOnlySpan<byte> DistanceSteps => [0, 0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 6, 7];

    private int BestPair(ReadOnlySpan<float> scores)
    {
        var best = 0;
        var bestScore = float.NegativeInfinity;
        for (var i = 0; i < _pairs.Length; i++)
        {
            var score = scores[_pairs[i].Xpos] + scores[UposColumn + _pairs[i].Upos];
            if (score > bestScore)
                (best, bestScore) = (i, score);
        }
        return best;
    }

    private static int BestRelation(ReadOnlySpan<float> scores, bool isRoot)
    {
        // Relation 0 is "root": it goes with the root and with nothing else.
        if (isRoot)
            return 0;
        var best = 1;
        for (var i = 2; i < scores.Length; i++)
            if (scores[i] > scores[best])
                best = i;
        return best;
    }

    /// <summary>The inputs of the relation layer: product, dependent, head.</summary>
    public static void Combine(ReadOnlySpan<float> dependent, ReadOnlySpan<float> head, Span<float> pair)
    {
        var n = dependent.Length;
        for (var k = 0; k < n; k++)
            pair[k] = dependent[k] * head[k];
        dependent.CopyTo(pair[n..]);
        head.CopyTo(pair[(2 * n)..]);
    }

    /// <summary>The scorers' activation, in place.</summary>
    public static void LeakyRelu(Span<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = Vector.MaxNative(vectors[i], vectors[i] * Leak);
    }

    private static string[] ReadStrings(BinaryReader reader)
    {
        var strings = new string[reader.ReadInt32()];
        for (var i = 0; i < strings.Length; i++)
            strings[i] = reader.ReadString();
        return strings;
    }

    // Runs over millions of values once, at start: it must not begin in slow code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float[] ReadHalves(BinaryReader reader, int count)
    {
        var halves = new Half[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(halves.AsSpan()));
        var floats = new float[count];
        for (var i = 0; i < count; i++)
            floats[i] = (float)halves[i];
        return floats;
    }

    private sealed record Layer(IntegerMatrix Weights, float[] ForgetCell, float[] ResetCell, float[] ForgetBias, float[] ResetBias);

    private sealed class Dense(BinaryReader reader, int inputs, int outputs)
    {
        public IntegerMatrix Weights { get; } = new(ReadHalves(reader, inputs * outputs), inputs, outputs);

        public float[] Bias { get; } = ReadHalves(reader, outputs);

        public void Apply(float[] input, float[] output, int rows, IntegerRows integers) => Weights.Multiply(input, Weights.K, output, Weights.N, rows, Bias, integers);
    }

    /// <summary>Rows of signed bytes, each with its scale.</summary>
    private sealed class QuantizedTable
    {
        private readonly int _width;
        private readonly float[] _scales;
        private readonly sbyte[] _values;

        public QuantizedTable(BinaryReader reader, int rows, int width)
        {
            _width = width;
            _scales = ReadHalves(reader, rows);
            _values = new sbyte[rows * width];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_values.AsSpan()));
        }

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

    /// <summary>Room for the network's values on a batch of rows.</summary>
    private sealed class Workspace
    {
        public Workspace(NetworkShape shape, int rows)
        {
            Rows = rows;
            var padded = (rows + 15) / 8 * 8;
            Input = new float[padded * shape.Input];
            Gates = new float[padded * Enumerable.Range(0, shape.Layers).Max(shape.Projections)];
            Cells = new float[padded * 2 * shape.Hidden];
            States = [new float[padded * 2 * shape.Hidden], new float[padded * 2 * shape.Hidden]];
            Tags = new float[padded * TagColumns];
            Scorers = new float[padded * (2 * shape.Arc + 2 * shape.Label)];
            Distances = new float[padded * DistanceColumns];
            ArcHeads = new float[padded * shape.Arc];
            Pairs = new float[padded * 3 * shape.Label];
            Labels = new float[padded * LabelColumns];
        }

        public int Rows { get; }

        public float[] Input { get; }

        public float[] Gates { get; }

        public float[] Cells { get; }

        public IntegerRows Integers { get; } = new();

        public float[][] States { get; }

        public float[] Tags { get; }

        public float[] Scorers { get; }

        public float[] Distances { get; }

        public float[] ArcHeads { get; }

        /// <summary>The heads' vectors of one sentence, a column a word; what stands beyond its words is of no meaning.</summary>
        public float[] ArcColumns { get; set; } = [];

        public float[] ArcScores { get; set; } = [];

        public PackedMatrix Packed { get; } = new(0, 0);

        public float[] Pairs { get; }

        public float[] Labels { get; }
    }
}
