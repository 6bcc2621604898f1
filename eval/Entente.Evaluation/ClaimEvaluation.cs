using System.Text.Json;
using Entente.Articles;
using NodaTime.Text;

namespace Entente.Evaluation;

/// <summary>
/// Claims of sentences against gold under the coding guide: gold rows are <c>{"id","text","date","claims":[…]}</c>. Claims are paired one to one, best pairs first
/// (same type 3, overlapping trigger 2, shared actor 2, shared recipient 2, same reality 1); a pair needs the same type or an overlapping trigger.
/// </summary>
internal sealed class ClaimEvaluation(Pipeline pipeline)
{
    private int _gold;
    private int _system;
    private int _found;
    private int _type;
    private int _dyad;
    private int _who;
    private int _reality;
    private int _date;
    private int _step;
    private int _steps;
    private readonly SortedDictionary<int, (int Right, int All)> _bands = [];

    /// <summary>The same counts for each PLOVER type.</summary>
    public SortedDictionary<string, TypeScore> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>Codes every row of <paramref name="goldPath"/>; writes the claims, each with its row's id as <c>sentence</c>, when a path is given.</summary>
    public void Run(string goldPath, string? systemPath, TextWriter detail)
    {
        using var output = systemPath is null ? TextWriter.Null : new StreamWriter(systemPath);
        foreach (var line in File.ReadLines(goldPath).Where(l => l.Length > 0))
        {
            var row = JsonDocument.Parse(line).RootElement;
            var id = row.GetProperty("id").GetString()!;
            var text = row.GetProperty("text").GetString()!;
            var date = LocalDatePattern.Iso.Parse(row.GetProperty("date").GetString() ?? "");
            var claims = pipeline.Annotate(new Article { Text = text, Published = date.Success ? date.Value : null, SourceId = id }).Claims;
            foreach (var claim in claims)
            {
                var json = JsonSerializer.SerializeToNode(claim, EntenteJson.Options)!.AsObject();
                json["sentence"] = id;
                output.WriteLine(json.ToJsonString(EntenteJson.Options));
            }
            Score(text, [.. row.GetProperty("claims").EnumerateArray()], claims, detail);
        }
    }

    /// <summary>Writes the figures.</summary>
    public void Print(TextWriter output)
    {
        foreach (var (name, hit) in new[] { ("found", _found), ("type", _type), ("dyad", _dyad), ("who", _who) })
            output.WriteLine($"{name,-6} P {(double)hit / Math.Max(1, _system):0.000} R {(double)hit / Math.Max(1, _gold):0.000} F1 {F1(hit):0.000}");
        foreach (var band in _bands)
            output.WriteLine($"confidence {band.Key / 10.0:0.0}–{(band.Key + 1) / 10.0:0.0}: {band.Value.Right} of {band.Value.All} claims have a gold claim of their type");
        output.WriteLine($"of {_type} pairs of one type: reality {(double)_reality / Math.Max(1, _type):0.000} date {(double)_date / Math.Max(1, _type):0.000}; steps right {_step} of {_steps}; claims gold {_gold} system {_system}");
    }

    private double F1(int hit) => _gold + _system == 0 ? 0 : 2.0 * hit / (_gold + _system);

