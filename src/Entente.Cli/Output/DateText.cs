using Entente.Articles;
using NodaTime;

namespace Entente.Cli.Output;

/// <summary>Dates for eyes, as exact as they are known: 2014-04-01, 2014-04, 2014, 2009-03/2009-05, 2014-04/…, unknown.</summary>
internal static class DateText
{
    public static string Of(DateRange range)
    {
        if (range.IsUnknown)
            return "unknown";
        var start = range.Start is { } s ? Part(s, range.Precision) : "…";
        var end = range.End is { } e ? Part(e, range.Precision) : "…";
        return start == end ? start : $"{start}/{end}";
    }

    private static string Part(LocalDate day, Precision precision) => precision switch
    {
        Precision.Day or Precision.Week => Of(day),
        Precision.Month or Precision.Quarter or Precision.Season or Precision.Half => day.ToString("uuuu-MM", null),
        _ => day.ToString("uuuu", null),
    };

    public static string Of(LocalDate? day) => day?.ToString("uuuu-MM-dd", null) ?? "";
}
