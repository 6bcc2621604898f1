namespace Entente.Reading;

/// <summary>How pages are fetched.</summary>
public sealed record FetchOptions
{
    /// <summary>The defaults.</summary>
    public static FetchOptions Default { get; } = new();

    /// <summary>What requests name themselves as; the part before the slash is looked for in robots.txt.</summary>
    public string UserAgent { get; init; } = "Entente/0.1";

    /// <summary>Least time between two requests to one host: 1 second. A longer Crawl-delay of its robots.txt, up to <see cref="LongestDelay"/>, goes before it.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest time that is waited for a host that asks for patience: 30 seconds.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time of one request, its redirects not counted: 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most bytes of one answer, as sent: 16 MB.</summary>
    public int MaxBytes { get; init; } = 16 << 20;

    /// <summary>Most redirects of one request: 5.</summary>
    public int MaxRedirects { get; init; } = 5;

    /// <summary>Most addresses of one run, those that feeds name counted too: 10,000.</summary>
    public int MaxPages { get; init; } = 10_000;

    /// <summary>A page that was stored so short a time ago is not asked for again: 1 day. Feeds always are.</summary>
    public TimeSpan Fresh { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Whether addresses of this machine and of private networks may be asked: no.</summary>
    public bool AllowPrivate { get; init; }
}

/// <summary>What came of asking for one address.</summary>
public enum FetchOutcome
{
    /// <summary>The answer was stored.</summary>
    Stored,

    /// <summary>The page is as it was when it was last stored.</summary>
    Unchanged,

    /// <summary>It was stored a short time ago and not asked for.</summary>
    Fresh,

    /// <summary>The site's robots.txt does not want it fetched.</summary>
    Disallowed,

    /// <summary>The address, or one that it leads to, is not to be asked: not http, or in a private network.</summary>
    Refused,

    /// <summary>No page came back.</summary>
    Failed,
}

/// <summary>What came of asking for one address.</summary>
/// <param name="Url">The address, as asked for.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reason">The same in plain words.</param>
public sealed record FetchResult(string Url, FetchOutcome Outcome, string Reason);
