using System.Globalization;
using Entente.Articles;
using NodaTime;
using NodaTime.Text;

namespace Entente.Time;

/// <summary>Where a date lies that its words leave open.</summary>
internal enum Direction
{
    /// <summary>Nothing is known: nearest.</summary>
    Open,

    /// <summary>Last one up to the day of reference.</summary>
    Past,

    /// <summary>First one from the day of reference on.</summary>
    Future,

    /// <summary>The verb is in the present tense: a weekday lies ahead ("he meets them on Monday"), a month may lie on either side.</summary>
    Present,
}

/// <summary>What the words lean on.</summary>
/// <param name="Today">The day of reference: publication or dateline; null when unknown.</param>
/// <param name="Told">The date told last, for "the next day"; null after a new paragraph.</param>
/// <param name="Quarter">The latest quarter told in the article: what "the quarter" and "a year ago" of business news mean.</param>
/// <param name="Direction">What tense and signals say.</param>
/// <param name="IsDayFirst">Whether numeric dates of the article have the day first.</param>
internal readonly record struct Reference(LocalDate? Today, Period? Told, Period? Quarter, Direction Direction, Lazy<bool> IsDayFirst);

/// <summary>Computes the values of rules. A call that cannot be worked out gives null, and the rule then finds nothing.</summary>
internal static class Algebra
{
    /// <summary>How far ahead a month without a cue of tense is still taken to be the coming one.</summary>
    private const int SoonDays = 62;

    /// <summary>How long ago a season that began in the year before may have ended to be still "this".</summary>
    private const int JustOverDays = 92;

    private readonly record struct Operand(Scalar Scalar, Meaning? Time = null);

    private sealed record Function(int Least, int Most, Func<Reference, Operand?[], Operand?> Compute);

