using System.Globalization;
using System.Text;
using System.Xml;

namespace Entente.Web.Pictures;

/// <summary>A drawing, in units that are pixels at its usual size. What a thing looks like is said by the name of its style; <see cref="Styles"/> has them.</summary>
internal sealed class Picture(string title, string description, double width, double height)
{
    private readonly List<Shape> _shapes = [];

    public string Title { get; } = title;

    /// <summary>What is to be seen, for who cannot see it.</summary>
    public string Description { get; } = description;

    public double Width { get; } = width;

    public double Height { get; } = height;

    public IReadOnlyList<Shape> Shapes => _shapes;

    public void Line(double x1, double y1, double x2, double y2, string style) => _shapes.Add(new Path([(x1, y1), (x2, y2)], false, style));

    public void Way(IEnumerable<(double X, double Y)> points, string style, bool closed = false) => _shapes.Add(new Path([.. points], closed, style));

    public void Box(double x, double y, double width, double height, string style, double round = 0, string? title = null) => _shapes.Add(new Box(x, y, width, height, round, style) { Title = title });

    public void Circle(double x, double y, double radius, string style) => _shapes.Add(new Circle(x, y, radius, style));

    public void Text(double x, double y, string words, string style, Anchor anchor = Anchor.Start) => _shapes.Add(new Words(x, y, Show.Text(words), anchor, style));

    /// <summary>Shapes that lead to a page and tell what they are.</summary>
    public void Link(string address, string title, Action draw)
    {
        var first = _shapes.Count;
        draw();
        var inside = _shapes[first..];
        _shapes.RemoveRange(first, inside.Count);
        _shapes.Add(new Linked(address, Show.Text(title), inside));
    }

    /// <summary>The drawing as SVG: bare, for a page whose style sheet knows the styles, or whole, to stand for itself.</summary>
    public string ToSvg(bool whole)
    {
        var svg = new StringBuilder();
        using (var xml = XmlWriter.Create(svg, new() { OmitXmlDeclaration = true, Indent = false, ConformanceLevel = ConformanceLevel.Fragment, CheckCharacters = false }))
        {
            xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
            xml.WriteAttributeString("viewBox", $"0 0 {N(Width)} {N(Height)}");
            xml.WriteAttributeString("class", "picture");
            if (whole)
            {
                xml.WriteAttributeString("width", N(Width));
                xml.WriteAttributeString("height", N(Height));
                xml.WriteAttributeString("role", "img");
                xml.WriteElementString("title", Clean(Title));
                xml.WriteElementString("desc", Clean(Description));
                xml.WriteElementString("style", Styles.Sheet);
            }
            else
            {
                // The page tells the same in words beside it.
                xml.WriteAttributeString("aria-hidden", "true");
                xml.WriteAttributeString("focusable", "false");
            }
            xml.WriteRaw("<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"hatch-ground\" width=\"6\" height=\"6\"/><rect class=\"hatch-line\" width=\"2.4\" height=\"6\"/></pattern></defs>");
            if (whole)
                Write(xml, new Box(0, 0, Width, Height, 0, "paper"));
            foreach (var shape in _shapes)
                Write(xml, shape);
            xml.WriteEndElement();
        }
        return svg.ToString();
    }

    private static void Write(XmlWriter xml, Shape shape)
    {
        void start(string name)
        {
            xml.WriteStartElement(name, "http://www.w3.org/2000/svg");
            xml.WriteAttributeString("class", shape.Style);
        }
        switch (shape)
        {
            case Path path:
                start("path");
                xml.WriteAttributeString("d", string.Concat(path.Points.Select((p, i) => $"{(i == 0 ? 'M' : 'L')}{N(p.X)} {N(p.Y)}")) + (path.Closed ? "Z" : ""));
                break;
            case Box box:
                start("rect");
                xml.WriteAttributeString("x", N(box.X));
                xml.WriteAttributeString("y", N(box.Y));
                xml.WriteAttributeString("width", N(box.Width));
                xml.WriteAttributeString("height", N(box.Height));
                if (box.Round > 0)
                    xml.WriteAttributeString("rx", N(box.Round));
                if (box.Title is { } title)
                    xml.WriteElementString("title", Clean(title));
                break;
            case Circle circle:
                start("circle");
                xml.WriteAttributeString("cx", N(circle.X));
                xml.WriteAttributeString("cy", N(circle.Y));
                xml.WriteAttributeString("r", N(circle.Radius));
                break;
            case Words words:
                start("text");
                xml.WriteAttributeString("x", N(words.X));
                xml.WriteAttributeString("y", N(words.Y));
                if (words.Anchor != Anchor.Start)
                    xml.WriteAttributeString("text-anchor", words.Anchor == Anchor.End ? "end" : "middle");
                xml.WriteString(Clean(words.Text));
                break;
            case Linked link:
                xml.WriteStartElement("a", "http://www.w3.org/2000/svg");
                xml.WriteAttributeString("href", link.Address);
                xml.WriteAttributeString("tabindex", "-1");
                xml.WriteElementString("title", Clean(link.Title));
                foreach (var inside in link.Inside)
                    Write(xml, inside);
                break;
        }
        xml.WriteEndElement();
    }

    /// <summary>Halves of pairs have no place in XML.</summary>
    private static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Show.Text(text)));

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

internal enum Anchor
{
    Start,
    Middle,
    End,
}

internal abstract record Shape(string Style);

internal sealed record Path(IReadOnlyList<(double X, double Y)> Points, bool Closed, string Style) : Shape(Style);

internal sealed record Box(double X, double Y, double Width, double Height, double Round, string Style) : Shape(Style)
{
    public string? Title { get; init; }
}

internal sealed record Circle(double X, double Y, double Radius, string Style) : Shape(Style);

internal sealed record Words(double X, double Y, string Text, Anchor Anchor, string Style) : Shape(Style);

internal sealed record Linked(string Address, string Title, IReadOnlyList<Shape> Inside) : Shape("");
