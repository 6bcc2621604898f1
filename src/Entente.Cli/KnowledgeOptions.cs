using System.CommandLine;
using Entente.Coding;
using Entente.Reading;

namespace Entente.Cli;

/// <summary>What a user adds to what Entente knows, the same in every command that codes: <c>--actors</c> and <c>--rules</c>.</summary>
internal sealed class KnowledgeOptions
{
    private readonly Option<string[]> _actors = ActorsFile.Option();
    private readonly Option<string[]> _rules = RuleFiles.Option();

    /// <summary>Gives a command both options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_actors);
        command.Options.Add(_rules);
    }

    /// <summary>The user's rules and the whole pipeline with them and the user's actors beside ours.</summary>
    /// <exception cref="UsageException">A file cannot be read, or has problems.</exception>
    public (Pipeline Pipeline, IReadOnlyList<ActRuleFile> Rules) Read(ParseResult parsed)
    {
        ArticleReader.Prepare();
        var rules = RuleFiles.Read(parsed.GetValue(_rules) ?? []);
        return (Pipeline.English(ActorsFile.Knowledge(parsed.GetValue(_actors) ?? []), rules), rules);
    }
}