    private static readonly Dictionary<string, Function> Functions = new(StringComparer.Ordinal)
    {
        // The calendar
        ["year"] = new(1, 1, (_, a) => Time(YearOf(Int(a[0])))),
        ["month"] = new(1, 2, (r, a) => Part(r, a, Grain.Month, Int(a[0]))),
        ["quarter"] = new(1, 2, (r, a) => Part(r, a, Grain.Quarter, Int(a[0]))),
        ["half"] = new(1, 2, (r, a) => Part(r, a, Grain.Half, Int(a[0]))),
        ["season"] = new(1, 2, (r, a) => Part(r, a, Grain.Season, Period.SeasonIndex(Name(a[0])))),
        ["day"] = new(2, 2, (_, a) => DayOfTime(a)),
        ["month_day"] = new(2, 2, DayOfYear),
        ["weekday"] = new(1, 2, (r, a) => Weekday(r, a)),
        ["date"] = new(3, 3, (_, a) => Time(DateOf(Int(a[0]), Int(a[1]), Int(a[2])))),
        ["numeric"] = new(3, 3, (r, a) => Numeric(r, Int(a[0]), Int(a[1]), Int(a[2]))),
        ["day_of_month"] = new(1, 1, (r, a) => DayOfMonth(r, Int(a[0]))),
        ["nth"] = new(3, 3, (_, a) => Nth(Int(a[0]), Unit(a[1]), a[2])),
        ["around"] = new(2, 2, (_, a) => a[1]!.Value.Time?.Period is { } p ? Time(Period.Of(Unit(a[0]), p.Start)) : null),
        ["bc"] = new(1, 1, (_, a) => Int(a[0]) is >= 1 and <= 9999 and var n ? Open($"BC{n:0000}") : null),
        ["century_bc"] = new(1, 1, (_, a) => Int(a[0]) is >= 1 and <= 99 and var n ? Open($"BC{n - 1:00}") : null),
        ["iso"] = new(1, 1, (_, a) => LocalDatePattern.Iso.Parse(Name(a[0])) is { Success: true, Value: var day } ? Time(Period.Of(Grain.Day, day)) : null),
        ["holiday"] = new(1, 2, (r, a) => Holiday(r, a)),
        ["decade"] = new(1, 1, (r, a) => Decade(r, Int(a[0]))),
        ["century"] = new(1, 1, (_, a) => Int(a[0]) is >= 2 and <= 30 and var n ? Time(new Period(Grain.Century, new((n - 1) * 100, 1, 1))) : null),
        ["same_century"] = new(2, 2, (_, a) => new Operand(new((Int(a[0]) / 100 * 100) + Int(a[1])))),
        ["two_digits"] = new(1, 1, (r, a) => new Operand(new(TwoDigits(r, Int(a[0]))))),
        // Against the day of reference, and against the date told last
        ["now"] = new(2, 2, (r, a) => Near(r.Today, Unit(a[0]), Int(a[1]))),
        ["ago"] = new(2, 2, (r, a) => Away(r.Today is { } d ? Period.Of(Grain.Day, d) : null, Unit(a[1]), -a[0]!.Value.Scalar.Number)),
        ["ahead"] = new(2, 2, (r, a) => Away(r.Today is { } d ? Period.Of(Grain.Day, d) : null, Unit(a[1]), a[0]!.Value.Scalar.Number)),
        ["then"] = new(2, 2, (r, a) => Then(r, Unit(a[0]), Int(a[1]))),
        ["told"] = new(0, 0, (r, _) => r.Told is { } told ? Time(told) : null),
        ["earlier"] = new(2, 2, (r, a) => Away(Base(r), Unit(a[1]), -a[0]!.Value.Scalar.Number)),
        ["later"] = new(2, 2, (r, a) => Away(Base(r), Unit(a[1]), a[0]!.Value.Scalar.Number)),
        ["shift"] = new(3, 3, (_, a) => a[0]!.Value.Time?.Period is { } p && Period.Shift(p.Start, Unit(a[2]), Int(a[1])) is { } d ? Time(Period.Of(p.Grain, d)) : null),
        ["year_ago"] = new(0, 0, (r, _) => r.Quarter is { } quarter ? Time(quarter.Shift(-4)) : Near(r.Today, Grain.Year, -1)),
        ["year_earlier"] = new(0, 0, (r, _) => r.Quarter is { } quarter ? Time(quarter.Shift(-4)) : Away(Base(r), Grain.Year, -1)),
        ["same_quarter"] = new(1, 1, (r, a) => Time(r.Quarter is { } q ? Period.In(Grain.Quarter, Int(a[0]), (q.Start.Month + 2) / 3) : YearOf(Int(a[0])))),
        ["last_quarter"] = new(0, 0, (r, _) => LastQuarter(r)),
        // Parts
        ["part"] = new(2, 2, (_, a) => OfDay(a[0], "T" + Name(a[1]))),
        ["hhmm"] = new(1, 1, (r, a) => Clock(r, [new Operand(new(Int(a[0]) / 100)), new Operand(new(Int(a[0]) % 100)), new Operand(new(-1))])),
        ["clock"] = new(3, 4, (r, a) => Clock(r, a)),
        ["so_far"] = new(1, 1, (r, a) => Cut(r, a[0], past: true)),
        ["to_come"] = new(1, 1, (r, a) => Cut(r, a[0], past: false)),
        ["first_day"] = new(1, 1, (_, a) => a[0]!.Value.Time?.Period is { } p ? Time(Period.Of(Grain.Day, p.Start)) : null),
        ["last_day"] = new(1, 1, (_, a) => a[0]!.Value.Time?.Period is { } p ? Time(Period.Of(Grain.Day, p.End)) : null),
        // Not on the calendar
        ["duration"] = new(2, 2, (_, a) => Length(a[0]!.Value.Scalar, Unit(a[1]))),
        ["every"] = new(1, 1, (_, a) => Every(a[0]!.Value.Scalar)),
        ["every_so_many"] = new(2, 2, (_, a) => Length(a[0]!.Value.Scalar, Unit(a[1])) is { Time: { } length } ? new Operand(default, length with { Type = TimexType.Set }) : null),
        ["every_weekday"] = new(1, 1, (_, a) => new Operand(default, new Meaning(TimexType.Set, $"XXXX-WXX-{Int(a[0])}"))),
        ["every_month"] = new(1, 1, (_, a) => new Operand(default, new Meaning(TimexType.Set, $"XXXX-{Int(a[0]):00}"))),
        ["length"] = new(1, 1, (_, a) => new Operand(default, new Meaning(TimexType.Duration, Name(a[0])))),
        ["set"] = new(1, 1, (_, a) => new Operand(default, new Meaning(TimexType.Set, Name(a[0])))),
        ["ref"] = new(1, 1, (_, a) => new Operand(default, new Meaning(TimexType.Date, Name(a[0])))),
        ["plus"] = new(2, 2, (_, a) => new Operand(new(a[0]!.Value.Scalar.Number + a[1]!.Value.Scalar.Number))),
        ["minus"] = new(1, 1, (_, a) => new Operand(new(-a[0]!.Value.Scalar.Number))),
    };

