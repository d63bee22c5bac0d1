using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Processes;

/// <summary>A silo as it is deployed, that was told how many records it may keep in memory.</summary>
public sealed class WarmSettingTests : IDisposable
{
    private const int Bound = 1000;
    private const int Callers = 100;

    /// <summary>Those of Orleans itself, the workers for bulks, and used records beyond the bound.</summary>
    private const int OtherGrains = 250;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("toast-warm-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact, Trait("Behaviour", "B-509")]
    public async Task B_509_a_silo_keeps_as_many_records_as_its_settings_say()
    {
        string gateway = ProcessCluster.FreePort();
        await using SiloNode node = await SiloNode.StartAsync(
            "--urls", "http://127.0.0.1:0",
            "--Toast:Store", $"sqlite:///{folder.FullName}/records.db",
            "--Toast:Cluster:GatewayPort", gateway,
            "--Toast:Cluster:MaxWarmRecords", Bound.ToString(CultureInfo.InvariantCulture));
        using IHost client = await ConnectAsync(int.Parse(gateway, CultureInfo.InvariantCulture));
        IToast toast = client.Services.GetRequiredService<IToast>();
        IManagementGrain management = client.Services.GetRequiredService<IClusterClient>().GetGrain<IManagementGrain>(0);
        SiloAddress[] silos = [.. (await management.GetHosts(onlyActive: true)).Keys];
        async Task<int> CountAsync() => (await management.GetRuntimeStatistics(silos))[0].ActivationCount;

        IReadOnlyList<DumpResult> dumped = await toast.DumpManyAsync(Enumerable.Range(0, 5 * Bound).Select(i => new Note { Text = $"note {i}" }));
        await Parallel.ForEachAsync(dumped, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (result, cancellationToken) =>
            await toast.GetInfoAsync(result.Reference!, cancellationToken));

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await CountAsync() > Bound + OtherGrains)
        {
            await Task.Delay(50, patience.Token);
        }

        Assert.InRange(await CountAsync(), Bound - Callers, Bound + OtherGrains);
        await client.StopAsync(CancellationToken.None);
    }

    private static async Task<IHost> ConnectAsync(int gateway)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client
            .UseLocalhostClustering(gateway, serviceId: "toast", clusterId: "toast")
            .AddToastClient(toast => toast.AddModel<Note>().WithPatience()));
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
