using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>What keeps strangers out, and strangers' words text.</summary>
public class GuardTests(RoomFixture room) : IClassFixture<RoomFixture>
{
    [Fact]
    public async Task Pages_run_no_script_but_the_rooms_own_and_set_no_cookie()
    {
        foreach (var address in new[] { "/", "/search", "/relation/NATO/RUS", "/actor/RUS", "/nothing", "/search.json", "/room.js" })
        {
            var answer = await room.Client.GetAsync(new Uri(address, UriKind.Relative));
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.False(answer.Headers.Contains("Server"));
            Assert.DoesNotContain(" style=\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("evil.example:80", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("0.0.0.0", 421)]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1:9999", 200)]
    public async Task It_answers_to_its_own_names_only(string host, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/room.css");
        request.Headers.Host = host;
        Assert.Equal(status, (int)(await room.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("POST", "/search")]
    [InlineData("PUT", "/review/decide")]
    [InlineData("DELETE", "/claim/c-0000000000000001")]
    [InlineData("TRACE", "/")]
    public async Task Pages_are_only_read(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await room.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Too_many_requests_are_turned_away()
    {
        await using var strict = await ReadingRoom.OpenAsync(room.Options() with { RequestsPerSecond = 2 });
        using var client = new HttpClient { BaseAddress = strict.Address };
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => client.GetAsync(new Uri("/room.css", UriKind.Relative))));
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.TooManyRequests && a.Headers.RetryAfter is not null);
        Assert.InRange(answers.Count(a => a.IsSuccessStatusCode), 1, 25);
    }

    [Fact]
    public async Task A_question_has_a_limit_of_time()
    {
        await using var hasty = await ReadingRoom.OpenAsync(room.Options() with { QueryLimit = TimeSpan.FromTicks(1) });
        using var client = new HttpClient { BaseAddress = hasty.Address };
        var answer = await client.GetAsync(new Uri("/relation/NATO/RUS.json", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString(), new[] { "query_timeout", "busy" });
    }

    [Fact]
    public async Task A_query_that_runs_is_stopped()
    {
        using var record = Entente.Record.RecordStore.Open(room.Record, readOnly: true);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        Assert.Throws<OperationCanceledException>(() => record.Within(r => r.ClaimCount, stop.Token));
        Assert.True(record.ClaimCount > 0);
    }

    [Fact]
    public async Task Large_requests_are_refused()
    {
        using var big = new FormUrlEncodedContent([new("token", new string('x', 100_000))]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await room.Client.PostAsync(new Uri("/review/sign-in", UriKind.Relative), big)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await room.Client.GetAsync(new Uri("/search?q=" + new string('x', 5000), UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await room.Client.GetAsync(new Uri("/search?q=" + new string('x', 201), UriKind.Relative))).StatusCode);
        await using var small = await ReadingRoom.OpenAsync(room.Options() with { MostExported = 5 });
        using var client = new HttpClient { BaseAddress = small.Address };
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.GetAsync(new Uri("/search.zip", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Bytes_that_are_no_http_do_no_harm()
    {
        var random = new Random(8);
        for (var i = 0; i < 20; i++)
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync("127.0.0.1", room.Client.BaseAddress!.Port);
            var bytes = new byte[random.Next(1, 4000)];
            random.NextBytes(bytes);
            if (i % 2 == 0)
                bytes = [.. Encoding.ASCII.GetBytes("GET /%00%ff/../../search?q=%c0%80 HTTP/1.1\r\nHost: localhost\r\nX: "), .. bytes];
            await socket.GetStream().WriteAsync(bytes);
        }
        foreach (var path in new[] { "/%00", "/relation/%2e%2e/%2e%2e", "/claim/..%2f..%2fetc%2fpasswd", "/search?q=%c0%80", "/search?q=%ff", "/search?actor=%F0%9F%98%80&actor=a&actor=b&actor=c&actor=d&actor=e", "/relation/%F0%9F%98%80/%D8%B1" })
        {
            var answer = await room.Client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.InRange((int)answer.StatusCode, 200, 499);
        }
        Assert.Equal(HttpStatusCode.OK, (await room.Client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task The_desk_is_shut_unless_it_is_opened()
    {
        await using var plain = await ReadingRoom.OpenAsync(room.Options());
        using var client = new HttpClient { BaseAddress = plain.Address };
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/review", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync(new Uri("/review/decide", UriKind.Relative), new FormUrlEncodedContent([]))).StatusCode);
        await Assert.ThrowsAsync<ArgumentException>(() => ReadingRoom.OpenAsync(room.Options() with { ReviewToken = "x", Address = IPAddress.Any }));
    }

    [Fact]
    public async Task A_form_needs_the_session_its_word_and_its_origin()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post("/review/sign-in", null, null, ("token", "wrong"), ("who", "Eve"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post("/review/decide", null, null, ("act", "accept"), ("claim", "c-0000000000000001"))).StatusCode);
        var signedIn = await Post("/review/sign-in", null, null, ("token", RoomFixture.Token), ("who", "Ada"));
        Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var session = cookie[..cookie.IndexOf(';', StringComparison.Ordinal)];

        Assert.Equal(HttpStatusCode.Forbidden, (await Post("/review/decide", session, null, ("act", "accept"), ("claim", "c-0000000000000001"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Post("/review/decide", session, null, ("csrf", "guess"), ("act", "accept"), ("claim", "c-0000000000000001"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Post("/review/sign-in", null, "http://evil.example", ("token", RoomFixture.Token), ("who", "Eve"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Post("/review/decide", session, "null", ("act", "accept"))).StatusCode);
    }

    private async Task<HttpResponseMessage> Post(string path, string? cookie, string? origin, params (string, string)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))) };
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await room.Client.SendAsync(request);
    }
}
