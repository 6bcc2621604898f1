using System.Globalization;
using Entente.Articles;
using Entente.Record;
using Entente.Relations;
using Entente.Web.Views;

namespace Entente.Web.Leaves;

/// <summary>Events that fit, with the counts by which they can be narrowed.</summary>
internal sealed record SearchLeaf() : Leaf("Search", typeof(SearchView))
{
    public required Page<Event> Events { get; init; }

    public required Facets Facets { get; init; }

    public required IReadOnlyList<Facet> Outlets { get; init; }

    /// <summary>Names of the arrangements among the facets.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    public override bool HasExport => true;

    public static Func<RecordStore, Leaf> Of(Room room, Question asked) => record =>
    {
        var question = asked with { Actors = [.. asked.Actors.Select(a => Question.ActorId(a, asked.To)).Distinct(StringComparer.Ordinal)] };
        if (question.Arrangement is { } name && Entente.Actors.KnowledgeBase.English.FindArrangements(name) is [var arrangement, ..])
            question = question with { Arrangement = arrangement.Id };
        var filter = question.Filter;
        var totals = Totals.Of(room, record);
        var isAll = question is { IsOpen: true, From: null, To: null, KnownBy: null };
        var facets = isAll ? totals.Facets : record.Facets(filter);
        return new SearchLeaf
        {
            Question = question,
            Menu = "search",
            Events = record.Events(filter, question.Paging),
            Facets = facets,
            Names = isAll ? totals.Names : record.ArrangementNames([.. facets.Arrangements.Select(a => a.Value)]),
            Outlets = isAll ? totals.Outlets : record.Outlets(filter),
        };
    };

    public override object ToJson() => new
    {
        Question.Filter,
        Events.Total,
        Question.Page,
        PageSize = Web.Question.PageSize,
        Events = Events.Items,
        Facets = Tables.Named(Facets, Outlets).GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.Select(f => new { f.Value.Value, f.Value.Count, ToggleUrl = Toggle(g.Key, f.Value.Value).Address() })),
        Next = Events.Total > Question.Page * Web.Question.PageSize ? (Question with { Page = Question.Page + 1 }).Address(form: "json") : null,
    };

    public override IEnumerable<string> ToCsv() => Question.Table switch
    {
        null or "events" => Tables.Events(Events.Items),
        "facets" => Tables.Facets(Facets, Outlets),
        _ => NoTable("events and facets"),
    };

    /// <summary>The question with a value of a facet set, or taken away when it is set.</summary>
    public Question Toggle(string facet, string value)
    {
        var q = Question with { Page = 1, Table = null };
        return facet switch
        {
            "actor" => q with { Actors = q.Actors.Contains(value) ? [.. q.Actors.Where(a => a != value)] : [.. q.Actors, value] },
            "arrangement" => q with { Arrangement = q.Arrangement == value ? null : value },
            "type" => q with { Type = q.Type is { } type && Show.Word(type) == value ? null : Enum.Parse<PloverType>(value, ignoreCase: true) },
            "step" => q with { Step = q.Step is { } step && Show.Word(step) == value ? null : Enum.Parse<Step>(value.Replace("_", "", StringComparison.Ordinal), ignoreCase: true) },
            "reality" => q with { Reality = q.Reality is { } reality && Show.Word(reality) == value ? null : Enum.Parse<Reality>(value, ignoreCase: true) },
            "country" => q with { Country = q.Country == value ? null : value },
            "outlet" => q with { Outlet = q.Outlet == value ? null : value },
            "year" when int.Parse(value, CultureInfo.InvariantCulture) is var year => IsSet(facet, value) ? q with { From = null, To = null } : q with { From = new(year, 1, 1), To = new(year, 12, 31) },
            _ => q,
        };
    }

    /// <summary>Whether a value of a facet limits the answer now.</summary>
    public bool IsSet(string facet, string value) => facet switch
    {
        "actor" => Question.Actors.Contains(value),
        "arrangement" => Question.Arrangement == value,
        "type" => Question.Type is { } type && Show.Word(type) == value,
        "step" => Question.Step is { } step && Show.Word(step) == value,
        "reality" => Question.Reality is { } reality && Show.Word(reality) == value,
        "country" => Question.Country == value,
        "outlet" => Question.Outlet == value,
        _ => Question is { From: { Month: 1, Day: 1 } from, To: { Month: 12, Day: 31 } to } && from.Year == to.Year && from.Year == int.Parse(value, CultureInfo.InvariantCulture),
    };
}
