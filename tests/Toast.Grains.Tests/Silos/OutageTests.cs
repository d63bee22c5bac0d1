using Orleans.TestingHost;
using Toast.Grains.Tests.Grains;
using Toast.Grains.Tests.Support;
using Toast.Servers;

namespace Toast.Grains.Tests.Silos;

/// <summary>The store goes away and comes back.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private TcpProxy proxy = null!;
    private InProcessTestCluster cluster = null!;

    public async Task InitializeAsync()
    {
        StorageUrl server;
        try
        {
            server = StorageUrl.Parse(await SharedServers.PostgresUrlAsync());
        }
        catch (ServerUnavailableException absent)
        {
            Skip.If(true, absent.Message);
            return;
        }

        proxy = await TcpProxy.StartAsync(server.Hosts[0].Name, server.Hosts[0].Port!.Value);
        string login = $"{server.Credential!.RevealUserName()}:{Uri.EscapeDataString(server.Credential.RevealPassword()!)}";
        string url = $"postgresql://{login}@{proxy.Host}:{proxy.Port}{server.Path}?table=o_{Guid.NewGuid():N}";
        var builder = new InProcessTestClusterBuilder(2) { Options = { ConfigureFileLogging = false } };
        builder.ConfigureSilo((_, silo) => silo.AddToastGrainStorage("main", url, options =>
        {
            options.Engine.OperationTimeout = TimeSpan.FromSeconds(3);
            options.Engine.MaxRetries = 1;
            options.Engine.BreakerPause = TimeSpan.FromMilliseconds(100);
        }));
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.StopAllSilosAsync();
            await cluster.DisposeAsync();
            await proxy.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_grain_whose_state_cannot_be_read_is_not_activated_without_it()
    {
        IVisitorGrain[] grains = [.. Enumerable.Range(0, 20).Select(i => cluster.Client.GetGrain<IVisitorGrain>("outage " + i))];
        await Task.WhenAll(grains.Select(grain => grain.VisitAsync()));
        Assert.Equal(2, (await Task.WhenAll(grains.Select(grain => grain.SiloAsync()))).Distinct().Count());
        foreach (IVisitorGrain grain in grains[..10])
        {
            await cluster.DeactivateAsync(grain);
        }

        proxy.Refuse();
        proxy.Cut();
        foreach (IVisitorGrain grain in grains)
        {
            // Activations fail for the first ten, writes for the others.
            GrainStorageException failure = await Assert.ThrowsAsync<GrainStorageException>(grain.VisitAsync);
            Assert.Contains(failure.Code, new[] { ErrorCodes.Unreachable, ErrorCodes.CircuitOpen, ErrorCodes.Timeout });
            Assert.Equal("main", failure.Storage);
            Assert.Null(failure.InnerException);
        }

        proxy.Pass();
        foreach (IVisitorGrain grain in grains)
        {
            // A write whose answer was cut off may have been done; then the grain reads before it counts again.
            await Eventually.TrueAsync(async () => await TryAsync(grain.VisitAsync));
            Assert.InRange(await grain.CountAsync(), 2, 3);
        }
    }

    private static async Task<bool> TryAsync(Func<Task<int>> visit)
    {
        try
        {
            await visit();
            return true;
        }
        catch (OrleansException)
        {
            return false;
        }
    }
}
