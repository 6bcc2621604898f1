using System.Text.Json;
using Entente.Evaluation;
using Entente.Language;

namespace Entente.Trainer;

/// <summary>Makes the files of the language model.</summary>
internal static class Training
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Trains and writes <c>network.bin</c>, <c>names.bin</c>, <c>lemmas.tsv</c>, <c>breaks.bin</c> and <c>model.build.json</c>, or some of them.</summary>
    /// <param name="data">Folder of data sets.</param>
    /// <param name="output">Folder of the model.</param>
    /// <param name="options">How the network of tags and trees is trained.</param>
    /// <param name="nameOptions">How the network of names is trained.</param>
    /// <param name="parts">What is made; the rest stays as it stands in <paramref name="output"/>.</param>
    /// <param name="log">Gets a line an epoch.</param>
    public static void Run(DirectoryInfo data, DirectoryInfo output, TrainingOptions options, NameOptions nameOptions, ModelParts parts, TextWriter log)
    {
        output.Create();
        var corpora = Corpora.Read(data);
        var train = corpora.Documents.SelectMany(d => d.Sentences).ToList();
        var networkFile = Path.Combine(output.FullName, "network.bin");
        if (parts.HasFlag(ModelParts.Lemmas))
        {
            using var writer = new StreamWriter(Path.Combine(output.FullName, "lemmas.tsv"));
            LemmaTrainer.Write(train, corpora.VectorWords, writer);
        }
        if (parts.HasFlag(ModelParts.Breaks))
        {
            using var breaks = File.Create(Path.Combine(output.FullName, "breaks.bin"));
            BreakTrainer.Write(corpora.Documents, options.Seed, breaks);
        }
        var lemmatizer = Lemmatizer.Load(new StreamReader(Path.Combine(output.FullName, "lemmas.tsv")), WordLists.English);
        var dev = corpora.Development;
        if (parts.HasFlag(ModelParts.Network))
        {
            var trainer = new NetworkTrainer(options, train, corpora.Named, corpora.VectorWords, corpora.Vectors);
            trainer.Train((epoch, loss) =>
            {
                log.WriteLine($"epoch {epoch}: loss {loss:F3}");
                if (epoch % 4 != 0 && epoch != options.Epochs)
                    return;
                Write(networkFile, trainer.Write);
                log.WriteLine($"  dev {Scores.Of(dev, new LanguageStage(LoadNetwork(), lemmatizer, WordLists.English).Retag(dev))}");
            });
        }
        if (parts.HasFlag(ModelParts.Names))
        {
            var forms = train.Concat(corpora.Named).SelectMany(s => s.Tokens).Select(t => t.Form);
            var trainer = new NameTrainer(nameOptions, options.Seed, Vocabulary.Of(LoadNetwork().Words, forms, corpora.VectorWords, corpora.Vectors), train, corpora.Named);
            var namesFile = Path.Combine(output.FullName, "names.bin");
            trainer.Train((epoch, loss) =>
            {
                Write(namesFile, trainer.Write);
                using var names = File.OpenRead(namesFile);
                var found = new LanguageStage(LoadNetwork(names), lemmatizer, WordLists.English).Retag(dev);
                log.WriteLine($"names, epoch {epoch}: loss {loss:F3}, dev {NameFile.Compare(dev, found, NameFile.UniversalTypes).F1:F2}");
            });
        }
        var build = new { tool = "tools/Entente.Trainer train", options, nameOptions, inputs = corpora.Files };
        File.WriteAllText(Path.Combine(output.FullName, "model.build.json"), JsonSerializer.Serialize(build, Indented) + "\n");

        Network LoadNetwork(Stream? names = null)
        {
            using var network = File.OpenRead(networkFile);
            return Network.Load(network, names);
        }

        static void Write(string path, Action<Stream> write)
        {
            using var file = File.Create(path);
            write(file);
        }
    }
}

/// <summary>Parts of the language model.</summary>
[Flags]
internal enum ModelParts
{
    /// <summary>The table of dictionary forms.</summary>
    Lemmas = 1,

    /// <summary>Where sentences end without a stop.</summary>
    Breaks = 2,

    /// <summary>Tags and trees.</summary>
    Network = 4,

    /// <summary>Names; they rest on the words of the network of tags and trees.</summary>
    Names = 8,

    /// <summary>All of it.</summary>
    All = Lemmas | Breaks | Network | Names,
}