    /// <exception cref="InvalidDataException">The term calls what is not there, or with a wrong number of arguments.</exception>
    public static void Check(Expression expression, IReadOnlySet<string> captures)
    {
        foreach (var term in expression.Terms())
        {
            if (term is Expression.Capture capture && !captures.Contains(capture.Name))
                throw new InvalidDataException($"The pattern keeps no '{capture.Name}'.");
            if (term is not Expression.Call call)
                continue;
            if (!Functions.TryGetValue(call.Function, out var function))
                throw new InvalidDataException($"There is no function '{call.Function}'.");
            if (call.Arguments.Count < function.Least || call.Arguments.Count > function.Most)
                throw new InvalidDataException($"'{call.Function}' takes {function.Least} to {function.Most} arguments.");
        }
    }

    /// <summary>The meaning of a term, or null when these words and this reference give none.</summary>
    public static Meaning? Evaluate(Expression expression, IReadOnlyList<Capture> captures, Reference reference) =>
        Compute(expression, captures, reference)?.Time;

    private static Operand? Compute(Expression expression, IReadOnlyList<Capture> captures, Reference reference)
    {
        switch (expression)
        {
            case Expression.Number number:
                return new(new(number.Value));
            case Expression.Symbol symbol:
                return new(new(0, symbol.Name));
            case Expression.Capture capture:
                foreach (var kept in captures)
                    if (kept.Name == capture.Name)
                        return new(kept.Value);
                return new(new(1)); // "[a] year": one
            default:
                var call = (Expression.Call)expression;
                var arguments = new Operand?[call.Arguments.Count];
                for (var i = 0; i < arguments.Length; i++)
                    if ((arguments[i] = Compute(call.Arguments[i], captures, reference)) is null)
                        return null;
                return Functions[call.Function].Compute(reference, arguments);
        }
    }

    private static int Int(Operand? operand) => operand!.Value.Scalar.Int;

    private static string Name(Operand? operand) => operand!.Value.Scalar.Symbol ?? "";

    private static Grain Unit(Operand? operand) => Enum.TryParse<Grain>(Name(operand), out var grain) ? grain : Grain.Day;

    private static Operand? Time(Period? period) => period is { } p ? new(default, Meaning.Of(p)) : null;

    private static Operand Open(string value) => new(default, Meaning.Open(value));

    private static Period? YearOf(int year) => year is >= 1 and < 9900 ? new(Grain.Year, new(year, 1, 1)) : null;

    private static Period? DateOf(int year, int month, int day) =>
        year is >= 1 and < 9900 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? new(Grain.Day, new(year, month, day))
            : null;

    private static Period? Base(Reference reference) => reference.Told ?? (reference.Today is { } day ? Period.Of(Grain.Day, day) : null);

    /// <summary>1969 to 2068 around a reference of 2019: the two digits mean the year nearest to it.</summary>
    private static int TwoDigits(Reference reference, int digits)
    {
        var year = reference.Today?.Year ?? 2000;
        var century = year / 100 * 100;
        return new[] { century - 100 + digits, century + digits, century + 100 + digits }
            .MinBy(y => y > year + 20 ? int.MaxValue : Math.Abs(y - year));
    }

    private static Operand? Decade(Reference reference, int year)
    {
        if (year < 100)
        {
            // "the sixties": the last such decade that has begun.
            var today = reference.Today?.Year ?? 2000;
            year += today / 100 * 100;
            if (year > today)
                year -= 100;
        }
        return year is >= 10 and < 9900 ? Time(new Period(Grain.Decade, new(year / 10 * 10, 1, 1))) : null;
    }

    /// <summary>A numbered part of the year: of a given year, or the one that direction and reference choose.</summary>
    private static Operand? Part(Reference reference, Operand?[] arguments, Grain grain, int index)
    {
        if (Period.In(grain, 2000, index) is not { } sample)
            return null;
        if (arguments.Length == 2 && arguments[1]!.Value.Time is { } whole)
            return whole.Period is { } year ? Time(Period.In(grain, year.Start.Year, index)) : Open("XXXX" + sample.Value[4..]);
        if (reference.Today is not { } today)
            return Open("XXXX" + sample.Value[4..]);
        var how = Choice(arguments, reference);
        // Quarters and halves in the news are those that have begun, whatever the tense: "expects to report a third-quarter loss".
        if (how == "FUTURE" && grain is Grain.Quarter or Grain.Half)
            how = "PAST";
        if (how is "OPEN" or "PRESENT")
        {
            // Most bare months of news have begun; one just ahead is meant as such: "the March accession" in February.
            var next = grain == Grain.Month ? Choose(year => Period.In(grain, year, index), today, Period.Of(grain, today), "NEXT") : null;
            how = next is { } ahead && NodaTime.Period.DaysBetween(today, ahead.Start) <= SoonDays ? "NEXT" : "PAST";
        }
        return Time(Choose(year => Period.In(grain, year, index), today, Period.Of(grain, today), how));
    }

