using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Entente.Reading;

/// <summary>Rules and lexicons built into this library, named by their path: <c>Data/en/furniture.yaml</c>.</summary>
internal static class ReadingData
{
    /// <summary>The built-in files of one name, one for each language.</summary>
    public static IEnumerable<string> Files(string name) =>
        typeof(ReadingData).Assembly.GetManifestResourceNames().Where(n => n.EndsWith("/" + name, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Reads a YAML file; keys are snake_case, and an unknown key is an error.</summary>
    /// <exception cref="InvalidDataException">The file does not have the form of <typeparamref name="T"/>.</exception>
    public static T Yaml<T>(string path)
    {
        using var reader = new StreamReader(typeof(ReadingData).Assembly.GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"{path} is not built into the library."));
        try
        {
            return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).WithDuplicateKeyChecking().Build().Deserialize<T>(reader);
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"{path}, line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}", e);
        }
    }
}
