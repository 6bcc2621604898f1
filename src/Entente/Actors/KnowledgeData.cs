using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Entente.Actors;

/// <summary>
/// All rows of the knowledge base of one language. People edit the YAML files; reading those takes half a second, so the library reads one JSON file made of
/// them, <c>Data/built/&lt;language&gt;/actors.json</c>. A test makes it (ENTENTE_ACCEPT=1) and fails when it is not what the YAML files say.
/// </summary>
internal sealed class KnowledgeData
{
    public ActorRow[] States { get; set; } = [];

    public ActorRow[] Organisations { get; set; } = [];

    public ActorRow[] Groups { get; set; } = [];

    public ArrangementRow[] Arrangements { get; set; } = [];

    public HoldersRow[] Officeholders { get; set; } = [];

    public PlacesFile Places { get; set; } = new();

    public OfficesFile Offices { get; set; } = new();

    public ReferencesFile References { get; set; } = new();

    /// <summary>The folder of the files that people edit.</summary>
    public static string Folder(string language) => $"Actors/Data/{language}";

    /// <summary>Where the built file stands.</summary>
    public static string BuiltPath(string language) => $"Actors/Data/built/{language}/actors.json";

    /// <summary>The rows as the YAML files have them.</summary>
    /// <param name="open">Opens a file of <see cref="Folder"/> by its name.</param>
    /// <exception cref="YamlDotNet.Core.YamlException">A file is broken; the message says where.</exception>
    public static KnowledgeData FromYaml(Func<string, TextReader> open)
    {
        var places = Read<PlacesFile>("places.yaml");
        foreach (var (state, cities) in Read<Dictionary<string, string[]>>("cities.yaml"))
            places.Places[state] = [.. places.Places.GetValueOrDefault(state, []), .. cities];
        return new KnowledgeData
        {
            States = Read<ActorRow[]>("states.yaml"),
            Organisations = [.. Read<ActorRow[]>("organisations.yaml"), .. Read<ActorRow[]>("organisations-more.yaml")],
            Groups = Read<ActorRow[]>("groups.yaml"),
            Arrangements = Read<ArrangementRow[]>("arrangements.yaml"),
            Officeholders = [.. Read<HoldersRow[]>("officeholders.yaml"), .. Read<HoldersRow[]>("ministers.yaml"), .. Read<HoldersRow[]>("spokespeople.yaml"), .. Read<HoldersRow[]>("leaders.yaml")],
            Places = places,
            Offices = Read<OfficesFile>("offices.yaml"),
            References = Read<ReferencesFile>("references.yaml"),
        };

        T Read<T>(string name)
        {
            using var reader = open(name);
            return EmbeddedData.Yaml<T>(reader);
        }
    }

    /// <summary>The rows as they were built into the library.</summary>
    public static KnowledgeData Built(string language)
    {
        using var file = EmbeddedData.Open(BuiltPath(language));
        return JsonSerializer.Deserialize(file, KnowledgeJson.Default.KnowledgeData) ?? throw new InvalidDataException($"{BuiltPath(language)} is empty.");
    }

    /// <summary>The built form: JSON with a line for each row, without keys that hold nothing.</summary>
    public string ToJson()
    {
        var options = new JsonSerializerOptions(KnowledgeJson.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = KnowledgeJson.Default.WithAddedModifier(LeaveOutWhatIsEmpty),
        };
        var sections = new[]
        {
            Section("states", States, options), Section("organisations", Organisations, options), Section("groups", Groups, options),
            Section("arrangements", Arrangements, options), Section("officeholders", Officeholders, options),
            $"\"places\":{JsonSerializer.Serialize(Places, options)}",
            $"\"offices\":{JsonSerializer.Serialize(Offices, options)}",
            $"\"references\":{JsonSerializer.Serialize(References, options)}",
        };
        return "{\n" + string.Join(",\n", sections) + "\n}\n";
    }

    /// <summary>These rows with those of a user's file, which win.</summary>
    /// <exception cref="ActorsFileException">The file names what is not there, or says what cannot be.</exception>
    public void Add(UserActors user, string path)
    {
        States = Merge(States, user.States, "states", path);
        Organisations = Merge(Organisations, user.Organisations, "organisations", path);
        Groups = Merge(Groups, user.Groups, "groups", path);
        Officeholders = [.. user.Officeholders, .. Officeholders];
        var kinds = Arrangements.Select(a => a.Kind).Concat(References.ArrangementKinds.Keys).ToHashSet(StringComparer.Ordinal);
        Arrangements = [.. user.Arrangements, .. Arrangements.Where(a => !user.Arrangements.Any(u => u.Id == a.Id))];
        user.CheckIds(States.Concat(Organisations).Concat(Groups).Select(r => r.Id).ToHashSet(StringComparer.OrdinalIgnoreCase), kinds, path);
        foreach (var (state, places) in user.Places)
            Places.Places[state] = [.. places, .. Places.Places.GetValueOrDefault(state, [])];
    }

    private ActorRow[] Merge(ActorRow[] ours, ActorRow[] theirs, string section, string path)
    {
        var merged = ours.ToDictionary(r => r.Id, StringComparer.OrdinalIgnoreCase);
        var added = new List<ActorRow>();
        foreach (var row in theirs)
        {
            if (merged.TryGetValue(row.Id, out var known))
            {
                known.TakeOver(row);
                continue;
            }
            if (States.Concat(Organisations).Concat(Groups).Any(r => r.Id.Equals(row.Id, StringComparison.OrdinalIgnoreCase)))
                throw new ActorsFileException(path, row.Line, $"{row.Id} is known, but not among the {section}.", "the section that it stands in, or another id");
            row.Own = [row.Name, .. row.Names, .. row.Adjectives, .. row.Demonyms, .. row.Capitals, .. row.Organs, .. row.Bodies.Values.SelectMany(b => b)];
            merged.Add(row.Id, row);
            added.Add(row);
        }
        return [.. ours, .. added];
    }

    private static string Section<T>(string name, T[] rows, JsonSerializerOptions options) =>
        $"\"{name}\":[\n{string.Join(",\n", rows.Select(r => JsonSerializer.Serialize(r, options)))}\n]";

    private static void LeaveOutWhatIsEmpty(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.ShouldSerialize = (_, value) => value is not (null or "" or false or 0 or ICollection { Count: 0 });
    }
}

/// <summary>Reads and writes the built file without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(KnowledgeData))]
internal sealed partial class KnowledgeJson : JsonSerializerContext;
