using Entente.Articles;
using NodaTime;

namespace Entente.Relations;

/// <summary>One thing whose standing is asked for, with the reports that bear on it: it answers for any day.</summary>
internal sealed class Track
{
    /// <summary>How far two reported days of one step may lie apart to be one step told differently.</summary>
    private const int SameStepDays = Events.SameStepDays;

    private readonly List<Report> _reports;
    private readonly List<Change> _changes;
    private readonly List<Report> _denials;
    private readonly List<(Step Step, DateRange Date, Report Report)> _plans;
    private readonly Dictionary<Step, List<(LocalDate Effect, Report Report)>> _done;

    /// <summary>Makes one of the reports that bear on it, in the order in which they became known.</summary>
    public Track(IEnumerable<Report> reports)
    {
        _reports = Corrected([.. reports]);
        _changes = [.. Changes()];
        _denials = _reports.FindAll(r => r.Claim.Reality == Reality.Negated);
        _plans = Plans();
        _done = _reports.Where(r => r is { Step: not null, Claim.Reality: Reality.Actual, Effect: not null }).Select(r => (Effect: r.Effect!.Value, Report: r))
            .OrderBy(d => d.Effect).GroupBy(d => d.Report.Step!.Value).ToDictionary(g => g.Key, g => g.ToList());
        HasOwn = _reports.Exists(r => r.Own && r.Step is not null);
    }

    /// <summary>Whether any report tells of this very strand or party, and not only of a whole it belongs to.</summary>
    public bool HasOwn { get; }

    /// <summary>The standing at the end of <paramref name="day"/>; names are left to the caller.</summary>
    public Standing At(LocalDate day, LocalDate? knownBy)
    {
        var state = new State();
        foreach (var change in _changes.Where(c => c.Day <= day))
            state.Apply(change);

        var disputed = state.Clash;
        var against = new List<Report>();
        foreach (var denial in _denials.Where(r => state.Told.Exists(t => Denies(r, t))))
        {
            disputed = true;
            against.Add(denial);
        }
        against.AddRange(state.Against);
        var next = Next(day, state);
        var supporters = state.Status == Status.Unknown ? [] : state.Told;
        var told = supporters.Concat(next.Reports).Distinct(ReferenceEqualityComparer.Instance).Cast<Report>().Select(r => (Report: r, For: true))
            .Concat(against.Cast<object>().Distinct(ReferenceEqualityComparer.Instance).Except(supporters, ReferenceEqualityComparer.Instance).Cast<Report>().Select(r => (Report: r, For: false)));
        return new()
        {
            Name = "",
            AsOf = day,
            KnownBy = knownBy,
            Status = state.Status,
            Since = state.Status == Status.Unknown ? StandingDate.Unknown : StandingDate.Of(state.Since),
            NextPlanned = next.Step,
            Disputed = disputed && state.Status != Status.Unknown,
            Sources =
            [
                .. told.Where(t => !t.Report.Copy)
                    .OrderBy(t => t.Report.Sourced.Source.KnownOn).ThenBy(t => t.Report.Sourced.Source.ArticleId, StringComparer.Ordinal)
                    .ThenBy(t => t.Report.Claim.Evidence.Start).ThenByDescending(t => t.For)
                    .Select(t => new StandingSource(t.Report.Sourced.Source.ArticleId, t.Report.Sourced.Source.Outlet, t.Report.Sourced.Source.Published, t.Report.Claim.Evidence.Exact, t.For))
                    .Distinct(),
            ],
            LastConfirmed = supporters.Select(r => (LocalDate?)r.Vouches(day)).Max(),
            ByTerms = state.ByTerms,
        };
    }

    /// <summary>The days on which the status became another, with what it became: the same as <see cref="At"/> would tell of every day in turn.</summary>
    public IReadOnlyList<(LocalDate From, Status Status)> Life()
    {
        var days = _changes.Select(c => c.Day).Distinct().Order().ToList();
        var vague = _changes.FindAll(c => c.Vague);
        var sharp = new Queue<Change>(_changes.Where(c => !c.Vague));
        var applied = new List<Change>();
        var life = new List<(LocalDate, Status)>();
        var state = new State();
        foreach (var day in days)
        {
            // What has no date fills gaps before anything else is looked at: one more of it, and all is looked at anew.
            if (vague.Exists(v => v.Day == day))
            {
                state = new State();
                foreach (var change in vague.Where(v => v.Day <= day).Concat(applied))
                    state.Apply(change);
            }
            while (sharp.TryPeek(out var next) && next.Day <= day)
            {
                applied.Add(sharp.Dequeue());
                state.Apply(next);
            }
            if (state.Status != (life.Count == 0 ? Status.Unknown : life[^1].Item2))
                life.Add((day, state.Status));
        }
        return life;
    }

