using Xunit;

namespace Entente.Evaluation.Tests;

/// <summary>The questions of the dossiers, answered from their texts through the whole pipeline.</summary>
public class StandingDossierTests
{
    /// <summary>What is answered rightly today; a change may raise it. The wrong ones are listed in docs/quality.md.</summary>
    private const double Floor = 0.9;

    [Fact]
    public void Questions_on_standings_are_answered_above_the_floor()
    {
        using var wrong = new StringWriter();
        var (right, all) = StandingEvaluation.Run(wrong);
        Assert.InRange(all, 120, int.MaxValue);
        Assert.True(right >= Floor * all, $"{right} of {all} right.\n{wrong}");
    }
}
