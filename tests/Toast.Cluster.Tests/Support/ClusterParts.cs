using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Toast.Grains.Stores;

namespace Toast.Cluster.Tests.Support;

/// <summary>What the silos of a test cluster hold.</summary>
internal static class ClusterParts
{
    public static IEnumerable<SiloStores> StoresOfSilos(this TestCluster cluster) => cluster.ServicesOfSilos().Select(services => services.GetRequiredService<SiloStores>());

    public static IEnumerable<IServiceProvider> ServicesOfSilos(this TestCluster cluster) => cluster.Silos.Select(silo => cluster.GetSiloServiceProvider(silo.SiloAddress));
}
