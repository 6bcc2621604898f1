using System.Text;
using Entente.Articles;
using Entente.Language;
using Entente.TestKit;
using Xunit;

namespace Entente.Evaluation.Tests;

/// <summary>Floors of the English model on a small sample of news-like text, written and annotated for this project.</summary>
public class GoldSampleTests
{
    private static readonly AnnotatedArticle Gold = Read();

    [Fact]
    public void Gold_words_get_tags_and_trees_above_the_floors()
    {
        var scores = Scores.Of(Gold.Sentences, LanguageStage.English().Retag(Gold.Sentences));
        AssertAbove(scores, (96, scores.Upos), (97, scores.Lemmas), (90, scores.Uas), (87, scores.Las));
    }

    [Fact]
    public void Raw_text_gets_sentences_words_and_trees_above_the_floors()
    {
        var scores = Scores.Of(Gold.Sentences, LanguageStage.English().Parse(Gold.Article.Text));
        AssertAbove(scores, (97, scores.Sentences), (99.5, scores.Words), (96, scores.Upos), (89, scores.Uas), (86, scores.Las));
    }

    [Fact]
    public void Lines_that_a_wire_wraps_do_not_matter()
    {
        var scores = Scores.Of(Gold.Sentences, LanguageStage.English().Parse(Wrap(Gold.Article.Text, 68)));
        AssertAbove(scores, (95, scores.Sentences), (99.5, scores.Words));
    }

    [Fact]
    public void Sample_is_of_the_promised_size() => Assert.InRange(Gold.Sentences.Count, 40, 80);

    private static void AssertAbove(Scores scores, params (double Floor, Score Score)[] floors) =>
        Assert.True(floors.All(f => f.Score.F1 >= f.Floor), $"{scores}; floors {string.Join(" ", floors.Select(f => f.Floor))}");

    private static AnnotatedArticle Read()
    {
        using var reader = new StreamReader(Repository.PathOf("tests/Entente.Evaluation.Tests/Gold/news-like.conllu"));
        return Assert.Single(ConlluFormat.Read(reader));
    }

    /// <summary>Puts a line end where a line would become longer than a width; blank lines stay.</summary>
    private static string Wrap(string text, int width)
    {
        var output = new StringBuilder();
        foreach (var paragraph in text.Split("\n\n"))
        {
            output.Append(output.Length > 0 ? "\n\n" : "");
            var line = 0;
            foreach (var word in paragraph.Split(' '))
            {
                var breaks = line > 0 && line + 1 + word.Length > width;
                output.Append(line == 0 ? "" : breaks ? "\n" : " ").Append(word);
                line = breaks ? word.Length : line + (line > 0 ? 1 : 0) + word.Length;
            }
        }
        return output.ToString();
    }
}
