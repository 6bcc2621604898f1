namespace Entente.Reading.Tests;

public sealed class LanguageGuessTests
{
    [Theory]
    [InlineData("en", "The two countries have agreed to a new treaty on the lake, and it will be signed in May.")]
    [InlineData("fr", "Les deux pays ont signé un accord sur le lac, et la cérémonie est prévue pour le mois de mai.")]
    [InlineData("de", "Die beiden Länder haben sich auf einen Vertrag geeinigt, der im Mai in der Hauptstadt unterzeichnet wird.")]
    [InlineData("es", "Los dos países firmaron un acuerdo sobre el lago y la ceremonia será en mayo, según el gobierno.")]
    [InlineData("ru", "Две страны договорились о новом соглашении по озеру, и оно будет подписано в мае, как сообщили в столице.")]
    [InlineData("uk", "Дві країни домовилися про нову угоду щодо озера, і її буде підписано у травні, як повідомили в столиці та за кордоном.")]
    [InlineData("ar", "وقع البلدان على اتفاق جديد في العاصمة من أجل البحيرة، بعد محادثات استمرت إلى شهر مايو.")]
    [InlineData("zh", "两国就湖泊问题达成新协议，将于五月签署。")]
    [InlineData("ja", "両国は湖に関する新しい協定に合意し、五月に署名する予定です。")]
    [InlineData("ko", "두 나라는 호수에 관한 새 협정에 합의했다.")]
    public void Text_of_a_language_gives_its_code(string code, string text) => Assert.Equal(code, LanguageGuess.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("12 34")]
    [InlineData("Norland Lake Pact")]
    public void Text_that_does_not_tell_gives_none(string text) => Assert.Null(LanguageGuess.Of(text));
}
