using Entente.Articles;
using Entente.Language;
using Xunit;

namespace Entente.Tests.Language;

public class NameLabelsTests
{
    private const int Stride = 32;

    [Fact]
    public void Labels_of_names_give_the_names_back()
    {
        Name[] names = [new(0, 1, NameType.Person), new(1, 3, NameType.Organisation), new(5, 2, NameType.Miscellaneous)];
        Assert.Equal(names, Decode(NameLabels.Of(names, 8)));
    }

    [Fact]
    public void No_labels_give_no_names() => Assert.Empty(Decode(new int[5]));

    [Fact]
    public void Name_that_begins_and_never_ends_is_not_read_so()
    {
        // Begin of a person, then outside: the best allowed row makes a single word of it, since that costs less than leaving it out.
        var labels = NameLabels.Of([new Name(0, 2, NameType.Person)], 2);
        var scores = Scores([labels[0], 0]);
        scores[NameLabels.Of([new Name(0, 1, NameType.Person)], 1)[0]] = 5;
        Assert.Equal([new Name(0, 1, NameType.Person)], NameLabels.Decode(scores, Stride, 2));
    }

    [Fact]
    public void Type_does_not_change_within_a_name()
    {
        var person = NameLabels.Of([new Name(0, 3, NameType.Person)], 3);
        var place = NameLabels.Of([new Name(0, 3, NameType.Location)], 3);
        var name = Assert.Single(Decode([person[0], place[1], person[2]]));
        Assert.Equal(new Name(0, 3, NameType.Person), name);
    }

    [Fact]
    public void Best_row_is_the_best_of_all_allowed_rows()
    {
        var random = new Random(3);
        for (var round = 0; round < 60; round++)
        {
            var scores = new float[3 * Stride];
            for (var i = 0; i < scores.Length; i++)
                scores[i] = random.NextSingle();
            var best = Rows(3).Where(row => IsAllowed(row)).MaxBy(row => Sum(row, scores))!;
            Assert.Equal(Sum(best, scores), Sum(NameLabels.Of(NameLabels.Decode(scores, Stride, 3), 3), scores), 4);
        }
    }

    private static IReadOnlyList<Name> Decode(int[] labels) => NameLabels.Decode(Scores(labels), Stride, labels.Length);

    private static float[] Scores(int[] labels)
    {
        var scores = new float[labels.Length * Stride];
        for (var i = 0; i < labels.Length; i++)
            scores[i * Stride + labels[i]] = 10;
        return scores;
    }

    private static float Sum(int[] row, float[] scores) => row.Select((label, i) => scores[i * Stride + label]).Sum();

    private static IEnumerable<int[]> Rows(int length) =>
        length == 0 ? [[]] : Rows(length - 1).SelectMany(row => Enumerable.Range(0, NameLabels.Count).Select(label => (int[])[.. row, label]));

    /// <summary>Allowed by what the labels mean: what goes on or ends a name comes after its begin or inside, and these are never left open.</summary>
    private static bool IsAllowed(int[] row)
    {
        var open = -1;
        foreach (var label in row)
        {
            var (type, place) = label == 0 ? (-1, 3) : ((label - 1) / 4, (label - 1) % 4);
            if (place is 1 or 2 ? open != type : open >= 0)
                return false;
            open = place is 0 or 1 ? type : -1;
        }
        return open < 0;
    }
}
