using Entente.Articles;

namespace Entente.Relations;

/// <summary>
/// The life of one arrangement, strand or party: steps in the order in which they took effect, each of which leads from one status to the
/// next or leaves it as it is. <c>docs/standing.md</c> is this table in words; change both.
/// </summary>
internal static class LifeCycle
{
    /// <summary>The status after a step; the same status when the step changes nothing.</summary>
    /// <param name="before">The status before.</param>
    /// <param name="step">An actual step.</param>
    public static Status After(Status before, Step step) => step switch
    {
        // Talk about a new life never touches one that goes on.
        Step.Proposed => IsOpen(before) ? Status.Proposed : before,
        Step.Negotiating => IsOpen(before) || before == Status.Proposed ? Status.Negotiating : before,
        Step.Signed or Step.Ratified => IsOpen(before) || before is Status.Proposed or Status.Negotiating ? Status.Signed : before,
        Step.Established or Step.Joined or Step.Resumed => Status.InForce,
        // To be in force is a state: it says nothing against a suspension or an end that another report tells of.
        Step.InForce or Step.Extended => before is Status.Suspended || IsEnded(before) ? before : Status.InForce,
        Step.Suspended => IsEnded(before) ? before : Status.Suspended,
        Step.Withdrawn => Status.Withdrawn,
        Step.Terminated or Step.Succeeded => Status.Terminated,
        Step.Expired => Status.Expired,
        // A breach, and a notice until the day it takes effect, change nothing.
        _ => before,
    };

    /// <summary>Whether the step, if it comes, would change what stands.</summary>
    public static bool IsAhead(Status now, Step step) =>
        step is not (Step.Breached or Step.Notice or Step.Proposed or Step.Negotiating) && (now == Status.Unknown || After(now, step) != now || step is Step.Extended or Step.Ratified);

    private static bool IsEnded(Status status) => status is Status.Terminated or Status.Expired or Status.Withdrawn;

    private static bool IsOpen(Status status) => status == Status.Unknown || IsEnded(status);
}
