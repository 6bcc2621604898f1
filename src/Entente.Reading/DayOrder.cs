using System.Text.RegularExpressions;
using NodaTime;

namespace Entente.Reading;

/// <summary>Tells by an article's own words whether it writes the month of a day in numbers first: 3/5/2024 for 5 March.</summary>
internal static class DayOrder
{
    /// <summary>News tells of days so far before its own.</summary>
    private const int NearDays = 7;

    private const int Looked = 20_000;
    private static readonly Lexicon Words = ReadingData.Yaml<Lexicon>("Data/en/day-order.yaml");
    private static readonly Regex Letters = new(@"per cent|\p{L}+", RegexOptions.NonBacktracking);
    private static readonly Regex Weekday = new(@"\b(?<w>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur)?(?:day)?\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex Site = new(@"[\w-]\.(?:com?|org|net|gov|ac)\.(?<c>[a-z]{2})\b|\bwww(?:\.[\w-]+)+\.(?<c>[a-z]{2})\b|\.(?<us>gov|mil)\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>Whether the month stands first; null when nothing in the text tells.</summary>
    /// <remarks>In this order: days in numbers of which one is over 12; the weekday beside a day; days in words shortly before it; the country of a web address; spelling and time zones.</remarks>
    public static bool? ToldBy(string text)
    {
        text = text[..Math.Min(text.Length, Looked)];
        return PublicationDates.OrderIn(text) ?? ByDays(text) ?? BySite(text) ?? BySpelling(text);
    }

    /// <summary>By what goes with only one of the two days that a day in numbers may be.</summary>
    private static bool? ByDays(string text)
    {
        var mentioned = PublicationDates.MonthDays(text).ToList();
        var (byWeekday, byMention) = (0, 0);
        foreach (var line in text.Split('\n'))
            foreach (var (year, first, second) in PublicationDates.InNumbers(line))
            {
                if (first == second || PublicationDates.Day(year, first, second) is not { } monthFirst || PublicationDates.Day(year, second, first) is not { } dayFirst)
                    continue;
                foreach (Match match in Weekday.Matches(line))
                    byWeekday += Fits(monthFirst, match) - Fits(dayFirst, match);
                byMention += mentioned.Count(m => IsNear(monthFirst, m)) - mentioned.Count(m => IsNear(dayFirst, m));
            }
        return byWeekday != 0 ? byWeekday > 0 : byMention != 0 ? byMention > 0 : null;

        static int Fits(LocalDate day, Match match) => Weekdays[(int)day.DayOfWeek - 1].Equals(match.Groups["w"].Value, StringComparison.OrdinalIgnoreCase) ? 1 : 0;

        static bool IsNear(LocalDate day, (int Month, int Day) mention) =>
            PublicationDates.Day(day.Year, mention.Month, mention.Day) is { } other && Period.DaysBetween(other, day) is >= 0 and <= NearDays;
    }

    private static bool? BySite(string text)
    {
        var (monthFirst, dayFirst) = (0, 0);
        foreach (Match match in Site.Matches(text))
            if (match.Groups["us"].Success || HtmlWords.MonthFirstCountries.Contains(match.Groups["c"].Value.ToLowerInvariant()))
                monthFirst++;
            else
                dayFirst++;
        return monthFirst == dayFirst ? null : monthFirst > dayFirst;
    }

    private static bool? BySpelling(string text)
    {
        var words = Letters.Matches(text).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        var (monthFirst, dayFirst) = (Count(Words.MonthFirst), Count(Words.DayFirst));
        return monthFirst == dayFirst ? null : monthFirst > dayFirst;

        int Count(Signs signs) => signs.Spelling.Concat(signs.Zones).Count(words.Contains);
    }

    private sealed class Lexicon
    {
        public Signs MonthFirst { get; init; } = new();

        public Signs DayFirst { get; init; } = new();
    }

    private sealed class Signs
    {
        public List<string> Spelling { get; init; } = [];

        public List<string> Zones { get; init; } = [];
    }
}
