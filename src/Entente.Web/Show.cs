using System.Globalization;
using System.Text;
using System.Text.Json;
using Entente.Actors;
using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Web;

/// <summary>Words for eyes.</summary>
internal static class Show
{
    /// <summary>A word as the JSON contract has it.</summary>
    public static string Word<T>(T value) where T : struct, Enum =>
        value is PloverType ? value.ToString().ToUpperInvariant() : JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The same without its underscores.</summary>
    public static string Plain<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()).Replace('_', ' ');

    public static string Day(LocalDate? day) => day?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A day in words: 1 April 2014.</summary>
    public static string LongDay(LocalDate day) => day.ToString("d MMMM uuuu", CultureInfo.InvariantCulture);

    /// <summary>Days as exact as they are known: 1 April 2014; April 2014; 2014; March 2009 to May 2009; since April 2014.</summary>
    public static string Days(LocalDate? start, LocalDate? end, Precision precision)
    {
        if (start is null && end is null)
            return "no day known";
        var from = start is { } s ? Part(s, precision) : null;
        var to = end is { } e ? Part(e, precision) : null;
        return from is null ? $"until {to}" : to is null ? $"since {from}" : from == to ? from : $"{from} to {to}";
    }

    public static string Days(ClaimDate date) => Days(date.Start, date.End, date.Precision);

    public static string Days(StandingDate date) => Days(date.Start, date.End, date.Precision);

    /// <summary>When a standing began, in words that follow "since".</summary>
    public static string Since(StandingDate date) => date.Start is null && date.End is { } by ? $"{Part(by, date.Precision)} or before"
        : date.End is null && date.Start is { } from ? Part(from, date.Precision) : Days(date);

    private static string Part(LocalDate day, Precision precision) => precision switch
    {
        Precision.Day or Precision.Week => LongDay(day),
        Precision.Month or Precision.Quarter or Precision.Season or Precision.Half => day.ToString("MMMM uuuu", CultureInfo.InvariantCulture),
        _ => day.ToString("uuuu", CultureInfo.InvariantCulture),
    };

    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Counted(long number, string one) => $"{Count(number)} {one}{(number == 1 ? "" : "s")}";

    public static string Score(double score) => score.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);

    /// <summary>The usual name of an actor; its id when nobody knows it.</summary>
    public static string Actor(string id) => KnowledgeBase.English.GetActor(id)?.Name ?? id;

    /// <summary>The name of an arrangement; its id when the catalogue lacks it.</summary>
    public static string Arrangement(string id) => KnowledgeBase.English.GetArrangement(id)?.Name ?? id;

    public static string Arrangement(ArrangementRef arrangement) => Text(KnowledgeBase.English.GetArrangement(arrangement.Id)?.Name ?? arrangement.Name) + (arrangement.Strand is { } strand ? $" ({Text(strand)})" : "");

    public static string Sides(Event e) => string.Join(" and ", e.Actors.Select(a => a.Name)) is { Length: > 0 } who
        ? who + (e.Recipients.Count == 0 ? "" : (IsMutual(e.Type) ? " with " : " to ") + string.Join(" and ", e.Recipients.Select(r => r.Name))) : "nobody named";

    /// <summary>Acts that both sides do alike.</summary>
    public static bool IsMutual(PloverType type) => MergeMember.IsMutual(type);

    /// <summary>The quadrant of a type, which pictures show by colour and by words.</summary>
    public static string Quad(PloverType type) => type switch
    {
        PloverType.Agree or PloverType.Consult or PloverType.Support or PloverType.Concede => "verbal cooperation",
        PloverType.Cooperate or PloverType.Aid or PloverType.Retreat => "material cooperation",
        PloverType.Request or PloverType.Accuse or PloverType.Reject or PloverType.Threaten => "verbal conflict",
        _ => "material conflict",
    };

    /// <summary>The class of a quadrant, as style sheets name it.</summary>
    public static string QuadClass(PloverType type) => Quad(type) switch
    {
        "verbal cooperation" => "q1",
        "material cooperation" => "q2",
        "verbal conflict" => "q3",
        _ => "q4",
    };

    /// <summary>Whether all who tell of it tell it as history.</summary>
    public static bool IsBackground(Event e) => e.Members.Count > 0 && e.Members.All(m => m.Claim.Recency == Recency.Background);

    /// <summary>How an event is told: actual, planned, denied…</summary>
    public static string Told(Event e) => (e.Reality == Reality.Negated ? "denied" : Plain(e.Reality)) + (IsBackground(e) ? ", background" : "") + (e.Disputed ? ", disputed" : "");

    public static string Origin(Source source) => Text(source.Outlet ?? source.Url ?? source.Path ?? source.SourceId ?? source.ArticleId);

    /// <summary>
    /// Words of strangers as they may be shown: control characters and those that turn the direction of writing are made visible, so that what is read is what stands there.
    /// </summary>
    public static string Text(string? words)
    {
        if (words is null)
            return "";
        if (!words.Any(IsUnsafe))
            return words;
        var shown = new StringBuilder(words.Length + 16);
        foreach (var c in words)
            if (!IsUnsafe(c))
                shown.Append(c);
            else if (c is '\t' or '\n' or '\r' or '\u2028' or '\u2029')
                shown.Append(' ');
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        return shown.ToString();
    }

    private static bool IsUnsafe(char c) => c is < ' ' or (>= '\u007f' and <= '\u009f') or '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff' or '\ufffe' or '\uffff';

    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var end = length - 1;
        // A letter with its accents, or a pair of surrogates, is not cut in two.
        while (end > 0 && (char.IsLowSurrogate(text[end]) || char.GetUnicodeCategory(text[end]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format))
            end--;
        return text[..end].TrimEnd() + "…";
    }

    /// <summary>An address that may be linked to; null for anything but a page on the web.</summary>
    public static string? Outside(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 ? address.AbsoluteUri : null;

    /// <summary>An address in the room: parts are escaped, so that an id with a slash stays one part.</summary>
    public static string Path(string first, params ReadOnlySpan<string> rest)
    {
        var path = new StringBuilder("/" + first);
        foreach (var part in rest)
            path.Append('/').Append(Uri.EscapeDataString(part));
        return path.ToString();
    }
}
