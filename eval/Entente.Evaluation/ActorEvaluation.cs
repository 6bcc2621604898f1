using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Entente.Actors;
using Entente.Articles;
using Entente.Language;
using NodaTime.Text;

namespace Entente.Evaluation;

/// <summary>How many actors, recipients and speakers of a gold set of claims have an actor mention over their words with the right id.</summary>
internal static class ActorEvaluation
{
    /// <summary>Reads gold claims (the coding guide, section 8) and writes the shares, with the misses when asked.</summary>
    public static void Run(string path, bool misses, TextWriter output)
    {
        int gold = 0, right = 0, onHead = 0, rightSector = 0, pronouns = 0, rightPronouns = 0, tokens = 0;
        var missed = new List<string>();
        var clock = new Stopwatch();
        var load = Stopwatch.StartNew();
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        _ = KnowledgeBase.English;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"knowledge base: loaded in {load.ElapsedMilliseconds} ms, {(GC.GetTotalMemory(forceFullCollection: true) - memory) / 1e6:N1} MB"));
        foreach (var line in File.ReadLines(path))
        {
            using var row = JsonDocument.Parse(line);
            var text = row.RootElement.GetProperty("text").GetString()!;
            var article = new Article { Text = text, Published = LocalDatePattern.Iso.Parse(row.RootElement.GetProperty("date").GetString() ?? "").Value };
            var parsed = LanguageStage.English().Apply(new AnnotatedArticle { Article = article });
            clock.Start();
            var all = ActorStage.English().Apply(parsed).Mentions;
            var mentions = all.Where(m => m.Kind == MentionKind.Actor).ToList();
            clock.Stop();
            tokens += parsed.Sentences.Sum(s => s.Tokens.Count);
            var sides = from claim in row.RootElement.GetProperty("claims").EnumerateArray()
                        from role in (string[])["actors", "recipients", "said_by"]
                        where claim.TryGetProperty(role, out var list) && list.ValueKind == JsonValueKind.Array
                        from side in claim.GetProperty(role).EnumerateArray()
                        select (Words: side.GetProperty("text").GetString()!, Id: side.GetProperty("id").GetString()!, Sector: side.GetProperty("sector").GetString()!);
            foreach (var (words, id, sector) in sides.Distinct())
            {
                var start = text.IndexOf(words, StringComparison.Ordinal);
                var span = new Span(start, start + words.Length);
                var over = mentions.Where(m => m.Span.Overlaps(span)).ToList();
                var isPronoun = words.ToUpperInvariant() is "HE" or "SHE" or "THEY" or "WE" or "I" or "YOU" or "OUR" or "IT";
                // A place tells its state: the host of "a visit to Washington".
                var hit = over.Exists(m => m.Id == id || m.Parties.Contains(id)) || all.Any(m => m.Kind == MentionKind.Place && m.Id == id && m.Span.Overlaps(span)) || id == "UNK" && over.Count == 0;
                gold++;
                var headed = over.Exists(m => m.Id == id && HeadOf(parsed, span, m.Sentence) is >= 0 and var head && m.Span.Contains(parsed.Sentences[m.Sentence].Tokens[head].Span)) || id == "UNK" && over.Count == 0;
                onHead += headed ? 1 : 0;
                pronouns += isPronoun ? 1 : 0;
                rightPronouns += isPronoun && hit ? 1 : 0;
                right += hit ? 1 : 0;
                rightSector += over.Exists(m => m.Id == id && m.Sector == sector) ? 1 : 0;
                if (!headed || !over.Exists(m => m.Id == id && m.Sector == sector))
                    missed.Add($"{(headed ? "(sector) " : hit ? "(head) " : "")}{words} | {id} {sector} | {string.Join("; ", over.Select(m => $"{m.Text}={m.Id}/{m.Sector}/{m.Via}"))} | {text}");
            }
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"actors: {right} of {gold} ids right when the words are given ({(double)right / gold:P1}); without pronouns {right - rightPronouns} of {gold - pronouns} ({(double)(right - rightPronouns) / (gold - pronouns):P1}); found from raw text, over their head word, {(double)onHead / gold:P1}; id and sector {(double)rightSector / gold:P1}; {tokens / clock.Elapsed.TotalSeconds:N0} tokens/s"));
        if (misses)
            missed.ForEach(output.WriteLine);
    }

    /// <summary>The word of a stretch of text whose head lies outside it; −1 when no word of the sentence is in it.</summary>
    private static int HeadOf(AnnotatedArticle parsed, Span span, int sentence)
    {
        var tokens = parsed.Sentences[sentence].Tokens;
        for (var i = 0; i < tokens.Count; i++)
            if (span.Contains(tokens[i].Span) && (tokens[i].Head < 0 || !span.Contains(tokens[tokens[i].Head].Span)) && tokens[i].Deprel is not ("punct" or "det"))
                return i;
        return -1;
    }
}