    /// <summary>Steps that took effect, by the day on which they did.</summary>
    private IEnumerable<Change> Changes()
    {
        var changes = new List<Change>();
        foreach (var report in _reports.Where(r => r.Claim.Reality == Reality.Actual && r.Step is not null && !r.Alleged))
        {
            var step = report.Step!.Value;
            var range = report.Claim.Date.Range;
            if (report.Claim.DateBasis == DateBasis.Publication || range.IsUnknown)
            {
                // Known to be so by the day of publication; no source says since when.
                var by = report.Sourced.Source.KnownOn;
                var since = step is Step.InForce ? DateRange.Unknown : new DateRange(null, by, Precision.Day);
                changes.Add(new(report, step, by, since) { Vague = range.IsUnknown && report.Claim.Recency == Recency.Background });
                continue;
            }
            var onset = range.Onset();
            var close = report.Claim.Date.Close();
            if (onset.IsUnknown)
            {
                // "until spring", "before 2008": only the last day is told. A state held to there; an act was done by then.
                var state = step is Step.Suspended or Step.InForce;
                changes.Add(new(report, step, state ? close.Start!.Value : range.End!.Value, state ? DateRange.Unknown : range));
                if (!state)
                    continue;
            }
            else
            {
                changes.Add(new(report, step, onset.Start!.Value, onset));
            }
            if (!close.IsUnknown && Lapse(step, close, report.Sourced.Source.KnownOn) is { } lapse && close.End!.Value is var last && last < LocalDate.MaxIsoValue)
                changes.Add(new(report, lapse, last.PlusDays(1), close.Precision == Precision.Day ? DateRange.Day(last.PlusDays(1)) : close) { Ends = onset.IsUnknown ? close : onset, ByTerms = lapse == Step.Expired });
        }
        return changes.OrderBy(c => c.Vague).ThenBy(c => c.Day).ThenBy(c => c.Ends is null ? 1 : 0).ThenBy(c => c.Step)
            .ThenBy(c => c.Since.Length()).ThenBy(c => c.Report.Sourced.Source.KnownOn).ThenBy(c => c.Report.Claim.Id, StringComparer.Ordinal);
    }

    /// <summary>What the end of a told stretch means: a suspension with an end is over after it, a term that was told beforehand runs out.</summary>
    private static Step? Lapse(Step step, DateRange close, LocalDate told) => step switch
    {
        Step.Suspended => Step.Resumed,
        Step.InForce or Step.Extended or Step.Established or Step.Joined => close.End > told ? Step.Expired : Step.Terminated,
        _ => null,
    };

    /// <summary>Steps that reports tell beforehand.</summary>
    private List<(Step Step, DateRange Date, Report Report)> Plans()
    {
        var plans = new List<(Step Step, DateRange Date, Report Report)>();
        foreach (var report in _reports.Where(r => r.Step is not null && !r.Alleged))
        {
            var step = report.Step!.Value;
            if (report.Claim.Reality == Reality.Planned && (step == Step.Notice ? null : (Step?)step) is { } planned)
                plans.Add((planned, report.Claim.Date.Range, report));
            if (report.Claim is { Reality: Reality.Actual } && step == Step.Notice)
                plans.Add((Step.Withdrawn, report.Claim.Date.Close() is { IsUnknown: false } effect ? effect : DateRange.Unknown, report));
            if (report.Claim is { Reality: Reality.Actual, DateBasis: DateBasis.Stated } && report.Claim.Date.Close() is { IsUnknown: false } end
                && Lapse(step, end, report.Sourced.Source.KnownOn) is { } lapse && end.End > report.Sourced.Source.KnownOn)
                plans.Add((lapse, end, report));
        }
        return plans;
    }

    private (PlannedStep? Step, IReadOnlyList<Report> Reports) Next(LocalDate day, State state)
    {
        // Only what was planned on the day itself counts, whatever later sources may be used for the rest.
        var open = _plans.Where(p => p.Report.Sourced.Source.KnownOn <= day && LifeCycle.IsAhead(state.Status, p.Step) && (p.Date.IsUnknown || (p.Date.End ?? p.Date.Start) > day) && !Settled(p.Step, p.Report, day)).ToList();
        if (open.Count == 0)
            return (null, []);
        // A later plan of the same step puts the earlier one off; a date beats none.
        var nearest = open.GroupBy(p => p.Step)
            .Select(g => g.OrderBy(p => p.Date.IsUnknown).ThenByDescending(p => p.Report.Sourced.Source.KnownOn).ThenBy(p => p.Date.Length()).ThenBy(p => p.Report.Claim.Id, StringComparer.Ordinal).First())
            .OrderBy(p => p.Date.Start ?? p.Date.End ?? LocalDate.MaxIsoValue).ThenBy(p => p.Step).First();
        return (new(nearest.Step, nearest.Date.IsUnknown ? null : StandingDate.Of(nearest.Date)),
            [.. open.Where(p => p.Step == nearest.Step && (p.Date.IsUnknown || Windows.Gap(p.Date, nearest.Date) == 0)).Select(p => p.Report)]);
    }

