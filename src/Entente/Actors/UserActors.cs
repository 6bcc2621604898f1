using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Entente.Actors;

#pragma warning disable CA1812 // made by the YAML reader

/// <summary>A user's own actors: the sections of a YAML file that is loaded beside ours and wins.</summary>
internal sealed partial class UserActors
{
    /// <summary>Most places that may stand in a row and rows in a section: a file of hostile size ends with an error.</summary>
    private const int MostRows = 100_000;

    public ActorRow[] States { get; set; } = [];

    public ActorRow[] Organisations { get; set; } = [];

    public ActorRow[] Groups { get; set; } = [];

    public HoldersRow[] Officeholders { get; set; } = [];

    public ArrangementRow[] Arrangements { get; set; } = [];

    public Dictionary<string, string[]> Places { get; set; } = [];

    /// <summary>For each partly recognised place (or <c>default</c>): <c>own</c>, an actor of its own, or <c>claimant</c>, part of the state that claims it.</summary>
    public Dictionary<string, string> Recognition { get; set; } = [];

    /// <summary>The text of the file, for the lines of what has no row of its own.</summary>
    private string _text = "";

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="ActorsFileException">It is not YAML, has another form, or says what cannot be.</exception>
    public static UserActors Read(TextReader yaml, string path)
    {
        UserActors file;
        var text = yaml.ReadToEnd();
        try
        {
            file = EmbeddedData.Yaml<UserActors?>(new StringReader(text)) ?? new UserActors();
            file._text = text;
        }
        catch (YamlException e)
        {
            throw Explain(e, path);
        }
        foreach (var row in file.States.Concat(file.Organisations).Concat(file.Groups))
            Check(row, path);
        foreach (var twice in file.States.Concat(file.Organisations).Concat(file.Groups).GroupBy(r => r.Id, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            throw new ActorsFileException(path, twice.ElementAt(1).Line, $"{twice.Key} stands twice.", "one row for each id");
        foreach (var row in file.Officeholders)
            Check(row, path);
        foreach (var row in file.Arrangements)
        {
            if (row.Id == "" || row.Name == "")
                throw new ActorsFileException(path, row.Line, "An arrangement has no id or no name.", "id: a-short-name and name: its usual name");
            Days(row.Line, row.Opened, row.InForce, row.Ended);
        }
        file.CheckRecognition(path);
        if (file.States.Length + file.Organisations.Length + file.Groups.Length + file.Officeholders.Length + file.Arrangements.Length > MostRows)
            throw new ActorsFileException(path, null, "The file has too many rows.", $"at most {MostRows}");
        return file;

        void Days(int line, params string?[] days)
        {
            foreach (var day in days)
                Try(path, line, () => Rows.Last(day), "a date such as 2014, 2014-04 or 2014-04-01");
        }
    }

    /// <summary>The line of a key in a section; null when it is not found.</summary>
    public int? LineOf(string section, string key)
    {
        var within = false;
        var number = 0;
        foreach (var line in _text.Split('\n'))
        {
            number++;
            if (line.Length > 0 && !char.IsWhiteSpace(line[0]) && line[0] != '#')
                within = line.StartsWith(section + ":", StringComparison.Ordinal);
            else if (within && line.Trim().Trim('"', '\'').StartsWith(key, StringComparison.Ordinal))
                return number;
        }
        return null;
    }

    /// <summary>Refuses ids that nobody has.</summary>
    /// <param name="known">The ids of all actors, those of the file among them.</param>
    /// <param name="kinds">The kinds of arrangements.</param>
    /// <param name="path">The file's name.</param>
    public void CheckIds(IReadOnlySet<string> known, IReadOnlyCollection<string> kinds, string path)
    {
        foreach (var row in States.Concat(Organisations).Concat(Groups))
        {
            var members = row.Members.Select(m => m.Split(' ') switch { ["as" or "not", var other, ..] => other, [var id, ..] => id, _ => m });
            foreach (var id in ((string?[])[row.Home, row.ClaimedBy, .. row.Predecessors, .. row.Successors, .. members]).Where(i => i is not null && !known.Contains(i)))
                throw new ActorsFileException(path, row.Line, $"{row.Id} names {id}, which is not among the actors.", "the id of a state, organisation or group");
        }
        foreach (var row in Arrangements)
        {
            if (!kinds.Contains(row.Kind))
                throw new ActorsFileException(path, row.Line, $"'{row.Kind}' is no kind of arrangement.", "one of " + string.Join(", ", kinds));
            foreach (var id in row.Parties.Select(p => p.Split(' ')[0]).Append(row.Keeper).Where(i => !string.IsNullOrEmpty(i) && !known.Contains(i)))
                throw new ActorsFileException(path, row.Line, $"{row.Id} names {id}, which is not among the actors.", "the id of a state, organisation or group");
        }
    }

    /// <summary>Refuses what is no policy.</summary>
    public void CheckRecognition(string path)
    {
        foreach (var (place, policy) in Recognition)
            if (policy is not ("own" or "claimant"))
                throw new ActorsFileException(path, LineOf("recognition", place), $"The recognition of {place} is '{policy}'.", "own or claimant");
    }

    private static void Check(ActorRow row, string path)
    {
        if (!IdForm().IsMatch(row.Id))
            throw new ActorsFileException(path, row.Line, row.Id == "" ? "An actor has no id." : $"'{row.Id}' is no id.", "capital letters, digits and dashes, such as MY-GROUP");
        if (row.Sector is { } sector && !SectorForm().IsMatch(sector))
            throw new ActorsFileException(path, row.Line, $"'{sector}' is no sector.", "three capital letters of PLOVER, such as GOV, MIL or REB");
        foreach (var day in (string?[])[row.From, row.To])
            Try(path, row.Line, () => Rows.Last(day), "a date such as 2014, 2014-04 or 2014-04-01");
        if (Rows.First(row.From) > Rows.Last(row.To))
            throw new ActorsFileException(path, row.Line, $"{row.Id} ends before it begins.", "from: a day, to: a later one");
        foreach (var member in row.Members.Where(m => !m.StartsWith("as ", StringComparison.Ordinal) && !m.StartsWith("not ", StringComparison.Ordinal)))
            Try(path, row.Line, () => Rows.Party(member), "an id and its days, such as \"FRA 1958-01-01/\"");
    }

    private static void Check(HoldersRow row, string path)
    {
        if (row.Body == "" || row.Office == "")
            throw new ActorsFileException(path, row.Line, "A row of officeholders has no body or no office.", "body: an actor's id and office: such as foreign minister");
        if (row.Holders.Length == 0)
            throw new ActorsFileException(path, row.Line, $"The office {row.Office} of {row.Body} has no holders.", "holders: a list of \"from/to Name\"");
        foreach (var holder in row.Holders)
        {
            Try(path, row.Line, () => Rows.Holder(holder), "\"from/to Name; other spelling\", such as \"2020-01-15/ Jane Doe\"");
            var (from, to, names) = Rows.Holder(holder);
            if (from > to || names.Length == 0)
                throw new ActorsFileException(path, row.Line, $"\"{holder}\" {(names.Length == 0 ? "has no name" : "ends before it begins")}.", "\"from/to Name; other spelling\", such as \"2020-01-15/ Jane Doe\"");
        }
    }

    private static void Try(string path, int line, Func<object?> read, string expected)
    {
        try
        {
            read();
        }
        catch (InvalidDataException e)
        {
            throw new ActorsFileException(path, line, e.Message, expected);
        }
    }

    private static ActorsFileException Explain(YamlException e, string path)
    {
        var reason = e.InnerException?.Message ?? e.Message;
        if (UnknownKey().Match(reason) is { Success: true } unknown && Type.GetType(unknown.Groups[2].Value) is { } type)
        {
            var keys = type.GetProperties().Where(p => !p.IsDefined(typeof(YamlDotNet.Serialization.YamlIgnoreAttribute), true)).Select(p => KeyOf(p.Name));
            return new ActorsFileException(path, (int)e.Start.Line, $"There is no key '{unknown.Groups[1].Value}' here.", "one of " + string.Join(", ", keys));
        }
        if (OtherForm().IsMatch(reason))
            reason = "A value has another form than is expected here (a list, a word or keys with values)";
        return new ActorsFileException(path, (int)e.Start.Line, reason.TrimEnd('.') + ".", "YAML with the sections states, organisations, groups, officeholders, arrangements, places and recognition");
    }

    private static string KeyOf(string property) => WordStart().Replace(property, "_$1").ToLowerInvariant();

    [GeneratedRegex("^[A-Z0-9]+(-[A-Z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex IdForm();

    [GeneratedRegex("^[A-Z]{3}$", RegexOptions.NonBacktracking)]
    private static partial Regex SectorForm();

    [GeneratedRegex("Property '([^']*)' not found on type '([^']*)'", RegexOptions.NonBacktracking)]
    private static partial Regex UnknownKey();

    /// <summary>What the YAML reader says when a value is a list where a word is expected, or the other way round.</summary>
    [GeneratedRegex("^(Invalid cast|Object must implement|Expected '|Failed to convert)", RegexOptions.NonBacktracking)]
    private static partial Regex OtherForm();

    [GeneratedRegex("\\B([A-Z])", RegexOptions.NonBacktracking)]
    private static partial Regex WordStart();
}

/// <summary>A user's file of actors cannot be used. The message has the file, the line, what is wrong and what was expected.</summary>
public sealed class ActorsFileException : Exception
{
    internal ActorsFileException(string path, int? line, string problem, string expected)
        : base($"{path}{(line is > 0 ? $":{line}" : "")}: actors.invalid: {problem} Expected: {expected}.")
    {
        Path = path;
        Line = line;
    }

    /// <summary>The file as it was named.</summary>
    public string Path { get; }

    /// <summary>The line, counted from 1; null when the trouble has no one line.</summary>
    public int? Line { get; }
}
