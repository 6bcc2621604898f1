using System.Net;
using NodaTime;

namespace Entente.Web;

/// <summary>How the reading room is opened. All but the record has a default.</summary>
public sealed record ReadingRoomOptions
{
    /// <summary>The record's file.</summary>
    public required string Record { get; init; }

    /// <summary>The address that it listens on; the default is this machine only.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 for any that is free. The default is 8400.</summary>
    public int Port { get; init; } = 8400;

    /// <summary>Names by which browsers may ask for it, beside <c>localhost</c> and the address itself: others are refused, so that no page elsewhere can reach it by a name of its own.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>The word that opens the review desk; null, the default, when there is none.</summary>
    public string? ReviewToken { get; init; }

    /// <summary>How long a page may ask the record; the default is 5 seconds, and 12 times that for a download.</summary>
    public TimeSpan QueryLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Requests that one address may make in a second, and five times as many at once; the default is 40.</summary>
    public int RequestsPerSecond { get; init; } = 40;

    /// <summary>Claims in one download at most; the default is 200,000.</summary>
    public int MostExported { get; init; } = 200_000;

    /// <summary>Tells what day it is.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;
}