    /// <summary>Whether a plan was carried out or called off by <paramref name="day"/>.</summary>
    private bool Settled(Step step, Report plan, LocalDate day)
    {
        var told = plan.Sourced.Source.KnownOn;
        return IsDone() || _denials.Exists(r => r.Step == step && !ReferenceEquals(r, plan) && r.Sourced.Source.KnownOn is var known && known <= day && known > told);

        bool IsDone()
        {
            var done = _done.GetValueOrDefault(step) ?? [];
            for (var at = FirstFrom(done, told); at < done.Count && done[at].Effect <= day; at++)
                if (done[at].Report is var report && !ReferenceEquals(report, plan) && report.Sourced.Source.KnownOn >= told)
                    return true;
            return false;
        }
    }

    /// <summary>The first of steps done, which stand by day, that took effect on a day or later.</summary>
    private static int FirstFrom(List<(LocalDate Effect, Report Report)> done, LocalDate day)
    {
        var (low, high) = (0, done.Count);
        while (low < high)
            if ((low + high) / 2 is var middle && done[middle].Effect < day)
                low = middle + 1;
            else
                high = middle;
        return low;
    }

    /// <summary>Leaves out what its own speaker takes back later.</summary>
    private static List<Report> Corrected(IReadOnlyList<Report> reports)
    {
        // Only a denial takes back, or is taken back: where a speaker denies nothing, nothing is compared.
        var denied = reports.Where(r => r.Step is not null && r.Claim.Reality == Reality.Negated).ToLookup(r => (r.Speaker, r.Step));
        var asserted = denied.Count == 0 ? null : reports.Where(r => r.Step is not null && r.Claim.Reality == Reality.Actual).ToLookup(r => (r.Speaker, r.Step));
        return denied.Count == 0 ? [.. reports] : [.. reports.Where(r => r.Step is null || !(r.Claim.Reality switch
        {
            Reality.Actual => denied[(r.Speaker, r.Step)].Any(later => later.Sourced.Source.KnownOn > r.Sourced.Source.KnownOn && Denies(later, r)),
            Reality.Negated => asserted![(r.Speaker, r.Step)].Any(later => later.Sourced.Source.KnownOn > r.Sourced.Source.KnownOn && Denies(r, later)),
            _ => false,
        }))];
    }

    /// <summary>Whether a denial speaks of the step that a report asserts: of its days, or, when it names none, of any day up to its own.</summary>
    private static bool Denies(Report denial, Report asserted) =>
        denial.Step == asserted.Step
        && (denial.Claim is { DateBasis: DateBasis.Stated, Date.Range.IsUnknown: false } && !asserted.Claim.Date.Range.IsUnknown
            ? denial.Claim.Date.Range.Overlaps(asserted.Claim.Date.Range)
            : asserted.Effect is { } effect && denial.Sourced.Source.KnownOn >= effect);

    /// <summary>One step as it took effect.</summary>
    /// <param name="Report">Who tells of it.</param>
    /// <param name="Step">The step.</param>
    /// <param name="Day">First day on which it counts: a vague time counts from its first day.</param>
    /// <param name="Since">The days among which it took effect.</param>
    private sealed record Change(Report Report, Step Step, LocalDate Day, DateRange Since)
    {
        /// <summary>The onset of the state that this change ends, when the change is only that state's told end.</summary>
        public DateRange? Ends { get; init; }

        /// <summary>Whether a term told beforehand runs out.</summary>
        public bool ByTerms { get; init; }

        /// <summary>History without a date: it fills a gap, and never overrides what has a date.</summary>
        public bool Vague { get; init; }
    }

    private sealed class State
    {
        private Step? _step;
        private LocalDate? _extended;

        public Status Status { get; private set; }

        public DateRange Since { get; private set; }

        public bool ByTerms { get; private set; }

        /// <summary>Whether reports of the present status contradict each other.</summary>
        public bool Clash { get; private set; }

        /// <summary>Reports that say what stands.</summary>
        public List<Report> Told { get; } = [];

