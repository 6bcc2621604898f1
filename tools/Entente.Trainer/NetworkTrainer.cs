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

    /// <summary>A sentence of which only the names are known.</summary>
    public static Example OfNames(Sentence sentence)
    {
        int[] unknown = [.. sentence.Tokens.Select(_ => -1)];
        return new Example([.. sentence.Tokens.Select(t => t.Form)], unknown, unknown, unknown, unknown, NameLabels.Of(sentence.Names, unknown.Length));
    }
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
    /// <summary>Weight of the loss on names beside those on tags and tree.</summary>
    private const float NameWeight = 0.5f;
    private readonly TrainingOptions _options;
    private readonly NetworkShape _shape;
    private readonly Random _random;
    private readonly Vocabulary _vocabulary;
    private readonly EncoderTrainer _encoder;
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
        Examples = [.. sentences.Select(ExampleOf), .. named.Select(Example.OfNames)];

        _vocabulary = Vocabulary.Of(tokens.Concat(named.SelectMany(s => s.Tokens)).Select(t => t.Form), vectorWords, vectors, options.VectorWords);
        _encoder = new EncoderTrainer(_shape.Encoder, options.Dropout, _vocabulary, _random);
        var states = _shape.Encoder.States;
        _tags = Passes.Dense(states, Network.TagColumns, _random);
        _tagBias = new Parameter(1, Network.TagColumns);
        _scorers = Passes.Dense(states, 2 * _shape.Arc + 2 * _shape.Label, _random);
        _scorerBias = new Parameter(1, 2 * _shape.Arc + 2 * _shape.Label);
        _distance = Passes.Dense(states, Network.DistanceColumns, _random);
        _distanceBias = new Parameter(1, Network.DistanceColumns);
        _arc = Passes.Dense(_shape.Arc, _shape.Arc, _random, 0.03f);
        _arcBias = new Parameter(1, _shape.Arc);
        _label = Passes.Dense(3 * _shape.Label, Network.LabelColumns, _random);
        _labelBias = new Parameter(1, Network.LabelColumns);
    }

    private Example ExampleOf(Sentence sentence)
    {
        var tokens = sentence.Tokens;
        return new Example(
            [.. tokens.Select(t => t.Form)],
            [.. tokens.Select(t => Array.IndexOf(_xpos, t.Xpos))],
            [.. tokens.Select(t => Array.IndexOf(_upos, t.Upos))],
            [.. tokens.Select(t => t.Head + 1)],
            [.. tokens.Select(t => Array.IndexOf(_relations, t.Deprel))],
            NameLabels.Of(sentence.Names, tokens.Count))
        { MiscUnknown = true };
    }

    /// <summary>The sentences to learn from.</summary>
    internal IReadOnlyList<Example> Examples { get; }

    /// <summary>All that is learned.</summary>
    internal IEnumerable<Parameter> Parameters =>
        [.. _encoder.Parameters, _tags, _tagBias, _scorers, _scorerBias, _distance, _distanceBias, _arc, _arcBias, _label, _labelBias];

    /// <summary>Trains; <paramref name="report"/> is called after each epoch with its number and the mean loss per word.</summary>
    public void Train(Action<int, double> report) =>
        Rounds.Run(Examples, Parameters, Learn, new RoundOptions(_options.Epochs, _options.BatchRows, _options.Rate), _random, report);

    /// <summary>Adds the gradient of a batch and gives its summed loss.</summary>
    internal double Learn(IReadOnlyList<Example> batch)
    {
        var pass = _encoder.Forward(batch);
        var scale = 1f / (pass.Rows - batch.Count);
        var loss = LearnTags(batch, pass.Rows, pass.States[_shape.TagLayer], pass.Gradients[_shape.TagLayer], scale)
            + LearnTree(batch, pass.Rows, pass.States[_shape.Layers], pass.Gradients[_shape.Layers], scale);
        _encoder.Backward(pass);
        return loss;
    }

    private double LearnTags(IReadOnlyList<Example> batch, int rows, float[] input, float[] inputGradient, float scale)
    {
        var states = _shape.Encoder.States;
        var scores = Passes.Room(rows, Network.TagColumns);
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
                loss += example.HasTree ? Passes.Softmax(xpos[.._xpos.Length], example.Xpos[i], scale) + Passes.Softmax(upos[.._upos.Length], example.Upos[i], scale) : 0;
                xpos[(example.HasTree ? _xpos.Length : 0)..].Clear();
                upos[(example.HasTree ? _upos.Length : 0)..].Clear();
                loss += NameWeight * Passes.Softmax(name[..NameLabels.Count], example.Names[i], NameWeight * scale, example.MiscUnknown && example.Names[i] == 0 ? NameTrainer.MiscLabels : 0);
                name[NameLabels.Count..].Clear();
            }
        }
        Passes.BackThroughProduct(input, states, _tags, scores, inputGradient, rows);
        Passes.AddRows(scores, rows, _tagBias.Gradient);
        return loss;
    }

    private double LearnTree(IReadOnlyList<Example> batch, int rows, float[] input, float[] inputGradient, float scale)
    {
        int states = _shape.Encoder.States, width = _scorers.Columns, arc = _shape.Arc, label = _shape.Label;
        var scorers = Passes.Room(rows, width);
        PackedMatrix.Of(_scorers.Values, states, width).Multiply(input, states, scorers, width, rows, _scorerBias.Values);
        var slopes = new float[rows * width];
        for (var i = 0; i < slopes.Length; i++)
            slopes[i] = scorers[i] > 0 ? 1 : Network.Leak;
        Network.LeakyRelu(scorers.AsSpan(0, rows * width));
        var mask = Passes.Mask(batch, rows, width, _options.Dropout, _random);
        Passes.Scale(scorers, mask);
        var scorerGradient = Passes.Room(rows, width);

        // Arcs.
        var dependents = Passes.Room(rows, arc);
        PackedMatrix.Of(_arc.Values, arc, arc).Multiply(scorers, width, dependents, arc, rows, _arcBias.Values);
        var distances = Passes.Room(rows, Network.DistanceColumns);
        PackedMatrix.Of(_distance.Values, states, Network.DistanceColumns).Multiply(input, states, distances, Network.DistanceColumns, rows, _distanceBias.Values);
        var distanceGradient = Passes.Room(rows, Network.DistanceColumns);
        var dependentGradient = Passes.Room(rows, arc);
        var headGradient = Passes.Room(rows, arc);
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
            var heads = Passes.Room(length, arc);
            for (var h = 0; h < length; h++)
                for (var k = 0; k < arc; k++)
                    heads[h * arc + k] = transposed[k * padded + h] = scorers[(row + h) * width + arc + k];
            var scores = Passes.Room(length, padded);
            PackedMatrix.Of(transposed, arc, padded).Multiply(dependents.AsSpan(row * arc), arc, scores, padded, length);
            scores.AsSpan(0, padded).Clear();
            for (var i = 1; i < length; i++)
            {
                var arcs = scores.AsSpan(i * padded, length);
                var far = distances.AsSpan((row + i) * Network.DistanceColumns, Network.DistanceColumns);
                for (var h = 0; h < length; h++)
                    arcs[h] += far[Network.Distance(i, h)];
                arcs[i] = -1e9f;
                loss += Passes.Softmax(arcs, example.Heads[i - 1], scale);
                scores.AsSpan(i * padded + length, padded - length).Clear();
                var farGradient = distanceGradient.AsSpan((row + i) * Network.DistanceColumns, Network.DistanceColumns);
                for (var h = 0; h < length; h++)
                    farGradient[Network.Distance(i, h)] += arcs[h];
            }
            // Gradient of dependents: G·heads; of heads: Gᵀ·dependents.
            var part = Passes.Room(length, arc);
            PackedMatrix.Of(heads, length, arc).Multiply(scores, padded, part, arc, length);
            part.AsSpan(0, length * arc).CopyTo(dependentGradient.AsSpan(row * arc));
            var scoresTransposed = Passes.Room(length, length);
            for (var i = 0; i < length; i++)
                for (var h = 0; h < length; h++)
                    scoresTransposed[h * length + i] = scores[i * padded + h];
            PackedMatrix.Of(dependents.AsSpan(row * arc, length * arc), length, arc).Multiply(scoresTransposed, length, part, arc, length);
            part.AsSpan(0, length * arc).CopyTo(headGradient.AsSpan(row * arc));
            row += length;
        }
        Passes.BackThroughProduct(input, states, _distance, distanceGradient, inputGradient, rows);
        Passes.AddRows(distanceGradient, rows, _distanceBias.Gradient);
        for (var r = 0; r < rows; r++)
            headGradient.AsSpan(r * arc, arc).CopyTo(scorerGradient.AsSpan(r * width + arc));
        var arcInput = Passes.Room(rows, arc);
        for (var r = 0; r < rows; r++)
            scorers.AsSpan(r * width, arc).CopyTo(arcInput.AsSpan(r * arc));
        var arcInputGradient = Passes.Room(rows, arc);
        Passes.BackThroughProduct(arcInput, arc, _arc, dependentGradient, arcInputGradient, rows);
        Passes.AddRows(dependentGradient, rows, _arcBias.Gradient);
        for (var r = 0; r < rows; r++)
            arcInputGradient.AsSpan(r * arc, arc).CopyTo(scorerGradient.AsSpan(r * width));

        // Relations, of the right heads.
        var pairs = Passes.Room(rows, 3 * label);
        row = 0;
        foreach (var example in batch)
        {
            for (var i = 1; i <= example.Words.Length && example.HasTree; i++)
                Network.Combine(scorers.AsSpan((row + i) * width + 2 * arc, label), scorers.AsSpan((row + example.Heads[i - 1]) * width + 2 * arc + label, label),
                    pairs.AsSpan((row + i) * 3 * label, 3 * label));
            row += example.Words.Length + 1;
        }
        var labels = Passes.Room(rows, Network.LabelColumns);
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
                    loss += Passes.Softmax(scores[1.._relations.Length], example.Relations[i] - 1, scale);
                    scores[0] = 0;
                    scores[_relations.Length..].Clear();
                }
            }
        }
        var pairGradient = Passes.Room(rows, 3 * label);
        Passes.BackThroughProduct(pairs, 3 * label, _label, labels, pairGradient, rows);
        Passes.AddRows(labels, rows, _labelBias.Gradient);
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
        Passes.Scale(scorerGradient, mask);
        Passes.Scale(scorerGradient, slopes);
        Passes.BackThroughProduct(input, states, _scorers, scorerGradient, inputGradient, rows);
        Passes.AddRows(scorerGradient, rows, _scorerBias.Gradient);
        return loss;
    }

    /// <summary>Writes the network in the form that <see cref="Network.Load"/> reads.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Network.Magic);
        foreach (var width in (int[])[_shape.Input, _shape.Hidden, _shape.Layers, _shape.TagLayer, _shape.Arc, _shape.Label])
            writer.Write(width);
        writer.WriteStrings(_xpos);
        writer.WriteStrings([.. _upos.Select(u => u.ToString())]);
        writer.WriteStrings(_relations);
        writer.Write(_pairs.Length);
        foreach (var (xpos, upos) in _pairs)
        {
            writer.Write((byte)xpos);
            writer.Write((byte)upos);
        }
        writer.WriteStrings([.. _vocabulary.Rows.OrderBy(w => w.Value).Select(w => w.Key)]);
        _encoder.Write(writer);
        foreach (var parameter in (Parameter[])[_tags, _tagBias, _scorers, _scorerBias, _distance, _distanceBias, _arc, _arcBias, _label, _labelBias])
            writer.WriteHalves(parameter.Mean());
    }
}
