using NodaTime;

namespace Entente.Relations;

/// <content>Standings over all days at once.</content>
public sealed partial class Standings
{
    /// <summary>The lives of everything that two sides have with each other: what <see cref="Between"/> tells of one day, for all days.</summary>
    /// <param name="a">Actor id of one side.</param>
    /// <param name="b">Actor id of the other.</param>
    /// <param name="knownBy">The last day whose publications count; null for all.</param>
    /// <returns>None when no source covers anything.</returns>
    public IReadOnlyList<StandingLife> LivesBetween(string a, string b, LocalDate? knownBy = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(a);
        ArgumentException.ThrowIfNullOrEmpty(b);
        var known = KnownBy(knownBy);
        return [.. known.Arrangements.Where(r => r.Joins(a, b)).SelectMany(r => known.Lives(r, [a, b]))];
    }

    /// <summary>The life of one arrangement, of its strands, and of each party that sources tell of by itself.</summary>
    /// <param name="arrangement">Its id.</param>
    /// <param name="knownBy">The last day whose publications count; null for all.</param>
    public IReadOnlyList<StandingLife> LivesOf(string arrangement, LocalDate? knownBy = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(arrangement);
        var known = KnownBy(knownBy);
        return [.. known.Arrangements.Where(r => r.Id == arrangement).SelectMany(r => known.Lives(r, [.. r.Sides.SelectMany(s => s).Where(s => s != "UNK").Distinct(StringComparer.Ordinal)]))];
    }

    private sealed partial class Known
    {
        public IEnumerable<StandingLife> Lives(Met arrangement, IReadOnlyList<string> parties)
        {
            foreach (var strand in arrangement.Strands.Prepend(null))
            {
                if (Life(TrackOf(arrangement, strand, null)) is { } whole)
                    yield return whole with { Strand = strand };
                foreach (var party in parties.Order(StringComparer.Ordinal))
                    if (TrackOf(arrangement, strand, party) is { HasOwn: true } own && Life(own) is { } life)
                        yield return life with { Strand = strand, Party = party };
            }

            StandingLife? Life(Track track)
            {
                var changes = track.Life();
                var spans = changes.Select((c, i) => new StandingSpan(c.From, i + 1 < changes.Count ? changes[i + 1].From.PlusDays(-1) : null, c.Status)).Where(s => s.Status != Status.Unknown).ToList();
                return spans.Count == 0 ? null : new(arrangement.Id, arrangement.Name, spans);
            }
        }
    }
}

/// <summary>The standings of an arrangement, of a strand of it or of a party in it, over all days.</summary>
/// <param name="Arrangement">Id of the arrangement.</param>
/// <param name="Name">Its name.</param>
/// <param name="Spans">What stood when, in the order of time.</param>
public sealed record StandingLife(string Arrangement, string Name, IReadOnlyList<StandingSpan> Spans)
{
    /// <summary>Actor id of the party; null for the whole.</summary>
    public string? Party { get; init; }

    /// <summary>The strand; null for the whole.</summary>
    public string? Strand { get; init; }
}

/// <summary>Days over which a standing was the same.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day; null when it goes on.</param>
/// <param name="Status">What stood.</param>
public sealed record StandingSpan(LocalDate From, LocalDate? To, Status Status);
