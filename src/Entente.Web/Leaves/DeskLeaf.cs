using Entente.Record;
using Entente.Relations;
using Entente.Web.Views;

namespace Entente.Web.Leaves;

/// <summary>Where one shows the token.</summary>
internal sealed record SignInLeaf() : Leaf("Review", typeof(SignInView))
{
    public override bool HasData => false;

    public override object ToJson() => new { };

    public override IEnumerable<string> ToCsv() => [];
}

/// <summary>The desk with one claim on it.</summary>
internal sealed record DeskLeaf(ReviewDesk.Session Session, ClaimDetail? Detail) : Leaf("Review", typeof(DeskView))
{
    /// <summary>Claims that wait; null while they are looked for.</summary>
    public required IReadOnlyList<SourcedClaim>? Waiting { get; init; }

    public required IReadOnlyList<Decision> Log { get; init; }

    public string? Message { get; init; }

    public override object ToJson() => new { Waiting = Waiting?.Select(w => w.Claim), Log };

    public override IEnumerable<string> ToCsv() => Tables.Claims((Waiting ?? []).Select(w => w.Claim));
}
