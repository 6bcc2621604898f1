using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Entente.Articles;
using Entente.Record;
using Entente.Record.Exports;
using Entente.TestKit;
using NodaTime;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>Versions, licences and completion.</summary>
public sealed class InfoTests : IDisposable
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["MIT"] = """
            Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software
            without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
            persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice and this permission notice shall be included in all copies
            or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
            MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY,
            WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
            """,
        ["PostgreSQL"] = """
            Permission to use, copy, modify, and distribute this software and its documentation for any purpose, without fee, and without a written agreement is hereby granted, provided that the
            above copyright notice and this paragraph and the following two paragraphs appear in all copies.

            IN NO EVENT SHALL THE COPYRIGHT HOLDER BE LIABLE TO ANY PARTY FOR DIRECT, INDIRECT, SPECIAL, INCIDENTAL, OR CONSEQUENTIAL DAMAGES, INCLUDING LOST PROFITS, ARISING OUT OF THE USE OF
            THIS SOFTWARE AND ITS DOCUMENTATION, EVEN IF THE COPYRIGHT HOLDER HAS BEEN ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

            THE COPYRIGHT HOLDER SPECIFICALLY DISCLAIMS ANY WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE. THE SOFTWARE
            PROVIDED HEREUNDER IS ON AN "AS IS" BASIS, AND THE COPYRIGHT HOLDER HAS NO OBLIGATIONS TO PROVIDE MAINTENANCE, SUPPORT, UPDATES, ENHANCEMENTS, OR MODIFICATIONS.
            """,
        ["Apache-2.0"] = "The text stands in LICENSE: it is the licence of Entente itself.",
    };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Info_names_coder_models_rules_actors_scales_and_licences()
    {
        var run = Cli.Run("info");

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        var version = CoderVersion.BuiltIn;
        foreach (var word in new[] { version.Program, version.ToString(), version.Models, version.Rules, version.Actors, "goldstein", "plover", "confidence", "DuckDB.NET.Data.Full", "CC BY-SA 4.0" })
            Assert.Contains(word, run.Out, StringComparison.Ordinal);
        Assert.Contains("Permission is hereby granted", Cli.Run("info", "--licences").Out, StringComparison.Ordinal);
        Assert.Contains(CoderVersion.Files[0].Sha256, Cli.Run("info", "--files").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Info_as_jsonl_has_the_hash_of_every_data_file()
    {
        using var info = JsonDocument.Parse(Cli.Run("info", "--format", "jsonl").Out);

        Assert.Equal(CoderVersion.BuiltIn.ToString(), info.RootElement.GetProperty("coder").GetString());
        Assert.Equal(CoderVersion.Files.Count, info.RootElement.GetProperty("files").GetArrayLength());
        Assert.All(info.RootElement.GetProperty("licences").EnumerateArray(), l => Assert.NotEmpty(l.GetProperty("licence").GetString()!));
    }

    /// <summary>THIRD-PARTY-NOTICES.md is made of what the build restored: run with ENTENTE_ACCEPT=1 after a change of the packages.</summary>
    [Fact]
    public void Notices_name_every_package_that_is_shipped()
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("src", "Entente.Cli", "obj", "project.assets.json")));
        var root = assets.RootElement;
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToList();
        var rows = new List<(string Name, string Version, string Licence, string By)>();
        foreach (var package in root.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject().Where(p => p.Value.GetProperty("type").GetString() == "package" && IsShipped(p.Value)))
        {
            var (name, version) = (package.Name.Split('/')[0], package.Name.Split('/')[1]);
            var file = folders.Select(f => Path.Combine(f, name.ToLowerInvariant(), version, name.ToLowerInvariant() + ".nuspec")).First(File.Exists);
            var facts = XDocument.Load(file).Root!.Elements().First().Elements().GroupBy(e => e.Name.LocalName).ToDictionary(g => g.Key, g => g.First());
            rows.Add((name, version, Licence(name, facts), string.Join(' ', (facts.GetValueOrDefault("copyright") ?? facts["authors"]).Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        }
        var page = new StringBuilder("# Packages of others\n\nThe command is built of these; a test makes this page of what the build restored.\n\n| package | version | licence | by |\n|---|---|---|---|\n");
        foreach (var row in rows.OrderBy(r => r.Name, StringComparer.Ordinal))
            page.Append($"| {row.Name} | {row.Version} | {row.Licence} | {row.By.Replace("|", "/", StringComparison.Ordinal)} |\n");
        foreach (var licence in rows.Select(r => r.Licence).Distinct().Order(StringComparer.Ordinal))
            page.Append($"\n## {licence}\n\n{Texts[licence]}\n");

        Snapshot.MatchesFile(page.ToString(), Repository.PathOf("THIRD-PARTY-NOTICES.md"));
    }

    [Fact]
    public void Every_export_names_coder_models_rules_and_actors()
    {
        var path = _folder.PathOf("test.entente");
        var article = Make.Article("France condemned Germany on Monday.", "2020-06-15");
        using (var record = RecordStore.Open(path, create: true))
            record.Add([Pipeline.English().Annotate(article)], Instant.FromUtc(2020, 6, 16, 0, 0));
        foreach (var layout in Enum.GetNames<ExportLayout>())
        {
            Assert.Equal(ExitCode.Done, Cli.Run("export", "--as", layout.ToLowerInvariant(), "-o", _folder.PathOf(layout), "--record", path).Code);
            using var metadata = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.PathOf(layout), "metadata.json")));
            var (told, version) = (metadata.RootElement, CoderVersion.BuiltIn);
            Assert.Equal((version.Program, version.Models, version.Rules, version.Actors), (told.GetProperty("version").GetString(), told.GetProperty("models").GetString(), told.GetProperty("rules").GetString(), told.GetProperty("actors").GetString()));
            Assert.Equal(version.ToString(), Assert.Single(told.GetProperty("coders").EnumerateArray()).GetString());
        }
    }

    [Theory]
    [InlineData("entente st", "standing")]
    [InlineData("entente events --kn", "--known-by")]
    [InlineData("entente events --type ", "sanction")]
    [InlineData("entente export --as par", "parquet")]
    public async Task Bash_completes_by_the_script(string line, string expected)
    {
        if (OperatingSystem.IsWindows())
            return;
        var script = _folder.Write("complete.bash", $$"""
            entente() { dotnet "{{typeof(CommandLine).Assembly.Location}}" "$@"; }
            source <(entente completion bash)
            COMP_LINE='{{line}}'
            COMP_POINT=${#COMP_LINE}
            read -ra COMP_WORDS <<<"$COMP_LINE"
            [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            $(complete -p entente | sed 's/.*-F \([^ ]*\).*/\1/')
            printf '%s\n' "${COMPREPLY[@]}"
            """);
        using var bash = Process.Start(new ProcessStartInfo("bash", [script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var found = (await bash.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await bash.WaitForExitAsync();

        Assert.Equal("", await bash.StandardError.ReadToEndAsync());
        Assert.Contains(expected, found);
        var word = line[(line.LastIndexOf(' ') + 1)..];
        Assert.All(found, f => Assert.StartsWith(word, f, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "#compdef entente")]
    [InlineData("fish", "complete -c entente")]
    public void Completion_is_there_for_each_shell(string shell, string part) => Assert.Contains(part, Cli.Run("completion", shell).Out, StringComparison.Ordinal);

    [Fact]
    public void Completion_of_another_shell_is_a_usage_error() => Assert.Equal(ExitCode.Usage, Cli.Run("completion", "tcsh").Code);

    public void Dispose() => _folder.Dispose();

    /// <summary>Whether something of the package lies beside the built command; what only the compiler reads does not.</summary>
    private static bool IsShipped(JsonElement package) =>
        new[] { "runtime", "runtimeTargets", "native" }.Any(kind => package.TryGetProperty(kind, out var files) && files.EnumerateObject().Any(f => !f.Name.EndsWith("_._", StringComparison.Ordinal)));

    private static string Licence(string name, Dictionary<string, XElement> facts) =>
        facts.TryGetValue("license", out var licence) && licence.Attribute("type")?.Value == "expression" ? licence.Value : throw new InvalidOperationException($"{name} does not say its licence as an expression.");
}
