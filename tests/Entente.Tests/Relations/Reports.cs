using System.Globalization;
using Entente.Actors;
using Entente.Articles;
using Entente.Relations;
using NodaTime;
using NodaTime.Text;

namespace Entente.Tests.Relations;

/// <summary>Claims by hand, short enough to read as a story.</summary>
internal sealed class Reports
{
    private readonly List<SourcedClaim> _claims = [];

    public static Arrangement Council { get; } = new()
    {
        Id = "nato-russia-council",
        Name = "NATO-Russia Council",
        Names = ["NRC"],
        Kind = "forum",
        Parties = [new("NATO"), new("RUS")],
        Keeper = "NATO",
        Strands = [new("formal meetings", ["formal meetings", "meetings"]), new("practical cooperation", ["practical cooperation"])],
    };

    public static Arrangement Pact { get; } = new() { Id = "arms-pact", Name = "Arms Pact", Kind = "treaty", Parties = [new("RUS"), new("USA"), new("SUN", To: new(1991, 12, 25))] };

    public static Arrangement League { get; } = new() { Id = "league", Name = "The League", Kind = "forum", Parties = [new("AAA"), new("BBB"), new("CCC")], Keeper = "LEAGUE" };

    public IReadOnlyList<SourcedClaim> All => _claims;

    public Standings Standings => Of(_claims);

    public static Standings Of(IEnumerable<SourcedClaim> claims) => new(claims, [Council, Pact, League], id => id == "CHN" ? "China" : null);

    // An arrangement is id, id/strand or id|name/strand; a date an ISO day, month, year or range, open with "..", unknown when empty, and the day of
    // publication as "news"; sides are "NATO>RUS", ">RUS" or "NATO,RUS".
    public Reports Add(string published, Step? step, string arrangement, string date, string sides = "", string outlet = "The Post", Reality reality = Reality.Actual,
        string saidBy = "", string? quote = null, string? text = null, PloverType type = PloverType.Sanction, Precision? precision = null, Recency recency = Recency.Background)
    {
        var number = _claims.Count;
        var day = LocalDatePattern.Iso.Parse(published).Value;
        var voice = Source.VoiceOf(text ?? $"{outlet} {published}");
        var parts = sides.Split('>');
        var strand = arrangement.Split('/') is [_, var s] ? s : null;
        var id = arrangement.Split('/')[0];
        var name = id.Split('|') is [_, var n] ? n : id.Split('|')[0].Replace('-', ' ');
        var news = date == "news";
        _claims.Add(new(new()
        {
            Id = $"c-{number:D16}",
            Article = $"a-{outlet}-{published}",
            Type = type,
            Actors = Parties(parts[0]),
            Recipients = parts.Length > 1 ? Parties(parts[1]) : [],
            Reality = reality,
            Recency = news ? Recency.Current : recency,
            Date = ClaimDate.Of(news ? DateRange.Day(day) : Range(date, precision), date),
            DateBasis = news ? DateBasis.Publication : date.Length == 0 ? DateBasis.None : DateBasis.Stated,
            SaidBy = Parties(saidBy),
            Arrangement = arrangement.Length == 0 ? null : new(id.Split('|')[0], name, strand),
            Step = step,
            Trigger = new($"{step}", number, number + 1),
            Evidence = new(0, 1, quote ?? $"{sides} {step} {arrangement} {date} {reality}", "", ""),
            Rule = "test",
            Coder = "test 1",
        },
        new()
        {
            ArticleId = $"a-{outlet}-{published}",
            Outlet = outlet,
            Published = day,
            FirstSeen = Instant.FromUtc(2026, 1, 1, 0, 0),
            Coded = Instant.FromUtc(2026, 1, 1, 0, 0),
            Voice = voice,
        }));
        return this;
    }

    public static DateRange Range(string date, Precision? precision = null)
    {
        if (date.Length == 0)
            return DateRange.Unknown;
        var ends = date.Split('/');
        var (start, end) = (ends[0], ends[^1]);
        var exact = precision ?? (Math.Max(start == ".." ? 0 : start.Length, end == ".." ? 0 : end.Length) switch { 4 => Precision.Year, 7 => Precision.Month, _ => Precision.Day });
        return new(start == ".." ? null : First(start), end == ".." ? null : Last(end), exact);
    }

    private static LocalDate First(string day) => LocalDatePattern.Iso.Parse(day.Length == 4 ? day + "-01-01" : day.Length == 7 ? day + "-01" : day).Value;

    private static LocalDate Last(string day) => day.Length switch
    {
        4 => new(int.Parse(day, CultureInfo.InvariantCulture), 12, 31),
        7 => First(day).With(DateAdjusters.EndOfMonth),
        _ => First(day),
    };

    private static Party[] Parties(string ids) =>
        [.. ids.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => new Party { Id = id, Name = id == "RUS" ? "Russia" : id, Sector = id is "NATO" or "LEAGUE" ? "IGO" : "GOV", Text = id, Start = 0, End = id.Length })];
}
