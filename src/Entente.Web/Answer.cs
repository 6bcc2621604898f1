using System.Security.Cryptography;
using System.Text;
using Entente.Articles;
using Entente.Record.Exports;
using Entente.Web.Parts;
using Entente.Web.Pictures;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Web;

/// <summary>What a page says, in each of its forms.</summary>
/// <param name="Title">Title of the page.</param>
/// <param name="View">The component that shows it; it takes this as its <c>Leaf</c>.</param>
internal abstract record Leaf(string Title, Type View)
{
    public required Question Question { get; init; }

    /// <summary>Which entry of the menu it belongs to.</summary>
    public string Menu { get; init; } = "";

    /// <summary>Where the page really is, when it was asked for by another name.</summary>
    public string? Redirect { get; init; }

    /// <summary>Whether there is a desk to lead to.</summary>
    public bool DeskOpen { get; init; }

    /// <summary>Whether it has forms for programs.</summary>
    public virtual bool HasData => true;

    /// <summary>Whether its filter can be exported.</summary>
    public virtual bool HasExport => false;

    public abstract object ToJson();

    public abstract IEnumerable<string> ToCsv();

    /// <summary>Its pictures by name; none unless the page has some.</summary>
    public virtual Picture? Picture(string name) => null;

    protected static IEnumerable<string> Rows<T>(IEnumerable<T> rows, params (string Name, Func<T, object?> Value)[] columns) => RecordExport.Csv(columns, rows);

    protected IEnumerable<string> NoTable(string names) => throw Entente.Web.Problem.BadQuestion($"There is no table '{Question.Table}'; there is {names}.");
}

/// <summary>Sends answers.</summary>
internal static class Answer
{
    public static Task Send(HttpContext context, Leaf leaf) => context.Items["form"] switch
    {
        "json" => Bytes(context, "application/json; charset=utf-8", EntenteJson.Write(leaf.ToJson()) + "\n"),
        "csv" => Bytes(context, "text/csv; charset=utf-8; header=present", string.Concat(leaf.ToCsv().Select(line => line + "\r\n")), "entente.csv"),
        null => Html(context, leaf),
        _ => throw Problem.NotFound("no_such_form", "This page has no such form."),
    };

    public static async Task Html(HttpContext context, Leaf leaf, int status = 200)
    {
        context.Response.StatusCode = status;
        await Bytes(context, "text/html; charset=utf-8", await Render<Shell>(leaf with { DeskOpen = context.Items.ContainsKey("desk") }));
    }

    /// <summary>A component with the leaf as what it may inject: parameters of components are public, and leaves are not.</summary>
    public static async Task<string> Render<T>(Leaf leaf) where T : IComponent
    {
        await using var renderer = new HtmlRenderer(new Shelf(leaf), NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>()).ToHtmlString());
    }

    private sealed class Shelf(Leaf leaf) : IServiceProvider
    {
        public object? GetService(Type type) => type.IsInstanceOfType(leaf) ? leaf : type == typeof(Question) ? leaf.Question : null;
    }

    public static Task Bytes(HttpContext context, string type, string content, string? file = null) => Bytes(context, type, Encoding.UTF8.GetBytes(content), file);

    public static async Task Bytes(HttpContext context, string type, byte[] content, string? file = null)
    {
        var response = context.Response;
        response.ContentType = type;
        if (file is not null)
            response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        if (response.StatusCode == 200 && HttpMethods.IsGet(context.Request.Method) && !context.Items.ContainsKey("reviewing"))
        {
            // Weak: the same page may go packed in several ways.
            var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"";
            response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch.ToString() == tag)
            {
                response.StatusCode = 304;
                response.ContentType = null;
                return;
            }
        }
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(content, context.RequestAborted);
    }

    /// <summary>The one form of all errors: a page for eyes, problem+json for programs.</summary>
    public static async Task Send(HttpContext context, Problem problem)
    {
        if (context.Response.HasStarted)
            return;
        var form = context.Items["form"] as string;
        context.Response.Clear();
        Guard.Protect(context);
        context.Response.StatusCode = problem.Status;
        if (problem.Status is 429 or 503)
            context.Response.Headers.RetryAfter = "2";
        var wantsPage = form is null && (context.Request.Headers.Accept.Count == 0 || context.Request.Headers.Accept.ToString() is var accept && (accept.Contains("html", StringComparison.Ordinal) || accept.Contains("*/*", StringComparison.Ordinal)));
        if (wantsPage)
            await Html(context, new Leaves.ProblemLeaf(problem) { Question = new() { Path = "/" } }, problem.Status);
        else
            await Bytes(context, "application/problem+json; charset=utf-8", problem.ToJson().ToJsonString() + "\n");
    }
}
