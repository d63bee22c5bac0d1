using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Toast.Silo.Tests;

namespace Toast.Explorer.Tests;

/// <summary>What people do on the page: look through classes, pages and records.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class BrowsingTests(Chromium chromium) : IAsyncLifetime
{
    private readonly SiloServer server = new();

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    [SkippableFact]
    public async Task The_overview_tells_of_an_empty_server_and_of_what_comes_into_it()
    {
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address);
        await Assertions.Expect(visit.Page.Locator(".empty")).ToHaveTextAsync("Nothing is stored yet. What you dump appears here.");
        await Assertions.Expect(visit.Page.Locator(".stores")).ToContainTextAsync("0 records in 0 classes");

        await Shop.FillAsync(server, "Order", 1_234, n => $$"""{"n":{{n}} }""");
        await Shop.FillAsync(server, "Box[Int32]", 2, n => $$"""{"n":{{n}} }""");

        await Assertions.Expect(visit.Page.Locator(".classes li")).ToHaveTextAsync([new Regex("^Box\\[Int32\\].*2 records$"), new Regex("^Order.*1,234 records$")]);
        await Assertions.Expect(visit.Page.Locator(".stores")).ToContainTextAsync("default");
        await Assertions.Expect(visit.Page.Locator(".stores")).ToContainTextAsync("1,236 records in 2 classes");
        await Assertions.Expect(visit.Page.Locator(".status.up")).ToHaveTextAsync("up");
        await Assertions.Expect(visit.Page).ToHaveTitleAsync("Toast");
    }

    [SkippableFact]
    public async Task Pages_lead_through_all_records_and_back()
    {
        await Shop.FillAsync(server, "Order", 60, n => $$"""{"n":{{n}} }""");
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Order" }).ClickAsync();
        ILocator rows = visit.Page.Locator(".records .what");
        ILocator next = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Next page" });

        await Assertions.Expect(rows).ToHaveCountAsync(25);
        IReadOnlyList<string> first = await rows.AllTextContentsAsync();
        await next.ClickAsync();
        await Assertions.Expect(rows.First).Not.ToHaveTextAsync(first[0]);
        IReadOnlyList<string> second = await rows.AllTextContentsAsync();
        await next.ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(10);
        IReadOnlyList<string> third = await rows.AllTextContentsAsync();

        string[] all = [.. first, .. second, .. third];
        Assert.Equal(60, all.Distinct().Count());
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        await Assertions.Expect(next).ToHaveCountAsync(0);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Previous page" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveTextAsync(second);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "First page" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveTextAsync(first);
        await visit.Page.GoBackAsync();
        await Assertions.Expect(rows).ToHaveTextAsync(second);
    }

    [SkippableFact]
    public async Task A_record_is_shown_as_it_is_stored_with_its_version_and_times()
    {
        string path = await server.CreateAsync("""{"n":1}""", "Order");
        using HttpResponseMessage written = await server.SendAsync(
            HttpMethod.Put, path, """{"long":12345678901234567890,"exact":1.10,"small":1e-400,"empty":[],"nested":{"a":[1,{"b":null}]}}""",
            ("Toast-TTL", "7200"), ("Toast-Schema-Version", "3"));
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);

        await using Visit visit = await Visit.BeginAsync(chromium, server.Address, $"/#{path["/records".Length..]}");

        ILocator facts = visit.Page.Locator(".facts.grid");
        await Assertions.Expect(facts).ToContainTextAsync(Facts());
        await Assertions.Expect(visit.Page.Locator("pre.json")).ToHaveTextAsync(
            """{ "long": 12345678901234567890, "exact": 1.10, "small": 1e-400, "empty": [], "nested": { "a": [ 1, { "b": null } ] } }""");
        await Assertions.Expect(visit.Page).ToHaveTitleAsync($"Order {path[^36..]} – Toast");
    }

    [SkippableFact]
    public async Task A_record_can_be_read_again()
    {
        string path = await server.CreateAsync("""{"n":1}""", "Order");
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address, $"/#{path["/records".Length..]}");
        await Assertions.Expect(visit.Page.Locator("pre.json")).ToHaveTextAsync("""{ "n": 1 }""");

        using HttpResponseMessage written = await server.SendAsync(HttpMethod.Put, path, """{"n":2}""");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Read again" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("pre.json")).ToHaveTextAsync("""{ "n": 2 }""");
        await Assertions.Expect(visit.Page.Locator(".facts.grid")).ToContainTextAsync("Version2");
    }

    [SkippableFact]
    public async Task A_reference_within_a_record_leads_to_the_record_it_names()
    {
        string path = await Shop.FillAsync(server);
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address, $"/#{path["/records".Length..]}");

        await visit.Page.Locator("pre.json a").ClickAsync();

        await Assertions.Expect(visit.Page.Locator("h1")).ToContainTextAsync("Shop.Customer");
        await Assertions.Expect(visit.Page.Locator("pre.json")).ToContainTextAsync("Alice Baker");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Shop.Customer" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".records li")).ToHaveCountAsync(25);
    }

    [SkippableFact]
    public async Task A_record_that_is_gone_is_told_of()
    {
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address, $"/#/Order/{Guid.NewGuid()}");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("was not found");
    }

    [SkippableTheory]
    [InlineData("{0}")]
    [InlineData("Order/{1}")]
    [InlineData(" {0} ")]
    public async Task A_reference_can_be_pasted(string typed)
    {
        string path = await server.CreateAsync("""{"n":1}""", "Order");
        string reference = $$"""{"class_name":"Order","id":"{{path[^36..]}}"}""";
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address);
        ILocator box = visit.Page.GetByLabel("Open a class, or a record by its reference");

        await box.FillAsync(typed.Replace("{0}", reference, StringComparison.Ordinal).Replace("{1}", path[^36..], StringComparison.Ordinal));
        await box.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator("pre.json")).ToHaveTextAsync("""{ "n": 1 }""");
    }

    [SkippableFact]
    public async Task Many_classes_can_be_filtered()
    {
        for (int i = 0; i < 12; i++)
        {
            await server.CreateAsync("{}", $"Class{i:00}");
        }

        await using Visit visit = await Visit.BeginAsync(chromium, server.Address);
        await visit.Page.GetByLabel("Filter classes by name").FillAsync("ss1");

        await Assertions.Expect(visit.Page.Locator(".classes .what")).ToHaveTextAsync(["Class10", "Class11"]);
    }

    [SkippableFact]
    public async Task The_page_can_be_used_with_the_keyboard_alone()
    {
        string path = await server.CreateAsync("""{"n":1}""", "Order");
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address);
        await Assertions.Expect(visit.Page.Locator(".classes a")).ToBeVisibleAsync();

        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        for (int i = 0; i < 3; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
        }

        await Assertions.Expect(visit.Page.Locator(".classes a")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("h1")).ToBeFocusedAsync();
        await Assertions.Expect(visit.Page.Locator(".records a")).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("h1")).ToContainTextAsync(path[^36..]);
    }

    [GeneratedRegex("^Version2Schema version3Size.*BCreated.*Updated.*Expires.*in 2 hours$")]
    private static partial Regex Facts();
}
