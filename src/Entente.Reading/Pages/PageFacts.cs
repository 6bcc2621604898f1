using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NodaTime;

namespace Entente.Reading;

/// <summary>What a page tells of its article beside the text: title, days, authors, outlet, section, canonical address, language, access.</summary>
internal sealed class PageFacts
{
    private const int LongestByline = 120;
    private const int LongestScript = 200_000;

    /// <summary>An element that shows a day or a byline holds no more text than this.</summary>
    private const int LongestShown = 399;

    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly Regex AddressDay = new(
        @"/(?<y>(?:19|20)\d\d)(?:(?:[/_.-](?<m>[01]?\d)[/_.-](?<d>[0-3]\d)|(?<m>[01]\d)(?<d>[0-3]\d))(?:[/_.-]|$)|/(?<m>[01]?\d)/(?<d>\d)(?:/|$))|[/_-](?<d>[0-3]\d)[._-](?<m>[01]\d)[._-](?<y>(?:19|20)\d\d)(?:[/_.-]|$)", Safe);

    private static readonly Regex PublishedInScript = new(
        @"(?:date_?published|publish(?:ed)?_?(?:date|time|at|on)|pub_?date|publication_?(?:date|time)|first_?published(?:_?(?:date|at))?|publishing_?date)[""']?\s{0,4}[:=]\s{0,4}[""'](?<v>(?:\w{3}, )?\d[^""']{7,30})[""']", Safe);

    private static readonly Regex DayInScript = new(@"date\w*[""']?\s{0,4}[:=(,]\s{0,4}[""'](?<v>(?:19|20)\d\d[/.-]\d\d[/.-]\d\d)[^\d""'][^""']{0,40}[""']", Safe);

    /// <summary>The end of a stamp in universal time.</summary>
    private static readonly Regex Universal = new(@"\d[T ]\d\d:\d\d.*(?:Z|[+-]00:?00)\s*$", Safe);

    private static readonly Regex Country = new(@"^https?://[^/?#]*\.(?<c>[a-z]{2})(?::\d+)?(?:[/?#]|$)", Safe);
    private static readonly Regex Region = new(@"^[a-z]{2,3}[-_](?:[a-z]{4}[-_])?(?<r>[a-z]{2})(?:$|[^a-z])", Safe);

    private readonly IHtmlDocument _document;
    private readonly PageElements _elements;
    private readonly PageSource _source;
    private readonly ILookup<string, string> _meta;
    private readonly Lazy<bool> _isMonthFirst;

    /// <summary>Reads the facts of a page.</summary>
    /// <param name="document">The page as parsed.</param>
    /// <param name="elements">Its elements.</param>
    /// <param name="source">The page as it was given, with its scripts.</param>
    /// <param name="url">Its address when the source names it.</param>
    public PageFacts(IHtmlDocument document, PageElements elements, PageSource source, string? url)
    {
        (_document, _elements, _source) = (document, elements, source);
        _meta = elements.Metas
            .Select(m => (Name: (m.GetAttribute("property") ?? m.GetAttribute("name") ?? m.GetAttribute("itemprop") ?? m.GetAttribute("http-equiv") ?? "").Trim().ToLowerInvariant(), Content: PlainText.Collapse(m.GetAttribute("content")!)))
            .Where(m => m.Name.Length > 0 && m.Content.Length > 0)
            .ToLookup(m => m.Name, m => m.Content, StringComparer.Ordinal);
        Linked = LinkedData.Of(source.LinkedData);
        Canonical = Address(elements.Labelled.FirstOrDefault(l => l.Element.LocalName == "link" && l.Relation.Equals("canonical", StringComparison.OrdinalIgnoreCase)).Element?.GetAttribute("href"), url) ?? Address(Meta("og:url"), url);
        Url = url ?? Canonical;
        Outlet = First(HtmlWords.Meta.Outlet.Take(1)) ?? Decoded(Linked.Publisher) ?? First(HtmlWords.Meta.Outlet.Skip(1));
        var tag = document.DocumentElement.GetAttribute("lang") ?? First(HtmlWords.Meta.Locale) ?? Linked.Language;
        Language = LanguageGuess.OfTag(tag);
        Section = First(HtmlWords.Meta.Section) ?? Decoded(Linked.Section);
        Title = TitleOf();
        _isMonthFirst = new Lazy<bool>(() => MonthFirst(tag));
        (Published, PublishedAt) = PublishedOf();
        (Modified, ModifiedAt) = ModifiedOf();
        Authors = AuthorsOf();
        IsPaid = Linked.IsPaid || _meta["article:content_tier"].Concat(_meta["content_tier"]).Any(t => HtmlWords.PaidTiers.Contains(t.ToLowerInvariant()));
    }

