namespace Toast.Grains.Tests.Support;

/// <summary>Starts one participant of a silo without the silo.</summary>
internal sealed class ManualLifecycle : ISiloLifecycle
{
    private readonly List<(int Stage, ILifecycleObserver Observer)> observers = [];

    public int HighestCompletedStage => int.MinValue;

    public int LowestStoppedStage => int.MaxValue;

    public static async Task<ManualLifecycle> StartAsync(object participant)
    {
        var lifecycle = new ManualLifecycle();
        ((ILifecycleParticipant<ISiloLifecycle>)participant).Participate(lifecycle);
        foreach ((_, ILifecycleObserver observer) in lifecycle.observers.OrderBy(each => each.Stage))
        {
            await observer.OnStart(CancellationToken.None);
        }

        return lifecycle;
    }

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        observers.Add((stage, observer));
        return new Nothing();
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
