using System.Numerics;
using System.Runtime.InteropServices;
using Entente.Articles;
using Entente.Language;

namespace Entente.Trainer;

/// <summary>A training sentence: tag classes, heads (0 is the root), relations and labels of names of words 1…n at index i−1; −1 where nothing is known.</summary>
internal sealed record Example(string[] Words, int[] Xpos, int[] Upos, int[] Heads, int[] Relations, int[] Names)
{
    /// <summary>Whether tags and tree are known.</summary>
    public bool HasTree { get; } = Heads.Length == 0 || Heads[0] >= 0;

    /// <summary>Whether an unmarked word may still be of a name of type MISC: the corpus does not mark these.</summary>
    public bool MiscUnknown { get; init; }
}

/// <summary>How the network is trained.</summary>
internal sealed record TrainingOptions
{
    /// <summary>Widths and depth.</summary>
    public NetworkShape Shape { get; init; } = new(128, 224, 4, 2, 192, 128);

    /// <summary>Rounds over the corpus; the rate falls over the last 70 % of the way.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>Words (with a root each sentence) of a minibatch.</summary>
    public int BatchRows { get; init; } = 800;

    /// <summary>Highest learning rate of Adam.</summary>
    public float Rate { get; init; } = 2e-3f;

    /// <summary>Share of values dropped between layers, the same for all words of a sentence.</summary>
    public float Dropout { get; init; } = 0.33f;

    /// <summary>Where chance begins.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Words outside the corpus that get a vector, the most frequent first.</summary>
    public int VectorWords { get; init; } = 100_000;
}

/// <summary>Trains the network of <see cref="Network"/> by Adam on minibatches; one thread, so that a seed gives the same weights on the same machine.</summary>
internal sealed class NetworkTrainer
{
    private const int GloveWidth = 100;
    private const int MiscLabels = 4; // the last of the labels of names

    /// <summary>Weight of the loss on names beside those on tags and tree.</summary>
    private const float NameWeight = 0.5f;
    private readonly TrainingOptions _options;
    private readonly NetworkShape _shape;
    private readonly Random _random;
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly float[] _glove;
    private readonly int[] _counts;
    private readonly Parameter _word;
    private readonly Parameter _gloveWeights;
    private readonly Parameter[] _parts;
    private readonly Parameter[] _layerWeights;
    private readonly Parameter[] _cellVectors; // 4 rows per layer: forget cell, reset cell, forget bias, reset bias
    private readonly Parameter _tags;
    private readonly Parameter _tagBias;
    private readonly Parameter _scorers;
    private readonly Parameter _scorerBias;
    private readonly Parameter _distance;
    private readonly Parameter _distanceBias;
    private readonly Parameter _arc;
    private readonly Parameter _arcBias;
    private readonly Parameter _label;
    private readonly Parameter _labelBias;
    private readonly string[] _xpos;
    private readonly Upos[] _upos;
    private readonly string[] _relations;
    private readonly (int, int)[] _pairs;