    /// <summary>The JSON-LD of the page.</summary>
    public LinkedData Linked { get; }

    /// <summary>The address the page was had from, else its canonical one.</summary>
    public string? Url { get; }

    /// <summary>The address that the page names as its own.</summary>
    public string? Canonical { get; }

    public string? Title { get; }

    public LocalDate? Published { get; }

    public OffsetDateTime? PublishedAt { get; }

    public LocalDate? Modified { get; }

    public OffsetDateTime? ModifiedAt { get; }

    public IReadOnlyList<string> Authors { get; }

    public string? Outlet { get; }

    public string? Section { get; }

    public string? Language { get; }

    /// <summary>Whether the page says that not all may read it.</summary>
    public bool IsPaid { get; }

    /// <summary>A short summary that the page gives of itself.</summary>
    public string? Description => Meta("og:description") ?? Meta("description") ?? Meta("twitter:description");

    /// <summary>Whether 3/5 in a text of this page is 5 March; the page is only looked over when a text writes so.</summary>
    private bool IsMonthFirst(string text) => PublicationDates.IsInNumbers(text) && _isMonthFirst.Value;

    private string? Meta(string name) => _meta[name].FirstOrDefault();

    private string? First(IEnumerable<string> names) => names.SelectMany(n => _meta[n]).FirstOrDefault();

    private static string? Decoded(string? text) => text is null ? null : PlainText.Collapse(WebUtility.HtmlDecode(text)) is { Length: > 0 } plain ? plain : null;

    /// <summary>An absolute web address; null for anything else.</summary>
    private static string? Address(string? href, string? from) =>
        href is { Length: > 0 and < 4096 } && (Uri.TryCreate(href.Trim(), UriKind.Absolute, out var uri) || from is not null && Uri.TryCreate(from, UriKind.Absolute, out var page) && Uri.TryCreate(page, href.Trim(), out uri))
        && uri.Scheme is "http" or "https" ? uri.AbsoluteUri : null;

    private string? TitleOf()
    {
        var headings = _elements.Headings.Select(h => PlainText.Collapse(h.TextContent)).Where(t => t.Length > 0).Take(2).ToList();
        var title = headings.Count == 1 && headings[0] != Outlet ? headings[0] : Meta("og:title") ?? headings.FirstOrDefault(h => h != Outlet) ?? Decoded(Linked.Headline) ?? PlainText.Collapse(_document.Title ?? "");
        return title.Length == 0 ? null : title;
    }

    /// <summary>How the page writes 3/5: by other days on it that leave no doubt, by the country of its language tag, by the country of its address, by its words.</summary>
    private bool MonthFirst(string? tag)
    {
        var text = _document.Body?.TextContent ?? "";
        if (PublicationDates.OrderIn(text) is { } shown)
            return shown;
        return MonthFirstIn(tag, Url) ?? DayOrder.ToldBy(text) ?? Language == "en";
    }

    /// <summary>Whether the month stands first in the country of a language tag, else of an address; null when neither names one.</summary>
    internal static bool? MonthFirstIn(string? tag, string? url) =>
        tag is not null && Region.Match(tag) is { Success: true } region ? HtmlWords.MonthFirstCountries.Contains(region.Groups["r"].Value.ToLowerInvariant())
        : url is not null && Country.Match(url) is { Success: true } country ? HtmlWords.MonthFirstCountries.Contains(country.Groups["c"].Value.ToLowerInvariant())
        : null;

