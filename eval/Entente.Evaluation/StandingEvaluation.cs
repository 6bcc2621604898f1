using System.Globalization;
using Entente.Actors;
using Entente.Articles;
using Entente.Relations;
using NodaTime;
using NodaTime.Text;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Entente.Evaluation;

/// <summary>Questions on standings, answered from the texts of dossiers through the whole pipeline.</summary>
internal static class StandingEvaluation
{
    /// <summary>Answers all questions of the dossiers beside this program; tells each wrong one.</summary>
    /// <returns>Questions answered rightly, and all.</returns>
    public static (int Right, int All) Run(TextWriter output)
    {
        var pipeline = Pipeline.English();
        var (right, all) = (0, 0);
        foreach (var dossier in Read())
        {
            var seen = Instant.FromUtc(2026, 1, 1, 0, 0);
            var claims = dossier.Articles.SelectMany(a =>
            {
                var article = new Article { Text = a.Text, Published = LocalDatePattern.Iso.Parse(a.Published).Value, Outlet = a.Outlet, Language = "en" };
                return pipeline.Annotate(article).Claims.Select(c => new SourcedClaim(c, Source.Of(article, seen, seen)));
            }).ToList();
            var standings = new Standings(claims, KnowledgeBase.English);
            foreach (var line in dossier.Questions)
            {
                all++;
                if (Wrong(standings, line) is { } wrong)
                    output.WriteLine($"{dossier.Name}: {line}\n    answered {wrong}");
                else
                    right++;
            }
        }
        return (right, all);
    }

    private static List<Dossier> Read()
    {
        using var reader = new StreamReader(typeof(StandingEvaluation).Assembly.GetManifestResourceStream("dossiers.yaml")!);
        return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<List<Dossier>>(reader);
    }

    /// <summary>What was answered, when no line of the answer is what the question expects; null when one is.</summary>
    private static string? Wrong(Standings standings, string line)
    {
        var (question, expected) = line.Split("=>", StringSplitOptions.TrimEntries) is [var q, var e] ? (q.Split('|', StringSplitOptions.TrimEntries), e.Split(' ')) : throw new FormatException(line);
        string? option(string name) => question.Skip(1).Select(p => p.Split('=')).Where(p => p[0] == name).Select(p => p[1]).FirstOrDefault();
        LocalDate? day(string name) => option(name) is { } text ? LocalDatePattern.Iso.Parse(text).Value : null;
        var asOf = day("as_of") ?? throw new FormatException(line);
        var answers = question[0].Split(" + ") is [var a, var b]
            ? standings.Between(a, b, asOf, day("known_by")).Where(s => s.Party is null).ToList()
            : [.. standings.Of(question[0], asOf, day("known_by"), option("party"), option("strand"))];
        return answers.Exists(s => Fits(s, expected)) ? null
            : string.Join("; ", answers.Select(s => $"{s.Arrangement}{(s.Strand is { } strand ? "/" + strand : "")} {Word(s.Status)} since={Range(s.Since)}{(s.NextPlanned is { } next ? $" next={Word(next.Step)}@{(next.Date is { } date ? Range(date) : "")}" : "")}{(s.Disputed ? " disputed" : "")}"));
    }

    private static bool Fits(Standing standing, string[] expected)
    {
        if (Word(standing.Status) != expected[0] || standing.Disputed != expected.Contains("disputed"))
            return false;
        foreach (var part in expected.Skip(1).Where(p => p.Contains('=', StringComparison.Ordinal)).Select(p => p.Split('=')))
            if (part[0] == "since" ? Range(standing.Since) != part[1]
                : standing.NextPlanned is not { } next || $"{Word(next.Step)}{(next.Date is { } date ? "@" + Range(date) : "")}" != part[1])
                return false;
        return true;
    }

    private static string Range(StandingDate date) => new DateRange(date.Start, date.End, date.Precision).ToString();

    private static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()).ToLower(CultureInfo.InvariantCulture);

    private sealed class Dossier
    {
        public required string Name { get; set; }

        public required List<Report> Articles { get; set; }

        public required List<string> Questions { get; set; }
    }

    private sealed class Report
    {
        public required string Published { get; set; }

        public required string Outlet { get; set; }

        public required string Text { get; set; }
    }
}
