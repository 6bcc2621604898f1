using System.Text;

namespace Entente.Reading.Tests;

public sealed class CharsetTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public CharsetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("windows-1251", "Министры двух стран встретились в понедельник и обсудили договор об озере.")]
    [InlineData("koi8-r", "Министры двух стран встретились в понедельник и обсудили договор об озере.")]
    [InlineData("windows-1256", "التقى وزيرا البلدين يوم الاثنين وناقشا معاهدة البحيرة والحدود بين الجانبين.")]
    [InlineData("windows-1255", "שרי שתי המדינות נפגשו ביום שני ודנו בהסכם האגם ובגבול ביניהן.")]
    [InlineData("windows-1253", "Οι υπουργοί των δύο χωρών συναντήθηκαν τη Δευτέρα και συζήτησαν τη συνθήκη της λίμνης.")]
    [InlineData("windows-1252", "Les ministres des deux pays se sont réunis à la préfecture et ont évoqué le traité signé près du lac gelé.")]
    [InlineData("shift_jis", "二つの国の大臣は月曜日に会い、湖の条約について話し合いました。")]
    [InlineData("euc-jp", "二つの国の大臣は月曜日に会い、湖の条約について話し合いました。")]
    [InlineData("gb18030", "两国部长在星期一会面，讨论了关于湖的条约，他们说这是一个好的开始。")]
    [InlineData("big5", "兩國部長在星期一會面，討論了關於湖的條約，他們說這是一個好的開始。")]
    [InlineData("euc-kr", "두 나라의 장관은 월요일에 만나 호수에 대한 조약을 논의했다고 정부가 말했다.")]
    public void Charset_that_is_not_declared_is_told_by_its_letters(string charset, string text)
    {
        var results = TestFolder.Read(_folder.Write("a.txt", Encoding.GetEncoding(charset).GetBytes(text)));
        Assert.Equal("read.bad_encoding", results[0].Problem!.Code);
        Assert.Equal(text, results[1].Article!.Text);
    }

    [Fact]
    public void Declaration_of_xml_is_taken()
    {
        byte[] feed = [.. "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss><channel><item><title>"u8, 0xCC, 0xE8, 0xF0, .. "</title></item></channel></rss>"u8];
        Assert.Equal("Мир", Assert.Single(TestFolder.Read(_folder.Write("a.xml", feed))).Article!.Title);
    }

    [Fact]
    public void Utf_16_without_a_mark_is_told_by_its_zeros() =>
        Assert.Equal("Norland left the pact.", Assert.Single(TestFolder.Read(_folder.Write("a.txt", Encoding.Unicode.GetBytes("Norland left the pact.")))).Article!.Text);

    [Theory]
    [InlineData("x-unknown-charset")]
    [InlineData("utf-7")]
    [InlineData("")]
    public void Charset_that_is_none_does_no_harm(string charset) =>
        Assert.Equal("Norland left.", Assert.Single(TestFolder.Read(_folder.Write("a.html", $"<html><head><meta charset=\"{charset}\"></head><body><p>Norland left.</p></body></html>"))).Article!.Text);
}
