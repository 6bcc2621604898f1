using Entente.Articles;

namespace Entente.Coding;

/// <summary>
/// How acts told inside acts make one: "agreed to meet" is AGREE, "refused to meet" REJECT, "stopped bombing" RETREAT. The idea of PETRARCH-2, on
/// PLOVER types. Each table row is a decision of the coding guide.
/// </summary>
internal static class Composition
{
    /// <summary>Takes what the swallowed act knows into the one that swallows it.</summary>
    public static void Swallow(Act outer, Act inner)
    {
        if (outer.Recipients.Count == 0)
        {
            if (outer.Actors.Count == 0 && inner.Rule.Symmetric)
                outer.Actors = [.. inner.Actors.Concat(inner.Recipients)];
            else
                outer.Recipients = [.. inner.Recipients.Concat(inner.Rule.Symmetric ? inner.Actors : []).Where(r => !outer.Actors.Any(a => a.Id == r.Id))];
        }
        switch (outer.Type)
        {
            case PloverType.Agree:
                Agree(outer, inner);
                break;
            case PloverType.Reject:
                outer.Mode = inner.Type switch
                {
                    PloverType.Consult => ["meet"],
                    PloverType.Aid or PloverType.Cooperate or PloverType.Support => ["assist"],
                    PloverType.Retreat or PloverType.Concede => ["yield"],
                    _ => outer.Mode,
                };
                break;
            case PloverType.Request:
                outer.Mode = inner.Type switch
                {
                    PloverType.Consult => ["meet"],
                    PloverType.Aid => ["assist"],
                    PloverType.Retreat or PloverType.Concede => ["yield"],
                    _ => ["change"],
                };
                break;
            case PloverType.Threaten:
                outer.Mode = inner.Type switch
                {
                    PloverType.Assault or PloverType.Mobilize => ["violence"],
                    PloverType.Sanction => ["relations"],
                    PloverType.Coerce => ["restrict"],
                    _ => outer.Mode,
                };
                break;
        }
    }

    /// <summary>A planned cooperative act is AGREE, a planned retreat CONCEDE (coding guide, 5 and 7.2).</summary>
    public static void Plan(Act act)
    {
        if (act.Reality != Reality.Planned)
            return;
        (act.Type, act.Cameo) = act.Type switch
        {
            PloverType.Consult => (PloverType.Agree, "036"),
            PloverType.Support => (PloverType.Agree, "030"),
            PloverType.Cooperate => (PloverType.Agree, "031"),
            PloverType.Aid => (PloverType.Agree, "033"),
            PloverType.Retreat => (PloverType.Concede, "080"),
            _ => (act.Type, act.Cameo),
        };
        if (act.Type is PloverType.Agree or PloverType.Concede)
            act.Mode = [];
    }

    /// <summary>An act that is stopped: "halted aid", "ended the blockade".</summary>
    public static void End(Act act)
    {
        (act.Type, act.Mode, act.Cameo, act.Step) = act.Type switch
        {
            PloverType.Assault => (PloverType.Retreat, (IReadOnlyList<string>)["ceasefire"], "087", act.Step),
            PloverType.Mobilize => (PloverType.Retreat, ["withdraw"], "087", act.Step),
            PloverType.Sanction or PloverType.Coerce => (PloverType.Concede, [], "080", act.Step is null ? null : Step.Terminated),
            PloverType.Aid or PloverType.Cooperate or PloverType.Consult => (PloverType.Sanction, ["discontinue"], "160", act.Step),
            _ => (act.Type, act.Mode, act.Cameo, act.Step),
        };
    }

    private static void Agree(Act outer, Act inner)
    {
        var hostile = inner.Type is PloverType.Sanction or PloverType.Coerce or PloverType.Assault or PloverType.Protest or PloverType.Reject;
        // "offered to send troops" helps; "agreed to deploy troops" deploys them together.
        if (hostile || (inner.Type == PloverType.Mobilize && outer.Rule.Symmetric))
        {
            // Agreeing on a hostile act against a third side plans that act; promising one to its victim threatens it.
            (outer.Type, outer.Mode, outer.Cameo) = outer.Rule.Symmetric
                ? (inner.Type, inner.Mode, inner.Cameo)
                : (PloverType.Threaten, inner.Type == PloverType.Sanction ? ["relations"] : ["violence"], "130");
            outer.Recipients = inner.Recipients;
            outer.Reality = outer.Rule.Symmetric ? Reality.Planned : outer.Reality;
        }
        else if (inner.Type is PloverType.Retreat or PloverType.Concede)
        {
            // "agreed to lift the ban": whoever agrees or promises in words agrees; a withdrawal that is only announced is CONCEDE (Plan).
            outer.Cameo = "035";
        }
        if (inner.Step is null || inner.Arrangement is null)
            return;
        outer.Step = inner.Step;
        outer.Arrangement = inner.Arrangement;
        outer.ArrangementHead = inner.ArrangementHead;
        outer.Reality = outer.Reality == Reality.Actual ? Reality.Planned : outer.Reality;
    }
}