    /// <summary>Address first, then JSON-LD, meta tags, microdata, time elements, and at last what is written on the page.</summary>
    private (LocalDate? Day, OffsetDateTime? At) PublishedOf()
    {
        var stamps = new[] { Linked.Published }
            .Concat(HtmlWords.Meta.Published.SelectMany(n => _meta[n]))
            .Concat(Stamps(l => l.Item == "datePublished" || l.Property.EndsWith("datePublished", StringComparison.Ordinal) || l.Property.EndsWith("dateCreated", StringComparison.Ordinal)))
            .Concat(HeadingFirst(e => e.LocalName == "time").Select(e => e.GetAttribute("datetime") is { Length: > 0 } stamp ? stamp : e.TextContent));
        var found = stamps.Select(s => (Value: s, Moment: Day(s))).FirstOrDefault(s => s.Moment.Day is not null);
        var told = found.Moment;
        if (InAddress(Url ?? "") is { } day)
            return (day, told.At is { } at && Math.Abs(Period.DaysBetween(at.Date, day)) <= 1 ? at : null);
        if (told.Day is { } stamped)
            return (Universal.IsMatch(found.Value!) && Shown(stamped) is { } shown ? shown : stamped, told.At);
        return (VisibleDays().FirstOrDefault(d => d is not null) ?? InScripts(PublishedInScript) ?? InText() ?? InScripts(DayInScript), null);
    }

    private (LocalDate? Day, OffsetDateTime? At) ModifiedOf() =>
        new[] { Linked.Modified }
            .Concat(HtmlWords.Meta.Modified.SelectMany(n => _meta[n]))
            .Concat(Stamps(l => l.Item == "dateModified"))
            .Select(Day).FirstOrDefault(s => s.Day is not null);

    private (LocalDate? Day, OffsetDateTime? At) Day(string? value) =>
        value is null ? default : (PublicationDates.Parse(PlainText.Collapse(value), IsMonthFirst(value)), PublicationDates.Instant(value));

    /// <summary>The day that an address holds, as /2024/03/05/.</summary>
    internal static LocalDate? InAddress(string address) =>
        AddressDay.Match(address) is { Success: true } match
            ? PublicationDates.Day(Number(match, "y"), Number(match, "m"), Number(match, "d"))
            : null;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The day beside a stamp in universal time that the page shows instead: the outlet's own day. Null when the page shows the stamp's day or another.</summary>
    private LocalDate? Shown(LocalDate stamped)
    {
        var shown = VisibleDays().OfType<LocalDate>().Take(4).ToList();
        return shown.Contains(stamped) ? null : shown.Where(d => Math.Abs(Period.DaysBetween(d, stamped)) == 1).Select(d => (LocalDate?)d).FirstOrDefault();
    }

    /// <summary>What labelled elements hold: their content, else their text.</summary>
    private IEnumerable<string> Stamps(Func<(IElement Element, string Item, string Property, string Relation), bool> isAsked) =>
        _elements.Labelled.Where(isAsked).Select(l => l.Element.GetAttribute("content") ?? l.Element.GetAttribute("datetime") ?? l.Element.TextContent);

    /// <summary>Days written in elements that show one.</summary>
    private IEnumerable<LocalDate?> VisibleDays() =>
        HeadingFirst(e => e.LocalName == "time" || e.ClassName.AsSpan().ContainsAny(HtmlWords.Dates) || e.Id.AsSpan().ContainsAny(HtmlWords.Dates))
            .Select(e => TextUpTo(e, LongestShown) is { } text ? PublicationDates.First(PlainText.Collapse(text), IsMonthFirst(text)) ?? PublicationDates.Short(text, IsMonthFirst(text)) : null);

