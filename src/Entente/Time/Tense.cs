using Entente.Articles;

namespace Entente.Time;

/// <summary>Tells whether the words around a time expression look back or ahead.</summary>
internal static class Tense
{
    private const int MostSteps = 6;

    /// <summary>Verbs whose time complements lie ahead, whatever their own tense: "scheduled a vote for Friday".</summary>
    private static readonly HashSet<string> Planning = new(StringComparer.OrdinalIgnoreCase)
    {
        "schedule", "slate", "plan", "expect", "intend", "hope", "postpone", "reschedule", "delay", "await",
    };

    /// <summary>Words that look ahead when no tree tells more.</summary>
    private static readonly HashSet<string> FutureWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "will", "'ll", "’ll", "shall", "wo", "due", "scheduled", "slated", "expected", "expects", "expect", "plans", "plan", "planned", "planning", "hopes",
        "upcoming", "intends", "intend", "forthcoming", "until", "till",
    };

    private static readonly HashSet<string> Modals = new(StringComparer.OrdinalIgnoreCase)
    {
        "will", "'ll", "’ll", "shall", "wo", "would", "'d", "’d", "may", "might", "can", "could", "should", "must", "ca",
    };

    /// <summary>Verbs whose infinitive happened when they did: "managed to land on Tuesday".</summary>
    private static readonly HashSet<string> Implicative = new(StringComparer.OrdinalIgnoreCase)
    {
        "manage", "fail", "begin", "start", "continue", "force", "decline", "refuse", "use", "help", "have", "appear", "seem", "cease", "get", "stop", "compel", "oblige",
    };

    /// <summary>Verbs whose present tense reports what was said: "says Friday's raid …".</summary>
    private static readonly HashSet<string> Saying = new(StringComparer.OrdinalIgnoreCase)
    {
        "say", "tell", "report", "claim", "note", "show", "add", "write", "state", "believe", "think", "know", "remember", "recall",
    };

    /// <summary>
    /// The direction of the verb that governs an expression. The tree decides when there is one; words close by decide otherwise. Only a
    /// cue for the future counts against the past, for news mostly looks back.
    /// </summary>
    public static Direction Of(Sentence sentence, int first, int last)
    {
        var tokens = sentence.Tokens;
        if (tokens[first].Head < 0 && tokens[first].Xpos.Length == 0)
            return Near(tokens, first);
        var i = first;
        for (var steps = 0; steps < MostSteps && tokens[i].Head is >= 0 and var head && head >= first && head <= last; steps++)
            i = head;
        if (first > 0 && tokens[first - 1].Xpos == "VBD" && tokens[first - 1].Upos == Upos.Verb && !Planning.Contains(tokens[first - 1].Lemma))
            return Direction.Past;
        // "The deadline is Monday."
        if (Copula(tokens, i, last) is >= 0 and var copula)
            return tokens[copula].Xpos switch { "VBD" => Direction.Past, "VB" => Direction.Future, "VBZ" or "VBP" => Direction.Present, _ => Direction.Open };
        for (var steps = 0; steps < MostSteps && i >= 0; steps++)
        {
            if (i > last || i < first)
            {
                if (IsVerb(tokens[i]))
                    return OfVerb(tokens, i);
                // "following his visit in May"
                if (FollowsOn(tokens, i))
                    return Direction.Past;
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

    /// <summary>Whether a noun is named as what went before.</summary>
    private static bool FollowsOn(IReadOnlyList<Token> tokens, int noun)
    {
        for (var i = Math.Max(0, noun - 6); i < noun; i++)
            if (tokens[i].Head == noun && tokens[i].Deprel is "case" && tokens[i].Lemma is "after" or "following" or "follow" or "since")
                return true;
        return false;
    }

    private static int Copula(IReadOnlyList<Token> tokens, int head, int last)
    {
        for (var i = Math.Max(0, head - 4); i <= last; i++)
            if (tokens[i].Head == head && tokens[i].Deprel == "cop")
                return i;
        return -1;
    }

    private static Direction OfVerb(IReadOnlyList<Token> tokens, int verb)
    {
        for (var steps = 0; steps < MostSteps; steps++)
        {
            var word = tokens[verb];
            if (Planning.Contains(word.Lemma) || (word.Lemma is "set" or "due" && verb + 1 < tokens.Count && tokens[verb + 1].Lemma is "for" or "to"))
                return Direction.Future;
            var (infinitive, negated) = (false, false);
            Direction? auxiliary = null;
            for (var i = Math.Max(0, verb - 8); i < verb; i++)
            {
                var near = tokens[i];
                if (near.Head != verb)
                    continue;
                if (near.Deprel.StartsWith("aux", StringComparison.Ordinal))
                {
                    var lemma = near.Lemma;
                    if (near.Xpos == "MD")
                        auxiliary = lemma is "can" or "could" or "ca" && negated | Negates(tokens[i + 1]) ? Direction.Open : Direction.Future;
                    else if (near.Xpos == "VBD" || lemma is "have" or "'ve")
                        auxiliary = Direction.Past;
                    else if (lemma is "be" && auxiliary is null && near.Xpos is "VBZ" or "VBP" && word.Xpos == "VBG")
                        auxiliary = Direction.Future;
                }
                negated |= Negates(near);
                infinitive |= near.Deprel == "mark" && near.Form.Equals("to", StringComparison.OrdinalIgnoreCase);
            }
            if (auxiliary is { } known)
                return known;
            if (word.Xpos is "VBD" || (word.Xpos is "VBN" && !infinitive))
                return Direction.Past;
            if (word.Xpos is "VBZ" or "VBP")
                return Saying.Contains(word.Lemma) || word.Upos == Upos.Aux ? Direction.Open : Direction.Present;
            var above = word.Head;
            if (above < 0 || !IsVerb(tokens[above]))
                return infinitive ? Direction.Future : Direction.Open;
            if (infinitive && !Implicative.Contains(tokens[above].Lemma))
                return Direction.Future;
            verb = above;
        }
        return Direction.Open;
    }

    private static bool Negates(Token token) => token.Lemma is "not" or "n't" or "never";

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
