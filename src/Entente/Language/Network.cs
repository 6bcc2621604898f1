using System.Collections.Concurrent;
using System.Numerics;
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
    /// <summary>The part of it that encodes words.</summary>
    public EncoderShape Encoder => new(Input, Hidden, Layers);
}

/// <summary>What the network says of one sentence: indices into its lists of tags and relations, heads (−1 for the root), and names.</summary>
internal readonly record struct Analysis(int[] Tags, int[] Heads, int[] Relations, IReadOnlyList<Name> Names);

/// <summary>
/// One network for tags, names and tree: word vectors from tables, layers of simple recurrent units over the sentence, a linear layer for tags and names, a
/// biaffine scorer for arcs (Dozat and Manning 2017) with a linear one for how far and on which side the head stands, and a low-rank one for relations. Thread-safe.
/// </summary>
internal sealed class Network
{
    /// <summary>First bytes of a model file.</summary>
    public const string Magic = "entente-language-2";

    /// <summary>Slope of the scorers' activation below zero.</summary>
    public const float Leak = 0.1f;

    private const int BatchRows = 256;

    private readonly NetworkShape _shape;
    private readonly Dictionary<string, int> _words;
    private readonly Encoder _encoder;
    private readonly NameNetwork? _names;
    private readonly Dense _tags;
    private readonly Dense _scorers;
    private readonly Dense _distance;
    private readonly Dense _arc;
    private readonly Dense _label;
    private readonly string[] _xpos;
    private readonly Upos[] _upos;
    private readonly (int Xpos, int Upos)[] _pairs;
    private readonly ConcurrentBag<Workspace> _spaces = [];

    private Network(BinaryReader reader, Stream? names)
    {
        reader.Expect(Magic);
        _shape = new NetworkShape(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        _xpos = reader.ReadStrings();
        _upos = [.. reader.ReadStrings().Select(Enum.Parse<Upos>)];
        Relations = reader.ReadStrings();
        _pairs = new (int, int)[reader.ReadInt32()];
        for (var i = 0; i < _pairs.Length; i++)
            _pairs[i] = (reader.ReadByte(), reader.ReadByte());
        var words = reader.ReadStrings();
        _words = new Dictionary<string, int>(words.Length, StringComparer.Ordinal);
        for (var i = 0; i < words.Length; i++)
            _words[words[i]] = i + WordFeatures.FirstWord;
        _encoder = new Encoder(reader, _shape.Encoder, words.Length + WordFeatures.FirstWord);
        var states = _shape.Encoder.States;
        _tags = new Dense(reader, states, TagColumns);
        _scorers = new Dense(reader, states, 2 * _shape.Arc + 2 * _shape.Label);
        _distance = new Dense(reader, states, DistanceColumns);
        _arc = new Dense(reader, _shape.Arc, _shape.Arc);
        _label = new Dense(reader, 3 * _shape.Label, LabelColumns);
        _names = names is null ? null : NameNetwork.Load(names, words.Length + WordFeatures.FirstWord);
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

    /// <summary>Words with a vector of their own, by their key (see <see cref="WordFeatures.Key"/>), with their rows.</summary>
    public IReadOnlyDictionary<string, int> Words => _words;


    /// <summary>Reads a network that the trainer wrote.</summary>
    /// <param name="stream">The network of tags and trees.</param>
    /// <param name="names">The network of names; without it the scores of the tag layer alone mark names.</param>
    /// <exception cref="InvalidDataException">A file has another form.</exception>
    public static Network Load(Stream stream, Stream? names = null)
    {
        using var reader = new BinaryReader(stream);
        return new Network(reader, names);
    }

    /// <summary>The part of speech and Penn Treebank tag that a tag index stands for.</summary>
    public (Upos Upos, string Xpos) Tag(int tag) => (_upos[_pairs[tag].Upos], _xpos[_pairs[tag].Xpos]);

    /// <summary>Analyses sentences, each a list of at least one word. A sentence's analysis does not depend on the others.</summary>
    public Analysis[] Analyse(IReadOnlyList<IReadOnlyList<string>> sentences, CancellationToken cancellationToken)
    {
        var analyses = new Analysis[sentences.Count];
        if (!_spaces.TryTake(out var space))
            space = new Workspace(_shape, _names, BatchRows);
        for (var first = 0; first < sentences.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = sentences[first].Count + 1, end = first + 1;
            while (end < sentences.Count && rows + sentences[end].Count + 1 <= BatchRows)
                rows += sentences[end++].Count + 1;
            if (space.Rows < rows)
                space = new Workspace(_shape, _names, rows);
            AnalyseBatch(sentences, first, end, rows, space, analyses);
            first = end;
        }
        _spaces.Add(space);
        return analyses;
    }

    private void AnalyseBatch(IReadOnlyList<IReadOnlyList<string>> sentences, int first, int end, int rows, Workspace space, Analysis[] analyses)
    {
        var lengths = new int[end - first];
        var row = 0;
        for (var s = first; s < end; s++)
        {
            lengths[s - first] = sentences[s].Count + 1;
            WordFeatures.Of(sentences[s], _words, space.Features.AsSpan(row * WordFeatures.Group));
            row += sentences[s].Count + 1;
        }
        var encoding = space.Encoding;
        _encoder.Embed(space.Features, rows, encoding);
        _tags.Apply(_encoder.Run(0, _shape.TagLayer, lengths, rows, encoding), space.Tags, rows, encoding.Integers);
        if (_names is not null)
            AddNames(space, lengths, rows);
        var states = _encoder.Run(_shape.TagLayer, _shape.Layers, lengths, rows, encoding);
        _scorers.Apply(states, space.Scorers, rows, encoding.Integers);
        LeakyRelu(space.Scorers.AsSpan(0, rows * _scorers.Outputs));
        _distance.Apply(states, space.Distances, rows, encoding.Integers);
        int width = _scorers.Outputs, arc = _shape.Arc, label = _shape.Label;
        _arc.Apply(space.Scorers, space.ArcHeads, rows, encoding.Integers, width);

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
        _label.Apply(space.Pairs, space.Labels, rows, encoding.Integers);
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

    // Both networks see the words' features differently: the sum of their scores is right more often than either.
    private void AddNames(Workspace space, int[] lengths, int rows)
    {
        _names!.Score(space.Features, lengths, rows, space.NameEncoding!, space.Names);
        for (var r = 0; r < rows; r++)
            for (var l = 0; l < NameLabels.Count; l++)
                space.Tags[r * TagColumns + NameColumn + l] += space.Names[r * NameNetwork.Columns + l];
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

    /// <summary>Room for the network's values on a batch of rows.</summary>
    private sealed class Workspace
    {
        public Workspace(NetworkShape shape, NameNetwork? names, int rows)
        {
            Rows = rows;
            var padded = EncoderSpace.Padded(rows);
            Features = new int[rows * WordFeatures.Group];
            Encoding = new EncoderSpace(shape.Encoder, rows);
            NameEncoding = names is null ? null : new EncoderSpace(names.Shape, rows);
            Names = names is null ? [] : new float[padded * NameNetwork.Columns];
            Tags = new float[padded * TagColumns];
            Scorers = new float[padded * (2 * shape.Arc + 2 * shape.Label)];
            Distances = new float[padded * DistanceColumns];
            ArcHeads = new float[padded * shape.Arc];
            Pairs = new float[padded * 3 * shape.Label];
            Labels = new float[padded * LabelColumns];
        }

        public int Rows { get; }

        public int[] Features { get; }

        public EncoderSpace Encoding { get; }

        public EncoderSpace? NameEncoding { get; }

        public float[] Names { get; }

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
