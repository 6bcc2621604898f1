using System.Security.Cryptography;
using System.Text;

namespace Entente.Articles;

/// <summary>
/// What made a claim: the program, and the models, rules and actors it worked with, each by a hash of its files. A change in any file changes the version, and every
/// claim carries it.
/// </summary>
/// <param name="Program">Name and version of the program: <c>entente 0.1.0</c>.</param>
/// <param name="Models">Hash of the language models and word lists.</param>
/// <param name="Rules">Hash of the rules of time, acts and relations, a user's own included.</param>
/// <param name="Actors">Hash of what is known of actors and arrangements, a user's own included.</param>
public sealed record CoderVersion(string Program, string Models, string Rules, string Actors)
{
    private const int Length = 8;

    /// <summary>The built-in coder.</summary>
    public static CoderVersion BuiltIn { get; } = Of($"entente {typeof(CoderVersion).Assembly.GetName().Version!.ToString(3)}", EmbeddedData.Files());

    /// <summary>The data files built into the library, with the hash of each, by path.</summary>
    public static IReadOnlyList<DataFile> Files => EmbeddedData.Files();

    /// <summary>The whole on one line, as claims carry it: <c>entente 0.1.0+m1f0c….r83aa….a5b21…</c>.</summary>
    public override string ToString() => $"{Program}+m{Models}.r{Rules}.a{Actors}";

    /// <summary>The version of a program with the data files given.</summary>
    internal static CoderVersion Of(string program, IReadOnlyList<DataFile> files)
    {
        return new(program, Part("models"), Part("rules"), Part("actors"));

        string Part(string part) => Hash(files.Where(f => f.Part == part).OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => $"{f.Sha256}  {f.Path}"));
    }

    /// <summary>The version with a user's own files beside the built-in ones.</summary>
    /// <param name="rules">Hashes of rule files, in their order.</param>
    /// <param name="actors">Hashes of files of actors, in their order.</param>
    internal CoderVersion With(IReadOnlyList<string> rules, IReadOnlyList<string> actors) => this with
    {
        Rules = rules.Count == 0 ? Rules : Hash(rules.Prepend(Rules)),
        Actors = actors.Count == 0 ? Actors : Hash(actors.Prepend(Actors)),
    };

    private static string Hash(IEnumerable<string> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..Length];
}

/// <summary>A data file built into a library.</summary>
/// <param name="Path">Its path: <c>Time/Data/en/dates.yaml</c>.</param>
/// <param name="Sha256">SHA-256 of its bytes, in small hexadecimal digits.</param>
public sealed record DataFile(string Path, string Sha256)
{
    /// <summary>What it is part of: <c>models</c>, <c>rules</c> or <c>actors</c>.</summary>
    public string Part =>
        Path.StartsWith("Language/", StringComparison.Ordinal) ? "models"
        : Path.StartsWith("Actors/", StringComparison.Ordinal) ? "actors"
        : "rules";
}
