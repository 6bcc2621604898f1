using System.Collections.Frozen;
using Entente.Articles;
using NodaTime;

namespace Entente.Relations;

/// <summary>A claim with what decides whether it tells of the same act as another.</summary>
internal sealed class MergeMember
{
    /// <summary>How far apart two articles may be published that tell of one act without saying when.</summary>
    private const int SameNewsDays = 7;

    private static readonly string[] NoNames = [];
    private static readonly (string, string?, string?)[] NoOne = [];

    private readonly bool _copy;
    private readonly string[] _actors;
    private readonly string[] _recipients;
    private readonly (string Side, string? Person, string? Office)[] _who;
    private FrozenSet<string>? _subject;

    public MergeMember(SourcedClaim sourced, bool copy = false)
    {
        Sourced = sourced;
        _copy = copy;
        var range = sourced.Claim.Date.Range;
        Onset = range.Onset() is { IsUnknown: false } onset ? onset : range;
        _actors = Named(sourced.Claim.Actors);
        _recipients = Named(sourced.Claim.Recipients);
        Speaker = Events.SpeakerOf(sourced);
        Sentence = sourced.Sentence;
        _who = Mutual ? WhoActs(sourced.Claim) : NoOne;
        (From, To) = Onset.IsUnknown
            ? OnceOnly ? (int.MinValue, int.MaxValue) : (Undated(), Undated())
            : (Onset.Start is { } start ? DayNumber(start) : int.MinValue, Onset.End is { } end ? DayNumber(end) : int.MaxValue);

        int Undated() => MergeKeys.Undated + DayNumber(sourced.Source.KnownOn);
    }

    /// <summary>The days of <see cref="MergeKeys"/>.</summary>
    public int From { get; }

    /// <summary>The days of <see cref="MergeKeys"/>.</summary>
    public int To { get; }

    public SourcedClaim Sourced { get; }

    public Claim Claim => Sourced.Claim;

    /// <summary>Hash of the sentence.</summary>
    public ulong Sentence { get; }

    /// <summary>The days among which the act began, else the days among which it was over.</summary>
    public DateRange Onset { get; }

    /// <summary>Who vouches: the sides that the text names as speakers, else the outlet, else the article.</summary>
    public string Speaker { get; }

    /// <summary>Acts that both sides do alike, so that it does not matter which one a text names first.</summary>
    public bool Mutual => IsMutual(Claim.Type);

    /// <summary>Whether both sides do acts of a type alike.</summary>
    public static bool IsMutual(PloverType type) => type is PloverType.Consult or PloverType.Cooperate or PloverType.Agree;

    /// <summary>Whether, to a third claim, this one and another look the same: then one comparison serves for both.</summary>
    public bool LooksLike(MergeMember other) =>
        Claim.Reality == other.Claim.Reality && Onset == other.Onset && Claim.DateBasis == other.Claim.DateBasis
        && (!Onset.IsUnknown || Sourced.Source.KnownOn == other.Sourced.Source.KnownOn)
        && string.Equals(Claim.Trigger.Text, other.Claim.Trigger.Text, StringComparison.OrdinalIgnoreCase)
        && Claim.Arrangement == other.Claim.Arrangement && Claim.Step == other.Claim.Step && Claim.Place == other.Claim.Place
        && _actors.AsSpan().SequenceEqual(other._actors) && _recipients.AsSpan().SequenceEqual(other._recipients)
        && _who.AsSpan().SequenceEqual(other._who);

    /// <summary>Two prints of one sentence of one text.</summary>
    public bool IsCopyOf(MergeMember other) =>
        (_copy || other._copy || Sourced.Source.ArticleId != other.Sourced.Source.ArticleId) && Sentence == other.Sentence
        && Claim.Trigger.Text == other.Claim.Trigger.Text && Sourced.Source.IsOneVoice(other.Sourced.Source);

