using Entente.TestKit;
using Xunit;

namespace Entente.Cluster.Tests;

public class PublicApiTests
{
    [Fact]
    public void Library_shows_what_is_committed() => Snapshot.Matches(PublicApi.Of(typeof(ArticleQueue).Assembly));
}
