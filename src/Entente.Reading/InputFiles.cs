using System.IO.Enumeration;

namespace Entente.Reading;

/// <summary>What a file holds, by its name.</summary>
internal enum InputKind
{
    /// <summary>Decided by the first character.</summary>
    Sniffed,
    Text,
    Html,
    JsonLines,
    Json,
    Xml,
    Table,
    Warc,
    Zip,
    Unsupported,
}

/// <summary>One file to read, or why a path gave none.</summary>
internal sealed record InputFile(string Path, InputKind Kind, bool IsPacked, ReadProblem? Problem = null);

/// <summary>Turns the paths a user names into files, in a fixed order: that of the user, and ordinal within a folder or glob.</summary>
internal static class InputFiles
{
    /// <summary>The files that the paths name, each once.</summary>
    public static IEnumerable<InputFile> Expand(IEnumerable<string> paths)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
            foreach (var file in ExpandOne(path))
                if (file.Problem is not null || seen.Add(file.Path == "-" ? "-" : Path.GetFullPath(file.Path)))
                    yield return file;
    }

    /// <summary>The kind that a file's name tells.</summary>
    public static InputFile Classify(string path)
    {
        var name = Path.GetFileName(path).ToLowerInvariant();
        var packed = name.EndsWith(".gz", StringComparison.Ordinal);
        if (packed)
            name = name[..^3];
        var kind = Path.GetExtension(name) switch
        {
            ".txt" => InputKind.Text,
            ".html" or ".htm" or ".xhtml" => InputKind.Html,
            ".jsonl" or ".ndjson" => InputKind.JsonLines,
            ".json" => InputKind.Json,
            ".xml" or ".rss" or ".atom" or ".rdf" => InputKind.Xml,
            ".csv" or ".tsv" or ".tab" => InputKind.Table,
            ".warc" or ".arc" => InputKind.Warc,
            ".zip" when !packed => InputKind.Zip,
            "" when !packed => InputKind.Sniffed,
            _ => InputKind.Unsupported,
        };
        return new InputFile(path, kind, packed);
    }

    private static IEnumerable<InputFile> ExpandOne(string path)
    {
        if (path == "-")
            return [new InputFile("-", InputKind.Sniffed, IsPacked: false)];
        if (path.Length == 0)
            return [Failed(path, ReadCode.NotFound, "The path is empty.")];
        if (path.Contains('\0'))
            return [Failed(path, ReadCode.NotFound, "The path holds a NUL character.")];
        if (Directory.Exists(path))
            return Folder(path);
        if (IsThere(path))
            return [Classify(path)];
        if (new FileInfo(path).LinkTarget is { } target)
            return [Failed(path, ReadCode.NotFound, $"It is a link to {target}, which is not there.")];
        if (path.AsSpan().ContainsAny('*', '?'))
            return Glob(path);
        return [Failed(path, ReadCode.NotFound, "There is no such file or folder.")];
    }

    private static IEnumerable<InputFile> Folder(string root)
    {
        var any = false;
        foreach (var file in Walk(root))
        {
            if (file.Problem is null && file.Kind is InputKind.Sniffed or InputKind.Unsupported)
                continue;
            any = true;
            yield return file.Problem is null ? Opened(file) : file;
        }
        if (!any)
            yield return Failed(root, ReadCode.NoMatch, "The folder holds no file of a kind that is read.");
    }

    /// <summary>All files below a folder. Links to folders are not followed, so there are no loops.</summary>
    private static IEnumerable<InputFile> Walk(string root)
    {
        var pending = new Stack<(string Path, bool IsFolder)>();
        pending.Push((root, true));
        while (pending.TryPop(out var entry))
        {
            if (!entry.IsFolder)
            {
                yield return IsThere(entry.Path) ? Classify(entry.Path) : Failed(entry.Path, ReadCode.NotFound, "It is a link to a file that is not there.");
                continue;
            }
            var (entries, problem) = List(entry.Path);
            if (problem is not null)
                yield return problem;
            foreach (var (path, isFolder) in entries.OrderByDescending(e => e.Path, StringComparer.Ordinal))
                pending.Push((path, isFolder));
        }
    }

    private static (IReadOnlyList<(string Path, bool IsFolder)> Entries, InputFile? Problem) List(string folder)
    {
        try
        {
            var entries = new List<(string, bool)>();
            foreach (var info in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                var path = Join(folder, info.Name);
                if (info is not DirectoryInfo)
                    entries.Add((path, false));
                else if (info.LinkTarget is null)
                    entries.Add((path, true));
            }
            return (entries, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ([], Failed(folder, ReadCode.Unreadable, $"The folder cannot be listed: {e.Message}"));
        }
    }

    /// <summary>Files that a pattern of <c>*</c>, <c>?</c> and <c>**</c> names.</summary>
    private static IEnumerable<InputFile> Glob(string pattern)
    {
        var parts = pattern.Replace('\\', '/').Split('/');
        var fixedParts = parts.TakeWhile(p => !p.AsSpan().ContainsAny('*', '?')).ToArray();
        var root = fixedParts.Length == 0 ? "." : fixedParts is [""] ? "/" : string.Join('/', fixedParts);
        var any = false;
        if (Directory.Exists(root))
        {
            foreach (var file in Match(root, parts.AsMemory(fixedParts.Length), fixedParts.Length == 0))
            {
                any = true;
                yield return file;
            }
        }
        if (!any)
            yield return Failed(pattern, ReadCode.NoMatch, "No file has a name of this pattern.");
    }

    private static IEnumerable<InputFile> Match(string folder, ReadOnlyMemory<string> parts, bool isHere)
    {
        var part = parts.Span[0];
        var isLast = parts.Length == 1;
        if (part == "**")
        {
            var rest = isLast ? new[] { "*" } : parts[1..];
            foreach (var file in Match(folder, rest, isHere))
                yield return file;
            foreach (var (path, isFolder) in List(folder).Entries.OrderBy(e => e.Path, StringComparer.Ordinal))
                if (isFolder)
                    foreach (var file in Match(isHere ? Path.GetFileName(path) : path, parts, isHere: false))
                        yield return file;
            yield break;
        }
        foreach (var (path, isFolder) in List(folder).Entries.OrderBy(e => e.Path, StringComparer.Ordinal))
        {
            if (!FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(path), ignoreCase: false))
                continue;
            var named = isHere ? Path.GetFileName(path) : path;
            if (isLast && !isFolder)
                yield return IsThere(named) ? Opened(Classify(named)) : Failed(named, ReadCode.NotFound, "It is a link to a file that is not there.");
            else if (!isLast && isFolder)
                foreach (var file in Match(named, parts[1..], isHere: false))
                    yield return file;
        }
    }

    /// <summary>The file, when it may be opened without waiting: a named pipe, a socket or a device among files has no length and would block.</summary>
    private static InputFile Opened(InputFile file)
    {
        try
        {
            return new FileInfo(file.Path).Length == 0 ? Failed(file.Path, ReadCode.Empty, "The file is empty.") : file;
        }
        catch (IOException)
        {
            return file;
        }
    }

    /// <summary>Whether a file is there, at the end of all links.</summary>
    private static bool IsThere(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.LinkTarget is null ? file.Exists : file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true };
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string Join(string folder, string name) => folder.EndsWith('/') || folder.EndsWith(Path.DirectorySeparatorChar) ? folder + name : folder + "/" + name;

    private static InputFile Failed(string path, string code, string reason) => new(path, InputKind.Unsupported, IsPacked: false, new ReadProblem(path, code, reason));
}