    private static string Choice(Operand?[] arguments, Reference reference) =>
        arguments.Length > 1 && arguments[^1]!.Value.Scalar.Symbol is { } symbol
            ? symbol
            : reference.Direction switch { Direction.Past => "PAST", Direction.Future => "FUTURE", Direction.Present => "PRESENT", _ => "OPEN" };

    /// <summary>Chooses among the periods that <paramref name="at"/> gives for the years around the reference.</summary>
    private static Period? Choose(Func<int, Period?> at, LocalDate today, Period current, string how)
    {
        var candidates = new List<Period>();
        for (var year = today.Year - 8; year <= today.Year + 8; year++)
            if (at(year) is { } candidate)
                candidates.Add(candidate);
        Period? Last(Func<Period, bool> fits) => candidates.Where(fits).Select(p => (Period?)p).LastOrDefault();
        Period? First(Func<Period, bool> fits) => candidates.Where(fits).Select(p => (Period?)p).FirstOrDefault();
        return how switch
        {
            "PAST" => Last(p => p.Start <= current.Start),
            "FUTURE" => First(p => p.Start >= current.Start),
            "LAST" => Last(p => p.Start < current.Start),
            "NEXT" => First(p => p.Start > current.Start),
            // "this winter" in March is the one just over.
            "THIS" => First(p => p.Start <= today && p.End >= today)
                ?? First(p => p.Start.Year < today.Year && p.End < today && NodaTime.Period.DaysBetween(p.End, today) < JustOverDays)
                ?? First(p => p.Start.Year == today.Year) ?? First(p => p.Start >= current.Start),
            _ => candidates.Count == 0
                ? null
                : candidates.MinBy(p => Math.Abs(NodaTime.Period.DaysBetween(current.Start, p.Start))),
        };
    }

    /// <summary>A day of a month that is given.</summary>
    private static Operand? DayOfTime(Operand?[] arguments)
    {
        if (arguments[1]!.Value.Time is not { } time)
            return null;
        if (time.Period is { } month)
            return Time(DateOf(month.Start.Year, month.Start.Month, Int(arguments[0])));
        return time.Value.Length == 7 ? Open($"{time.Value}-{Int(arguments[0]):00}") : null;
    }

    /// <summary>Month and day without a year: the nearest such day, in the direction of the tense when that is far from clear.</summary>
    private static Operand? DayOfYear(Reference reference, Operand?[] arguments)
    {
        var (month, day) = (Int(arguments[0]), Int(arguments[1]));
        if (DateOf(2000, month, day) is null)
            return null;
        if (reference.Told is { Grain: > Grain.Quarter } year && year.Grain == Grain.Year && reference.Today is { } now && year.Start.Year < now.Year)
            return Time(DateOf(year.Start.Year, month, day));
        if (reference.Today is not { } today)
            return Open($"XXXX-{month:00}-{day:00}");
        var how = Choice(arguments, reference);
        var nearest = Choose(y => DateOf(y, month, day), today, Period.Of(Grain.Day, today), "OPEN");
        if (how is "PAST" or "FUTURE" && nearest is { } near && Math.Abs(NodaTime.Period.DaysBetween(today, near.Start)) < 120)
            return Time(near);
        return Time(Choose(y => DateOf(y, month, day), today, Period.Of(Grain.Day, today), how));
    }

    /// <summary>A date all in digits, in the order that the article uses unless only the other makes a date.</summary>
    private static Operand? Numeric(Reference reference, int first, int second, int year)
    {
        if (DateOf(year, first, second) is not { } monthFirst)
            return Time(DateOf(year, second, first));
        if (DateOf(year, second, first) is not { } dayFirst || monthFirst == dayFirst)
            return Time(monthFirst);
        var (read, other) = reference.IsDayFirst.Value ? (dayFirst, monthFirst) : (monthFirst, dayFirst);
        return new(default, Meaning.Of(read) with { Other = other.Value });
    }

