using System.Text.Json;
using Entente.Articles;
using NodaTime;
using NodaTime.Text;

namespace Entente.Evaluation;

/// <summary>
/// Gold sets that give sides. <see cref="Types"/>: the PLOVER type of a given source and target. <see cref="Structure"/>: which of the made-up actors of a
/// test dictionary, loaded as a user's own, did it to which. <see cref="Roots"/>: whether what is coded is what human coders saw, half of the sentences holding nothing.
/// </summary>
internal sealed class PairEvaluation(GivenSides coder, TextWriter detail)
{
    private const string Source = "SOURCE";
    private const string Target = "TARGET";
    /// <summary>The sets give no day: one behind all days that their sentences name.</summary>
    private static readonly LocalDate AnyDay = new(2024, 6, 15);

    /// <summary>A day after all that the undated rows of news_root_codes tell.</summary>
    private static readonly LocalDate AfterAll = new(2021, 1, 1);

    /// <summary>CAMEO roots as PLOVER types (the codebook's own map).</summary>
    private static readonly Dictionary<string, PloverType[]> RootTypes = new()
    {
        ["01"] = [],
        ["02"] = [PloverType.Request],
        ["03"] = [PloverType.Agree],
        ["04"] = [PloverType.Consult],
        ["05"] = [PloverType.Support],
        ["06"] = [PloverType.Cooperate],
        ["07"] = [PloverType.Aid],
        ["08"] = [PloverType.Concede, PloverType.Retreat],
        ["09"] = [PloverType.Accuse],
        ["10"] = [PloverType.Request],
        ["11"] = [PloverType.Accuse],
        ["12"] = [PloverType.Reject],
        ["13"] = [PloverType.Threaten],
        ["14"] = [PloverType.Protest],
        ["15"] = [PloverType.Mobilize],
        ["16"] = [PloverType.Sanction],
        ["17"] = [PloverType.Coerce],
        ["18"] = [PloverType.Assault],
        ["19"] = [PloverType.Assault],
        ["20"] = [PloverType.Assault],
    };

    /// <summary>For each gold type of <see cref="Types"/> what its pairs were taken as, a dash for no claim; the first of two gold types that are both right stands for them.</summary>
    public SortedDictionary<string, List<string>> TakenAs { get; } = new(StringComparer.Ordinal);