    /// <summary>What decides whether both tell of one act.</summary>
    /// <param name="other">The other.</param>
    /// <param name="decisions">What people decided.</param>
    /// <param name="tell">Whether the values are wanted in words, which costs more than to judge.</param>
    public MergeJudgement Judge(MergeMember other, MergeDecisions decisions, bool tell = true)
    {
        var (a, b) = (Claim, other.Claim);
        if (!decisions.IsEmpty)
        {
            if (decisions.AreApart(a.Id, b.Id))
                return No(MergeReason.DecidedApart, "");
            if (decisions.AreTogether(a.Id, b.Id))
                return Yes(MergeReason.DecidedTogether, "");
        }
        if (a.Type != b.Type)
            return No(MergeReason.Type, tell ? $"{a.Type}, {b.Type}" : "");
        if (!SameReality(a.Reality, b.Reality))
            return No(MergeReason.Reality, tell ? $"{a.Reality}, {b.Reality}" : "");
        if (a.Step != b.Step)
            return No(MergeReason.Step, tell ? $"{a.Step?.ToString() ?? "none"}, {b.Step?.ToString() ?? "none"}" : "");
        if (!SameArrangement(other))
            return No(MergeReason.Arrangement, tell ? $"{Words(a.Arrangement)}, {Words(b.Arrangement)}" : "");
        if (IsCopyOf(other))
            return Yes(MergeReason.Copy, Sourced.Source.Voice);
        if (Sourced.Source.ArticleId == other.Sourced.Source.ArticleId && a.Mode.Count > 0 && b.Mode.Count > 0 && !a.Mode.Intersect(b.Mode).Any())
            return No(MergeReason.Mode, tell ? $"{string.Join('+', a.Mode)}, {string.Join('+', b.Mode)}" : "");
        if (!SameSides(other) && !(SameStep(other) && (Sideless || other.Sideless)))
            return No(MergeReason.Sides, tell ? $"{Sides()}, {other.Sides()}" : "");
        var samePersons = SamePersons(other);
        if (samePersons == false && !SameStep(other))
            return No(MergeReason.Persons, tell ? $"{Persons()}, {other.Persons()}" : "");
        if (!SamePlace(a.Place, b.Place))
            return No(MergeReason.Place, tell ? $"{a.Place!.Name}, {b.Place!.Name}" : "");
        return JudgeDate(other, samePersons == true, tell);
    }

    /// <summary>Where claims of one act can be found. A claim of two sides seeks its pairs and, by each side, the claims that name only that one.</summary>
    public IEnumerable<MergeKey> Keys()
    {
        // Copies come together by voice and sentence, whatever else they lack.
        yield return Key(MergeKeyKind.Voice, Hash64.Of(Sourced.Source.Voice), Sentence, true, true);
        if (Claim is { Arrangement: { } arrangement, Step: not null })
            yield return Key(MergeKeyKind.Step, (ulong)Claim.Step.Value, Hash64.Of(arrangement.Id), true, true);
        if (Mutual)
        {
            var sides = _actors.Union(_recipients).Order(StringComparer.Ordinal).ToArray();
            foreach (var key in Pairs(sides, sides))
                yield return key;
            foreach (var key in Singles(sides, sides.Length == 1))
                yield return key;
            yield break;
        }
        var isLone = _actors.Length == 0 || _recipients.Length == 0;
        foreach (var key in Pairs(_actors, _recipients))
            yield return key;
        foreach (var key in Singles(_actors, isLone))
            yield return key;
        foreach (var key in Singles(_recipients, isLone))
            yield return key;
    }

    private MergeKey Key(MergeKeyKind kind, ulong one, ulong other, bool files, bool seeks) =>
        new((long)Hash64.Join(Hash64.Join((ulong)Claim.Type << 8 | (ulong)kind, one), other), kind, files, seeks);

    private IEnumerable<MergeKey> Pairs(string[] some, string[] others)
    {
        foreach (var one in some)
            foreach (var other in others)
                if (!ReferenceEquals(some, others) || string.CompareOrdinal(one, other) < 0)
                    yield return Key(MergeKeyKind.Pair, Hash64.Of(one), Hash64.Of(other), true, true);
    }

