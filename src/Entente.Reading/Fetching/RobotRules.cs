using System.Globalization;

namespace Entente.Reading;

/// <summary>What the robots.txt of a site allows one robot (RFC 9309): the group of its name, else that of all; the longest rule that matches decides, and allowing goes before forbidding.</summary>
internal sealed class RobotRules
{
    private readonly List<(string Pattern, bool IsAllowed)> _rules = [];

    private RobotRules()
    {
    }

    /// <summary>Everything is allowed: there is no robots.txt.</summary>
    public static RobotRules All { get; } = new();

    /// <summary>Nothing is allowed: the site cannot say what it wants.</summary>
    public static RobotRules Nothing { get; } = new() { _rules = { ("/", false) } };

    /// <summary>The least time between requests that the group asks for.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>The rules for a robot.</summary>
    /// <param name="text">The robots.txt.</param>
    /// <param name="robot">The robot's name, without version.</param>
    public static RobotRules Parse(string text, string robot)
    {
        var own = new RobotRules();
        var others = new RobotRules();
        var (hasOwn, isNames) = (false, false);
        var groups = new List<RobotRules>();
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            var (key, value) = (line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Split('#')[0].Trim());
            if (key == "user-agent")
            {
                if (!isNames)
                    groups.Clear();
                isNames = true;
                if (value == "*")
                    groups.Add(others);
                else if (string.Equals(value.Split('/')[0], robot, StringComparison.OrdinalIgnoreCase))
                {
                    groups.Add(own);
                    hasOwn = true;
                }
                continue;
            }
            isNames = false;
            foreach (var group in groups)
            {
                if (key is "allow" or "disallow" && value.Length > 0)
                    group._rules.Add((value, key == "allow"));
                else if (key == "crawl-delay" && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86_400)
                    group.Delay = TimeSpan.FromSeconds(seconds);
            }
        }
        return hasOwn ? own : others;
    }

    /// <summary>Whether an address of the site may be asked for.</summary>
    public bool Allows(Uri address)
    {
        var path = address.PathAndQuery;
        var best = (Length: -1, IsAllowed: true);
        foreach (var (pattern, isAllowed) in _rules)
            if (Matches(pattern, path) && (pattern.Length > best.Length || pattern.Length == best.Length && isAllowed))
                best = (pattern.Length, isAllowed);
        return best.IsAllowed;
    }

    /// <summary>Whether a path begins as the pattern says; <c>*</c> stands for any characters, a last <c>$</c> for the end.</summary>
    private static bool Matches(string pattern, string path)
    {
        var isEnd = pattern.EndsWith('$');
        var parts = (isEnd ? pattern[..^1] : pattern).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        for (var i = 1; i < parts.Length; i++)
        {
            if (isEnd && i == parts.Length - 1)
                return path.Length - at >= parts[i].Length && path.EndsWith(parts[i], StringComparison.Ordinal);
            var found = path.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + parts[i].Length;
        }
        return !isEnd || at == path.Length;
    }
}
