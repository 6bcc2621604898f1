using Entente.Articles;
using NodaTime;

namespace Entente.Record;

/// <summary>How many actual acts of one type one side did to the other in a month.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Type">PLOVER type.</param>
/// <param name="Forth">Whether the first side did it to the second; false for the other way.</param>
/// <param name="Count">How many.</param>
public sealed record DyadCount(LocalDate Month, PloverType Type, bool Forth, long Count);

/// <summary>A side that another acted with.</summary>
/// <param name="Id">Actor id.</param>
/// <param name="Types">Number of actual acts between the two by type, in either direction.</param>
public sealed record Partner(string Id, IReadOnlyDictionary<PloverType, long> Types)
{
    /// <summary>Number of acts.</summary>
    public long Acts => Types.Values.Sum();

    /// <summary>Mean of the PLOVER 2.0 scores of the acts, −10 to 10.</summary>
    public double Balance => Types.Sum(t => PloverScale.Of(t.Key) * t.Value) / Acts;
}

/// <summary>The scores of the PLOVER 2.0 manual: how cooperative (up to 10) or hostile (down to −10) a type of act is.</summary>
public static class PloverScale
{
    /// <summary>Name and version of the scale, to be shown beside whatever is drawn with it.</summary>
    public const string Name = "PLOVER 2.0 event scores";

    /// <summary>The score of a type.</summary>
    public static double Of(PloverType type) => Exports.ForeignLayouts.Scores[type];
}
