using System.Net;
using Entente.Actors;
using Entente.Record;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using NodaTime;

namespace Entente.Mcp;

/// <summary>Serves a record to assistants by the Model Context Protocol, on standard input and output or on this machine's own HTTP address. It only reads.</summary>
public sealed class RecordServer : IDisposable
{
    /// <summary>Path of the HTTP address.</summary>
    public const string Path = "/mcp";

    private const int LongestRequest = 256 << 10;
    private const int MostConnections = 64;

    private readonly RecordQuestions _questions;

    /// <summary>Makes a server of an open record, which stays the caller's to close.</summary>
    /// <param name="record">The record, open for reading.</param>
    /// <param name="limits">Caps on answers; null for the defaults.</param>
    /// <param name="clock">Tells which day is today; null for the system's.</param>
    public RecordServer(RecordStore record, McpLimits? limits = null, IClock? clock = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        _questions = new(record, KnowledgeBase.English, limits ?? McpLimits.Default, clock ?? SystemClock.Instance);
    }

    /// <summary>Serves the assistant that started this process, until it closes standard input.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ServeStandardStreamsAsync(CancellationToken cancellationToken)
    {
        var options = new McpServerOptions();
        Configure(options);
        await using var transport = new StdioServerTransport(options);
        await using var server = McpServer.Create(transport, options);
        await server.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Serves assistants on this machine by HTTP, on 127.0.0.1 only.</summary>
    /// <param name="port">The port; 0 for any that is free.</param>
    /// <param name="started">Is told the address.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public async Task ServeHttpAsync(int port, Action<Uri> started, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(started);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestRequest;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        // No session is kept: every question stands for itself.
        builder.Services.AddMcpServer(Configure).WithHttpTransport(http => http.Stateless = true);
        await using var app = builder.Build();
        app.Use(Admit);
        app.UseRouting();
        app.MapMcp(Path);
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        started(new Uri(new Uri(address), Path));
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await app.StopAsync(soon.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Lets go of what the server holds.</summary>
    public void Dispose() => _questions.Dispose();

    private void Configure(McpServerOptions options)
    {
        options.ServerInfo = new Implementation { Name = "entente", Title = "Entente", Version = typeof(Pipeline).Assembly.GetName().Version!.ToString(3) };
        options.ServerInstructions =
            "The record of relations between states and organisations: who did what to whom, when, on whose word, and what stood on a day. It is read, never changed. " + RecordQuestions.Notice;
        options.ToolCollection = [.. _questions.Tools()];
    }

    /// <summary>
    /// Lets in who asks for this machine by its own name and comes from no other page: a page elsewhere can point a name of its own here, and can make a browser ask,
    /// but cannot make it say another name.
    /// </summary>
    private static Task Admit(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!IsOurs(request.Host.Host))
            return Refuse(StatusCodes.Status421MisdirectedRequest, "host_unknown");
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsOurs(from.Host) && from.Port == (request.Host.Port ?? 80)))
            return Refuse(StatusCodes.Status403Forbidden, "other_origin");
        return next(context);

        static bool IsOurs(string name) => name is "127.0.0.1" || name.Equals("localhost", StringComparison.OrdinalIgnoreCase);

        Task Refuse(int status, string code)
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(code, context.RequestAborted);
        }
    }
}