    /// <summary>Rows <c>{"text","pairs":[[source, target, "ACCUSE" or "CONCEDE|RETREAT"]]}</c>: the type of the claim that best joins the two sides.</summary>
    public (int Right, int Answered, int Pairs) Types(string path)
    {
        var (right, answered, pairs) = (0, 0, 0);
        var confusion = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in Rows(path))
            foreach (var pair in row.GetProperty("pairs").EnumerateArray())
            {
                var text = row.GetProperty("text").GetString()!;
                var (source, target, want) = (pair[0].GetString()!, pair[1].GetString()!, pair[2].GetString()!.Split('|'));
                pairs++;
                var sides = new[] { (Find(text, source), Source), (Find(text, target), Target) }.Where(s => s.Item1.Length > 0).Select(s => (s.Item1, s.Item2)).ToList();
                var claims = coder.Code(new Article { Text = text, Published = AnyDay }, sides);
                var best = claims.OrderByDescending(Joins).FirstOrDefault();
                var got = best is null ? "-" : Name(best.Type);
                answered += best is null ? 0 : 1;
                (TakenAs.TryGetValue(want[0], out var taken) ? taken : TakenAs[want[0]] = []).Add(want.Contains(got) ? want[0] : got);
                if (want.Contains(got))
                {
                    right++;
                    continue;
                }
                confusion[$"{want[0]} as {got}"] = confusion.GetValueOrDefault($"{want[0]} as {got}") + 1;
                detail.WriteLine($"{string.Join('|', want)} ← {got} {best?.Rule} «{best?.Trigger.Text}» [{source}] > [{target}]: {text}");
            }
        foreach (var (confused, count) in confusion.OrderByDescending(c => c.Value).Take(25))
            detail.WriteLine($"{count,4} {confused}");
        return (right, answered, pairs);
    }

    /// <summary>Rows <c>{"text","date","events":[{"source","target"}]}</c> with codes of the test dictionary: whether a claim has both, each on its side.</summary>
    public (int Right, int Events, int FalseAlarms, int Quiet) Structure(string path, Pipeline pipeline)
    {
        var (right, events, falseAlarms, quiet) = (0, 0, 0, 0);
        foreach (var row in Rows(path))
        {
            var text = row.GetProperty("text").GetString()!;
            var want = row.GetProperty("events").EnumerateArray()
                .Select(e => (Source: MiddleEarth.Code(e.GetProperty("source").GetString(), theirs: true), Target: MiddleEarth.Code(e.GetProperty("target").GetString(), theirs: true)))
                .Where(e => e.Source is not null && e.Target is not null).Distinct().ToList();
            var claims = pipeline.Annotate(new Article { Text = text, Published = LocalDatePattern.Iso.Parse(row.GetProperty("date").GetString()!).Value }).Claims;
            if (row.GetProperty("expect_no_event").GetBoolean())
            {
                quiet++;
                var noise = claims.Any(c => c.Actors.Count > 0 && c.Recipients.Count > 0);
                falseAlarms += noise ? 1 : 0;
                continue;
            }
            foreach (var (source, target) in want)
            {
                events++;
                if (claims.Any(c => Tells(c, source!, target!)))
                    right++;
                else
                    detail.WriteLine($"{source} > {target} ← {string.Join("; ", claims.Select(Show))}: {text}");
            }
        }
        return (right, events, falseAlarms, quiet);

        // The records give a meeting and a visit, also a planned one (036), twice, once from each side; ours is one claim.
        static bool Tells(Claim claim, string source, string target)
        {
            var (actors, recipients) = (MiddleEarth.Codes(claim.Actors), MiddleEarth.Codes(claim.Recipients));
            return (actors.Contains(source) && recipients.Contains(target))
                || (recipients.Count == 0 && actors.Contains(source) && actors.Contains(target))
                || (claim is { Type: PloverType.Consult } or { Cameo: "036" } && actors.Contains(target) && recipients.Contains(source));
        }
    }

    /// <summary>
    /// Rows <c>{"text","events":[{"code"}],"all_votes":{"18":4}}</c> with CAMEO roots: of the claims, how many have a type that the coders' majority saw in the sentence,
    /// and how many one that at least two of the eight judgements saw (the majority keeps little but "said" where a sentence tells several acts).
    /// </summary>
    public (int Right, int Seen, int Claims) Roots(string path)
    {
        var (right, seen, all) = (0, 0, 0);
        foreach (var row in Rows(path))
        {
            var text = row.GetProperty("text").GetString()!;
            var codes = row.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("code").GetString()!).ToList();
            var votes = row.GetProperty("all_votes").EnumerateObject().Where(v => v.Value.GetInt32() >= 2).Select(v => v.Name).ToList();
            foreach (var claim in coder.Code(new Article { Text = text, Published = AfterAll }, []))
            {
                all++;
                right += codes.SelectMany(c => RootTypes[c[..2]]).Contains(claim.Type) ? 1 : 0;
                if (votes.SelectMany(c => RootTypes[c[..2]]).Contains(claim.Type))
                    seen++;
                else
                    detail.WriteLine($"{string.Join(' ', codes)} ← {Show(claim)}: {text}");
            }
        }
        return (right, seen, all);
    }

    private static int Joins(Claim claim)
    {
        var (source, target) = (Has(claim.Actors, Source), Has(claim.Recipients, Target));
        var other = Has(claim.Actors, Target) || Has(claim.Recipients, Source);
        return (source && target ? 8 : 0) + (source && Has(claim.Actors, Target) ? 6 : 0) + (source ? 3 : 0) + (target ? 2 : 0) + (other ? 1 : 0);
    }

    private static bool Has(IReadOnlyList<Party> side, string id) => side.Any(p => p.Id.StartsWith(id, StringComparison.Ordinal));

    private static Span Find(string text, string words)
    {
        var at = text.IndexOf(words, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? new Span(0, 0) : new Span(at, at + words.Length);
    }

    private static string Name(PloverType type) => type.ToString().ToUpperInvariant();

    private static string Show(Claim c) => $"{Name(c.Type)} {string.Join('+', c.Actors.Select(a => a.Id))} > {string.Join('+', c.Recipients.Select(a => a.Id))} «{c.Trigger.Text}» {c.Rule}";

    private static IEnumerable<JsonElement> Rows(string path) => File.ReadLines(path).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement);
}
