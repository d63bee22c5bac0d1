namespace Toast.Endurance.Tests.Stores;

/// <summary>A place for the records of one run, with what can be done to it.</summary>
internal abstract class StoreUnderTest : IAsyncDisposable
{
    public abstract string Name { get; }

    public abstract string Url { get; }

    /// <summary>What may happen at random; empty where there is nothing to disturb.</summary>
    public virtual IReadOnlyList<Fault> Faults => [];

    /// <summary>Ends the server in the hardest way and starts it again, so that only what is durable is left. Nothing where there is no server.</summary>
    public virtual Task KillAsync() => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}
