using System.Data.Common;
using NodaTime;

namespace Entente.Record;

/// <summary>Short forms for asking the engine.</summary>
internal static class Sql
{
    /// <summary>Ends the queries of this thread when it is cancelled.</summary>
    [ThreadStatic]
    internal static CancellationToken Stop;

    public static string? TextAt(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static LocalDate? DayAt(this DbDataReader row, int column) => row.IsDBNull(column) ? null : LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(column));

    public static Instant TimeAt(this DbDataReader row, int column) => Instant.FromDateTimeUtc(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));

    public static byte[] BytesAt(this DbDataReader row, int column)
    {
        using var stream = row.GetStream(column);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Words for a column: the engine's bulk writer ends them at a NUL.</summary>
    public static string? Text(string? words) => words?.Replace('\0', '\uFFFD');

    /// <summary>A day for the engine; days before year 1, which it need not tell apart, count as its first.</summary>
    public static DateOnly? Day(LocalDate? day) => day is not { } d ? null : d.Year < 1 ? DateOnly.MinValue : d.ToDateOnly();

    public static DateTime Time(Instant instant) => DateTime.SpecifyKind(instant.ToDateTimeUtc(), DateTimeKind.Unspecified);

    /// <summary>Days since 1970, cut to what the engine's whole numbers hold easily.</summary>
    public static int DayNumber(LocalDate day) => Period.DaysBetween(new LocalDate(1970, 1, 1), day);

    /// <summary>FNV-1a over UTF-16 units: a short key for a long name. Two names may share one, so what is found under it must be looked at again.</summary>
    public static int Hash(string name)
    {
        var hash = 2166136261;
        foreach (var c in name)
            hash = (hash ^ c) * 16777619;
        return (int)(hash ^ hash >> 15);
    }
}
