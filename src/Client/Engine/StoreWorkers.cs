using Toast.Client.Contract;

namespace Toast.Client.Engine;

/// <summary>The workers that messages with several records go to, in turn: those with different keys may be on different silos.</summary>
internal sealed class StoreWorkers(IGrainFactory grains)
{
    private const int Count = 64;

    /// <summary>Kept: Orleans forms the name of the interface anew for each reference it makes.</summary>
    private readonly IStoreGrain?[] workers = new IStoreGrain?[Count];
    private int next;

    public IStoreGrain Next()
    {
        int worker = (Interlocked.Increment(ref next) & int.MaxValue) % Count;
        return workers[worker] ??= grains.GetGrain<IStoreGrain>(worker);
    }
}