    private void Score(string text, List<JsonElement> gold, IReadOnlyList<Claim> system, TextWriter detail)
    {
        _gold += gold.Count;
        _system += system.Count;
        foreach (var claim in gold)
            Of(TypeOf(claim)!).Gold++;
        foreach (var claim in system)
            Of(Name(claim)).System++;
        var pairs = from g in Enumerable.Range(0, gold.Count)
                    from s in Enumerable.Range(0, system.Count)
                    let affinity = Affinity(gold[g], system[s])
                    where affinity > 0
                    orderby affinity descending, g, s
                    select (g, s);
        var (usedGold, usedSystem) = (new HashSet<int>(), new HashSet<int>());
        var ofType = new HashSet<int>();
        var notes = new List<string>();
        foreach (var (g, s) in pairs)
        {
            if (usedGold.Contains(g) || usedSystem.Contains(s))
                continue;
            usedGold.Add(g);
            usedSystem.Add(s);
            var (want, got) = (gold[g], system[s]);
            _found++;
            var sides = Sides(want, got);
            _who += sides ? 1 : 0;
            var same = TypeOf(want) == Name(got);
            if (same)
            {
                _type++;
                ofType.Add(s);
                var reality = want.GetProperty("reality").GetString() == EntenteJson.Write(got.Reality).Trim('"');
                _dyad += sides ? 1 : 0;
                _reality += reality ? 1 : 0;
                _date += DateRight(want, got) ? 1 : 0;
                Of(Name(got)).Add(sides, reality, DateRight(want, got));
            }
            var step = want.GetProperty("step").GetString();
            if (step is not null)
            {
                _steps++;
                _step += got.Step is { } gotStep && EntenteJson.Write(gotStep).Trim('"') == step ? 1 : 0;
            }
            if (!same || !sides || !DateRight(want, got) || want.GetProperty("reality").GetString() != EntenteJson.Write(got.Reality).Trim('"'))
                notes.Add($"  pair  {Gold(want)}\n     ←  {Show(got)}");
        }
        foreach (var (i, claim) in system.Index())
        {
            var band = _bands.GetValueOrDefault((int)(claim.Confidence * 10));
            _bands[(int)(claim.Confidence * 10)] = (band.Right + (ofType.Contains(i) ? 1 : 0), band.All + 1);
        }
        notes.AddRange(gold.Where((_, i) => !usedGold.Contains(i)).Select(g => "  miss  " + Gold(g)));
        notes.AddRange(system.Where((_, i) => !usedSystem.Contains(i)).Select(s => "  extra " + Show(s)));
        if (notes.Count > 0)
            detail.WriteLine(text + "\n" + string.Join('\n', notes));
    }

    private TypeScore Of(string type) => Types.TryGetValue(type, out var score) ? score : Types[type] = new();

    private static string Name(Claim claim) => EntenteJson.Write(claim.Type).Trim('"');

    private static string? TypeOf(JsonElement gold) => gold.GetProperty("type").GetString();

    private static string Gold(JsonElement g) =>
        $"{TypeOf(g)} {string.Join('+', Ids(g, "actors"))} > {string.Join('+', Ids(g, "recipients"))} {g.GetProperty("reality")} {g.GetProperty("date")} {g.GetProperty("step")} «{g.GetProperty("trigger")}»";

    private static string Show(Claim c) =>
        $"{Name(c)} {string.Join('+', c.Actors.Select(a => a.Id))} > {string.Join('+', c.Recipients.Select(a => a.Id))} {c.Reality} {c.Date.Start}/{c.Date.End} {c.Step} «{c.Trigger.Text}» {c.Rule}";

    private static HashSet<string> Ids(JsonElement claim, string side) => [.. claim.GetProperty(side).EnumerateArray().Select(a => a.GetProperty("id").GetString()!)];

    private static HashSet<string> Ids(IEnumerable<Party> side) => [.. side.Select(p => p.Id)];

    private static HashSet<string> Words(string trigger) => [.. trigger.ToLowerInvariant().Replace('-', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static int Affinity(JsonElement g, Claim s)
    {
        var same = TypeOf(g) == Name(s);
        var overlap = Words(g.GetProperty("trigger").GetString()!).Overlaps(Words(s.Trigger.Text));
        var actors = Ids(g, "actors").Overlaps(Ids(s.Actors));
        var recipients = Ids(g, "recipients").Overlaps(Ids(s.Recipients));
        if ((!same && !overlap) || (!actors && !recipients && !overlap))
            return 0;
        var reality = g.GetProperty("reality").GetString() == EntenteJson.Write(s.Reality).Trim('"');
        return (same ? 3 : 0) + (overlap ? 2 : 0) + (actors ? 2 : 0) + (recipients ? 2 : 0) + (reality ? 1 : 0);
    }

    private static bool Sides(JsonElement g, Claim s)
    {
        var (ga, gr, sa, sr) = (Ids(g, "actors"), Ids(g, "recipients"), Ids(s.Actors), Ids(s.Recipients));
        // A meeting of equals may be told in either form.
        return s.Type == PloverType.Consult && TypeOf(g) == "CONSULT"
            ? Share([.. ga, .. gr], [.. sa, .. sr])
            : Share(ga, sa) && Share(gr, sr);
    }

    private static bool Share(HashSet<string> a, HashSet<string> b) => a.Overlaps(b) || (a.Count == 0 && b.Count == 0);

    private static bool DateRight(JsonElement g, Claim s)
    {
        var want = (g.GetProperty("date").GetString() ?? "").Split('/')[0];
        var got = s.Date.Start?.ToString("uuuu-MM-dd", null) ?? "";
        if (want is "" or "unknown")
            return got == "" || s.DateBasis == DateBasis.None;
        var length = Math.Min(want.Length, got.Length);
        return length >= 4 && want[..length] == got[..length];
    }
}
