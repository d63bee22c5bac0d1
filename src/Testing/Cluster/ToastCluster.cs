using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.TestingHost;
using Xunit;

namespace Toast.Testing;

/// <summary>
/// A cluster for the tests of an app: silos and a client in this process that talk over TCP, on ports of their own, with a store of their own. As a class fixture
/// of xunit (<c>IClassFixture&lt;ToastCluster&gt;</c>; derive from it and override <see cref="Configure"/> for other settings), or in one test:
/// <code>
/// await using ToastCluster cluster = await ToastCluster.StartAsync();
/// ExternalReference reference = await cluster.Toast.DumpAsync(new Order("tea", 2));
/// Order order = await cluster.Toast.ValidateAsync&lt;Order&gt;(reference);
/// </code>
/// </summary>
/// <remarks>
/// The verbs on models (<c>order.DumpAsync()</c>) use the ambient engine, which this one does not become by itself; <see cref="AmbientToast.Use"/> makes it so.
/// </remarks>
public class ToastCluster : IAsyncLifetime, IAsyncDisposable
{
    private const int MostSilos = 20;

    private readonly MemberTable members = new();
    private readonly List<IToast> engines = [];
    private readonly ToastClusterOptions options = new();
    private TestCluster? silos;
    private IHost? client;
    private IToast? toast;

    /// <summary>Makes a cluster that <see cref="InitializeAsync"/> starts; xunit does both for a fixture.</summary>
    public ToastCluster()
    {
    }

    /// <summary>The engine of an app that is a client of the cluster.</summary>
    /// <exception cref="InvalidOperationException">The cluster does not run.</exception>
    public IToast Toast => toast ?? throw NotRunning();

    /// <summary>The Orleans client, for grains of the app's own and for <c>toast.UseCluster(client)</c> in a host of the app's own.</summary>
    /// <exception cref="InvalidOperationException">The cluster does not run.</exception>
    public IClusterClient Client => (client ?? throw NotRunning()).Services.GetRequiredService<IClusterClient>();

    /// <summary>The silos that run, in the order of their start.</summary>
    public IReadOnlyList<SiloHandle> Silos => silos is null ? [] : [.. silos.GetActiveSilos()];

    /// <summary>What Orleans itself offers for tests: services of a silo, deactivation, migration. Its own client is not started; use <see cref="Client"/>.</summary>
    /// <exception cref="InvalidOperationException">The cluster does not run.</exception>
    public TestCluster TestCluster => silos ?? throw NotRunning();

    /// <summary>Starts a cluster. Dispose it at the end of the test.</summary>
    /// <param name="configure">Changes what it is made of.</param>
    /// <returns>A cluster whose silos all know each other.</returns>
    /// <exception cref="ExternalStorageException">The set-up is wrong; the message names what.</exception>
    public static async Task<ToastCluster> StartAsync(Action<ToastClusterOptions>? configure = null)
    {
        var cluster = new ToastCluster();
        configure?.Invoke(cluster.options);
        await cluster.InitializeAsync();
        return cluster;
    }

