using System.CommandLine;
using System.Text;
using Entente.Articles;
using Entente.Cli.Output;
using Entente.Record;
using Entente.Record.Exports;
using Entente.Record.Foreign;
using NodaTime;

namespace Entente.Cli.Commands;

/// <summary><c>entente audit</c>: whether the log of decisions is whole, and which decisions meet nothing any more.</summary>
internal sealed class AuditCommand : QuestionCommand
{
    private static readonly Layout<Decision> Decisions = new()
    {
        Json = d => new { d.Number, d.At, d.Kind, d.Who, d.Why, d.Claim, d.Others, d.Change, d.Added, d.Undoes, d.Previous, d.Hash },
        Table =
        [
            new("No", d => d.Number) { IsWhole = true }, new("When", d => NodaTime.Text.InstantPattern.General.Format(d.At)) { IsWhole = true }, new("Decided", d => ContractWord.Of(d.Kind)), new("By", d => d.Who), new("Why", d => d.Why),
            new("About", d => d.Undoes is { } undone ? $"decision {undone}" : (d.Claim?.Article ?? d.Added?.Article) + (d.Claim is { } c ? $" {c.Start}-{c.End}" : "")),
        ],
        Csv =
        [
            new("number", d => d.Number), new("at", d => NodaTime.Text.InstantPattern.ExtendedIso.Format(d.At)), new("kind", d => ContractWord.Of(d.Kind)), new("who", d => d.Who), new("why", d => d.Why),
            new("article", d => d.Claim?.Article ?? d.Added?.Article), new("undoes", d => d.Undoes), new("hash", d => d.Hash),
        ],
    };

    private readonly Option<string?> _head = new("--head") { Description = "A hash noted earlier, which must still be in the log", HelpName = "HASH" };

    public AuditCommand(Session session) : base(session, "audit", "List the log of decisions, check that nothing in it was changed, and list those that meet no claim any more", "entente audit", "entente audit --head 3f2a…")
    {
        Options.Add(_head);
        SetAction(parsed =>
        {
            using var record = Open(parsed);
            var audit = record.Audit(parsed.GetValue(_head));
            using (var rows = ResultWriter.For(Format(parsed), Decisions, Terminal))
                foreach (var decision in record.Decisions())
                    rows.Write(decision);
            foreach (var orphan in record.OrphanedDecisions())
                Terminal.Error.WriteLine(PlainText.Line($"Decision {orphan.Number} ({ContractWord.Of(orphan.Kind)}) meets no claim any more."));
            Terminal.Error.WriteLine(audit.Broken is { } at ? $"The log is broken: line {at} does not fit the one before."
                : audit.HeadFound == false ? "The log has no line of that hash: what was noted is not what it now holds."
                : $"{audit.Decisions} decisions, whole{(audit.Head.Length > 0 ? $"; the last has the hash {audit.Head}" : "")}.");
            return audit.IsWhole ? ExitCode.Done : ExitCode.Failed;
        });
    }
}

/// <summary><c>entente rebuild</c>: makes events anew.</summary>
internal sealed class RebuildCommand : WritingCommand
{
    private readonly Option<bool> _new = new("--new") { Description = "Only the events of articles that workers added since" };
    private readonly Option<int?> _every = CommonOptions.Count("--every", "Do so again every so many seconds, until it is stopped");

    public RebuildCommand(Session session) : base(session, "rebuild", "Make all events anew from what was coded and decided; an earlier version's record is brought up to date",
        "entente rebuild --record news.entente", "entente rebuild --new --every 60 --record postgres://keeper@store/entente")
    {
        Options.Add(_new);
        Options.Add(_every);
        SetAction(parsed =>
        {
            using var record = Open(parsed);
            if (parsed.GetValue(_new) || parsed.GetValue(_every) is not null)
            {
                do
                    record.Refresh();
                while (parsed.GetValue(_every) is { } seconds && !Session.CancellationToken.WaitHandle.WaitOne(TimeSpan.FromSeconds(seconds)));
                Terminal.Out.WriteLine($"{record.EventCount} events of {record.ClaimCount} claims in {record.ArticleCount} articles");
                return ExitCode.Done;
            }
            Terminal.Out.WriteLine($"{record.Rebuild()} events of {record.ClaimCount} claims in {record.ArticleCount} articles");
            return ExitCode.Done;
        });
    }
}

/// <summary><c>entente diff</c>: what differs between two records, or between what one knew on two days.</summary>
internal sealed class DiffCommand : QuestionCommand
{
    private static readonly Layout<ClaimChange> Changes = new()
    {
        Json = c => c,
        Table =
        [
            new("How", c => ContractWord.Of(c.Kind)) { IsWhole = true }, new("Because of", c => ContractWord.Of(c.Cause)) { IsWhole = true }, new("Claim", c => ClaimLayout.ShortId((c.After ?? c.Before)!.Claim.Id)) { IsWhole = true },
            new("Fields", c => string.Join(", ", c.Fields)), new("Words", c => PlainText.Cut((c.After ?? c.Before)!.Claim.Evidence.Exact, 120)),
        ],
        Csv =
        [
            new("kind", c => ContractWord.Of(c.Kind)), new("cause", c => ContractWord.Of(c.Cause)), new("before", c => c.Before?.Claim.Id), new("after", c => c.After?.Claim.Id), new("fields", c => string.Join(";", c.Fields)),
            new("article", c => (c.After ?? c.Before)!.Source.ArticleId), new("sentence", c => (c.After ?? c.Before)!.Claim.Evidence.Exact),
        ],
    };

