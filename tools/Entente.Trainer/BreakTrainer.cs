using Entente.Articles;
using Entente.Language;

namespace Entente.Trainer;

/// <summary>Learns the weights of <see cref="BreakModel"/>: logistic regression by AdaGrad, the mean of all rounds.</summary>
internal static class BreakTrainer
{
    private const int Rounds = 12;
    private const float Rate = 0.1f;
    private const float Decay = 1e-5f;

    /// <summary>Writes weights that were learnt from documents; the same documents and seed give the same bytes.</summary>
    public static void Write(IReadOnlyList<AnnotatedArticle> documents, int seed, Stream output)
    {
        var examples = Examples(documents);
        var random = new Random(seed);
        var (weights, squares, sums) = (new float[BreakModel.Size], new float[BreakModel.Size], new double[BreakModel.Size]);
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(examples);
            foreach (var (features, isEnd) in examples)
            {
                var score = 0f;
                foreach (var feature in features)
                    score += weights[feature];
                var error = 1 / (1 + MathF.Exp(-score)) - (isEnd ? 1 : 0);
                foreach (var feature in features)
                {
                    var slope = error + (Decay * weights[feature]);
                    squares[feature] += slope * slope;
                    weights[feature] -= Rate * slope / MathF.Sqrt(squares[feature] + 1e-6f);
                }
            }
            for (var i = 0; i < sums.Length; i++)
                sums[i] += weights[i];
        }
        BreakModel.Write([.. sums.Select(s => (float)(s / Rounds))], output);
    }

    /// <summary>The places that the splitter's rules leave open, when the sentences so far are parted as in the corpus.</summary>
    private static (int[] Features, bool IsEnd)[] Examples(IReadOnlyList<AnnotatedArticle> documents)
    {
        var examples = new List<(int[], bool)>();
        foreach (var document in documents)
        {
            var ends = document.Sentences.Select(s => s.Span.End).ToHashSet();
            bool Note(ReadOnlySpan<int> features, int end)
            {
                examples.Add((features.ToArray(), ends.Contains(end)));
                return ends.Contains(end);
            }
            new SentenceSplitter(WordLists.English, new Tokenizer(WordLists.English), Note).Split(document.Article.Text);
        }
        return [.. examples];
    }
}
