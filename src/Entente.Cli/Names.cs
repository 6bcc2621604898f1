using Entente.Actors;
using Entente.Cli.Output;
using NodaTime;

namespace Entente.Cli;

/// <summary>Finds who is meant by a name in a question, as names are found in texts.</summary>
internal static class Names
{
    /// <summary>The id of the likeliest actor of that name. Other meanings are told on <paramref name="error"/>.</summary>
    /// <param name="name">A name, short form, capital, person or id.</param>
    /// <param name="day">The day the question is about.</param>
    /// <param name="error">Where to tell of other meanings.</param>
    /// <exception cref="UsageException">No actor has the name.</exception>
    public static string Actor(string name, LocalDate? day, TextWriter error)
    {
        var knowledge = KnowledgeBase.English;
        var found = knowledge.FindActors(name, day);
        if (found.Count == 0)
            throw new UsageException($"No actor is known by the name '{name}'.", Near.Find(name, knowledge.Actors.SelectMany(a => a.Names.Append(a.Id))));
        if (found.Count > 1)
            error.WriteLine(PlainText.Line($"'{name}' is taken as {found[0].Id} ({found[0].Name}), not {string.Join(" or ", found.Skip(1).Select(a => $"{a.Id} ({a.Name})"))}."));
        return found[0].Id;
    }
}
