using Entente.Articles;

namespace Entente.Evaluation;

/// <summary>The test dictionary of PETRARCH's validation records: made-up actors and some real ones, by the first three letters of their codes.</summary>
internal static class MiddleEarth
{
    private static readonly (string Name, string Code)[] Dictionary =
    [
        ("Arnor", "ARN"), ("Gondor", "GON"), ("Minas Tirith", "GON"), ("Anorien", "GON"), ("Osgiliath", "OSG"), ("Eriador", "ERI"), ("Eriadori", "ERI"), ("Eriadorian", "ERI"),
        ("Mordor", "MOR"), ("Barad-dur", "MOR"), ("Cirith Ungol", "MOR"), ("Gollum", "HOB"), ("Smeagol", "HOB"), ("Slinker", "HOB"), ("Stinker", "HOB"), ("Bilbo", "HOB"), ("Frodo", "HOB"),
        ("Bree", "BRE"), ("Romendacil", "BRE"), ("Calenardhon", "CAL"), ("Calimehtar", "CAL"), ("Ethiopia", "ETH"), ("Libya", "LBY"), ("Fornost", "FOR"), ("Philippines", "PHL"),
        ("Ithilen", "ITH"), ("Dol Amroth", "DOL"), ("Dol_Amroth", "DOL"), ("Dagolath", "DAG"), ("Telemar", "DAG"), ("Rohan", "ROH"), ("Rohans", "ROH"), ("France", "FRA"), ("French", "FRA"),
        ("North Korea", "PRK"), ("Pyongyang", "PRK"), ("Hermit Kingdom", "PRK"), ("South Korea", "KOR"), ("Seoul", "KOR"), ("Galadriel", "ELF"), ("Elrond", "ELF"), ("Caras Galadhon", "ELF"),
        ("Michel Delving", "SHR"), ("White Downs", "SHR"), ("Doderic Brandybuck", "SHR"), ("Elfstan Fairbairn", "HOB"), ("Hamfast Gamgee", "HOB"), ("Morgul Orcs", "MRG"),
        ("Denmark", "DNK"), ("Danish", "DNK"), ("Zealand", "DNK"), ("New Zealand", "NZE"), ("Central African Republic", "CAF"), ("Zimbabwe", "ZBW"), ("Al-Qaeda", "IMG"), ("Radagast the Brown", "RAD"),
        ("European Union", "IGO"), ("EU", "IGO"), ("International Criminal Court", "IGO"), ("Washington", "USA"), ("Kuwait", "KUW"), ("Australian", "AUS"), ("Pakistani", "PAK"), ("Russian", "RUS"),
    ];

    /// <summary>Where the dictionary's names stand in a text, longer names first; none inside another.</summary>
    public static IReadOnlyList<(Span Span, string Id)> Names(string text)
    {
        var found = new List<(Span Span, string Id)>();
        foreach (var (name, code) in Dictionary.OrderByDescending(d => d.Name.Length))
            for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
            {
                var span = new Span(at, at + name.Length);
                if ((at == 0 || !char.IsLetter(text[at - 1])) && (span.End == text.Length || !char.IsLetter(text[span.End])) && !found.Exists(f => f.Span.Overlaps(span)))
                    found.Add((span, code));
            }
        return found;
    }
}
