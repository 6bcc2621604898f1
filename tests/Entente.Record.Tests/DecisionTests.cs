using System.Text.Json.Nodes;
using Entente.Articles;
using NodaTime;
using Xunit;

namespace Entente.Record.Tests;

public sealed class DecisionTests : IDisposable
{
    private static readonly Instant Monday = Instant.FromUtc(2024, 1, 8, 9, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("entente-record-").FullName;
    private readonly RecordStore _store;

    public DecisionTests()
    {
        _store = RecordStore.Open(File, create: true);
        _store.Add([Sample.Article("one", 2), Sample.Article("two", 1)], Monday);
    }

    private string File => Path.Combine(_folder, "news.duckdb");

    private Claim First => _store.Claims().Select(c => c.Claim).First(c => c.Article == Sample.Article("one", 2).Article.Id);

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Rejected_claim_no_longer_counts_and_undo_brings_it_back()
    {
        var claim = First;
        var rejected = Decide(DecisionKind.Reject, claim);
        Assert.Equal(2, _store.ClaimCount);
        Assert.DoesNotContain(_store.Events().SelectMany(e => e.Claims), id => id == claim.Id);
        Assert.False(_store.Claim(claim.Id)!.Counts);
        _store.Decide(new() { Kind = DecisionKind.Undo, Who = "tester", Undoes = rejected.Number }, Monday);
        Assert.Equal(3, _store.ClaimCount);
        Assert.Contains(_store.Events().SelectMany(e => e.Claims), id => id == claim.Id);
        Assert.Equal([DecisionKind.Reject, DecisionKind.Undo], _store.Decisions().Select(d => d.Kind));
    }

    [Fact]
    public void Undo_of_an_undo_rejects_again()
    {
        var rejected = Decide(DecisionKind.Reject, First);
        var undone = _store.Decide(new() { Kind = DecisionKind.Undo, Who = "tester", Undoes = rejected.Number }, Monday);
        _store.Decide(new() { Kind = DecisionKind.Undo, Who = "tester", Undoes = undone.Number }, Monday);
        Assert.Equal(2, _store.ClaimCount);
    }

    [Fact]
    public void Correction_changes_what_counts_and_the_coded_claim_stays()
    {
        var claim = First;
        Decide(DecisionKind.Correct, claim, change: """{"type":"ASSAULT","date":{"start":"2019-03-04","end":"2019-03-04","precision":"day","text":null}}""");
        var found = Assert.Single(_store.Events(new() { Type = PloverType.Assault }));
        Assert.Equal(new LocalDate(2019, 3, 4), found.Date.Start);
        var detail = _store.Claim(claim.Id)!;
        Assert.Equal((PloverType.Assault, PloverType.Consult, 1.0), (detail.Claim.Claim.Type, detail.Coded.Type, detail.Claim.Claim.Confidence));
        Assert.Single(detail.Decisions);
    }

    [Theory]
    [InlineData("""{"nonsense":1}""")]
    [InlineData("""{"id":"c-1"}""")]
    [InlineData("""{"type":"MEET"}""")]
    [InlineData("""{"actors":null}""")]
    [InlineData("""{"date":{"start":"2020-01-02","end":"2020-01-01","precision":"day","text":null}}""")]
    public void Correction_that_fits_no_claim_is_refused_and_not_written(string change)
    {
        Assert.ThrowsAny<ArgumentException>(() => Decide(DecisionKind.Correct, First, change: change));
        Assert.Empty(_store.Decisions());
    }

    [Fact]
    public void Decision_finds_its_claim_again_when_a_newer_coder_read_it_otherwise()
    {
        Decide(DecisionKind.Reject, First);
        var again = Sample.Article("one", 2, "entente 0.2.0");
        again = again with { Claims = [.. again.Claims.Select(c => c with { Id = "c-new" + c.Trigger.Start, Type = PloverType.Accuse })] };
        Assert.Equal(1, _store.Add([again], Monday).Recoded);
        Assert.Equal(2, _store.ClaimCount);
        Assert.Empty(_store.OrphanedDecisions());
    }

    [Fact]
    public void Decision_whose_claim_a_newer_coder_no_longer_finds_is_listed()
    {
        var rejected = Decide(DecisionKind.Reject, First);
        _store.Add([Sample.Article("one", 0, "entente 0.2.0") with { Claims = [] }], Monday);
        Assert.Equal(rejected.Number, Assert.Single(_store.OrphanedDecisions()).Number);
    }

    [Fact]
    public void Split_and_merge_say_what_belongs_together()
    {
        var claims = _store.Claims().Select(c => c.Claim).ToList();
        var one = Assert.Single(_store.Events(), e => e.Claims.Count == 3);
        var apart = claims[0];
        var others = claims.Where(c => c.Id != apart.Id).Select(ClaimKey.Of).ToList();
        _store.Decide(new() { Kind = DecisionKind.Split, Who = "tester", Claim = ClaimKey.Of(apart), Others = others }, Monday);
        Assert.Equal([1, 2], _store.Events().Select(e => e.Claims.Count).Order());
        _store.Decide(new() { Kind = DecisionKind.Merge, Who = "tester", Claim = ClaimKey.Of(apart), Others = others }, Monday);
        Assert.Equal(one.Claims.Order(), Assert.Single(_store.Events()).Claims.Order());
    }

    [Fact]
    public void Merge_joins_what_would_never_meet_and_a_rebuild_keeps_it()
    {
        var claims = _store.Claims().Select(c => c.Claim).ToList();
        var (a, b) = (claims[0], claims.First(c => c.Article != claims[0].Article));
        Decide(DecisionKind.Correct, b, change: """{"type":"ASSAULT"}""");
        Assert.Equal(2, _store.EventCount);
        _store.Decide(new() { Kind = DecisionKind.Merge, Who = "tester", Claim = ClaimKey.Of(a), Others = [ClaimKey.Of(b)] }, Monday);
        Assert.Contains(_store.Events(), e => e.Claims.Contains(a.Id) && e.Claims.Contains(b.Id));
    }

    [Fact]
    public void Claim_added_by_hand_counts_and_outlives_a_newer_coder()
    {
        var claim = First with { Type = PloverType.Threaten, Trigger = new("warned", 4, 10), Recipients = [Sample.Party("CHN")] };
        _store.Decide(new() { Kind = DecisionKind.Add, Who = "tester", Added = claim }, Monday);
        _store.Add([Sample.Article("one", 1, "entente 0.2.0")], Monday);
        var found = Assert.Single(_store.Claims(new() { Type = PloverType.Threaten })).Claim;
        Assert.Equal(("hand", "CHN"), (found.Coder, found.Recipients[0].Id));
        Assert.Throws<ArgumentException>(() => _store.Decide(new() { Kind = DecisionKind.Add, Who = "tester", Added = claim with { Article = "a-none" } }, Monday));
    }

    [Fact]
    public void Audit_finds_a_line_that_was_changed_left_out_or_put_in_the_middle()
    {
        foreach (var claim in _store.Claims().Select(c => c.Claim).ToList())
            Decide(DecisionKind.Accept, claim);
        var whole = _store.Audit();
        Assert.Equal((3, null, true), (whole.Decisions, whole.Broken, whole.IsWhole));
        Assert.True(_store.Audit(whole.Head).HeadFound);
        _store.Dispose();
        Engine.Run(File, "update decisions set content = replace(content, 'tester', 'nobody') where n = 2");
        using (var changed = RecordStore.Open(File))
            Assert.Equal(2, changed.Audit().Broken);
        Engine.Run(File, "delete from decisions where n > 1");
        using var cut = RecordStore.Open(File);
        Assert.Equal((null, false), (cut.Audit(whole.Head).Broken, cut.Audit(whole.Head).HeadFound));
    }

    [Fact]
    public void Queue_leaves_out_what_was_decided()
    {
        var queue = _store.ReviewQueue(10);
        Assert.Equal(3, queue.Count);
        Decide(DecisionKind.Accept, queue[0].Claim);
        Assert.Equal(queue.Skip(1).Select(c => c.Claim.Id), _store.ReviewQueue(10).Select(c => c.Claim.Id));
    }

    private Decision Decide(DecisionKind kind, Claim claim, string? change = null) =>
        _store.Decide(new() { Kind = kind, Who = "tester", Claim = ClaimKey.Of(claim), Change = change is null ? null : JsonNode.Parse(change)!.AsObject() }, Monday);
}
