using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Articles;
using Entente.Time;
using NodaTime.Text;

namespace Entente.Evaluation;

/// <summary>Scores time expressions the way TempEval-3 does: spans that overlap are paired one to one, exact pairs first.</summary>
public static class TimeEvaluation
{
    /// <summary>One expression of a gold or system row; ends are UTF-16 places in the row's text.</summary>
    public sealed record Timex(int Start, int End, string Text, string Type, string Value);

    /// <summary>Counts over all rows. Each F1 is 2·n / (gold + system).</summary>
    public sealed record Score(int Gold, int System, int Relaxed, int Strict, int Type, int Value)
    {
        /// <summary>F1 in percent of a count of pairs.</summary>
        public double F1(int pairs) => Gold + System == 0 ? 100 : 200.0 * pairs / (Gold + System);

        /// <inheritdoc/>
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"gold {Gold}  system {System}  relaxed {F1(Relaxed):0.00}  strict {F1(Strict):0.00}  type {F1(Type):0.00}  value {F1(Value):0.00}");
    }

    /// <summary>Runs the stages on rows <c>{"doc","dct","text","timexes"}</c>.</summary>
    /// <param name="gold">Path of the rows, one JSON object a line.</param>
    /// <param name="language">The stage that writes the sentences.</param>
    /// <param name="system">Where to write the rows found, in the same form; null for nowhere.</param>
    /// <param name="errors">Where to write each difference; null for nowhere.</param>
    public static Score Run(string gold, IStage language, TextWriter? system = null, TextWriter? errors = null)
    {
        var total = new Score(0, 0, 0, 0, 0, 0);
        foreach (var line in File.ReadLines(gold).Where(l => !string.IsNullOrWhiteSpace(l)))
        {
            var row = JsonNode.Parse(line)!.AsObject();
            var dct = row["dct"]?.GetValue<string>();
            var article = new Article
            {
                Text = row["text"]!.GetValue<string>(),
                Published = dct is { Length: >= 10 } ? LocalDatePattern.Iso.Parse(dct[..10]).Value : null,
            };
            var pipeline = new Pipeline(language, TimeStage.English());
            var found = pipeline.Annotate(article, Layers.Times).Times
                .Select(t => new Timex(t.Span.Start, t.Span.End, t.Text, t.Type.ToString().ToUpperInvariant(), t.Value))
                .ToList();
            var wanted = row["timexes"]!.AsArray()
                .Select(t => new Timex(Int(t!["start"]!), Int(t["end"]!), t["text"]?.GetValue<string>() ?? "", t["type"]!.GetValue<string>(), t["value"]?.GetValue<string>() ?? ""))
                .Where(t => t.End > t.Start)
                .ToList();
            system?.WriteLine(Row(row["doc"]!.GetValue<string>(), dct, article.Text, found));
            total = Add(total, wanted, found, row["doc"]!.GetValue<string>(), article.Text, errors);
        }
        return total;
    }

    /// <summary>A row as <c>entente time</c> writes it.</summary>
    private static string Row(string doc, string? dct, string text, IEnumerable<Timex> timexes) =>
        JsonSerializer.Serialize(
            new { doc, dct, text, timexes = timexes.Select(t => new { start = t.Start, end = t.End, text = t.Text, type = t.Type, value = t.Value }) },
            Options);

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static int Int(JsonNode node) => node.GetValue<int>();

    private static Score Add(Score total, List<Timex> gold, List<Timex> system, string doc, string text, TextWriter? errors)
    {
        var pairs = (
            from g in gold
            from s in system
            let overlap = Math.Min(g.End, s.End) - Math.Max(g.Start, s.Start)
            where overlap > 0
            orderby g.Start == s.Start && g.End == s.End ? 0 : 1, -overlap, g.Start, s.Start
            select (Gold: g, System: s)).ToList();
        var usedGold = new HashSet<Timex>();
        var usedSystem = new HashSet<Timex>();
        var kept = pairs.Where(p => !usedGold.Contains(p.Gold) && !usedSystem.Contains(p.System) && usedGold.Add(p.Gold) && usedSystem.Add(p.System)).ToList();
        string Around(Timex t) =>
            (text[Math.Max(0, t.Start - 40)..t.Start] + "[" + text[t.Start..t.End] + "]" + text[t.End..Math.Min(text.Length, t.End + 25)]).ReplaceLineEndings(" ");
        foreach (var (g, s) in kept)
            if (g.Value != s.Value || g.Type != s.Type)
                errors?.WriteLine($"{(g.Value != s.Value ? "VALUE" : "TYPE")}\t{g.Type} {g.Value}\t{s.Type} {s.Value}\t{doc}\t{Around(g)}\t{s.Text}");
        foreach (var g in gold.Where(g => !usedGold.Contains(g)))
            errors?.WriteLine($"MISS\t{g.Type} {g.Value}\t\t{doc}\t{Around(g)}");
        foreach (var s in system.Where(s => !usedSystem.Contains(s)))
            errors?.WriteLine($"EXTRA\t\t{s.Type} {s.Value}\t{doc}\t{Around(s)}");
        return new(
            total.Gold + gold.Count,
            total.System + system.Count,
            total.Relaxed + kept.Count,
            total.Strict + kept.Count(p => p.Gold.Start == p.System.Start && p.Gold.End == p.System.End),
            total.Type + kept.Count(p => p.Gold.Type == p.System.Type),
            total.Value + kept.Count(p => p.Gold.Value == p.System.Value));
    }
}
