using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using Entente.Record;
using Entente.Web.Leaves;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Web;

/// <summary>
/// A record on the web: pages to read, the same as JSON and CSV, pictures, downloads, and, when it is opened so, a desk to review claims at. It reads the record
/// and asks nothing of any network.
/// </summary>
public sealed class ReadingRoom : IAsyncDisposable
{
    private static readonly string[] Forms = ["json", "csv", "zip", "svg", "png"];

    private static readonly Dictionary<string, (string Type, byte[] Content)> Files = new(StringComparer.Ordinal)
    {
        ["/room.css"] = ("text/css; charset=utf-8", [.. File("room.css"), .. Encoding.UTF8.GetBytes(Pictures.Styles.Sheet)]),
        ["/room.js"] = ("text/javascript; charset=utf-8", File("room.js")),
        ["/icon.svg"] = ("image/svg+xml", File("icon.svg")),
    };

    private readonly WebApplication _app;
    private readonly Room _room;
    private readonly Guard _guard;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _warm;

    private ReadingRoom(WebApplication app, Room room, Guard guard)
    {
        _app = app;
        _room = room;
        _guard = guard;
        _warm = Task.Run(() => Warm(room, _closing.Token));
    }

    /// <summary>Where browsers find it: <c>http://127.0.0.1:8400</c>.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Opens the room.</summary>
    /// <param name="options">Which record, and how.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    /// <exception cref="RecordException">The record cannot be opened.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ArgumentException">A review desk on another address than this machine's own: its token would go over the network as it is.</exception>
    public static async Task<ReadingRoom> OpenAsync(ReadingRoomOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ReviewToken is not null && !IPAddress.IsLoopback(options.Address))
            throw new ArgumentException("The review desk is opened on this machine only: its token would go over the network as it is.", nameof(options));
        var room = new Room(options);
        try
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Listen(options.Address, options.Port);
                kestrel.Limits.MaxRequestBodySize = 64 << 10;
                kestrel.Limits.MaxRequestLineSize = 8 << 10;
                kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
                kestrel.Limits.MaxRequestHeaderCount = 60;
                kestrel.Limits.MaxConcurrentConnections = 200;
                kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            });
            builder.Services.AddRoutingCore();
            builder.Services.AddResponseCompression(compression => compression.MimeTypes = ["text/html", "text/css", "text/javascript", "text/csv", "application/json", "application/problem+json", "image/svg+xml"]);
            builder.Logging.SetMinimumLevel(LogLevel.None);
            var app = builder.Build();
            var guard = new Guard(options);
            var desk = options.ReviewToken is { } token ? new ReviewDesk(room, token) : null;
            // A page of the desk holds a secret beside words of others: packed together, its length would tell of it.
            app.UseWhen(context => !context.Request.Headers.ContainsKey("Cookie") && !context.Request.Path.StartsWithSegments("/review"), open => open.UseResponseCompression());
            app.Use((context, next) => Enter(context, next, guard, desk));
            app.UseRouting();
            Map(app, room, desk);
            app.MapFallback(_ => throw Problem.NotFound("page_unknown", "There is no page at this address."));
            await app.StartAsync(cancellationToken);
            return new(app, room, guard);
        }
        catch
        {
            room.Dispose();
            throw;
        }
    }

    /// <summary>Waits until the token asks to close, and closes.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await _app.StopAsync(CancellationToken.None);
    }

    /// <summary>Closes the room and lets go of the record.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _app.DisposeAsync();
        await _warm;
        _closing.Dispose();
        _guard.Dispose();
        _room.Dispose();
    }

    /// <summary>Does once, before anyone asks, what the first page would have to wait for: names are loaded, the record is counted, a page is made.</summary>
    private static async Task Warm(Room room, CancellationToken closing)
    {
        try
        {
            _ = Entente.Actors.KnowledgeBase.English;
            await Answer.Render<Parts.Shell>(await room.Ask(HomeLeaf.Of(room, new()), closing, patience: 12));
        }
        catch (Exception e) when (e is RecordException or Problem or OperationCanceledException)
        {
            // Whoever asks will be told.
        }
    }

    private static async Task Enter(HttpContext context, RequestDelegate next, Guard guard, ReviewDesk? desk)
    {
        if (desk is not null)
            context.Items["desk"] = true;
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        Guard.Protect(context);
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["Server-Timing"] = string.Create(CultureInfo.InvariantCulture, $"room;dur={System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.0}");
            return Task.CompletedTask;
        });
        try
        {
            guard.Admit(context);
            var path = context.Request.Path.Value!;
            // The form is the end of the address; what is left is the page's own.
            if (Forms.FirstOrDefault(form => path.EndsWith("." + form, StringComparison.Ordinal)) is { } form && path is not "/openapi.json" and not "/icon.svg")
            {
                context.Items["form"] = form;
                path = path[..^(form.Length + 1)];
                context.Request.Path = path == "/index" ? "/" : path;
                context.SetEndpoint(null);
            }
            await next(context);
        }
        catch (Problem problem)
        {
            await Answer.Send(context, problem);
        }
        catch (BadHttpRequestException e)
        {
            await Answer.Send(context, new Problem(e.StatusCode, e.StatusCode == 413 ? "too_large" : "bad_request", e.StatusCode == 413 ? "The form is larger than 64 KB." : "The request is not one of HTTP as it should be."));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        catch (RecordException e)
        {
            await Console.Error.WriteLineAsync($"{e.Code}: {e.Message}");
            await Answer.Send(context, new Problem(e.Code is "record_locked" or "record_missing" ? 503 : 500, e.Code, "The record cannot be read just now."));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // What went wrong inside is no business of who asks.
            await Console.Error.WriteLineAsync($"{context.Request.Method} {Show.Text(context.Request.Path)}: {e}");
            await Answer.Send(context, new Problem(500, "failed", "The page could not be made. The fault is here, not in the question."));
        }
    }

    private static void Map(WebApplication app, Room room, ReviewDesk? desk)
    {
        foreach (var (path, (type, content)) in Files)
            app.MapGet(path, (HttpContext context) => Answer.Bytes(context, type, content));
        app.MapGet("/openapi.json", (HttpContext context) => Answer.Bytes(context, "application/json; charset=utf-8", OpenApi.Document()));

        Page("/", q => room => HomeLeaf.Of(room, q));
        Page("/search", q => room => SearchLeaf.Of(room, q));
        Page("/relation/{a}/{b}", q => room => RelationLeaf.Of(room, q, q.Parts[0], q.Parts[1]));
        Page("/event/{id}", q => room => EventLeaf.Of(room, q, q.Parts[0]));
        Page("/claim/{id}", q => room => ClaimLeaf.Of(room, q, q.Parts[0]));
        Page("/article/{id}", q => room => ArticleLeaf.Of(room, q, q.Parts[0]));
        Page("/actor/{id}", q => room => ActorLeaf.Of(room, q, q.Parts[0]));
        Page("/arrangement/{id}", q => room => ArrangementLeaf.Of(room, q, q.Parts[0]));

        app.MapGet("/relation/{a}/{b}/{picture}", (HttpContext context, string a, string b, string picture) => SendPicture(context, q => asked => RelationLeaf.Of(asked, q, a, b), $"/relation/{a}/{b}", picture));
        app.MapGet("/actor/{id}/{picture}", (HttpContext context, string id, string picture) => SendPicture(context, q => asked => ActorLeaf.Of(asked, q, id), $"/actor/{id}", picture));
        app.MapGet("/arrangement/{id}/{picture}", (HttpContext context, string id, string picture) => SendPicture(context, q => asked => ArrangementLeaf.Of(asked, q, id), $"/arrangement/{id}", picture));

        app.MapGet("/find", (HttpContext context) =>
        {
            string name(string key) => context.Request.Query[key].ToString().Trim() is { Length: <= 200 } word ? word : throw Problem.BadQuestion("The name is too long.");
            context.Response.Redirect((name("a"), name("b")) switch
            {
                ("", "") => "/",
                (var one, "") => Show.Path("actor", Question.ActorId(one)),
                ("", var one) => Show.Path("actor", Question.ActorId(one)),
                var (one, other) => Show.Path("relation", Question.ActorId(one), Question.ActorId(other)),
            });
        });

        if (desk is null)
            app.MapMethods("/review", ["GET", "POST"], (HttpContext _) => throw Problem.NotFound("no_review", "The review desk is not open. Open it with: entente serve --allow-review"));
        else
            desk.Map(app);

        void Page(string pattern, Func<Question, Func<Room, Func<RecordStore, Leaf>>> page) => app.MapMethods(pattern, ["GET", "HEAD"], async (HttpContext context) =>
        {
            var question = Question.Of(context.Request.Path.ToUriComponent(), context.Request.Query) with { Parts = [.. Parts(context)] };
            if (context.Items["form"] is "zip")
            {
                await Download.Send(context, room, question, page(question)(room));
                return;
            }
            var address = question.Path + context.Request.QueryString;
            if (room.Made(address) is not { } leaf)
            {
                var stamp = room.Stamp;
                leaf = await room.Ask(page(question)(room), context.RequestAborted);
                room.Keep(address, stamp, leaf);
            }
            if (leaf.Redirect is { } elsewhere)
                context.Response.Redirect(question with { Path = elsewhere } is var there ? there.Address(form: context.Items["form"] as string) : elsewhere);
            else
                await Answer.Send(context, leaf);
        });

        async Task SendPicture(HttpContext context, Func<Question, Func<Room, Func<RecordStore, Leaf>>> page, string path, string name)
        {
            var question = Question.Of(path, context.Request.Query);
            var leaf = await room.Ask(page(question)(room), context.RequestAborted);
            var picture = leaf.Picture(name) ?? throw Problem.NotFound("picture_unknown", "The page has no such picture, or nothing to draw.");
            switch (context.Items["form"])
            {
                case "svg":
                    // Standing for itself it brings its styles along; nothing in it may run.
                    context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
                    await Answer.Bytes(context, "image/svg+xml; charset=utf-8", picture.ToSvg(whole: true));
                    break;
                case "png":
                    await Answer.Bytes(context, "image/png", Pictures.Png.Of(picture));
                    break;
                default:
                    throw Problem.NotFound("no_such_form", "A picture is had as .svg or .png.");
            }
        }

        static IEnumerable<string> Parts(HttpContext context) => context.Request.RouteValues.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => ((string)r.Value!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
    }

    private static byte[] File(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
