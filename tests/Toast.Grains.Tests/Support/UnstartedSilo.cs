using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Toast.Grains.Tests.Support;

/// <summary>A silo that is set up and never started: its grain storages can be used, and nothing listens.</summary>
public sealed class UnstartedSilo : IDisposable
{
    private readonly IHost host;

    public UnstartedSilo(Action<ISiloBuilder> configure, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        services?.Invoke(builder.Services);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering();
            configure(silo);
        });
        host = builder.Build();
    }

    public IServiceProvider Services => host.Services;

    public static UnstartedSilo On(string url, bool deleteOnClear = true, string serviceId = "tests", string name = "main") => new(silo => silo
        .Configure<Orleans.Configuration.ClusterOptions>(options => options.ServiceId = serviceId)
        .AddToastGrainStorage(name, url, options => options.DeleteStateOnClear = deleteOnClear));

    public IGrainStorage Storage(string name = "main") => Services.GetRequiredKeyedService<IGrainStorage>(name);

    public void Dispose() => host.Dispose();
}
