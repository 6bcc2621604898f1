using System.Diagnostics.CodeAnalysis;
using Entente.Articles;

namespace Entente.Reading;

/// <summary>What came of one input: an article, or what was the matter.</summary>
public sealed record ReadResult
{
    private ReadResult()
    {
    }

    /// <summary>The article; null when this tells of a problem.</summary>
    public Article? Article { get; private init; }

    /// <summary>The problem; null when this is an article.</summary>
    public ReadProblem? Problem { get; private init; }

    /// <summary>Where in its WARC file the record begins, in bytes, for <see cref="ReadingOptions.From"/>; null for other inputs.</summary>
    public long? Offset { get; init; }

    /// <summary>The address that a row or an entry names without any text; never given by <see cref="ArticleReader.Read"/>.</summary>
    internal PageAddress? Address { get; private init; }

    /// <summary>Whether this is an article.</summary>
    [MemberNotNullWhen(true, nameof(Article))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsArticle => Article is not null;

    internal static ReadResult Of(Article article) => new() { Article = article };

    internal static ReadResult Of(PageAddress address) => new() { Address = address };

    internal static ReadResult Of(ReadProblem problem) => new() { Problem = problem };
}

/// <summary>A page that an input names: a feed, a sitemap, a list of addresses, rows, an export of GDELT.</summary>
/// <param name="Url">Its address.</param>
public sealed record PageAddress(string Url)
{
    /// <summary>The headline that the input gives it.</summary>
    public string? Title { get; init; }

    /// <summary>The day of publication that the input gives it.</summary>
    public NodaTime.LocalDate? Published { get; init; }

    /// <summary>The outlet that the input gives it.</summary>
    public string? Outlet { get; init; }
}

/// <summary>Why an input gave no article, or what is to be known about the article that follows.</summary>
/// <param name="Path">The input, as the user named it or as it was found in a folder.</param>
/// <param name="Code">A short stable code; see <see cref="ReadCode"/>.</param>
/// <param name="Reason">The same in plain words.</param>
public sealed record ReadProblem(string Path, string Code, string Reason)
{
    /// <summary>Line of a file of rows, from 1; null for a whole file.</summary>
    public long? Line { get; init; }

    /// <summary>True when reading went on and the article follows; false when it is lost.</summary>
    public bool IsWarning { get; init; }
}

/// <summary>The codes of <see cref="ReadProblem"/>.</summary>
public static class ReadCode
{
    /// <summary>No such file or folder.</summary>
    public const string NotFound = "read.not_found";

    /// <summary>A folder or glob holds nothing that can be read.</summary>
    public const string NoMatch = "read.no_match";

    /// <summary>The kind of file is not read.</summary>
    public const string Unsupported = "read.unsupported";

    /// <summary>The system refused to give the bytes.</summary>
    public const string Unreadable = "read.unreadable";

    /// <summary>No bytes, or only white space.</summary>
    public const string Empty = "read.empty";

    /// <summary>Not text.</summary>
    public const string Binary = "read.binary";

    /// <summary>Over a cap of <see cref="ReadingOptions"/>.</summary>
    public const string TooLarge = "read.too_large";

    /// <summary>A packed file is damaged or was made to fill the machine.</summary>
    public const string BadArchive = "read.bad_archive";

    /// <summary>A line is not a JSON object of the known form.</summary>
    public const string BadJson = "read.bad_json";

    /// <summary>XML is broken or holds what is never read (a warning where it was read as far as it goes).</summary>
    public const string BadXml = "read.bad_xml";

    /// <summary>The input names addresses only; <c>entente fetch</c> gets the pages.</summary>
    public const string AddressesOnly = "read.addresses_only";

    /// <summary>A document takes longer than <see cref="ReadingOptions.MaxTime"/>.</summary>
    public const string TooSlow = "read.too_slow";

    /// <summary>The bytes are not UTF-8 (a warning where another encoding was taken).</summary>
    public const string BadEncoding = "read.bad_encoding";

    /// <summary>A date is not one; the article goes on without (warning).</summary>
    public const string BadDate = "read.bad_date";

    /// <summary>Control characters were taken out (warning).</summary>
    public const string ControlCharacters = "read.control_characters";

    /// <summary>No article text was found.</summary>
    public const string NoText = "read.no_text";

    /// <summary>The page asks for consent, a login or a proof of being human in place of showing an article.</summary>
    public const string Wall = "read.wall";

    /// <summary>A row points to a file outside its folder.</summary>
    public const string OutsideFolder = "read.outside_folder";
}

/// <summary>Ends the reading of one input; the front door turns it into a <see cref="ReadProblem"/>.</summary>
internal sealed class ReadException(string code, string reason) : Exception(reason)
{
    public string Code { get; } = code;
}
