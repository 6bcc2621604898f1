using Entente.TestKit;
using Xunit;

namespace Entente.Tests.House;

public class PublicApiTests
{
    [Fact]
    public void Core_library_shows_what_is_committed() => Snapshot.Matches(PublicApi.Of(typeof(Pipeline).Assembly));
}
