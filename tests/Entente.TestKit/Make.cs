using System.Security.Cryptography;
using System.Text;
using Entente.Articles;
using NodaTime;
using NodaTime.Text;

namespace Entente.TestKit;

/// <summary>Articles and claims for tests, with every field that a test does not speak of filled in plainly.</summary>
public static class Make
{
    /// <summary>A day from <c>2014-04-01</c>.</summary>
    public static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).Value;

    /// <summary>An article.</summary>
    public static Article Article(string text, string? published = null, string? outlet = null, string? sourceId = null) => new()
    {
        Text = text,
        Published = published is null ? null : Day(published),
        Outlet = outlet,
        SourceId = sourceId,
        Language = "en",
    };

    /// <summary>A side of a claim, whose name and words are its id.</summary>
    public static Party Party(string id, string sector = "GOV") => new() { Id = id, Name = id, Sector = sector, Text = id, Start = 0, End = id.Length };

    /// <summary>A claim whose evidence is one sentence: the actors, the type in small letters, the recipients.</summary>
    /// <param name="type">PLOVER type.</param>
    /// <param name="actors">Ids of who acts, parted by spaces.</param>
    /// <param name="recipients">Ids of to whom, parted by spaces.</param>
    /// <param name="day">ISO day of the act; null for an unknown date.</param>
    /// <param name="article">Id of the article.</param>
    public static Claim Claim(PloverType type = PloverType.Consult, string actors = "FRA", string recipients = "DEU", string? day = "2020-05-04", string article = "a-0000000000000001")
    {
        var word = type.ToString().ToLowerInvariant();
        var sentence = $"{actors} {word} {recipients}.";
        var date = day is null ? ClaimDate.Unknown : ClaimDate.Of(DateRange.Day(Day(day)), day);
        return new Claim
        {
            Id = "c-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{article} {sentence} {day}")).AsSpan(0, 8)),
            Article = article,
            Type = type,
            Actors = [.. Ids(actors).Select(id => Party(id))],
            Recipients = [.. Ids(recipients).Select(id => Party(id))],
            Date = date,
            DateBasis = day is null ? DateBasis.None : DateBasis.Stated,
            Trigger = new Trigger(word, actors.Length + 1, actors.Length + 1 + word.Length),
            Evidence = new Evidence(0, sentence.Length, sentence, "", ""),
            Rule = "test",
            Confidence = 1,
            Coder = "test",
        };
    }

    private static string[] Ids(string ids) => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
