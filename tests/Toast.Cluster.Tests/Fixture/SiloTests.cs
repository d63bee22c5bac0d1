using Orleans.TestingHost;
using Toast.Cluster.Tests.Support;
using Toast.Testing;

namespace Toast.Cluster.Tests.Fixture;

/// <summary>Silos of the fixture come and go, each of them, and the records stay.</summary>
public sealed class SiloTests
{
    private const int Teas = 40;

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    public async Task Any_silo_can_be_killed_or_stopped(bool kill, int which)
    {
        await using ToastCluster cluster = await ToastCluster.StartAsync(Patient);
        ExternalReference[] references = await BrewAsync(cluster);
        SiloHandle silo = cluster.Silos[which];

        await (kill ? cluster.KillSiloAsync(silo) : cluster.StopSiloAsync(silo));

        Assert.DoesNotContain(silo, cluster.Silos);
        await DrinkAsync(cluster, references);
        await BrewAsync(cluster);
    }

    [Fact]
    public async Task A_silo_that_joins_takes_records()
    {
        await using ToastCluster cluster = await ToastCluster.StartAsync(options =>
        {
            Patient(options);
            options.Silos = 1;
        });
        ExternalReference[] references = await BrewAsync(cluster);

        SiloHandle joined = await cluster.StartSiloAsync();
        await cluster.StopSiloAsync(cluster.Silos[0]);

        Assert.Equal([joined], cluster.Silos);
        await DrinkAsync(cluster, references);
    }

    [Fact]
    public async Task After_all_silos_were_killed_new_ones_carry_on()
    {
        await using ToastCluster cluster = await ToastCluster.StartAsync(Patient);
        ExternalReference[] references = await BrewAsync(cluster);
        foreach (SiloHandle silo in cluster.Silos)
        {
            await cluster.KillSiloAsync(silo);
        }

        Assert.Empty(cluster.Silos);
        await cluster.StartSiloAsync();
        await DrinkAsync(cluster, references);
    }

    [Fact]
    public async Task With_the_probes_of_production_the_others_find_out_themselves()
    {
        await using ToastCluster cluster = await ToastCluster.StartAsync(options =>
        {
            Patient(options);
            options.Silos = 3;
            options.RelaxedProbing = false;
        });
        ExternalReference[] references = await BrewAsync(cluster);

        await cluster.KillSiloAsync(cluster.Silos[0]);

        await DrinkAsync(cluster, references);
    }

    private static void Patient(ToastClusterOptions options) => options.ConfigureApp(app => app.WithPatience());

    private static async Task<ExternalReference[]> BrewAsync(ToastCluster cluster) =>
        await Task.WhenAll(Enumerable.Range(0, Teas).Select(cups => cluster.Toast.DumpAsync(new Tea("black", cups))));

    private static async Task DrinkAsync(ToastCluster cluster, ExternalReference[] references)
    {
        Tea[] teas = await Task.WhenAll(references.Select(reference => cluster.Toast.ValidateAsync<Tea>(reference)));
        Assert.Equal(Enumerable.Range(0, Teas), teas.Select(tea => tea.Cups));
    }
}
