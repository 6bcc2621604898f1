using System.CommandLine;
using Entente.Coding;

namespace Entente.Cli;

/// <summary><c>--rules FILE</c>: the user's own act rules.</summary>
internal static class RuleFiles
{
    private const int MaxBytes = 16 << 20;

    public static Option<string[]> Option() => new("--rules")
    {
        Description = "A YAML file of your own act rules beside the built-in ones; may be given more than once",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>Reads and checks the files.</summary>
    /// <exception cref="UsageException">A file cannot be read, or has problems: all of them, with their lines.</exception>
    public static IReadOnlyList<ActRuleFile> Read(IReadOnlyList<string> paths)
    {
        var files = paths.Select(ReadOne).ToList();
        var problems = files.SelectMany(f => f.Problems).ToList();
        return problems.Count == 0 ? files : throw new UsageException(string.Join("; ", problems));
    }

    private static ActRuleFile ReadOne(string path)
    {
        try
        {
            return new FileInfo(path).Length > MaxBytes
                ? throw new UsageException($"{path}: a rule file may have {MaxBytes >> 20} MB at most.")
                : ActRuleFile.Read(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: the rule file cannot be read: {e.Message}");
        }
    }
}