    /// <summary>"the 15th": of the month told last, else the nearest in the direction of the tense.</summary>
    private static Operand? DayOfMonth(Reference reference, int day)
    {
        if (reference.Told is { Grain: <= Grain.Month } told)
            return Time(DateOf(told.Start.Year, told.Start.Month, day));
        if (reference.Today is not { } today)
            return Open($"XXXX-XX-{day:00}");
        var months = reference.Direction is Direction.Future or Direction.Present
            ? day >= today.Day ? 0 : 1
            : day <= today.Day ? 0 : -1;
        var month = today.PlusMonths(months);
        return Time(DateOf(month.Year, month.Month, day));
    }

    /// <summary>The first, second … or last (−1) unit of a stretch: "the second week of May", "the third year of the Korean War".</summary>
    private static Operand? Nth(int count, Grain unit, Operand? whole)
    {
        if (whole!.Value.Time?.Period is not { } period)
            return null;
        if (count < 0)
            return Time(Period.Of(unit, period.End));
        return Period.Shift(period.Start, unit, count - 1) is { } day ? Time(Period.Of(unit, day)) : null;
    }

    private static Operand? Weekday(Reference reference, Operand?[] arguments)
    {
        var weekday = (IsoDayOfWeek)Int(arguments[0]);
        if (arguments.Length == 2 && arguments[1]!.Value.Time is { } week)
            return week.Period is { } p ? Time(Period.Of(Grain.Day, Period.Of(Grain.Week, p.Start).Start.PlusDays((int)weekday - 1))) : Open($"XXXX-WXX-{(int)weekday}");
        if (reference.Today is not { } today)
            return Open($"XXXX-WXX-{(int)weekday}");
        var back = (((int)today.DayOfWeek - (int)weekday) + 7) % 7;
        var ahead = (7 - back) % 7;
        var day = Choice(arguments, reference) switch
        {
            "FUTURE" or "PRESENT" => today.PlusDays(ahead),
            "LAST" => today.PlusDays(back == 0 ? -7 : -back),
            "NEXT" => today.PlusDays(ahead == 0 ? 7 : ahead),
            "THIS" => reference.Direction == Direction.Past ? today.PlusDays(-back) : today.PlusDays(ahead),
            "TOLD" when reference.Told is { } told => Before(told.Start, weekday),
            _ => today.PlusDays(-back),
        };
        return Time(Period.Of(Grain.Day, day));
    }

    private static LocalDate Before(LocalDate day, IsoDayOfWeek weekday) => day.Previous(weekday);

    private static Operand? Holiday(Reference reference, Operand?[] arguments)
    {
        var rule = Name(arguments[0]);
        Period? At(int year) => Holidays.In(rule, year) is { } day ? Period.Of(Grain.Day, day) : null;
        if (arguments.Length == 2 && arguments[1]!.Value.Time is { } whole)
            return whole.Period is { } year ? Time(At(year.Start.Year)) : null;
        return reference.Today is { } today
            ? Time(Choose(At, today, Period.Of(Grain.Day, today), Choice(arguments, reference)))
            : Open(Holidays.IsFixed(rule) ? $"XXXX-{rule}" : "XXXX-XX-XX");
    }

    private static Operand? Near(LocalDate? today, Grain unit, int count)
    {
        if (today is { } day)
            return Time(Period.Of(unit, day).Shift(count));
        return Open(unit switch
        {
            Grain.Year => "XXXX",
            Grain.Decade => "XXX",
            Grain.Century => "XX",
            Grain.Month => "XXXX-XX",
            Grain.Quarter => "XXXX-QX",
            Grain.Week or Grain.Fortnight => "XXXX-WXX",
            Grain.Weekend => "XXXX-WXX-WE",
            _ => "XXXX-XX-XX",
        });
    }

    private static Operand? Then(Reference reference, Grain unit, int count) =>
        reference.Told is { } told && told.Grain <= unit
            ? Time(Period.Of(unit, told.Start).Shift(count))
            : reference.Told is { } coarse && count != 0 && coarse.Grain > unit ? null : Near(reference.Today, unit, count);

    /// <summary>So many units away from a period, at the grain of the unit; beside a quarter, years away is that quarter of another year.</summary>
    private static Operand? Away(Period? from, Grain unit, double count)
    {
        if (from is not { } start)
            return Near(null, unit, 0);
        if (unit < Grain.Day)
            return Time(start);
        var (whole, half) = (Math.Truncate(count), count != Math.Truncate(count));
        if (half && unit >= Grain.Year)
            return Period.Shift(start.Start, Grain.Month, (long)Math.Round(count * (unit == Grain.Year ? 12 : unit == Grain.Decade ? 120 : 1200))) is { } month
                ? Time(Period.Of(unit == Grain.Year ? Grain.Month : Grain.Year, month))
                : null;
        if (Period.Shift(start.Start, unit, (long)whole) is not { } day)
            return null;
        return Time(Period.Of(
            unit switch
            {
                Grain.Decade or Grain.Century => Grain.Year,
                Grain.Year when start.Grain == Grain.Quarter => Grain.Quarter,
                _ => unit,
            },
            day));
    }