        /// <summary>Reports that say otherwise.</summary>
        public List<Report> Against { get; } = [];

        public void Apply(Change change)
        {
            // Who has left is not brought back by what happens to the rest.
            if (Status == Status.Withdrawn && !change.Report.Own)
                return;
            if (change.Ends is { } onset && !IsEndOfPresent(change, onset))
                return;
            if (change.Step == Step.Extended)
                _extended = change.Report.Claim.Date.Close().End ?? LocalDate.MaxIsoValue;
            if (change.Vague && Status is not (Status.Unknown or Status.Proposed or Status.Negotiating or Status.Signed))
                return;
            if (change.Step == Step.Ratified && change.Report.CompletesRatification)
                change = change with { Step = Step.InForce };
            var after = LifeCycle.After(Status, change.Step);
            if (after == Status)
            {
                Confirm(change);
                return;
            }
            _step = change.Step;
            Status = after;
            Since = change.Report.KnownBefore ? DateRange.Unknown : change.Since;
            ByTerms = change.ByTerms;
            Clash = false;
            Told.Clear();
            Against.Clear();
            Told.Add(change.Report);
        }

        /// <summary>Whether the told end of a stretch ends what stands: not a stretch that began at another time, nor one that was extended.</summary>
        private bool IsEndOfPresent(Change change, DateRange onset) => change.Step switch
        {
            Step.Resumed => Status == Status.Suspended && Windows.Gap(onset, Since) == 0,
            Step.Expired => Status is Status.InForce or Status.Suspended && !(_extended >= change.Day),
            _ => Windows.Gap(onset, Since) == 0,
        };

        /// <summary>A report that leaves the status as it is: it may date it better, or contradict it.</summary>
        private void Confirm(Change change)
        {
            if (Status == Status.Unknown || change.Step is Step.Breached or Step.Notice)
                return;
            if (LifeCycle.After(Status.Unknown, change.Step) != Status)
            {
                // Said to be in force by a speaker of today, while it is suspended or ended by what others say.
                if (change.Step == Step.InForce && !change.Report.KnownBefore && change.Report.Claim.Recency == Recency.Current)
                {
                    Clash = true;
                    Against.Add(change.Report);
                }
                return;
            }
            Told.Add(change.Report);
            if (change.Step == Step.Extended || change.Report.KnownBefore || Since.IsUnknown || change.Since.Start is null || Status is Status.Proposed or Status.Negotiating)
                return;
            var gap = Windows.Gap(Since, change.Since);
            if (gap == 0 && (Since.Start is null || change.Since.Length() < Since.Length()))
                Since = change.Since;
            else if (gap is > 0 and <= SameStepDays && Since.Start is not null && change.Step == _step)
                Clash = true;
        }
    }
}

/// <summary>A claim as it bears on one track.</summary>
/// <param name="Sourced">The claim.</param>
/// <param name="Copy">Whether it only repeats an earlier one of the same voice.</param>
internal sealed record Report(SourcedClaim Sourced, bool Copy)
{
    /// <summary>The claim itself.</summary>
    public Claim Claim => Sourced.Claim;

    /// <summary>Who vouches for it.</summary>
    public string Speaker { get; } = Events.SpeakerOf(Sourced);

    /// <summary>What it means here: that a party left a treaty of two ends the whole, that one joined shows that the whole is there.</summary>
    public Step? Step { get; init; } = Sourced.Claim.Step;

    /// <summary>Whether it tells of this strand or party itself, not of a whole it belongs to.</summary>
    public bool Own { get; init; }

    /// <summary>Told by an outsider about others: it is no source for what they did.</summary>
    public bool Alleged { get; init; }

    /// <summary>Whether with this ratification all parties have ratified.</summary>
    public bool CompletesRatification { get; init; }

    /// <summary>Whether the step shows only that the arrangement was there by then, not that it began.</summary>
    public bool KnownBefore { get; init; }

    /// <summary>First day on which the step counts; null when nothing tells.</summary>
    public LocalDate? Effect =>
        Claim.DateBasis == DateBasis.Publication || Claim.Date.Range.IsUnknown ? Sourced.Source.KnownOn : Claim.Date.Start ?? Claim.Date.End;

    /// <summary>Last day up to <paramref name="day"/> for which it vouches.</summary>
    public LocalDate Vouches(LocalDate day)
    {
        var last = Claim.DateBasis == DateBasis.Publication || Claim.Date.Range.IsUnknown || Claim.Date.End is null || Claim.Recency == Recency.Current
            ? Sourced.Source.KnownOn
            : Claim.Date.End.Value;
        return last < day ? last : day;
    }
}
