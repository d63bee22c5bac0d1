using Toast.Testing;

namespace Toast.Conformance.Tests.Memory;

/// <summary>A named place in memory: it outlives its backends as long as the process runs.</summary>
public sealed class MemoryPlace : StoragePlace
{
    private readonly StorageUrl url = StorageUrl.Parse("memory://conformance-" + Guid.NewGuid().ToString("N"));

    public override StorageBackend Open() => new MemoryBackend(url);
}
