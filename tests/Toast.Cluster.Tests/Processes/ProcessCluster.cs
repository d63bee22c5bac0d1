using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Toast.Grains;
using Toast.Servers;

namespace Toast.Cluster.Tests.Processes;

/// <summary>Silos as processes, whose records and membership are in a PostgreSQL server of their own.</summary>
internal sealed class ProcessCluster : IAsyncDisposable
{
    private readonly List<SiloNode> nodes = [];
    private readonly List<IHost> clients = [];
    private readonly string id = "c" + Guid.NewGuid().ToString("N")[..8];

    private ProcessCluster(PostgresServer database) => Database = database;

    public PostgresServer Database { get; }

    public IReadOnlyList<SiloNode> Nodes => nodes;

    /// <exception cref="ServerUnavailableException">PostgreSQL is not here.</exception>
    public static async Task<ProcessCluster> StartAsync(int silos)
    {
        var cluster = new ProcessCluster(await PostgresServer.StartAsync());
        try
        {
            for (int i = 0; i < silos; i++)
            {
                await cluster.AddAsync();
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more silo, on ports of its own.</summary>
    public async Task<SiloNode> AddAsync(params string[] more)
    {
        SiloNode node = await SiloNode.StartAsync([.. Arguments(), .. more]);
        nodes.Add(node);
        return node;
    }

    /// <summary>The settings of a silo of this cluster.</summary>
    public string[] Arguments() =>
    [
        "--urls", "http://127.0.0.1:0",
        "--Toast:Store", Database.Url(),
        "--Toast:Cluster:Mode", "postgres",
        "--Toast:Cluster:Membership", Database.Url(),
        "--Toast:Cluster:ClusterId", id,
        "--Toast:Cluster:SiloPort", FreePort(),
        "--Toast:Cluster:GatewayPort", FreePort(),
    ];

    public Task KillAsync(SiloNode node)
    {
        nodes.Remove(node);
        return node.KillAsync();
    }

    public Task<int> StopAsync(SiloNode node)
    {
        nodes.Remove(node);
        return node.StopAsync();
    }

    /// <summary>An app that is a client of the cluster.</summary>
    /// <param name="configure">Its models.</param>
    /// <param name="more">Further settings of the client.</param>
    /// <param name="patience">How long it tries to reach a silo; null for the default.</param>
    public async Task<IToast> ConnectAsync(Action<ToastBuilder> configure, Action<IClientBuilder>? more = null, TimeSpan? patience = null)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (id, "toast"));
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (OrleansPostgres.Invariant, Database.ConnectionString()));
            client.AddToastClient(configure, patience);
            more?.Invoke(client);
        });
        IHost host = builder.Build();
        clients.Add(host);
        await host.StartAsync();
        return host.Services.GetRequiredService<IToast>();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHost client in clients)
        {
            await client.StopAsync();
            client.Dispose();
        }

        foreach (SiloNode node in nodes)
        {
            await node.DisposeAsync();
        }

        await Database.DisposeAsync();
    }

    public static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
