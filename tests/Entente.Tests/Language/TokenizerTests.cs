using CsCheck;
using Entente.Language;
using Xunit;

namespace Entente.Tests.Language;

public class TokenizerTests
{
    private static readonly Tokenizer Tokenizer = new(WordLists.English);

    /// <summary>Text of pieces that the tokeniser has rules for.</summary>
    private static readonly Gen<string> NewsLike =
        Gen.OneOf([.. new[] { "don't", "U.S.", "No.", "5", "etc.", "http://a.b/c", "'", "’s", "\"", " ", "\n", "\n\n", ".", "...", "-", "co-", "x@y.org", "$", "10am", "1/2", "Mr.", "\ud83d", "é", "<", ":)", "can't've" }.Select(Gen.Const)])
            .Array[0, 30].Select(string.Concat);

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var example in WordLists.English.Tokens)
            cases.Add(example.Text, string.Join(' ', example.Words));
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Text_gives_the_words_of_the_case(string text, string words) => Assert.Equal(words, string.Join(' ', Forms(text)));

    [Fact]
    public void Contraction_is_one_multiword_token_with_exact_spans()
    {
        var words = Words("They don't.");
        Assert.Equal(new Word(5, 7, 2), words[1]);
        Assert.Equal(new Word(7, 10, 0), words[2]);
    }

    [Fact]
    public void Plural_genitive_is_a_multiword_token_but_a_closing_quote_is_not()
    {
        Assert.Equal(2, Words("the allies' plan")[1].MultiwordLength);
        Assert.Equal(0, Words("'the allies' said")[2].MultiwordLength);
    }

    [Theory]
    [InlineData("Київ і Москва, 北京 και Αθήνα.", "Київ і Москва , 北京 και Αθήνα .")]
    [InlineData("Erdoğan’s naïve cafés", "Erdoğan ’s naïve cafés")]
    [InlineData("General-  Secretary", "General - Secretary")]
    public void Letters_of_any_script_make_words(string text, string words) => Assert.Equal(words, string.Join(' ', Forms(text)));

    [Fact]
    public void Very_long_stretch_without_space_is_cut() =>
        Assert.All(Words(new string('x', 100_000) + new string('.', 100_000)), w => Assert.InRange(w.End - w.Start, 1, 2 * Tokenizer.LongestWord));

    [Fact]
    public void Words_and_white_space_make_up_any_text() =>
        Gen.OneOf(Gen.String, Gen.Char.Array[0, 40].Select(c => new string(c)), NewsLike).Sample(text =>
        {
            var end = 0;
            foreach (var word in Words(text))
            {
                if (word.Start < end || word.End <= word.Start || !text[end..word.Start].All(Tokenizer.IsSpace))
                    return false;
                end = word.End;
            }
            return text[end..].All(Tokenizer.IsSpace);
        }, iter: 20_000);

    private static List<Word> Words(string text)
    {
        var words = new List<Word>();
        Tokenizer.Tokenize(text, 0, text.Length, words);
        return words;
    }

    private static IEnumerable<string> Forms(string text) => Words(text).Select(w => text[w.Start..w.End]);
}
