using System.Globalization;
using System.Text;
using Entente.Actors;
using Entente.Articles;
using Entente.Record;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Entente.Web;

/// <summary>What an address asks for. The same words in every address; what is left out does not limit.</summary>
internal sealed record Question
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    private const int MostPages = 2000;
    private const int LongestWord = 200;

    public string Path { get; init; } = "/";

    /// <summary>What the address itself names: sides, an id.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    public IReadOnlyList<string> Actors { get; init; } = [];

    public PloverType? Type { get; init; }

    public Reality? Reality { get; init; }

    public Step? Step { get; init; }

    public string? Arrangement { get; init; }

    public string? Country { get; init; }

    public string? Outlet { get; init; }

    public string? Text { get; init; }

    public LocalDate? From { get; init; }

    public LocalDate? To { get; init; }

    public LocalDate? AsOf { get; init; }

    public LocalDate? KnownBy { get; init; }

    public bool Disputed { get; init; }

    public int Page { get; init; } = 1;

    /// <summary>Which of a page's tables a CSV file holds.</summary>
    public string? Table { get; init; }

    public ClaimFilter Filter => new()
    {
        Actors = Actors,
        Type = Type,
        Reality = Reality,
        Step = Step,
        Arrangement = Arrangement,
        Country = Country,
        Outlet = Outlet,
        Text = Text,
        From = From,
        To = To,
        KnownBy = KnownBy,
        DisputedOnly = Disputed,
    };

    public Paging Paging => new((Page - 1) * PageSize, PageSize, NewestFirst: true);

    /// <summary>Whether nothing limits it but the days.</summary>
    public bool IsOpen => Filter with { From = null, To = null, KnownBy = null } == ClaimFilter.All with { Actors = Filter.Actors } && Actors.Count == 0;

    /// <summary>Reads the query of a request.</summary>
    /// <exception cref="Problem">A value is none.</exception>
    public static Question Of(string path, IQueryCollection query)
    {
        string? word(string name)
        {
            var value = query[name].ToString().Trim();
            if (query[name].Count > 1)
                throw Problem.BadQuestion($"'{name}' stands {query[name].Count} times in the address; once is enough.");
            return value.Length > LongestWord ? throw Problem.BadQuestion($"'{name}' is longer than {LongestWord} letters.") : value.Length == 0 ? null : value;
        }
        var from = Day("from");
        var to = Day("to");
        if (from > to)
            throw Problem.BadQuestion("'from' is later than 'to'.");
        return new()
        {
            Path = path,
            Actors = [.. query["actor"].Where(a => !string.IsNullOrWhiteSpace(a)).Select(a => a!.Trim()).Distinct(StringComparer.Ordinal).Take(4)],
            Type = Word<PloverType>("type"),
            Reality = Word<Reality>("reality"),
            Step = Word<Step>("step"),
            Arrangement = word("arrangement"),
            Country = word("country"),
            Outlet = word("outlet"),
            Text = word("q"),
            From = from,
            To = to,
            AsOf = Day("as_of"),
            KnownBy = Day("known_by"),
            Disputed = word("disputed") switch { null or "false" => false, "true" => true, _ => throw Problem.BadQuestion("'disputed' is true or false.") },
            Page = word("page") is not { } page ? 1
                : int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostPages ? number
                : throw Problem.BadQuestion($"'page' is a number from 1 to {MostPages}."),
            Table = word("table"),
        };

        LocalDate? Day(string name) => word(name) is not { } text ? null
            : LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: >= 1 and <= 9999 } day } ? day
            : throw Problem.BadQuestion($"'{text}' is no day for '{name}'; write one that is in the calendar as 2014-04-01.");

        T? Word<T>(string name) where T : struct, Enum =>
            word(name) is not { } text ? null
            : Enum.GetValues<T>().Where(v => Show.Word(v).Equals(text, StringComparison.OrdinalIgnoreCase)).Select(v => (T?)v).FirstOrDefault()
            ?? throw Problem.BadQuestion($"'{text}' is none for '{name}': {string.Join(", ", Enum.GetValues<T>().Select(v => Show.Word(v)))}.");
    }

    /// <summary>The address of this question.</summary>
    /// <param name="path">Another page that is asked the same; null for its own.</param>
    /// <param name="form">"json", "csv", "zip", "svg" or "png"; null for the page.</param>
    public string Address(string? path = null, string? form = null)
    {
        var address = new StringBuilder(path ?? Path);
        if (form is not null)
            address.Append(address.Length == 1 ? "index" : "").Append('.').Append(form);
        var mark = '?';
        void Add(string name, string? value)
        {
            if (string.IsNullOrEmpty(value))
                return;
            address.Append(mark).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            mark = '&';
        }
        foreach (var actor in Actors)
            Add("actor", actor);
        Add("q", Text);
        Add("type", Type is { } type ? Show.Word(type) : null);
        Add("reality", Reality is { } reality ? Show.Word(reality) : null);
        Add("step", Step is { } step ? Show.Word(step) : null);
        Add("arrangement", Arrangement);
        Add("country", Country);
        Add("outlet", Outlet);
        Add("from", Show.Day(From));
        Add("to", Show.Day(To));
        Add("as_of", Show.Day(AsOf));
        Add("known_by", Show.Day(KnownBy));
        Add("disputed", Disputed ? "true" : null);
        Add("table", Table);
        Add("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null);
        return address.ToString();
    }

    /// <summary>The id of whom a word in an address means: an actor that is known by that id or name, else the word itself, which may be an id of the record's own.</summary>
    public static string ActorId(string word, LocalDate? day = null)
    {
        if (string.IsNullOrWhiteSpace(word) || word.Length > LongestWord)
            throw Problem.NotFound("actor_unknown", "There is no actor of that name.");
        return KnowledgeBase.English.FindActors(word.Trim(), day) is [var actor, ..] ? actor.Id : word.Trim();
    }
}
