using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Entente.Articles;
using NodaTime;

namespace Entente.Record;

/// <summary>What a person decides.</summary>
public enum DecisionKind
{
    /// <summary>The claim is right as it is.</summary>
    Accept,

    /// <summary>The claim is wrong: it no longer counts.</summary>
    Reject,

    /// <summary>The claim counts with other values.</summary>
    Correct,

    /// <summary>The claim tells of another act than the others.</summary>
    Split,

    /// <summary>The claim tells of the same act as the others.</summary>
    Merge,

    /// <summary>A claim that the coder missed.</summary>
    Add,

    /// <summary>An earlier decision no longer counts.</summary>
    Undo,
}

/// <summary>
/// Which claim is meant, by its content and not by its id: the article and the words that express the act. A newer coder that reads the same words finds
/// the decision again; where two claims share the words, type and sides tell them apart.
/// </summary>
/// <param name="Article">Id of the article.</param>
/// <param name="Start">First unit of the words that express the act.</param>
/// <param name="End">First unit after them.</param>
/// <param name="Type">Type at the time of the decision.</param>
/// <param name="Actors">Ids of the actors at the time of the decision.</param>
/// <param name="Recipients">Ids of the recipients at the time of the decision.</param>
public sealed record ClaimKey(string Article, int Start, int End, PloverType Type, IReadOnlyList<string> Actors, IReadOnlyList<string> Recipients)
{
    /// <summary>The key of a claim.</summary>
    public static ClaimKey Of(Claim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return new(claim.Article, claim.Trigger.Start, claim.Trigger.End, claim.Type, [.. claim.Actors.Select(a => a.Id)], [.. claim.Recipients.Select(a => a.Id)]);
    }

    /// <summary>The place of the claim that is meant among those of its article; −1 when none is, or when it cannot be told which.</summary>
    public int Find(IReadOnlyList<Claim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var found = Enumerable.Range(0, claims.Count).Where(i => claims[i].Trigger.Start == Start && claims[i].Trigger.End == End && claims[i].Article == Article).ToList();
        foreach (var narrower in new Func<Claim, bool>[] { c => c.Type == Type, c => Same(c.Actors, Actors), c => Same(c.Recipients, Recipients) })
            if (found.Count > 1 && found.Where(i => narrower(claims[i])).ToList() is { Count: > 0 } fewer)
                found = fewer;
        // Claims that are told alike in all of this are one to people.
        return found.Count == 0 || found.Count > 1 && found.Exists(i => Of(claims[i]) is var key && (key.Type != Type || !Same(claims[i].Actors, Actors))) ? -1 : found[0];
    }

    private static bool Same(IReadOnlyList<Party> parties, IReadOnlyList<string> ids) => parties.Select(p => p.Id).SequenceEqual(ids, StringComparer.Ordinal);
}

/// <summary>What is to be written into the log of decisions.</summary>
public sealed record NewDecision
{
    /// <summary>What is decided.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>Who decides: a name or an address, as the user gives it.</summary>
    public required string Who { get; init; }

    /// <summary>Why.</summary>
    public string Why { get; init; } = "";

    /// <summary>The claim; null only for <see cref="DecisionKind.Undo"/> and <see cref="DecisionKind.Add"/>.</summary>
    public ClaimKey? Claim { get; init; }

    /// <summary>The claims it belongs to, or does not, for <see cref="DecisionKind.Merge"/> and <see cref="DecisionKind.Split"/>.</summary>
    public IReadOnlyList<ClaimKey> Others { get; init; } = [];

    /// <summary>New values for <see cref="DecisionKind.Correct"/>: an object with fields of the claim's JSON.</summary>
    public JsonObject? Change { get; init; }

    /// <summary>The claim for <see cref="DecisionKind.Add"/>: its article must be in the record.</summary>
    public Claim? Added { get; init; }

    /// <summary>Number of the decision that no longer counts, for <see cref="DecisionKind.Undo"/>.</summary>
    public int? Undoes { get; init; }
}

/// <summary>A line of the log of decisions. The log only grows; each line holds the hash of the one before.</summary>
public sealed record Decision
{
    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>When it was made.</summary>
    public required Instant At { get; init; }

    /// <summary>What is decided.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>Who decided.</summary>
    public required string Who { get; init; }

    /// <summary>Why.</summary>
    public string Why { get; init; } = "";

    /// <summary>The claim it is about.</summary>
    public ClaimKey? Claim { get; init; }

    /// <summary>The claims it was joined to or parted from.</summary>
    public IReadOnlyList<ClaimKey> Others { get; init; } = [];

    /// <summary>New values.</summary>
    public JsonObject? Change { get; init; }

    /// <summary>The claim added by hand.</summary>
    public Claim? Added { get; init; }

    /// <summary>Number of the decision that no longer counts.</summary>
    public int? Undoes { get; init; }

