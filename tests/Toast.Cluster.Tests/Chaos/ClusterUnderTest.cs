using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Toast.Endurance.Tests.Load;
using Toast.Endurance.Tests.Stores;
using Toast.Servers;
using Toast.Testing;

namespace Toast.Cluster.Tests.Chaos;

/// <summary>Three silos on a table of their own in PostgreSQL. The first keeps the list of members in its memory and is left alone; the others come and go.</summary>
internal sealed class ClusterUnderTest : StoreUnderTest
{
    private readonly TestCluster cluster;

    private ClusterUnderTest(TestCluster cluster, string url, IReadOnlyList<Fault> faults)
    {
        this.cluster = cluster;
        Url = url;
        Faults = faults;
    }

    public override string Name => "cluster";

    public override string Url { get; }

    public override IReadOnlyList<Fault> Faults { get; }

    /// <summary>The store that the next cluster's silos open: their configuration has no other way in.</summary>
    private static string? NextUrl { get; set; }

    public static async Task<ClusterUnderTest> StartAsync(bool kills)
    {
        string url = $"{await SharedServers.PostgresUrlAsync()}?table=x_{Guid.NewGuid():N}&max_pool_size=10";
        NextUrl = url;
        var builder = new TestClusterBuilder(3);
        builder.AddSiloBuilderConfigurator<PostgresSilo>();
        TestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        Fault[] faults = kills
            ? [new Fault("kill a silo", random => ReplaceAsync(cluster, cluster.KillSiloAsync, random))]
            : [new Fault("stop a silo", random => ReplaceAsync(cluster, cluster.StopSiloAsync, random))];
        return new ClusterUnderTest(cluster, url, faults);
    }

    public IToast NewEngine() =>
        new ToastBuilder().UseCluster(cluster.Client).AddModel<Parcel>().AddModel<Contract>().AddModel<Tally>().Build();

    public override async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }

    private static async Task ReplaceAsync(TestCluster cluster, Func<SiloHandle, Task> end, Random random)
    {
        IReadOnlyList<SiloHandle> others = cluster.SecondarySilos;
        await end(others[random.Next(others.Count)]);
        await cluster.StartAdditionalSiloAsync();
    }

    private sealed class PostgresSilo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.Services.AddSingleton<IFatalErrorHandler, QuietEnd>();
            siloBuilder.AddToast(options =>
            {
                options.Stores["main"] = NextUrl!;

                // Until a silo has heard that another one came or went, its grains believe what they remember. That is a matter of how busy the machine is;
                // here, where it is busy, and where no version may ever go back, they ask.
                options.WarmFreshness = TimeSpan.Zero;
            });
        }
    }
}
