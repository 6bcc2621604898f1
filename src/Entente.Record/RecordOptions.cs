namespace Entente.Record;

/// <summary>What of an article's words the record keeps.</summary>
public enum KeepText
{
    /// <summary>The sentence of each claim, with a few letters before and after it.</summary>
    Quote,

    /// <summary>The whole text as well.</summary>
    Full,

    /// <summary>No sentence: only the words that express the act and name its sides, and where they stand.</summary>
    None,
}

/// <summary>How a record is used. All have defaults.</summary>
public sealed record RecordOptions
{
    /// <summary>The defaults.</summary>
    public static RecordOptions Default { get; } = new();

    /// <summary>What is kept of the words of articles that are added; the default is <see cref="KeepText.Quote"/>.</summary>
    public KeepText KeepText { get; init; } = KeepText.Quote;

    /// <summary>What is kept of single outlets, by name as the article gives it: it narrows <see cref="KeepText"/>, and never widens it.</summary>
    public IReadOnlyDictionary<string, KeepText> Outlets { get; init; } = new Dictionary<string, KeepText>();

    /// <summary>How long to wait for another process that writes or reads; the default is 30 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether events are left to another, who calls <see cref="RecordStore.Refresh"/>: so do workers, who need no right to read decisions.</summary>
    public bool LeavesEvents { get; init; }

    /// <summary>Claims whose events are made at one time when all are made anew.</summary>
    internal int ClaimsAtATime { get; init; } = EventIndex.ClaimsAtATime;

    /// <summary>What is kept of an article of <paramref name="outlet"/>.</summary>
    public KeepText For(string? outlet) =>
        outlet is not null && Outlets.TryGetValue(outlet, out var own) && Width(own) < Width(KeepText) ? own : KeepText;

    private static int Width(KeepText keep) => keep switch { KeepText.None => 0, KeepText.Quote => 1, _ => 2 };
}