    /// <summary>Hash of the line before; empty for the first.</summary>
    [JsonIgnore]
    public string Previous { get; init; } = "";

    /// <summary>SHA-256 of <see cref="Previous"/> and of what the decision says.</summary>
    [JsonIgnore]
    public string Hash { get; init; } = "";

    internal static string HashOf(string previous, string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + "\n" + content)));
}

/// <summary>What the check of the log found.</summary>
/// <param name="Decisions">Number of lines.</param>
/// <param name="Head">Hash of the last line: whoever notes it can tell later that nothing before it was changed or left out. Empty when there is none.</param>
/// <param name="Broken">Number of the first line that does not fit the one before; null when all fit.</param>
/// <param name="HeadFound">Whether the hash that was asked for is that of a line; null when none was asked for.</param>
public sealed record Audit(int Decisions, string Head, int? Broken, bool? HeadFound)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsWhole => Broken is null && HeadFound is not false;
}

/// <summary>The decisions that count, ready to be applied.</summary>
internal sealed class DecisionBook
{
    private readonly ILookup<string, Decision> _byArticle;

    public DecisionBook(IReadOnlyList<Decision> log)
    {
        // From the last to the first: an undo that is itself undone undoes nothing.
        var undone = new HashSet<int>();
        for (var i = log.Count - 1; i >= 0; i--)
            if (log[i] is { Kind: DecisionKind.Undo, Undoes: { } number } && !undone.Contains(log[i].Number))
                undone.Add(number);
        Log = log;
        Active = [.. log.Where(d => d.Kind != DecisionKind.Undo && !undone.Contains(d.Number))];
        _byArticle = Active.Where(d => d.Kind is not (DecisionKind.Split or DecisionKind.Merge)).ToLookup(d => d.Claim?.Article ?? d.Added!.Article, StringComparer.Ordinal);
    }

    public IReadOnlyList<Decision> Log { get; }

    public IReadOnlyList<Decision> Active { get; }

    public IEnumerable<Decision> Links => Active.Where(d => d.Kind is DecisionKind.Split or DecisionKind.Merge);

    public bool Touches(string article) => _byArticle.Contains(article);

    /// <summary>The claims of an article as they count: each with its number in the article, which later decisions leave as it is.</summary>
    public List<(int No, Claim Claim)> Apply(string article, IReadOnlyList<Claim> coded, ICollection<Decision>? orphans = null)
    {
        var claims = coded.Select((c, i) => (No: i, Claim: (Claim?)c)).ToList();
        foreach (var decision in _byArticle[article])
        {
            if (decision.Kind == DecisionKind.Add)
            {
                claims.Add((coded.Count + decision.Number, decision.Added!));
                continue;
            }
            // What was decided last is found by the words that were coded, not by what earlier decisions made of them.
            var at = decision.Claim!.Find(coded);
            if (at < 0)
            {
                var added = claims.FindIndex(coded.Count, c => c.Claim is { } a && decision.Claim.Find([a]) == 0);
                if (added < 0)
                {
                    orphans?.Add(decision);
                    continue;
                }
                at = added;
            }
            claims[at] = (claims[at].No, decision.Kind switch
            {
                DecisionKind.Reject => null,
                DecisionKind.Accept => (claims[at].Claim ?? coded.ElementAtOrDefault(at)) is { } accepted ? accepted with { Confidence = 1 } : null,
                _ => (claims[at].Claim ?? coded.ElementAtOrDefault(at)) is { } corrected ? Corrected(corrected, decision.Change!) with { Confidence = 1 } : null,
            });
        }
        return [.. claims.Where(c => c.Claim is not null).Select(c => (c.No, c.Claim!))];
    }

    /// <summary>A claim with other values. What makes it the claim it is, its id, article and sentence, stays.</summary>
    /// <exception cref="ArgumentException">The values do not fit a claim.</exception>
    public static Claim Corrected(Claim claim, JsonObject change)
    {
        try
        {
            var json = JsonSerializer.SerializeToNode(claim, EntenteJson.Options)!.AsObject();
            foreach (var (name, value) in change)
            {
                if (!json.ContainsKey(name))
                    throw new ArgumentException($"A claim has no field '{name}'.");
                if (name is "id" or "article" or "source_id" or "evidence" or "coder")
                    throw new ArgumentException($"The field '{name}' says which claim it is, and cannot be corrected.");
                json[name] = value?.DeepClone();
            }
            var corrected = json.Deserialize<Claim>(EntenteJson.Options)!;
            // The constructor of a range refuses what is none.
            _ = corrected.Date.Range;
            if (corrected.Actors is null || corrected.Recipients is null || corrected.SaidBy is null || corrected.Mode is null || corrected.Context is null || corrected.Trigger is null)
                throw new ArgumentException("A list may be empty, but not null.");
            return corrected;
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"The correction does not fit a claim: {e.Message}", e);
        }
    }
}
