using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Actors;
using Entente.Articles;
using Entente.Relations;

namespace Entente.Record.Exports;

/// <summary>Rows in the layouts of other collections, as their own readers take them: codes stay text, missing is what each collection writes for it.</summary>
internal static class ForeignLayouts
{
    public static readonly string[] IcewsHeader =
    [
        "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country",
        "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
    ];

    public static readonly string[] PolecatHeader =
    [
        "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
        "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
        "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
        "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
    ];

    /// <summary>Scores of the PLOVER 2.0 manual.</summary>
    internal static readonly Dictionary<PloverType, double> Scores = new()
    {
        [PloverType.Agree] = 2.5,
        [PloverType.Consult] = 2.5,
        [PloverType.Support] = 5,
        [PloverType.Concede] = 4.5,
        [PloverType.Cooperate] = 9.5,
        [PloverType.Aid] = 10,
        [PloverType.Retreat] = 6.5,
        [PloverType.Request] = 0,
        [PloverType.Accuse] = -3,
        [PloverType.Reject] = -2,
        [PloverType.Threaten] = -3.5,
        [PloverType.Protest] = -5,
        [PloverType.Sanction] = -6,
        [PloverType.Mobilize] = -5.5,
        [PloverType.Coerce] = -7,
        [PloverType.Assault] = -9,
    };

    public static string[] Icews(EventPair pair)
    {
        var claim = pair.First.Claim;
        return
        [
            Number(pair.Number), RecordExport.Day(pair.Event.Date.Start), Name(pair.Source), Sectors(pair.Source, ","), Country(pair.Source), claim.Trigger.Text, Cameo(pair.Event), Number(Score(pair.Event)),
            Name(pair.Target), Sectors(pair.Target, ","), Country(pair.Target), StoryNumber(pair.First.Source.ArticleId), "1", pair.First.Source.Outlet ?? "", City(pair.Event.Place), "", "",
            CountryName(pair.Event.Place?.Country), "", "",
        ];
    }

    public static string[] Polecat(EventPair pair)
    {
        var (e, claim) = (pair.Event, pair.First.Claim);
        return [.. new[]
        {
            e.Id, RecordExport.Day(e.Date.Start), RecordExport.Word(e.Type), List(e.Members.SelectMany(m => m.Claim.Mode)), Number(Scores[e.Type]), Quad(e.Type), List(e.Members.SelectMany(m => m.Claim.Context)),
            Name(pair.Source), CountryCode(pair.Source), Cow(pair.Source), Sectors(pair.Source, "; "), Sectors(pair.Source, "; "), Title(claim.Actors, pair.Source), Raw(claim, pair.Source), "",
            Name(pair.Target), CountryCode(pair.Target), Cow(pair.Target), Sectors(pair.Target, "; "), Sectors(pair.Target, "; "), Title(claim.Recipients, pair.Target), Raw(claim, pair.Target), "",
            e.Place?.Name ?? "", City(e.Place), "", "", CountryName(e.Place?.Country), "", "", "", e.Place?.Name ?? "", "",
            pair.First.Source.Outlet ?? "", RecordExport.Day(pair.First.Source.Published), List(claim.Actors.Concat(claim.Recipients).Select(p => p.Person).OfType<string>()),
            List(e.Actors.Concat(e.Recipients).Where(s => s.Sector == "IGO").Select(s => s.Name)), e.Place?.Name ?? "", "en", claim.Coder,
        }.Select(c => c.Length == 0 ? "None" : c)];
    }

