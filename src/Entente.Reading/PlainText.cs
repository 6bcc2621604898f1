using System.Text;
using System.Text.RegularExpressions;
using Entente.Articles;
using NodaTime;

namespace Entente.Reading;

/// <summary>Reads a plain text: title, day and byline from its head, page furniture taken out, the body in paragraphs.</summary>
internal static class PlainText
{
    private const int LongestHead = 300;
    private static readonly Regex Lines = new(@"\r\n|[\r\n\f\v\u0085\u2028\u2029]", RegexOptions.NonBacktracking);

    /// <summary>The article that a text holds, without source, path and language.</summary>
    /// <exception cref="ReadException">There is nothing to read in it.</exception>
    public static Article Read(string text)
    {
        var paragraphs = Paragraphs(text);
        if (paragraphs.Count == 0)
            throw new ReadException(ReadCode.Empty, "There are no words in it.");
        var prose = paragraphs.FindIndex(p => IsProse(p.Text));
        if (prose < 0)
            return new Article { Text = string.Join("\n\n", paragraphs.Select(p => p.Text)) };
        var script = Scripts.Dominant(string.Concat(paragraphs.Skip(prose).Take(20).Select(p => p.Text)));
        var monthFirst = new Lazy<bool>(() => DayOrder.ToldBy(text) ?? LanguageGuess.Of(string.Join("\n\n", paragraphs.Skip(prose).Select(p => p.Text))) == "en");
        var head = new Head(paragraphs[..prose], script, line => PublicationDates.IsInNumbers(line) && monthFirst.Value);
        var last = paragraphs.FindLastIndex(p => IsProse(p.Text));
        var body = new List<string>(head.Kept);
        var dropped = new List<DroppedText>(head.Dropped);
        for (var i = prose; i < paragraphs.Count; i++)
        {
            if (FurnitureReason(paragraphs[i].Text, atEdge: i > last, atEnd: i >= paragraphs.Count - 4, script) is { } reason)
                dropped.Add(new DroppedText(paragraphs[i].Text, reason));
            else
                body.Add(paragraphs[i].Text);
        }
        return new Article { Title = head.Title, Published = head.Published, Authors = head.Authors, Text = string.Join("\n\n", body), Dropped = dropped };
    }

