using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;
using YamlDotNet.Serialization;

namespace Entente.Actors;

#pragma warning disable CA1812 // made by the YAML reader

/// <summary>A row of <c>states.yaml</c>, <c>organisations.yaml</c> or <c>groups.yaml</c>.</summary>
internal sealed class ActorRow : ILinedRow
{
    [YamlIgnore, JsonIgnore]
    public int Line { get; set; }

    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string[] Names { get; set; } = [];

    public string[] Adjectives { get; set; } = [];

    public string[] Demonyms { get; set; } = [];

    public string[] Capitals { get; set; } = [];

    public Dictionary<string, string[]> Bodies { get; set; } = [];

    public string[] Organs { get; set; } = [];

    public string[] Short { get; set; } = [];

    public string[] Kinds { get; set; } = [];

    public string[] Members { get; set; } = [];

    public string? Home { get; set; }

    public string? Sector { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }

    public string? Source { get; set; }

    public int Cow { get; set; }

    public int Gw { get; set; }

    public string[] Predecessors { get; set; } = [];

    public string[] Successors { get; set; } = [];

    public string? ClaimedBy { get; set; }

    /// <summary>Names that a user gave.</summary>
    [YamlIgnore, JsonIgnore]
    public IReadOnlyCollection<string> Own { get; set; } = [];

    /// <summary>Takes what a user's row of the same id says: its words replace ours, its names come before ours.</summary>
    public void TakeOver(ActorRow row)
    {
        Own = [.. Own, row.Name, .. row.Names, .. row.Adjectives, .. row.Demonyms, .. row.Capitals, .. row.Organs, .. row.Bodies.Values.SelectMany(b => b)];
        if (row.Name != "")
            (Name, Names) = (row.Name, [Name, .. Names]);
        Names = [.. row.Names, .. Names];
        Adjectives = [.. row.Adjectives, .. Adjectives];
        Demonyms = [.. row.Demonyms, .. Demonyms];
        Capitals = [.. row.Capitals, .. Capitals];
        Organs = [.. row.Organs, .. Organs];
        Short = [.. row.Short, .. Short];
        Kinds = [.. row.Kinds, .. Kinds];
        foreach (var (sector, names) in row.Bodies)
            Bodies[sector] = [.. names, .. Bodies.GetValueOrDefault(sector, [])];
        if (row.Members.Length > 0)
            Members = row.Members;
        Home = row.Home ?? Home;
        Sector = row.Sector ?? Sector;
        From = row.From ?? From;
        To = row.To ?? To;
        Source = row.Source ?? "the user";
        ClaimedBy = row.ClaimedBy ?? ClaimedBy;
        if (row.Cow != 0)
            Cow = row.Cow;
        if (row.Gw != 0)
            Gw = row.Gw;
        if (row.Predecessors.Length > 0)
            Predecessors = row.Predecessors;
        if (row.Successors.Length > 0)
            Successors = row.Successors;
    }
}

/// <summary>A row of <c>officeholders.yaml</c>.</summary>
internal sealed class HoldersRow : ILinedRow
{
    [YamlIgnore, JsonIgnore]
    public int Line { get; set; }

    public string Body { get; set; } = "";

    public string Office { get; set; } = "";

    public string Sector { get; set; } = "";

    public string Source { get; set; } = "";

    public string[] Holders { get; set; } = [];
}

/// <summary><c>places.yaml</c>.</summary>
internal sealed class PlacesFile
{
    public Dictionary<string, string[]> Places { get; set; } = [];

    public string[] Outlets { get; set; } = [];
}

/// <summary>A row of <c>arrangements.yaml</c>.</summary>
internal sealed class ArrangementRow : ILinedRow
{
    [YamlIgnore, JsonIgnore]
    public int Line { get; set; }

    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string Kind { get; set; } = "";

    public string[] Names { get; set; } = [];

    public string[] Parties { get; set; } = [];

    public string? Keeper { get; set; }

    public StrandRow[] Strands { get; set; } = [];

    public string? Opened { get; set; }

    public string? InForce { get; set; }

    public string? Ended { get; set; }

    public string? Source { get; set; }
}

