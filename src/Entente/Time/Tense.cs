using Entente.Articles;

namespace Entente.Time;

/// <summary>Tells whether the words around a time expression look back or ahead.</summary>
internal static class Tense
{
    private static readonly HashSet<string> FutureWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "will", "'ll", "’ll", "shall", "wo", "due", "scheduled", "slated", "expected", "expects", "expect", "plans", "plan", "planned", "planning", "hopes", "set",
        "upcoming", "intends", "intend", "proposed", "forthcoming", "until", "till",
    };

    private static readonly HashSet<string> Modals = new(StringComparer.OrdinalIgnoreCase)
    {
        "will", "'ll", "’ll", "shall", "wo", "would", "may", "might", "can", "could", "should", "must",
    };

    /// <summary>
    /// The direction of the verb that governs a word. The tree decides when there is one; words close by decide otherwise. Only a cue
    /// for the future counts against the past, for news mostly looks back.
    /// </summary>
    public static Direction Of(Sentence sentence, int first, int last)
    {
        var tokens = sentence.Tokens;
        if (first > 0 && tokens[first].Head < 0 && tokens[first].Xpos.Length == 0)
            return Near(tokens, first);
        var i = first;
        for (var steps = 0; steps < 8 && tokens[i].Head is >= 0 and var head && head >= first && head <= last; steps++)
            i = head;
        for (var steps = 0; steps < 4 && i >= 0; steps++)
        {
            if (i > last || i < first)
            {
                if (IsVerb(tokens[i]))
                    return OfVerb(tokens, i);
            }
            else if (tokens[i].Deprel is "nmod:poss" or "compound" or "amod")
            {
                return Direction.Open;
            }
            i = tokens[i].Head;
        }
        return i < 0 ? Near(tokens, first) : Direction.Open;
    }

    private static bool IsVerb(Token token) => token.Upos is Upos.Verb or Upos.Aux && token.Xpos.Length > 0;

    private static Direction OfVerb(IReadOnlyList<Token> tokens, int verb)
    {
        var word = tokens[verb];
        if (word.Xpos is "VBD")
            return Direction.Past;
        var from = Math.Max(0, verb - 6);
        for (var i = verb - 1; i >= from; i--)
        {
            var near = tokens[i];
            if (near.Head != verb && !(near.Head >= 0 && tokens[near.Head].Head == verb && near.Deprel.StartsWith("aux", StringComparison.Ordinal)))
                continue;
            if (near.Deprel.StartsWith("aux", StringComparison.Ordinal) || near.Upos == Upos.Aux)
            {
                if (near.Form.ToLowerInvariant() is "will" or "'ll" or "’ll" or "shall" or "wo")
                    return Direction.Future;
                if (near.Xpos is "VBD" || near.Form.ToLowerInvariant() is "has" or "have" or "had" or "was" or "were" or "did")
                    return Direction.Past;
            }
            if (near.Deprel == "mark" && near.Form.Equals("to", StringComparison.OrdinalIgnoreCase))
                return Direction.Future;
        }
        if (FutureWords.Contains(word.Form))
            return Direction.Future;
        return word.Xpos switch
        {
            "VBN" => Direction.Past,
            "VB" or "VBP" or "VBZ" => Direction.Open,
            _ => Direction.Open,
        };
    }

    /// <summary>Without a tree: the closest cue within nine words before, or four after.</summary>
    private static Direction Near(IReadOnlyList<Token> tokens, int token)
    {
        for (var i = token - 1; i >= 0 && i >= token - 9; i--)
        {
            var form = tokens[i].Form;
            if (FutureWords.Contains(form))
                return Direction.Future;
            if (form.Equals("to", StringComparison.OrdinalIgnoreCase) && i + 1 < tokens.Count && tokens[i + 1].Xpos == "VB")
                return Direction.Future;
            if (tokens[i].Xpos == "VBD" || form is "said" or "was" or "were" or "had" || (form.Length > 4 && form.EndsWith("ed", StringComparison.Ordinal)))
                return Direction.Past;
        }
        for (var i = token + 1; i < tokens.Count && i <= token + 4; i++)
            if (Modals.Contains(tokens[i].Form))
                return tokens[i].Form.ToLowerInvariant() is "will" or "shall" or "'ll" ? Direction.Future : Direction.Open;
        return Direction.Open;
    }
}
