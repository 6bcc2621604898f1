using Entente.Record;
using Entente.Relations;
using NodaTime;

namespace Entente.Web.Leaves;

/// <summary>A page that shows on one timeline how something stood and what happened.</summary>
internal abstract record LifeLeaf(string Title, Type View) : Leaf(Title, View)
{
    /// <summary>Events drawn in the timeline at most: more could not be told apart.</summary>
    public const int MostDrawn = 150;

    public required LocalDate AsOf { get; init; }

    public required LocalDate Today { get; init; }

    public required IReadOnlyList<Standing> Standings { get; init; }

    public required IReadOnlyList<StandingLife> Lives { get; init; }

    /// <summary>The events of the timeline.</summary>
    public required IReadOnlyList<Event> Drawn { get; init; }

    public required Page<Event> Events { get; init; }

    /// <summary>The first and last day of publication in the record: what sliders run over.</summary>
    public required (LocalDate First, LocalDate Last) Known { get; init; }

    /// <summary>The address that tells the same when it is asked next year: both days stand in it.</summary>
    public string Permalink => (Question with { AsOf = AsOf, KnownBy = Question.KnownBy ?? Today, Page = 1 }).Address();

    public override bool HasExport => true;

    /// <summary>The days of which a timeline has something to show, in order.</summary>
    protected static IReadOnlyList<LocalDate> Days(IEnumerable<StandingLife> lives, IEnumerable<Event> drawn) =>
        [.. lives.SelectMany(l => l.Spans.Select(s => s.From)).Concat(drawn.Select(e => e.Date.Start ?? e.Date.End).OfType<LocalDate>()).Where(d => d.Year > 1).Order()];
}