/// <summary>A part of an arrangement in <c>arrangements.yaml</c>.</summary>
internal sealed class StrandRow
{
    public string Name { get; set; } = "";

    public string[] Names { get; set; } = [];
}

/// <summary><c>offices.yaml</c>.</summary>
internal sealed class OfficesFile
{
    public OfficeRow[] Offices { get; set; } = [];

    public AgentRow[] Agents { get; set; } = [];

    public string[] NotAgents { get; set; } = [];
}

/// <summary>An office in <c>offices.yaml</c>.</summary>
internal sealed class OfficeRow
{
    public string Office { get; set; } = "";

    public string[] Names { get; set; } = [];

    public string Sector { get; set; } = "";

    public bool Owned { get; set; }
}

/// <summary>A kind of agent in <c>offices.yaml</c>.</summary>
internal sealed class AgentRow
{
    public string Id { get; set; } = "";

    public string Sector { get; set; } = "";

    public bool Owned { get; set; }

    public string[] Words { get; set; } = [];

    [JsonIgnore]
    public ExampleRow[] Examples { get; set; } = [];

    [JsonIgnore]
    public ExampleRow[] Not { get; set; } = [];
}

/// <summary>A sentence that a rule must or must not match.</summary>
internal sealed class ExampleRow
{
    public string Text { get; set; } = "";

    public string? Mention { get; set; }

    public string? Actor { get; set; }

    public string? Sector { get; set; }

    public string? Kind { get; set; }

    public string? Day { get; set; }
}

/// <summary><c>references.yaml</c>.</summary>
internal sealed class ReferencesFile
{
    public CapitalsRow Capitals { get; set; } = new();

    public string[] NotOwnerBefore { get; set; } = [];

    public Dictionary<string, string[]> ArrangementKinds { get; set; } = [];

    public string[] HomeWords { get; set; } = [];

    public string[][] PeerOffices { get; set; } = [];

    public string[] LandWords { get; set; } = [];

    public string[] SendingVerbs { get; set; } = [];

    public string[] TitleNames { get; set; } = [];

    public string[] FirmWords { get; set; } = [];

    public string[] OtherHolderWords { get; set; } = [];

    public ActivitiesRow Activities { get; set; } = new();

    public PairsRow Pairs { get; set; } = new();

    public Dictionary<string, string[]> BodyWords { get; set; } = [];

    public string[] CalendarNames { get; set; } = [];

    public string[] CompanyEndings { get; set; } = [];

    public Dictionary<string, string> Publishers { get; set; } = [];

    public string[] ExpletiveVerbs { get; set; } = [];

    public string[] SpeechVerbs { get; set; } = [];

    public string[] WellKnownOffices { get; set; } = [];

    public string[] WellKnownBodies { get; set; } = [];

    public string[] CommonFamilyNames { get; set; } = [];

    public AmbiguousRow[] Ambiguous { get; set; } = [];

    public SharedNameRow[] SharedNames { get; set; } = [];

    public string[] MeetingVerbs { get; set; } = [];

    public string[] OwnStateWords { get; set; } = [];
}

/// <summary>Words for people that are also what people do, in <c>references.yaml</c>.</summary>
internal sealed class ActivitiesRow
{
    public string Id { get; set; } = "";

    public string[] Words { get; set; } = [];

    public string[] Modifiers { get; set; } = [];

    public string[] Verbs { get; set; } = [];

    [JsonIgnore]
    public ExampleRow[] Examples { get; set; } = [];

    [JsonIgnore]
    public ExampleRow[] Not { get; set; } = [];
}

/// <summary>Phrases for the two that the text spoke of last, in <c>references.yaml</c>.</summary>
internal sealed class PairsRow
{
    public string Id { get; set; } = "";

    public string[] Words { get; set; } = [];

    [JsonIgnore]
    public ExampleRow[] Examples { get; set; } = [];

    [JsonIgnore]
    public ExampleRow[] Not { get; set; } = [];
}

/// <summary>When a capital is a place, in <c>references.yaml</c>.</summary>
internal sealed class CapitalsRow
{
    public string Id { get; set; } = "";

    public string[] PlacePrepositions { get; set; } = [];

    public string[] MovingPrepositions { get; set; } = [];