    /// <summary>Makes room.</summary>
    /// <param name="options">How it is trained.</param>
    /// <param name="sentences">Sentences with tags, trees and names, but without names of type MISC.</param>
    /// <param name="named">Sentences with names only.</param>
    /// <param name="vectorWords">Words with a pretrained vector, the most frequent first.</param>
    /// <param name="vectors">Their vectors, one after another.</param>
    public NetworkTrainer(TrainingOptions options, IReadOnlyList<Sentence> sentences, IReadOnlyList<Sentence> named, IReadOnlyList<string> vectorWords, Half[] vectors)
    {
        _options = options;
        _shape = options.Shape;
        _random = new Random(options.Seed);
        var tokens = sentences.SelectMany(s => s.Tokens).ToList();
        _xpos = [.. tokens.Select(t => t.Xpos).Distinct().Order(StringComparer.Ordinal)];
        _upos = [.. tokens.Select(t => t.Upos).Distinct().Order()];
        _relations = ["root", .. tokens.Select(t => t.Deprel).Where(r => r != "root").Distinct().Order(StringComparer.Ordinal)];
        _pairs = [.. tokens.Select(t => (Array.IndexOf(_xpos, t.Xpos), Array.IndexOf(_upos, t.Upos))).GroupBy(p => p)
            .Where(g => g.Count() >= 2).Select(g => g.Key).Order()];
        Examples = [.. sentences.Select(s => ExampleOf(s, hasTree: true)), .. named.Select(s => ExampleOf(s, hasTree: false))];

        Span<char> key = stackalloc char[64];
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in tokens.Concat(named.SelectMany(s => s.Tokens)))
        {
            var word = key[..WordFeatures.Key(token.Form, key)].ToString();
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }
        var vectorRows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < vectorWords.Count; i++)
            vectorRows.TryAdd(vectorWords[i], i);
        foreach (var (word, count) in counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal))
            if (count >= 2 || vectorRows.ContainsKey(word))
                _words.Add(word, _words.Count + 2);
        foreach (var word in vectorWords.Take(options.VectorWords))
            _words.TryAdd(word, _words.Count + 2);
        _counts = new int[_words.Count + 2];
        _glove = new float[(_words.Count + 2) * GloveWidth];
        foreach (var (word, row) in _words)
        {
            _counts[row] = counts.GetValueOrDefault(word);
            if (vectorRows.TryGetValue(word, out var source))
                for (var k = 0; k < GloveWidth; k++)
                    _glove[row * GloveWidth + k] = (float)vectors[source * GloveWidth + k];
        }

        var states = 2 * _shape.Hidden;
        _word = new Parameter(_words.Count + 2, _shape.Input, sparse: true);
        _gloveWeights = Dense(GloveWidth, _shape.Input);
        _parts = [.. WordFeatures.TableRows.Select(rows => new Parameter(rows, _shape.Input, sparse: true).Uniform(_random, 0.1f))];
        _layerWeights = [.. Enumerable.Range(0, _shape.Layers).Select(l => Dense(_shape.Inputs(l), _shape.Projections(l), MathF.Sqrt(3f / _shape.Inputs(l))))];
        _cellVectors = [.. Enumerable.Range(0, _shape.Layers).Select(_ => new Parameter(4, states).Uniform(_random, 0.1f))];
        _tags = Dense(states, Network.TagColumns);
        _tagBias = new Parameter(1, Network.TagColumns);
        _scorers = Dense(states, 2 * _shape.Arc + 2 * _shape.Label);
        _scorerBias = new Parameter(1, 2 * _shape.Arc + 2 * _shape.Label);
        _distance = Dense(states, Network.DistanceColumns);
        _distanceBias = new Parameter(1, Network.DistanceColumns);
        _arc = Dense(_shape.Arc, _shape.Arc, 0.03f);
        _arcBias = new Parameter(1, _shape.Arc);
        _label = Dense(3 * _shape.Label, Network.LabelColumns);
        _labelBias = new Parameter(1, Network.LabelColumns);
    }

    private Example ExampleOf(Sentence sentence, bool hasTree)
    {
        var tokens = sentence.Tokens;
        return new Example(
            [.. tokens.Select(t => t.Form)],
            [.. tokens.Select(t => hasTree ? Array.IndexOf(_xpos, t.Xpos) : -1)],
            [.. tokens.Select(t => hasTree ? Array.IndexOf(_upos, t.Upos) : -1)],
            [.. tokens.Select(t => hasTree ? t.Head + 1 : -1)],
            [.. tokens.Select(t => hasTree ? Array.IndexOf(_relations, t.Deprel) : -1)],
            NameLabels.Of(sentence.Names, tokens.Count))
        { MiscUnknown = hasTree };
    }

    /// <summary>The sentences to learn from.</summary>
    internal IReadOnlyList<Example> Examples { get; }

    /// <summary>All that is learned.</summary>
    internal IEnumerable<Parameter> Parameters =>
        [_word, _gloveWeights, .. _parts, .. _layerWeights, .. _cellVectors, _tags, _tagBias, _scorers, _scorerBias, _distance, _distanceBias, _arc, _arcBias, _label, _labelBias];

    /// <summary>Trains; <paramref name="report"/> is called after each epoch with its number and the mean loss per word.</summary>
    public void Train(Action<int, double> report)
    {
        var order = Examples.Where(e => e.Words.Length <= 150).ToArray();
        var total = order.Sum(e => e.Words.Length + 1);
        var steps = _options.Epochs * (total / _options.BatchRows + 1);
        var step = 0;
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            _random.Shuffle(order);
            double loss = 0;
            for (var first = 0; first < order.Length;)
            {
                var rows = 0;
                var batch = new List<Example>();
                while (first < order.Length && (rows == 0 || rows + order[first].Words.Length + 1 <= _options.BatchRows))
                {
                    rows += order[first].Words.Length + 1;
                    batch.Add(Augmentation.Vary(order[first++], _random));
                }
                loss += Learn(batch);
                step++;
                var progress = Math.Min(1f, (float)step / steps);
                var rate = _options.Rate * Math.Min(1f, step / 200f) * (progress < 0.3f ? 1f : MathF.Max(0.01f, (1f - progress) / 0.7f));
                foreach (var parameter in Parameters)
                    parameter.Step(rate, step);
            }
            report(epoch + 1, loss / total);
        }
    }

    /// <summary>Adds the gradient of a batch and gives its summed loss.</summary>
    internal double Learn(List<Example> batch)
    {
        var rows = batch.Sum(e => e.Words.Length + 1);
        var states = 2 * _shape.Hidden;
        var words = rows - batch.Count;
        var scale = 1f / words;

        // Forward: word vectors.
        var seen = new int[rows * (1 + WordFeatures.Tables)];
        var glove = Room(rows, GloveWidth);
        var input = Room(rows, _shape.Input);
        Embed(batch, seen, glove, input);
        PackedMatrix.Of(_gloveWeights.Values, GloveWidth, _shape.Input).Multiply(glove, GloveWidth, input, _shape.Input, rows, accumulate: true);
        var inputMask = Mask(batch, rows, _shape.Input, _options.Dropout * 0.8f);
        Scale(input, inputMask);

        // Forward: layers. What a layer gives is masked before the next one reads it.
        var inputs = new List<float[]> { input };
        var gates = new List<float[]>();
        var cells = new List<float[]>();
        var masks = new List<float[]>();
        for (var l = 0; l < _shape.Layers; l++)
        {
            var gate = Room(rows, _shape.Projections(l));
            var cell = Room(rows, states);
            var output = Room(rows, states);
            PackedMatrix.Of(_layerWeights[l].Values, _shape.Inputs(l), _shape.Projections(l))
                .Multiply(inputs[l], _shape.Inputs(l), gate, _shape.Projections(l), rows);
            var row = 0;
            var vectors = _cellVectors[l].Values;
            foreach (var example in batch)
            {
                RecurrentLayer.Run(gate, RecurrentLayer.Gates(_shape.Inputs(l), _shape.Hidden), inputs[l], row, example.Words.Length + 1, _shape.Hidden,
                    vectors.AsSpan(0, states), vectors.AsSpan(states, states), vectors.AsSpan(2 * states, states), vectors.AsSpan(3 * states, states),
                    cell, output);
                row += example.Words.Length + 1;
            }
            var mask = Mask(batch, rows, states, _options.Dropout);
            Scale(output, mask);
            gates.Add(gate);
            cells.Add(cell);
            masks.Add(mask);
            inputs.Add(output);
        }
        var gradients = new float[_shape.Layers + 1][];
        for (var l = 0; l <= _shape.Layers; l++)
            gradients[l] = Room(rows, _shape.Inputs(l));

        var loss = LearnTags(batch, rows, inputs[_shape.TagLayer], gradients[_shape.TagLayer], scale)
            + LearnTree(batch, rows, inputs[_shape.Layers], gradients[_shape.Layers], scale);

        // Backward: layers.
        for (var l = _shape.Layers - 1; l >= 0; l--)
        {
            Scale(gradients[l + 1], masks[l]);
            var projections = _shape.Projections(l);
            var gateGradient = Room(rows, projections);
            var row = 0;
            foreach (var example in batch)
            {
                BackThroughTime(l, gates[l], gateGradient, cells[l], inputs[l], gradients[l], gradients[l + 1], row, example.Words.Length + 1);
                row += example.Words.Length + 1;
            }
            BackThroughProduct(inputs[l], _shape.Inputs(l), _layerWeights[l], gateGradient, gradients[l], rows);
        }

        // Backward: word vectors.
        var inputGradient = gradients[0];
        Scale(inputGradient, inputMask);
        BackThroughProduct(glove, GloveWidth, _gloveWeights, inputGradient, null, rows);
        for (var r = 0; r < rows; r++)
        {
            var gradient = inputGradient.AsSpan(r * _shape.Input, _shape.Input);
            var at = r * (1 + WordFeatures.Tables);
            if (seen[at] >= 0)
                _word.AddGradient(seen[at], gradient);
            for (var p = 0; p < _parts.Length; p++)
                if (seen[at + 1 + p] >= 0)
                    _parts[p].AddGradient(seen[at + 1 + p], gradient);
        }
        return loss;
    }

    private void Embed(List<Example> batch, int[] seen, float[] glove, float[] input)
    {
        Span<char> key = stackalloc char[64];
        Span<int> parts = stackalloc int[WordFeatures.Tables];
        Array.Fill(seen, -1);
        var row = 0;
        foreach (var example in batch)
        {
            var casing = WordFeatures.CasingOf(example.Words);
            seen[row * (1 + WordFeatures.Tables)] = Network.Root;
            _word.Values.AsSpan(Network.Root * _shape.Input, _shape.Input).CopyTo(input.AsSpan(row * _shape.Input));
            row++;
            for (var i = 0; i < example.Words.Length; i++, row++)
            {
                var at = row * (1 + WordFeatures.Tables);
                var target = input.AsSpan(row * _shape.Input, _shape.Input);
                var length = WordFeatures.Key(example.Words[i], key);
                var word = _words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key[..length], out var id) ? id : Network.Unknown;
                // Rare words are often taken for unknown ones, so that the parts and the pretrained vector learn to stand alone.
                var count = _counts[word];
                if (word != Network.Unknown && _random.NextSingle() < 0.4f / (0.4f + count) + 0.02f)
                    word = Network.Unknown;
                if (word != Network.Unknown)
                    _glove.AsSpan(word * GloveWidth, GloveWidth).CopyTo(glove.AsSpan(row * GloveWidth));
                if (word == Network.Unknown || _random.NextSingle() > 1f / (1f + count))
                {
                    seen[at] = word;
                    _word.Values.AsSpan(word * _shape.Input, _shape.Input).CopyTo(target);
                }
                WordFeatures.Parts(example.Words[i], key[..length], i == 0, casing, parts);
                for (var p = 0; p < parts.Length; p++)
                {
                    if (_random.NextSingle() < 0.05f)
                        continue;
                    seen[at + 1 + p] = parts[p];
                    var values = _parts[p].Values.AsSpan(parts[p] * _shape.Input, _shape.Input);
                    for (var k = 0; k < target.Length; k++)
                        target[k] += values[k];
                }
            }
        }
    }

    private double LearnTags(List<Example> batch, int rows, float[] input, float[] inputGradient, float scale)
    {
        var states = 2 * _shape.Hidden;
        var scores = Room(rows, Network.TagColumns);
        PackedMatrix.Of(_tags.Values, states, Network.TagColumns).Multiply(input, states, scores, Network.TagColumns, rows, _tagBias.Values);
        double loss = 0;
        var row = 0;
        foreach (var example in batch)
        {
            scores.AsSpan(row++ * Network.TagColumns, Network.TagColumns).Clear();
            for (var i = 0; i < example.Words.Length; i++, row++)
            {
                var word = scores.AsSpan(row * Network.TagColumns, Network.TagColumns);
                var xpos = word[..Network.UposColumn];
                var upos = word[Network.UposColumn..Network.NameColumn];
                var name = word[Network.NameColumn..];
                loss += example.HasTree ? Softmax(xpos[.._xpos.Length], example.Xpos[i], scale) + Softmax(upos[.._upos.Length], example.Upos[i], scale) : 0;
                xpos[(example.HasTree ? _xpos.Length : 0)..].Clear();
                upos[(example.HasTree ? _upos.Length : 0)..].Clear();
                loss += NameWeight * Softmax(name[..NameLabels.Count], example.Names[i], NameWeight * scale, example.MiscUnknown && example.Names[i] == 0 ? MiscLabels : 0);
                name[NameLabels.Count..].Clear();
            }
        }
        BackThroughProduct(input, states, _tags, scores, inputGradient, rows);
        AddRows(scores, rows, _tagBias.Gradient);
        return loss;
    }

    private double LearnTree(List<Example> batch, int rows, float[] input, float[] inputGradient, float scale)
    {
        int states = 2 * _shape.Hidden, width = _scorers.Columns, arc = _shape.Arc, label = _shape.Label;
        var scorers = Room(rows, width);
        PackedMatrix.Of(_scorers.Values, states, width).Multiply(input, states, scorers, width, rows, _scorerBias.Values);
        var slopes = new float[rows * width];
        for (var i = 0; i < slopes.Length; i++)
            slopes[i] = scorers[i] > 0 ? 1 : Network.Leak;
        Network.LeakyRelu(scorers.AsSpan(0, rows * width));
        var mask = Mask(batch, rows, width, _options.Dropout);
        Scale(scorers, mask);
        var scorerGradient = Room(rows, width);

        // Arcs.
        var dependents = Room(rows, arc);
        PackedMatrix.Of(_arc.Values, arc, arc).Multiply(scorers, width, dependents, arc, rows, _arcBias.Values);
        var distances = Room(rows, Network.DistanceColumns);
        PackedMatrix.Of(_distance.Values, states, Network.DistanceColumns).Multiply(input, states, distances, Network.DistanceColumns, rows, _distanceBias.Values);
        var distanceGradient = Room(rows, Network.DistanceColumns);
        var dependentGradient = Room(rows, arc);
        var headGradient = Room(rows, arc);
        double loss = 0;
        var row = 0;
        foreach (var example in batch)
        {
            var length = example.Words.Length + 1;
            if (!example.HasTree)
            {
                row += length;
                continue;
            }
            var padded = (length + 31) / 32 * 32;
            var transposed = new float[arc * padded];
            var heads = Room(length, arc);
            for (var h = 0; h < length; h++)
                for (var k = 0; k < arc; k++)
                    heads[h * arc + k] = transposed[k * padded + h] = scorers[(row + h) * width + arc + k];
            var scores = Room(length, padded);
            PackedMatrix.Of(transposed, arc, padded).Multiply(dependents.AsSpan(row * arc), arc, scores, padded, length);
            scores.AsSpan(0, padded).Clear();
            for (var i = 1; i < length; i++)
            {
                var arcs = scores.AsSpan(i * padded, length);
                var far = distances.AsSpan((row + i) * Network.DistanceColumns, Network.DistanceColumns);
                for (var h = 0; h < length; h++)
                    arcs[h] += far[Network.Distance(i, h)];
                arcs[i] = -1e9f;
                loss += Softmax(arcs, example.Heads[i - 1], scale);
                scores.AsSpan(i * padded + length, padded - length).Clear();
                var farGradient = distanceGradient.AsSpan((row + i) * Network.DistanceColumns, Network.DistanceColumns);
                for (var h = 0; h < length; h++)
                    farGradient[Network.Distance(i, h)] += arcs[h];
            }
            // Gradient of dependents: G·heads; of heads: Gᵀ·dependents.
            var part = Room(length, arc);
            PackedMatrix.Of(heads, length, arc).Multiply(scores, padded, part, arc, length);
            part.AsSpan(0, length * arc).CopyTo(dependentGradient.AsSpan(row * arc));
            var scoresTransposed = Room(length, length);
            for (var i = 0; i < length; i++)
                for (var h = 0; h < length; h++)
                    scoresTransposed[h * length + i] = scores[i * padded + h];
            PackedMatrix.Of(dependents.AsSpan(row * arc, length * arc), length, arc).Multiply(scoresTransposed, length, part, arc, length);
            part.AsSpan(0, length * arc).CopyTo(headGradient.AsSpan(row * arc));
            row += length;
        }
        BackThroughProduct(input, states, _distance, distanceGradient, inputGradient, rows);
        AddRows(distanceGradient, rows, _distanceBias.Gradient);
        for (var r = 0; r < rows; r++)
            headGradient.AsSpan(r * arc, arc).CopyTo(scorerGradient.AsSpan(r * width + arc));
        var arcInput = Room(rows, arc);
        for (var r = 0; r < rows; r++)
            scorers.AsSpan(r * width, arc).CopyTo(arcInput.AsSpan(r * arc));
        var arcInputGradient = Room(rows, arc);
        BackThroughProduct(arcInput, arc, _arc, dependentGradient, arcInputGradient, rows);
        AddRows(dependentGradient, rows, _arcBias.Gradient);
        for (var r = 0; r < rows; r++)
            arcInputGradient.AsSpan(r * arc, arc).CopyTo(scorerGradient.AsSpan(r * width));

        // Relations, of the right heads.
        var pairs = Room(rows, 3 * label);
        row = 0;
        foreach (var example in batch)
        {
            for (var i = 1; i <= example.Words.Length && example.HasTree; i++)
                Network.Combine(scorers.AsSpan((row + i) * width + 2 * arc, label), scorers.AsSpan((row + example.Heads[i - 1]) * width + 2 * arc + label, label),
                    pairs.AsSpan((row + i) * 3 * label, 3 * label));
            row += example.Words.Length + 1;
        }
        var labels = Room(rows, Network.LabelColumns);
        PackedMatrix.Of(_label.Values, 3 * label, Network.LabelColumns).Multiply(pairs, 3 * label, labels, Network.LabelColumns, rows, _labelBias.Values);
        row = 0;
        foreach (var example in batch)
        {
            labels.AsSpan(row++ * Network.LabelColumns, Network.LabelColumns).Clear();
            for (var i = 0; i < example.Words.Length; i++, row++)
            {
                var scores = labels.AsSpan(row * Network.LabelColumns, Network.LabelColumns);
                if (example.Relations[i] <= 0)
                    scores.Clear();
                else
                {
                    loss += Softmax(scores[1.._relations.Length], example.Relations[i] - 1, scale);
                    scores[0] = 0;
                    scores[_relations.Length..].Clear();
                }
            }
        }
        var pairGradient = Room(rows, 3 * label);
        BackThroughProduct(pairs, 3 * label, _label, labels, pairGradient, rows);
        AddRows(labels, rows, _labelBias.Gradient);
        row = 0;
        foreach (var example in batch)
        {
            for (var i = 1; i <= example.Words.Length && example.HasTree; i++)
            {
                var dependent = scorers.AsSpan((row + i) * width + 2 * arc, label);
                var head = scorers.AsSpan((row + example.Heads[i - 1]) * width + 2 * arc + label, label);
                var toDependent = scorerGradient.AsSpan((row + i) * width + 2 * arc, label);
                var toHead = scorerGradient.AsSpan((row + example.Heads[i - 1]) * width + 2 * arc + label, label);
                var gradient = pairGradient.AsSpan((row + i) * 3 * label, 3 * label);
                for (var k = 0; k < label; k++)
                {
                    toDependent[k] += gradient[k] * head[k] + gradient[label + k];
                    toHead[k] += gradient[k] * dependent[k] + gradient[2 * label + k];
                }
            }
            row += example.Words.Length + 1;
        }
        Scale(scorerGradient, mask);
        Scale(scorerGradient, slopes);
        BackThroughProduct(input, states, _scorers, scorerGradient, inputGradient, rows);
        AddRows(scorerGradient, rows, _scorerBias.Gradient);
        return loss;
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

    /// <summary>Adds the gradients of the factors of input · weights.</summary>
    private static void BackThroughProduct(float[] input, int inputs, Parameter weights, float[] outputGradient, float[]? inputGradient, int rows)
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

    private static void Transpose(float[] source, int rows, int columns, float[] target, int stride)
    {
        for (var r0 = 0; r0 < rows; r0 += 16)
            for (var c = 0; c < columns; c++)
                for (var r = r0; r < Math.Min(rows, r0 + 16); r++)
                    target[c * stride + r] = source[r * columns + c];
    }

    /// <summary>Replaces scores by the gradient of the cross entropy. The last <paramref name="alsoRight"/> classes count as right beside the gold one.</summary>
    private static double Softmax(Span<float> scores, int gold, float scale, int alsoRight = 0)
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

    private static void AddRows(float[] source, int rows, float[] target)
    {
        for (var r = 0; r < rows; r++)
            for (var i = 0; i < target.Length; i++)
                target[i] += source[r * target.Length + i];
    }

    private static void Scale(float[] values, float[] factors)
    {
        var v = MemoryMarshal.Cast<float, Vector<float>>(values.AsSpan(0, factors.Length));
        var f = MemoryMarshal.Cast<float, Vector<float>>(factors);
        for (var i = 0; i < v.Length; i++)
            v[i] *= f[i];
    }

    /// <summary>Dropout that is the same for all words of a sentence.</summary>
    private float[] Mask(List<Example> batch, int rows, int width, float dropout)
    {
        var mask = new float[rows * width];
        var row = 0;
        foreach (var example in batch)
        {
            var first = mask.AsSpan(row * width, width);
            for (var k = 0; k < width; k++)
                first[k] = _random.NextSingle() < dropout ? 0 : 1 / (1 - dropout);
            for (var i = 1; i <= example.Words.Length; i++)
                first.CopyTo(mask.AsSpan((row + i) * width));
            row += example.Words.Length + 1;
        }
        return mask;
    }

    private Parameter Dense(int inputs, int outputs, float? range = null) =>
        new Parameter(inputs, outputs).Uniform(_random, range ?? MathF.Sqrt(6f / (inputs + outputs)));

    private static float[] Room(int rows, int width) => new float[(rows + 15) / 8 * 8 * width];

    /// <summary>Writes the network in the form that <see cref="Network.Load"/> reads.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Network.Magic);
        foreach (var width in (int[])[_shape.Input, _shape.Hidden, _shape.Layers, _shape.TagLayer, _shape.Arc, _shape.Label])
            writer.Write(width);
        WriteStrings(writer, _xpos);
        WriteStrings(writer, [.. _upos.Select(u => u.ToString())]);
        WriteStrings(writer, _relations);
        writer.Write(_pairs.Length);
        foreach (var (xpos, upos) in _pairs)
        {
            writer.Write((byte)xpos);
            writer.Write((byte)upos);
        }
        WriteStrings(writer, [.. _words.OrderBy(w => w.Value).Select(w => w.Key)]);
        var rows = _words.Count + 2;
        var table = Room(rows, _shape.Input);
        _word.Mean().CopyTo(table, 0);
        PackedMatrix.Of(_gloveWeights.Mean(), GloveWidth, _shape.Input).Multiply(
            [.. _glove, .. new float[8 * GloveWidth]], GloveWidth, table, _shape.Input, rows, accumulate: true);
        WriteQuantized(writer, table, rows);
        foreach (var part in _parts)
            WriteQuantized(writer, part.Mean(), part.Rows);
        for (var l = 0; l < _shape.Layers; l++)
        {
            WriteHalves(writer, _layerWeights[l].Mean());
            WriteHalves(writer, _cellVectors[l].Mean());
        }
        foreach (var parameter in (Parameter[])[_tags, _tagBias, _scorers, _scorerBias, _distance, _distanceBias, _arc, _arcBias, _label, _labelBias])
            WriteHalves(writer, parameter.Mean());
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

    private static void WriteHalves(BinaryWriter writer, float[] values)
    {
        var halves = new Half[values.Length];
        for (var i = 0; i < values.Length; i++)
            halves[i] = (Half)values[i];
        writer.Write(MemoryMarshal.AsBytes(halves.AsSpan()));
    }

    private static void WriteStrings(BinaryWriter writer, string[] strings)
    {
        writer.Write(strings.Length);
        foreach (var s in strings)
            writer.Write(s);
    }
}
