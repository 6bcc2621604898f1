using Entente.Articles;

namespace Entente.Tests.Coding;

/// <summary>
/// A claim as rule files write it: <c>SANCTION NATO &gt; RUS; planned; suspended; 2014-04; said USA</c>. Sides are compared as sets, and only where the shorthand
/// gives them ("-" for none); of the rest only what it names. A date is the beginning of the claim's first day, <c>undated</c> none.
/// </summary>
internal sealed class ClaimShorthand
{
    private readonly PloverType _type;
    private readonly HashSet<string>? _actors;
    private readonly HashSet<string>? _recipients;
    private readonly Reality? _reality;
    private readonly Step? _step;
    private readonly string? _date;
    private readonly string? _saidBy;
    private readonly string _text;

    public ClaimShorthand(string text)
    {
        _text = text;
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        var act = parts[0].Split([' '], 2);
        _type = Enum.Parse<PloverType>(act[0], ignoreCase: true);
        if (act.Length == 2)
        {
            var sides = act[1].Split('>', StringSplitOptions.TrimEntries);
            _actors = Ids(sides[0]);
            _recipients = sides.Length == 2 ? Ids(sides[1]) : null;
        }
        foreach (var part in parts.Skip(1))
            if (part.StartsWith("said ", StringComparison.Ordinal))
                _saidBy = part[5..];
            else if (part == "undated" || char.IsDigit(part[0]))
                _date = part;
            else if (Enum.TryParse<Reality>(part, ignoreCase: true, out var reality))
                _reality = reality;
            else if (Enum.TryParse<Step>(part.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var step))
                _step = step;
            else
                throw new FormatException($"'{part}' in '{text}' is no reality, step, date or speaker.");
    }

    public bool Matches(Claim claim) =>
        claim.Type == _type
        && (_actors is null || _actors.SetEquals(claim.Actors.Select(a => a.Id)))
        && (_recipients is null || _recipients.SetEquals(claim.Recipients.Select(a => a.Id)))
        && (_reality is null || _reality == claim.Reality)
        && (_step is null || _step == claim.Step)
        && (_date is null || (_date == "undated" ? claim.Date.Start is null && claim.Date.End is null : Day(claim).StartsWith(_date, StringComparison.Ordinal)))
        && (_saidBy is null || claim.SaidBy.Any(s => s.Id == _saidBy));

    public override string ToString() => _text;

    public static string Of(Claim claim) =>
        $"{claim.Type} {string.Join('+', claim.Actors.Select(a => a.Id))} > {string.Join('+', claim.Recipients.Select(a => a.Id))}; {claim.Reality}; {claim.Step}; {Day(claim)}; said {string.Join('+', claim.SaidBy.Select(a => a.Id))} [{claim.Rule}: {claim.Trigger.Text}]";

    private static string Day(Claim claim) => claim.Date.Start?.ToString("uuuu-MM-dd", null) ?? "";

    private static HashSet<string> Ids(string sides) => sides is "-" or "" ? [] : [.. sides.Split('+', StringSplitOptions.TrimEntries)];
}
