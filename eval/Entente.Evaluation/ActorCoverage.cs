using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entente.Actors;
using Entente.Articles;
using Entente.Language;
using NodaTime;
using NodaTime.Text;

namespace Entente.Evaluation;

/// <summary>How much of what others list the knowledge base has, and how often it finds the countries and organisations of whole articles.</summary>
internal sealed partial class ActorCoverage(string data, bool misses, TextWriter output)
{
    /// <summary>Articles of Reuters that are read: one in so many.</summary>
    private const int ReutersStep = 20;

    private static readonly Dictionary<string, string> ReutersPlaces = new()
    {
        ["usa"] = "USA",
        ["uk"] = "GBR",
        ["ussr"] = "SUN",
        ["west-germany"] = "DEU",
        ["east-germany"] = "DDR",
        ["south-korea"] = "KOR",
        ["north-korea"] = "PRK",
        ["uae"] = "ARE",
        ["ivory-coast"] = "CIV",
        ["hong-kong"] = "HKG",
        ["zaire"] = "COD",
        ["burma"] = "MMR",
        ["yemen-arab-republic"] = "YEM",
        ["yemen-demo-republic"] = "YMD",
        ["yugoslavia"] = "YUG",
        ["czechoslovakia"] = "CSK",
        ["papua-new-guinea"] = "PNG",
        ["bahamas"] = "BHS",
        ["netherlands-antilles"] = "NLD",
        ["vatican"] = "VAT",
        ["upper-volta"] = "BFA",
        ["gambia"] = "GMB",
    };

    private static readonly Dictionary<string, string> ReutersOrgs = new()
    {
        ["ec"] = "EC",
        ["opec"] = "OPEC",
        ["imf"] = "IMF",
        ["gatt"] = "GATT",
        ["worldbank"] = "WORLD-BANK",
        ["oecd"] = "OECD",
        ["un"] = "UN",
        ["iea"] = "IEA",
        ["adb-asia"] = "ADB",
        ["adb-africa"] = "AFDB",
        ["icco"] = "ICCO",
        ["ico-coffee"] = "ICO-COFFEE",
        ["itc"] = "ITC-TIN",
        ["inro"] = "INRO",
        ["inra"] = "INRO",
        ["iwc-wheat"] = "IGC-GRAINS",
        ["bis"] = "BIS",
        ["fao"] = "FAO",
        ["eib"] = "EIB",
        ["unctad"] = "UNCTAD",
        ["gcc"] = "GCC",
        ["efta"] = "EFTA",
        ["comecon"] = "COMECON",
        ["asean"] = "ASEAN",
        ["itto"] = "ITTO",
        ["anrpc"] = "ANRPC",
        ["iso"] = "ISO-SUGAR",
        ["oapec"] = "OAPEC",
        ["icao"] = "ICAO",
        ["iadb"] = "IADB",
        ["atpc"] = "ITC-TIN",
        ["geplacea"] = "GEPLACEA",
        ["wto"] = "WTO",
    };

    private readonly KnowledgeBase _knowledge = KnowledgeBase.English;
    private readonly Pipeline _pipeline = new(LanguageStage.English(), ActorStage.English());

    /// <summary>All measures whose data are there.</summary>
    public void Run()
    {
        States();
        Leaders();
        Phoenix();
        Visits();
        Reuters();
    }

    /// <summary>Prints mentions with their sentences for reading: one in so many of the mentions of news items, spread over the years.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another number gives other items.</param>
    public void Sample(int count, int seed)
    {
        var items = Rows("wikipedia_current_events_2002_2026.jsonl.gz").Where((_, i) => i % 196 == (71 + 37 * seed) % 196).Take(count * 4).ToList();
        var written = 0;
        for (var i = 0; i < items.Count && written < count; i += 2)
        {
            var day = LocalDatePattern.Iso.Parse(items[i].GetProperty("date").GetString() ?? "").TryGetValue(default, out var d) ? d : (LocalDate?)null;
            var annotated = _pipeline.Annotate(new Article { Text = items[i].GetProperty("text").GetString()!, Published = day }, Layers.Mentions);
            if (annotated.Mentions.Count == 0)
                continue;
            var mention = annotated.Mentions[(i * 7 + seed) % annotated.Mentions.Count];
            var sentence = annotated.Sentences[mention.Sentence];
            written++;
            output.WriteLine($"{written} | {day} | {mention.Text} | {mention.Id} {mention.Sector} {mention.Kind} | {mention.Person} | {mention.Office} | {mention.Via} | {sentence.Span.Of(annotated.Article.Text)}");
        }
    }

