using Toast.Cluster.Tests.Processes;
using Toast.Samples.Tests.Orders;

namespace Toast.Cluster.Tests.Samples;

/// <summary>The sample shop in one process, the silo that people start in another; one line of the shop's configuration brings them together.</summary>
public sealed class OrdersOnClusterTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("toast-orders-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Orders_are_placed_read_changed_and_listed_and_the_silo_keeps_them()
    {
        string gateway = ProcessCluster.FreePort(), first, second, third;
        await using (SiloNode silo = await StartSiloAsync(gateway))
        await using (OrdersApp shop = await StartShopAsync(gateway))
        {
            first = await Shopping.PlaceAsync(shop.Client);
            second = await Shopping.PlaceAsync(shop.Client);
            third = await Shopping.PlaceAsync(shop.Client);
            await Shopping.ChangeAsync(shop.Client, first);
            await Shopping.ListAsync(shop.Client, [first, second, third]);
            await Shopping.ComplainAsync(shop.Client);
            Assert.Equal(0, await silo.StopAsync());
        }

        Assert.False(Directory.Exists(Path.Combine(folder.FullName, "data")), "The shop kept something itself.");
        await using SiloNode next = await StartSiloAsync(gateway);
        await using OrdersApp again = await StartShopAsync(gateway);
        await Shopping.ReadAsync(again.Client, first, 21.75m, 2);
        await Shopping.ListAsync(again.Client, [first, second, third]);
        using var http = new HttpClient { BaseAddress = next.Http };
        Assert.Contains("\"cake\"", await http.GetStringAsync(first.Replace("/orders/", "/records/Order/", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_that_goes_and_comes_back_is_found_again_without_a_restart_of_the_shop()
    {
        string gateway = ProcessCluster.FreePort(), order;
        await using OrdersApp shop = await StartShopAfterSiloAsync(gateway);
        await using SiloNode silo = await StartSiloAsync(gateway);
        order = await RetryAsync(() => Shopping.PlaceAsync(shop.Client));
        await Shopping.ReadAsync(shop.Client, order, 9.00m, 1);
    }

    private Task<SiloNode> StartSiloAsync(string gateway) => SiloNode.StartAsync(
        "--urls", "http://127.0.0.1:0", "--Toast:Store", $"sqlite:///{folder.FullName}/silo.db", "--Toast:Cluster:GatewayPort", gateway);

    private Task<OrdersApp> StartShopAsync(string gateway) =>
        OrdersApp.StartAsync(folder.FullName, "--Toast:Engine", "cluster", "--Orleans:Clustering:Gateways:0", "127.0.0.1:" + gateway);

    /// <summary>A shop whose silo was killed after the start.</summary>
    private async Task<OrdersApp> StartShopAfterSiloAsync(string gateway)
    {
        await using SiloNode silo = await StartSiloAsync(gateway);
        OrdersApp shop = await StartShopAsync(gateway);
        await silo.KillAsync();
        return shop;
    }

    private static async Task<string> RetryAsync(Func<Task<string>> step)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                return await step();
            }
            catch (Xunit.Sdk.XunitException) when (!deadline.IsCancellationRequested)
            {
                await Task.Delay(200, deadline.Token);
            }
        }
    }
}
