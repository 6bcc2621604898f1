using System.Globalization;
using NodaTime;

namespace Entente.Web.Pictures;

/// <summary>Days laid out from left to right.</summary>
internal sealed class TimeAxis(LocalDate first, LocalDate last, double left, double right)
{
    private readonly int _days = Math.Max(1, Period.DaysBetween(first, last));

    public double At(LocalDate day) => left + (right - left) * Math.Clamp((double)Period.DaysBetween(first, day) / _days, 0, 1);

    public bool Holds(LocalDate day) => day >= first && day <= last;

    /// <summary>Days to write on the axis: years, or months where the years are few.</summary>
    public IEnumerable<(LocalDate Day, string Words)> Ticks()
    {
        var years = _days / 365.25;
        if (years <= 2.2)
        {
            var step = years <= 0.6 ? 1 : years <= 1.2 ? 2 : 4;
            for (var day = new LocalDate(first.Year, first.Month, 1); day <= last; day = day.PlusMonths(step))
                if (day >= first)
                    yield return (day, day.ToString("MMM uuuu", CultureInfo.InvariantCulture));
            yield break;
        }
        var every = years <= 13 ? 1 : years <= 30 ? 2 : years <= 60 ? 5 : years <= 130 ? 10 : 50;
        for (var year = first.Year - first.Year % every; year <= last.Year; year += every)
            if (new LocalDate(year, 1, 1) is var day && day >= first)
                yield return (day, year.ToString(CultureInfo.InvariantCulture));
    }

    public void Draw(Picture picture, double top, double bottom)
    {
        foreach (var (day, words) in Ticks())
        {
            var x = At(day);
            picture.Line(x, top, x, bottom, "rule");
            picture.Text(x, bottom + 17, words, "small", Anchor.Middle);
        }
    }
}
