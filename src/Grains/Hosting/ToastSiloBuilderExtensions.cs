using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;
using Toast.Grains;
using Toast.Grains.Bulk;
using Toast.Grains.Hosting;
using Toast.Grains.Records;
using Toast.Grains.Stores;

#pragma warning disable IDE0130 // Registration stands in the namespace that hosts already import.
namespace Orleans.Hosting;
#pragma warning restore IDE0130

/// <summary>Has a silo carry Toast's records.</summary>
public static class ToastSiloBuilderExtensions
{
    /// <summary>
    /// Registers the grains of records, the stores they are kept in and which class lives where. The set-up is checked before the silo joins its cluster; all
    /// mistakes are reported together, by the name of their key. Several calls add up.
    /// </summary>
    /// <param name="builder">The silo builder.</param>
    /// <param name="configure">Names stores and maps classes.</param>
    /// <returns>The silo builder.</returns>
    public static ISiloBuilder AddToast(this ISiloBuilder builder, Action<ToastSiloOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        IServiceCollection services = builder.Services;
        services.Configure(configure);
        if (services.Any(service => service.ServiceType == typeof(SiloStores)))
        {
            return builder;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(MakeStores);
        services.AddSingleton<ClusterTrust>();
        services.AddSingleton<RecordGuard>();
        services.AddSingleton<WarmRecords>();
        services.AddSingleton<FreshWriter>();
        services.AddSingleton<TurnWriter>();
        services.AddSingleton<TogetherWriter>();
        services.AddSingleton(MakeWarmSettings);
        services.AddKeyedSingleton(KeyedService.AnyKey, MakeSerializer);
        services.AddSingleton<IConfigurationValidator, ToastSiloOptionsValidator>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, StoreLifetime>();
        services.AddSingleton<IPostConfigureOptions<GrainCollectionOptions>, OrleansTuning>();
        services.AddSingleton<IPostConfigureOptions<ClusterMembershipOptions>, OrleansTuning>();
        services.AddSingleton<IPostConfigureOptions<SiloMessagingOptions>, OrleansTuning>();
        services.AddSingleton<IPostConfigureOptions<GrainDirectoryOptions>, OrleansTuning>();
        return builder;
    }

    private static SiloStores MakeStores(IServiceProvider services) => new(
        services.GetRequiredService<IOptions<ToastSiloOptions>>().Value,
        services,
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILoggerFactory>().CreateLogger("Toast"));

    /// <summary>
    /// How the providers that keep records write them. Asked for under any name that has no serializer of its own; null for the other providers, which then
    /// have the default, as if nothing were registered here.
    /// </summary>
    private static IGrainStorageSerializer MakeSerializer(IServiceProvider services, object? provider) =>
        services.GetRequiredService<IOptions<ToastSiloOptions>>().Value.GrainStorage.ContainsValue((provider as string)!)
            ? new RecordStateSerializer(services.GetRequiredService<IGrainStorageSerializer>())
            : null!;

    private static WarmSettings MakeWarmSettings(IServiceProvider services)
    {
        ToastSiloOptions options = services.GetRequiredService<IOptions<ToastSiloOptions>>().Value;
        return new WarmSettings(options.WarmFreshness, options.Engine.OperationTimeout, options.Settling, options.MaxWarmRecords);
    }
}
