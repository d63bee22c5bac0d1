using Microsoft.Playwright;
using Toast.Silo.Tests;

namespace Toast.Explorer.Tests;

/// <summary>Signing in with an API key.</summary>
[Collection(BrowserCollection.Name)]
public sealed class KeyTests(Chromium chromium) : IAsyncLifetime
{
    private const string Full = "full-key-0123456789", Reader = "reader-key-0123456789", Limited = "limited-key-0123456789";

    private readonly SiloServer server = new(
        "--Toast:ApiKeys:app:Key", Full, "--Toast:ApiKeys:report:Key", Reader, "--Toast:ApiKeys:report:ReadOnly", "true", "--Toast:ApiKeys:shop:Key", Limited,
        "--Toast:ApiKeys:shop:Classes:0", "Order", "--Toast:ApiKeys:shop:Classes:1", "Shop.*");

    public async Task InitializeAsync()
    {
        await server.InitializeAsync();
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", Full);
        await Shop.FillAsync(server);
    }

    public Task DisposeAsync() => server.DisposeAsync();

    [SkippableFact]
    public async Task Without_a_key_there_is_a_form_and_nothing_else()
    {
        await using Visit visit = await BeginAsync();

        await Assertions.Expect(visit.Page.GetByLabel("API key")).ToBeFocusedAsync();
        await visit.PictureAsync("sign-in");
        Assert.DoesNotContain("Order", await visit.Page.ContentAsync(), StringComparison.Ordinal);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeHiddenAsync();
    }

    [SkippableTheory]
    [InlineData("wrong-key-0123456789", "The server does not know this key, or no longer.")]
    [InlineData("short", "That is no key: keys have at least 16 letters, digits and -._~+/=")]
    [InlineData("käy-0123456789-0123456789", "That is no key: keys have at least 16 letters, digits and -._~+/=")]
    public async Task A_wrong_key_is_refused_and_forgotten(string key, string problem)
    {
        await using Visit visit = await BeginAsync();
        await SignInAsync(visit, key);

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(problem);
        await Assertions.Expect(visit.Page.GetByLabel("API key")).ToBeFocusedAsync();
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("() => sessionStorage.length"));
    }

    [SkippableTheory]
    [InlineData(Full)]
    [InlineData(Reader)]
    public async Task A_key_opens_the_page_for_its_tab_and_stands_nowhere_else(string key)
    {
        await using Visit visit = await BeginAsync();
        await SignInAsync(visit, key);
        await Assertions.Expect(visit.Page.Locator(".classes .what")).ToHaveTextAsync(["Box[Int32]", "Order", "Session", "Shop.Customer"]);

        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.Locator(".classes .what")).ToHaveCountAsync(4);
        Assert.Equal("0 1", await visit.Page.EvaluateAsync<string>("() => `${localStorage.length} ${sessionStorage.length}`"));
        Assert.Empty(await visit.Page.Context.CookiesAsync());
        Assert.All(visit.Requests, request => Assert.DoesNotContain(key, request, StringComparison.Ordinal));
        IPage other = await visit.Page.Context.NewPageAsync();
        await other.GotoAsync("/");
        await Assertions.Expect(other.GetByLabel("API key")).ToBeVisibleAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByLabel("API key")).ToBeVisibleAsync();
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("() => sessionStorage.length"));
        Assert.DoesNotContain("Order", await visit.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task After_signing_in_the_page_shows_what_its_address_says()
    {
        await using Visit visit = await BeginAsync("/#/Order");
        await SignInAsync(visit, Full);

        await Assertions.Expect(visit.Page.Locator(".records li")).ToHaveCountAsync(25);
    }

    [SkippableFact]
    public async Task A_key_of_some_classes_sees_those_alone()
    {
        await using Visit visit = await BeginAsync();
        await SignInAsync(visit, Limited);
        await Assertions.Expect(visit.Page.Locator(".classes .what")).ToHaveTextAsync(["Order", "Shop.Customer"]);
        await Assertions.Expect(visit.Page.Locator(".note")).ToContainTextAsync("Your key is limited: other classes are not shown.");
        Assert.DoesNotContain("Session", await visit.Page.ContentAsync(), StringComparison.Ordinal);

        await visit.Page.GotoAsync("/#/Session");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Your API key does not open this class. Sign out to use another key.");
        await visit.Page.GotoAsync($"/#/Session/{Guid.NewGuid()}");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Your API key does not open this class. Sign out to use another key.");
    }

    /// <summary>Browsers complain of each answer that says no.</summary>
    private async Task<Visit> BeginAsync(string path = "/")
    {
        Visit visit = await Visit.BeginAsync(chromium, server.Address, path);
        visit.Expected = "Failed to load resource";
        return visit;
    }

    private static async Task SignInAsync(Visit visit, string key)
    {
        await visit.Page.GetByLabel("API key").FillAsync(key);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