    private void States()
    {
        var rows = Csv("cow_states.csv").Where(r => int.Parse(r[6], CultureInfo.InvariantCulture) >= 1946).ToList();
        Print("states of COW after 1945, by number", rows.Where(r => !_knowledge.Actors.Any(a => a.CowNumber == int.Parse(r[1], CultureInfo.InvariantCulture))).Select(r => r[2]), rows.Count);
        Print("and by name", rows.Where(r => _knowledge.FindActors(r[2].Replace("&", "and", StringComparison.Ordinal)).Count == 0).Select(r => r[2]), rows.Count);
    }

    private void Leaders()
    {
        var missed = new List<string>();
        var total = 0;
        foreach (var row in Csv("archigos.csv"))
        {
            if (!LocalDatePattern.Iso.Parse(row[6]).TryGetValue(default, out var from) || !LocalDatePattern.Iso.Parse(row[7]).TryGetValue(default, out var to) || to.Year < 1946)
                continue;
            var middle = from.PlusDays(Period.Between(from, to, PeriodUnits.Days).Days / 2);
            if (middle.Year < 1946)
                continue;
            total++;
            var number = int.Parse(row[1], CultureInfo.InvariantCulture);
            var name = row[3].Split('.', ' ')[^1];
            if (!_knowledge.Find(name, middle).Any(m => m.Person is not null && (m.Actor.CowNumber == number || m.Actor.GleditschWardNumber == number) && !(m.From > middle) && !(m.To < middle)))
                missed.Add($"{row[0]} {row[3]}");
        }
        Print("leaders of Archigos 1946–2015, by family name on the middle day of the office", missed, total);
    }

    /// <summary>
    /// Persons of the Phoenix dictionaries in a government since 1990, on the middle day: those it has as ministers of defence, and of all whom we know in an office on
    /// that day, how many are of the same state.
    /// </summary>
    private void Phoenix()
    {
        var path = Path.Combine(data, "actors", "phoenix_countries_actors.csv");
        if (!File.Exists(path))
            return;
        var (missed, elsewhere, defence, both) = (new List<string>(), new List<string>(), 0, 0);
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            foreach (Match term in GovernmentTerm().Matches(line[(line.LastIndexOf(',') + 1)..]))
            {
                if (Day(term.Groups[3].Value) is not { } from || Day(term.Groups[4].Value) is not { } to || to < from || to.Year < 1990)
                    continue;
                var middle = from.PlusDays(Period.DaysBetween(from, to) / 2);
                if (middle.Year < 1990)
                    continue;
                var state = term.Groups[1].Value;
                var names = line[..line.LastIndexOf(',')].Split(',', 2).SelectMany(n => n.Split('|', StringSplitOptions.RemoveEmptyEntries)).Where(n => n.Contains(' ', StringComparison.Ordinal));
                var held = names.SelectMany(n => _knowledge.Find(n, middle)).Where(m => m.Person is not null && !(m.From > middle) && !(m.To < middle)).ToList();
                var same = held.Exists(m => m.Actor.Id == state);
                if (term.Groups[2].Value == "MIL")
                {
                    defence++;
                    if (!same)
                        missed.Add($"{state} {middle} {line.Split(',')[0]}");
                }
                if (held.Count == 0)
                    continue;
                both++;
                if (!same)
                    elsewhere.Add($"{state} {middle} {line.Split(',')[0]}: {string.Join(", ", held.Select(m => m.Actor.Id))}");
            }
        }
        Print("Phoenix, ministers of defence since 1990 known on the middle day of their office", missed, defence);
        Print("Phoenix, persons in a government whom we know in an office on that day: of the same state", elsewhere, both);

