using Entente.TestKit;

namespace Entente.Reading.Tests;

public class PublicApiTests
{
    [Fact]
    public void Library_shows_what_is_committed() => Snapshot.Matches(PublicApi.Of(typeof(ArticleReader).Assembly));
}
