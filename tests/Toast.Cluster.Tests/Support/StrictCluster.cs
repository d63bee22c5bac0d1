using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Toast.Cluster.Tests.Support;

/// <summary>Two silos that map classes, accept only some, take small records, believe no memory, and keep one store in Orleans' own storage.</summary>
[CollectionDefinition(Name)]
public sealed class StrictCluster : ICollectionFixture<StrictCluster>, IAsyncLifetime
{
    public const string Name = "Strict";
    public const int MaxRecordBytes = 1000;

    private readonly List<IToast> engines = [];
    private TestCluster? cluster;

    internal static WatchedBackend Main { get; } = new();

    internal static WatchedBackend Other { get; } = new();

    /// <summary>What the silos and the client logged.</summary>
    internal static LogListener Log { get; } = new();

    internal TestCluster Cluster => cluster!;

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(2);
        builder.AddSiloBuilderConfigurator<StrictSilo>();
        builder.AddClientBuilderConfigurator<LoggingClient>();
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (IToast engine in engines)
        {
            await engine.DisposeAsync();
        }

        await cluster!.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }

    internal IToast NewEngine(Action<ToastBuilder>? configure = null)
    {
        ToastBuilder builder = new ToastBuilder().UseCluster(Cluster.Client).WithPatience();
        configure?.Invoke(builder);
        IToast engine = builder.Build();
        engines.Add(engine);
        return engine;
    }

    private sealed class StrictSilo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.ConfigureLogging(Log.Join);
            siloBuilder.AddMemoryGrainStorage("orleans-memory");
            siloBuilder.AddToast(options =>
            {
                options.AddStore("main", Main);
                options.AddStore("other", Other);
                options.GrainStorage["orleans"] = "orleans-memory";
                options.DefaultStore = "main";
                options.Classes["GuardedNote"] = "other";
                options.Classes["Li*"] = "orleans";
                options.AcceptedClasses.AddRange(["Note", "GuardedNote", "UrlNote", "Li*", "Counter*"]);
                options.Engine.MaxRecordBytes = MaxRecordBytes;
                options.WarmFreshness = TimeSpan.Zero;
            }).SuspectNobody();
        }
    }

    private sealed class LoggingClient : IClientBuilderConfigurator
    {
        public void Configure(IConfiguration configuration, IClientBuilder clientBuilder) => clientBuilder.Services.AddLogging(Log.Join);
    }
}
