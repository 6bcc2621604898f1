namespace Entente.Time;

/// <summary>How the values of decades and centuries are written.</summary>
public enum DecadeStyle
{
    /// <summary><c>199</c> and <c>19</c>, as TimeBank and MEANTIME write them.</summary>
    Short,

    /// <summary><c>199X</c> and <c>19XX</c>, as AQUAINT and ISO 8601-2 write them.</summary>
    Padded,
}

/// <summary>Whether 03/04/2012 is in March or in April.</summary>
public enum NumericOrder
{
    /// <summary>
    /// As other numeric dates of the same text show ("13/02/2012"), else as the country of the outlet's address writes ("example.co.uk"), else month first.
    /// </summary>
    FromText,

    /// <summary>4 March.</summary>
    MonthFirst,

    /// <summary>3 April.</summary>
    DayFirst,
}

/// <summary>What <see cref="TimeStage"/> may do one way or the other.</summary>
public sealed record TimeOptions
{
    /// <summary>How the values of decades and centuries are written: <see cref="DecadeStyle.Short"/>.</summary>
    public DecadeStyle Decades { get; init; }

    /// <summary>How numeric dates are read that can be read two ways: <see cref="NumericOrder.FromText"/>.</summary>
    public NumericOrder NumericDates { get; init; }
}
