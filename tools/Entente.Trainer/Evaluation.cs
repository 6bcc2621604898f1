using System.Diagnostics;
using Entente.Articles;
using Entente.Language;

namespace Entente.Trainer;

/// <summary>Measures the built-in model.</summary>
internal static class Evaluation
{
    private static readonly string[] Watched =
    [
        "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "case", "conj", "cc", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "aux", "aux:pass",
        "compound", "flat", "appos", "mark", "advmod", "amod", "det", "cop", "parataxis", "root", "punct",
    ];

    /// <summary>Prints the scores on gold words, on raw text as the CoNLL 2018 shared task counts, relations one by one, and the speed.</summary>
    public static void Run(FileInfo file, TextWriter output)
    {
        IReadOnlyList<AnnotatedArticle> documents;
        using (var reader = file.OpenText())
            documents = ConlluFormat.Read(reader);
        var load = Stopwatch.StartNew();
        var stage = LanguageStage.English();
        stage.Parse("Warm.");
        output.WriteLine($"load: {load.ElapsedMilliseconds} ms");
        var gold = documents.SelectMany(d => d.Sentences).ToList();
        var retagged = stage.Retag(gold);
        output.WriteLine($"gold words: {Scores.Of(gold, retagged)}");
        output.WriteLine($"raw text:   {Raw(documents, stage)}");
        Relations(gold, retagged, output);
        Speed(documents, stage, output);
    }

    private static string Raw(IReadOnlyList<AnnotatedArticle> documents, LanguageStage stage)
    {
        int goldWords = 0, systemWords = 0, words = 0, goldSentences = 0, systemSentences = 0, sentences = 0, upos = 0, xpos = 0, lemma = 0, uas = 0, las = 0, subtypes = 0;
        foreach (var document in documents)
        {
            var parsed = stage.Parse(document.Article.Text);
            goldSentences += document.Sentences.Count;
            systemSentences += parsed.Count;
            sentences += document.Sentences.Select(s => s.Span).Intersect(parsed.Select(s => s.Span)).Count();
            var system = new Dictionary<Span, (Token Token, Span? Head)>();
            foreach (var sentence in parsed)
                foreach (var token in sentence.Tokens)
                    system[token.Span] = (token, token.Head < 0 ? null : sentence.Tokens[token.Head].Span);
            systemWords += parsed.Sum(s => s.Tokens.Count);
            foreach (var sentence in document.Sentences)
                foreach (var token in sentence.Tokens)
                {
                    goldWords++;
                    if (!system.TryGetValue(token.Span, out var found))
                        continue;
                    words++;
                    upos += found.Token.Upos == token.Upos ? 1 : 0;
                    xpos += found.Token.Xpos == token.Xpos ? 1 : 0;
                    lemma += found.Token.Lemma == token.Lemma ? 1 : 0;
                    Span? head = token.Head < 0 ? null : sentence.Tokens[token.Head].Span;
                    if (found.Head != head)
                        continue;
                    uas++;
                    las += Scores.Universal(found.Token.Deprel) == Scores.Universal(token.Deprel) ? 1 : 0;
                    subtypes += found.Token.Deprel == token.Deprel ? 1 : 0;
                }
        }
        double F1(int right) => 200.0 * right / (goldWords + systemWords);
        return $"sentences {200.0 * sentences / (goldSentences + systemSentences):F2}  words {F1(words):F2}  UPOS {F1(upos):F2}  XPOS {F1(xpos):F2}  lemma {F1(lemma):F2}  UAS {F1(uas):F2}  LAS {F1(las):F2}  LAS with subtypes {F1(subtypes):F2}";
    }

    private static void Relations(List<Sentence> gold, IReadOnlyList<Sentence> system, TextWriter output)
    {
        var pairs = gold.Zip(system).SelectMany(s => s.First.Tokens.Zip(s.Second.Tokens)).ToList();
        output.WriteLine("relation     precision  recall  F1     (head and relation right)   taken for");
        foreach (var relation in Watched)
        {
            var right = pairs.Count(p => p.First.Deprel == relation && p.Second.Deprel == relation && p.First.Head == p.Second.Head);
            var inGold = pairs.Count(p => p.First.Deprel == relation);
            var inSystem = pairs.Count(p => p.Second.Deprel == relation);
            var confused = pairs.Where(p => p.First.Deprel == relation && p.Second.Deprel != relation).GroupBy(p => p.Second.Deprel)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(3).Select(g => $"{g.Key} {g.Count()}");
            output.WriteLine($"{relation,-12} {100.0 * right / Math.Max(1, inSystem),8:F1} {100.0 * right / Math.Max(1, inGold),8:F1} {200.0 * right / Math.Max(1, inGold + inSystem),6:F1}     {string.Join(", ", confused)}");
        }
    }

    private static void Speed(IReadOnlyList<AnnotatedArticle> documents, LanguageStage stage, TextWriter output)
    {
        var best = 0.0;
        for (var round = 0; round < 5; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var words = documents.Sum(d => stage.Parse(d.Article.Text).Sum(s => s.Tokens.Count));
            best = Math.Max(best, words / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
        output.WriteLine($"speed: {best:F0} words per second of processor time, raw text to trees, best of 5 rounds; {GC.GetTotalMemory(true) / 1e6:F0} MB managed memory");
    }
}
