namespace Entente.Time;

/// <summary>Token classes that are read by counting rather than looked up: numbers, years, days of the month, hours.</summary>
internal sealed class NumberClasses(Lexicon lexicon)
{
    /// <summary>No number of news has more words and signs; keeps the time linear.</summary>
    private const int MostUnits = 20;

    private readonly IReadOnlyDictionary<int, Scalar> _ones = lexicon.Class("ones")!;
    private readonly IReadOnlyDictionary<int, Scalar> _teens = lexicon.Class("teens")!;
    private readonly IReadOnlyDictionary<int, Scalar> _tens = lexicon.Class("tens")!;
    private readonly IReadOnlyDictionary<int, Scalar> _scales = lexicon.Class("scales")!;
    private readonly IReadOnlyDictionary<int, Scalar> _ordinals = lexicon.Class("ordinal")!;
    private readonly int _hyphen = lexicon.Intern("-");
    private readonly int _comma = lexicon.Intern(",");
    private readonly int _dot = lexicon.Intern(".");
    private readonly int _slash = lexicon.Intern("/");
    private readonly int _and = lexicon.Intern("and");
    private readonly int _a = lexicon.Intern("a");
    private readonly int _half = lexicon.Intern("half");
    private readonly int _hundred = lexicon.Intern("hundred");
    private readonly int _thousand = lexicon.Intern("thousand");
    private readonly int _dollar = lexicon.Intern("$");
    private readonly int _euro = lexicon.Intern("€");
    private readonly int _pound = lexicon.Intern("£");
    private readonly int _percent = lexicon.Intern("%");
    private readonly HashSet<int> _ordinalTails = [lexicon.Intern("st"), lexicon.Intern("nd"), lexicon.Intern("rd"), lexicon.Intern("th")];

    /// <summary>Names of the classes.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal)
    {
        "number", "ordinalnumber", "day", "year", "yy", "hour", "minute", "int", "yyyy", "hhmm", "dd",
    };

    /// <summary>Number of units, from <paramref name="at"/> on, that the class takes; 0 for none.</summary>
    public int Match(string name, List<Unit> units, int at, out Scalar value)
    {
        switch (name)
        {
            case "number":
                return Number(units, at, out value);
            case "ordinalnumber":
                return Ordinal(units, at, out value);
            case "day":
                var length = Ordinal(units, at, out value);
                if (length == 0)
                    length = Digits(units, at, 1, 2, out value);
                return length > 0 && value.Number is >= 1 and <= 31 && !InsideNumber(units, at, length) ? length : 0;
            case "year":
                return Year(units, at, out value);
            case "yy":
                return Digits(units, at, 2, 2, out value) == 1 && !InsideNumber(units, at, 1) ? 1 : 0;
            case "hour":
                return Digits(units, at, 1, 2, out value) == 1 && value.Number <= 24 && !InsideNumber(units, at, 1) ? 1 : 0;
            case "minute":
                return Digits(units, at, 2, 2, out value) == 1 && value.Number <= 59 ? 1 : 0;
            case "dd":
                return Digits(units, at, 2, 2, out value);
            case "hhmm":
                return Digits(units, at, 4, 4, out value) == 1 && value.Int is var time && time / 100 <= 24 && time % 100 <= 59 ? 1 : 0;
            case "yyyy":
                return Digits(units, at, 4, 4, out value);
            default:
                return Digits(units, at, 1, 4, out value);
        }
    }

    private static int Digits(List<Unit> units, int at, int least, int most, out Scalar value)
    {
        value = default;
        if (at >= units.Count || units[at] is not { IsNumber: true } unit || unit.Length < least || unit.Length > most)
            return 0;
        value = new(unit.Number);
        return 1;
    }

    /// <summary>Whether the digits are a part of a longer number, a sum of money or a share.</summary>
    private bool InsideNumber(List<Unit> units, int at, int length)
    {
        if (at > 0)
        {
            var before = units[at - 1];
            if (before.Word == _dollar || before.Word == _euro || before.Word == _pound)
                return true;
            if (units[at].Glued && (before.Word == _dot || before.Word == _comma) && at > 1 && before.Glued && units[at - 2].IsNumber)
                return true;
        }
        if (at + length >= units.Count)
            return false;
        var after = units[at + length];
        if (after.Word == _percent)
            return true;
        return at + length + 1 < units.Count && units[at + length + 1] is { IsNumber: true, Glued: true } next
            && ((after.Word == _dot && after.Glued) || (after.Word == _comma && after.Glued && next.Length == 3));
    }

