using System.Globalization;
using Entente.Articles;
using Entente.Language;

namespace Entente.Evaluation;

/// <summary>The language layer against CoNLL-U corpora, on their gold words and on raw text.</summary>
internal sealed class LanguageEvaluation(LanguageStage stage, TextWriter output, TextWriter detail)
{
    private static readonly string[] Watched =
    [
        "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "case", "conj", "cc", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "aux", "aux:pass",
        "compound", "flat", "appos", "mark", "advmod", "amod", "det", "cop", "parataxis", "root", "punct",
    ];

    /// <summary>What UD English EWT dev must give, in percent: floors of gold words, then of raw text.</summary>
    private static readonly (string Measure, double Floor, Func<Scores, Score> Of)[] GoldFloors =
    [
        ("UPOS", 95.5, s => s.Upos), ("lemmas", 97, s => s.Lemmas), ("UAS", 89, s => s.Uas), ("LAS", 86, s => s.Las),
    ];

    private static readonly (string Measure, double Floor, Func<Scores, Score> Of)[] RawFloors =
    [
        ("sentences", 85, s => s.Sentences), ("words", 99, s => s.Words), ("LAS", 82, s => s.Las),
    ];

    /// <summary>Measures the development sets in a folder of gold sets. Returns false when a floor is missed.</summary>
    public bool RunDevelopmentSets(DirectoryInfo data)
    {
        var folder = Path.Combine(data.FullName, "nlp", "ud");
        var held = Run("UD English EWT dev", Path.Combine(folder, "en_ewt-ud-dev.conllu"), GoldFloors, RawFloors);
        Run("UD English GUM dev (never trained on)", Path.Combine(folder, "en_gum-ud-dev.conllu.xz"), [], []);
        var names = Path.Combine(data.FullName, "nlp", "ner");
        held &= RunNames("Universal NER EWT dev", Path.Combine(names, "uner_ewt", "dev.conll"), NameFile.UniversalTypes, 82);
        RunNames("Worldwide dev (never trained on)", Path.Combine(names, "worldwide", "dev.conll"), Enum.GetValues<NameType>(), 0);
        Speed(Path.Combine(folder, "en_ewt-ud-dev.conllu"));
        return held;
    }

    /// <summary>Measures one CoNLL-U file, which may be packed with xz; no floors hold for it.</summary>
    public void Run(FileInfo file) => Run(file.Name, file.FullName, [], []);

    /// <summary>Measures names on the words of a file of names; false when F1 is below <paramref name="floor"/>.</summary>
    private bool RunNames(string name, string path, IReadOnlyCollection<NameType> types, double floor)
    {
        if (!File.Exists(path))
        {
            output.WriteLine($"{name}: no file {path}");
            return true;
        }
        using var reader = CorpusFile.Open(path);
        var gold = NameFile.Read(reader);
        var found = stage.Retag(gold);
        var score = NameFile.Compare(gold, found, types);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: names F1 {score.F1:F2} (P {100.0 * score.Correct / Math.Max(1, score.System):F2}, R {100.0 * score.Correct / Math.Max(1, score.Gold):F2}); ")
            + string.Join(", ", types.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t} {NameFile.Compare(gold, found, [t]).F1:F2}"))));
        foreach (var (right, wrong) in gold.Zip(found))
            foreach (var difference in right.Names.Where(n => types.Contains(n.Type)).Except(wrong.Names).Select(n => ("missed", n))
                .Concat(wrong.Names.Where(n => types.Contains(n.Type)).Except(right.Names).Select(n => ("extra", n))))
                detail.WriteLine($"name\t{difference.Item1}\t{difference.n.Type}\t{string.Join(' ', right.Tokens.Skip(difference.n.First).Take(difference.n.Length).Select(t => t.Form))}\t"
                    + string.Join(' ', right.Tokens.Select(t => t.Form)));
        if (score.F1 >= floor)
            return true;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  below the floor: names {score.F1:F2} < {floor}"));
        return false;
    }

    /// <summary>Words per second of processor time from raw text to names and trees, the best of five rounds over a corpus.</summary>
    private void Speed(string path)
    {
        if (!File.Exists(path))
            return;
        using var reader = CorpusFile.Open(path);
        var documents = ConlluFormat.Read(reader);
        var best = 0.0;
        for (var round = 0; round < 5; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var words = documents.Sum(d => stage.Parse(d.Article.Text).Sum(s => s.Tokens.Count));
            best = Math.Max(best, words / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"speed: {best:F0} words per second of processor time, raw text to trees and names; {GC.GetTotalMemory(true) / 1e6:F0} MB managed memory"));
    }

