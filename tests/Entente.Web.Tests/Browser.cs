using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Debian's Chromium, driven by Playwright, with a room to look at. Every page that it opens is watched: no error on the console, no request to anywhere else.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public RoomFixture Room { get; } = new();

    public async Task InitializeAsync()
    {
        Assert.True(File.Exists(Chromium), $"There is no {Chromium}, which these tests drive. Install it: apt-get install chromium");
        await Room.InitializeAsync();
        // A machine under load is slow, not wrong: expectations have the patience of actions.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await Room.DisposeAsync();
    }

    /// <summary>A fresh page, with what it may be told to be like.</summary>
    public async Task<Watched> Open(string address, bool dark = false, int width = 1280, int height = 900, bool scripts = true)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Room.Address,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = width, Height = height },
            JavaScriptEnabled = scripts,
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(60_000);
        var watched = new Watched(context, await context.NewPageAsync());
        await watched.Page.GotoAsync(address);
        return watched;
    }
}

/// <summary>A page and what was seen while it was open.</summary>
public sealed class Watched : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    public Watched(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _faults.Add($"console: {message.Text}");
        };
        page.PageError += (_, error) => _faults.Add($"error: {error}");
        page.Dialog += (_, dialog) =>
        {
            _faults.Add($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Host != "127.0.0.1")
                _faults.Add($"request: {request.Url}");
        };
        page.Response += (_, response) => _responses.Add(response);
    }

    public IPage Page { get; }

    private readonly System.Collections.Concurrent.ConcurrentBag<IResponse> _responses = [];

    /// <summary>Bytes of all that the page was made of, as they are unpacked.</summary>
    public async Task<long> BytesAsync()
    {
        var bytes = 0L;
        foreach (var response in _responses)
            if (response.Status == 200)
                bytes += (await response.BodyAsync()).Length;
        return bytes;
    }

    /// <summary>What axe finds against WCAG 2.2 AA and good practice.</summary>
    public async Task NothingAgainstAccess(string where)
    {
        var found = await Page.RunAxe(new AxeRunOptions { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
        Assert.True(found.Violations.Length == 0, $"{where}: " + string.Join("; ", found.Violations.Select(v => $"{v.Id} ({v.Help}): {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}")));
    }

    /// <summary>Nothing was wrong while it was open.</summary>
    public void IsClean() => Assert.Empty(_faults);

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        IsClean();
    }
}
