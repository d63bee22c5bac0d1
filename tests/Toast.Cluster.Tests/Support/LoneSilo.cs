using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Toast.Cluster.Tests.Processes;
using Toast.Grains;
using Toast.Grains.Records;

namespace Toast.Cluster.Tests.Support;

/// <summary>A silo alone in this process, with nothing of Orleans' test hosts in it, so that its memory is that of a silo that is deployed.</summary>
internal sealed class LoneSilo : IAsyncDisposable
{
    /// <summary>Those of Orleans itself and the workers for bulks.</summary>
    private const int OtherGrains = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly IHost host;
    private SiloAddress? address;

    private LoneSilo(IHost host, IToast toast)
    {
        this.host = host;
        Toast = toast;
    }

    /// <summary>An engine in the same process.</summary>
    public IToast Toast { get; }

    public WarmRecords Warm => host.Services.GetRequiredService<WarmRecords>();

    private IManagementGrain Management => host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);

    public static async Task<LoneSilo> StartAsync(Action<ToastSiloOptions> configure, Action<ToastBuilder> models)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        int port = int.Parse(ProcessCluster.FreePort(), CultureInfo.InvariantCulture);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(port, gatewayPort: 0).AddToast(configure).SuspectNobody());
        IHost host = builder.Build();
        await host.StartAsync();
        ToastBuilder toast = new ToastBuilder().UseCluster(host.Services.GetRequiredService<IGrainFactory>()).WithPatience();
        models(toast);
        return new LoneSilo(host, toast.Build());
    }

    /// <summary>How many grains there are, but for a few of other kinds. The counts by kind would be those of all silos of this process.</summary>
    public async Task<int> CountAsync()
    {
        address ??= (await Management.GetHosts(onlyActive: true)).Keys.Single();
        SiloRuntimeStatistics[] silos = await Management.GetRuntimeStatistics([address]);
        return Math.Max(0, silos[0].ActivationCount - OtherGrains);
    }

    /// <summary>Waits until all records have left; if they are forced to, those that were busy are forced again.</summary>
    public async Task EmptyAsync(bool isForced)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await CountAsync() > 0)
        {
            if (isForced)
            {
                try
                {
                    await Management.ForceActivationCollection(TimeSpan.Zero);
                }
                catch (TimeoutException)
                {
                    // The silo carries on with it, and is asked again.
                }
            }

            await Task.Delay(50, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Toast.DisposeAsync();
        await host.StopAsync();
        host.Dispose();
    }
}
