using System.Runtime.CompilerServices;

namespace Entente.Reading;

/// <summary>Turns files, folders, globs and standard input into articles.</summary>
public static class ArticleReader
{
    /// <summary>
    /// Builds the patterns of reading in the background, so that they are there when the first article is; who loads models before reading gains their time.
    /// Without this they are built when they are first needed.
    /// </summary>
    public static void Prepare() => _ = Task.Run(() =>
    {
        RuntimeHelpers.RunClassConstructor(typeof(Furniture).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(PublicationDates).TypeHandle);
    });

    /// <summary>Reads the inputs one after another, as the caller asks for results; nothing is held beyond the document being read.</summary>
    /// <param name="paths">Files, folders, globs (<c>*</c>, <c>?</c>, <c>**</c>), or <c>-</c> for standard input. Kinds: text, HTML, JSONL, JSON Feed, RSS, Atom, news sitemaps,
    /// CSV and tab-separated rows, WARC and ARC, zip; each also as .gz. The order is that of the paths, ordinal within a folder or glob; a file named twice is read once.</param>
    /// <param name="options">What to supply where a source is silent, and the caps.</param>
    /// <param name="standardInput">The stream behind <c>-</c>; its kind is told by its first bytes.</param>
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
            {
                var addresses = 0;
                foreach (var result in Results(file, options, standardInput, cancellationToken))
                {
                    if (result.Address is null)
                        yield return result;
                    else
                        addresses++;
                }
                if (addresses > 0)
                    yield return ReadResult.Of(new ReadProblem(file.Path, ReadCode.AddressesOnly, $"{addresses} of its pages are named by address only; 'entente fetch' gets them."));
            }
        }
    }

    /// <summary>The pages that inputs name: the entries of feeds and sitemaps, rows with an address, exports of GDELT, and the lines of a text that are web addresses. An address is given once.</summary>
    /// <param name="paths">As in <see cref="Read"/>.</param>
    /// <param name="options">As in <see cref="Read"/>.</param>
    /// <param name="standardInput">As in <see cref="Read"/>.</param>
    /// <param name="cancellationToken">Ends the reading between two results.</param>
    /// <returns>Each address, or what was the matter with an input.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<(PageAddress? Address, ReadProblem? Problem)> Addresses(
        IEnumerable<string> paths, ReadingOptions options, Stream? standardInput = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        return Walk();

        IEnumerable<(PageAddress?, ReadProblem?)> Walk()
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var file in InputFiles.Expand(paths))
                foreach (var result in Results(file, options, standardInput, cancellationToken, ofAddresses: true))
                {
                    var address = result.Address ?? (result.Article is { Url: { } url } article
                        ? new PageAddress(url) { Title = article.Title, Published = article.Published, Outlet = article.Outlet }
                        : null);
                    if (address is not null && seen.Add(address.Url))
                        yield return (address, null);
                    else if (result.Problem is { IsWarning: false } problem)
                        yield return (null, problem);
                }
        }
    }

    private static IEnumerable<ReadResult> Results(InputFile file, ReadingOptions options, Stream? standardInput, CancellationToken cancellationToken, bool ofAddresses = false)
    {
        foreach (var result in Guard.Results(file.Path, () => ReadFile(file, options, standardInput, ofAddresses)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return result;
        }
    }

    private static IEnumerable<ReadResult> ReadFile(InputFile file, ReadingOptions options, Stream? standardInput, bool ofAddresses)
    {
        if (file.Problem is { } problem)
        {
            yield return ReadResult.Of(problem);
            yield break;
        }
        if (file.Kind == InputKind.Unsupported)
            throw new ReadException(ReadCode.Unsupported, "This kind of file is not read; see 'entente read --help' for those that are.");
        using var opened = file.Path == "-" ? null : File.OpenRead(file.Path);
        var bytes = opened ?? standardInput ?? throw new ReadException(ReadCode.Unreadable, "There is no standard input.");
        if (options.From > 0 && file.Kind == InputKind.Warc)
        {
            if (!bytes.CanSeek || options.From > bytes.Length)
                throw new ReadException(ReadCode.Unreadable, $"It cannot be read from byte {options.From} on.");
            bytes.Seek(options.From, SeekOrigin.Begin);
        }
        foreach (var result in new DocumentReader(options, ofAddresses).Read(file.Path, bytes, file.Kind, file.IsPacked, new Known()))
            yield return result;
    }
}
