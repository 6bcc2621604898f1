using Entente.Articles;
using Entente.Relations;
using Spectre.Console;
using Spectre.Console.Rendering;
using Status = Entente.Relations.Status;

namespace Entente.Cli.Output;

/// <summary>One standing for eyes: what stood, since when, what was to come, and the sentences behind it.</summary>
/// <param name="terminal">Where to write.</param>
/// <param name="articles">Articles by id, as far as they have been met: they tell where a sentence was read.</param>
internal sealed class StandingCard(Terminal terminal, IReadOnlyDictionary<string, Source> articles) : ResultWriter<Standing>
{
    private bool _isLater;

    public override void Write(Standing result)
    {
        if (_isLater)
            terminal.Out.Write('\n');
        _isLater = true;
        Screen.Write(terminal, new Rows(Lines(result)));
    }

    public override void Dispose() => terminal.Out.Flush();

    private IEnumerable<IRenderable> Lines(Standing standing)
    {
        yield return new Text(PlainText.Line(Heading(standing)), new Style(decoration: Decoration.Bold));
        var facts = new Grid { Expand = false };
        facts.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) });
        facts.AddColumn(new GridColumn { Padding = new Padding(0, 0) });
        foreach (var (name, value) in Facts(standing))
            facts.AddRow(new Text(name), new Text(PlainText.Line(value)));
        yield return facts;
    }

    private static string Heading(Standing standing) => string.Join(
        ", ",
        new[] { standing.Name, standing.Strand, standing.Party is { } party ? $"for {party}" : null }.Where(part => part is not null));

    private IEnumerable<(string Name, string Value)> Facts(Standing standing)
    {
        yield return ("as of", DateText.Of(standing.AsOf) + (standing.KnownBy is { } known ? $", as known by {DateText.Of(known)}" : ""));
        if (standing.Status == Status.Unknown)
        {
            yield return ("status", "unknown: no source covers this");
            yield break;
        }
        yield return ("status", $"{ContractWord.Of(standing.Status).Replace('_', ' ')} since {Days(standing.Since)}{(standing.ByTerms ? ", by its terms" : "")}{(standing.Disputed ? ", disputed" : "")}");
        if (standing.NextPlanned is { } next)
            yield return ("planned", $"{ContractWord.Of(next.Step).Replace('_', ' ')}, {(next.Date is { } date ? Days(date) : "no day named")}");
        if (standing.LastConfirmed is { } last)
            yield return ("confirmed", $"last for {DateText.Of(last)}");
        foreach (var source in standing.Sources)
            yield return (source.For ? "source" : "against", $"“{source.Quote}” {Origin(source)}");
    }

    private static string Days(StandingDate date) => DateText.Of(new DateRange(date.Start, date.End, date.Precision));

    private string Origin(StandingSource source)
    {
        var from = source.Outlet ?? (articles.GetValueOrDefault(source.Article) is { } article ? article.Url ?? article.Path ?? article.SourceId : null) ?? source.Article;
        return source.Published is { } day ? $"{from}, {DateText.Of(day)}" : from;
    }
}
