namespace Entente.Language;

/// <summary>
/// The network that marks names: an encoder of its own, small beside that of tags and trees, and a linear layer. Names are learned from fewer and other texts
/// than trees and are known after a third of the rounds, so what is learned for one harms the other. Thread-safe.
/// </summary>
internal sealed class NameNetwork
{
    /// <summary>First bytes of a model file.</summary>
    public const string Magic = "entente-names-1";

    /// <summary>Columns of the last layer: the labels, see <see cref="NameLabels"/>, and nothing.</summary>
    public const int Columns = 32;

    private readonly Encoder _encoder;
    private readonly Dense _labels;

    private NameNetwork(BinaryReader reader, int words)
    {
        reader.Expect(Magic);
        var shape = new EncoderShape(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        if (reader.ReadInt32() != words)
            throw new InvalidDataException("The model of names was made for another list of words than the network has.");
        _encoder = new Encoder(reader, shape, words);
        _labels = new Dense(reader, shape.States, Columns);
    }

    /// <summary>The widths of its encoder.</summary>
    public EncoderShape Shape => _encoder.Shape;

    /// <summary>Reads a network that the trainer wrote.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="words">Rows of the table of words, which it shares with the network of tags and trees.</param>
    /// <exception cref="InvalidDataException">The file has another form, or belongs to another list of words.</exception>
    public static NameNetwork Load(Stream stream, int words)
    {
        using var reader = new BinaryReader(stream);
        return new NameNetwork(reader, words);
    }

    /// <summary>Writes the score of each label of each word.</summary>
    /// <param name="features">As <see cref="Encoder.Embed"/> reads them.</param>
    /// <param name="lengths">Words of each sentence, its root with them.</param>
    /// <param name="rows">Their sum.</param>
    /// <param name="space">Room to work in.</param>
    /// <param name="scores">Gets <see cref="Columns"/> scores a word.</param>
    public void Score(ReadOnlySpan<int> features, IReadOnlyList<int> lengths, int rows, EncoderSpace space, float[] scores)
    {
        _encoder.Embed(features, rows, space);
        _labels.Apply(_encoder.Run(0, Shape.Layers, lengths, rows, space), scores, rows, space.Integers);
    }
}
