namespace Entente.Cli;

/// <summary>Packages of others that the command is built of. THIRD-PARTY-NOTICES.md is built in; a test makes it of what the build restored.</summary>
internal static class ThirdParty
{
    private const string Resource = "THIRD-PARTY-NOTICES.md";

    /// <summary>The whole page.</summary>
    public static string Notices()
    {
        using var page = new StreamReader(typeof(ThirdParty).Assembly.GetManifestResourceStream(Resource)!);
        return page.ReadToEnd();
    }

    /// <summary>The rows of its table.</summary>
    public static IReadOnlyList<(string Name, string Version, string Licence)> Packages() =>
        [.. Notices().Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(l => l.Split('|', StringSplitOptions.TrimEntries)).Select(c => (c[1], c[2], c[3]))];
}
