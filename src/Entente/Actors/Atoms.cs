using System.Buffers;
using System.Text;

namespace Entente.Actors;

/// <summary>
/// The units in which names are compared: runs of letters and digits, without accents; a possessive "'s" is its own. Hyphens and the dots of
/// acronyms leave no trace, so that "U.S.", "US" and however a tokeniser parts "NATO-Russia" come out the same.
/// </summary>
internal static class Atoms
{
    /// <summary>Letters whose plain form is not one letter away in Unicode order; each is followed by what stands for it.</summary>
    private static readonly Dictionary<char, string> Plain = MakePlain();

    private static readonly SearchValues<char> PlainLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly SearchValues<char> PlainLettersAndSpace = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ");

    /// <summary>Adds the atoms of one word or name to <paramref name="atoms"/>.</summary>
    public static void Add(string text, List<string> atoms)
    {
        // Nearly all words and names are so, and the index of them is made at each start.
        if (IsOneAtom(text))
        {
            atoms.Add(text);
            return;
        }
        if (!text.AsSpan().ContainsAnyExcept(PlainLettersAndSpace))
        {
            atoms.AddRange(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            return;
        }
        var word = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsLetterOrDigit(c))
            {
                if (char.IsAscii(c) || !Plain.TryGetValue(c, out var plain))
                    word.Append(c);
                else
                    word.Append(plain);
            }
            else if (c is '\'' or '’' or '‘' or 'ʼ' or '`')
            {
                if (i + 1 < text.Length && text[i + 1] is 's' or 'S' && (i + 2 == text.Length || !char.IsLetterOrDigit(text[i + 2])))
                {
                    Flush(word, atoms);
                    atoms.Add("'s");
                    i++;
                }
            }
            else if (c == '.' && IsAcronymDot(text, i))
            {
                continue;
            }
            else
            {
                Flush(word, atoms);
                if (c is '(' or ')' or '+')
                    atoms.Add(c.ToString());
            }
        }
        Flush(word, atoms);
    }

    /// <summary>The atoms of a name.</summary>
    public static List<string> Of(string name)
    {
        var atoms = new List<string>();
        Add(name, atoms);
        return atoms;
    }

    private static bool IsOneAtom(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(PlainLetters);

    /// <summary>A dot between or after single letters: "U.S.", "D.C".</summary>
    private static bool IsAcronymDot(string text, int i) =>
        i > 0 && char.IsLetter(text[i - 1]) && (i == 1 || !char.IsLetterOrDigit(text[i - 2]))
        && (i + 1 == text.Length || text[i + 1] == ' ' && i >= 3 && text[i - 2] == '.' || char.IsLetter(text[i + 1]));

    private static void Flush(StringBuilder word, List<string> atoms)
    {
        if (word.Length == 0)
            return;
        atoms.Add(word.ToString());
        word.Clear();
    }

    private static Dictionary<char, string> MakePlain()
    {
        string[] rows =
        [
            "aàáâãäåāăąǎạảấầẩẫậắ", "cçćĉċč", "dďđð", "eèéêëēĕėęěẹẻếềểễệə", "gĝğġģ", "hĥħ", "iìíîïĩīĭįıịỉ", "jĵ", "kķ", "lĺļľŀł", "nñńņňŉ",
            "oòóôõöøōŏőơọỏốồổỗộớ", "rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűųưụủứừ", "wŵ", "yýÿŷỳỹ", "zźżž",
        ];
        var plain = new Dictionary<char, string> { ['ß'] = "ss", ['æ'] = "ae", ['Æ'] = "Ae", ['œ'] = "oe", ['þ'] = "th", ['İ'] = "I" };
        foreach (var row in rows)
        {
            foreach (var accented in row[1..])
            {
                plain[accented] = row[..1];
                plain[char.ToUpperInvariant(accented)] = row[..1].ToUpperInvariant();
            }
        }
        plain['ı'] = "i";
        return plain;
    }
}
