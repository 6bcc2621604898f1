using System.Text.Json.Nodes;
using Entente.Articles;

namespace Entente.Web;

/// <summary>What programs can ask, as an OpenAPI 3.1 document. A test asks for everything that stands in it, and for nothing to stand in it that is not there.</summary>
internal static class OpenApi
{
    private static readonly (string Name, string Description, JsonObject Schema)[] Parameters =
    [
        ("actor", "An actor id or name that must be a side; may be given several times.", new() { ["type"] = "array", ["items"] = Text(), ["maxItems"] = 4 }),
        ("q", "Words that must all stand in the sentence of a claim.", Text()),
        ("type", "PLOVER type.", Words<PloverType>()),
        ("reality", "How it is told.", Words<Reality>()),
        ("step", "The change in an arrangement.", Words<Step>()),
        ("arrangement", "Id or name of the arrangement.", Text()),
        ("country", "Id of the state in which it happens.", Text()),
        ("outlet", "Name of the outlet.", Text()),
        ("from", "First day.", Day()),
        ("to", "Last day.", Day()),
        ("as_of", "The day at whose end a standing is told; today when it is left out.", Day()),
        ("known_by", "Only what articles published up to this day say.", Day()),
        ("disputed", "Only events whose sources contradict each other.", new() { ["type"] = "boolean" }),
        ("page", "Page of 50 events (20 for actors), the latest first.", new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 2000 }),
        ("table", "Which table of the page a CSV file holds.", Text()),
    ];

    /// <summary>The pages: address, what it is, its parts, the words of its query, its forms, its tables.</summary>
    public static readonly (string Path, string Summary, string[] Parts, string[] Query, string[] Forms)[] Pages =
    [
        ("/index", "What is new in the record, and its counts", [], ["table"], ["json", "csv"]),
        ("/search", "Events that fit, with the counts by which they can be narrowed", [], ["actor", "q", "type", "reality", "step", "arrangement", "country", "outlet", "from", "to", "known_by", "disputed", "page", "table"], ["json", "csv", "zip"]),
        ("/relation/{a}/{b}", "What two sides have with each other: standings, timeline, intensity, counts, events", ["a", "b"], ["as_of", "known_by", "from", "to", "type", "page", "table"], ["json", "csv", "zip"]),
        ("/relation/{a}/{b}/timeline", "Its timeline as a picture", ["a", "b"], ["as_of", "known_by", "from", "to", "type"], ["svg", "png"]),
        ("/relation/{a}/{b}/intensity", "Its intensity as a picture", ["a", "b"], ["known_by", "from", "to"], ["svg", "png"]),
        ("/relation/{a}/{b}/counts", "Its acts by type as a picture", ["a", "b"], ["known_by", "from", "to"], ["svg", "png"]),
        ("/event/{id}", "One act and what each voice says of it", ["id"], ["known_by", "table"], ["json", "csv"]),
        ("/claim/{id}", "One claim with its sentence, rule, source, event and decisions", ["id"], ["table"], ["json", "csv"]),
        ("/article/{id}", "One article with its claims", ["id"], [], ["json", "csv"]),
        ("/actor/{id}", "One actor: partners in the five years up to a day, arrangements, events", ["id"], ["as_of", "known_by", "from", "to", "type", "page", "table"], ["json", "csv", "zip"]),
        ("/actor/{id}/network", "Its partners as a picture", ["id"], ["as_of"], ["svg", "png"]),
        ("/arrangement/{id}", "One arrangement: standings, parties, life, events", ["id"], ["as_of", "known_by", "from", "to", "page", "table"], ["json", "csv", "zip"]),
        ("/arrangement/{id}/timeline", "Its life as a picture", ["id"], ["as_of", "known_by", "from", "to"], ["svg", "png"]),
    ];

    private static readonly Dictionary<string, string> Types = new()
    {
        ["json"] = "application/json",
        ["csv"] = "text/csv",
        ["zip"] = "application/zip",
        ["svg"] = "image/svg+xml",
        ["png"] = "image/png",
    };

    public static string Document()
    {
        var paths = new JsonObject();
        foreach (var (path, summary, parts, query, forms) in Pages)
            foreach (var form in forms)
                paths[$"{path}.{form}"] = new JsonObject
                {
                    ["get"] = new JsonObject
                    {
                        ["summary"] = summary,
                        ["operationId"] = $"{path.Trim('/').Split('/')[0]}{(path.Count(c => c == '/') > 1 && !path.EndsWith('}') ? "_" + path.Split('/')[^1] : "")}_{form}",
                        ["parameters"] = new JsonArray([.. parts.Select(p => Part(p)), .. query.Where(q => form == "csv" || q != "table").Select(q => Reference($"#/components/parameters/{q}"))]),
                        ["responses"] = new JsonObject
                        {
                            ["200"] = new JsonObject { ["description"] = summary, ["content"] = new JsonObject { [Types[form]] = Schema(path, form) } },
                            ["default"] = Reference("#/components/responses/problem"),
                        },
                    },
                };
        var parameters = new JsonObject();
        foreach (var (name, description, schema) in Parameters)
            parameters[name] = new JsonObject { ["name"] = name, ["in"] = "query", ["description"] = description, ["schema"] = schema.DeepClone() };
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Entente reading room",
                ["version"] = typeof(Pipeline).Assembly.GetName().Version!.ToString(3),
                ["description"] = "Who did what to whom, and what stands between them. Every page is had as data at its own address with .json or .csv at the end of the path; claims, events and standings have the forms of `entente code`, `entente events` and `entente standing`.",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["parameters"] = parameters,
                ["responses"] = new JsonObject { ["problem"] = new JsonObject { ["description"] = "Why there is no answer", ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = Reference("#/components/schemas/problem") } } } },
                ["schemas"] = Schemas(),
            },
        }.ToJsonString(new(EntenteJson.Options) { WriteIndented = true }) + "\n";
    }

    private static JsonObject Part(string name) => new() { ["name"] = name, ["in"] = "path", ["required"] = true, ["schema"] = Text(), ["description"] = name == "id" ? "Its id." : "Actor id, or a name as texts have it." };

    private static JsonObject Schema(string path, string form) => form == "json" ? new() { ["schema"] = Reference($"#/components/schemas/{path.Trim('/').Split('/')[0]}") } : form == "csv" ? new() { ["schema"] = Text() } : [];

    private static JsonObject Schemas()
    {
        JsonObject list(string of) => new() { ["type"] = "array", ["items"] = Reference($"#/components/schemas/{of}") };
        JsonObject of(params (string Name, JsonNode Schema)[] properties)
        {
            var all = new JsonObject();
            foreach (var (name, schema) in properties)
                all[name] = schema;
            return new() { ["type"] = "object", ["properties"] = all, ["required"] = new JsonArray([.. properties.Select(p => (JsonNode)p.Name)]) };
        }
        JsonNode any(string description) => new JsonObject { ["description"] = description };
        JsonNode number() => new JsonObject { ["type"] = "integer" };
        JsonNode link(string name) => Reference($"#/components/schemas/{name}");
        return new()
        {
            ["problem"] = of(("type", Text()), ("title", Text()), ("status", number()), ("code", Text()), ("detail", Text())),
            ["claim_row"] = of(("id", Text()), ("article", Text()), ("type", Words<PloverType>()), ("actors", any("Who acts.")), ("recipients", any("To whom.")), ("reality", Words<Reality>()), ("date", any("Start, end, precision, text.")), ("evidence", any("The sentence and where it stands.")), ("rule", Text()), ("coder", Text())),
            ["event_row"] = of(("id", Text()), ("type", Words<PloverType>()), ("actors", any("Who acts.")), ("recipients", any("To whom.")), ("date", any("Start, end, precision, text.")), ("reality", Words<Reality>()), ("claims", any("Ids of its claims.")), ("reports", number()), ("voices", number()), ("disputed", new JsonObject { ["type"] = "boolean" })),
            ["standing"] = of(("arrangement", any("Id of the arrangement, or null.")), ("name", Text()), ("party", any("Actor id, or null for the whole.")), ("strand", any("Its part, or null for the whole.")), ("as_of", Day()), ("status", Text()), ("since", any("Start, end, precision.")), ("disputed", new JsonObject { ["type"] = "boolean" }), ("sources", any("Sentences for and against."))),
            ["index"] = of(("articles", number()), ("claims", number()), ("events", number()), ("facets", any("Counts by value.")), ("newest", any("Articles that came last, with their claims.")), ("latest_events", list("event_row"))),
            ["search"] = of(("filter", any("What was asked.")), ("total", number()), ("page", number()), ("page_size", number()), ("events", list("event_row")), ("facets", any("Counts by value, each with the address that sets or clears it.")), ("next", any("Address of the next page, or null."))),
            ["relation"] = of(("a", any("Id and name.")), ("b", any("Id and name.")), ("as_of", Day()), ("standings", list("standing")), ("lives", any("Standings over all days.")), ("total", number()), ("events", list("event_row")), ("scale", Text()), ("intensity", any("Mean score and number of acts both ways, by stretch of time.")), ("types", any("Number of acts by type both ways.")), ("permalink", Text())),
            ["event"] = of(("event", link("event_row")), ("claims", any("Claims with their sources.")), ("voices", any("What each voice says.")), ("contradictions", any("In what they differ.")), ("near", any("Other acts nearby, and why they are others.")), ("permalink", Text())),
            ["claim"] = of(("claim", link("claim_row")), ("source", any("Where it stands.")), ("counts", new JsonObject { ["type"] = "boolean" }), ("neighbours", list("claim_row")), ("event", any("The event it belongs to, or null.")), ("decisions", any("What people decided."))),
            ["article"] = of(("source", any("Where it comes from.")), ("claims", list("claim_row"))),
            ["actor"] = of(("id", Text()), ("name", Text()), ("as_of", Day()), ("partners", any("Whom it acted with.")), ("arrangements", any("In which it is named.")), ("events", list("event_row"))),
            ["arrangement"] = of(("id", Text()), ("name", Text()), ("as_of", Day()), ("standings", list("standing")), ("lives", any("Standings over all days.")), ("events", list("event_row")), ("permalink", Text())),
        };
    }

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Day() => new() { ["type"] = "string", ["format"] = "date" };

    private static JsonObject Words<T>() where T : struct, Enum => new() { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetValues<T>().Select(v => (JsonNode)Show.Word(v))]) };

    private static JsonObject Reference(string to) => new() { ["$ref"] = to };
}
