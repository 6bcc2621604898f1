using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Entente.Web;

/// <summary>What stands between the room and whoever asks: names it answers to, how often, and what a browser may do with its pages.</summary>
internal sealed class Guard : IDisposable
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const int LongestAddress = 4096;

    private readonly HashSet<string> _names;
    private readonly PartitionedRateLimiter<HttpContext> _limiter;

    public Guard(ReadingRoomOptions options)
    {
        _names = new(options.HostNames.Append("localhost"), StringComparer.OrdinalIgnoreCase) { Literal(options.Address) };
        if (IPAddress.IsLoopback(options.Address))
            _names.UnionWith(["127.0.0.1", "[::1]"]);
        _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new()
            {
                TokenLimit = options.RequestsPerSecond * 5,
                TokensPerPeriod = options.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));

        static string Literal(IPAddress address) => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
    }

    /// <summary>Lets a request in.</summary>
    /// <exception cref="Problem">It may not come in.</exception>
    public void Admit(HttpContext context)
    {
        var request = context.Request;
        // A page elsewhere can point a name of its own at this machine; it cannot make the browser say another name.
        if (!_names.Contains(request.Host.Host))
            throw new Problem(421, "host_unknown", "The reading room does not answer to this name. Ask for it as it was opened.");
        using var lease = _limiter.AttemptAcquire(context);
        if (!lease.IsAcquired)
            throw new Problem(429, "too_many_requests", "Wait a moment before you ask again.");
        if (request.Path.Value is { Length: > LongestAddress } || request.QueryString.Value is { Length: > LongestAddress })
            throw Problem.BadQuestion("The address is too long.");
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            if (!HttpMethods.IsPost(request.Method) || !request.Path.StartsWithSegments("/review", StringComparison.Ordinal))
                throw new Problem(405, "method_not_allowed", "Pages are only read (GET).");
            // Forms of other sites are refused before anything is looked at.
            if (request.Headers.Origin.ToString() is { Length: > 0 } origin && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || !_names.Contains(from.Host.Contains(':') ? $"[{from.Host.Trim('[', ']')}]" : from.Host) || from.Port != (request.Host.Port ?? 80)))
                throw new Problem(403, "other_origin", "The form came from another page than one of this room.");
            if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
                throw new Problem(403, "other_origin", "The form came from another page than one of this room.");
        }
    }

    /// <summary>Tells browsers to run nothing but the room's own script, to load nothing from elsewhere, and to be in nobody's frame.</summary>
    public static void Protect(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Other sites learn nothing; the desk's own forms tell where they come from.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-cache";
    }

    public void Dispose() => _limiter.Dispose();
}
