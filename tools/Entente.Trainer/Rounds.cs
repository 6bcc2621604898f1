namespace Entente.Trainer;

/// <summary>How long and in what steps something is trained.</summary>
/// <param name="Epochs">Rounds over the examples.</param>
/// <param name="BatchRows">Words (with a root each sentence) of a minibatch.</param>
/// <param name="Rate">Highest learning rate of Adam; it falls over the last 70 % of the way.</param>
internal sealed record RoundOptions(int Epochs, int BatchRows, float Rate);

/// <summary>Rounds over examples in minibatches, the sentences of each varied.</summary>
internal static class Rounds
{
    /// <summary>Longest sentence that is learned from, in words.</summary>
    private const int LongestSentence = 150;

    /// <summary>Runs all rounds.</summary>
    /// <param name="examples">The sentences.</param>
    /// <param name="parameters">What is learned.</param>
    /// <param name="learn">Adds the gradient of a batch and gives its summed loss.</param>
    /// <param name="options">How long and in what steps.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="report">Called after each epoch with its number and the mean loss per word.</param>
    public static void Run(
        IReadOnlyList<Example> examples, IEnumerable<Parameter> parameters, Func<IReadOnlyList<Example>, double> learn, RoundOptions options, Random random, Action<int, double> report)
    {
        var order = examples.Where(e => e.Words.Length <= LongestSentence).ToArray();
        var total = order.Sum(e => e.Words.Length + 1);
        var steps = options.Epochs * (total / options.BatchRows + 1);
        var step = 0;
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            random.Shuffle(order);
            double loss = 0;
            for (var first = 0; first < order.Length;)
            {
                var rows = 0;
                var batch = new List<Example>();
                while (first < order.Length && (rows == 0 || rows + order[first].Words.Length + 1 <= options.BatchRows))
                {
                    rows += order[first].Words.Length + 1;
                    batch.Add(Augmentation.Vary(order[first++], random));
                }
                loss += learn(batch);
                step++;
                var progress = Math.Min(1f, (float)step / steps);
                var rate = options.Rate * Math.Min(1f, step / 200f) * (progress < 0.3f ? 1f : MathF.Max(0.01f, (1f - progress) / 0.7f));
                foreach (var parameter in parameters)
                    parameter.Step(rate, step);
            }
            report(epoch + 1, loss / total);
        }
    }
}