    /// <summary>Who names one side only is found by all, and finds all, under that side.</summary>
    private IEnumerable<MergeKey> Singles(string[] sides, bool isLone)
    {
        foreach (var side in sides)
        {
            var name = Hash64.Of(side);
            yield return Key(MergeKeyKind.Lone, name, 0, isLone, true);
            yield return Key(MergeKeyKind.Side, name, 0, !isLone, isLone);
        }
    }

    private MergeJudgement JudgeDate(MergeMember other, bool samePersons, bool tell)
    {
        var sameStep = SameStep(other);
        var sameWords = string.Equals(Claim.Trigger.Text, other.Claim.Trigger.Text, StringComparison.OrdinalIgnoreCase);
        var days = tell ? $"{Onset}, {other.Onset}" : "";
        if (Onset.IsUnknown || other.Onset.IsUnknown)
        {
            if (sameStep && OnceOnly)
                return Yes(MergeReason.SameStep, tell ? $"{days}: a step that is taken once" : "");
            // Without a day only the news of one week can be the same news.
            if (!Onset.IsUnknown || !other.Onset.IsUnknown || !(sameStep || sameWords))
                return No(MergeReason.Date, days);
            var apart = Math.Abs(Period.DaysBetween(Sourced.Source.KnownOn, other.Sourced.Source.KnownOn));
            return apart <= SameNewsDays ? Yes(sameStep ? MergeReason.SameStep : MergeReason.SameWords, tell ? $"no day told, published {apart} days apart" : "")
                : No(MergeReason.Date, tell ? $"no day told, published {apart} days apart" : "");
        }
        if (Windows.Gap(Onset, other.Onset) is var gap and > 0)
        {
            // One step with two reported days is one event and a dispute; a day taken from publication is only "by then".
            if (sameStep && gap <= Events.SameStepDays)
                return Yes(MergeReason.SameStep, tell ? $"{days}: {gap} days apart" : "");
            // A visit and the talks during it, or one call told by both sides, have other words, but the same persons or the same body.
            return gap == 1 && (sameWords || samePersons || Mutual && SharesBody(other)) && (Claim.DateBasis == DateBasis.Publication || other.Claim.DateBasis == DateBasis.Publication)
                ? Yes(sameWords ? MergeReason.SameWords : MergeReason.SameTime, tell ? $"{days}: a day of publication" : "")
                : No(MergeReason.Date, tell ? $"{days}: {gap} days apart" : "");
        }
        return sameStep ? Yes(MergeReason.SameStep, days)
            : sameWords ? Yes(MergeReason.SameWords, days)
            : Onset == other.Onset || Onset.Length() <= Events.SharpDays && other.Onset.Length() <= Events.SharpDays ? Yes(MergeReason.SameTime, days)
            : No(MergeReason.Date, tell ? $"{days}: too vague for words that differ" : "");
    }

    private bool Sideless => _actors.Length + _recipients.Length == 0;

    /// <summary>Steps that a side takes once in an arrangement's life, so that a report without a date can mean no other.</summary>
    private bool OnceOnly => Claim.Step is Step.Established or Step.Joined or Step.Signed or Step.Succeeded;

    private bool SameStep(MergeMember other) => Claim is { Step: not null, Arrangement: not null } && other.Claim.Arrangement is not null;

    private bool SameSides(MergeMember other)
    {
        if (Mutual)
        {
            var mine = _actors.Union(_recipients).ToHashSet(StringComparer.Ordinal);
            var theirs = other._actors.Union(other._recipients).ToHashSet(StringComparer.Ordinal);
            return mine.Count > 0 && theirs.Count > 0 && (mine.IsSubsetOf(theirs) || theirs.IsSubsetOf(mine)) && mine.Intersect(theirs).Count() >= Math.Min(2, Math.Max(mine.Count, theirs.Count));
        }
        var (actors, recipients) = (Meet(_actors, other._actors), Meet(_recipients, other._recipients));
        return (actors || recipients)
            && (actors || _actors.Length == 0 || other._actors.Length == 0)
            && (recipients || _recipients.Length == 0 || other._recipients.Length == 0);
    }

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    private static int DayNumber(LocalDate day) => Period.DaysBetween(Epoch, day);

