using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using Entente.TestKit;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>The packages, made of what was built, and used as their users do: the tool is installed from a folder, the libraries are built against.</summary>
public sealed class PackageTests(PackageTests.Packages packages) : IClassFixture<PackageTests.Packages>
{
    [Theory]
    [InlineData("Entente", "Apache-2.0 AND CC-BY-SA-4.0", "NodaTime", "YamlDotNet")]
    [InlineData("Entente.Reading", "Apache-2.0", "AngleSharp", "Entente", "SharpZipLib", "SmartReader")]
    [InlineData("Entente.Record", "Apache-2.0", "DuckDB.NET.Data.Full", "Entente", "Npgsql")]
    public void Library_has_docs_licence_and_what_it_needs(string id, string licence, params string[] needs)
    {
        using var package = ZipFile.OpenRead(packages.PathOf(id));
        Assert.All([$"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml", "README.md"], file => Assert.NotNull(package.GetEntry(file)));
        using var facts = package.GetEntry(id + ".nuspec")!.Open();
        var elements = XDocument.Load(facts).Root!.Descendants().ToList();
        Assert.Equal(licence, elements.Single(e => e.Name.LocalName == "license").Value);
        Assert.Equal("README.md", elements.Single(e => e.Name.LocalName == "readme").Value);
        Assert.NotEmpty(elements.Single(e => e.Name.LocalName == "description").Value);
        Assert.Equal(needs, elements.Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tool_is_installed_from_a_folder_and_answers()
    {
        var tools = Path.Combine(packages.Folder, "tools");
        packages.Dotnet("tool", "install", "Entente.Cli", "--tool-path", tools, "--version", packages.Version, "--configfile", packages.Config);
        var entente = Path.Combine(tools, OperatingSystem.IsWindows() ? "entente.exe" : "entente");
        var article = Path.Combine(packages.Folder, "article.txt");
        File.WriteAllText(article, "France condemned Germany on 3 March 2021.");
        var record = Path.Combine(packages.Folder, "tool.entente");

        Assert.Equal($"entente {packages.Version}", packages.Run(entente, "--version").Trim());
        Assert.Contains("\"type\":\"ACCUSE\"", packages.Run(entente, "code", article, "--format", "jsonl"), StringComparison.Ordinal);
        packages.Run(entente, "add", article, "--record", record);
        Assert.Contains("ACCUSE", packages.Run(entente, "events", "France", "Germany", "--record", record), StringComparison.Ordinal);
    }

    /// <summary>Minutes of compiling ahead: only with ENTENTE_SINGLE_FILE=1 in the environment, as <c>./test --long</c> sets it.</summary>
    [SingleFileFact]
    public void Single_file_runs_without_dotnet_and_answers_as_the_build_does()
    {
        packages.Run(Repository.PathOf("publish"), "linux-x64");
        var entente = Repository.PathOf("artifacts", "publish", "linux-x64", "entente");
        var sample = Repository.PathOf("samples", "grain-deal.txt");

        Assert.Equal([entente], Directory.GetFiles(Path.GetDirectoryName(entente)!));
        Assert.Equal(
            packages.Run("dotnet", Path.Combine(AppContext.BaseDirectory, "Entente.Cli.dll"), "code", sample, "--format", "jsonl"),
            packages.Run("env", "-i", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", $"DOTNET_BUNDLE_EXTRACT_BASE_DIR={packages.Folder}", entente, "code", sample, "--format", "jsonl"));
    }

    [Fact]
    public void Program_is_built_against_the_libraries_and_asks_a_standing()
    {
        var folder = Directory.CreateDirectory(Path.Combine(packages.Folder, "program")).FullName;
        File.WriteAllText(Path.Combine(folder, "program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestoreConfigFile>{packages.Config}</RestoreConfigFile>
                <RestorePackagesPath>{Path.Combine(packages.Folder, "restored")}</RestorePackagesPath>
                <RestoreFallbackFolders>{packages.Cache}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Entente.Reading" Version="{packages.Version}" />
                <PackageReference Include="Entente.Record" Version="{packages.Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            using Entente;
            using Entente.Reading;
            using Entente.Record;
            using NodaTime;

            var pipeline = Pipeline.English();
            using var store = RecordStore.Open(args[0], create: true);
            store.Add(ArticleReader.Read(args[1..], ReadingOptions.Default).Select(r => pipeline.Annotate(r.Article!)), SystemClock.Instance.GetCurrentInstant());
            foreach (var standing in store.StandingsOf("black-sea-grain-initiative", new LocalDate(2022, 10, 31), party: "RUS"))
                Console.WriteLine($"{standing.Status}: {standing.Sources[0].Quote}");
            """);
        packages.Dotnet("build", folder, "-c", "Release", "-v", "q");

        var answer = packages.Run("dotnet", Path.Combine(folder, "bin", "Release", "net10.0", "program.dll"), Path.Combine(folder, "my.entente"), Repository.PathOf("samples", "grain-deal.txt"));

        Assert.StartsWith("Suspended: Moscow had suspended the Black Sea Grain Initiative", answer, StringComparison.Ordinal);
    }

    /// <summary>A test that is left out unless it is asked for.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SingleFileFactAttribute : FactAttribute
    {
        public SingleFileFactAttribute() =>
            Skip = OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("ENTENTE_SINGLE_FILE") == "1" ? null : "Asked for by ./test --long, on Linux.";
    }

    /// <summary>All packages in one folder.</summary>
    public sealed class Packages : IDisposable
    {
        public Packages()
        {
            Config = Path.Combine(Folder, "nuget.config");
            File.WriteAllText(Config, $"""<configuration><packageSources><clear /><add key="here" value="{Folder}" /></packageSources></configuration>""");
            foreach (var project in new[] { "Entente", "Entente.Reading", "Entente.Record", "Entente.Cli" })
                Dotnet("pack", Repository.PathOf("src", project), "--configuration", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "--no-build", "--output", Folder, "-v", "q");
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("entente-packages-").FullName;

        /// <summary>Knows no source of packages but the folder.</summary>
        public string Config { get; }

        /// <summary>Where packages of others were restored to.</summary>
        public string Cache { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

        public string Version { get; } = typeof(Pipeline).Assembly.GetName().Version!.ToString(3);

        public string PathOf(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");

        public void Dotnet(params string[] args) => Run("dotnet", args);

        public string Run(string program, params string[] args)
        {
            var start = new ProcessStartInfo(program, args) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
            start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', args)}\n{output}\n{errors.Result}");
            return output;
        }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