    private int Ordinal(List<Unit> units, int at, out Scalar value)
    {
        value = default;
        if (at >= units.Count)
            return 0;
        var unit = units[at];
        if (unit.IsNumber)
        {
            if (at + 1 == units.Count || !units[at + 1].Glued || !_ordinalTails.Contains(units[at + 1].Word))
                return 0;
            value = new(unit.Number);
            return 2;
        }
        if (_ordinals.TryGetValue(unit.Word, out value))
            return 1;
        if (!_tens.TryGetValue(unit.Word, out var tens))
            return 0;
        var next = at + 1 < units.Count && units[at + 1].Word == _hyphen ? at + 2 : at + 1;
        if (next >= units.Count || !_ordinals.TryGetValue(units[next].Word, out var ones) || ones.Number > 9)
            return 0;
        value = new(tens.Number + ones.Number);
        return next + 1 - at;
    }

    private int Year(List<Unit> units, int at, out Scalar value)
    {
        if (Digits(units, at, 4, 4, out value) == 1)
            return value.Number is >= 1000 and <= 2199 && !InsideNumber(units, at, 1) ? 1 : 0;
        if (at >= units.Count || units[at].Word == Lexicon.Unknown)
            return 0;
        // "nineteen ninety-seven", "twenty twenty-one"
        var first = Below100(units, at, out var century);
        if (first > 0 && century is >= 16 and <= 20 && Below100(units, at + first, out var rest) is > 0 and var second && rest >= 10
            && !_scales.ContainsKey(at + first + second < units.Count ? units[at + first + second].Word : Lexicon.Unknown))
        {
            value = new((100 * century) + rest);
            return first + second;
        }
        var length = Number(units, at, out value);
        return length > 1 && value.Number is >= 1900 and <= 2099 && at + 1 < units.Count && units[at + 1].Word == _thousand ? length : 0;
    }

    private int Below100(List<Unit> units, int at, out int value)
    {
        value = 0;
        if (at >= units.Count)
            return 0;
        var word = units[at].Word;
        if (_ones.TryGetValue(word, out var number) || _teens.TryGetValue(word, out number))
        {
            value = number.Int;
            return 1;
        }
        if (!_tens.TryGetValue(word, out number))
            return 0;
        value = number.Int;
        var next = at + 1 < units.Count && units[at + 1].Word == _hyphen ? at + 2 : at + 1;
        if (next >= units.Count || !_ones.TryGetValue(units[next].Word, out var ones))
            return 1;
        value += ones.Int;
        return next + 1 - at;
    }

    private int Number(List<Unit> units, int at, out Scalar value)
    {
        value = default;
        if (at >= units.Count)
            return 0;
        var i = at;
        double total;
        if (units[i].IsNumber)
        {
            total = units[i++].Number;
            while (i + 1 < units.Count && i - at < MostUnits && units[i].Word == _comma && units[i].Glued && units[i + 1] is { IsNumber: true, Glued: true, Length: 3 } group)
            {
                total = (total * 1000) + group.Number;
                i += 2;
            }
            if (i + 1 < units.Count && units[i].Word == _dot && units[i].Glued && units[i + 1] is { IsNumber: true, Glued: true } tail)
            {
                total += tail.Number / Math.Pow(10, tail.Length);
                i += 2;
            }
            else if (Fraction(units, i, out var part))
            {
                total += part;
                i += 3;
            }
            else if (i + 1 < units.Count && units[i].Word == _hyphen && Fraction(units, i + 1, out part))
            {
                total += part;
                i += 4;
            }
        }
        else
        {
            var length = Below100(units, i, out var below);
            if (length == 0)
            {
                if (units[i].Word != _a || i + 1 == units.Count || !_scales.ContainsKey(units[i + 1].Word))
                    return 0;
                (length, below) = (1, 1);
            }
            i += length;
            total = below;
        }
        var sum = 0.0;
        while (i < units.Count && i - at < MostUnits && _scales.TryGetValue(units[i].Word, out var scale))
        {
            total *= scale.Number;
            i++;
            var next = i < units.Count && units[i].Word == _and ? i + 1 : i;
            if (Below100(units, next, out var below) is > 0 and var length)
            {
                i = next + length;
                if (i < units.Count && units[i].Word == _hundred)
                    (sum, total) = (sum + total, below);
                else
                    total += below;
            }
        }
        total += sum;
        if (i + 2 < units.Count && units[i].Word == _and && units[i + 1].Word == _a && units[i + 2].Word == _half)
        {
            total += 0.5;
            i += 3;
        }
        else if (i + 6 < units.Count && units[i].Word == _hyphen && units[i + 1].Word == _and && units[i + 2].Word == _hyphen && units[i + 3].Word == _a
            && units[i + 4].Word == _hyphen && units[i + 5].Word == _half)
        {
            total += 0.5;
            i += 6;
        }
        value = new(total);
        return i - at;
    }

    private bool Fraction(List<Unit> units, int at, out double part)
    {
        part = 0;
        if (at + 2 >= units.Count || !units[at].IsNumber || units[at + 1].Word != _slash || units[at + 2] is not { Number: > 1 and < 10 } below)
            return false;
        part = (double)units[at].Number / below.Number;
        return part < 1;
    }
}
