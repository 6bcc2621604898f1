using System.Security.Cryptography;
using Entente.Articles;
using Entente.Evaluation;
using Entente.Language;
using Xunit;

namespace Entente.Trainer.Tests;

public class NetworkTrainerTests
{
    private static readonly TrainingOptions Small = new() { Shape = new NetworkShape(32, 32, 2, 1, 32, 32), Epochs = 2, Dropout = 0.2f, VectorWords = 4 };

    private static readonly string[] VectorWords = ["the", "minister", "talks", "envoy"];

    private const string Trees = """
        1	Maria	_	PROPN	NNP	_	2	nsubj	_	NER=B-PER
        2	met	_	VERB	VBD	_	0	root	_	_
        3	the	_	DET	DT	_	4	det	_	_
        4	minister	_	NOUN	NN	_	2	obj	_	_
        5	.	_	PUNCT	.	_	2	punct	_	_

        1	The	_	DET	DT	_	2	det	_	_
        2	envoy	_	NOUN	NN	_	3	nsubj	_	_
        3	left	_	VERB	VBD	_	0	root	_	_
        4	Port	_	PROPN	NNP	_	3	obj	_	NER=B-LOC
        5	Orban	_	PROPN	NNP	_	4	flat	_	NER=I-LOC
        6	.	_	PUNCT	.	_	3	punct	_	_

        """;

    private const string Names = "Talks\tO\nin\tO\nNorland\tB-LOC\nended\tO\n\nThe\tO\nNorlandic\tB-MISC\nenvoy\tO\n";

    [Fact]
    public void Gradient_is_the_slope_of_the_loss()
    {
        var trainer = NewTrainer(Small);
        var batch = trainer.Examples.ToList();
        trainer.Learn(batch);
        GradientCheck.Slopes(trainer.Parameters, LossWith, atLeast: 13);
    }

    [Fact]
    public void Same_seed_gives_the_same_bytes()
    {
        Assert.Equal(Hash(Small), Hash(Small));
        Assert.NotEqual(Hash(Small), Hash(Small with { Seed = 2 }));
    }

    [Fact]
    public void Network_reads_what_was_written_and_has_learned()
    {
        var trainer = NewTrainer(Small with { Epochs = 600, Dropout = 0f });
        trainer.Train((_, _) => { });
        var memory = new MemoryStream();
        trainer.Write(memory);
        memory.Position = 0;
        var stage = new LanguageStage(Network.Load(memory), Lemmatizer.Load(new StringReader(""), WordLists.English), WordLists.English);
        var gold = Sentences();

        var scores = Scores.Of(gold, stage.Retag(gold));

        Assert.Equal(100, scores.Las.F1);
        Assert.Equal(100, scores.Xpos.F1);
        Assert.Equal(100, NameFile.Compare(gold, stage.Retag(gold), NameFile.UniversalTypes).F1);
    }

    private static double LossWith(int parameter, int place, float change)
    {
        var trainer = NewTrainer(Small);
        var batch = trainer.Examples.ToList();
        trainer.Parameters.ElementAt(parameter).Values[place] += change;
        return trainer.Learn(batch) / batch.Sum(e => e.Words.Length);
    }

    private static string Hash(TrainingOptions options)
    {
        var trainer = NewTrainer(options);
        trainer.Train((_, _) => { });
        var memory = new MemoryStream();
        trainer.Write(memory);
        return Convert.ToHexString(SHA256.HashData(memory.ToArray()));
    }

    private static NetworkTrainer NewTrainer(TrainingOptions options)
    {
        var random = new Random(5);
        return new NetworkTrainer(options, Sentences(), NameFile.Read(new StringReader(Names)), VectorWords,
            [.. Enumerable.Range(0, VectorWords.Length * 100).Select(_ => (Half)(random.NextSingle() - 0.5f))]);
    }

    private static List<Sentence> Sentences() => [.. ConlluFormat.Read(new StringReader(Trees)).SelectMany(d => d.Sentences)];
}
