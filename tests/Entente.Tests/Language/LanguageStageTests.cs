using CsCheck;
using Entente.Articles;
using Entente.Language;
using Xunit;

namespace Entente.Tests.Language;

public class LanguageStageTests
{
    private static readonly LanguageStage Stage = LanguageStage.English();

    [Theory]
    [InlineData("The minister signed the treaty in Geneva.", "minister nsubj signed|treaty obj signed|Geneva obl signed|signed root")]
    [InlineData("The treaty was signed by both presidents in 1997.", "treaty nsubj:pass signed|was aux:pass signed|presidents obl:agent signed|1997 obl signed")]
    [InlineData("Moscow said that it would not attend the meeting.", "Moscow nsubj said|attend ccomp said|it nsubj attend|would aux attend|not advmod attend|meeting obj attend")]
    [InlineData("France and Germany condemned the attack.", "France nsubj condemned|Germany conj France|and cc Germany|attack obj condemned")]
    [InlineData("The government's decision surprised the allies.", "government nmod:poss decision|'s case government|decision nsubj surprised|allies obj surprised")]
    [InlineData("Ankara refused to open the border.", "open xcomp refused|to mark open|border obj open")]
    [InlineData("The soldiers who crossed the river were arrested.", "crossed acl:relcl soldiers|who nsubj crossed|soldiers nsubj:pass arrested")]
    [InlineData("They left because the talks had failed.", "failed advcl left|because mark failed|talks nsubj failed")]
    public void Sentence_has_the_relations_that_later_stages_rest_on(string text, string arcs)
    {
        var sentence = Assert.Single(Stage.Parse(text));
        var found = sentence.Tokens.Select(t => t.Head < 0 ? $"{t.Form} root" : $"{t.Form} {t.Deprel} {sentence.Tokens[t.Head].Form}").ToHashSet();
        Assert.All(arcs.Split('|'), arc => Assert.Contains(arc, found));
    }

    [Theory]
    [InlineData("The envoys met and then went home.", "met", "VBD", Upos.Verb, "meet")]
    [InlineData("The sanctions were lifted.", "lifted", "VBN", Upos.Verb, "lift")]
    [InlineData("The sanctions were lifted.", "were", "VBD", Upos.Aux, "be")]
    [InlineData("Iran will withdraw its troops.", "will", "MD", Upos.Aux, "will")]
    [InlineData("Iran will withdraw its troops.", "troops", "NNS", Upos.Noun, "troops")]
    [InlineData("She visits Lavrov today.", "Lavrov", "NNP", Upos.Propn, "Lavrov")]
    [InlineData("The countries don’t agree.", "n’t", "RB", Upos.Part, "not")]
    [InlineData("MINISTERS SIGN NEW TREATY IN GENEVA", "TREATY", "NN", Upos.Noun, "treaty")]
    public void Word_has_tag_and_dictionary_form(string text, string form, string xpos, Upos upos, string lemma)
    {
        var token = Stage.Parse(text)[0].Tokens.Single(t => t.Form == form);
        Assert.Equal((xpos, upos, lemma), (token.Xpos, token.Upos, token.Lemma));
    }

    [Fact]
    public void Any_text_gives_trees_over_words_that_spell_the_text() =>
        Gen.OneOf(Gen.String, Gen.Char.Array[0, 60].Select(c => new string(c))).Sample(IsSound, iter: 300);

    [Theory]
    [InlineData("")]
    [InlineData(" \n\n\t")]
    [InlineData("\ud800")]
    [InlineData("\udc00\ud800 \ud83d\ude00\u0000\uffff")]
    [InlineData("((((((((((\"\"\"\"\"''''''")]
    public void Odd_text_is_no_trouble(string text) => Assert.True(IsSound(text));

    [Fact]
    public void Million_letters_without_space_are_no_trouble() => Assert.True(IsSound(new string('x', 1_000_000)));

    [Fact]
    public void Same_text_gives_the_same_analysis_wherever_it_stands()
    {
        const string text = "The two sides met on Monday. They signed nothing.";
        var alone = Stage.Parse(text);
        var among = Stage.Parse(string.Join("\n\n", Enumerable.Repeat(text, 60)));
        for (var s = 0; s < among.Count; s++)
            Assert.Equal(alone[s % 2].Tokens.Select(Analysis), among[s].Tokens.Select(Analysis));
    }

    [Fact]
    public void Threads_do_not_disturb_each_other()
    {
        var texts = Enumerable.Range(1, 40).Select(n => $"Delegation {n} left the {n}th meeting of the council because its proposal had been rejected.").ToList();
        var expected = texts.ConvertAll(t => string.Join(' ', Stage.Parse(t)[0].Tokens.Select(Analysis)));
        var parallel = new string[texts.Count];
        Parallel.For(0, texts.Count, i => parallel[i] = string.Join(' ', Stage.Parse(texts[i])[0].Tokens.Select(Analysis)));
        Assert.Equal(expected, parallel);
    }

    [Fact]
    public void Stage_writes_the_sentences_of_an_article()
    {
        var annotated = new Pipeline(Stage).Annotate(new Article { Text = "It rained. It stopped." }, Layers.Sentences);
        Assert.Equal(2, annotated.Sentences.Count);
        Assert.Equal(Layers.Sentences, annotated.Layers);
    }

    [Fact]
    public void Given_words_stay_when_they_are_analysed_anew()
    {
        var sentence = Stage.Retag(["Vice-President", "cannot", "travel", "."]);
        Assert.Equal(["Vice-President", "cannot", "travel", "."], sentence.Tokens.Select(t => t.Form));
        Assert.Equal(new Span(15, 21), sentence.Tokens[1].Span);
        Assert.True(IsTree(sentence));
    }

    [Fact]
    public void Given_sentence_that_is_longer_than_any_of_ours_gets_one_tree() =>
        Assert.True(IsTree(Stage.Retag([.. Enumerable.Repeat("word", 700)])));

    [Fact]
    public void Cancelled_work_ends() =>
        Assert.Throws<OperationCanceledException>(() => Stage.Parse("It rained.", new CancellationToken(canceled: true)));

    private static (string, Upos, string, string, int, string) Analysis(Token token) => (token.Form, token.Upos, token.Xpos, token.Lemma, token.Head, token.Deprel);

    private static bool IsSound(string text)
    {
        var end = 0;
        foreach (var sentence in Stage.Parse(text))
        {
            if (!IsTree(sentence) || sentence.Tokens.Count == 0)
                return false;
            foreach (var token in sentence.Tokens)
            {
                if (token.Span.Start < end || token.Span.Of(text) != token.Form || !text[end..token.Span.Start].All(Tokenizer.IsSpace))
                    return false;
                end = token.Span.End;
            }
        }
        return text[end..].All(Tokenizer.IsSpace);
    }

    private static bool IsTree(Sentence sentence) =>
        TreeDecoderTests.IsTree([-1, .. sentence.Tokens.Select(t => t.Head + 1)])
        && sentence.Tokens.All(t => t.Head < 0 == (t.Deprel == "root"));
}
