using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;
using Toast.Grains;

namespace Toast.Benchmarks.Cluster;

/// <summary>The silo of the measurements, a process of its own: Toast's records and the peers' grains side by side, on one PostgreSQL.</summary>
internal static class BenchSilo
{
    public const string Mode = "silo";

    /// <summary>Runs until its input ends. A line with a number asks for the live memory, for example.</summary>
    public static async Task<int> RunAsync(string url, string clusterId, int siloPort, int gatewayPort)
    {
        string connection = OrleansPostgres.ConnectionString(url);
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (clusterId, "bench"));
            silo.ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort, listenOnAnyHostAddress: false);
            silo.SetUpOrleansPostgres(connection);
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (OrleansPostgres.Invariant, connection));
            silo.AddAdoNetGrainStorage(PlainRecordGrain.Storage, options =>
            {
                (options.Invariant, options.ConnectionString) = (OrleansPostgres.Invariant, connection + ";Maximum Pool Size=20");
                options.GrainStorageSerializer = new PlainSerializer();
            });
            silo.AddToast(toast =>
            {
                toast.Stores["bench"] = url;
                toast.DefaultStore = "bench";
            });
        });
        using IHost host = builder.Build();
        await host.StartAsync();
        await Console.Out.WriteLineAsync("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == "memory")
            {
                await Console.Out.WriteLineAsync(GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture));
            }
            else if (line == "forget")
            {
                await ForgetAsync(host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0));
                await Console.Out.WriteLineAsync("forgotten");
            }
        }

        await host.StopAsync();
        return 0;
    }

    private static async Task ForgetAsync(IManagementGrain management)
    {
        while (true)
        {
            try
            {
                await management.ForceActivationCollection(TimeSpan.Zero);
                return;
            }
            catch (TimeoutException)
            {
                // The silo carries on with it; asked again, it answers when nothing is left.
            }
        }
    }

    /// <summary>Bytes as they are: the provider's default would write them as text.</summary>
    private sealed class PlainSerializer : IGrainStorageSerializer
    {
        public BinaryData Serialize<T>(T input) =>
            new(input is PlainState state ? [.. BitConverter.GetBytes(state.Version), .. state.Data] : throw new NotSupportedException());

        public T Deserialize<T>(BinaryData input)
        {
            byte[] bytes = input.ToArray();
            return (T)(object)new PlainState { Version = BitConverter.ToInt64(bytes), Data = bytes[8..] };
        }
    }
}
