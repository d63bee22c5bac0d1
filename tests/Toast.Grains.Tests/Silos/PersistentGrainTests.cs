using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using Toast.Grains.Tests.Grains;
using Toast.Grains.Tests.Places;

namespace Toast.Grains.Tests.Silos;

/// <summary>Grains with persistent state on two silos.</summary>
public abstract class PersistentGrainTests(StatePlace place) : IAsyncLifetime
{
    private const int Count = 40;

    private InProcessTestCluster cluster = null!;

    public async Task InitializeAsync()
    {
        await place.PrepareAsync();
        var builder = new InProcessTestClusterBuilder(2) { Options = { ConfigureFileLogging = false } };
        builder.ConfigureSilo((_, silo) => silo.AddToastGrainStorage("main", place.Url));
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.StopAllSilosAsync();
            await cluster.DisposeAsync();
        }

        await place.DisposeAsync();
    }

    [SkippableFact]
    public async Task States_outlive_their_activations_and_their_silo()
    {
        IVisitorGrain[] grains = [.. Enumerable.Range(0, Count).Select(i => Grain("visitor " + i))];
        await Task.WhenAll(grains.Select(grain => grain.VisitAsync()));
        string[] silos = await Task.WhenAll(grains.Select(grain => grain.SiloAsync()));
        Assert.Equal(2, silos.Distinct().Count());
        await cluster.DeactivateAsync(grains[0]);
        Assert.Equal(2, await grains[0].VisitAsync());
        await cluster.RestartSiloAsync(cluster.Silos[1]);
        int[] counts = await Task.WhenAll(grains[1..].Select(grain => grain.CountAsync()));
        Assert.All(counts, count => Assert.Equal(1, count));
        Assert.Equal(2, await grains[0].CountAsync());
    }

    [SkippableFact]
    public async Task A_state_that_was_cleared_is_gone_for_the_next_activation_too()
    {
        IVisitorGrain grain = Grain("forgetful");
        Assert.Equal(-1, await grain.CountAsync());
        await grain.VisitAsync();
        await grain.ForgetAsync();
        Assert.Equal(-1, await grain.CountAsync());
        await cluster.DeactivateAsync(grain);
        Assert.Equal(-1, await grain.CountAsync());
        Assert.Equal(1, await grain.VisitAsync());
    }

    [SkippableFact]
    public async Task A_store_changed_behind_a_grain_is_told_and_the_next_call_sees_the_change()
    {
        IVisitorGrain[] grains = [.. Enumerable.Range(0, Count).Select(i => Grain("contested " + i))];
        await Task.WhenAll(grains.Select(grain => grain.VisitAsync()));
        IGrainStorage behind = cluster.Silos[0].SiloHost.Services.GetRequiredKeyedService<IGrainStorage>("main");
        foreach (IVisitorGrain grain in grains)
        {
            var state = new GrainState<Visits>();
            await behind.ReadStateAsync("visits", grain.GetGrainId(), state);
            state.State = new Visits(100, "another");
            await behind.WriteStateAsync("visits", grain.GetGrainId(), state);

            // From whichever silo: the client is connected to one, and the grains are on both.
            InconsistentStateException conflict = await Assert.ThrowsAsync<InconsistentStateException>(grain.VisitAsync);
            Assert.Contains("was changed by another writer", conflict.Message, StringComparison.Ordinal);
            Assert.Equal(101, await grain.VisitAsync());
        }
    }

    private IVisitorGrain Grain(string key) => cluster.Client.GetGrain<IVisitorGrain>(key);
}
