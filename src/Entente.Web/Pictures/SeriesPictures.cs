using System.Globalization;
using Entente.Articles;
using Entente.Record;
using NodaTime;

namespace Entente.Web.Pictures;

/// <summary>The acts of two sides in one stretch of time.</summary>
/// <param name="From">First day of the stretch.</param>
/// <param name="Words">Its name: 2014, 2014 Q2, April 2014.</param>
/// <param name="ForthMean">Mean score of the acts of the first towards the second; null when there are none.</param>
/// <param name="ForthCount">Their number.</param>
/// <param name="BackMean">Mean score the other way.</param>
/// <param name="BackCount">Their number.</param>
internal sealed record Stretch(LocalDate From, string Words, double? ForthMean, long ForthCount, double? BackMean, long BackCount);

/// <summary>How two sides treat each other over time, and by what kinds of acts.</summary>
internal static class SeriesPictures
{
    /// <summary>Sums counts up by month, quarter or year, as the days asked for are few or many.</summary>
    public static IReadOnlyList<Stretch> Stretches(IReadOnlyList<DyadCount> counts, LocalDate? from, LocalDate? to)
    {
        var within = counts.Where(c => !(c.Month.PlusMonths(1) <= from) && !(c.Month > to)).ToList();
        if (within.Count == 0)
            return [];
        var months = Period.Between(within.Min(c => c.Month), within.Max(c => c.Month), PeriodUnits.Months).Months;
        var size = months <= 24 ? 1 : months <= 84 ? 3 : 12;
        return [.. within.GroupBy(c => new LocalDate(c.Month.Year, (c.Month.Month - 1) / size * size + 1, 1)).OrderBy(g => g.Key).Select(g => new Stretch(
            g.Key,
            size == 12 ? g.Key.Year.ToString(CultureInfo.InvariantCulture) : size == 3 ? $"{g.Key.Year} Q{(g.Key.Month + 2) / 3}" : g.Key.ToString("MMM uuuu", CultureInfo.InvariantCulture),
            Mean(g.Where(c => c.Forth)), g.Where(c => c.Forth).Sum(c => c.Count), Mean(g.Where(c => !c.Forth)), g.Where(c => !c.Forth).Sum(c => c.Count)))];

        static double? Mean(IEnumerable<DyadCount> some) =>
            some.Sum(c => c.Count) is > 0 and var count ? some.Sum(c => PloverScale.Of(c.Type) * c.Count) / count : null;
    }

    public static Picture Intensity(string a, string b, IReadOnlyList<Stretch> stretches, double width = 1080)
    {
        const double left = 56, right = 200, top = 16, height = 260;
        var first = stretches[0].From;
        var last = stretches[^1].From;
        if (last == first)
            (first, last) = (first.PlusMonths(-6), last.PlusMonths(6));
        var axis = new TimeAxis(first, last, left + 12, width - right);
        double y(double score) => top + height * (10 - score) / 20;
        var picture = new Picture($"Intensity: {a} and {b}", $"Mean {PloverScale.Name} of acts of {a} towards {b} and of {b} towards {a}, {stretches[0].Words} to {stretches[^1].Words}.", width, top + height + 34);
        axis.Draw(picture, top, top + height);
        for (var score = -10; score <= 10; score += 5)
        {
            picture.Line(left, y(score), width - right, y(score), score == 0 ? "axis" : "rule");
            picture.Text(left - 8, y(score) + 4, score.ToString("+0;−0;0", CultureInfo.InvariantCulture), "small", Anchor.End);
        }
        var forth = stretches.Where(s => s.ForthMean is not null).Select(s => (X: axis.At(s.From), Y: y(s.ForthMean!.Value))).ToList();
        var back = stretches.Where(s => s.BackMean is not null).Select(s => (X: axis.At(s.From), Y: y(s.BackMean!.Value))).ToList();
        if (forth.Count > 1)
            picture.Way(forth, "forth");
        if (back.Count > 1)
            picture.Way(back, "back");
        foreach (var (x, at) in forth)
            picture.Circle(x, at, 4, "forth-dot");
        foreach (var (x, at) in back)
            picture.Box(x - 4, at - 4, 8, 8, "back-dot");
        // Names stand at the ends of their lines, apart from each other.
        var ends = new[] { (Line: forth, Words: $"{a} → {b}", Dot: "forth-dot"), (Line: back, Words: $"{b} → {a}", Dot: "back-dot") }.Where(e => e.Line.Count > 0).OrderBy(e => e.Line[^1].Y).ToList();
        var lowest = double.MinValue;
        foreach (var end in ends)
        {
            var at = Math.Max(end.Line[^1].Y, lowest + 20);
            lowest = at;
            if (end.Dot == "forth-dot")
                picture.Circle(width - right + 20, at, 4, end.Dot);
            else
                picture.Box(width - right + 16, at - 4, 8, 8, end.Dot);
            picture.Text(width - right + 32, at + 4, Show.Cut(end.Words, 26), "label");
        }
        return picture;
    }

