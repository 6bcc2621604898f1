using Entente.Articles;
using Entente.Relations;
using NodaTime;

namespace Entente.Web.Pictures;

/// <summary>Status bars and events on one axis of time: cooperation above the line, conflict below it.</summary>
internal static class TimelinePicture
{
    private const double Left = 250;
    private const double Right = 20;
    private const double RowHeight = 28;
    private const double Step = 13;
    private const double NarrowestBar = 3;

    /// <summary>Standings drawn at most.</summary>
    public const int MostRows = 14;

    private const int MostStacked = 8;

    public static Picture Of(string about, IReadOnlyList<StandingLife> lives, IReadOnlyList<Event> events, LocalDate first, LocalDate last, LocalDate? asOf, double width = 1080)
    {
        var shown = lives.Take(MostRows).ToList();
        var axis = new TimeAxis(first, last, Left, width - Right);
        var marks = Stacked(events, axis);
        var up = marks.Where(m => m.Up).Select(m => m.Level + 1).DefaultIfEmpty(1).Max();
        var down = marks.Where(m => !m.Up).Select(m => m.Level + 1).DefaultIfEmpty(1).Max();
        var bars = 16 + shown.Count * RowHeight;
        var middle = bars + 18 + up * Step;
        var bottom = middle + 8 + down * Step;
        var picture = new Picture($"Timeline: {about}", $"{shown.Count} standings as bars and {events.Count} events as marks, from {Show.LongDay(first)} to {Show.LongDay(last)}.", width, bottom + 28);
        axis.Draw(picture, 8, bottom);
        foreach (var (i, life) in shown.Index())
            Bars(picture, axis, life, 16 + i * RowHeight, last);
        picture.Line(Left, middle, width - Right, middle, "axis");
        picture.Text(Left - 12, middle - 8, "cooperation above", "small", Anchor.End);
        picture.Text(Left - 12, middle + 16, "conflict below", "small", Anchor.End);
        foreach (var (e, x, up1, level) in marks)
        {
            var y = up1 ? middle - 9 - level * Step : middle + 9 + level * Step;
            picture.Link(Show.Path("event", e.Id), $"{Show.Days(e.Date)}: {Show.Sides(e)}, {Show.Plain(e.Type)}, told as {Show.Told(e)}", () => Mark(picture, e, x, y));
        }
        if (asOf is { } day && axis.Holds(day))
        {
            picture.Line(axis.At(day), 4, axis.At(day), bottom, "now");
            var late = axis.At(day) > width - 160;
            picture.Text(axis.At(day) + (late ? -5 : 5), bottom - 2, $"as of {Show.Day(day)}", "small", late ? Anchor.End : Anchor.Start);
        }
        return picture;
    }

    /// <summary>The mark of an event: filled when it happened, hollow when it is planned, dotted when it is only supposed, struck when it is denied; a diamond when it is told as history.</summary>
    public static void Mark(Picture picture, Event e, double x, double y) => Mark(picture, Show.QuadClass(e.Type), e.Reality, Show.IsBackground(e), x, y);

    public static void Mark(Picture picture, string quad, Reality reality, bool background, double x, double y)
    {
        var style = quad + (reality switch { Reality.Actual => "", Reality.Hypothetical => "-dotted", _ => "-hollow" });
        if (background)
            picture.Way([(x, y - 6.2), (x + 6.2, y), (x, y + 6.2), (x - 6.2, y)], style, closed: true);
        else
            picture.Circle(x, y, 4.8, style);
        if (reality == Reality.Negated)
            picture.Line(x - 6.5, y + 6.5, x + 6.5, y - 6.5, "strike");
    }

    private static void Bars(Picture picture, TimeAxis axis, StandingLife life, double top, LocalDate last)
    {
        picture.Text(Left - 12, top + 14, Short(life), life.Party is null && life.Strand is null ? "strong" : "label", Anchor.End);
        var drawn = double.NegativeInfinity;
        foreach (var span in life.Spans)
        {
            var (from, to) = (axis.At(span.From), axis.At(span.To ?? last));
            if (to <= from + 0.5 && !axis.Holds(span.From))
                continue;
            // What is narrower than a bar can be, beside another such, would only be painted over it.
            if (to < drawn)
                continue;
            if (to - from < NarrowestBar)
                drawn = from + NarrowestBar;
            var width = Math.Max(NarrowestBar, to - from);
            var words = Show.Plain(span.Status);
            picture.Box(from, top, width, 18, Look(span.Status), 2, $"{Label(life)}: {words} {Show.Day(span.From)} to {(span.To is { } end ? Show.Day(end) : "now")}");
            // Words on a bar are as wide as about 6.8 units a letter; a bar that is narrower says it by its look and in the list.
            if (width > words.Length * 6.8 + 12)
            {
                if (span.Status == Status.Suspended)
                    picture.Box(from + 5, top + 2, words.Length * 6.8 + 6, 14, "paper", 2);
                picture.Text(from + 8, top + 13.5, words, span.Status == Status.InForce ? "on-bar" : "by-bar");
            }
        }
    }

    public static string Look(Status status) => status switch
    {
        Status.InForce => "s-good",
        Status.Suspended => "s-halted",
        Status.Proposed or Status.Negotiating or Status.Signed => "s-coming",
        _ => "s-ended",
    };

    public static string Label(StandingLife life) => Show.Text(life.Strand ?? life.Name) + (life.Party is { } party ? $", for {Show.Actor(party)}" : "");

    /// <summary>The label as it fits beside the bars: the name gives way to the party.</summary>
    private static string Short(StandingLife life)
    {
        const int letters = 31;
        var party = life.Party is { } id ? $", {Show.Cut(Show.Actor(id), 14)}" : "";
        return Show.Cut(Show.Text(life.Strand ?? life.Name), letters - party.Length) + party;
    }

    private static List<(Event Event, double X, bool Up, int Level)> Stacked(IReadOnlyList<Event> events, TimeAxis axis)
    {
        var heights = new Dictionary<(int, bool), int>();
        var marks = new List<(Event, double, bool, int)>();
        foreach (var e in events)
        {
            if ((e.Date.Start ?? e.Date.End) is not { } day || !axis.Holds(day))
                continue;
            var up = Show.QuadClass(e.Type) is "q1" or "q2";
            var column = (int)(axis.At(day) / Step);
            var level = heights.GetValueOrDefault((column, up));
            heights[(column, up)] = level + 1;
            if (level < MostStacked)
                marks.Add((e, column * Step + Step / 2, up, level));
        }
        return marks;
    }
}
