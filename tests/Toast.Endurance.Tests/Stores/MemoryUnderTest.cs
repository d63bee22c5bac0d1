namespace Toast.Endurance.Tests.Stores;

/// <summary>Records in the memory of this process.</summary>
internal sealed class MemoryUnderTest : StoreUnderTest
{
    public override string Name => "memory";

    public override string Url { get; } = $"memory://endurance-{Guid.NewGuid():N}";

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
