using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Entente.Articles;
using NodaTime;

namespace Entente.Reading;

/// <summary>Reads one input of any kind, and what lies within it.</summary>
/// <param name="options">What to supply, and the caps.</param>
/// <param name="ofAddresses">Whether a text is a list of addresses.</param>
internal sealed class DocumentReader(ReadingOptions options, bool ofAddresses)
{
    /// <summary>Tags whose content a parser takes for no text, though feeds leave them open and write on.</summary>
    private static readonly Regex Frames = new("</?iframe[^>]*>", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly Budget _budget = new(options);
    private int _zips;

    /// <summary>The articles, addresses and problems of an input.</summary>
    public IEnumerable<ReadResult> Read(string path, Stream bytes, InputKind kind, bool isPacked, Known known)
    {
        if (kind == InputKind.Sniffed)
            (kind, isPacked, bytes) = Sniff(bytes);
        using var level = isPacked || kind == InputKind.Zip ? _budget.Enter() : null;
        using var unpacked = isPacked ? new Unpacking(bytes, _budget) : null;
        bytes = unpacked ?? bytes;
        if (isPacked && kind == InputKind.Sniffed)
            (kind, _, bytes) = Sniff(bytes);
        var results = kind switch
        {
            InputKind.JsonLines => Rows(path, bytes),
            InputKind.Table => Table(path, bytes),
            InputKind.Warc => Warc(path, bytes, unpacked),
            InputKind.Zip => Zip(path, bytes),
            _ => Whole(path, Bytes.All(bytes, options), kind, known),
        };
        foreach (var result in results)
            yield return result;
    }

    /// <summary>The kind of a stream by its first bytes, whether it is packed, and the stream from its beginning.</summary>
    private (InputKind Kind, bool IsPacked, Stream Stream) Sniff(Stream stream)
    {
        var head = new byte[4096];
        var deadline = new Deadline(options);
        var count = 0;
        for (var read = -1; read != 0 && count < head.Length; count += read)
        {
            read = stream.Read(head.AsSpan(count));
            deadline.Check();
        }
        var whole = new PrefixedStream(head.AsMemory(0, count), stream);
        var first = head.AsSpan(0, count);
        if (first.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return (InputKind.Sniffed, true, whole);
        if (first.StartsWith("PK\u0003\u0004"u8))
            return (InputKind.Zip, false, whole);
        if (first.StartsWith("WARC/"u8) || first.StartsWith("filedesc:"u8))
            return (InputKind.Warc, false, whole);
        if (first.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            first = first[3..];
        first = first.TrimStart(" \t\r\n"u8);
        var text = Encoding.Latin1.GetString(first);
        var kind = text switch
        {
            ['{', ..] => text.Contains("jsonfeed.org/version", StringComparison.Ordinal) ? InputKind.Json : InputKind.JsonLines,
            ['[', '{' or '\n' or ' ', ..] => InputKind.Json,
            ['<', ..] => IsXml(text) ? InputKind.Xml : InputKind.Html,
            _ => InputKind.Text,
        };
        return (kind, false, whole);
    }

    private static bool IsXml(string head) =>
        (head.StartsWith("<?xml", StringComparison.Ordinal) || head.StartsWith("<rss", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<feed", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<rdf:", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<urlset", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<!DOCTYPE rss", StringComparison.OrdinalIgnoreCase))
        && !head.Contains("<html", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<ReadResult> Whole(string path, byte[] bytes, InputKind kind, Known known)
    {
        if (bytes.Length == 0)
            throw new ReadException(ReadCode.Empty, "The file is empty.");
        var (text, warning) = Decoding.Decode(bytes, kind, known.Charset);
        if (string.IsNullOrWhiteSpace(text))
            throw new ReadException(ReadCode.Empty, "The file holds only white space.");
        if (warning is { } told)
            yield return Warned(path, told.Code, told.Reason, known.Line);
        switch (kind)
        {
            case InputKind.Xml when !IsXml(text.TrimStart()) && text.Contains("<html", StringComparison.OrdinalIgnoreCase):
            case InputKind.Html:
                yield return Finished(HtmlPage.Read(text, known.Url, options), path, known);
                break;
            case InputKind.Xml:
                foreach (var result in Entries(path, Feeds.ReadXml(text, options)))
                    yield return result;
                break;
            case InputKind.Json:
                foreach (var result in Json(path, text))
                    yield return result;
                break;
            case InputKind.Text when ofAddresses:
                foreach (var line in text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
                    yield return Uri.TryCreate(line, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                        ? ReadResult.Of(new PageAddress(address.AbsoluteUri))
                        : ReadResult.Of(new ReadProblem(path, ReadCode.NoText, $"The line '{line[..Math.Min(line.Length, 80)]}' is no web address."));
                break;
            default:
                yield return Finished(PlainText.Read(text), path, known);
                break;
        }
    }

    /// <summary>A JSON Feed, a list of rows, or one row.</summary>
    private IEnumerable<ReadResult> Json(string path, string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("[") || !text.Contains("\"items\"", StringComparison.Ordinal))
        {
            using var json = Parsed(text);
            var rows = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray().ToList() : [json.RootElement];
            foreach (var result in Rows(path, rows.Select((r, i) => new JsonLines.Line(i + 1, Encoding.UTF8.GetBytes(r.GetRawText()), IsTooLong: false))))
                yield return result;
            yield break;
        }
        foreach (var result in Entries(path, Feeds.ReadJson(text)))
            yield return result;

        static JsonDocument Parsed(string text)
        {
            try
            {
                return JsonDocument.Parse(text);
            }
            catch (JsonException e)
            {
                throw new ReadException(ReadCode.BadJson, $"It is not JSON: {e.Message}");
            }
        }
    }

    private IEnumerable<ReadResult> Entries(string path, Feed feed)
    {
        if (feed.Remark is { } remark)
            yield return Warned(path, remark.Code, remark.Reason, null);
        if (feed.Entries.Count == 0)
            throw new ReadException(ReadCode.Empty, "The feed has no entries.");
        var number = 0;
        foreach (var entry in feed.Entries)
        {
            _budget.AddMember();
            number++;
            var known = entry.Known with { SourceId = entry.Known.SourceId ?? entry.Known.Url ?? $"{path}#{number}" };
            var (text, dropped) = EntryText(entry);
            if ((text.Length > 0 ? text : known.Title) is { } words)
                yield return Finished(new Article { Text = words, Dropped = dropped }, path, known);
            else if (known.Url is { } url)
                yield return ReadResult.Of(new PageAddress(url) { Published = known.Published, Outlet = known.Outlet });
        }
    }

    /// <summary>The words of an entry in paragraphs, without furniture.</summary>
    internal (string Text, IReadOnlyList<DroppedText> Dropped) EntryText(FeedEntry entry)
    {
        if (entry.Content is null)
            return ("", []);
        var blocks = entry.IsHtml
            ? PageBody.Blocks(new HtmlParser().ParseDocument("<body>" + new PageSource(Frames.Replace(entry.Content, " "), options).Html).Body!).Select(b => b.Text)
            : entry.Content.Split('\n').Select(PlainText.Collapse).Where(l => l.Length > 0);
        var kept = new List<string>();
        var dropped = new List<DroppedText>();
        foreach (var block in blocks)
        {
            if (Furniture.Match(block, atEdge: false) is { } rule)
                dropped.Add(new DroppedText(block, rule.Reason));
            else
                kept.Add(block);
        }
        // An entry that is all furniture by its words is no page: they are its text.
        return kept.Count > 0 ? (string.Join("\n\n", kept), dropped) : (string.Join("\n\n", dropped.Select(d => d.Text)), []);
    }

    private IEnumerable<ReadResult> Warc(string path, Stream bytes, Unpacking? packed)
    {
        var (records, any, number) = (0, false, 0);
        foreach (var page in new WarcReader(bytes, packed, options.From, _budget).Pages())
        {
            records++;
            if (page.Problem is { } problem)
            {
                any = true;
                yield return ReadResult.Of(new ReadProblem(path, problem.Code, page.Url is null ? $"{problem.Message} (offset {page.Offset})" : $"{page.Url}: {problem.Message}")) with { Offset = page.Offset };
                if (page.Bytes is null)
                    continue;
            }
            var kind = page.MediaType switch
            {
                "text/html" or "application/xhtml+xml" => InputKind.Html,
                "application/rss+xml" or "application/atom+xml" or "application/rdf+xml" => InputKind.Xml,
                "application/feed+json" => InputKind.Json,
                "text/plain" when page.Url?.EndsWith("/robots.txt", StringComparison.Ordinal) != true => InputKind.Text,
                _ => InputKind.Unsupported,
            };
            if (page.Bytes is not { Length: > 0 } body || kind == InputKind.Unsupported)
                continue;
            any = true;
            number++;
            var known = new Known { SourceId = page.Id ?? $"{path}#{number}", Url = page.Url, Charset = page.Charset };
            foreach (var result in Guard.Results(path, () => Whole(path, body, kind, known)))
                yield return (result.Problem is { } wrong ? ReadResult.Of(wrong with { Reason = $"{page.Url}: {wrong.Reason}" }) : result) with { Offset = page.Offset };
        }
        if (records == 0)
            throw new ReadException(ReadCode.Empty, "The file holds no records.");
        if (!any)
            throw new ReadException(ReadCode.NoText, $"None of its {records} records is a page.");
    }

    private IEnumerable<ReadResult> Zip(string path, Stream bytes)
    {
        var any = false;
        foreach (var member in ZipMembers.Read(bytes, _budget))
        {
            var name = $"{path}/{member.Name}";
            var file = InputFiles.Classify(name);
            if (member.Problem is not null || member.Open is not { } open)
            {
                any = true;
                yield return ReadResult.Of(new ReadProblem(name, member.Problem!.Code, member.Problem.Message));
                continue;
            }
            if (file.Kind is InputKind.Unsupported or InputKind.Sniffed)
                continue;
            any = true;
            foreach (var result in Guard.Results(name, () => Opened(name, open, file)))
                yield return result;
        }
        if (!any)
            throw new ReadException(ReadCode.NoMatch, "The archive holds no file of a kind that is read.");
    }

    private IEnumerable<ReadResult> Opened(string name, Func<Stream> open, InputFile file)
    {
        using var stream = open();
        _zips++;
        try
        {
            foreach (var result in Read(name, stream, file.Kind, file.IsPacked, new Known()))
                yield return result;
        }
        finally
        {
            _zips--;
        }
    }

    private IEnumerable<ReadResult> Rows(string path, Stream stream)
    {
        var any = false;
        foreach (var result in Rows(path, JsonLines.Cut(stream, options.MaxLineBytes)))
        {
            any = true;
            yield return result;
        }
        if (!any)
            throw new ReadException(ReadCode.Empty, "The file holds no rows.");
    }

    private IEnumerable<ReadResult> Rows(string path, IEnumerable<JsonLines.Line> lines)
    {
        var order = new RowOrder();
        foreach (var line in order.Ahead(lines, l => (DateOf(l), l.Bytes.Length)))
        {
            _budget.AddMember();
            foreach (var result in Guarded(path, line.Number, () => ReadRow(path, line, order.MonthFirst)))
                yield return result;
        }

        string? DateOf(JsonLines.Line line)
        {
            try
            {
                return line.IsTooLong ? null : Row.Parse(line.Bytes, options.Fields).Row.Text("date");
            }
            catch (ReadException)
            {
                // Told when the row's turn comes.
                return null;
            }
        }
    }

    private IEnumerable<ReadResult> Table(string path, Stream stream)
    {
        var any = false;
        var order = new RowOrder();
        foreach (var record in order.Ahead(Tables.Read(JsonLines.Cut(stream, options.MaxLineBytes), options.Fields), r => (Row.Of(options.Fields, r.Values).Text("date"), r.Values.Sum(v => 2L * v.Value.Length))))
        {
            _budget.AddMember();
            any = true;
            foreach (var result in Guarded(path, record.Line, () => record.IsTooLong ? throw TooLong() : ReadRow(path, record.Line, Row.Of(options.Fields, record.Values), order.MonthFirst)))
                yield return result;
        }
        if (!any)
            throw new ReadException(ReadCode.Empty, "The table holds no rows.");
    }

    private static IEnumerable<ReadResult> Guarded(string path, long line, Func<IEnumerable<ReadResult>> read)
    {
        foreach (var result in Guard.Results(path, read))
            yield return result.Problem is { } problem ? ReadResult.Of(problem with { Line = line }) : result;
    }

    private IEnumerable<ReadResult> ReadRow(string path, JsonLines.Line line, bool? monthFirst)
    {
        if (line.IsTooLong)
            throw TooLong();
        var (row, isDamaged) = Row.Parse(line.Bytes, options.Fields);
        if (isDamaged)
            yield return Warned(path, ReadCode.BadEncoding, "Some bytes are not UTF-8; they stand as \uFFFD.", null);
        foreach (var result in ReadRow(path, line.Number, row, monthFirst))
            yield return result;
    }

    /// <summary>The day of a row, and the other day that it may be when nothing tells which of its numbers is the month.</summary>
    /// <remarks>Other rows of the file tell first, then the day in the row's address, the country of its language tag or address, and the words of its text.</remarks>
    private static (LocalDate? Day, LocalDate? Or) RowDay(Row row, string? date, bool? monthFirst)
    {
        var dayFirst = PublicationDates.Parse(date);
        if (date is null || !PublicationDates.IsInNumbers(date) || PublicationDates.Parse(date, monthFirst: true) is not { } other || other == dayFirst)
            return (dayFirst, null);
        var inAddress = PageFacts.InAddress(row.Text("url") ?? "");
        var told = monthFirst
            ?? (inAddress == other ? true : inAddress == dayFirst ? (bool?)false : null)
            ?? PageFacts.MonthFirstIn(row.Text("lang"), row.Text("url"))
            ?? (row.Text("text") is { } text ? DayOrder.ToldBy(date + "\n" + text) : null);
        return told is { } isMonthFirst ? (isMonthFirst ? other : dayFirst, null) : (dayFirst, other);
    }

    private ReadException TooLong() => new(ReadCode.TooLarge, $"The line holds more than {options.MaxLineBytes} bytes.");

    /// <param name="path">The file of rows.</param>
    /// <param name="line">The row's line, from 1.</param>
    /// <param name="row">The row.</param>
    /// <param name="monthFirst">Whether other rows of the file write the month of a day in numbers first; null when none tells.</param>
    private IEnumerable<ReadResult> ReadRow(string path, long line, Row row, bool? monthFirst)
    {
        var date = row.Text("date");
        var (day, other) = RowDay(row, date, monthFirst);
        var known = new Known
        {
            Line = line,
            SourceId = row.Text("id"),
            Url = row.Text("url"),
            Title = row.Text("title"),
            Outlet = row.Text("outlet"),
            Language = LanguageGuess.OfTag(row.Text("lang")),
            Published = day,
            OrPublished = other,
        };
        if (known.Published is null && !string.IsNullOrWhiteSpace(date))
            yield return Warned(path, ReadCode.BadDate, $"The date '{date[..Math.Min(date.Length, 40)]}' is not one.", null);

        if (row.Text("text") is { } text)
        {
            if (string.IsNullOrWhiteSpace(text))
                throw new ReadException(ReadCode.NoText, "The row's text is empty.");
            yield return Finished(new Article { Text = text }, path, known);
        }
        else if (row.Text("html") is { } html)
            yield return Finished(HtmlPage.Read(html, known.Url, options), path, known);
        else if (row.Text("file") is { } named)
        {
            var page = Beside(path, named);
            var kind = InputFiles.Classify(page);
            if (kind.Kind is not (InputKind.Html or InputKind.Text))
                throw new ReadException(ReadCode.Unsupported, $"The row's file '{named}' is not .html, .htm or .txt.");
            using var opened = File.OpenRead(page);
            foreach (var result in Read(page, opened, kind.Kind, kind.IsPacked, known))
                yield return result.Article is { } article ? ReadResult.Of(article with { SourceId = known.SourceId ?? $"{path}#{line}" }) : result;
        }
        else if (!string.IsNullOrWhiteSpace(known.Title))
            yield return Finished(new Article { Text = known.Title }, path, known);
        else if (known.Url is { } url)
            yield return ReadResult.Of(new PageAddress(url) { Published = known.Published, Outlet = known.Outlet });
        else
            throw new ReadException(ReadCode.NoText, "The row has none of text, html, file, title and url.");
    }

    /// <summary>The path of a page that a row names; it must lie in the folder of the file of rows or below, links followed.</summary>
    private string Beside(string path, string named)
    {
        if (path == "-" || _zips > 0)
            throw new ReadException(ReadCode.OutsideFolder, "A row of standard input or of an archive cannot name a file.");
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

    /// <summary>The article with what is known about it; that goes before what was read in the text.</summary>
    private ReadResult Finished(Article article, string path, Known known)
    {
        if (article.Text.Length > options.MaxTextLength)
            throw new ReadException(ReadCode.TooLarge, $"The text is longer than {options.MaxTextLength} characters.");
        return ReadResult.Of(article with
        {
            SourceId = known.SourceId ?? (known.Line is { } line ? $"{path}#{line}" : path),
            Path = path,
            Url = known.Url ?? article.Url,
            Title = known.Title ?? article.Title,
            Published = (known.OrPublished is { } other && other == article.Published ? other : known.Published) ?? article.Published ?? options.DefaultPublished,
            PublishedAt = known.PublishedAt ?? article.PublishedAt,
            Modified = known.Modified ?? article.Modified,
            ModifiedAt = known.ModifiedAt ?? article.ModifiedAt,
            Authors = known.Authors.Count > 0 ? known.Authors : article.Authors,
            Section = known.Section ?? article.Section,
            Outlet = known.Outlet ?? article.Outlet,
            Language = known.Language ?? article.Language ?? LanguageGuess.Of(article.Text),
            Origin = article.Origin ?? Wires.OriginOf(article.Text, known.Authors.Count > 0 ? known.Authors : article.Authors, known.Outlet ?? article.Outlet),
        });
    }

    private static ReadResult Warned(string path, string code, string reason, long? line) => ReadResult.Of(new ReadProblem(path, code, reason) { IsWarning = true, Line = line });
}