    public string[] SpeakingWords { get; set; } = [];

    public string[] TravelNouns { get; set; } = [];

    public string[] PlaceNouns { get; set; } = [];

    public string[] PlaceVerbs { get; set; } = [];

    public string[] AdvanceWords { get; set; } = [];

    [JsonIgnore]
    public ExampleRow[] Examples { get; set; } = [];

    [JsonIgnore]
    public ExampleRow[] Not { get; set; } = [];
}

/// <summary>A name of a state that is also a place in another, in <c>references.yaml</c>.</summary>
internal sealed class AmbiguousRow
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>Sense of the name that the row is about: <c>state</c> or <c>capital</c>.</summary>
    public string Sense { get; set; } = "state";

    public string PlaceIn { get; set; } = "";

    public string[] With { get; set; } = [];

    public string[] Without { get; set; } = [];

    [JsonIgnore]
    public ExampleRow[] Examples { get; set; } = [];

    [JsonIgnore]
    public ExampleRow[] Not { get; set; } = [];
}

/// <summary>Names that two states share, in <c>references.yaml</c>.</summary>
internal sealed class SharedNameRow
{
    public string Id { get; set; } = "";

    public string[] Names { get; set; } = [];

    public string Usual { get; set; } = "";

    public string Other { get; set; } = "";

    /// <summary>Stretches of days in which the name means the other unless the text says otherwise: "1971-10-27/1997-05-16".</summary>
    public string[] OtherDays { get; set; } = [];

    /// <summary>Names of the two together: "the two Koreas".</summary>
    public string[] Both { get; set; } = [];

    [JsonIgnore]
    public ExampleRow[] Examples { get; set; } = [];

    [JsonIgnore]
    public ExampleRow[] Not { get; set; } = [];
}

/// <summary>Reads the short forms that the data files use.</summary>
internal static class Rows
{
    /// <summary>First day of a whole or partial date (1990, 1990-10); null for none.</summary>
    public static LocalDate? First(string? date) => date is null or "" ? null : Day(date, last: false);

    /// <summary>Last day of a whole or partial date; null for none or "?".</summary>
    public static LocalDate? Last(string? date) => date is null or "" or "?" ? null : Day(date, last: true);

    /// <summary>"RUS 1991-12-26/": an id and the days of the tie.</summary>
    public static ArrangementParty Party(string row)
    {
        if (row.Split(' ') is not [var id, var days])
            return new ArrangementParty(row);
        var (from, to) = Days(days);
        return new ArrangementParty(id, from, to);
    }

    /// <summary>"2004-03-09/ Sergei Lavrov; Sergey Lavrov": the days and the names.</summary>
    public static (LocalDate? From, LocalDate? To, string[] Names) Holder(string row)
    {
        var space = row.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
            throw new InvalidDataException($"\"{row}\" is not a holder: \"from/to Name\" is expected.");
        var (from, to) = Days(row[..space]);
        return (from, to, row[space..].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>"1971-10-27/1997-05-16": the first and last day; an empty end is null.</summary>
    public static (LocalDate? From, LocalDate? To) Days(string days) => days.Split('/') is [var from, var to]
        ? (First(from), Last(to))
        : throw new InvalidDataException($"\"{days}\" is not a stretch of days: \"from/to\" is expected.");

    private static LocalDate Day(ReadOnlySpan<char> date, bool last)
    {
        Span<Range> parts = stackalloc Range[4];
        var count = date.Split(parts, '-');
        Span<int> numbers = stackalloc int[3];
        for (var i = 0; i < count; i++)
            if (i > 2 || !int.TryParse(date[parts[i]], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                throw NoDate(date);
        var (year, month) = (numbers[0], count > 1 ? numbers[1] : last ? 12 : 1);
        if (year is < 1 or > 9999 || month is < 1 or > 12)
            throw NoDate(date);
        var days = DateTime.DaysInMonth(year, month);
        var day = count > 2 ? numbers[2] : last ? days : 1;
        return day >= 1 && day <= days ? new LocalDate(year, month, day) : throw NoDate(date);
    }

    private static InvalidDataException NoDate(ReadOnlySpan<char> date) => new($"\"{date}\" is not a date.");
}