        static LocalDate? Day(string digits) => digits.Length == 6
            && LocalDatePattern.CreateWithInvariantCulture("yyyyMMdd").Parse((int.Parse(digits[..2], CultureInfo.InvariantCulture) > 20 ? "19" : "20") + digits) is { Success: true } day ? day.Value : null;
    }

    [GeneratedRegex("\\b([A-Z]{3})GOV(MIL)?[A-Z]* ([0-9]{6})-([0-9]{6})", RegexOptions.NonBacktracking)]
    private static partial Regex GovernmentTerm();

    private void Visits()
    {
        var (alone, inSentence, total) = (new List<string>(), new List<string>(), 0);
        foreach (var row in Rows("us_visits_travels.jsonl.gz"))
        {
            if (row.GetProperty("kind").GetString() != "visit-to-us" || !LocalDatePattern.Iso.Parse(row.GetProperty("date").GetString()!).TryGetValue(default, out var day) || day.Year < 1950)
                continue;
            var country = Upright(row.GetProperty("countries")[0].GetString()!);
            var visitor = row.GetProperty("visitor").GetString()!;
            if (_knowledge.FindActors(country, day) is not [var state, ..])
            {
                total++;
                alone.Add("? " + country);
                inSentence.Add("? " + country);
                continue;
            }
            total++;
            if (!Actors($"{visitor} met the press.", day).Any(m => m.Id == state.Id && m.Via is "person" or "office"))
                alone.Add($"{day.Year} {visitor} ({country})");
            if (!Actors($"{visitor} of {country} arrived.", day).Any(m => m.Id == state.Id && (m.Office is not null || m.Person is not null)))
                inSentence.Add($"{day.Year} {visitor} of {country}");
        }
        Print("visitors to the United States since 1950: country from title and name alone", alone, total);
        Print("country from \"title name of country\"", inSentence, total);
    }

    /// <summary>"Germany, Federal Republic of" as it is spoken.</summary>
    private static string Upright(string country) => country.Split(" (")[0].Split(", ") is [var name, var before] ? $"{before} {name}" : country.Split(" (")[0];

    private void Reuters()
    {
        var (places, orgs) = (new List<string>(), new List<string>());
        var (placeTags, orgTags, i) = (0, 0, 0);
        foreach (var row in Rows("reuters21578.jsonl.gz"))
        {
            if (i++ % ReutersStep != 0 || row.GetProperty("text").GetString() is not { Length: > 0 } text)
                continue;
            var day = LocalDatePattern.Iso.Parse(row.GetProperty("date").GetString() ?? "").TryGetValue(default, out var d) ? d : new LocalDate(1987, 3, 1);
            var dateline = row.TryGetProperty("dateline", out var line) ? line.GetString() ?? "" : "";
            var title = row.TryGetProperty("title", out var t) ? t.GetString() ?? "" : "";
            var found = _pipeline.Annotate(new Article { Text = $"{title}.\n\nIn {string.Join(',', dateline.Split(',')[..^1])}.\n\n{text}", Published = day }, Layers.Mentions).Mentions.Where(m => m.Id is not null).ToList();
            var ids = found.SelectMany(m => m.Parties.Append(m.Id!)).ToHashSet();
            foreach (var tag in row.GetProperty("places").EnumerateArray().Select(p => p.GetString()!))
            {
                var id = ReutersPlaces.GetValueOrDefault(tag) ?? (_knowledge.FindActors(tag.Replace('-', ' '), day) is [var first, ..] ? first.Id : null);
                placeTags++;
                if (id is null || !ids.Contains(id))
                    places.Add($"{row.GetProperty("id")} {tag}: {title}");
            }
            foreach (var tag in row.GetProperty("orgs").EnumerateArray().Select(p => p.GetString()!).Where(ReutersOrgs.ContainsKey))
            {
                orgTags++;
                if (!ids.Contains(ReutersOrgs[tag]))
                    orgs.Add($"{row.GetProperty("id")} {tag}: {title}");
            }
        }
        Print($"Reuters PLACES tags, one article in {ReutersStep}", places, placeTags);
        Print($"Reuters ORGS tags, one article in {ReutersStep}", orgs, orgTags);
    }

    private IEnumerable<Mention> Actors(string text, LocalDate day) =>
        _pipeline.Annotate(new Article { Text = text, Published = day }, Layers.Mentions).Mentions.Where(m => m.Kind == MentionKind.Actor);

    private void Print(string what, IEnumerable<string> missing, int total)
    {
        var list = missing.ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {total - list.Count} of {total} ({(double)(total - list.Count) / Math.Max(1, total):P1})"));
        if (misses)
            list.ForEach(m => output.WriteLine("  miss " + m));
    }

    private IEnumerable<string[]> Csv(string name)
    {
        var path = Path.Combine(data, "actors", name);
        return File.Exists(path) ? File.ReadLines(path).Skip(1).Select(l => l.Split(',')) : [];
    }

    private IEnumerable<JsonElement> Rows(string name)
    {
        var path = Path.Combine(data, "news", name);
        if (!File.Exists(path))
            yield break;
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            yield return row.RootElement.Clone();
        }
    }
}
