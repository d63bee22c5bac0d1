using Microsoft.Extensions.DependencyInjection;
using Toast.Grains.Records;
using Toast.Grains.Stores;

namespace Toast.Grains.Hosting;

/// <summary>Listens to the coming and going of silos while this one runs, and closes the stores after its last grain is gone.</summary>
internal sealed class StoreLifetime(IServiceProvider services, ClusterTrust trust, ISiloStatusOracle silos) : ILifecycleParticipant<ISiloLifecycle>
{
    private SiloStores? stores;

    public void Participate(ISiloLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        lifecycle.Subscribe(nameof(StoreLifetime), ServiceLifecycleStage.RuntimeStorageServices, StartAsync, StopAsync);
    }

    private Task StartAsync(CancellationToken cancellationToken)
    {
        // Not in the constructor: that runs before the set-up is checked, and would report its first mistake without the others.
        stores = services.GetRequiredService<SiloStores>();
        silos.SubscribeToSiloStatusEvents(trust);
        return Task.CompletedTask;
    }

    private Task StopAsync(CancellationToken cancellationToken)
    {
        silos.UnSubscribeFromSiloStatusEvents(trust);
        return stores!.DisposeAsync().AsTask();
    }
}
