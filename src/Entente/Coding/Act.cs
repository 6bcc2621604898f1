using Entente.Articles;
using NodaTime;

namespace Entente.Coding;

/// <summary>One act while it is being coded: the rule, the words, then what was found for it.</summary>
internal sealed class Act(ActRule rule, int trigger, int last)
{
    public ActRule Rule { get; } = rule;

    /// <summary>The word that tells the act.</summary>
    public int Trigger { get; } = trigger;

    /// <summary>Last word of the trigger: the particle or preposition of "broke off", "called on".</summary>
    public int Last { get; } = last;

    /// <summary>The object noun that is part of the trigger: "protest" of "held a protest"; −1 for none.</summary>
    public int Fixed { get; set; } = -1;

    /// <summary>The verb that carries a noun ("held" in "held talks"), else the trigger.</summary>
    public int Carrier { get; set; } = trigger;

    public List<int> Subjects { get; set; } = [];

    public List<int> Objects { get; set; } = [];

    public List<(string Case, int Token)> Obliques { get; } = [];

    public bool Passive { get; set; }

    public PloverType Type { get; set; } = rule.Type;

    public string? Cameo { get; set; } = rule.Cameo;

    public IReadOnlyList<string> Mode { get; set; } = rule.Mode;

    public IReadOnlyList<string> Context { get; set; } = rule.Context;

    public Step? Step { get; set; } = rule.Step;

    public List<Party> Actors { get; set; } = [];

    public List<Party> Recipients { get; set; } = [];

    public List<Party> SaidBy { get; set; } = [];

    public ArrangementRef? Arrangement { get; set; }

    /// <summary>Whether the catalogue has the arrangement.</summary>
    public bool Catalogued { get; set; }

    /// <summary>Head of the noun phrase that names the arrangement; −1 for none.</summary>
    public int ArrangementHead { get; set; } = -1;

    public Reality Reality { get; set; }

    public ClaimDate Date { get; set; } = ClaimDate.Unknown;

    public DateBasis DateBasis { get; set; }

    /// <summary>Dates an act that is the news of the day, unless the text says when.</summary>
    public void DateAsNews(LocalDate? published)
    {
        if (published is { } day && DateBasis != DateBasis.Stated)
            (Date, DateBasis) = (ClaimDate.Of(DateRange.Day(day), null), DateBasis.Publication);
    }

    /// <summary>Not a claim of its own: swallowed, a topic, or told twice.</summary>
    public bool Dropped { get; set; }

    /// <summary>Whether it is done to its own actor: an order inside one government.</summary>
    public bool ToSelf { get; set; }

    /// <summary>Sides that the sentence does not name and the text before it does.</summary>
    public bool Inferred { get; set; }
}
