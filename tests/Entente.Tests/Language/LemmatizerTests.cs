using Entente.Language;
using Xunit;

namespace Entente.Tests.Language;

public class LemmatizerTests
{
    private static readonly Lemmatizer Lemmatizer = Lemmatizer.Load(new StreamReader(EmbeddedData.Open("Language/Data/built/en/lemmas.tsv")), WordLists.English);

    [Theory]
    [InlineData("NNS", "doses", "dose")]
    [InlineData("NNS", "buses", "bus")]
    [InlineData("NNS", "crises", "crisis")]
    [InlineData("NNS", "aides", "aide")]
    [InlineData("NNS", "fines", "fine")]
    [InlineData("NNS", "colonies", "colony")]
    [InlineData("NNS", "gunmen", "gunman")]
    [InlineData("NNS", "personnel", "personnel")]
    [InlineData("NNS", "NGOs", "NGO")]
    [InlineData("NNS", "TREATIES", "treaty")]
    [InlineData("VBZ", "vetoes", "veto")]
    [InlineData("VBG", "dosing", "dose")]
    [InlineData("VBG", "planning", "plan")]
    [InlineData("VBD", "passed", "pass")]
    [InlineData("VBD", "confined", "confine")]
    [InlineData("VBD", "focused", "focus")]
    [InlineData("VBN", "withdrawn", "withdraw")]
    [InlineData("NNPS", "Ukrainians", "Ukrainian")]
    [InlineData("NNP", "Dmitriev", "Dmitriev")]
    public void Form_has_its_dictionary_form(string xpos, string form, string lemma) => Assert.Equal(lemma, Lemmatizer.Lemma(form, xpos));
}
