using Orleans.TestingHost;
using Toast.Grains.Stores;

namespace Toast.Cluster.Tests.Support;

/// <summary>Three silos and a client, connected by TCP, that all tests share which disturb nobody. It ends with the process.</summary>
internal static class SharedCluster
{
    private static readonly Lazy<Task<TestCluster>> Started = new(() => Task.Run(StartAsync));

    public static Task<TestCluster> GetAsync() => Started.Value;

    /// <summary>Gives every silo a store, each with a backend of its own.</summary>
    public static async Task AddStoreAsync(string name, Func<StorageBackend> open)
    {
        TestCluster cluster = await GetAsync();
        foreach (SiloStores stores in cluster.StoresOfSilos())
        {
            stores.Add(name, open());
        }
    }

    private static async Task<TestCluster> StartAsync()
    {
        var builder = new TestClusterBuilder(3);
        builder.AddSiloBuilderConfigurator<PlainSilo>();
        TestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    private sealed class PlainSilo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.AddToast(options =>
        {
            options.Stores["main"] = "memory://shared-cluster";
            options.DefaultStore = "main";

            // All silos are there before the first test, and stay: what grains remember may be believed from then on.
            options.Settling = TimeSpan.Zero;
        }).SuspectNobody();
    }
}
