using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Entente.Reading;

/// <summary>Parses XML: strictly where it is well-formed, else as far as its tags tell. No DTD is ever read, no entity of a document's own is known, nothing is fetched.</summary>
internal static class LooseXml
{
    private const int DeepestNesting = 256;

    /// <summary>The root element, and what was wrong with the file.</summary>
    /// <exception cref="ReadException">There is no element in it, or it has too many.</exception>
    public static (XElement Root, (string Code, string Reason)? Remark) Parse(string text, ReadingOptions options)
    {
        var start = text.IndexOf('<', StringComparison.Ordinal);
        if (start < 0)
            throw new ReadException(ReadCode.BadXml, "There is no element in it.");
        text = text[start..];
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = options.MaxFileBytes,
                MaxCharactersFromEntities = 1024,
            });
            return (Strict(reader, options), null);
        }
        catch (XmlException e)
        {
            var hasDtd = text.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
            var root = Recover(text, options) ?? throw new ReadException(ReadCode.BadXml, $"It is not XML: {e.Message}");
            return (root, hasDtd
                ? (ReadCode.BadXml, "It declares a document type, which is never read.")
                : (ReadCode.BadXml, $"It is not well-formed and was read as far as it goes: {e.Message}"));
        }
    }

    /// <summary>Builds the tree with its depth and its elements counted: a tree of any depth would overflow the stack when it is walked.</summary>
    private static XElement Strict(XmlReader reader, ReadingOptions options)
    {
        XElement? root = null;
        XElement? at = null;
        var elements = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++elements > options.MaxHtmlElements)
                        throw new ReadException(ReadCode.TooLarge, $"It has more than {options.MaxHtmlElements} elements.");
                    if (reader.Depth > DeepestNesting)
                        throw new ReadException(ReadCode.TooLarge, $"Its elements lie more than {DeepestNesting} deep.");
                    var isEmpty = reader.IsEmptyElement;
                    var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
                    while (reader.MoveToNextAttribute())
                        if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
                            element.SetAttributeValue(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value);
                    if (at is null)
                        root ??= element;
                    else
                        at.Add(element);
                    if (!isEmpty)
                        at = element;
                    break;
                case XmlNodeType.EndElement:
                    at = at?.Parent;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    at?.Add(new XText(reader.Value));
                    break;
            }
        }
        return root ?? throw new XmlException("There is no root element.");
    }

    /// <summary>The tree that the tags of a broken document suggest: an end tag closes the nearest open element of its name, one that has none is passed over.</summary>
    private static XElement? Recover(string text, ReadingOptions options)
    {
        XElement? root = null;
        var open = new List<(XElement Element, string Name, Dictionary<string, string> Spaces)>();
        var elements = 0;
        var at = 0;
        while (at < text.Length)
        {
            var next = text.IndexOf('<', at);
            if (next < 0)
                next = text.Length;
            if (next > at && open.Count > 0)
                open[^1].Element.Add(new XText(Clean(WebUtility.HtmlDecode(text[at..next]))));
            if (next == text.Length)
                break;
            at = next;
            if (After("<!--", "-->") is { } comment)
                at = comment;
            else if (text.AsSpan(at).StartsWith("<![CDATA["))
            {
                var end = text.IndexOf("]]>", at, StringComparison.Ordinal);
                end = end < 0 ? text.Length : end;
                if (open.Count > 0)
                    open[^1].Element.Add(new XText(Clean(text[(at + 9)..end])));
                at = Math.Min(text.Length, end + 3);
            }
            else if (text.AsSpan(at).StartsWith("<!"))
                at = DeclarationEnd(text, at);
            else if (After("<?", ">") is { } instruction)
                at = instruction;
            else if (at + 1 < text.Length && text[at + 1] == '/')
            {
                var end = text.IndexOf('>', at);
                end = end < 0 ? text.Length : end;
                var name = text[(at + 2)..end].Trim();
                var match = open.FindLastIndex(o => string.Equals(o.Name, name, StringComparison.OrdinalIgnoreCase));
                if (match >= 0)
                    open.RemoveRange(match, open.Count - match);
                at = Math.Min(text.Length, end + 1);
            }
            else if (at + 1 < text.Length && (char.IsLetter(text[at + 1]) || text[at + 1] == '_'))
            {
                if (++elements > options.MaxHtmlElements)
                    throw new ReadException(ReadCode.TooLarge, $"It has more than {options.MaxHtmlElements} elements.");
                at = Start(at);
            }
            else
            {
                if (open.Count > 0)
                    open[^1].Element.Add(new XText("<"));
                at++;
            }
        }
        return root;

        int? After(string begin, string end) =>
            !text.AsSpan(at).StartsWith(begin) ? null : text.IndexOf(end, at + begin.Length, StringComparison.Ordinal) is var found and >= 0 ? found + end.Length : text.Length;

        int Start(int from)
        {
            var i = from + 1;
            while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('>' or '/' or '<'))
                i++;
            var name = text[(from + 1)..i];
            var attributes = new List<(string Name, string Value)>();
            var isEmpty = false;
            while (i < text.Length && text[i] is not ('>' or '<'))
            {
                if (char.IsWhiteSpace(text[i]) || text[i] == '/')
                {
                    isEmpty = text[i] == '/';
                    i++;
                    continue;
                }
                isEmpty = false;
                var begin = i;
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('=' or '>' or '<' or '/'))
                    i++;
                var attribute = text[begin..i];
                if (i == begin)
                {
                    i++;
                    continue;
                }
                while (i < text.Length && char.IsWhiteSpace(text[i]))
                    i++;
                if (i >= text.Length || text[i] != '=')
                    continue;
                i++;
                while (i < text.Length && char.IsWhiteSpace(text[i]))
                    i++;
                var quote = i < text.Length && text[i] is '"' or '\'' ? text[i++] : '\0';
                var value = i;
                while (i < text.Length && (quote != '\0' ? text[i] != quote : !char.IsWhiteSpace(text[i]) && text[i] != '>'))
                    i++;
                attributes.Add((attribute, WebUtility.HtmlDecode(text[value..i])));
                if (quote != '\0')
                    i++;
            }
            var spaces = open.Count > 0 ? open[^1].Spaces : [];
            foreach (var (attribute, value) in attributes)
                if (attribute == "xmlns" || attribute.StartsWith("xmlns:", StringComparison.Ordinal))
                    spaces = new Dictionary<string, string>(spaces, StringComparer.Ordinal) { [attribute == "xmlns" ? "" : attribute[6..]] = value };
            var element = new XElement(Name(name, spaces, isAttribute: false));
            foreach (var (attribute, value) in attributes)
                if (attribute != "xmlns" && !attribute.StartsWith("xmlns:", StringComparison.Ordinal))
                    element.SetAttributeValue(Name(attribute, spaces, isAttribute: true), Clean(value));
            if (open.Count == 0)
                root ??= element;
            else
                open[^1].Element.Add(element);
            if (!isEmpty && open.Count < DeepestNesting && (open.Count > 0 || root == element))
                open.Add((element, name, spaces));
            return Math.Min(text.Length, i < text.Length && text[i] == '>' ? i + 1 : i);
        }
    }

    /// <summary>The place after a declaration such as DOCTYPE, its inner part in brackets passed over.</summary>
    private static int DeclarationEnd(string text, int at)
    {
        var depth = 0;
        for (var i = at; i < text.Length; i++)
        {
            if (text[i] == '[')
                depth++;
            else if (text[i] == ']')
                depth--;
            else if (text[i] == '>' && depth <= 0)
                return i + 1;
        }
        return text.IndexOf('>', at) is var end and >= 0 ? end + 1 : text.Length;
    }

    private static XName Name(string name, Dictionary<string, string> spaces, bool isAttribute)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var (prefix, local) = colon < 0 ? ("", name) : (name[..colon], name[(colon + 1)..]);
        local = new string([.. local.Where(XmlConvert.IsNCNameChar)]);
        if (local.Length == 0 || !XmlConvert.IsStartNCNameChar(local[0]))
            local = "_" + local;
        var space = prefix.Length == 0 ? isAttribute ? "" : spaces.GetValueOrDefault("", "") : spaces.GetValueOrDefault(prefix, Feeds.UsualSpace(prefix));
        return XName.Get(local, space);
    }

    /// <summary>The text without characters that XML does not allow.</summary>
    private static string Clean(string text)
    {
        if (text.All(XmlConvert.IsXmlChar))
            return text;
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                kept.Append(text[i]);
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                kept.Append(text[i]).Append(text[++i]);
        }
        return kept.ToString();
    }
}
