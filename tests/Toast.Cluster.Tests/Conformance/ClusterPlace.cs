using Orleans.TestingHost;
using Toast.Cluster.Tests.Support;
using Toast.Testing;

namespace Toast.Cluster.Tests.Conformance;

/// <summary>A place that is reached through a cluster of three silos, each with a backend of its own on it.</summary>
public abstract class ClusterPlace<TPlace> : StoragePlace
    where TPlace : StoragePlace, new()
{
    private readonly TPlace place = new();
    private readonly List<StorageBackend> opened = [];
    private TestCluster? cluster;

    public override bool Survives => place.Survives;

    public override bool KeepsBytes => place.KeepsBytes;

    public override string StoreName { get; } = "s" + Guid.NewGuid().ToString("N");

    public override StorageBackend Open() => place.Open();

    public override void Configure(ToastBuilder builder) => builder.UseCluster(cluster!.Client).UseDefaultStore(StoreName).WithPatience();

    public override async Task PrepareAsync()
    {
        await place.PrepareAsync();
        cluster = await SharedCluster.GetAsync();
        await SharedCluster.AddStoreAsync(StoreName, OpenForSilo);
    }

    public override async Task CleanAsync()
    {
        foreach (StorageBackend backend in opened)
        {
            await backend.DisconnectAsync(CancellationToken.None);
        }

        await place.CleanAsync();
    }

    private StorageBackend OpenForSilo()
    {
        StorageBackend backend = place.Open();
        opened.Add(backend);
        return backend;
    }
}