    private bool Run(string name, string path, (string Measure, double Floor, Func<Scores, Score> Of)[] goldFloors, (string Measure, double Floor, Func<Scores, Score> Of)[] rawFloors)
    {
        if (!File.Exists(path))
        {
            output.WriteLine($"{name}: no file {path}");
            return true;
        }
        using var reader = CorpusFile.Open(path);
        var documents = ConlluFormat.Read(reader);
        var gold = documents.SelectMany(d => d.Sentences).ToList();
        var retagged = stage.Retag(gold);
        var parsed = documents.Select(d => stage.Parse(d.Article.Text)).ToList();
        var (onGold, onRaw) = (Scores.Of(gold, retagged), Scores.Of(gold, [.. parsed.SelectMany(s => s)]));
        output.WriteLine(name);
        output.WriteLine($"  gold words  {onGold}");
        output.WriteLine($"  raw text    {onRaw}");
        var held = Holds("gold words", onGold, goldFloors) & Holds("raw text", onRaw, rawFloors);
        Relations(gold, retagged);
        Lemmas(gold, retagged);
        foreach (var (document, sentences) in documents.Zip(parsed))
            Breaks(document, sentences);
        return held;
    }

    private bool Holds(string name, Scores scores, (string Measure, double Floor, Func<Scores, Score> Of)[] floors)
    {
        var missed = floors.Where(f => f.Of(scores).F1 < f.Floor).ToList();
        foreach (var (measure, floor, of) in missed)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  below the floor: {name}, {measure} {of(scores).F1:F2} < {floor}"));
        return missed.Count == 0;
    }

    private void Relations(List<Sentence> gold, IReadOnlyList<Sentence> system)
    {
        var pairs = gold.Zip(system).SelectMany(s => s.First.Tokens.Zip(s.Second.Tokens)).ToList();
        detail.WriteLine("relation     precision  recall  F1     (gold words; head and relation right)   taken for");
        foreach (var relation in Watched)
        {
            var right = pairs.Count(p => p.First.Deprel == relation && p.Second.Deprel == relation && p.First.Head == p.Second.Head);
            var inGold = pairs.Count(p => p.First.Deprel == relation);
            var inSystem = pairs.Count(p => p.Second.Deprel == relation);
            var confused = pairs.Where(p => p.First.Deprel == relation && p.Second.Deprel != relation).GroupBy(p => p.Second.Deprel)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(3).Select(g => $"{g.Key} {g.Count()}");
            detail.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{relation,-12} {100.0 * right / Math.Max(1, inSystem),8:F1} {100.0 * right / Math.Max(1, inGold),8:F1} {200.0 * right / Math.Max(1, inGold + inSystem),6:F1}     {string.Join(", ", confused)}"));
        }
    }

    private void Lemmas(List<Sentence> gold, IReadOnlyList<Sentence> system)
    {
        foreach (var (g, s) in gold.Zip(system).SelectMany(s => s.First.Tokens.Zip(s.Second.Tokens)).Where(p => p.First.Lemma != p.Second.Lemma && p.First.Lemma != "_"))
            detail.WriteLine($"lemma\t{g.Form}\t{g.Xpos}\t{s.Xpos}\t{g.Lemma}\t{s.Lemma}");
    }

    /// <summary>Sentence ends and words that only one side has, with what stands around them.</summary>
    private void Breaks(AnnotatedArticle document, IReadOnlyList<Sentence> system)
    {
        var text = document.Article.Text;
        Differences("sentence", document.Sentences.Select(s => s.Span.End), system.Select(s => s.Span.End));
        Differences("word", document.Sentences.SelectMany(s => s.Tokens).Select(t => t.Span.End), system.SelectMany(s => s.Tokens).Select(t => t.Span.End));

        void Differences(string kind, IEnumerable<int> gold, IEnumerable<int> found)
        {
            var (golds, founds) = (gold.ToHashSet(), found.ToHashSet());
            foreach (var end in golds.Union(founds).Where(e => golds.Contains(e) != founds.Contains(e)).Order())
            {
                var context = $"{text[Math.Max(0, end - 60)..end]} ‖ {text[end..Math.Min(text.Length, end + 50)]}".ReplaceLineEndings("↵");
                detail.WriteLine($"{kind}\t{(golds.Contains(end) ? "missed" : "extra")}\t{context}");
            }
        }
    }
}
