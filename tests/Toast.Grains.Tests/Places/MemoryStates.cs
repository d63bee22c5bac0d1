namespace Toast.Grains.Tests.Places;

public sealed class MemoryStates : StatePlace
{
    protected override Task<string> MakeAsync() => Task.FromResult("memory://states-" + Guid.NewGuid().ToString("N"));
}
