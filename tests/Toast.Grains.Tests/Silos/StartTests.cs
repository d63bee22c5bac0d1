using Orleans.TestingHost;
using Toast.Servers;

namespace Toast.Grains.Tests.Silos;

/// <summary>A silo that cannot have its storage does not start, and says why.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_store_that_cannot_be_opened_stops_the_silo()
    {
        using var nobody = new ClosedPort();
        string url = $"postgresql://app:top-secret@127.0.0.1:{nobody.Port}/shop";
        Exception failure = await StartAsync(silo => silo.AddToastGrainStorage("orders", url, options => options.Engine.OperationTimeout = TimeSpan.FromSeconds(2)));
        GrainStorageException reason = Assert.IsType<GrainStorageException>(failure);
        Assert.StartsWith("Grain storage 'orders' cannot be opened, so the silo does not start. ", reason.Message, StringComparison.Ordinal);
        Assert.Equal("orders", reason.Storage);
        Assert.DoesNotContain("top-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_are_told_before_the_silo_joins()
    {
        Exception failure = await StartAsync(silo => silo.AddToastGrainStorage("orders", "postgresql://app:top-secret@localhost/shop?nonsense=1"));
        OrleansConfigurationException reason = Assert.IsType<OrleansConfigurationException>(failure);
        Assert.StartsWith("Grain storage 'orders': Url cannot be used. ", reason.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("top-secret", failure.ToString(), StringComparison.Ordinal);
    }

    private static async Task<Exception> StartAsync(Action<ISiloBuilder> configure)
    {
        var builder = new InProcessTestClusterBuilder(1) { Options = { ConfigureFileLogging = false, InitializeClientOnDeploy = false } };
        builder.ConfigureSilo((_, silo) => configure(silo));
        await using InProcessTestCluster cluster = builder.Build();
        Exception failure = await Assert.ThrowsAnyAsync<Exception>(cluster.DeployAsync);
        return failure is AggregateException { InnerExceptions: [Exception only] } ? only : failure;
    }
}