    private readonly Argument<string> _a = NameArgument("A", "A record's file, or a day");
    private readonly Argument<string> _b = NameArgument("B", "A record's file, or a day");

    public DiffCommand(Session session) : base(session, "diff", "Tell what is new, changed or gone between two records, or between what was known on two days, and whether the source, the coder or a person made it so",
        "entente diff old.entente new.entente", "entente diff 2022-06-30 2022-12-31 --record news.entente")
    {
        Arguments.Add(_a);
        Arguments.Add(_b);
        SetAction(parsed =>
        {
            var (a, b) = (parsed.GetRequiredValue(_a), parsed.GetRequiredValue(_b));
            using var rows = ResultWriter.For(Format(parsed), Changes, Terminal);
            if (Day(a) is { } from && Day(b) is { } to)
            {
                using var record = Open(parsed);
                foreach (var change in RecordDiff.Between(record, from, to))
                    rows.Write(change);
                return ExitCode.Done;
            }
            using var first = RecordStore.Open(a, readOnly: true);
            using var second = RecordStore.Open(b, readOnly: true);
            foreach (var change in RecordDiff.Between(first, second))
                rows.Write(change);
            return ExitCode.Done;
        });

        static LocalDate? Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : null;
    }
}

/// <summary><c>entente export</c>: files for other programs.</summary>
internal sealed class ExportCommand : QuestionCommand
{
    private readonly Option<ExportLayout?> _as = CommonOptions.Word<ExportLayout>("--as", "layout", "jsonl, csv, parquet, icews, polecat, gdelt, plover, manytreaties, annotations");
    private readonly Option<DirectoryInfo> _out = new("-o", "--out") { Description = "Folder to write into", HelpName = "FOLDER", Required = true };
    private readonly Option<LocalDate?> _from = CommonOptions.Day("--from", "First day");
    private readonly Option<LocalDate?> _to = CommonOptions.Day("--to", "Last day");
    private readonly Option<LocalDate?> _knownBy = CommonOptions.Day("--known-by", "Only what articles published up to this day say");
    private readonly Option<PloverType?> _type = CommonOptions.Word<PloverType>("--type", "type", "PLOVER type: agree, consult, sanction…");

    public ExportCommand(Session session) : base(session, "export", "Write claims, events and standings into files in the layouts of other programs, with metadata.json beside them",
        "entente export --as parquet -o out", "entente export --as icews --from 2014-01-01 --to 2014-12-31 -o out")
    {
        _as.Required = true;
        foreach (var option in new Option[] { _as, _out, _from, _to, _knownBy, _type })
            Options.Add(option);
        SetAction(parsed =>
        {
            using var record = Open(parsed);
            var filter = new ClaimFilter { From = parsed.GetValue(_from), To = parsed.GetValue(_to), KnownBy = parsed.GetValue(_knownBy), Type = parsed.GetValue(_type) };
            var metadata = RecordExport.Write(record, parsed.GetValue(_as)!.Value, parsed.GetRequiredValue(_out).FullName, filter);
            foreach (var (file, count) in metadata.Counts)
                Terminal.Out.WriteLine($"{count} rows in {file}");
            foreach (var (why, count) in metadata.LeftOut)
                Terminal.Error.WriteLine($"{count} left out: {why}");
            return ExitCode.Done;
        });
    }
}

/// <summary><c>entente import</c>: rows of other collections, for comparison.</summary>
internal sealed class ImportCommand : WritingCommand
{
    private readonly Argument<FileInfo> _file = new("FILE") { Description = "The file, not compressed" };
    private readonly Option<ForeignLayout?> _as = CommonOptions.Word<ForeignLayout>("--as", "layout", "icews, polecat, gdelt");
    private readonly Option<string?> _name = new("--name") { Description = "Name under which the rows are kept [default: that of the layout]", HelpName = "NAME" };

    public ImportCommand(Session session) : base(session, "import", "Take in rows of ICEWS, POLECAT or GDELT, to compare them with events; they are no source of standings",
        "entente import events.2014.tab --as icews", "entente import 20220224.export.CSV --as gdelt --name gdelt-2022")
    {
        _as.Required = true;
        Arguments.Add(_file);
        Options.Add(_as);
        Options.Add(_name);
        SetAction(parsed =>
        {
            var (file, layout) = (parsed.GetRequiredValue(_file), parsed.GetValue(_as)!.Value);
            if (!file.Exists)
                throw new UsageException($"There is no file {file.FullName}.");
            using var record = Open(parsed);
            using var reader = new StreamReader(file.FullName, new UTF8Encoding(false));
            var problems = 0;
            var count = record.AddForeign(ForeignFile.Read(reader, layout, parsed.GetValue(_name) ?? ContractWord.Of(layout), (line, reason) =>
            {
                if (problems++ < 20)
                    Terminal.Error.WriteLine(PlainText.Line($"{file.Name}:{line}: import.row: {reason}"));
            }));
            Terminal.Out.WriteLine($"{count} rows taken in");
            if (problems == 0)
                return ExitCode.Done;
            Terminal.Error.WriteLine($"{problems} of {count + problems} rows failed.");
            return ExitCode.Failed;
        });
    }
}
