using Microsoft.Playwright;
using Toast.Silo.Tests;

namespace Toast.Explorer.Tests;

/// <summary>Whatever is stored, and whatever stands in an address, is shown as text. A script that ran would open a dialog, and a visit with a dialog fails.</summary>
[Collection(BrowserCollection.Name)]
public sealed class HostileTests(Chromium chromium) : IAsyncLifetime
{
    private const string Image = "<img src=x onerror=alert(1)>", Script = "</script><script>alert(1)</script>";

    private readonly SiloServer server = new();

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    [SkippableFact]
    public async Task Markup_in_names_and_values_is_text_in_listings_and_records()
    {
        string path = await server.CreateAsync($$"""{"{{Image}}":"{{Script}}","html":"<b onmouseover=alert(1)>bold</b>","link":"javascript:alert(1)"}""");
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address, "/#/Note");

        await Assertions.Expect(visit.Page.Locator(".records .preview")).ToContainTextAsync($$"""{"{{Image}}":"{{Script}}","html":"<b onmouseover""");
        await visit.PictureAsync("hostile-class");
        await visit.Page.Locator(".records a").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("pre.json")).ToHaveTextAsync(
            $$"""{ "{{Image}}": "{{Script}}", "html": "<b onmouseover=alert(1)>bold</b>", "link": "javascript:alert(1)" }""");

        Assert.EndsWith(path["/records".Length..], visit.Page.Url, StringComparison.Ordinal);
        Assert.Equal(0, await visit.Page.Locator("main :is(img, script, b, iframe, object), main a[href*=javascript]").CountAsync());
    }

    [SkippableFact]
    public async Task Characters_that_would_hide_or_turn_text_are_written_as_escapes()
    {
        await server.CreateAsync("""{"file":"invoice\u202Egpj.exe","unseen":"a\u200Bb","nul":"\u0000"}""");
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address, "/#/Note");
        await visit.Page.Locator(".records a").ClickAsync();

        await Assertions.Expect(visit.Page.Locator("pre.json")).ToHaveTextAsync("""{ "file": "invoice\u202egpj.exe", "unseen": "a\u200bb", "nul": "\u0000" }""");
    }

    [SkippableTheory]
    [InlineData("/#/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "<img src=x onerror=alert(1)>")]
    [InlineData("/#/Note/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "Note <script>alert(1)</script>")]
    public async Task Markup_in_an_address_is_text_and_the_server_says_what_is_wrong(string address, string heading)
    {
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address, address);
        visit.Expected = "Failed to load resource";

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync(heading);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();

        Assert.Equal(0, await visit.Page.Locator("main :is(img, script)").CountAsync());
    }

    [SkippableTheory]
    [InlineData("/#/%")]
    [InlineData("/#/////")]
    [InlineData("/#?after=x")]
    public async Task An_address_that_was_cut_short_leads_to_the_overview(string address)
    {
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address, address);

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Stores" })).ToBeVisibleAsync();
    }
}
