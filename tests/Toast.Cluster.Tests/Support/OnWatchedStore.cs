using Orleans.TestingHost;
using Toast.Cluster.Tests.Models;

namespace Toast.Cluster.Tests.Support;

/// <summary>Tests on the shared cluster, each with a watched store of its own.</summary>
public abstract class OnWatchedStore : IAsyncLifetime
{
    private readonly List<IToast> engines = [];
    private readonly WatchedBackend watched = new();
    private TestCluster? cluster;

    internal WatchedBackend Backend => watched;

    internal string StoreName { get; } = "w" + Guid.NewGuid().ToString("N");

    internal TestCluster Cluster => cluster!;

    /// <summary>The engine of the client.</summary>
    protected IToast Toast { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        cluster = await SharedCluster.GetAsync();
        await SharedCluster.AddStoreAsync(StoreName, () => watched);
        Toast = EngineOn(cluster.Client);
    }

    public async Task DisposeAsync()
    {
        foreach (IToast engine in engines)
        {
            await engine.DisposeAsync();
        }
    }

    /// <summary>An engine that calls from the client, or from a silo.</summary>
    protected IToast EngineOn(IGrainFactory grains, Action<ToastBuilder>? configure = null)
    {
        ToastBuilder builder = new ToastBuilder().UseCluster(grains).UseDefaultStore(StoreName).AddModel<Note>().AddModel<GuardedNote>().AddModel<Link>().WithPatience();
        configure?.Invoke(builder);
        IToast engine = builder.Build();
        engines.Add(engine);
        return engine;
    }

    /// <summary>Engines that call from each silo.</summary>
    protected IToast[] EnginesOfSilos() => [.. Cluster.ServicesOfSilos().Select(services => EngineOn((IGrainFactory)services.GetService(typeof(IGrainFactory))!))];

    /// <summary>Writes to the store behind the grains' backs, as another cluster would.</summary>
    internal async Task<SaveResult> WriteBehindAsync(ExternalReference reference, string json) => await Backend.Inner.SaveAsync(
        new SaveRequest
        {
            Key = new RecordKey(reference.ClassName, reference.Id),
            Data = System.Text.Encoding.UTF8.GetBytes(json),
            Condition = SaveCondition.Exists,
            WriteId = Guid.NewGuid(),
        },
        CancellationToken.None);
}
