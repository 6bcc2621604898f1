using Entente.Articles;
using Entente.Language;
using Xunit;

namespace Entente.Tests.Language;

public class ConlluFormatTests
{
    private const string Small =
        "# newdoc id = small\n# newpar\n# sent_id = small-1\n# text = They don't know.\n"
        + "1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n"
        + "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n4\tknow\tknow\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n"
        + "# newpar\n# sent_id = small-2\n# text = Yes\n1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n\n";

    [Fact]
    public void What_was_read_is_written_as_it_was()
    {
        var article = Assert.Single(ConlluFormat.Read(new StringReader(Small)));
        Assert.Equal("They don't know.\n\nYes", article.Article.Text);
        Assert.Equal(2, article.Sentences[0].Tokens[1].MultiwordLength);
        Assert.Equal(Small, ConlluFormat.Write(article));
    }

    [Fact]
    public void Names_are_marked_at_their_words()
    {
        const string named = "1\tLt.\tLt.\tPROPN\tNNP\t_\t0\troot\t_\t_\n2\tAnna\tAnna\tPROPN\tNNP\t_\t1\tflat\t_\tNER=B-PER\n"
            + "3\tLind\tLind\tPROPN\tNNP\t_\t2\tflat\t_\tNER=I-PER|SpaceAfter=No\n4\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n";
        var article = Assert.Single(ConlluFormat.Read(new StringReader(named)));
        Assert.Equal([new Name(1, 2, NameType.Person)], article.Sentences[0].Names);
        Assert.EndsWith(named, ConlluFormat.Write(article), StringComparison.Ordinal);
    }

    [Fact]
    public void Parsed_text_survives_writing_and_reading()
    {
        const string text = "He said: \"We won't go.\" The allies' ships left.\n\nIt's over (for now).";
        var article = new AnnotatedArticle { Article = new Article { Text = text, SourceId = "t" }, Sentences = LanguageStage.English().Parse(text) };
        var again = Assert.Single(ConlluFormat.Read(new StringReader(ConlluFormat.Write(article))));
        Assert.Equal(text, again.Article.Text);
        Assert.Equal(article.Sentences.SelectMany(s => s.Tokens), again.Sentences.SelectMany(s => s.Tokens));
        Assert.Equal(article.Sentences.Select(s => s.NameLabels()), again.Sentences.Select(s => s.NameLabels()));
    }

    [Fact]
    public void Empty_nodes_and_missing_heads_are_no_trouble()
    {
        var article = Assert.Single(ConlluFormat.Read(new StringReader("1\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n1.1\tnow\t_\t_\t_\t_\t_\t_\t_\t_\n2\thome\t_\t_\t_\t_\t_\t_\t_\t_\n")));
        Assert.Equal([-1, 0], article.Sentences[0].Tokens.Select(t => t.Head));
    }

    [Theory]
    [InlineData("1\tGo\n")]
    [InlineData("2\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n")]
    [InlineData("1\tGo\t_\t_\t_\t_\tx\t_\t_\t_\n")]
    [InlineData("1\tGo\t_\t_\t_\t_\t9\t_\t_\t_\n")]
    [InlineData("2-1\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n")]
    public void What_is_not_CoNLLU_is_refused(string text) => Assert.Throws<FormatException>(() => ConlluFormat.Read(new StringReader(text)));

    [Fact]
    public void No_lines_give_no_articles() => Assert.Empty(ConlluFormat.Read(new StringReader("\n\n# text = nothing\n")));
}