    public static string[] Gdelt(EventPair pair)
    {
        var (e, first) = (pair.Event, pair.First);
        var day = e.Date.Start!.Value;
        var cameo = Cameo(e);
        var root = cameo.Length >= 2 ? cameo[..2] : "";
        var added = Sql.Time(e.Members.Min(m => m.Source.FirstSeen));
        string[] geography = e.Place is { } place ? [place.Country == place.Name ? "1" : "4", place.Name, "", "", "", "", "", ""] : ["0", "", "", "", "", "", "", ""];
        return
        [
            Number(pair.Number), day.ToString("uuuuMMdd", CultureInfo.InvariantCulture), day.ToString("uuuuMM", CultureInfo.InvariantCulture), day.ToString("uuuu", CultureInfo.InvariantCulture),
            (day.Year + (day.Month * 30 + day.Day) / 365.0).ToString("0.0000", CultureInfo.InvariantCulture),
            .. Actor(pair.Source), .. Actor(pair.Target),
            "1", cameo, cameo.Length > 3 ? cameo[..3] : cameo, root, QuadClass(root, e.Type), Number(first.Claim.Goldstein ?? Scores[e.Type]), Number(e.Members.Count), Number(e.Voices), Number(e.Reports), "0",
            "0", "", "", "", "", "", "", "", "0", "", "", "", "", "", "", "", .. geography,
            added.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture), first.Source.Url ?? first.Source.SourceId ?? first.Source.ArticleId,
        ];

