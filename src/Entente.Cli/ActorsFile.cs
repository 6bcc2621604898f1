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

    /// <summary>The option <c>--recognition</c>: whether partly recognised places act by themselves.</summary>
    public static Option<string[]> RecognitionOption() => new("--recognition")
    {
        Description = "Partly recognised places: own (actors of their own, the default) or claimant (parts of the state that claims them); ABKHAZIA=claimant for one place; may stand more than once",
        HelpName = "POLICY",
        Arity = new ArgumentArity(0, 32),
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Our knowledge with that of the files, then with the policies.</summary>
    /// <param name="paths">Files of <c>--actors</c>.</param>
    /// <param name="policies">Values of <c>--recognition</c>; the later wins.</param>
    /// <exception cref="UsageException">A file cannot be read, or is not of the form; a policy is not one.</exception>
    public static KnowledgeBase Knowledge(IEnumerable<string> paths, IEnumerable<string> policies)
    {
        var knowledge = Knowledge(paths);
        try
        {
            foreach (var policy in policies)
                knowledge = policy.Split('=') is [var place, var how] ? knowledge.Recognising(place, how) : knowledge.Recognising("default", policy);
            return knowledge;
        }
        catch (ActorsFileException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static KnowledgeBase Knowledge(IEnumerable<string> paths)
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
