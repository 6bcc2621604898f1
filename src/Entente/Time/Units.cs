using Entente.Articles;

namespace Entente.Time;

/// <summary>
/// A run of letters, a run of digits, or one sign of the text. Words are cut finer than the language layer cuts them, so that the rules see
/// the same units in "mid-1990s" however it was tokenised.
/// </summary>
/// <param name="Start">Place in the article's text.</param>
/// <param name="Length">Number of UTF-16 units.</param>
/// <param name="Token">Index of the word in its sentence that holds it.</param>
/// <param name="Word">Number of the word in the <see cref="Lexicon"/>.</param>
/// <param name="Number">Value of a run of up to nine digits, else −1.</param>
/// <param name="Capital">Whether it starts with a capital letter.</param>
/// <param name="Glued">Whether it follows the unit before without white space.</param>
internal readonly record struct Unit(int Start, int Length, int Token, int Word, int Number, bool Capital, bool Glued)
{
    public int End => Start + Length;

    public bool IsNumber => Number >= 0;

    /// <summary>Cuts the words of a sentence.</summary>
    public static void Cut(string text, Sentence sentence, Lexicon lexicon, List<Unit> units)
    {
        units.Clear();
        var previousEnd = -1;
        for (var t = 0; t < sentence.Tokens.Count; t++)
        {
            var span = sentence.Tokens[t].Span;
            for (var i = Math.Max(span.Start, previousEnd); i < span.End;)
            {
                var start = i;
                var c = text[i++];
                if (char.IsWhiteSpace(c))
                    continue;
                var number = -1;
                if (char.IsAsciiDigit(c))
                {
                    while (i < span.End && char.IsAsciiDigit(text[i]))
                        i++;
                    if (i - start <= 9)
                        number = int.Parse(text.AsSpan(start, i - start));
                }
                else if (char.IsLetter(c))
                {
                    while (i < span.End && (char.IsLetter(text[i]) || char.IsLowSurrogate(text[i])))
                        i++;
                }
                else if (c is '-')
                {
                    while (i < span.End && text[i] == '-')
                        i++;
                }
                var word = c switch
                {
                    '–' or '‑' or '−' => lexicon.Find("-"),
                    '’' or '‘' or '`' => lexicon.Find("'"),
                    _ => lexicon.Find(text.AsSpan(start, i - start)),
                };
                units.Add(new(start, i - start, t, word, number, char.IsUpper(c), start == previousEnd));
                previousEnd = i;
            }
        }
    }
}
