namespace Entente.Cli.Output;

/// <summary>Form of results.</summary>
internal enum OutputFormat
{
    /// <summary>For eyes.</summary>
    Table,

    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>RFC 4180 with a header line.</summary>
    Csv,

    /// <summary>CoNLL-U.</summary>
    Conllu,

    /// <summary>TimeML: the text with TIMEX3 tags in it.</summary>
    Timeml,
}
