using Microsoft.Playwright;
using Toast.Silo.Tests;

namespace Toast.Explorer.Tests;

/// <summary>The page with some life in the server, in the sizes and colours that people have. The pictures are for people to look at.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LookTests(Chromium chromium) : IAsyncLifetime
{
    private readonly SiloServer server = new();
    private string record = "";

    public async Task InitializeAsync()
    {
        await server.InitializeAsync();
        record = await Shop.FillAsync(server);
    }

    public Task DisposeAsync() => server.DisposeAsync();

    [SkippableTheory]
    [InlineData("desktop", 1280, false)]
    [InlineData("desktop-dark", 1280, true)]
    [InlineData("phone", 360, false)]
    [InlineData("phone-dark", 360, true)]
    public async Task The_page_fits_every_width_and_has_the_colours_people_asked_for(string name, int width, bool dark)
    {
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address, "/", width, dark: dark);
        await using var life = new Life(server, record);
        await Assertions.Expect(visit.Page.Locator(".classes li").First).ToBeVisibleAsync();
        await visit.Page.WaitForFunctionAsync("() => (document.querySelector('.line.reads').getAttribute('d') ?? '').split('L').length > 4");

        await CheckAsync(visit, $"overview-{name}", width, dark);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Order" }).First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".records li")).ToHaveCountAsync(25);
        await CheckAsync(visit, $"class-{name}", width, dark);
        await visit.Page.GotoAsync($"/#{record["/records".Length..]}");
        await Assertions.Expect(visit.Page.Locator("pre.json")).ToContainTextAsync("Bread, sliced");
        await CheckAsync(visit, $"record-{name}", width, dark);
    }

    private static async Task CheckAsync(Visit visit, string picture, int width, bool dark)
    {
        await visit.PictureAsync(picture);
        Assert.Equal(width, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(await Contrast.TooWeakAsync(visit.Page));
        string ground = await visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        int brightness = ground.Split('(', ',', ')')[1..4].Sum(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)) / 3;
        Assert.True(dark ? brightness < 60 : brightness > 220, ground);
    }
}
