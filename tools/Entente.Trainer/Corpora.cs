using System.Security.Cryptography;
using Entente.Articles;
using Entente.Evaluation;

namespace Entente.Trainer;

/// <summary>What the model is trained on, and the development sets that are measured on the way.</summary>
internal sealed record Corpora
{
    /// <summary>Documents of UD English EWT train, with the names of Universal NER (PER, LOC, ORG).</summary>
    public required IReadOnlyList<AnnotatedArticle> Documents { get; init; }

    /// <summary>Sentences with names (also MISC) and no trees: Wikigold and the political part of CrossNER.</summary>
    public required IReadOnlyList<Sentence> Named { get; init; }

    /// <summary>UD English EWT dev with the names of Universal NER.</summary>
    public required IReadOnlyList<Sentence> Development { get; init; }

    /// <summary>Words with a pretrained vector, the most frequent first.</summary>
    public required IReadOnlyList<string> VectorWords { get; init; }

    /// <summary>Their vectors, one after another.</summary>
    public required Half[] Vectors { get; init; }

    /// <summary>The files that were read, below the data folder, with their hashes.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Reads everything below a folder of data sets.</summary>
    public static Corpora Read(DirectoryInfo data)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var names = Names("nlp/ner/uner_ewt/train.early-2022-12.conll");
        var documents = new List<AnnotatedArticle>();
        foreach (var document in Documents("nlp/ud/en_ewt-ud-train.conllu.xz"))
        {
            var named = NameFile.Join(document.Sentences, names).ToDictionary(s => s.Span);
            documents.Add(document with { Sentences = [.. document.Sentences.Select(s => named.GetValueOrDefault(s.Span, s))] });
        }
        var development = Documents("nlp/ud/en_ewt-ud-dev.conllu").SelectMany(d => d.Sentences).ToList();
        return new Corpora
        {
            Documents = documents,
            Named = [.. Names("nlp/ner/wikigold/wikigold.conll"), .. Names("nlp/ner/crossner_politics/train.conll"), .. Names("nlp/ner/crossner_politics/dev.conll")],
            Development = NameFile.Join(development, Names("nlp/ner/uner_ewt/dev.conll")),
            VectorWords = File.ReadAllLines(Use("nlp/vectors/glove100_top100k.words.txt")),
            Vectors = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, Half>(File.ReadAllBytes(Use("nlp/vectors/glove100_top100k.f16"))).ToArray(),
            Files = files,
        };

        string Use(string file)
        {
            var path = Path.Combine(data.FullName, file);
            files[file] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
            return path;
        }

        IReadOnlyList<AnnotatedArticle> Documents(string file)
        {
            using var reader = CorpusFile.Open(Use(file));
            return Language.ConlluFormat.Read(reader);
        }

        IReadOnlyList<Sentence> Names(string file)
        {
            using var reader = CorpusFile.Open(Use(file));
            return NameFile.Read(reader);
        }
    }
}