    /// <summary>The text with each run of white space as one space.</summary>
    public static string Collapse(string text)
    {
        StringBuilder? collapsed = null;
        var copied = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsWhiteSpace(text[at]) || text[at] == ' ' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]))
                continue;
            collapsed ??= new StringBuilder(text.Length);
            collapsed.Append(text, copied, at - copied).Append(' ');
            while (at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]))
                at++;
            copied = at + 1;
        }
        return (collapsed is null ? text : collapsed.Append(text, copied, text.Length - copied).ToString()).Trim();
    }

    /// <summary>Whether a paragraph is running text: it ends as a sentence does, or is longer than any headline.</summary>
    private static bool IsProse(string text)
    {
        if (Furniture.Match(text, atEdge: true) is not null || PublicationDates.OfLine(text, false, out _) is not null || Bylines.Read(text, besideDateOrTitle: false) is not null)
            return false;
        var bare = text.AsSpan().TrimEnd("\"”’'»)");
        return text.Length > LongestHead
            || bare.EndsWith('.') && !bare.EndsWith("...") && text.Count(c => c == ' ') >= 2
            || bare.EndsWith('。') || bare.EndsWith('۔') || bare.EndsWith('।')
            || text.Length >= 120 && (bare.EndsWith('?') || bare.EndsWith('!') || bare.EndsWith('؟') || bare.EndsWith('…'));
    }

    /// <summary>Why a paragraph is no part of the article; null when it is.</summary>
    private static string? FurnitureReason(string text, bool atEdge, bool atEnd, Script script)
    {
        if (Furniture.Match(text, atEdge, atEnd) is { } rule)
            return rule.Reason;
        if (!atEdge || text.Length > LongestHead)
            return null;
        var own = Scripts.Dominant(text);
        return Bylines.IsSectionBar(text) || own != Script.None && own != script ? "section_bar" : null;
    }

    private static List<Paragraph> Paragraphs(string text)
    {
        var paragraphs = new List<Paragraph>();
        var block = new List<string>();
        foreach (var line in Lines.Split(text))
        {
            var collapsed = Collapse(line);
            if (collapsed.Length > 0)
                block.Add(collapsed);
            else
                Close();
        }
        Close();
        return paragraphs;

        void Close()
        {
            // Lines of the head often stand together: each that is known by its shape is taken off the block by itself.
            var start = 0;
            var stood = false;
            for (var i = 0; i < block.Count && (i == 0 || block[i - 1].Length < 60 || stood); i++)
            {
                stood = IsHeadLine(block[i]);
                if (!stood)
                    continue;
                Add(block[start..i]);
                paragraphs.Add(new Paragraph(block[i], StandsAlone: true));
                start = i + 1;
            }
            Add(block[start..]);
            block.Clear();
        }

        void Add(List<string> lines)
        {
            if (lines.Count > 1 && IsWrapped(lines))
                paragraphs.Add(new Paragraph(string.Join(' ', lines), StandsAlone: false));
            else
                paragraphs.AddRange(lines.Select(l => new Paragraph(l, StandsAlone: lines.Count == 1)));
        }
    }

    private static bool IsHeadLine(string line) =>
        Furniture.Match(line, atEdge: true) is not null || PublicationDates.OfLine(line, false, out _) is not null || Bylines.Read(line, besideDateOrTitle: false) is not null;

    /// <summary>Whether lines were broken to a width: all but the last come near it, and some break within a sentence.</summary>
    private static bool IsWrapped(List<string> lines)
    {
        var width = lines.Max(l => l.Length);
        return width is >= 40 and <= 132
            && lines.SkipLast(1).All(l => l.Length * 10 >= width * 6)
            && lines.SkipLast(1).Any(l => !".!?:;\"”".Contains(l[^1]));
    }

    /// <summary>One paragraph, and whether white space or a known line parts it from its neighbours.</summary>
    private sealed record Paragraph(string Text, bool StandsAlone);

    /// <summary>What stands before the first paragraph of prose.</summary>
    private sealed class Head
    {
        private readonly List<string> _kept = [];
        private readonly List<DroppedText> _dropped = [];
        private bool _isChange;

        public Head(List<Paragraph> paragraphs, Script script, Func<string, bool> isMonthFirst)
        {
            var known = paragraphs.Any(p => IsHeadLine(p.Text) || FurnitureReason(p.Text, atEdge: true, atEnd: false, script) is not null);
            var besideTitleOrDate = false;
            foreach (var paragraph in paragraphs)
            {
                var text = paragraph.Text;
                if (PublicationDates.OfLine(text, isMonthFirst(text), out var isChange) is { } day)
                {
                    if (Published is null || _isChange && !isChange)
                        (Published, _isChange) = (day, isChange);
                    _dropped.Add(new DroppedText(text, "date_line"));
                    besideTitleOrDate = true;
                }
                else if (FurnitureReason(text, atEdge: true, atEnd: false, script) is { } reason)
                    _dropped.Add(new DroppedText(text, reason));
                else if (Bylines.Read(text, known && besideTitleOrDate, isMonthFirst(text)) is { } byline)
                {
                    if (Authors.Count == 0)
                        Authors = byline.Authors;
                    Published ??= byline.Day;
                    _dropped.Add(new DroppedText(text, "byline"));
                }
                else if (Title is null && (known || paragraph.StandsAlone) && IsTitle(text))
                {
                    Title = text;
                    besideTitleOrDate = true;
                }
                else if (known && (Title is null || Bylines.IsOutlet(text)))
                    _dropped.Add(new DroppedText(text, "masthead"));
                else
                    _kept.Add(text);
            }
        }

        public string? Title { get; private set; }

        public LocalDate? Published { get; private set; }

        public IReadOnlyList<string> Authors { get; private set; } = [];

        public IReadOnlyList<string> Kept => _kept;

        public IReadOnlyList<DroppedText> Dropped => _dropped;

        private static bool IsTitle(string text) =>
            text.Length <= LongestHead && !Bylines.IsOutlet(text) && (text.Count(c => c == ' ') >= 2 || Scripts.Dominant(text) is Script.Han or Script.Kana or Script.Other);
    }
}