    /// <summary>The text of an element; null when it is longer.</summary>
    private static string? TextUpTo(IElement element, int longest)
    {
        var text = new StringBuilder();
        return Add(element) ? text.ToString() : null;

        bool Add(INode node)
        {
            foreach (var child in node.ChildNodes)
                if (child is IText words ? text.Append(words.Data).Length > longest : child is IElement && !Add(child))
                    return false;
            return true;
        }
    }

    /// <summary>Elements from the only main heading on, then those before it.</summary>
    private IEnumerable<IElement> HeadingFirst(Func<IElement, bool> isAsked)
    {
        var heading = _elements.Named.FindIndex(e => e.LocalName == "h1");
        return _elements.Named.Skip(heading + 1).Concat(_elements.Named.Take(Math.Max(0, heading))).Where(e => (heading < 0 || e.LocalName != "h1") && isAsked(e) && !IsElsewhere(e));
    }

    /// <summary>Whether an element lies in a part of the page that is about other things.</summary>
    private static bool IsElsewhere(IElement element)
    {
        for (var at = element; at is not null && at.LocalName is not ("article" or "main" or "body"); at = at.ParentElement)
            if (at.LocalName is "nav" or "aside" || at.ClassName is { Length: > 0 } names && HtmlWords.Elsewhere.IsMatch(names))
                return true;
        return false;
    }

    /// <summary>The day of publication that a script of the page keeps for itself.</summary>
    private LocalDate? InScripts(Regex pattern) =>
        _source.Scripts
            .SelectMany(s => pattern.Matches(s[..Math.Min(s.Length, LongestScript)].ToString()))
            .Select(m => PublicationDates.Parse(m.Groups["v"].Value, IsMonthFirst(m.Groups["v"].Value))).FirstOrDefault(d => d is not null);

    /// <summary>The first day in the text after the heading, else before it.</summary>
    private LocalDate? InText()
    {
        if (_document.Body is not { } body)
            return null;
        var blocks = PageBody.Blocks(body);
        var heading = Math.Max(0, Title is null ? 0 : blocks.FindIndex(b => b.Text == Title));
        return blocks.Skip(heading).Concat(blocks.Take(heading))
            .Select(b => PublicationDates.First(b.Text[..Math.Min(b.Text.Length, 200)], IsMonthFirst(b.Text))).FirstOrDefault(d => d is not null);
    }

    /// <summary>Names from JSON-LD, else meta tags, else elements that say so; a page that only signs with its own name is asked further.</summary>
    private List<string> AuthorsOf()
    {
        List<string> outlets = [];
        foreach (var named in Sources())
        {
            var names = named.Select(n => PlainText.Collapse(WebUtility.HtmlDecode(n)))
                .Where(n => n.Length is > 0 and <= LongestByline && !n.Contains("//", StringComparison.Ordinal))
                .SelectMany(n => Bylines.Read(n, besideDateOrTitle: true)?.Authors ?? [])
                .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            var people = names.Where(n => !string.Equals(n, Outlet, StringComparison.OrdinalIgnoreCase)).ToList();
            if (people.Count > 0)
                return people;
            if (outlets.Count == 0)
                outlets = names;
        }
        return outlets;

        static bool IsWithinAuthor(IElement element)
        {
            for (var at = element.ParentElement; at is not null; at = at.ParentElement)
                if (at.GetAttribute("itemprop") == "author")
                    return true;
            return false;
        }

        IEnumerable<IEnumerable<string>> Sources()
        {
            yield return Linked.Authors;
            foreach (var name in HtmlWords.Meta.Author)
                yield return _meta[name];
            yield return _elements.Labelled.Where(l => l.Item == "name" && IsWithinAuthor(l.Element)).Select(l => l.Element).Select(e => e.GetAttribute("content") ?? e.TextContent).Take(5);
            yield return _elements.Labelled.Where(l => l.Relation == "author" || l.Item == "author").Select(l => l.Element.TextContent).Take(5);
            yield return _elements.Named.Where(e => e.ClassName is { Length: > 0 } names && HtmlWords.Bylines.IsMatch(names)).Select(e => TextUpTo(e, LongestShown)).OfType<string>().Take(3);
        }
    }
}
