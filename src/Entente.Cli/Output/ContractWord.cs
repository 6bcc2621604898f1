using System.Text.Json;
using Entente.Articles;

namespace Entente.Cli.Output;

/// <summary>Words as the JSON contract has them, for tables and CSV files.</summary>
internal static class ContractWord
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static string? Of<T>(T? value) where T : struct, Enum => value is { } known ? Of(known) : null;

    /// <summary>PLOVER types stand in capitals.</summary>
    public static string Of(PloverType type) => type.ToString().ToUpperInvariant();

    public static string Of(bool value) => value ? "true" : "false";
}
