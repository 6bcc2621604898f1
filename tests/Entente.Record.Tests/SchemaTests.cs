using System.Text;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Entente.Articles;
using Entente.Record.Exports;
using Entente.TestKit;
using NodaTime;
using Xunit;

namespace Entente.Record.Tests;

/// <summary>
/// The pages for people who open the record or its exports with other programs. Tables, columns and types of docs/schema.md are what DuckDB tells of a new record and its
/// export; the meanings are kept from the page. The SQL of the pages on R and Python is run.
/// </summary>
public sealed partial class SchemaTests : IDisposable
{
    private static readonly string Page = Repository.PathOf("docs", "schema.md");

    private readonly string _folder = Directory.CreateTempSubdirectory("entente-schema-").FullName;

    public SchemaTests()
    {
        Article[] articles =
        [
            Make.Article("Russia suspended the Black Sea Grain Initiative on 29 October 2022. France condemned Russia on 30 October 2022.", "2022-10-30", "Harbour Post", "early"),
            Make.Article("A day after talks, the Kremlin suspended the Black Sea Grain Initiative on 29 October 2022. Turkey will meet Russia in December.", "2022-10-31", "Inland Gazette", "other"),
            Make.Article("Russia withdrew from the Black Sea Grain Initiative on Monday. Russia accused Ukraine of attacking ships.", "2023-07-18", "Harbour Post", "late"),
        ];
        var pipeline = Pipeline.English();
        using var record = RecordStore.Open(RecordPath, create: true);
        record.Add(articles.Select(a => pipeline.Annotate(a)), Instant.FromUtc(2023, 8, 1, 0, 0));
        RecordExport.Write(record, ExportLayout.Parquet, Path.Combine(_folder, "out"));
    }

    private string RecordPath => Path.Combine(_folder, "my.entente");

    /// <summary>After a change of the layout run with ENTENTE_ACCEPT=1, and write the meaning of what is new.</summary>
    [Fact]
    public void Page_has_the_tables_columns_and_types_there_are()
    {
        var page = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var head = page[..page.IndexOf("\n## ", StringComparison.Ordinal)];
        var known = Sections(page);
        var text = new StringBuilder(head);
        var tables = Tables();
        foreach (var (table, columns) in tables.OrderBy(t => Place(t.Table)).ThenBy(t => t.Table, StringComparer.Ordinal))
        {
            var section = known.GetValueOrDefault(table);
            text.Append($"\n## {table}\n\n{section?.Meaning ?? ""}\n\n| column | type | meaning |\n|---|---|---|\n");
            foreach (var (column, type) in columns)
                text.Append($"| `{column}` | {type} | {section?.Columns.GetValueOrDefault(column) ?? ""} |\n");
        }

        Snapshot.MatchesFile(text.ToString(), Page);

        int Place(string table) => known.Keys.ToList().IndexOf(table) is var i and >= 0 ? i : int.MaxValue;
    }

    [Fact]
    public void Every_table_and_column_has_a_meaning()
    {
        var known = Sections(File.ReadAllText(Page).ReplaceLineEndings("\n"));

        foreach (var (table, columns) in Tables())
        {
            Assert.True(known.TryGetValue(table, out var section) && section.Meaning.Length > 0, $"docs/schema.md says nothing of {table}.");
            Assert.All(columns, c => Assert.False(string.IsNullOrEmpty(section!.Columns.GetValueOrDefault(c.Column)), $"docs/schema.md says nothing of {table}.{c.Column}."));
        }
    }

    [Theory]
    [InlineData("use-from-r.md")]
    [InlineData("use-from-python.md")]
    public void Sql_of_the_page_runs_and_answers(string name)
    {
        var page = File.ReadAllText(Repository.PathOf("docs", name)).ReplaceLineEndings("\n");
        var questions = Sql().Matches(page).Select(m => m.Groups[1].Value).ToList();
        Assert.True(questions.Count >= 4, "The page has hardly any SQL.");
        using var connection = Open(readOnly: true);
        foreach (var question in questions)
        {
            using var command = connection.CreateCommand();
            command.CommandText = question.Replace("'out/", $"'{_folder}/out/", StringComparison.Ordinal);
            using var rows = command.ExecuteReader();
            Assert.True(rows.Read(), $"No row comes of: {question}");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private DuckDBConnection Open(bool readOnly)
    {
        var connection = new DuckDBConnection($"Data Source={RecordPath}{(readOnly ? ";ACCESS_MODE=READ_ONLY" : "")}");
        connection.Open();
        return connection;
    }

    private List<(string Table, List<(string Column, string Type)> Columns)> Tables()
    {
        using var connection = Open(readOnly: true);
        var names = Rows("select table_name, '' from information_schema.tables where table_schema = 'main' order by table_name").Select(r => r.First).ToList();
        return
        [
            .. names.Select(n => (n, Rows($"select column_name, lower(column_type) from (describe \"{n}\")"))),
            .. new[] { "claims.parquet", "events.parquet" }.Select(n => (n, Rows($"select column_name, lower(column_type) from (describe from '{_folder}/out/{n}')"))),
        ];

        List<(string First, string Second)> Rows(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<(string, string)>();
            while (reader.Read())
                rows.Add((reader.GetString(0), reader.GetString(1)));
            return rows;
        }
    }

    private static Dictionary<string, Section> Sections(string page) => page.Split("\n## ").Skip(1).Select(s => s.Split('\n')).ToDictionary(lines => lines[0].Trim(), lines => new Section(
        string.Join('\n', lines.Skip(1).TakeWhile(l => !l.StartsWith('|'))).Trim(),
        lines.Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|', StringSplitOptions.TrimEntries)).ToDictionary(c => c[1].Trim('`'), c => c[3])));

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sql();

    private sealed record Section(string Meaning, Dictionary<string, string> Columns);
}
