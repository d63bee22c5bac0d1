namespace Toast.Samples.Tests.Orders;

/// <summary>The sample shop with its orders in its own process.</summary>
public sealed class EmbeddedTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("toast-orders-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Orders_are_placed_read_changed_and_listed_and_outlive_the_shop()
    {
        string first, second, third;
        await using (OrdersApp shop = await OrdersApp.StartAsync(folder.FullName))
        {
            first = await Shopping.PlaceAsync(shop.Client);
            second = await Shopping.PlaceAsync(shop.Client);
            third = await Shopping.PlaceAsync(shop.Client);
            await Shopping.ChangeAsync(shop.Client, first);
            await Shopping.ListAsync(shop.Client, [first, second, third]);
            await Shopping.ComplainAsync(shop.Client);
        }

        Assert.True(File.Exists(Path.Combine(folder.FullName, "data", "orders.db")));
        await using OrdersApp again = await OrdersApp.StartAsync(folder.FullName);
        await Shopping.ReadAsync(again.Client, first, 21.75m, 2);
        await Shopping.ListAsync(again.Client, [first, second, third]);
    }

    [Fact]
    public async Task An_engine_that_is_none_is_refused_by_the_name_of_its_key()
    {
        (int exitCode, string output) = await OrdersApp.RunToEndAsync(folder.FullName, "--Toast:Engine", "steam");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Toast:Engine is neither embedded nor cluster", output, StringComparison.Ordinal);
    }
}
