using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Toast.Servers;
using Toast.Silo.Tests;
using Toast.Silo.Tests.Cluster;

namespace Toast.Explorer.Tests;

/// <summary>The plots, and the state of stores, follow what happens.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class TrafficTests(Chromium chromium)
{
    [SkippableFact]
    public async Task The_plots_move_with_reads_and_writes()
    {
        await using var host = new DisposableServer(new SiloServer());
        RecordServer server = await host.StartAsync();
        string record = await server.CreateAsync("""{"n":1}""", "Order");
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address);
        ILocator reads = visit.Page.Locator(".plot").First.Locator(".legend .reads dd"), writes = visit.Page.Locator(".plot").First.Locator(".legend .writes dd");
        ILocator latency = visit.Page.Locator(".plot").Last;
        await Assertions.Expect(reads).ToHaveTextAsync("0");
        string still = await visit.Page.Locator(".line.reads").First.GetAttributeAsync("d") ?? "";

        await using (new Life(server, record))
        {
            await Assertions.Expect(reads).ToHaveTextAsync(Rate());
            await Assertions.Expect(writes).ToHaveTextAsync(Rate());
            await Assertions.Expect(latency.Locator(".legend .reads dd").First).ToHaveTextAsync(Duration());
            await Assertions.Expect(latency.Locator("svg")).ToHaveAttributeAsync("aria-label", new Regex("Writes, median [0-9.]+ (µs|ms)"));
            await Assertions.Expect(visit.Page.Locator(".stores")).ToContainTextAsync(Calls());
            Assert.NotEqual(still, await visit.Page.Locator(".line.reads").First.GetAttributeAsync("d"));
        }

        await Assertions.Expect(reads).ToHaveTextAsync("0");
        await Assertions.Expect(visit.Page.Locator(".stores")).ToContainTextAsync("No calls right now");
    }

    [SkippableFact]
    public async Task A_store_that_is_down_is_told_from_one_that_is_up()
    {
        // Nobody listens on the port of the discard protocol.
        await using var host = new DisposableServer(new SiloServer("--Toast:Stores:away", "redis://127.0.0.1:9"));
        RecordServer server = await host.StartAsync();
        await server.CreateAsync("""{"n":1}""", "Order");
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address);

        ILocator away = visit.Page.Locator(".stores > li", new() { HasText = "away" });
        await Assertions.Expect(away.Locator(".status.down")).ToHaveTextAsync("down");
        await Assertions.Expect(away).ToContainTextAsync("Does not answer: unreachable");
        await Assertions.Expect(visit.Page.Locator(".stores > li", new() { HasText = "default" })).ToContainTextAsync("1 record in 1 class");
        await visit.PictureAsync("store-down");
    }

    [SkippableFact]
    public async Task Warnings_and_settings_of_a_store_are_shown()
    {
        await using RedisServer redis = await StartRedisAsync();
        await using var host = new DisposableServer(new SiloServer("--Toast:Stores:cache", redis.Url(), "--Toast:Classes:Session*", "cache"));
        RecordServer server = await host.StartAsync();
        await server.CreateAsync("""{"n":1}""", "Session");
        await server.CreateAsync("""{"n":1}""", "Order");
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address, width: 360);

        ILocator cache = visit.Page.Locator(".stores > li", new() { HasText = "cache" });
        await Assertions.Expect(cache.Locator(".warnings li").First).ToContainTextAsync("appendonly is no");
        await Assertions.Expect(cache).ToContainTextAsync("1 record in 1 class");
        await cache.GetByText("Settings of its server").ClickAsync();
        await Assertions.Expect(cache.Locator(".settings > div", new() { HasText = "appendonly" })).ToHaveTextAsync("appendonlyno");
        await visit.PictureAsync("store-warnings");
        Assert.Equal(360, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(await Contrast.TooWeakAsync(visit.Page));
    }

    [SkippableFact]
    public async Task A_server_that_ends_is_told_of_and_one_that_is_back_is_used()
    {
        var gone = new SiloServer();
        await gone.InitializeAsync();
        Uri address = gone.Address;
        await using Visit visit = await Visit.BeginAsync(chromium, address);
        visit.Expected = "Failed to load resource";
        await Assertions.Expect(visit.Page.Locator("#state")).ToHaveTextAsync("live");

        await gone.DisposeAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The server does not answer. Trying again…");
        await visit.PictureAsync("no-answer");

        await using var back = new DisposableServer(new SiloServer("--urls", address.ToString()));
        await back.StartAsync();
        await Assertions.Expect(visit.Page.Locator("#state")).ToHaveTextAsync("live");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task A_cluster_is_shown_as_an_embedded_engine_is()
    {
        BuiltWith.SkipUnlessOrleans();
        await using var host = new DisposableServer(new SiloServer("--Toast:Cluster:Mode", "local"));
        RecordServer server = await host.StartAsync();
        string record = await server.CreateAsync("""{"n":1}""", "Order");
        await using Visit visit = await Visit.BeginAsync(chromium, server.Address);

        await using (new Life(server, record))
        {
            await Assertions.Expect(visit.Page.Locator(".classes .what").First).ToHaveTextAsync("Order");
            await Assertions.Expect(visit.Page.Locator(".plot").First.Locator(".legend .reads dd")).ToHaveTextAsync(Rate());
            await Assertions.Expect(visit.Page.Locator(".status.up")).ToHaveTextAsync("up");
        }

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Order" }).ClickAsync();
        await visit.Page.Locator(".records a").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("pre.json")).ToHaveTextAsync("""{ "n": 1 }""");
    }

    private static async Task<RedisServer> StartRedisAsync()
    {
        try
        {
            return await RedisServer.StartAsync(new RedisServerOptions { Settings = new Dictionary<string, string> { ["appendonly"] = "no" } });
        }
        catch (ServerUnavailableException absent)
        {
            throw new SkipException(absent.Message);
        }
    }

    [GeneratedRegex("^[1-9][0-9.,]*$")]
    private static partial Regex Rate();

    [GeneratedRegex("^[0-9.]+ (µs|ms)$")]
    private static partial Regex Duration();

    [GeneratedRegex("[0-9.,]+ calls/s, median [0-9.]+ (µs|ms)")]
    private static partial Regex Calls();
}
