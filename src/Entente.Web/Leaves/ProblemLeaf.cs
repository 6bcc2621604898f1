using Entente.Web.Views;

namespace Entente.Web.Leaves;

/// <summary>Why there is no page.</summary>
internal sealed record ProblemLeaf(Problem Problem) : Leaf(Problem.Title, typeof(ProblemView))
{
    public override bool HasData => false;

    public override object ToJson() => Problem.ToJson();

    public override IEnumerable<string> ToCsv() => [];
}
