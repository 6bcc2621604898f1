using System.Reflection;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Entente.Web.Pictures;

/// <summary>The same drawing in dots, on light paper, at twice its usual size. The font is in the library, so that it looks alike wherever it is made.</summary>
internal static class Png
{
    private const float Scale = 2;

    private static readonly Lazy<SKTypeface> Font = new(() => SKTypeface.FromStream(Assembly.GetExecutingAssembly().GetManifestResourceStream("DejaVuSans.ttf")!));

    public static byte[] Of(Picture picture)
    {
        var looks = Styles.Of(Styles.Light);
        using var surface = SKSurface.Create(new SKImageInfo((int)(picture.Width * Scale), (int)(picture.Height * Scale)));
        var canvas = surface.Canvas;
        canvas.Clear(SKColor.Parse(Styles.Light.Paper));
        canvas.Scale(Scale);
        foreach (var shape in picture.Shapes)
            Draw(canvas, shape, looks);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static void Draw(SKCanvas canvas, Shape shape, IReadOnlyDictionary<string, Styles.Look> looks)
    {
        if (shape is Linked link)
        {
            foreach (var inside in link.Inside)
                Draw(canvas, inside, looks);
            return;
        }
        var look = looks[shape.Style];
        if (shape is Words words)
        {
            Write(canvas, words, look);
            return;
        }
        using var outline = Outline(shape);
        if (look.Fill is { } fill)
        {
            using var paint = new SKPaint { IsAntialias = true };
            if (fill.StartsWith("url", StringComparison.Ordinal))
            {
                Hatch(canvas, outline, looks);
            }
            else
            {
                paint.Color = SKColor.Parse(fill);
                canvas.DrawPath(outline, paint);
            }
        }
        if (look.Stroke is { } stroke)
        {
            using var paint = new SKPaint { IsAntialias = true, IsStroke = true, Color = SKColor.Parse(stroke), StrokeWidth = (float)look.Line };
            using var dash = look.Dash is { } lengths ? SKPathEffect.CreateDash([.. lengths.Split(' ').Select(l => float.Parse(l, System.Globalization.CultureInfo.InvariantCulture))], 0) : null;
            paint.PathEffect = dash;
            canvas.DrawPath(outline, paint);
        }
    }

    private static SKPath Outline(Shape shape)
    {
        using var builder = new SKPathBuilder();
        switch (shape)
        {
            case Path way:
                foreach (var (i, (x, y)) in way.Points.Index())
                    if (i == 0)
                        builder.MoveTo((float)x, (float)y);
                    else
                        builder.LineTo((float)x, (float)y);
                if (way.Closed)
                    builder.Close();
                break;
            case Box box:
                builder.AddRoundRect(new SKRoundRect(new SKRect((float)box.X, (float)box.Y, (float)(box.X + box.Width), (float)(box.Y + box.Height)), (float)box.Round));
                break;
            case Circle circle:
                builder.AddCircle((float)circle.X, (float)circle.Y, (float)circle.Radius);
                break;
        }
        return builder.Detach();
    }

    private static void Hatch(SKCanvas canvas, SKPath outline, IReadOnlyDictionary<string, Styles.Look> looks)
    {
        var bounds = outline.Bounds;
        using var line = new SKPaint { IsAntialias = true, IsStroke = true, StrokeWidth = 2.4f, Color = SKColor.Parse(looks["hatch-line"].Fill!) };
        canvas.Save();
        canvas.ClipPath(outline, antialias: true);
        for (var x = bounds.Left - bounds.Height; x < bounds.Right; x += 8.5f)
            canvas.DrawLine(x, bounds.Bottom, x + bounds.Height, bounds.Top, line);
        canvas.Restore();
    }

    private static void Write(SKCanvas canvas, Words words, Styles.Look look)
    {
        // As in SVG, letters that the font lacks show as boxes; Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian and Georgian are there, and joined and turned as they are written.
        using var font = new SKFont(Font.Value, (float)look.Size - 1) { Embolden = look.Bold, Subpixel = true };
        using var paint = new SKPaint { IsAntialias = true, Color = SKColor.Parse(look.Fill!) };
        using var shaper = new SKShaper(Font.Value);
        canvas.DrawShapedText(shaper, words.Text, (float)words.X, (float)words.Y, words.Anchor switch { Anchor.End => SKTextAlign.Right, Anchor.Middle => SKTextAlign.Center, _ => SKTextAlign.Left }, font, paint);
    }
}
