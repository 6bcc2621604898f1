using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Entente.Reading;

/// <summary>The elements of a page that its reader looks at, found in one walk; each list in the order of the page.</summary>
internal sealed class PageElements
{
    public PageElements(IHtmlDocument document)
    {
        if (document.DocumentElement is { } root)
            Walk(root);
    }

    /// <summary>How many elements the page has.</summary>
    public int Count { get; private set; }

    /// <summary>Meta tags that hold something.</summary>
    public List<IElement> Metas { get; } = [];

    /// <summary>Main headings.</summary>
    public List<IElement> Headings { get; } = [];

    public List<IElement> Articles { get; } = [];

    public List<IElement> Captions { get; } = [];

    /// <summary>Elements with a class, an id or a role, those for times, and main headings.</summary>
    public List<IElement> Named { get; } = [];

    /// <summary>Elements that say by itemprop, property or rel what they are.</summary>
    public List<(IElement Element, string Item, string Property, string Relation)> Labelled { get; } = [];

    private void Walk(IElement element)
    {
        Count++;
        switch (element.LocalName)
        {
            case "meta" when element.HasAttribute("content"):
                Metas.Add(element);
                break;
            case "h1":
                Headings.Add(element);
                break;
            case "article":
                Articles.Add(element);
                break;
            case "figcaption":
                Captions.Add(element);
                break;
        }
        if (element.Attributes.Length > 0)
        {
            var (item, property, relation) = (element.GetAttribute("itemprop"), element.GetAttribute("property"), element.GetAttribute("rel"));
            if (item is not null || property is not null || relation is not null)
                Labelled.Add((element, item ?? "", property ?? "", relation ?? ""));
        }
        if (element.LocalName is "time" or "h1" || element.HasAttribute("class") || element.HasAttribute("id") || element.HasAttribute("role"))
            Named.Add(element);
        foreach (var child in element.ChildNodes)
            if (child is IElement inner)
                Walk(inner);
    }
}
