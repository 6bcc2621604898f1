using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Entente.Record;
using Entente.Relations;
using NodaTime;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Pages as programs get them.</summary>
public class AnswerTests(RoomFixture room) : IClassFixture<RoomFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/search")]
    [InlineData("/search?q=grain&from=2022-01-01&actor=RUS&type=SANCTION")]
    [InlineData("/relation/NATO/RUS")]
    [InlineData("/relation/NATO/RUS?as_of=2008-12-31&known_by=2008-12-31&from=2008-01-01&to=2014-12-31")]
    [InlineData("/relation/ISL/JPN")]
    [InlineData("/actor/RUS")]
    [InlineData("/actor/ISL")]
    [InlineData("/arrangement/black-sea-grain-initiative")]
    public async Task A_page_stands_at_its_address_as_html_json_and_csv(string address)
    {
        var html = await Get(address);
        Assert.Equal("text/html; charset=utf-8", html.Content.Headers.ContentType!.ToString());
        var page = await html.Content.ReadAsStringAsync();
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains("<h1", page, StringComparison.Ordinal);

        var json = await Get(WithForm(address, "json"));
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(await json.Content.ReadAsStringAsync()).RootElement.ValueKind);

        var csv = await Get(WithForm(address, "csv"));
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("id,type,actors,recipients,date_start", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relation_tells_what_stood_on_a_day_as_known_by_a_day()
    {
        var before = await Json("/relation/NATO/RUS.json?as_of=2008-08-18");
        var after = await Json("/relation/NATO/RUS.json?as_of=2008-12-31");
        var unknowing = await Json("/relation/NATO/RUS.json?as_of=2008-12-31&known_by=2008-08-01");

        Assert.Equal(["in_force"], Statuses(before, "nato-russia-council", null));
        Assert.Equal(["suspended"], Statuses(after, "nato-russia-council", "formal meetings"));
        Assert.Empty(Statuses(unknowing, "nato-russia-council", "formal meetings"));
        Assert.Equal("2008-12-31", after.GetProperty("as_of").GetString());
        Assert.Equal("/relation/NATO/RUS?as_of=2008-12-31&known_by=2024-07-01", after.GetProperty("permalink").GetString());
    }

    [Fact]
    public async Task Lives_say_of_every_day_what_the_standing_of_that_day_says()
    {
        var page = await Json("/relation/NATO/RUS.json");
        var lives = page.GetProperty("lives").EnumerateArray().ToList();
        Assert.NotEmpty(lives);
        foreach (var day in new[] { "2002-05-28", "2008-08-19", "2009-06-26", "2009-06-27", "2014-04-01", "2021-10-18", "2023-11-07", "2024-06-30" })
        {
            var standings = (await Json($"/relation/NATO/RUS.json?as_of={day}")).GetProperty("standings").EnumerateArray().ToList();
            foreach (var life in lives)
            {
                var span = life.GetProperty("spans").EnumerateArray().FirstOrDefault(s => string.CompareOrdinal(s.GetProperty("from").GetString(), day) <= 0 && (s.GetProperty("to").GetString() is not { } to || string.CompareOrdinal(day, to) <= 0));
                var status = span.ValueKind == JsonValueKind.Undefined ? null : span.GetProperty("status").GetString();
                var standing = standings.Where(s => Same(s, life)).Select(s => s.GetProperty("status").GetString()).FirstOrDefault(s => s != "unknown");
                Assert.Equal(standing, status);
            }
        }

        static bool Same(JsonElement standing, JsonElement life) =>
            new[] { "arrangement", "party", "strand" }.All(name => standing.GetProperty(name).GetString() == life.GetProperty(name).GetString());
    }

    [Fact]
    public async Task Intensity_counts_each_act_as_the_events_tell_it()
    {
        var page = await Json("/relation/NATO/RUS.json");
        using var record = RecordStore.Open(room.Record, readOnly: true);
        var events = record.Events(new ClaimFilter { Actors = ["NATO", "RUS"], Reality = Articles.Reality.Actual }).Where(e => !e.Date.Range.IsUnknown).ToList();

        foreach (var type in page.GetProperty("types").EnumerateArray())
        {
            var some = events.Where(e => Show.Word(e.Type) == type.GetProperty("type").GetString()).ToList();
            var isMutual = some.All(e => Show.IsMutual(e.Type));
            Assert.Equal(some.Count(e => isMutual || e.Actors.Any(a => a.Id == "NATO") && e.Recipients.Any(r => r.Id == "RUS")), type.GetProperty("forth").GetInt64());
            Assert.Equal(some.Count(e => isMutual || e.Actors.Any(a => a.Id == "RUS") && e.Recipients.Any(r => r.Id == "NATO")), type.GetProperty("back").GetInt64());
        }
        Assert.Equal("PLOVER 2.0 event scores", page.GetProperty("scale").GetString());
        Assert.Equal(page.GetProperty("types").EnumerateArray().Sum(t => t.GetProperty("forth").GetInt64()), page.GetProperty("intensity").EnumerateArray().Sum(s => s.GetProperty("forth_count").GetInt64()));
        // Known by a day, what was published later is not counted.
        var then = await Json("/relation/NATO/RUS.json?known_by=2004-12-31");
        Assert.All(then.GetProperty("intensity").EnumerateArray(), s => Assert.True(string.CompareOrdinal(s.GetProperty("from").GetString(), "2005") < 0));
    }

    [Fact]
    public async Task An_event_shows_its_voices_and_a_claim_its_sentence_rule_and_hash()
    {
        var found = (await Json("/search.json?q=formal meetings&step=suspended")).GetProperty("events")[0];
        var page = await Json($"/event/{found.GetProperty("id").GetString()}.json");
        // Two outlets print one text: two reports, one voice.
        Assert.Equal((2, 1), (page.GetProperty("event").GetProperty("reports").GetInt32(), page.GetProperty("event").GetProperty("voices").GetInt32()));
        var id = page.GetProperty("claims")[0].GetProperty("claim").GetProperty("id").GetString();
        var claim = await Json($"/claim/{id}.json");
        Assert.Equal(found.GetProperty("id").GetString(), claim.GetProperty("event").GetProperty("id").GetString());

        var html = await (await Get($"/claim/{id}")).Content.ReadAsStringAsync();
        Assert.Contains("<mark class=\"m-actor\">", html, StringComparison.Ordinal);
        Assert.Contains("<mark class=\"m-act\">", html, StringComparison.Ordinal);
        Assert.Contains("<mark class=\"m-date\">", html, StringComparison.Ordinal);
        Assert.Contains(claim.GetProperty("claim").GetProperty("rule").GetString()!, html, StringComparison.Ordinal);
        Assert.Contains(claim.GetProperty("source").GetProperty("article_id").GetString()!, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facets_count_events_and_their_links_lead_to_as_many()
    {
        var page = await Json("/search.json?actor=RUS");
        foreach (var facet in page.GetProperty("facets").EnumerateObject())
            foreach (var value in facet.Value.EnumerateArray().Take(3))
            {
                var toggled = value.GetProperty("toggle_url").GetString()!;
                if (facet.Name == "actor" && value.GetProperty("value").GetString() == "RUS")
                    continue;
                var narrowed = await Json(WithForm(toggled, "json"));
                Assert.Equal(value.GetProperty("count").GetInt64(), narrowed.GetProperty("total").GetInt64());
            }
    }

    [Fact]
    public async Task A_name_leads_to_the_page_of_its_id()
    {
        var answer = await room.Client.GetAsync(new Uri("/relation/Russia/NATO?as_of=2010-01-01", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Found, "/relation/RUS/NATO?as_of=2010-01-01"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        var found = await room.Client.GetAsync(new Uri("/find?a=Moscow&b=Turkey", UriKind.Relative));
        Assert.Equal("/relation/RUS/TUR", found.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/relation/NATO/RUS.json?as_of=2014-02-30", 400, "bad_question")]
    [InlineData("/search.json?type=KISS", 400, "bad_question")]
    [InlineData("/search.json?page=0", 400, "bad_question")]
    [InlineData("/search.json?from=2020-01-01&to=2019-01-01", 400, "bad_question")]
    [InlineData("/search.csv?table=none", 400, "bad_question")]
    [InlineData("/relation/RUS/Russia.json", 400, "bad_question")]
    [InlineData("/event/e-0000000000000000.json", 404, "event_unknown")]
    [InlineData("/claim/c-ffffffffffffffff.json", 404, "claim_unknown")]
    [InlineData("/claim/c-.json", 404, "claim_unknown")]
    [InlineData("/article/a-none.csv", 404, "article_unknown")]
    [InlineData("/arrangement/no-such-thing.json", 404, "arrangement_unknown")]
    [InlineData("/nothing/here.json", 404, "page_unknown")]
    [InlineData("/event/e-0000000000000000.zip", 404, "event_unknown")]
    [InlineData("/relation/NATO/RUS/none.svg", 404, "picture_unknown")]
    public async Task Errors_have_one_form(string address, int status, string code)
    {
        var answer = await room.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(["type", "title", "status", "code", "detail"], problem.EnumerateObject().Select(p => p.Name));
        Assert.Equal((status, code), (problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
        // The same for eyes is a page.
        var page = await room.Client.GetAsync(new Uri("/event/e-0000000000000000", UriKind.Relative));
        Assert.Equal(("text/html", 404), (page.Content.Headers.ContentType!.MediaType, (int)page.StatusCode));
    }

    [Fact]
    public async Task An_export_holds_the_filter_its_hashes_and_how_to_read_it_and_is_the_same_each_time()
    {
        var first = await (await Get("/relation/NATO/RUS.zip?from=2014-01-01")).Content.ReadAsByteArrayAsync();
        var second = await (await Get("/relation/NATO/RUS.zip?from=2014-01-01")).Content.ReadAsByteArrayAsync();

        Assert.Equal(first, second);
        using var zip = new ZipArchive(new MemoryStream(first));
        Assert.Equal(["README.txt", "claims.csv", "events.csv", "metadata.json"], zip.Entries.Select(e => e.Name).Order(StringComparer.Ordinal));
        var metadata = JsonDocument.Parse(Read(zip, "metadata.json")).RootElement;
        Assert.Equal(["NATO", "RUS"], metadata.GetProperty("filter").GetProperty("actors").EnumerateArray().Select(a => a.GetString()!));
        Assert.Equal("2014-01-01", metadata.GetProperty("filter").GetProperty("from").GetString());
        var events = Read(zip, "events.csv");
        Assert.Equal(metadata.GetProperty("sha256").GetProperty("events.csv").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(events))));
        Assert.Contains("/relation/NATO/RUS?from=2014-01-01", Read(zip, "README.txt"), StringComparison.Ordinal);
        Assert.Equal((await Json("/relation/NATO/RUS.json?from=2014-01-01")).GetProperty("total").GetInt64(), metadata.GetProperty("counts").GetProperty("events.csv").GetInt64());

        static string Read(ZipArchive zip, string name)
        {
            using var reader = new StreamReader(zip.GetEntry(name)!.Open());
            return reader.ReadToEnd();
        }
    }

    [Theory]
    [InlineData("/relation/NATO/RUS/timeline")]
    [InlineData("/relation/NATO/RUS/intensity")]
    [InlineData("/relation/NATO/RUS/counts")]
    [InlineData("/actor/RUS/network")]
    [InlineData("/arrangement/nato-russia-council/timeline")]
    public async Task Pictures_stand_for_themselves_as_svg_and_png(string address)
    {
        var svg = System.Xml.Linq.XDocument.Parse(await (await Get(address + ".svg")).Content.ReadAsStringAsync());
        Assert.Equal("svg", svg.Root!.Name.LocalName);
        Assert.Equal(["title", "desc", "style"], svg.Root.Elements().Take(3).Select(e => e.Name.LocalName));
        var png = await (await Get(address + ".png")).Content.ReadAsByteArrayAsync();
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.InRange(png.Length, 5_000, 500_000);
        Assert.Equal(png, await (await Get(address + ".png")).Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_openapi_document_tells_what_there_is()
    {
        var document = await Json("/openapi.json");
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        var search = await Json("/search.json?actor=RUS&q=grain");
        var found = search.GetProperty("events")[0];
        var ids = new Dictionary<string, string>
        {
            ["event"] = found.GetProperty("id").GetString()!,
            ["claim"] = found.GetProperty("claims")[0].GetString()!,
            ["article"] = (await Json($"/claim/{found.GetProperty("claims")[0].GetString()}.json")).GetProperty("source").GetProperty("article_id").GetString()!,
            ["actor"] = "RUS",
            ["arrangement"] = "nato-russia-council",
        };
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            var operation = path.Value.GetProperty("get");
            var address = path.Name.Replace("{a}", "NATO", StringComparison.Ordinal).Replace("{b}", "RUS", StringComparison.Ordinal).Replace("{id}", ids.GetValueOrDefault(path.Name.Split('/')[1], ""), StringComparison.Ordinal);
            var answer = await Get(address);
            var type = operation.GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Single();
            Assert.Equal(type.Name, answer.Content.Headers.ContentType!.MediaType);
            if (type.Name != "application/json")
                continue;
            // What the schema names is there, and what is there the schema may leave open but not misname.
            var schema = document.GetProperty("components").GetProperty("schemas").GetProperty(type.Value.GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1]);
            var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            Assert.All(schema.GetProperty("required").EnumerateArray(), name => Assert.True(body.TryGetProperty(name.GetString()!, out _), $"{path.Name} lacks {name}"));
            foreach (var parameter in operation.GetProperty("parameters").EnumerateArray())
                if (parameter.TryGetProperty("$ref", out var reference))
                    Assert.True(document.GetProperty("components").GetProperty("parameters").TryGetProperty(reference.GetString()!.Split('/')[^1], out _));
        }
    }

    [Fact]
    public async Task A_page_that_has_not_changed_is_not_sent_again()
    {
        var first = await Get("/relation/NATO/RUS");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/relation/NATO/RUS");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await room.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("gzip", null, "gzip")]
    [InlineData("br", null, "br")]
    [InlineData(null, null, null)]
    [InlineData("gzip", "desk=1", null)]
    public async Task A_page_is_packed_for_who_can_unpack_it_and_holds_no_secret(string? accepted, string? cookie, string? packed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/relation/NATO/RUS");
        if (accepted is not null)
            request.Headers.Add("Accept-Encoding", accepted);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        using var answer = await room.Client.SendAsync(request);
        Assert.Equal(packed, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        await using var bytes = await answer.Content.ReadAsStreamAsync();
        await using Stream plain = packed switch { "gzip" => new GZipStream(bytes, CompressionMode.Decompress), "br" => new BrotliStream(bytes, CompressionMode.Decompress), _ => bytes };
        Assert.EndsWith("</html>", (await new StreamReader(plain).ReadToEndAsync()).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_was_kept_is_made_anew_when_another_table_or_day_is_asked_for()
    {
        var events = await (await Get("/relation/NATO/RUS.csv")).Content.ReadAsStringAsync();
        var standings = await (await Get("/relation/NATO/RUS.csv?table=standings")).Content.ReadAsStringAsync();
        Assert.NotEqual(events[..20], standings[..20]);
        Assert.Equal(events, await (await Get("/relation/NATO/RUS.csv")).Content.ReadAsStringAsync());
        Assert.NotEqual((await Json("/relation/NATO/RUS.json?as_of=2008-08-18")).GetProperty("standings").GetRawText(), (await Json("/relation/NATO/RUS.json?as_of=2008-12-31")).GetProperty("standings").GetRawText());
    }

    [Fact]
    public void Changes_that_lie_too_near_to_be_told_apart_are_not_drawn_over_each_other()
    {
        var day = new LocalDate(2010, 1, 1);
        var spans = Enumerable.Range(0, 400).Select(i => new StandingSpan(day.PlusDays(i), i == 399 ? null : day.PlusDays(i + 1), i % 2 == 0 ? Status.InForce : Status.Suspended)).ToList();
        var picture = Pictures.TimelinePicture.Of("a pact", [new StandingLife("pact", "Pact", spans)], [], day.PlusYears(-40), day.PlusYears(2), null).ToSvg(whole: false);
        Assert.InRange(System.Text.RegularExpressions.Regex.Count(picture, "<rect"), 2, 20);
    }

    [Fact]
    public async Task Csv_guards_against_formulas_and_leaves_numbers_as_they_are()
    {
        var csv = await (await Get("/claim/c-0000000000000017.csv")).Content.ReadAsStringAsync();
        Assert.Contains("'=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.Contains(",-4,", csv, StringComparison.Ordinal);
    }

    private static string WithForm(string address, string form) => address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? (address[..at] is "/" ? "/index" : address[..at]) + "." + form + address[at..] : (address == "/" ? "/index" : address) + "." + form;

    private static List<string?> Statuses(JsonElement page, string arrangement, string? strand) =>
        [.. page.GetProperty("standings").EnumerateArray().Where(s => s.GetProperty("arrangement").GetString() == arrangement && s.GetProperty("strand").GetString() == strand && s.GetProperty("party").ValueKind == JsonValueKind.Null).Select(s => s.GetProperty("status").GetString())];

    private async Task<HttpResponseMessage> Get(string address)
    {
        var answer = await room.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return answer;
    }

    private async Task<JsonElement> Json(string address) => JsonDocument.Parse(await (await Get(address)).Content.ReadAsStringAsync()).RootElement;
}
