using CsCheck;
using Entente.Language;
using Xunit;

namespace Entente.Tests.Language;

public class TreeDecoderTests
{
    [Fact]
    public void Any_scores_give_one_root_and_no_cycle() =>
        Gen.Int[2, 12].SelectMany(n => Gen.Float[-10, 10].Array[n * n].Select(scores => (n, scores)))
            .Sample(t => IsTree(Decode(t.scores, t.n)), iter: 20_000);

    [Fact]
    public void Small_graph_gives_the_best_of_all_trees() =>
        Gen.Int[2, 5].SelectMany(n => Gen.Float[-10, 10].Array[n * n].Select(scores => (n, scores)))
            .Sample(t => Math.Abs(Score(t.scores, Decode(t.scores, t.n)) - AllTrees(t.n).Max(h => Score(t.scores, h))) < 1e-3, iter: 3_000);

    [Fact]
    public void Equal_scores_of_a_long_sentence_give_a_tree() => Assert.True(IsTree(Decode(new float[251 * 251], 251)));

    internal static bool IsTree(int[] heads)
    {
        if (heads.Count(h => h == 0) != 1)
            return false;
        for (var d = 1; d < heads.Length; d++)
        {
            var steps = 0;
            for (var node = d; node != 0; node = heads[node])
                if (++steps > heads.Length || node < 0)
                    return false;
        }
        return true;
    }

    private static int[] Decode(float[] scores, int n)
    {
        var heads = new int[n];
        TreeDecoder.Decode(scores, n, heads);
        return heads;
    }

    private static double Score(float[] scores, int[] heads) => Enumerable.Range(1, heads.Length - 1).Sum(d => (double)scores[d * heads.Length + heads[d]]);

    private static IEnumerable<int[]> AllTrees(int n)
    {
        var count = (int)Math.Pow(n, n - 1);
        for (var code = 0; code < count; code++)
        {
            var heads = new int[n];
            heads[0] = -1;
            for (int d = 1, rest = code; d < n; d++, rest /= n)
                heads[d] = rest % n;
            if (IsTree(heads))
                yield return heads;
        }
    }
}
