using System.Text.Json;
using Entente.Evaluation;
using Entente.Language;

namespace Entente.Trainer;

/// <summary>Makes the files of the language model.</summary>
internal static class Training
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Trains and writes <c>network.bin</c>, <c>lemmas.tsv</c>, <c>breaks.bin</c> and <c>model.build.json</c>.</summary>
    public static void Run(DirectoryInfo data, DirectoryInfo output, TrainingOptions options, bool lemmasOnly, TextWriter log)
    {
        output.Create();
        var corpora = Corpora.Read(data);
        var train = corpora.Documents.SelectMany(d => d.Sentences).ToList();
        using (var writer = new StreamWriter(Path.Combine(output.FullName, "lemmas.tsv")))
            LemmaTrainer.Write(train, corpora.VectorWords, writer);
        if (lemmasOnly)
            return;
        using (var breaks = File.Create(Path.Combine(output.FullName, "breaks.bin")))
            BreakTrainer.Write(corpora.Documents, options.Seed, breaks);
        var trainer = new NetworkTrainer(options, train, corpora.Named, corpora.VectorWords, corpora.Vectors);
        var lemmatizer = Lemmatizer.Load(new StreamReader(Path.Combine(output.FullName, "lemmas.tsv")), WordLists.English);
        var dev = corpora.Development;
        trainer.Train((epoch, loss) =>
        {
            if (epoch % 4 != 0 && epoch != options.Epochs)
            {
                log.WriteLine($"epoch {epoch}: loss {loss:F3}");
                return;
            }
            var memory = new MemoryStream();
            trainer.Write(memory);
            File.WriteAllBytes(Path.Combine(output.FullName, "network.bin"), memory.ToArray());
            memory.Position = 0;
            var stage = new LanguageStage(Network.Load(memory), lemmatizer, WordLists.English);
            var found = stage.Retag(dev);
            log.WriteLine($"epoch {epoch}: loss {loss:F3}, dev {Scores.Of(dev, found)} names {NameFile.Compare(dev, found, NameFile.UniversalTypes).F1:F2}");
        });
        var build = new { tool = "tools/Entente.Trainer train", options, inputs = corpora.Files };
        File.WriteAllText(Path.Combine(output.FullName, "model.build.json"), JsonSerializer.Serialize(build, Indented) + "\n");
    }
}
