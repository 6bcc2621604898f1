namespace Entente.Relations;

/// <summary>Whether two claims tell of one act, and what decided it.</summary>
/// <param name="Same">Whether they do.</param>
/// <param name="Reason">What decided it.</param>
/// <param name="Detail">The values that met or differed, for people: <c>2014-04-01, 2014-04-09: 8 days apart</c>.</param>
public sealed record MergeJudgement(bool Same, MergeReason Reason, string Detail);

/// <summary>What decides whether two claims tell of one act. The first that applies, in this order, counts.</summary>
public enum MergeReason
{
    /// <summary>A person said that they do.</summary>
    DecidedTogether,

    /// <summary>A person said that they do not.</summary>
    DecidedApart,

    /// <summary>Acts of different types.</summary>
    Type,

    /// <summary>One is done or denied, the other planned or supposed.</summary>
    Reality,

    /// <summary>Different steps in an arrangement's life, or a step and none.</summary>
    Step,

    /// <summary>Different arrangements or strands.</summary>
    Arrangement,

    /// <summary>One text printed twice.</summary>
    Copy,

    /// <summary>Two acts of different modes in one article.</summary>
    Mode,

    /// <summary>Different sides, or the sides the other way round.</summary>
    Sides,

    /// <summary>Different countries.</summary>
    Place,

    /// <summary>Days too far apart, or too vague for words that differ.</summary>
    Date,

    /// <summary>One step of one arrangement at compatible times.</summary>
    SameStep,

    /// <summary>The same words for an act of the same sides at compatible times.</summary>
    SameWords,

    /// <summary>An act of one type between the same sides at the same time.</summary>
    SameTime,
}

/// <summary>What people decided about which claims belong together. Claims are named by id; each pair counts both ways round.</summary>
public sealed class MergeDecisions
{
    private readonly Dictionary<string, List<string>> _together = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string)> _apart = [];

    /// <summary>Nothing was decided.</summary>
    public static MergeDecisions None { get; } = new();

    /// <summary>Whether nothing was decided.</summary>
    public bool IsEmpty => _together.Count == 0 && _apart.Count == 0;

    /// <summary>Two claims tell of one act. It takes back that they do not.</summary>
    public void Join(string a, string b)
    {
        _apart.Remove(Pair(a, b));
        Of(a).Add(b);
        Of(b).Add(a);
    }

    /// <summary>Two claims tell of two acts. It takes back that they tell of one.</summary>
    public void Part(string a, string b)
    {
        Of(a).Remove(b);
        Of(b).Remove(a);
        _apart.Add(Pair(a, b));
    }

    internal bool AreTogether(string a, string b) => _together.TryGetValue(a, out var others) && others.Contains(b);

    internal bool AreApart(string a, string b) => _apart.Count > 0 && _apart.Contains(Pair(a, b));

    /// <summary>Claims that a person put beside this one.</summary>
    public IReadOnlyList<string> Beside(string id) => _together.GetValueOrDefault(id) ?? [];

    private List<string> Of(string id)
    {
        if (!_together.TryGetValue(id, out var others))
            _together[id] = others = [];
        return others;
    }

    private static (string, string) Pair(string a, string b) => string.CompareOrdinal(a, b) <= 0 ? (a, b) : (b, a);
}

/// <summary>Under what a claim can meet others of its act: claims without a name in common, or whose days lie apart, never merge.</summary>
/// <param name="Names">The names.</param>
/// <param name="From">First day, counted from 1970.</param>
/// <param name="To">Last day, counted from 1970.</param>
/// <remarks>
/// Two claims may merge when one files itself under a name that the other seeks and their days are at most <see cref="Events.SameStepDays"/> apart. Acts without a day
/// can only meet as news of one week: they have their day of publication on a calendar of its own, <see cref="Undated"/> days later.
/// </remarks>
public sealed record MergeKeys(IReadOnlyList<MergeKey> Names, int From, int To)
{
    /// <summary>How far the calendar of acts without a day lies behind the common one.</summary>
    public const int Undated = 50_000_000;
}

/// <summary>A name under which a claim can meet others.</summary>
/// <param name="Name">A hash of the name: what shares it by chance is told apart when it is judged.</param>
/// <param name="Kind">What the name is made of.</param>
/// <param name="Files">Whether others find the claim under it.</param>
/// <param name="Seeks">Whether the claim looks for others under it.</param>
public readonly record struct MergeKey(long Name, MergeKeyKind Kind, bool Files, bool Seeks);

/// <summary>What a <see cref="MergeKey"/> is made of, beside the type of the act.</summary>
public enum MergeKeyKind
{
    /// <summary>The voice and the sentence.</summary>
    Voice,

    /// <summary>A step of an arrangement.</summary>
    Step,

    /// <summary>Two sides.</summary>
    Pair,

    /// <summary>One side, of claims that name no other.</summary>
    Lone,

    /// <summary>One side of two.</summary>
    Side,
}
