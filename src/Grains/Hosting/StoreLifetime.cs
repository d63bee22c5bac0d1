using Orleans.Runtime;
using Toast.Grains.Records;
using Toast.Grains.Stores;

namespace Toast.Grains.Hosting;

/// <summary>Listens to the ends of silos while this one runs, and closes the stores after its last grain is gone.</summary>
internal sealed class StoreLifetime(SiloStores stores, ClusterTrust trust, ISiloStatusOracle silos) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        lifecycle.Subscribe(nameof(StoreLifetime), ServiceLifecycleStage.RuntimeStorageServices, StartAsync, StopAsync);
    }

    private Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(trust);
        return Task.CompletedTask;
    }

    private Task StopAsync(CancellationToken cancellationToken)
    {
        silos.UnSubscribeFromSiloStatusEvents(trust);
        return stores.DisposeAsync().AsTask();
    }
}
