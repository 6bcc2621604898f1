using System.Text.RegularExpressions;
using Entente.Record;
using Entente.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Pages as people use them: by mouse, by keyboard alone, on a phone, without scripts, by eye.</summary>
public partial class BrowserTests(Browser browser) : IClassFixture<Browser>
{
    private const string Event = "EVENT";
    private const string Claim = "CLAIM";
    private const string Article = "ARTICLE";

    public static TheoryData<string> Pages =>
    [
        "/", "/search", "/search?q=grain&actor=RUS", "/search?q=nosuchword", "/relation/NATO/RUS?as_of=2016-06-01", "/relation/NATO/RUS?as_of=2016-06-01&known_by=2015-01-01", "/relation/ISL/JPN",
        "/actor/RUS", "/actor/ISL", "/arrangement/nato-russia-council", "/arrangement/black-sea-grain-initiative", Event, Claim, Article, "/review",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_open_to_all_in_light_and_dark_and_fits_a_phone(string address)
    {
        address = Real(address);
        foreach (var dark in new[] { false, true })
        {
            await using var wide = await browser.Open(address, dark);
            Assert.InRange(await wide.BytesAsync(), 1, 500_000);
            foreach (var part in await wide.Page.Locator("details").AllAsync())
                await part.EvaluateAsync("d => { d.open = true; }");
            await wide.NothingAgainstAccess($"{address}, {(dark ? "dark" : "light")}");
            await using var phone = await browser.Open(address, dark, width: 360, height: 740);
            Assert.Equal(360, await phone.Page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"));
            await phone.NothingAgainstAccess($"{address}, phone");
        }
    }

    [Fact]
    public async Task A_page_that_is_not_there_is_open_to_all()
    {
        await using var context = await browser.Open("/");
        await context.Page.RouteAsync("**/nothing", async route => await route.FulfillAsync(new() { Response = await route.FetchAsync(), Status = 200 }));
        await context.Page.GotoAsync("/nothing");
        Assert.Equal("There is no such page", await context.Page.Locator("h1").TextContentAsync());
        await context.NothingAgainstAccess("/nothing");
    }

    [Fact]
    public async Task By_mouse_from_home_to_the_sentence_behind_a_standing()
    {
        await using var watched = await browser.Open("/");
        var page = watched.Page;
        await page.Locator("#a").FillAsync("NATO");
        await page.Locator("#b").FillAsync("Russia");
        await page.Locator(".ask button").ClickAsync();
        await page.WaitForURLAsync("**/relation/NATO/RUS");

        // The slider moves the day, the address and what stood.
        var slider = page.Locator(".slider").First;
        var box = await slider.BoundingBoxAsync();
        await page.Mouse.ClickAsync(box!.X + box.Width * 0.3f, box.Y + box.Height / 2);
        await page.WaitForURLAsync("**as_of=20*");
        await Assertions.Expect(page.Locator("#standings")).ToContainTextAsync("What stood at the end of");
        Assert.DoesNotContain("2024", await page.Locator("#standings").TextContentAsync(), StringComparison.Ordinal);
        await page.ReloadAsync();
        Assert.Equal(await page.Locator("#as_of").InputValueAsync(), AsOf().Match(page.Url).Groups[1].Value);

        await page.Locator(".card summary").First.ClickAsync();
        await Assertions.Expect(page.Locator(".card .quote").First).ToBeVisibleAsync();
        await page.Locator(".card .sources a").First.ClickAsync();
        await page.WaitForURLAsync("**/article/*");
        await page.Locator(".near a").First.ClickAsync();
        await page.WaitForURLAsync("**/claim/*");
        await Assertions.Expect(page.Locator("mark.m-act").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task By_keyboard_alone_from_home_to_a_claim()
    {
        await using var watched = await browser.Open("/");
        var page = watched.Page;
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await TabTo(page, "#a");
        await page.Keyboard.TypeAsync("NATO");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Russia");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/relation/NATO/RUS");

        await TabTo(page, ".slider[data-for=as_of]");
        var before = await page.Locator("#as_of").InputValueAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.WaitForURLAsync("**as_of=*");
        Assert.Equal(Make.Day(before).PlusDays(-1), Make.Day(await page.Locator("#as_of").InputValueAsync()));
        await page.Keyboard.PressAsync("PageDown");
        await page.WaitForURLAsync($"**as_of={Make.Day(before).PlusDays(-366):uuuu-MM-dd}*");
        await Assertions.Expect(page.Locator(".slider[data-for=as_of]")).ToBeFocusedAsync();
        await TabTo(page, ".slider[data-for=known_by]");
        await page.Keyboard.PressAsync("PageDown");
        await page.WaitForURLAsync("**known_by=*");

        // The pictures' twins are lists whose links lead on.
        await TabTo(page, ".twin summary");
        await page.Keyboard.PressAsync("Enter");
        await TabTo(page, ".twin .events a.type");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/event/*");
        await TabTo(page, ".voice > p a");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/claim/*");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Search_is_narrowed_and_widened(bool byKeyboard)
    {
        await using var watched = await browser.Open("/");
        var page = watched.Page;
        await Do("#quick", "grain");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/search?q=grain");
        var all = await Total();
        await Do(".facets a[href*='type=SANCTION']");
        await page.WaitForURLAsync("**type=SANCTION*");
        Assert.InRange(await Total(), 1, all - 1);
        await Assertions.Expect(page.Locator(".facets a[aria-current]").First).ToContainTextAsync("sanction");
        await Do(".chips.set a[href*='type=SANCTION']:not([href*='q=grain'])");
        await page.WaitForURLAsync(url => !url.Contains("q=grain", StringComparison.Ordinal));
        await Do(".chips.set a.plain");
        await page.WaitForURLAsync("**/search");
        Assert.InRange(await Total(), all + 1, 1000);

        async Task Do(string selector, string? type = null)
        {
            if (byKeyboard)
                await TabTo(page, selector);
            if (type is not null)
                await (byKeyboard ? page.Keyboard.TypeAsync(type) : page.Locator(selector).FillAsync(type));
            else
                await (byKeyboard ? page.Keyboard.PressAsync("Enter") : page.Locator(selector).First.ClickAsync());
            if (type is not null && !byKeyboard)
                await page.Locator(selector).FocusAsync();
        }

        async Task<int> Total() => int.Parse((await page.Locator("#events").TextContentAsync())!.Split(' ')[0].Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task An_actor_and_an_arrangement_lead_to_relations_and_lives()
    {
        await using var watched = await browser.Open("/actor/RUS");
        var page = watched.Page;
        await page.Locator("#as_of").FillAsync("2009-12-31");
        await page.Locator("form.days button").ClickAsync();
        await page.WaitForURLAsync("**as_of=2009-12-31");
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync("Georgia");
        await page.Locator("tbody a").First.ClickAsync();
        await page.WaitForURLAsync("**/relation/RUS/*");
        await page.GotoAsync("/arrangement/nato-russia-council");
        await TabTo(page, ".slider[data-for=as_of]");
        await page.Keyboard.PressAsync("Home");
        await page.WaitForURLAsync("**as_of=*");
        await Assertions.Expect(page.Locator(".card").First).ToContainTextAsync("No source covers this.");
    }

    [Fact]
    public async Task Without_scripts_everything_can_be_read()
    {
        await using var watched = await browser.Open("/relation/NATO/RUS?as_of=2008-12-31", scripts: false);
        var page = watched.Page;
        Assert.Equal(0, await page.Locator(".slider:visible").CountAsync());
        await Assertions.Expect(page.Locator(".card", new() { HasText = "formal meetings" }).First).ToContainTextAsync("suspended");
        Assert.Equal(3, await page.Locator("figure svg.picture:visible").Locator("visible=true").CountAsync() is var pictures && pictures >= 3 ? 3 : pictures);
        await page.Locator("#as_of").FillAsync("2010-01-01");
        await page.Locator(".days button").ClickAsync();
        await page.WaitForURLAsync("**as_of=2010-01-01*");
        await page.Locator(".twin summary").First.ClickAsync();
        await Assertions.Expect(page.Locator(".twin .lives").First).ToBeVisibleAsync();
        foreach (var address in new[] { "/", "/search?q=grain", "/actor/RUS", Real(Event), Real(Claim) })
        {
            await page.GotoAsync(address);
            await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Hostile_words_are_shown_as_words()
    {
        await using var watched = await browser.Open("/search?q=before");
        var page = watched.Page;
        for (var i = 0; i < Hostile.Corpus.Length; i++)
        {
            var shown = Show.Text(Hostile.Corpus[i]).Replace("\ud800", "\ufffd", StringComparison.Ordinal);
            using var record = RecordStore.Open(browser.Room.Record, readOnly: true);
            var claim = record.Claim($"c-{i:x16}")!;
            var party = claim.Claim.Claim.Actors[0].Id;
            foreach (var address in new[]
            {
                $"/claim/c-{i:x16}", Show.Path("event", claim.Event!.Id), Show.Path("article", claim.Claim.Claim.Article), Show.Path("actor", party), Show.Path("relation", party, "RUS"),
                Show.Path("arrangement", claim.Claim.Claim.Arrangement!.Id), $"/search?outlet={Uri.EscapeDataString(Hostile.Corpus[i].Replace("\ud800", "\ufffd", StringComparison.Ordinal))}", $"/search?q={Uri.EscapeDataString(Hostile.Corpus[i].Replace("\ud800", "", StringComparison.Ordinal))}",
            })
            {
                await page.GotoAsync(address);
                Assert.False(await page.EvaluateAsync<bool>("'pwned' in window"), $"{address} ran what it was to show.");
                // Only the room's own script, form targets and frames are there.
                Assert.Equal(1, await page.Locator("script").CountAsync());
                Assert.Equal("", await page.EvaluateAsync<string>("[...document.querySelectorAll('iframe, base, img, object, embed, [onerror], [onload], [onmouseover], [onfocus], meta[http-equiv]')].map(e => e.outerHTML).join(' ')"));
                Assert.Equal("", await page.EvaluateAsync<string>("[...document.querySelectorAll('a')].map(a => typeof a.href === 'string' ? a.href : new URL(a.href.baseVal, location).href).filter(h => !/^https?:/.test(h)).join(' ')"));
                if (address.StartsWith("/claim", StringComparison.Ordinal) || address.StartsWith("/event", StringComparison.Ordinal))
                    Assert.Contains(Squeeze(shown), Squeeze(await page.Locator("main").TextContentAsync() ?? ""), StringComparison.Ordinal);
            }
        }
        foreach (var address in new[] { "/", "/search?q=before&page=1" })
        {
            await page.GotoAsync(address);
            Assert.False(await page.EvaluateAsync<bool>("'pwned' in window"));
        }

        static string Squeeze(string text) => Blanks().Replace(text, "");
    }

    [Fact]
    public async Task Names_in_other_scripts_stand_apart_and_run_their_own_way()
    {
        await using var watched = await browser.Open("/search?outlet=%D8%A8%D8%B1%D9%8A%D8%AF%20%D8%A7%D9%84%D8%A8%D8%AD%D8%B1");
        var outlet = watched.Page.Locator(".events .from bdi").First;
        Assert.Equal("بريد البحر", await outlet.TextContentAsync());
        await watched.Page.Locator(".events a.type").First.ClickAsync();
        await watched.Page.Locator(".voice > p a").First.ClickAsync();
        await watched.Page.Locator("dd a[href^='/article/']").ClickAsync();
        var title = watched.Page.Locator("h1 bdi");
        Assert.Equal("rtl", await title.EvaluateAsync<string>("e => getComputedStyle(e).direction"));
    }

    [Fact]
    public async Task Claims_are_decided_on_by_one_key_and_by_mouse_and_undone()
    {
        var before = Decisions();
        await using var watched = await browser.Open("/review");
        var page = watched.Page;
        await page.Locator("#who").FillAsync("Ada Example");
        await page.Locator("#token").FillAsync(RoomFixture.Token);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".desk-top")).ToBeVisibleAsync();
        await Ready();
        await watched.NothingAgainstAccess("the desk");

        // By keyboard: accept, take it back, reject with a reason.
        var first = await Id();
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync($"Decision {before + 1}: accept");
        Assert.NotEqual(first, await Id());
        await page.Keyboard.PressAsync("u");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync($"Decision {before + 1} is undone");
        Assert.Equal(first, await Id());
        await page.Locator("#why").FillAsync("a r s u: letters in a reason decide nothing");
        Assert.Equal(before + 2, Decisions());
        await TabTo(page, "button[value=reject]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync($"Decision {before + 3}: reject");
        var skipped = await Id();
        await page.Keyboard.PressAsync("s");
        await Assertions.Expect(page.Locator("input[name=claim]").First).Not.ToHaveValueAsync(skipped);

        // By mouse: a correction.
        var corrected = await Id();
        await page.Locator("summary[data-key=c]").ClickAsync();
        await page.Locator("#reality").SelectOptionAsync("planned");
        await page.Locator("#date_start").FillAsync("2021-05-01");
        await page.Locator("#date_end").FillAsync("2021-05-31");
        await page.Locator("button[value=correct]").ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("correct");

        // With one key switched off, keys do nothing.
        await page.Locator("[data-one-key] input").UncheckAsync();
        await page.Keyboard.PressAsync("a");
        Assert.Equal(before + 4, Decisions());

        using (var record = RecordStore.Open(browser.Room.Record, readOnly: true))
        {
            var log = record.Decisions();
            Assert.All(log.Skip(before), d => Assert.Equal("Ada Example", d.Who));
            Assert.Equal([DecisionKind.Accept, DecisionKind.Undo, DecisionKind.Reject, DecisionKind.Correct], log.Skip(before).Select(d => d.Kind));
            Assert.True(record.Audit().IsWhole);
            Assert.Equal((Articles.Reality.Planned, Make.Day("2021-05-31")), (record.Claim(corrected)!.Claim.Claim.Reality, record.Claim(corrected)!.Claim.Claim.Date.End!.Value));
            // A claim that was rejected keeps its address.
            Assert.False(record.Claim(first)!.Counts);
        }
        await page.GotoAsync($"/claim/{first}");
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("does not count");
        await page.GotoAsync("/review");
        await page.Locator(".desk-top button").ClickAsync();
        await page.GotoAsync("/review");
        await Assertions.Expect(page.Locator("#token")).ToBeVisibleAsync();
        Assert.Empty(await page.Context.CookiesAsync());

        async Task<string> Id() => await page.Locator("input[name=claim]").First.InputValueAsync();

        async Task Ready()
        {
            while (await page.Locator("article.desk").CountAsync() == 0)
                await page.GotoAsync("/review");
        }

        int Decisions()
        {
            using var record = RecordStore.Open(browser.Room.Record, readOnly: true);
            return record.Decisions().Count;
        }
    }

    [Fact]
    public async Task Only_reviewing_sets_a_cookie()
    {
        await using var watched = await browser.Open("/");
        foreach (var address in new[] { "/search", "/relation/NATO/RUS", "/review" })
            await watched.Page.GotoAsync(address);
        Assert.Empty(await watched.Page.Context.CookiesAsync());
    }

    [Fact]
    public async Task On_paper_there_is_the_answer_and_nothing_to_click()
    {
        await using var watched = await browser.Open("/relation/NATO/RUS?as_of=2016-06-01", dark: true);
        await watched.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(watched.Page.Locator(".days")).ToBeHiddenAsync();
        await Assertions.Expect(watched.Page.Locator(".quick")).ToBeHiddenAsync();
        await Assertions.Expect(watched.Page.Locator(".card").First).ToBeVisibleAsync();
        Assert.Equal("rgb(255, 255, 255)", await watched.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor"));
    }

    /// <summary>With ENTENTE_SCREENS=1 the pictures in docs/screens are taken anew.</summary>
    [Fact]
    public async Task Screens_of_the_main_pages()
    {
        var folder = Environment.GetEnvironmentVariable("ENTENTE_SCREENS") == "1" ? Repository.PathOf("docs", "screens") : null;
        if (folder is not null)
            Directory.CreateDirectory(folder);
        foreach (var (name, address, dark, width) in new[]
        {
            ("home", "/", false, 1120), ("search", "/search?q=grain", false, 1120), ("relation", "/relation/NATO/RUS?as_of=2016-06-01", false, 1120), ("relation-dark", "/relation/NATO/RUS?as_of=2016-06-01", true, 1120),
            ("relation-phone", "/relation/NATO/RUS?as_of=2016-06-01", false, 390), ("event", Real(Event), false, 1120), ("claim", Real(Claim), true, 1120), ("actor", "/actor/RUS", false, 1120), ("arrangement", "/arrangement/black-sea-grain-initiative", false, 1120),
        })
        {
            await using var watched = await browser.Open(address, dark, width, name.StartsWith("relation", StringComparison.Ordinal) || name == "arrangement" ? 1500 : 1000);
            var picture = await watched.Page.ScreenshotAsync();
            Assert.InRange(picture.Length, 10_000, 1_500_000);
            if (folder is not null)
                await File.WriteAllBytesAsync(Path.Combine(folder, name + ".png"), picture);
        }
        await using var desk = await browser.Open("/review");
        await desk.Page.Locator("#who").FillAsync("Ada Example");
        await desk.Page.Locator("#token").FillAsync(RoomFixture.Token);
        await desk.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator(".desk-top")).ToBeVisibleAsync();
        var claim = Real(Claim)["/claim/".Length..];
        await desk.Page.GotoAsync($"/review?claim={claim}");
        if (folder is not null)
            await desk.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "review.png") });
        await Assertions.Expect(desk.Page.Locator("article.desk")).ToBeVisibleAsync();
    }

    /// <summary>Presses Tab until the focus is on what is looked for, as one does who has no mouse.</summary>
    private static async Task TabTo(IPage page, string selector)
    {
        for (var i = 0; i < 400; i++)
        {
            if (await page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) ?? false", selector))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"Tab does not lead to {selector}.");
    }

    /// <summary>The address of an event, a claim or an article of the record.</summary>
    private string Real(string address)
    {
        if (address is not (Event or Claim or Article))
            return address;
        using var record = RecordStore.Open(browser.Room.Record, readOnly: true);
        var found = record.Events(new ClaimFilter { Text = "formal meetings", Step = Articles.Step.Suspended })[0];
        return address switch { Event => Show.Path("event", found.Id), Claim => Show.Path("claim", found.Claims[0]), _ => Show.Path("article", found.Members[0].Source.ArticleId) };
    }

    [GeneratedRegex("as_of=([0-9-]+)")]
    private static partial Regex AsOf();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
