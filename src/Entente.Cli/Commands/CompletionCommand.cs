using System.CommandLine;

namespace Entente.Cli.Commands;

/// <summary><c>entente completion</c>: what a shell needs to complete the command's words.</summary>
internal sealed class CompletionCommand : Command, IHasExamples
{
    // The shells ask `entente [suggest:POSITION] "the words after the command"`, and never run what comes back.
    private const string Bash = """
        _entente() {
            local line=${COMP_LINE#* } word=${COMP_WORDS[COMP_CWORD]} found
            local at=$((COMP_POINT - (${#COMP_LINE} - ${#line})))
            COMPREPLY=()
            while IFS= read -r found; do
                [[ $found == "$word"* ]] && COMPREPLY+=("$found")
            done < <("${COMP_WORDS[0]}" "[suggest:$at]" "$line" 2>/dev/null)
        }
        complete -o bashdefault -o default -F _entente entente

        """;

    private const string Zsh = """
        #compdef entente
        _entente() {
            local line=${BUFFER#* }
            local -a found=("${(@f)$(entente "[suggest:$((CURSOR - ($#BUFFER - $#line)))]" "$line" 2>/dev/null)}")
            compadd -a found || _files
        }
        compdef _entente entente

        """;

    private const string Fish = """
        function __entente
            set -l line (string replace -r '^\s*\S+\s' '' -- (commandline -cp))
            entente "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c entente -a '(__entente)'

        """;

    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh or fish" };

    public CompletionCommand(Session session) : base("completion", "Print a script that lets a shell complete commands, options and their words")
    {
        _shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        Arguments.Add(_shell);
        SetAction(parsed =>
        {
            session.Terminal.Out.Write(parsed.GetRequiredValue(_shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish });
            return ExitCode.Done;
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "source <(entente completion bash)                      # in ~/.bashrc",
        "entente completion zsh > \"${fpath[1]}/_entente\"",
        "entente completion fish > ~/.config/fish/completions/entente.fish",
    ];
}