    public static IReadOnlyList<(PloverType Type, long Forth, long Back)> Types(IReadOnlyList<DyadCount> counts, LocalDate? from, LocalDate? to) =>
        [.. counts.Where(c => !(c.Month.PlusMonths(1) <= from) && !(c.Month > to)).GroupBy(c => c.Type).OrderBy(g => g.Key)
            .Select(g => (g.Key, g.Where(c => c.Forth).Sum(c => c.Count), g.Where(c => !c.Forth).Sum(c => c.Count)))];

    public static Picture Counts(string a, string b, IReadOnlyList<(PloverType Type, long Forth, long Back)> types, double width = 1080)
    {
        const double left = 130, right = 90, row = 40;
        var most = Math.Max(1, types.Max(t => Math.Max(t.Forth, t.Back)));
        var picture = new Picture($"Acts by type: {a} and {b}", $"Number of acts of each type, {a} towards {b} and {b} towards {a}.", width, 34 + types.Count * row + 8);
        double length(long count) => (width - left - right) * count / most;
        picture.Box(left, 6, 14, 12, "forth-bar");
        picture.Text(left + 20, 16, Show.Cut($"{a} → {b}", 40), "label");
        picture.Box(left + 331, 7, 12, 10, "back-bar");
        picture.Text(left + 350, 16, Show.Cut($"{b} → {a}", 40), "label");
        foreach (var (i, (type, forth, back)) in types.Index())
        {
            var y = 34 + i * row;
            picture.Text(left - 12, y + 20, Show.Plain(type), "label", Anchor.End);
            if (forth > 0)
                picture.Box(left, y, Math.Max(2, length(forth)), 15, "forth-bar");
            picture.Text(left + length(forth) + 8, y + 12, Show.Count(forth), "small");
            if (back > 0)
                picture.Box(left + 1, y + 18, Math.Max(2, length(back) - 2), 13, "back-bar");
            picture.Text(left + length(back) + 8, y + 29, Show.Count(back), "small");
        }
        picture.Line(left, 28, left, 34 + types.Count * row, "axis");
        return picture;
    }

    /// <summary>One actor and those it acted with.</summary>
    public static Picture Ego(string self, IReadOnlyList<Partner> partners)
    {
        const double width = 760, height = 460, x = width / 2, y = height / 2;
        var picture = new Picture($"Whom {self} acts with", $"{self} and its {partners.Count} busiest partners; a wide line stands for many acts, a broken one for more conflict than cooperation.", width, height);
        var most = partners.Max(p => p.Acts);
        var places = partners.Select((p, i) => (Partner: p, Angle: 2 * Math.PI * i / partners.Count - Math.PI / 2)).Select(p => (p.Partner, X: x + 235 * Math.Cos(p.Angle), Y: y + 175 * Math.Sin(p.Angle))).ToList();
        foreach (var (partner, px, py) in places)
            picture.Line(x, y, px, py, (partner.Balance >= 0 ? "edge-good" : "edge-bad") + (partner.Acts * 3 >= most ? " wide" : ""));
        foreach (var (partner, px, py) in places)
        {
            var name = Show.Cut(Show.Actor(partner.Id), 20);
            picture.Circle(px, py, 8, "node");
            var anchor = px < x - 60 ? Anchor.End : px > x + 60 ? Anchor.Start : Anchor.Middle;
            var shift = anchor switch { Anchor.End => -14, Anchor.Start => 14, _ => 0 };
            var below = py > y;
            picture.Text(px + shift, anchor == Anchor.Middle ? py + (below ? 24 : -30) : py - 2, name, "strong", anchor);
            picture.Text(px + shift, anchor == Anchor.Middle ? py + (below ? 40 : -15) : py + 14, $"{Show.Counted(partner.Acts, "act")}, {Show.Score(partner.Balance)}", "small", anchor);
        }
        picture.Circle(x, y, 12, "node-self");
        picture.Box(x - 4 - self.Length * 4, y + 16, self.Length * 8 + 8, 20, "paper", 3);
        picture.Text(x, y + 31, self, "strong", Anchor.Middle);
        return picture;
    }
}
