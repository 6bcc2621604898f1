using Entente.Articles;
using Entente.Language;
using Xunit;

namespace Entente.Evaluation.Tests;

public class NameFileTests
{
    [Fact]
    public void Names_of_all_notations_are_read()
    {
        var sentences = NameFile.Read(new StringReader(
            "# doc = 1\nAnna\tB-PER\nLind\tI-PER\nOslo\tB-LOC\nBergen\tB-LOC\n\nThe O\nGreens B-politicalparty\n1990 B-Date\nNorse B-misc\n"));
        Assert.Equal(2, sentences.Count);
        Assert.Equal([new(0, 2, NameType.Person), new(2, 1, NameType.Location), new Name(3, 1, NameType.Location)], sentences[0].Names);
        Assert.Equal([new(1, 1, NameType.Organisation), new Name(3, 1, NameType.Miscellaneous)], sentences[1].Names);
    }

    [Fact]
    public void Line_without_a_label_is_refused() => Assert.Throws<FormatException>(() => NameFile.Read(new StringReader("Anna\n")));

    [Fact]
    public void Names_go_to_the_same_text_with_words_cut_otherwise()
    {
        var sentences = ConlluFormat.Read(new StringReader(
            "1\tAl\tal\tX\tX\t_\t0\troot\t_\t_\n2\t-\t-\tX\tX\t_\t1\tdep\t_\t_\n3\tNur\tnur\tX\tX\t_\t1\tdep\t_\t_\n4\twon\twin\tX\tX\t_\t1\tdep\t_\t_\n"))[0].Sentences;
        var named = NameFile.Read(new StringReader("Al-Nur\tB-ORG\nwon\tO\n\nNo\tO\n"));
        Assert.Equal([new Name(0, 3, NameType.Organisation)], Assert.Single(NameFile.Join(sentences, named)).Names);
        Assert.Empty(NameFile.Join(sentences, NameFile.Read(new StringReader("Other\tO\n"))));
    }

    [Fact]
    public void Right_names_have_the_same_words_and_type()
    {
        var gold = NameFile.Read(new StringReader("Anna\tB-PER\nLind\tI-PER\nleft\tO\nOslo\tB-LOC\nNorse\tB-MISC\n"));
        var found = NameFile.Read(new StringReader("Anna\tB-PER\nLind\tI-PER\nleft\tO\nOslo\tB-ORG\nNorse\tO\n"));
        Assert.Equal(new Score(3, 2, 1), NameFile.Compare(gold, found));
        Assert.Equal(new Score(2, 2, 1), NameFile.Compare(gold, found, NameFile.UniversalTypes));
    }
}
