using System.CommandLine;
using Entente.Actors;

namespace Entente.Cli;

/// <summary>The option <c>--actors</c>: a user's own actors beside ours.</summary>
internal static class ActorsFile
{
    public static Option<string[]> Option() => new("--actors")
    {
        Description = "Your own actors, offices and places: a YAML file that is loaded beside ours and wins; may stand more than once",
        HelpName = "FILE",
        Arity = new ArgumentArity(0, 16),
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Our knowledge with that of the files.</summary>
    /// <exception cref="UsageException">A file cannot be read, or is not of the form.</exception>
    public static KnowledgeBase Knowledge(IEnumerable<string> paths)
    {
        var knowledge = KnowledgeBase.English;
        foreach (var path in paths)
        {
            try
            {
                using var yaml = File.OpenText(path);
                knowledge = knowledge.With(yaml, path);
            }
            catch (ActorsFileException e)
            {
                throw new UsageException(e.Message);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"{path}: actors.unreadable: {e.Message}");
            }
        }
        return knowledge;
    }
}