        static string[] Actor(EventSide? side)
        {
            var code = side is null || side.Id == "UNK" ? "" : side.Id;
            var country = CountryCode(side);
            return [code, Name(side).ToUpperInvariant(), country, country.Length == 0 && side?.Sector == "IGO" ? code : "", "", "", "", side is null || side.Sector == "UNK" ? "" : side.Sector, "", ""];
        }
    }

    public static string Plover(Event e)
    {
        var first = e.Members[0];
        var cite = new JsonObject { ["source"] = first.Source.Outlet, ["url"] = first.Source.Url, ["article"] = first.Source.ArticleId, ["published"] = RecordExport.Day(first.Source.Published) };
        var json = new JsonObject
        {
            ["id"] = e.Id,
            ["has_event"] = true,
            ["date"] = RecordExport.Day(e.Date.Start),
            ["enddate"] = RecordExport.Day(e.Date.End),
            ["actor"] = Entities(e.Actors, c => c.Actors),
            ["recipient"] = Entities(e.Recipients, c => c.Recipients),
            ["event"] = new JsonArray(JsonValue.Create(RecordExport.Word(e.Type))),
            ["event_loc"] = e.Place?.Name,
            ["event_text"] = Strings(e.Members.Select(m => m.Claim.Trigger.Text)),
            ["quad_code"] = int.Parse(Quad(e.Type)[..1], CultureInfo.InvariantCulture),
            ["event_scale"] = Scores[e.Type],
            ["mode"] = Strings(e.Members.SelectMany(m => m.Claim.Mode).Concat(e.Reality switch { Reality.Planned => ["future"], Reality.Hypothetical => ["hypothetical"], Reality.Negated => ["negated"], _ => Array.Empty<string>() })),
            ["context"] = Strings(e.Members.SelectMany(m => m.Claim.Context)),
            ["link"] = first.Source.Url,
            ["text_info"] = $"{first.Claim.Evidence.Start}-{first.Claim.Evidence.End}",
            ["cite_info"] = cite,
            ["coder"] = first.Claim.Coder,
            ["coded_date"] = RecordExport.Day(first.Source.Coded.InUtc().Date),
        };
        return json.ToJsonString(EntenteJson.Options);

        JsonArray Entities(IReadOnlyList<EventSide> sides, Func<Claim, IReadOnlyList<Party>> of) => [.. sides.Select(s => (JsonNode)new JsonObject
        {
            ["code"] = s.Id,
            ["sector"] = new JsonArray(JsonValue.Create(s.Sector)),
            ["entity_text"] = e.Members.SelectMany(m => of(m.Claim)).FirstOrDefault(p => p.Id == s.Id)?.Text ?? s.Name,
            ["identifier_text"] = s.Name,
            ["office"] = e.Members.SelectMany(m => of(m.Claim)).FirstOrDefault(p => p.Id == s.Id)?.Office,
        })];

        static JsonArray Strings(IEnumerable<string> values) => [.. values.Distinct(StringComparer.Ordinal).Select(v => (JsonNode)JsonValue.Create(v))];
    }

    public static string Annotation(SourcedClaim sourced)
    {
        var (claim, source) = (sourced.Claim, sourced.Source);
        return new JsonObject
        {
            ["@context"] = "http://www.w3.org/ns/anno.jsonld",
            ["id"] = $"urn:entente:{claim.Id}",
            ["type"] = "Annotation",
            ["motivation"] = "classifying",
            ["created"] = NodaTime.Text.InstantPattern.General.Format(source.Coded),
            ["generator"] = new JsonObject { ["type"] = "Software", ["name"] = claim.Coder },
            ["body"] = new JsonObject { ["type"] = "Dataset", ["format"] = "application/json", ["value"] = System.Text.Json.JsonSerializer.SerializeToNode(claim, EntenteJson.Options) },
            ["target"] = new JsonObject
            {
                ["source"] = source.Url ?? $"urn:entente:{source.ArticleId}",
                ["selector"] = new JsonArray(
                    new JsonObject { ["type"] = "TextQuoteSelector", ["exact"] = claim.Evidence.Exact, ["prefix"] = claim.Evidence.Prefix, ["suffix"] = claim.Evidence.Suffix },
                    new JsonObject { ["type"] = "TextPositionSelector", ["start"] = claim.Evidence.Start, ["end"] = claim.Evidence.End }),
                ["state"] = source.Published is null ? null : new JsonObject { ["type"] = "TimeState", ["sourceDate"] = RecordExport.Day(source.Published) },
            },
        }.ToJsonString(EntenteJson.Options);
    }

    /// <summary>1 to 4, as GDELT counts: by the root of the CAMEO code, else by PLOVER's quarter.</summary>
    private static string QuadClass(string root, PloverType type) => int.TryParse(root, NumberStyles.None, CultureInfo.InvariantCulture, out var r)
        ? r switch { <= 5 => "1", <= 8 => "2", <= 13 => "3", _ => "4" }
        : Quad(type)[..1];

    private static string Quad(PloverType type) => type switch
    {
        PloverType.Agree or PloverType.Consult or PloverType.Support or PloverType.Concede => "1 - Verbal Cooperation",
        PloverType.Cooperate or PloverType.Aid or PloverType.Retreat => "2 - Material Cooperation",
        PloverType.Request or PloverType.Accuse or PloverType.Reject or PloverType.Threaten => "3 - Verbal Conflict",
        _ => "4 - Material Conflict",
    };

    private static string Cameo(Event e) => e.Members.Select(m => m.Claim.Cameo).OfType<string>().GroupBy(c => c, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key ?? "";

    private static double Score(Event e) => e.Members.Select(m => m.Claim.Goldstein).FirstOrDefault(g => g is not null) ?? Scores[e.Type];

    private static string Name(EventSide? side) => side?.Name ?? "";

    private static string Sectors(EventSide? side, string between) => side is null || side.Sector == "UNK" ? "" : string.Join(between, side.Sector);

    private static string CountryCode(EventSide? side) =>
        side is null || KnowledgeBase.English.GetActor(side.Id) is not { } actor ? "" : actor.Kind == ActorKind.State ? actor.Id : actor.Home ?? "";

    private static string Country(EventSide? side) => CountryName(CountryCode(side));

    private static string CountryName(string? id) => string.IsNullOrEmpty(id) ? "" : KnowledgeBase.English.GetActor(id)?.Name ?? id;

    private static string Cow(EventSide? side) => KnowledgeBase.English.GetActor(CountryCode(side))?.CowNumber?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string City(ClaimPlace? place) => place is null || place.Name == CountryName(place.Country) ? "" : place.Name;

    private static string Title(IReadOnlyList<Party> parties, EventSide? side) => parties.FirstOrDefault(p => p.Id == side?.Id)?.Office ?? "";

    private static string Raw(Claim claim, EventSide? side) => claim.Actors.Concat(claim.Recipients).FirstOrDefault(p => p.Id == side?.Id)?.Text ?? "";

    private static string List(IEnumerable<string> values) => string.Join("; ", values.Distinct(StringComparer.Ordinal));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.0##", CultureInfo.InvariantCulture);

    /// <summary>A whole number that stands for an article.</summary>
    private static string StoryNumber(string article) => (Sql.Hash(article) & int.MaxValue).ToString(CultureInfo.InvariantCulture);
}
