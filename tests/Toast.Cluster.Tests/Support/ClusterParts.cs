using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Toast.Grains.Stores;

namespace Toast.Cluster.Tests.Support;

/// <summary>What the silos of a test cluster hold.</summary>
internal static class ClusterParts
{
    /// <summary>What a call may take on a machine that runs all tests at once, where the test is not about that.</summary>
    private static readonly TimeSpan CallDeadline = TimeSpan.FromMinutes(2);

    public static ToastBuilder WithPatience(this ToastBuilder builder) => builder.Configure(options => options.OperationTimeout = CallDeadline);

    public static IEnumerable<SiloStores> StoresOfSilos(this TestCluster cluster) => cluster.ServicesOfSilos().Select(services => services.GetRequiredService<SiloStores>());

    public static IEnumerable<IServiceProvider> ServicesOfSilos(this TestCluster cluster) => cluster.Silos.Select(silo => cluster.GetSiloServiceProvider(silo.SiloAddress));
}
