using System.Runtime.CompilerServices;

namespace Entente.TestKit;

/// <summary>
/// Compares text with a committed file. On a difference the text is written beside it as <c>.received.txt</c> and the test fails;
/// with ENTENTE_ACCEPT=1 in the environment the committed file is rewritten instead.
/// </summary>
public static class Snapshot
{
    /// <summary>Compares with <c>TestClass.Test_name.verified.txt</c> beside the test.</summary>
    public static void Matches(string actual, [CallerFilePath] string testFile = "", [CallerMemberName] string testName = "")
    {
        var folder = Path.GetDirectoryName(testFile)!;
        MatchesFile(actual, Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(testFile)}.{testName}.verified.txt"));
    }

    /// <summary>Compares with a committed file that has its own use, such as a page of the docs.</summary>
    public static void MatchesFile(string actual, string path)
    {
        actual = actual.ReplaceLineEndings("\n");
        if (!actual.EndsWith('\n'))
            actual += '\n';
        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        var received = Received(path);
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }
        if (Environment.GetEnvironmentVariable("ENTENTE_ACCEPT") == "1")
        {
            File.Delete(received);
            File.WriteAllText(path, actual);
            return;
        }
        File.WriteAllText(received, actual);
        throw new SnapshotMismatchException(Difference(path, expected, actual));
    }

    private static string Received(string path)
    {
        var stem = path.EndsWith(".verified.txt", StringComparison.Ordinal) ? path[..^".verified.txt".Length] : path;
        return stem + ".received.txt";
    }

    private static string Difference(string path, string expected, string actual)
    {
        var was = expected.Split('\n');
        var now = actual.Split('\n');
        var line = 0;
        while (line < was.Length && line < now.Length && was[line] == now[line])
            line++;
        return $"""
            {path} differs from line {line + 1} on. Set ENTENTE_ACCEPT=1 to accept.
            committed: {was.ElementAtOrDefault(line)}
            received:  {now.ElementAtOrDefault(line)}
            """;
    }
}

/// <summary>The text is not what is committed.</summary>
public sealed class SnapshotMismatchException(string message) : Exception(message);
