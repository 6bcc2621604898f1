namespace Entente.Cli;

/// <summary>Which file the record is.</summary>
internal static class RecordFile
{
    private const string Variable = "ENTENTE_RECORD";
    private const string Default = "record.entente";

    /// <summary>The file that the option names, else the environment, else the usual one in this folder.</summary>
    public static string Path(string? option, Terminal terminal) =>
        option is { Length: > 0 } ? option
        : terminal.Variable(Variable) is { Length: > 0 } variable ? variable
        : Default;
}
