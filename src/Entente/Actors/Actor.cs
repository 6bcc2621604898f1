using NodaTime;

namespace Entente.Actors;

/// <summary>What an <see cref="Actor"/> is.</summary>
public enum ActorKind
{
    /// <summary>A state, or a place that acts like one.</summary>
    State,

    /// <summary>An organisation of states.</summary>
    Organisation,

    /// <summary>An armed group, a party, or another organised collective.</summary>
    Group,
}

/// <summary>A state, organisation or group that can act, as the knowledge base has it.</summary>
public sealed record Actor
{
    /// <summary>Id as the coding guide has it: <c>RUS</c>, <c>NATO</c>, <c>HAMAS</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Usual English name.</summary>
    public required string Name { get; init; }

    /// <summary>PLOVER sector when no nearer word says more: <c>GOV</c>, <c>PRE</c>, <c>IGO</c>, <c>REB</c>…</summary>
    public required string Sector { get; init; }

    /// <summary>What it is.</summary>
    public required ActorKind Kind { get; init; }

    /// <summary>All names and short forms, the usual one first.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Members of an organisation, with dates where known.</summary>
    public IReadOnlyList<ArrangementParty> Members { get; init; } = [];

    /// <summary>Id of the state a group belongs to.</summary>
    public string? Home { get; init; }

    /// <summary>First day; null when it is not known or lies before 1945.</summary>
    public LocalDate? From { get; init; }

    /// <summary>Last day; null while it goes on.</summary>
    public LocalDate? To { get; init; }

    /// <summary>Where the row was taken from.</summary>
    public string? Source { get; init; }

    /// <summary>Number in the Correlates of War state system; null when it has none.</summary>
    public int? CowNumber { get; init; }

    /// <summary>Number in the list of Gleditsch and Ward; null when it has none.</summary>
    public int? GleditschWardNumber { get; init; }

    /// <summary>Ids of the actors whose place it took.</summary>
    public IReadOnlyList<string> Predecessors { get; init; } = [];

    /// <summary>Ids of the actors that took its place.</summary>
    public IReadOnlyList<string> Successors { get; init; } = [];

    /// <summary>Id of the state that claims a partly recognised place; null for the rest.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>Words by which a text speaks of it again: "alliance", "bloc".</summary>
    internal IReadOnlyList<string> KindWords { get; init; } = [];
}

/// <summary>A treaty, forum, programme, mission, sanctions regime… as the knowledge base has it.</summary>
public sealed record Arrangement
{
    /// <summary>Catalogue id: <c>nato-russia-council</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Usual English name.</summary>
    public required string Name { get; init; }

    /// <summary><c>treaty</c>, <c>agreement</c>, <c>forum</c>, <c>programme</c>, <c>mission</c>, <c>ceasefire</c>, <c>declaration</c>, <c>talks</c>, <c>sanctions</c>, <c>resolution</c>, <c>relations</c> or <c>commitment</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>All names and short forms, the usual one first.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The parties that are known, with dates where they are not those of the arrangement.</summary>
    public IReadOnlyList<ArrangementParty> Parties { get; init; } = [];

    /// <summary>Id of the actor that keeps it (depositary, host, commander).</summary>
    public string? Keeper { get; init; }

    /// <summary>Parts with a fate of their own.</summary>
    public IReadOnlyList<Strand> Strands { get; init; } = [];

    /// <summary>Day it was signed or set up.</summary>
    public LocalDate? From { get; init; }

    /// <summary>Day it came into force, where that is known to be another day.</summary>
    public LocalDate? InForce { get; init; }

    /// <summary>Day it expired, was terminated or gave way to another.</summary>
    public LocalDate? To { get; init; }

    /// <summary>Where the row was taken from.</summary>
    public string? Source { get; init; }
}

/// <summary>A party in an arrangement, or a member of an organisation.</summary>
/// <param name="Id">Actor id.</param>
/// <param name="From">First day as a party; null when it is that of the arrangement or not known.</param>
/// <param name="To">Last day as a party; null while it goes on.</param>
public sealed record ArrangementParty(string Id, LocalDate? From = null, LocalDate? To = null);

/// <summary>A part of an arrangement with a fate of its own.</summary>
/// <param name="Name">Usual name: "formal meetings".</param>
/// <param name="Names">All names, the usual one first.</param>
public sealed record Strand(string Name, IReadOnlyList<string> Names);

/// <summary>A person and the offices held.</summary>
internal sealed record Person(string Name, IReadOnlyList<Holding> Holdings)
{
    /// <summary>The office on a day: one held then, else the last one left before it, else the first one taken after it.</summary>
    public Holding On(LocalDate? day)
    {
        if (day is not { } d)
            return Holdings.MaxBy(h => h.From ?? LocalDate.MinIsoValue)!;
        return Holdings.FirstOrDefault(h => h.Covers(d))
            ?? Holdings.Where(h => h.To < d).MaxBy(h => h.To!.Value)
            ?? Holdings.MinBy(h => h.From ?? LocalDate.MinIsoValue)!;
    }
}

/// <summary>One person's time in one office of one body.</summary>
internal sealed record Holding(Actor Body, string Office, string Sector, LocalDate? From, LocalDate? To, string Source)
{
    public bool Covers(LocalDate day) => !(From > day) && !(To < day);
}