    /// <summary>
    /// Whether the same persons act, as far as both tell: two calls of one day between other persons are two. The last word of a name tells persons apart, and
    /// the office where one of the names is missing.
    /// </summary>
    /// <returns>Null when they do not both tell of one side.</returns>
    private bool? SamePersons(MergeMember other)
    {
        bool? same = null;
        foreach (var side in _who.Select(w => w.Side).Distinct(StringComparer.Ordinal))
        {
            var (mine, theirs) = (Array.FindAll(_who, w => w.Side == side), Array.FindAll(other._who, w => w.Side == side));
            if ((Told(mine, theirs, w => w.Person) ?? Told(mine, theirs, w => w.Office)) is not { } isSame)
                continue;
            if (!isSame)
                return false;
            same = true;
        }
        return same;

        static bool? Told((string Side, string? Person, string? Office)[] mine, (string Side, string? Person, string? Office)[] theirs, Func<(string Side, string? Person, string? Office), string?> of) =>
            mine.Select(of).OfType<string>().ToList() is { Count: > 0 } some && theirs.Select(of).OfType<string>().ToList() is { Count: > 0 } others ? some.Intersect(others, StringComparer.OrdinalIgnoreCase).Any() : null;
    }

    /// <summary>Whether an organisation is a side of both.</summary>
    private bool SharesBody(MergeMember other) =>
        Claim.Actors.Concat(Claim.Recipients).Any(p => p.Sector == "IGO" && (Array.IndexOf(other._actors, p.Id) >= 0 || Array.IndexOf(other._recipients, p.Id) >= 0));

    private static (string, string?, string?)[] WhoActs(Claim claim)
    {
        var told = claim.Actors.Concat(claim.Recipients).Where(p => p.Id != "UNK" && (p.Person ?? p.Office) is not null)
            .Select(p => (p.Id, p.Person?[(p.Person.LastIndexOf(' ') + 1)..], p.Office)).Distinct().Order().ToArray();
        return told.Length == 0 ? NoOne : told;
    }

    private string Persons() => string.Join('+', _who.Select(w => w.Person ?? w.Office));

    private static bool Meet(string[] some, string[] others) => Array.Exists(some, s => Array.IndexOf(others, s) >= 0);

    private string Sides() => $"{string.Join('+', _actors)} > {string.Join('+', _recipients)}";

    private static string Words(ArrangementRef? arrangement) => arrangement is null ? "none" : arrangement.Id + (arrangement.Strand is { } strand ? $"/{strand}" : "");

    private static bool SameReality(Reality a, Reality b) =>
        a == b || a is Reality.Actual or Reality.Negated && b is Reality.Actual or Reality.Negated;

    private bool SameArrangement(MergeMember other)
    {
        var (a, b) = (Claim.Arrangement, other.Claim.Arrangement);
        return a is null || b is null || a == b
            || (a.Id == b.Id ? a.Strand is null == b.Strand is null && (a.Strand is null || ContentWords.Match(SubjectWords, other.SubjectWords))
                : SubjectWords.Count > 1 && other.SubjectWords.Count > 1 && ContentWords.Match(SubjectWords, other.SubjectWords));
    }

    /// <summary>The words of the strand, else of the arrangement.</summary>
    private FrozenSet<string> SubjectWords => _subject ??= ContentWords.Of(Claim.Arrangement!.Strand ?? Claim.Arrangement.Name);

    private static bool SamePlace(ClaimPlace? a, ClaimPlace? b) =>
        a is null || b is null || a.Name == b.Name || a.Country is null || b.Country is null || a.Country == b.Country;

    private static string[] Named(IReadOnlyList<Party> sides) =>
        sides.Count == 0 || sides.Count == 1 && sides[0].Id == "UNK" ? NoNames
        : sides.Count == 1 ? [sides[0].Id]
        : [.. sides.Select(s => s.Id).Where(id => id != "UNK").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static MergeJudgement Yes(MergeReason reason, string detail) => new(true, reason, detail);

    private static MergeJudgement No(MergeReason reason, string detail) => new(false, reason, detail);
}
