using NodaTime;

namespace Entente.Actors;

/// <summary>One thing that the knowledge base has under a name.</summary>
public sealed record ActorMatch
{
    /// <summary>The actor, or the body of the person's office.</summary>
    public required Actor Actor { get; init; }

    /// <summary>What the name is to it: <c>id</c>, <c>state</c>, <c>organisation</c>, <c>group</c>, <c>adjective</c>, <c>demonym</c>, <c>capital</c>, <c>organ</c>, <c>body</c>, <c>short</c> or <c>person</c>.</summary>
    public required string Via { get; init; }

    /// <summary>Usual full name of the person; null for an actor.</summary>
    public string? Person { get; init; }

    /// <summary>The office that the person held.</summary>
    public string? Office { get; init; }

    /// <summary>PLOVER sector of the actor or office.</summary>
    public required string Sector { get; init; }

    /// <summary>First day of the actor or in the office; null when it is not known or lies before 1945.</summary>
    public LocalDate? From { get; init; }

    /// <summary>Last day; null while it goes on, or when it is not known.</summary>
    public LocalDate? To { get; init; }

    /// <summary>Where the row was taken from.</summary>
    public string? Source { get; init; }

    internal static ActorMatch Of(Actor actor, string via) =>
        new() { Actor = actor, Via = via, Sector = actor.Sector, From = actor.From, To = actor.To, Source = actor.Source };

    internal static ActorMatch Of(Person person, Holding holding) => new()
    {
        Actor = holding.Body,
        Via = "person",
        Person = person.Name,
        Office = holding.Office,
        Sector = holding.Sector,
        From = holding.From,
        To = holding.To,
        Source = holding.Source,
    };

    internal bool Covers(LocalDate day) => !(From > day) && !(To < day);
}
