using Entente.Articles;
using Entente.Language;
using Xunit;

namespace Entente.Evaluation.Tests;

/// <summary>The measures of CoNLL 2018, each case worked by hand.</summary>
public class ScoresTests
{
    [Fact]
    public void Same_analysis_scores_full()
    {
        const string text = "1 He he PRON PRP 2 nsubj|2 left leave VERB VBD 0 root|3 . . PUNCT . 2 punct";
        var scores = Scores.Of(Read(text), Read(text));
        Assert.All(
            [scores.Tokens, scores.Sentences, scores.Words, scores.Upos, scores.Xpos, scores.Lemmas, scores.Uas, scores.Las, scores.LasWithSubtypes, scores.Clas, scores.Blex],
            score => Assert.Equal(100, score.F1));
        Assert.Equal(new Score(3, 3, 3), scores.Las);
        // "He" and "left" have content relations, the stop has none.
        Assert.Equal(new Score(2, 2, 2), scores.Clas);
    }

    [Fact]
    public void Each_measure_counts_its_own_errors()
    {
        var gold = Read("1 Old old ADJ JJ 2 amod|2 ships ship NOUN NNS 3 nsubj|3 left leave VERB VBD 0 root|4 at at ADP IN 5 case|5 dawn dawn NOUN NN 3 obl:tmod");
        var system = Read("1 Old old ADJ NN 2 compound|2 ships ships NOUN NNS 3 nsubj|3 left leave NOUN NN 0 root|4 at at ADP IN 3 case|5 dawn dawn NOUN NN 3 obl");
        var scores = Scores.Of(gold, system);
        Assert.Equal(4, scores.Upos.Correct);
        Assert.Equal(3, scores.Xpos.Correct);
        Assert.Equal(4, scores.Lemmas.Correct);
        // Wrong head: "at". Wrong relation besides: "Old". The subtype of "dawn" counts in one measure only.
        Assert.Equal(4, scores.Uas.Correct);
        Assert.Equal(3, scores.Las.Correct);
        Assert.Equal(2, scores.LasWithSubtypes.Correct);
        // Content words are all but "at"; of the right ones "ships" has a wrong lemma.
        Assert.Equal(new Score(4, 4, 3), scores.Clas);
        Assert.Equal(new Score(4, 4, 2), scores.Blex);
    }

    [Fact]
    public void Words_split_otherwise_are_not_aligned_and_heads_in_them_are_wrong()
    {
        // Gold "long - term plan", system "long-term plan": only "plan" has the same place; its head is the root on both sides.
        var gold = Read("1 long long ADJ JJ 3 amod *|2 - - PUNCT HYPH 3 punct *|3 term term NOUN NN 4 compound|4 plan plan NOUN NN 0 root");
        var system = Read("1 long-term long-term ADJ JJ 2 amod|2 plan plan NOUN NN 0 root");
        var scores = Scores.Of(gold, system);
        Assert.Equal(new Score(4, 2, 1), scores.Words);
        Assert.Equal(new Score(4, 2, 1), scores.Tokens);
        Assert.Equal(new Score(4, 2, 1), scores.Las);
        Assert.Equal(100.0 / 3, scores.Words.F1, 10);
        Assert.Equal(new Score(1, 1, 1), scores.Sentences);
    }

    [Fact]
    public void Multiword_token_is_one_token_and_its_words_are_aligned_by_form()
    {
        // Gold parts "don't" into "do" and "n't", the system into "don" and "'t": one token in both, no word of it in common.
        var gold = Read("1 They they PRON PRP 4 nsubj|2-3 don't|2 do do AUX VBP 4 aux|3 n't not PART RB 4 advmod|4 go go VERB VB 0 root");
        var system = Read("1 They they PRON PRP 4 nsubj|2-3 don't|2 don do AUX VBP 4 aux|3 't not PART RB 4 advmod|4 go go VERB VB 0 root");
        var scores = Scores.Of(gold, system);
        Assert.Equal(new Score(3, 3, 3), scores.Tokens);
        Assert.Equal(new Score(4, 4, 2), scores.Words);
        Assert.Equal(new Score(4, 4, 2), scores.Las);
    }

    [Fact]
    public void Words_of_a_multiword_token_meet_the_longest_common_subsequence_of_the_other_side()
    {
        // The system takes "gonna go" as single words of the same letters; "na" has no partner, "gon" and "go" have.
        var gold = Read("1-2 gonna|1 gon go VERB VBG 0 root|2 na to PART TO 3 mark|3 go go VERB VB 1 xcomp");
        var system = Read("1 gon go VERB VBG 0 root *|2 n na X X 1 dep *|3 a a X X 1 dep|4 go go VERB VB 1 xcomp");
        var scores = Scores.Of(gold, system);
        Assert.Equal(new Score(3, 4, 2), scores.Words);
        Assert.Equal(new Score(2, 4, 1), scores.Tokens);
        Assert.Equal(new Score(3, 4, 2), scores.Las);
    }

    [Fact]
    public void Capitals_do_not_hinder_the_alignment_in_multiword_tokens() =>
        Assert.Equal(2, Scores.Of(Read("1-2 Can't|1 Ca can AUX MD 0 root|2 n't not PART RB 1 advmod"), Read("1-2 CAN'T|1 CA can AUX MD 0 root|2 N'T not PART RB 1 advmod")).Words.Correct);

    [Fact]
    public void Sentence_needs_both_ends_right()
    {
        // Gold: "He left." "She slept." "They ran." — the system joins the first two.
        const string he = "1 He he PRON PRP 2 nsubj|2 left leave VERB VBD 0 root", she = "1 She she PRON PRP 2 nsubj|2 slept sleep VERB VBD 0 root", they = "1 They they PRON PRP 2 nsubj|2 ran run VERB VBD 0 root";
        var scores = Scores.Of(Read(he, she, they), Read(he + "|3 She she PRON PRP 4 nsubj|4 slept sleep VERB VBD 2 parataxis", they));
        Assert.Equal(new Score(3, 2, 1), scores.Sentences);
        Assert.Equal(40, scores.Sentences.F1, 10);
        // "slept" has a head where gold has none.
        Assert.Equal(new Score(6, 6, 5), scores.Uas);
    }

    [Fact]
    public void Gold_lemma_that_is_left_out_agrees_with_any() =>
        Assert.Equal(1, Scores.Of(Read("1 x _ X X 0 root"), Read("1 x y X X 0 root")).Lemmas.Correct);

    [Fact]
    public void Different_texts_are_refused() =>
        Assert.Throws<FormatException>(() => Scores.Of(Read("1 a a X X 0 root"), Read("1 ab ab X X 0 root")));

    [Fact]
    public void Nothing_scores_nothing() => Assert.Equal(0, Scores.Of([], []).Words.F1);

    /// <summary>Sentences of words parted by bars: number, form, lemma, tags, head, relation; a star where no space follows.</summary>
    private static List<Sentence> Read(params string[] sentences)
    {
        static string Line(string word)
        {
            var c = word.Split(' ');
            return c.Length == 2
                ? $"{c[0]}\t{c[1]}\t_\t_\t_\t_\t_\t_\t_\t_"
                : $"{c[0]}\t{c[1]}\t{c[2]}\t{c[3]}\t{c[4]}\t_\t{c[5]}\t{c[6]}\t_\t{(c.Length > 7 ? "SpaceAfter=No" : "_")}";
        }
        var text = string.Concat(sentences.Select(s => string.Join('\n', s.Split('|').Select(Line)) + "\n\n"));
        return [.. ConlluFormat.Read(new StringReader(text)).SelectMany(a => a.Sentences)];
    }
}
