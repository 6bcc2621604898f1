using CsCheck;
using Entente.Language;
using Xunit;

namespace Entente.Tests.Language;

public class SentenceSplitterTests
{
    private static readonly SentenceSplitter Splitter = new(WordLists.English, new Tokenizer(WordLists.English));

    public static TheoryData<string> Cases() => [.. WordLists.English.Sentences];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Text_is_parted_as_the_case_says(string example)
    {
        var text = example.Replace('↵', '\n').Replace("|", "", StringComparison.Ordinal);
        var sentences = example.Replace('↵', '\n').Split('|').Select(s => s.Trim());
        Assert.Equal(sentences, Sentences(text));
    }

    [Theory]
    [InlineData("Night falls on the harbour\nThe ships lie still\nand no bell rings", new[] { "Night falls on the harbour", "The ships lie still\nand no bell rings" })]
    [InlineData("A line that goes on and on until the wrap\nof the wire puts an end to it, as it does\nwith every line.", new[] { "A line that goes on and on until the wrap\nof the wire puts an end to it, as it does\nwith every line." })]
    [InlineData("One\r\n\r\ntwo", new[] { "One", "two" })]
    [InlineData("One.\u2029Two.", new[] { "One.", "Two." })]
    public void Line_end_breaks_only_when_it_reads_like_a_break(string text, string[] sentences) => Assert.Equal(sentences, Sentences(text));

    [Fact]
    public void Sentence_without_end_is_cut()
    {
        var (_, lengths) = Splitter.Split(string.Join(' ', Enumerable.Repeat("word", 1000)));
        Assert.All(lengths, n => Assert.InRange(n, 1, SentenceSplitter.LongestSentence));
    }

    [Fact]
    public void Sentences_take_up_all_words() =>
        Gen.OneOf(Gen.String, Gen.Char.Array[0, 40].Select(c => new string(c))).Sample(text =>
        {
            var (words, lengths) = Splitter.Split(text);
            return lengths.Sum() == words.Count && lengths.All(n => n is > 0 and <= SentenceSplitter.LongestSentence);
        }, iter: 5_000);

    private static IEnumerable<string> Sentences(string text)
    {
        var (words, lengths) = Splitter.Split(text);
        var first = 0;
        foreach (var length in lengths)
        {
            yield return text[words[first].Start..words[first + length - 1].End];
            first += length;
        }
    }
}
