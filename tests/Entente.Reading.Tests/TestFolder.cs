using System.Text;
using Entente.Articles;

namespace Entente.Reading.Tests;

/// <summary>A folder of its own for one test, gone at its end.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("entente-reading-").FullName;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static List<ReadResult> Read(params string[] paths) => Read(ReadingOptions.Default, paths);

    public static List<ReadResult> Read(ReadingOptions options, params string[] paths) => [.. ArticleReader.Read(paths, options, null, CancellationToken.None)];

    public static List<ReadResult> ReadInput(Stream input, ReadingOptions? options = null) => [.. ArticleReader.Read(["-"], options ?? ReadingOptions.Default, input)];

    public static List<ReadResult> ReadInput(string input) => ReadInput(new MemoryStream(Encoding.UTF8.GetBytes(input)));

    public Article ReadText(string text) => Assert.Single(Read(Write("a.txt", text))).Article!;

    public static string CodeOf(IReadOnlyList<ReadResult> results) => Assert.Single(results).Problem!.Code;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
