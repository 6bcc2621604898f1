namespace Entente.Record.Exports;

/// <summary>The form of an export.</summary>
public enum ExportLayout
{
    /// <summary>Claims and events as JSON, one object a line.</summary>
    Jsonl,

    /// <summary>Claims and events as RFC 4180, guarded against formulas.</summary>
    Csv,

    /// <summary>Claims and events as Parquet.</summary>
    Parquet,

    /// <summary>Events in the 20 columns of ICEWS.</summary>
    Icews,

    /// <summary>Events in the 40 columns of POLECAT.</summary>
    Polecat,

    /// <summary>Events in the 61 columns of GDELT 2.0.</summary>
    Gdelt,

    /// <summary>Events as PLOVER JSON, one object a line.</summary>
    Plover,

    /// <summary>Agreements and parties in the columns of manytreaties, and the intervals of their standings.</summary>
    Manytreaties,

    /// <summary>The sentences behind claims as W3C Web Annotations, one object a line.</summary>
    Annotations,
}

/// <summary>What an export holds, written beside it as <c>metadata.json</c>.</summary>
public sealed record ExportMetadata
{
    /// <summary>Name and version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Version of the models of the program that exports.</summary>
    public required string Models { get; init; }

    /// <summary>Version of its rules.</summary>
    public required string Rules { get; init; }

    /// <summary>Version of what it knows of actors.</summary>
    public required string Actors { get; init; }

    /// <summary>The coders whose claims count in the record, each with the version of its models, rules and actors.</summary>
    public required IReadOnlyList<string> Coders { get; init; }

    /// <summary>The form.</summary>
    public required ExportLayout Layout { get; init; }

    /// <summary>What was asked for.</summary>
    public required ClaimFilter Filter { get; init; }

    /// <summary>Rows by file.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>SHA-256 by file.</summary>
    public required IReadOnlyDictionary<string, string> Sha256 { get; init; }

    /// <summary>Scales that numbers of the files are on, by column.</summary>
    public IReadOnlyDictionary<string, string> Scales { get; init; } = new Dictionary<string, string>();

    /// <summary>What was left out, and why.</summary>
    public IReadOnlyDictionary<string, long> LeftOut { get; init; } = new Dictionary<string, long>();

    /// <summary>Hash of the last decision that counts in it; empty when there is none.</summary>
    public string Decisions { get; init; } = "";
}
