using System.Globalization;
using System.Text;
using Entente.Articles;

namespace Entente.Evaluation;

/// <summary>What was counted for one PLOVER type.</summary>
internal sealed class TypeScore
{
    /// <summary>Gold claims.</summary>
    public int Gold { get; set; }

    /// <summary>Claims of the coder.</summary>
    public int System { get; set; }

    /// <summary>Pairs of a gold claim and one of the coder that both have the type.</summary>
    public int Right { get; private set; }

    /// <summary>Those with an actor and a recipient in common.</summary>
    public int Sides { get; private set; }

    /// <summary>Those told alike.</summary>
    public int Reality { get; private set; }

    /// <summary>Those with the same date.</summary>
    public int Date { get; private set; }

    /// <summary>Counts a pair.</summary>
    public void Add(bool sides, bool reality, bool date)
    {
        Right++;
        Sides += sides ? 1 : 0;
        Reality += reality ? 1 : 0;
        Date += date ? 1 : 0;
    }
}

/// <summary>The figures of docs/accuracy.md, between two marks in it.</summary>
internal static class AccuracyPage
{
    private const string Opening = "<!-- figures -->\n";
    private const string Closing = "<!-- end of figures -->";

    /// <summary>Makes the tables anew.</summary>
    /// <exception cref="InvalidDataException">The page lacks the marks.</exception>
    public static void Write(string path, ClaimEvaluation claims, PairEvaluation pairs)
    {
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var (start, end) = (page.IndexOf(Opening, StringComparison.Ordinal), page.IndexOf(Closing, StringComparison.Ordinal));
        if (start < 0 || end < start)
            throw new InvalidDataException($"{path} has no place for figures.");
        File.WriteAllText(path, page[..(start + Opening.Length)] + Figures(claims.Types, pairs.TakenAs) + page[end..]);
    }

    private static string Figures(SortedDictionary<string, TypeScore> claims, SortedDictionary<string, List<string>> pairs)
    {
        var text = new StringBuilder($"Coder: `{CoderVersion.BuiltIn}`\n\n| type | gold | coded | found | right | sides | told as | date |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (var type in Enum.GetNames<PloverType>().Select(n => n.ToUpperInvariant()))
        {
            var score = claims.GetValueOrDefault(type) ?? new();
            text.Append($"| {type} | {score.Gold} | {score.System} | {Share(score.Right, score.Gold)} | {Share(score.Right, score.System)} | {Share(score.Sides, score.Right)} | {Share(score.Reality, score.Right)} | {Share(score.Date, score.Right)} |\n");
        }
        text.Append("\n| type of a pair whose sides are given | pairs | right | no claim | most often taken as |\n|---|---:|---:|---:|---|\n");
        foreach (var (type, taken) in pairs)
        {
            var wrong = taken.Where(t => t != type && t != "-").CountBy(t => t).OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Take(2).Select(t => $"{t.Key} ({t.Value})");
            text.Append($"| {type} | {taken.Count} | {Share(taken.Count(t => t == type), taken.Count)} | {Share(taken.Count(t => t == "-"), taken.Count)} | {string.Join(", ", wrong)} |\n");
        }
        return text.ToString();
    }

    private static string Share(int part, int whole) => whole == 0 ? "" : $"{(100.0 * part / whole).ToString("0", CultureInfo.InvariantCulture)} %";
}