    /// <summary>The last quarter that is over.</summary>
    private static Operand? LastQuarter(Reference reference) =>
        reference.Quarter is { } told ? Time(told) : Near(reference.Today, Grain.Quarter, -1);

    private static Operand? OfDay(Operand? day, string time)
    {
        if (day?.Time is not { } meaning)
            return null;
        if (meaning.Period is { Grain: <= Grain.Day } period)
            return Time(period with { TimeOfDay = time });
        return meaning.Period is null && meaning.Type == TimexType.Date ? new(default, new Meaning(TimexType.Time, meaning.Value + time)) : null;
    }

    /// <summary>clock(hour, minute, 0 or 12 for before or after noon and −1 for neither, day)</summary>
    private static Operand? Clock(Reference reference, Operand?[] arguments)
    {
        var (hour, minute, half) = (Int(arguments[0]), Int(arguments[1]), Int(arguments[2]));
        if (half >= 0)
        {
            if (hour is < 1 or > 12)
                return null;
            hour = (hour % 12) + half;
        }
        if (hour > 24 || minute > 59)
            return null;
        var time = $"T{hour:00}:{minute:00}";
        return OfDay(arguments.Length == 4 ? arguments[3] : reference.Told is { Grain: Grain.Day } day ? Time(day) : Near(reference.Today, Grain.Day, 0), time);
    }

    private static Operand? Cut(Reference reference, Operand? whole, bool past)
    {
        if (whole?.Time is not { } meaning)
            return null;
        if (reference.Today is not { } today || meaning.Period is not { } period || today < period.Start || today > period.End)
            return whole;
        return new(default, meaning with { Range = past ? new(period.Start, today, period.Precision) : new(today, period.End, period.Precision) });
    }

    private static Operand? Length(Scalar count, Grain unit)
    {
        var (letter, time, factor) = unit switch
        {
            Grain.Second => ("S", "T", 1),
            Grain.Minute => ("M", "T", 1),
            Grain.Hour => ("H", "T", 1),
            Grain.Week => ("W", "", 1),
            Grain.Fortnight => ("W", "", 2),
            Grain.Weekend => ("WE", "", 1),
            Grain.Month => ("M", "", 1),
            Grain.Quarter => ("M", "", 3),
            Grain.Year => ("Y", "", 1),
            Grain.Decade => ("Y", "", 10),
            Grain.Century => ("Y", "", 100),
            _ => ("D", "", 1),
        };
        if (count.Symbol is not null)
        {
            letter = unit switch { Grain.Decade => "DE", Grain.Century => "CE", Grain.Quarter => "Q", _ => letter };
            return new(default, new Meaning(TimexType.Duration, $"P{time}X{letter}"));
        }
        var total = count.Number * factor;
        var whole = Math.Truncate(total);
        var rest = total - whole;
        var value = (rest > 0, unit) switch
        {
            (true, Grain.Year) => (whole > 0 ? $"P{whole:0}Y" : "P") + $"{Math.Round(rest * 12):0}M",
            (true, Grain.Hour) => (whole > 0 ? $"PT{whole:0}H" : "PT") + $"{Math.Round(rest * 60):0}M",
            (true, Grain.Minute) => (whole > 0 ? $"PT{whole:0}M" : "PT") + $"{Math.Round(rest * 60):0}S",
            _ => $"P{time}{total.ToString("0.##", CultureInfo.InvariantCulture)}{letter}",
        };
        return new(default, new Meaning(TimexType.Duration, value));
    }

    private static Operand? Every(Scalar what) => new(default, new Meaning(TimexType.Set, what.Symbol switch
    {
        "SP" or "SU" or "FA" or "WI" => $"XXXX-{what.Symbol}",
        "MO" or "AF" or "EV" or "NI" => $"XXXX-XX-XXT{what.Symbol}",
        { } name when Enum.TryParse<Grain>(name, out var unit) => Length(new(1), unit)!.Value.Time!.Value,
        _ => "P1D",
    }));
}
