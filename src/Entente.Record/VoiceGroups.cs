using Entente.Relations;
using NodaTime;

namespace Entente.Record;

/// <summary>An article among those that may be copies of each other.</summary>
/// <param name="Number">Its number in the file.</param>
/// <param name="KnownOn">The day from which it counts as known.</param>
/// <param name="Voice">The voice that it is by itself.</param>
/// <param name="Origin">The agency that it names itself.</param>
internal sealed record VoiceMember(int Number, LocalDate KnownOn, string Voice, string? Origin);

/// <summary>Two articles whose texts are copies, from the day on which both are known.</summary>
internal readonly record struct CopyLink(int First, int Second, LocalDate Day)
{
    public static CopyLink Of(VoiceMember a, VoiceMember b) => new(Math.Min(a.Number, b.Number), Math.Max(a.Number, b.Number), LocalDate.Max(a.KnownOn, b.KnownOn));
}

/// <summary>
/// Joins articles into voices: what is linked by a chain of copies is one voice, named by the least of its members' own voices, so that the order of
/// arrival leaves no trace. A link holds from the day on which both its ends are known, and so does the voice.
/// </summary>
internal static class VoiceGroups
{
    /// <summary>The links that suffice to join what all links join, on each day: of each circle the latest is left out.</summary>
    /// <param name="members">The articles.</param>
    /// <param name="links">Links among them.</param>
    /// <param name="history">Gets the voice of each article from day to day.</param>
    public static List<CopyLink> Join(IReadOnlyCollection<VoiceMember> members, IEnumerable<CopyLink> links, IDictionary<int, VoiceKnown> history)
    {
        var groups = members.ToDictionary(m => m.Number, m => new Group(m));
        foreach (var member in members)
            history[member.Number] = new(member.KnownOn, member.Voice, member.Origin, null);
        var needed = new List<CopyLink>();
        foreach (var day in links.Distinct().OrderBy(l => l.Day).ThenBy(l => l.First).ThenBy(l => l.Second).GroupBy(l => l.Day))
        {
            var changed = new HashSet<Group>();
            foreach (var link in day)
            {
                var (a, b) = (groups[link.First], groups[link.Second]);
                if (a == b)
                    continue;
                needed.Add(link);
                var (large, small) = a.Members.Count >= b.Members.Count ? (a, b) : (b, a);
                large.Take(small);
                foreach (var member in small.Members)
                    groups[member.Number] = large;
                changed.Remove(small);
                changed.Add(large);
            }
            foreach (var group in changed)
                foreach (var member in group.Members)
                    if (history[member.Number] is var before && (before.Voice != group.Voice || before.Origin != (member.Origin ?? group.Origin)))
                        history[member.Number] = new(day.Key, group.Voice, member.Origin ?? group.Origin, before.Since == day.Key ? before.Before : before);
        }
        return needed;
    }

    /// <summary>Writes what new links make of the voices. The caller has a transaction open.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="met">The ends of the links; they need not be in the file yet.</param>
    /// <param name="links">The new links.</param>
    /// <returns>Numbers of the articles of which more or other things are known than before.</returns>
    public static List<int> Write(StoreConnection connection, IReadOnlyDictionary<int, VoiceMember> met, IEnumerable<CopyLink> links)
    {
        var members = new Dictionary<int, VoiceMember>(met);
        var known = connection.List($"select article, since, voice, origin from voices where voice in (select voice from voices where {EventIndex.In("article", members.Keys)}) or {EventIndex.In("article", members.Keys)} order by article, since",
            r => (Article: r.GetInt32(0), Since: r.DayAt(1)!.Value, Voice: r.GetString(2), Origin: r.TextAt(3)));
        var before = new Dictionary<int, VoiceKnown>();
        foreach (var row in known)
            before[row.Article] = new(row.Since, row.Voice, row.Origin, before.GetValueOrDefault(row.Article));
        foreach (var member in connection.List($"select n, known_on, voice, origin from articles where {EventIndex.In("n", [.. before.Keys.Where(n => !members.ContainsKey(n))])}",
            r => new VoiceMember(r.GetInt32(0), r.DayAt(1)!.Value, r.GetString(2), r.TextAt(3))))
            members[member.Number] = member;
        var old = connection.List($"select first, second, day from copies where {EventIndex.In("first", members.Keys)}", r => new CopyLink(r.GetInt32(0), r.GetInt32(1), r.DayAt(2)!.Value));
        var history = new Dictionary<int, VoiceKnown>();
        var needed = Join(members.Values, old.Concat(links), history);
        connection.Run($"delete from copies where {EventIndex.In("first", members.Keys)}; delete from voices where {EventIndex.In("article", members.Keys)}");
        using (var table = connection.CreateAppender("copies"))
            foreach (var link in needed)
                table.CreateRow().AppendValue(link.First).AppendValue(link.Second).AppendValue(Sql.Day(link.Day)).EndRow();
        using (var table = connection.CreateAppender("voices"))
            foreach (var (article, last) in history)
                for (var at = last; at is not null; at = at.Before)
                    table.CreateRow().AppendValue(article).AppendValue(Sql.Day(at.Since)).AppendValue(at.Voice).AppendValue(Sql.Text(at.Origin)).EndRow();
        return [.. history.Where(h => before.GetValueOrDefault(h.Key) != h.Value).Select(h => h.Key)];
    }

    private sealed class Group(VoiceMember first)
    {
        public List<VoiceMember> Members { get; } = [first];

        public string Voice { get; private set; } = first.Voice;

        public string? Origin { get; private set; } = first.Origin;

        public void Take(Group other)
        {
            Members.AddRange(other.Members);
            Voice = string.CompareOrdinal(other.Voice, Voice) < 0 ? other.Voice : Voice;
            Origin = Origin is null || other.Origin is not null && string.CompareOrdinal(other.Origin, Origin) < 0 ? other.Origin : Origin;
        }
    }
}
