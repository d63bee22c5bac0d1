using System.Net.Sockets;
using Orleans.TestingHost;
using Toast.Testing;

namespace Toast.Cluster.Tests.Fixture;

/// <summary>The cluster that users test their apps with, as a class fixture.</summary>
public sealed class FixtureTests(ToastCluster cluster) : IClassFixture<ToastCluster>
{
    [Fact]
    public async Task What_is_dumped_is_validated_by_the_same_and_by_another_app()
    {
        ExternalReference reference = await cluster.Toast.DumpAsync(new Tea("oolong", 2));

        Assert.Equal(new Tea("oolong", 2), await cluster.Toast.ValidateAsync<Tea>(reference));
        Assert.Equal(new Tea("oolong", 2), await cluster.NewToast().ValidateAsync<Tea>(reference));
    }

    [Fact]
    public async Task There_are_two_silos_and_both_hold_records()
    {
        for (int i = 0; i < 50; i++)
        {
            await cluster.Toast.DumpAsync(new Tea("green", i));
        }

        Assert.Equal(2, cluster.Silos.Count);
        var management = cluster.Client.GetGrain<IManagementGrain>(0);
        var grains = await management.GetSimpleGrainStatistics();
        Assert.Equal(2, grains.Where(grain => grain.GrainType.Contains("RecordGrain", StringComparison.Ordinal) && grain.ActivationCount > 0).Select(grain => grain.SiloAddress).Distinct().Count());
    }

    [Fact]
    public async Task Silos_listen_on_sockets()
    {
        foreach (SiloHandle silo in cluster.Silos)
        {
            foreach (System.Net.IPEndPoint endpoint in (System.Net.IPEndPoint[])[silo.SiloAddress.Endpoint, silo.GatewayAddress.Endpoint])
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync(endpoint);
                Assert.True(connection.Connected);
            }
        }
    }

    [Fact]
    public async Task Another_cluster_sees_none_of_this_ones_records()
    {
        ExternalReference reference = await cluster.Toast.DumpAsync(new Tea("white", 1));

        await using ToastCluster other = await ToastCluster.StartAsync(options => options.Silos = 1);

        await Assert.ThrowsAsync<RecordNotFoundException>(() => other.Toast.ValidateAsync<Tea>(reference));
        Assert.Equal(1, (await cluster.Toast.ValidateAsync<Tea>(reference)).Cups);
    }
}
