using System.Text;
using Entente.Record;
using Entente.Web.Leaves;
using Entente.Web.Pictures;
using NodaTime;

namespace Entente.Web;

/// <summary>Which picture of a relation.</summary>
public enum PlotKind
{
    /// <summary>Standings as bars and events as marks.</summary>
    Timeline,

    /// <summary>Mean score of the acts of each side towards the other.</summary>
    Intensity,

    /// <summary>Number of acts by type.</summary>
    Counts,
}

/// <summary>The pictures of the reading room, for files.</summary>
public static class Plots
{
    /// <summary>Draws a picture of what two sides have with each other.</summary>
    /// <param name="record">The record.</param>
    /// <param name="kind">Which picture.</param>
    /// <param name="a">Actor id of one side.</param>
    /// <param name="b">Actor id of the other.</param>
    /// <param name="asOf">The day that the timeline marks, and up to which it reaches.</param>
    /// <param name="filter">Days and what is known; nothing else limits it.</param>
    /// <param name="png">Whether as PNG; else as SVG that stands for itself.</param>
    /// <returns>The file; null when there is nothing to draw.</returns>
    public static byte[]? Relation(RecordStore record, PlotKind kind, string a, string b, LocalDate asOf, ClaimFilter filter, bool png)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(filter);
        var (nameA, nameB) = (Show.Actor(a), Show.Actor(b));
        if (Picture() is not { } picture)
            return null;
        return png ? Png.Of(picture) : Encoding.UTF8.GetBytes(picture.ToSvg(whole: true) + "\n");

        Picture? Picture()
        {
            if (kind == PlotKind.Timeline)
            {
                var lives = record.LivesBetween(a, b, filter.KnownBy);
                var drawn = record.Weightiest(new() { Actors = [a, b], From = filter.From, To = filter.To, KnownBy = filter.KnownBy }, LifeLeaf.MostDrawn);
                var (first, last) = RelationLeaf.Window(lives, drawn, filter.From, filter.To, asOf);
                return lives.Count + drawn.Count == 0 ? null : TimelinePicture.Of($"{nameA} and {nameB}", lives, drawn, first, last, asOf);
            }
            var counts = record.Dyad(a, b, filter.KnownBy);
            if (kind == PlotKind.Intensity)
                return SeriesPictures.Stretches(counts, filter.From, filter.To) is { Count: > 0 } stretches ? SeriesPictures.Intensity(nameA, nameB, stretches) : null;
            return SeriesPictures.Types(counts, filter.From, filter.To) is { Count: > 0 } types ? SeriesPictures.Counts(nameA, nameB, types) : null;
        }
    }
}
