using System.Text;
using Entente.Articles;
using NodaTime;

namespace Entente.Benchmarks;

/// <summary>Texts of the project's own writing, and what was counted in them.</summary>
internal static class Corpus
{
    /// <summary>The articles.</summary>
    public static IReadOnlyList<Article> Articles { get; } = [.. new[] { "harbour", "river" }.Select(Load)];

    /// <summary>Bytes of UTF-8 in all articles.</summary>
    public static int Bytes { get; } = Articles.Sum(a => Encoding.UTF8.GetByteCount(a.Text));

    private static Article Load(string name)
    {
        using var reader = new StreamReader(typeof(Corpus).Assembly.GetManifestResourceStream(name)!);
        return new Article { Text = reader.ReadToEnd(), Published = new LocalDate(2021, 4, 8), SourceId = name, Language = "en" };
    }
}
