using System.Diagnostics;
using System.Text.Json;
using Entente.Articles;
using NodaTime.Text;

namespace Entente.Evaluation;

/// <summary>
/// Time expressions against gold rows <c>{"doc","dct","text","timexes":[{start,end,text,type,value}]}</c>, scored as TempEval-3 does: spans that overlap are
/// paired one to one, exact pairs first, then by size of overlap; a type or value counts when it is the same in a pair.
/// </summary>
internal sealed class TimeEvaluation
{
    private sealed record Timex(int Start, int End, string Type, string Value);

    private int _gold;
    private int _system;
    private int _strict;
    private int _relaxed;
    private int _type;
    private int _value;
    private long _characters;
    private TimeSpan _elapsed;

    /// <summary>F1 of spans that overlap.</summary>
    public double RelaxedF1 => F1(_relaxed);

    /// <summary>F1 of values.</summary>
    public double ValueF1 => F1(_value);

    /// <summary>Runs the stages on every row of <paramref name="goldPath"/>; writes each difference to <paramref name="detail"/>, tab separated.</summary>
    /// <param name="goldPath">Rows, one JSON object a line.</param>
    /// <param name="language">Writes the sentences; its time is not counted.</param>
    /// <param name="time">The stage to measure.</param>
    /// <param name="detail">Where differences go.</param>
    public void Run(string goldPath, IStage language, IStage time, TextWriter detail)
    {
        foreach (var line in File.ReadLines(goldPath).Where(l => l.Length > 0))
        {
            var row = JsonDocument.Parse(line).RootElement;
            var text = row.GetProperty("text").GetString()!;
            var day = LocalDatePattern.Iso.Parse(row.GetProperty("dct").GetString() is { Length: >= 10 } dct ? dct[..10] : "");
            var sentences = language.Apply(new() { Article = new() { Text = text, Published = day.Success ? day.Value : null } });
            var started = Stopwatch.GetTimestamp();
            var found = time.Apply(sentences).Times;
            _elapsed += Stopwatch.GetElapsedTime(started);
            _characters += text.Length;
            var end = row.TryGetProperty("annotated_end", out var annotated) ? annotated.GetInt32() : text.Length;
            Score(
                row.GetProperty("doc").GetString()!,
                text,
                [.. row.GetProperty("timexes").EnumerateArray().Select(Read).Where(t => t.End > t.Start)],
                [.. found.Where(t => t.Span.Start < end).Select(t => new Timex(t.Span.Start, t.Span.End, t.Type.ToString().ToUpperInvariant(), t.Value))],
                detail);
        }
    }

    /// <summary>Writes the figures.</summary>
    public void Print(TextWriter output)
    {
        foreach (var (name, hit) in new[] { ("relaxed", _relaxed), ("strict", _strict), ("type", _type), ("value", _value) })
            output.WriteLine($"{name,-8} P {(double)hit / Math.Max(1, _system):0.000} R {(double)hit / Math.Max(1, _gold):0.000} F1 {F1(hit):0.000}");
        output.WriteLine($"gold {_gold} system {_system}; {_characters / 1e6 / Math.Max(1e-9, _elapsed.TotalSeconds):0.0} million characters a second, sentences given");
    }

    private double F1(int hit) => _gold + _system == 0 ? 1 : 2.0 * hit / (_gold + _system);

    private static Timex Read(JsonElement timex) => new(
        timex.GetProperty("start").GetInt32(),
        timex.GetProperty("end").GetInt32(),
        timex.GetProperty("type").GetString() ?? "",
        timex.GetProperty("value").GetString() ?? "");

    private void Score(string doc, string text, List<Timex> gold, List<Timex> system, TextWriter detail)
    {
        _gold += gold.Count;
        _system += system.Count;
        var pairs = from g in gold
                    from s in system
                    let overlap = Math.Min(g.End, s.End) - Math.Max(g.Start, s.Start)
                    where overlap > 0
                    orderby (g.Start, g.End) == (s.Start, s.End) ? 0 : 1, -overlap, g.Start, s.Start
                    select (g, s);
        var (usedGold, usedSystem) = (new HashSet<Timex>(), new HashSet<Timex>());
        foreach (var (g, s) in pairs)
        {
            if (usedGold.Contains(g) || usedSystem.Contains(s))
                continue;
            usedGold.Add(g);
            usedSystem.Add(s);
            _relaxed++;
            _strict += (g.Start, g.End) == (s.Start, s.End) ? 1 : 0;
            _type += g.Type == s.Type ? 1 : 0;
            _value += g.Value == s.Value ? 1 : 0;
            if (g.Value != s.Value || g.Type != s.Type)
                Note("value", g, s);
            else if ((g.Start, g.End) != (s.Start, s.End))
                Note("span", g, s);
        }
        foreach (var g in gold.Where(g => !usedGold.Contains(g)))
            Note("miss", g, null);
        foreach (var s in system.Where(s => !usedSystem.Contains(s)))
            Note("extra", null, s);

        void Note(string kind, Timex? g, Timex? s)
        {
            var (start, end) = g is null ? (s!.Start, s.End) : (g.Start, g.End);
            var context = $"{text[Math.Max(0, start - 40)..start]}[{text[start..end]}]{text[end..Math.Min(text.Length, end + 30)]}".ReplaceLineEndings(" ");
            detail.WriteLine($"{kind}\t{g?.Type} {g?.Value}\t{s?.Type} {s?.Value}\t{(s is null ? "" : text[s.Start..s.End])}\t{context}\t{doc}");
        }
    }
}
