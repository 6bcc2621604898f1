using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Entente.Articles;
using Entente.Language;

namespace Entente.Trainer;

/// <summary>Makes the files of the language model.</summary>
internal static class Training
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Trains and writes <c>network.bin</c>, <c>lemmas.tsv</c>, <c>breaks.bin</c> and <c>model.build.json</c>.</summary>
    public static void Run(DirectoryInfo ewt, DirectoryInfo vectorFolder, DirectoryInfo output, TrainingOptions options, bool lemmasOnly, TextWriter log)
    {
        var trainFile = Path.Combine(ewt.FullName, "en_ewt-ud-train.conllu");
        var devFile = Path.Combine(ewt.FullName, "en_ewt-ud-dev.conllu");
        var wordFile = Path.Combine(vectorFolder.FullName, "glove100_top100k.words.txt");
        var vectorFile = Path.Combine(vectorFolder.FullName, "glove100_top100k.f16");
        output.Create();
        var documents = ReadDocuments(trainFile);
        var train = documents.SelectMany(d => d.Sentences).ToList();
        var dev = File.Exists(devFile) ? ReadDocuments(devFile).SelectMany(d => d.Sentences).ToList() : [];
        var vectorWords = File.ReadAllLines(wordFile);
        using (var writer = new StreamWriter(Path.Combine(output.FullName, "lemmas.tsv")))
            LemmaTrainer.Write(train, vectorWords, writer);
        if (lemmasOnly)
            return;
        using (var breaks = File.Create(Path.Combine(output.FullName, "breaks.bin")))
            BreakTrainer.Write(documents, options.Seed, breaks);
        var trainer = new NetworkTrainer(options, train, vectorWords, MemoryMarshal.Cast<byte, Half>(File.ReadAllBytes(vectorFile)).ToArray());
        var lemmatizer = Lemmatizer.Load(new StreamReader(Path.Combine(output.FullName, "lemmas.tsv")), EnglishWords.Default);
        trainer.Train((epoch, loss) =>
        {
            var memory = new MemoryStream();
            trainer.Write(memory);
            File.WriteAllBytes(Path.Combine(output.FullName, "network.bin"), memory.ToArray());
            memory.Position = 0;
            var stage = new LanguageStage(Network.Load(memory), lemmatizer, EnglishWords.Default);
            log.WriteLine($"epoch {epoch}: loss {loss:F3}{(dev.Count > 0 ? ", dev " + Scores.Of(dev, stage.Retag(dev)) : "")}");
            log.Flush();
        });
        var build = new
        {
            tool = "tools/Entente.Trainer train",
            options,
            inputs = new[] { trainFile, wordFile, vectorFile }.ToDictionary(f => Path.GetFileName(f), f => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))),
        };
        File.WriteAllText(Path.Combine(output.FullName, "model.build.json"), JsonSerializer.Serialize(build, Indented) + "\n");
    }

    private static IReadOnlyList<AnnotatedArticle> ReadDocuments(string file)
    {
        using var reader = new StreamReader(file);
        return ConlluFormat.Read(reader);
    }
}
