using Entente.Articles;
using Entente.Evaluation;
using Entente.Language;
using Xunit;

namespace Entente.Trainer.Tests;

public class NameTrainerTests
{
    private static readonly NameOptions Small = new() { Shape = new EncoderShape(32, 32, 1), Epochs = 2, Dropout = 0.2f };

    private const string WithoutMisc = "Maria\tB-PER\nmet\tO\nthe\tO\nNorlandic\tO\nenvoy\tO\n\nHe\tO\nleft\tO\nPort\tB-LOC\nOrban\tI-LOC\n";

    private const string AllTypes = "Talks\tO\nin\tO\nNorland\tB-LOC\nended\tO\n\nThe\tO\nNorlandic\tB-MISC\nenvoy\tO\n";

    [Fact]
    public void Gradient_is_the_slope_of_the_loss()
    {
        var trainer = NewTrainer(Small);
        var batch = trainer.Examples.ToList();
        trainer.Learn(batch);
        GradientCheck.Slopes(trainer.Parameters, LossWith, atLeast: 8);

        static double LossWith(int parameter, int place, float change)
        {
            var trainer = NewTrainer(Small);
            var batch = trainer.Examples.ToList();
            trainer.Parameters.ElementAt(parameter).Values[place] += change;
            return trainer.Learn(batch) / batch.Sum(e => e.Words.Length);
        }
    }

    [Fact]
    public void Same_seed_gives_the_same_bytes()
    {
        Assert.Equal(Bytes(1), Bytes(1));
        Assert.NotEqual(Bytes(1), Bytes(2));
    }

    [Fact]
    public void Names_are_learned_and_a_word_outside_names_may_be_one_of_the_type_that_is_not_marked()
    {
        var trainer = NewTrainer(Small with { Epochs = 400, Dropout = 0f });
        trainer.Train((_, _) => { });
        var memory = new MemoryStream();
        trainer.Write(memory);
        memory.Position = 0;
        var network = NameNetwork.Load(memory, Words.Size);

        Assert.Equal([(0, 1, NameType.Person), (3, 1, NameType.Miscellaneous)], NamesOf(network, ["Maria", "met", "the", "Norlandic", "envoy"]));
        Assert.Equal([(2, 2, NameType.Location)], NamesOf(network, ["He", "left", "Port", "Orban"]));
    }

    [Fact]
    public void Network_for_other_words_is_refused()
    {
        var memory = new MemoryStream();
        NewTrainer(Small).Write(memory);
        memory.Position = 0;

        Assert.Throws<InvalidDataException>(() => NameNetwork.Load(memory, Words.Size + 1));
    }

    private static IEnumerable<(int, int, NameType)> NamesOf(NameNetwork network, string[] words)
    {
        var features = new int[(words.Length + 1) * WordFeatures.Group];
        WordFeatures.Of(words, Words.Rows, features);
        var scores = new float[EncoderSpace.Padded(words.Length + 1) * NameNetwork.Columns];
        network.Score(features, [words.Length + 1], words.Length + 1, new EncoderSpace(network.Shape, words.Length + 1), scores);
        return NameLabels.Decode(scores.AsSpan(NameNetwork.Columns), NameNetwork.Columns, words.Length).Select(n => (n.First, n.Length, n.Type));
    }

    private static byte[] Bytes(int seed)
    {
        var trainer = NewTrainer(Small, seed);
        trainer.Train((_, _) => { });
        var memory = new MemoryStream();
        trainer.Write(memory);
        return memory.ToArray();
    }

    private static Vocabulary Words => Vocabulary.Of(
        Sentences(WithoutMisc).Concat(Sentences(AllTypes)).SelectMany(s => s.Tokens).Select(t => t.Form), ["the", "envoy"], [.. Enumerable.Range(0, 200).Select(i => (Half)(i % 7 / 7f))], 2);

    private static NameTrainer NewTrainer(NameOptions options, int seed = 1) => new(options, seed, Words, Sentences(WithoutMisc), Sentences(AllTypes));

    private static IReadOnlyList<Sentence> Sentences(string text) => NameFile.Read(new StringReader(text));
}
