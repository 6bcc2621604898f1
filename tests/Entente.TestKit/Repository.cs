namespace Entente.TestKit;

/// <summary>Where the files of the project stand, for tests that read them.</summary>
public static class Repository
{
    /// <summary>The folder that holds Entente.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path below the root.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("Entente.slnx is in no folder above the tests.");
    }
}
