using System.Text;

namespace Entente.Web.Pictures;

/// <summary>What the things in pictures look like, on light and on dark paper. The colours are those of Okabe and Ito, which people with any colour vision tell apart; shape, line and words say the same again.</summary>
internal static class Styles
{
    public sealed record Look(string? Fill = null, string? Stroke = null, double Line = 0, string? Dash = null, double Size = 0, bool Bold = false);

    public sealed record Palette(string Paper, string Ink, string Faint, string Rule, string Q1, string Q2, string Q3, string Q4, string Good, string Halted, string Ended);

    public static Palette Light { get; } = new("#ffffff", "#1d2327", "#5a636b", "#d5dade", "#2f8fc4", "#00587f", "#b87a00", "#b34700", "#007a59", "#b87a00", "#6d747b");

    public static Palette Dark { get; } = new("#171b1f", "#e9ecee", "#a4adb5", "#3a4249", "#7cc4ee", "#3f9fd8", "#f0b23e", "#f0803c", "#2fb88f", "#f0b23e", "#a4adb5");

    /// <summary>The styles by name.</summary>
    public static IReadOnlyDictionary<string, Look> Of(Palette p)
    {
        var looks = new Dictionary<string, Look>
        {
            ["paper"] = new(p.Paper),
            ["axis"] = new(Stroke: p.Faint, Line: 1),
            ["rule"] = new(Stroke: p.Rule, Line: 1),
            ["now"] = new(Stroke: p.Ink, Line: 1.5, Dash: "5 3"),
            ["label"] = new(p.Ink, Size: 13),
            ["strong"] = new(p.Ink, Size: 13, Bold: true),
            ["small"] = new(p.Faint, Size: 12),
            ["on-bar"] = new(p.Paper, Size: 12, Bold: true),
            ["by-bar"] = new(p.Ink, Size: 12),
            ["s-good"] = new(p.Good),
            ["s-halted"] = new("url(#hatch)", p.Halted, 1.5),
            ["s-coming"] = new(p.Paper, p.Good, 1.5, "4 2"),
            ["s-ended"] = new(p.Paper, p.Ended, 1.5),
            ["hatch-ground"] = new(p.Paper),
            ["hatch-line"] = new(p.Halted),
            ["forth"] = new(Stroke: p.Q2, Line: 2.5),
            ["back"] = new(Stroke: p.Q4, Line: 2.5, Dash: "7 4"),
            ["forth-dot"] = new(p.Q2, p.Q2, 1),
            ["back-dot"] = new(p.Paper, p.Q4, 2),
            ["forth-bar"] = new(p.Q2),
            ["back-bar"] = new(p.Paper, p.Q4, 2),
            ["strike"] = new(Stroke: p.Ink, Line: 2),
            ["edge-good"] = new(Stroke: p.Q2, Line: 2),
            ["edge-bad"] = new(Stroke: p.Q4, Line: 2, Dash: "7 4"),
            ["edge-good wide"] = new(Stroke: p.Q2, Line: 5),
            ["edge-bad wide"] = new(Stroke: p.Q4, Line: 5, Dash: "9 5"),
            ["node"] = new(p.Paper, p.Ink, 2),
            ["node-self"] = new(p.Ink, p.Ink, 2),
        };
        foreach (var (name, colour) in new[] { ("q1", p.Q1), ("q2", p.Q2), ("q3", p.Q3), ("q4", p.Q4) })
        {
            looks[name] = new(colour, colour, 1.5);
            looks[name + "-hollow"] = new(p.Paper, colour, 2);
            looks[name + "-dotted"] = new(p.Paper, colour, 2, "2 2");
        }
        return looks;
    }

    /// <summary>The styles as a style sheet for both kinds of paper.</summary>
    public static string Sheet { get; } =
        Css(Light) + "@media (prefers-color-scheme: dark){" + Css(Dark) + "}@media print{" + Css(Light) + "}";

    private static string Css(Palette palette)
    {
        var css = new StringBuilder();
        foreach (var (name, look) in Of(palette))
        {
            css.Append(".picture .").Append(name.Replace(' ', '.')).Append('{').Append("fill:").Append(look.Fill ?? "none");
            if (look.Stroke is { } stroke)
                css.Append(FormattableString.Invariant($";stroke:{stroke};stroke-width:{look.Line}"));
            if (look.Dash is { } dash)
                css.Append(";stroke-dasharray:").Append(dash);
            if (look.Size > 0)
                css.Append(FormattableString.Invariant($";font:{(look.Bold ? 600 : 400)} {look.Size}px system-ui,sans-serif"));
            css.Append('}');
        }
        return css.ToString();
    }
}
