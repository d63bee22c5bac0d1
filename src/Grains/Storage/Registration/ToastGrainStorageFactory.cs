using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization.Serializers;
using Toast.Engine;

namespace Toast.Grains.Storage;

/// <summary>Makes a named grain storage from its settings.</summary>
internal static class ToastGrainStorageFactory
{
    public static ToastGrainStorage Create(IServiceProvider services, string name)
    {
        ToastGrainStorageOptions options = services.GetRequiredService<IOptionsMonitor<ToastGrainStorageOptions>>().Get(name);
        TimeProvider time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Toast");
        StorageBackend backend = GrainStorageSettings.Open(name, options, time);
        var store = new EmbeddedStore(name, backend, ownsBackend: options.Backend is null, options.Engine, time, logger);
        return new ToastGrainStorage(
            name,
            services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId,
            store,
            options,
            services.GetRequiredService<IActivatorProvider>(),
            time,
            logger);
    }
}