    /// <summary>Starts the silos and the client.</summary>
    /// <returns>A task that ends when all silos know each other and the client is connected.</returns>
    /// <exception cref="ExternalStorageException">The set-up is wrong; the message names what.</exception>
    public async Task InitializeAsync()
    {
        Configure(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Silos, 1, nameof(ToastClusterOptions.Silos));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Silos, MostSilos, nameof(ToastClusterOptions.Silos));
        try
        {
            silos = BuildSilos();
            await silos.DeployAsync();
            await SiloViews.AgreeAsync(silos);
            client = BuildClient();
            await client.StartAsync();
            toast = NewToast(options.ApplyTo);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Another engine on the client, as a second app would have. It ends with the cluster.</summary>
    /// <param name="configure">Adds models and options.</param>
    /// <returns>The engine.</returns>
    public IToast NewToast(Action<ToastBuilder>? configure = null)
    {
        ToastBuilder builder = new ToastBuilder().UseCluster(Client);
        configure?.Invoke(builder);
        IToast engine = builder.Build();
        engines.Add(engine);
        return engine;
    }

    /// <summary>Connects the Orleans client of an app's own host, for <c>builder.UseOrleansClient(cluster.Connect)</c>.</summary>
    /// <param name="builder">The client of the app.</param>
    public void Connect(IClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (TestCluster.Options.ClusterId, TestCluster.Options.ServiceId));
        builder.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = ClusterTimes.Refresh);
        builder.Services.AddSingleton<IGatewayListProvider>(members);
    }

    /// <summary>Starts one more silo.</summary>
    /// <returns>The silo, which all others know.</returns>
    public async Task<SiloHandle> StartSiloAsync()
    {
        SiloHandle silo = await TestCluster.StartAdditionalSiloAsync(startAdditionalSiloOnNewPort: true);
        await SiloViews.AgreeAsync(TestCluster);
        return silo;
    }

    /// <summary>Stops a silo as an orchestrator would: it hands its records over and leaves. Any silo can be stopped, also the last one.</summary>
    /// <param name="silo">One of <see cref="Silos"/>.</param>
    /// <returns>A task that ends when the silo is gone and the others know it.</returns>
    public async Task StopSiloAsync(SiloHandle silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        await TestCluster.StopSiloAsync(silo);
        await SiloViews.AgreeAsync(TestCluster);
    }

    /// <summary>
    /// Ends a silo without a goodbye, as far as that goes within one process: what it was working on is lost. With
    /// <see cref="ToastClusterOptions.RelaxedProbing"/> it is declared dead at once; else the others have to find out, and this does not wait for it.
    /// </summary>
    /// <param name="silo">One of <see cref="Silos"/>.</param>
    /// <returns>A task that ends when the silo is gone and, with relaxed probing, the others know it.</returns>
    public async Task KillSiloAsync(SiloHandle silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        await TestCluster.KillSiloAsync(silo);
        if (options.RelaxedProbing)
        {
            members.DeclareDead(silo.SiloAddress);
            await SiloViews.AgreeAsync(TestCluster);
        }
    }

    /// <summary>Ends the engines, the client and the silos.</summary>
    /// <returns>A task that ends when nothing runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (IToast engine in engines)
        {
            await engine.DisposeAsync();
        }

        engines.Clear();
        toast = null;
        if (client is { } host)
        {
            client = null;
            await host.StopAsync();
            host.Dispose();
        }

        if (silos is { } running)
        {
            silos = null;
            await running.StopAllSilosAsync();
            await running.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    /// <summary>Says what the cluster is made of, in a fixture that derives from this one. Runs once, before the start.</summary>
    /// <param name="options">The options.</param>
    protected virtual void Configure(ToastClusterOptions options)
    {
    }

    private static InvalidOperationException NotRunning() =>
        new("The cluster does not run. Await ToastCluster.StartAsync(), or use it as a fixture, and do not use it after its end.");

    private TestCluster BuildSilos()
    {
        var builder = new TestClusterBuilder((short)options.Silos)
        {
            CreateSiloAsync = async (name, configuration) => await InProcessSiloHandle.CreateAsync(name, configuration, host => host.UseOrleans(ConfigureSilo)),
        };
        // The list of members is this object's, so that it outlives each of the silos; so is the client.
        builder.Options.UseTestClusterMembership = false;
        builder.Options.InitializeClientOnDeploy = false;
        builder.Options.ConfigureFileLogging = false;
        return builder.Build();
    }

    private void ConfigureSilo(HostBuilderContext context, ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IMembershipTable>(members);
        silo.Services.AddSingleton<IFatalErrorHandler, QuietEnd>();
        silo.Configure<ClusterMembershipOptions>(membership => ClusterTimes.Apply(membership, options.RelaxedProbing));
        silo.Configure<SiloMessagingOptions>(ClusterTimes.Apply);
        silo.AddToast(options.ApplyTo);
        options.ApplyTo(silo);
    }

    private IHost BuildClient()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(Connect);
        return builder.Build();
    }
}
