namespace Entente.Cli.Commands;

/// <summary><c>entente parse</c>: the language layer.</summary>
internal sealed class ParseCommand : InputCommand
{
    public ParseCommand(Session session) : base(
        session,
        "parse",
        "Show sentences, words, tags, lemmas and dependencies",
        "entente parse samples > samples.conllu",
        "entente parse --tokenized gold.conllu")
    {
        SetAction(_ => ExitCode.Done);
    }
}
