using System.Text;
using System.Text.Json;
using Entente.Articles;

namespace Entente.Reading;

/// <summary>Turns files, folders, globs and standard input into articles.</summary>
public static class ArticleReader
{
    /// <summary>Reads the inputs one after another, as the caller asks for results; nothing is held beyond the one being read.</summary>
    /// <param name="paths">Files (.txt, .html, .htm, .jsonl, each also as .gz), folders, globs (<c>*</c>, <c>?</c>, <c>**</c>), or <c>-</c> for standard input.
    /// The order is that of the paths, ordinal within a folder or glob; a file named twice is read once.</param>
    /// <param name="options">What to supply where a source is silent, and the caps.</param>
    /// <param name="standardInput">The stream behind <c>-</c>; its kind is told by its first character.</param>
    /// <param name="cancellationToken">Ends the reading between two results.</param>
    /// <returns>Articles and problems. A problem never ends the rest; a warning stands before the article it is about.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<ReadResult> Read(
        IEnumerable<string> paths, ReadingOptions options, Stream? standardInput = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        return Walk();

        IEnumerable<ReadResult> Walk()
        {
            foreach (var file in InputFiles.Expand(paths))
                foreach (var result in Guarded(file.Path, () => ReadFile(file, options, standardInput)))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return result;
                }
        }
    }

    /// <summary>The results of one input; what goes wrong on the way is its last result.</summary>
    private static IEnumerable<ReadResult> Guarded(string path, Func<IEnumerable<ReadResult>> read)
    {
        IEnumerator<ReadResult>? results = null;
        try
        {
            while (true)
            {
                ReadResult result;
                var isLast = false;
                try
                {
                    results ??= read().GetEnumerator();
                    if (!results.MoveNext())
                        yield break;
                    result = results.Current;
                }
                catch (ReadException e)
                {
                    result = Failed(path, e.Code, e.Message);
                    isLast = true;
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    result = Failed(path, ReadCode.Unreadable, $"It cannot be read: {e.Message}");
                    isLast = true;
                }
                yield return result;
                if (isLast)
                    yield break;
            }
        }
        finally
        {
            results?.Dispose();
        }
    }

    private static IEnumerable<ReadResult> ReadFile(InputFile file, ReadingOptions options, Stream? standardInput)
    {
        if (file.Problem is { } problem)
        {
            yield return ReadResult.Of(problem);
            yield break;
        }
        if (file.Kind == InputKind.Unsupported)
            throw new ReadException(ReadCode.Unsupported, "This kind of file is not read; known are .txt, .html, .htm and .jsonl, also packed as .gz.");
        using var opened = file.Path == "-" ? null : File.OpenRead(file.Path);
        var bytes = opened ?? standardInput ?? throw new ReadException(ReadCode.Unreadable, "There is no standard input.");
        using var unpacked = file.IsPacked ? new Unpacking(bytes, options) : null;
        bytes = unpacked ?? bytes;

        var kind = file.Kind;
        if (kind == InputKind.Sniffed)
            (kind, bytes) = Sniff(bytes);
        if (kind == InputKind.JsonLines)
        {
            foreach (var result in ReadRows(file, bytes, options))
                yield return result;
            yield break;
        }
        foreach (var result in ReadWhole(file.Path, All(bytes, options), kind, new Known(), options))
            yield return result;
    }

    /// <summary>The kind of a stream by its first character that is not white space, and the stream from its beginning.</summary>
    private static (InputKind Kind, Stream Stream) Sniff(Stream stream)
    {
        var head = new byte[4096];
        var count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var first = head.AsSpan(0, count);
        if (first.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            first = first[3..];
        first = first.TrimStart(" \t\r\n"u8);
        var kind = first switch
        {
            [(byte)'{', ..] => InputKind.JsonLines,
            [(byte)'<', ..] => InputKind.Html,
            _ => InputKind.Text,
        };
        return (kind, new PrefixedStream(head.AsMemory(0, count), stream));
    }

    private static byte[] All(Stream stream, ReadingOptions options)
    {
        using var all = new MemoryStream();
        var chunk = new byte[64 << 10];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            if (all.Length + read > options.MaxFileBytes)
                throw new ReadException(ReadCode.TooLarge, $"It holds more than {options.MaxFileBytes} bytes.");
            all.Write(chunk, 0, read);
        }
        return all.ToArray();
    }

    private static IEnumerable<ReadResult> ReadWhole(string path, byte[] bytes, InputKind kind, Known known, ReadingOptions options)
    {
        if (bytes.Length == 0)
            throw new ReadException(ReadCode.Empty, "The file is empty.");
        var (text, warning) = Decoding.Decode(bytes, kind == InputKind.Html);
        if (string.IsNullOrWhiteSpace(text))
            throw new ReadException(ReadCode.Empty, "The file holds only white space.");
        if (warning is { } told)
            yield return ReadResult.Of(new ReadProblem(path, told.Code, told.Reason) { IsWarning = true, Line = known.Line });
        var article = kind == InputKind.Html ? HtmlPage.Read(text, known.Url, options) : PlainText.Read(text);
        yield return Finished(article, path, known, options);
    }

    private static IEnumerable<ReadResult> ReadRows(InputFile file, Stream stream, ReadingOptions options)
    {
        var any = false;
        foreach (var line in JsonLines.Cut(stream, options.MaxLineBytes))
        {
            any = true;
            foreach (var result in Guarded(file.Path, () => ReadRow(file.Path, line, options)))
                yield return result.Problem is { } problem ? ReadResult.Of(problem with { Line = line.Number }) : result;
        }
        if (!any)
            throw new ReadException(ReadCode.Empty, "The file holds no rows.");
    }

    private static IEnumerable<ReadResult> ReadRow(string path, JsonLines.Line line, ReadingOptions options)
    {
        if (line.IsTooLong)
            throw new ReadException(ReadCode.TooLarge, $"The line holds more than {options.MaxLineBytes} bytes.");
        var (row, isDamaged) = Row.Parse(line.Bytes);
        if (isDamaged)
            yield return Warned(path, ReadCode.BadEncoding, "Some bytes are not UTF-8; they stand as \uFFFD.");
        var known = new Known
        {
            Line = line.Number,
            SourceId = row.Text("id") ?? row.Text("doc"),
            Url = row.Text("url"),
            Title = row.Text("title"),
            Outlet = row.Text("outlet"),
            Language = LanguageGuess.OfTag(row.Text("lang") ?? row.Text("language")),
        };
        var date = row.Text("date") ?? row.Text("published") ?? row.Text("dct");
        known = known with { Published = PublicationDates.Parse(date) };
        if (known.Published is null && !string.IsNullOrWhiteSpace(date))
            yield return Warned(path, ReadCode.BadDate, $"The date '{date[..Math.Min(date.Length, 40)]}' is not one.");

        if (row.Text("text") is { } text)
        {
            if (string.IsNullOrWhiteSpace(text))
                throw new ReadException(ReadCode.NoText, "The row's text is empty.");
            yield return Finished(new Article { Text = text }, path, known, options);
        }
        else if (row.Text("html") is { } html)
            yield return Finished(HtmlPage.Read(html, known.Url, options), path, known, options);
        else if (row.Text("file") is { } named)
        {
            var page = Beside(path, named);
            var kind = InputFiles.Classify(page);
            if (kind.Kind is not (InputKind.Html or InputKind.Text))
                throw new ReadException(ReadCode.Unsupported, $"The row's file '{named}' is not .html, .htm or .txt.");
            using var opened = File.OpenRead(page);
            using var unpacked = kind.IsPacked ? new Unpacking(opened, options) : null;
            foreach (var result in ReadWhole(page, All((Stream?)unpacked ?? opened, options), kind.Kind, known, options))
                yield return result.Article is { } article ? ReadResult.Of(article with { SourceId = known.SourceId ?? $"{path}#{line.Number}" }) : result;
        }
        else
            throw new ReadException(ReadCode.NoText, "The row has none of text, html and file.");
    }

    /// <summary>The path of a page that a row names; it must lie in the folder of the JSONL file or below, links followed.</summary>
    private static string Beside(string path, string named)
    {
        if (path == "-")
            throw new ReadException(ReadCode.OutsideFolder, "A row of standard input cannot name a file.");
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        var root = Path.GetFullPath(folder);
        if (named.Contains('\0') || Path.IsPathRooted(named) || !IsBelow(root, Path.GetFullPath(Path.Combine(root, named))))
            throw new ReadException(ReadCode.OutsideFolder, "The row's file is outside the folder of the JSONL file.");
        var page = Path.Combine(folder, named);
        if (!File.Exists(page))
            throw new ReadException(ReadCode.NotFound, $"The row's file '{named}' is not there.");
        for (var part = Path.GetFullPath(page); part is not null && part.Length > root.Length; part = Path.GetDirectoryName(part))
            if (new FileInfo(part).LinkTarget is not null && (File.ResolveLinkTarget(part, returnFinalTarget: true) is not { } target || !IsBelow(root, target.FullName)))
                throw new ReadException(ReadCode.OutsideFolder, "The row's file is a link out of the folder of the JSONL file.");
        return page;
    }

    private static bool IsBelow(string root, string path) => path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The article with what the row knows about it; that goes before what was read in the text.</summary>
    private static ReadResult Finished(Article article, string path, Known known, ReadingOptions options)
    {
        if (article.Text.Length > options.MaxTextLength)
            throw new ReadException(ReadCode.TooLarge, $"The text is longer than {options.MaxTextLength} characters.");
        return ReadResult.Of(article with
        {
            SourceId = known.SourceId ?? (known.Line is { } line ? $"{path}#{line}" : path),
            Path = path,
            Url = known.Url ?? article.Url,
            Title = known.Title ?? article.Title,
            Published = known.Published ?? article.Published ?? options.DefaultPublished,
            Outlet = known.Outlet ?? article.Outlet,
            Language = known.Language ?? article.Language ?? LanguageGuess.Of(article.Text),
        });
    }

    private static ReadResult Failed(string path, string code, string reason) => ReadResult.Of(new ReadProblem(path, code, reason));

    private static ReadResult Warned(string path, string code, string reason) => ReadResult.Of(new ReadProblem(path, code, reason) { IsWarning = true });

    /// <summary>What a row tells about its article beside the text.</summary>
    private sealed record Known
    {
        public long? Line { get; init; }

        public string? SourceId { get; init; }

        public string? Url { get; init; }

        public string? Title { get; init; }

        public string? Outlet { get; init; }

        public string? Language { get; init; }

        public NodaTime.LocalDate? Published { get; init; }
    }

    /// <summary>The strings and numbers of one JSON object, by name.</summary>
    private sealed class Row
    {
        private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

        public string? Text(string name) => _values.GetValueOrDefault(name);

        public static (Row Row, bool IsDamaged) Parse(byte[] bytes)
        {
            var isDamaged = !System.Text.Unicode.Utf8.IsValid(bytes);
            if (isDamaged)
                bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes));
            try
            {
                using var json = JsonDocument.Parse(bytes);
                if (json.RootElement.ValueKind != JsonValueKind.Object)
                    throw new ReadException(ReadCode.BadJson, "The line is not a JSON object.");
                var row = new Row();
                foreach (var property in json.RootElement.EnumerateObject())
                {
                    if (property.Value.ValueKind == JsonValueKind.String)
                        row._values[property.Name] = property.Value.GetString()!;
                    else if (property.Value.ValueKind == JsonValueKind.Number)
                        row._values[property.Name] = property.Value.GetRawText();
                }
                return (row, isDamaged);
            }
            catch (JsonException e)
            {
                throw new ReadException(ReadCode.BadJson, $"The line is not JSON: {e.Message}");
            }
            catch (InvalidOperationException)
            {
                throw new ReadException(ReadCode.BadJson, "A string of the line holds half a surrogate pair.");
            }
        }
    }
}
