using Entente.Articles;
using Entente.Language;

namespace Entente.Trainer;

/// <summary>How the network of names is trained.</summary>
internal sealed record NameOptions
{
    /// <summary>Widths and depth.</summary>
    public EncoderShape Shape { get; init; } = new(64, 64, 2);

    /// <summary>Rounds over the sentences with names. More make names of the corpus sure and others no better.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Words (with a root each sentence) of a minibatch.</summary>
    public int BatchRows { get; init; } = 800;

    /// <summary>Highest learning rate of Adam.</summary>
    public float Rate { get; init; } = 2e-3f;

    /// <summary>Share of values dropped between layers, the same for all words of a sentence.</summary>
    public float Dropout { get; init; } = 0.4f;
}

/// <summary>Trains the network of <see cref="NameNetwork"/>; one thread, so that a seed gives the same weights on the same machine.</summary>
internal sealed class NameTrainer
{
    /// <summary>The last labels of names are those of type MISC.</summary>
    public const int MiscLabels = 4;

    private readonly NameOptions _options;
    private readonly Vocabulary _vocabulary;
    private readonly Random _random;
    private readonly EncoderTrainer _encoder;
    private readonly Parameter _labels;
    private readonly Parameter _labelBias = new(1, NameNetwork.Columns);

    /// <summary>Makes room.</summary>
    /// <param name="options">How it is trained.</param>
    /// <param name="seed">Where chance begins.</param>
    /// <param name="vocabulary">Words with a vector of their own, in the rows of the network of tags and trees.</param>
    /// <param name="withoutMisc">Sentences whose names of type MISC are not marked.</param>
    /// <param name="named">Sentences with names of all types.</param>
    public NameTrainer(NameOptions options, int seed, Vocabulary vocabulary, IEnumerable<Sentence> withoutMisc, IEnumerable<Sentence> named)
    {
        (_options, _vocabulary, _random) = (options, vocabulary, new Random(seed));
        _encoder = new EncoderTrainer(options.Shape, options.Dropout, vocabulary, _random);
        _labels = Passes.Dense(options.Shape.States, NameNetwork.Columns, _random);
        Examples = [.. withoutMisc.Select(s => Example.OfNames(s) with { MiscUnknown = true }), .. named.Select(Example.OfNames)];
    }

    /// <summary>The sentences to learn from.</summary>
    internal IReadOnlyList<Example> Examples { get; }

    /// <summary>All that is learned.</summary>
    internal IEnumerable<Parameter> Parameters => [.. _encoder.Parameters, _labels, _labelBias];

    /// <summary>Trains; <paramref name="report"/> is called after each epoch with its number and the mean loss per word.</summary>
    public void Train(Action<int, double> report) =>
        Rounds.Run(Examples, Parameters, Learn, new RoundOptions(_options.Epochs, _options.BatchRows, _options.Rate), _random, report);

    /// <summary>Adds the gradient of a batch and gives its summed loss.</summary>
    internal double Learn(IReadOnlyList<Example> batch)
    {
        var pass = _encoder.Forward(batch);
        var (states, gradient) = (pass.States[^1], pass.Gradients[^1]);
        var scale = 1f / (pass.Rows - batch.Count);
        var scores = Passes.Room(pass.Rows, NameNetwork.Columns);
        PackedMatrix.Of(_labels.Values, _labels.Rows, NameNetwork.Columns).Multiply(states, _labels.Rows, scores, NameNetwork.Columns, pass.Rows, _labelBias.Values);
        double loss = 0;
        var row = 0;
        foreach (var example in batch)
        {
            scores.AsSpan(row++ * NameNetwork.Columns, NameNetwork.Columns).Clear();
            for (var i = 0; i < example.Words.Length; i++, row++)
            {
                var word = scores.AsSpan(row * NameNetwork.Columns, NameNetwork.Columns);
                loss += Passes.Softmax(word[..NameLabels.Count], example.Names[i], scale, example.MiscUnknown && example.Names[i] == 0 ? MiscLabels : 0);
                word[NameLabels.Count..].Clear();
            }
        }
        Passes.BackThroughProduct(states, _labels.Rows, _labels, scores, gradient, pass.Rows);
        Passes.AddRows(scores, pass.Rows, _labelBias.Gradient);
        _encoder.Backward(pass);
        return loss;
    }

    /// <summary>Writes the network in the form that <see cref="NameNetwork.Load"/> reads.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(NameNetwork.Magic);
        foreach (var number in (int[])[_options.Shape.Input, _options.Shape.Hidden, _options.Shape.Layers, _vocabulary.Size])
            writer.Write(number);
        _encoder.Write(writer);
        writer.WriteHalves(_labels.Mean());
        writer.WriteHalves(_labelBias.Mean());
    }
}
