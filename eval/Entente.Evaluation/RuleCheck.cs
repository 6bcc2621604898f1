using Entente.Actors;
using Entente.Articles;
using Entente.Coding;
using NodaTime.Text;

namespace Entente.Evaluation;

/// <summary>Runs the examples and counter-examples of rule files, so that a rule can be tried without a build.</summary>
internal static class RuleCheck
{
    /// <summary>Writes each example that does not find its rule or its types, and each counter-example that does.</summary>
    /// <returns>How many failed.</returns>
    public static int Run(IReadOnlyList<ActRuleFile> files, TextWriter output)
    {
        var pipeline = Pipeline.English(KnowledgeBase.English, files);
        var failed = 0;
        foreach (var rule in files.SelectMany(f => f.Rules))
        {
            foreach (var example in rule.Examples)
            {
                var claims = Code(pipeline, example.Text, example.Date);
                var missing = example.Claims.Where(c => !claims.Any(k => Matches(c, k))).ToList();
                if (missing.Count == 0 && claims.Any(c => c.Rule == rule.Id))
                    continue;
                failed++;
                output.WriteLine($"{rule.Id}: {example.Text}\n    wants {string.Join(" | ", example.Claims)}\n    gives {string.Join(" | ", claims.Select(Show))}");
            }
            foreach (var text in rule.Not)
            {
                var found = Code(pipeline, text, "2020-06-15").Where(c => c.Rule == rule.Id).ToList();
                failed += found.Count > 0 ? 1 : 0;
                foreach (var claim in found)
                    output.WriteLine($"{rule.Id} NOT: {text}\n    gives {Show(claim)}");
            }
        }
        return failed;
    }

    private static IReadOnlyList<Claim> Code(Pipeline pipeline, string text, string day) =>
        pipeline.Annotate(new Article { Text = text, Published = LocalDatePattern.Iso.Parse(day).Value }).Claims;

    private static bool Matches(string shorthand, Claim claim)
    {
        var sides = shorthand.Split(';')[0].Split([' '], 2);
        if (!sides[0].Equals(claim.Type.ToString(), StringComparison.OrdinalIgnoreCase))
            return false;
        if (sides.Length == 1)
            return true;
        var parts = sides[1].Split('>');
        return Same(parts[0], claim.Actors) && (parts.Length == 1 || Same(parts[1], claim.Recipients));
    }

    private static bool Same(string ids, IReadOnlyList<Party> parties)
    {
        var trimmed = ids.Trim();
        HashSet<string> wanted = trimmed is "-" or "" ? [] : [.. trimmed.Split('+', StringSplitOptions.TrimEntries)];
        return wanted.SetEquals(parties.Select(p => p.Id));
    }

    private static string Show(Claim c) =>
        $"{c.Type.ToString().ToUpperInvariant()} {string.Join('+', c.Actors.Select(a => a.Id))} > {string.Join('+', c.Recipients.Select(a => a.Id))}; {c.Reality}; {c.Step} [{c.Rule}: {c.Trigger.Text}]";
}
