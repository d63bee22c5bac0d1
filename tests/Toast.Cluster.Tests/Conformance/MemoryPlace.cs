using Toast.Testing;

namespace Toast.Cluster.Tests.Conformance;

/// <summary>A named place in memory: the silos of one process share it.</summary>
public sealed class MemoryPlace : StoragePlace
{
    private readonly StorageUrl url = StorageUrl.Parse("memory://cluster-" + Guid.NewGuid().ToString("N"));

    public override StorageBackend Open() => new MemoryBackend(url);
}
