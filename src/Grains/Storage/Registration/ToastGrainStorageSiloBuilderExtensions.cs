using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Toast;
using Toast.Grains;
using Toast.Grains.Storage;

#pragma warning disable IDE0130 // Registration stands in the namespace that silos already import.
namespace Orleans.Hosting;
#pragma warning restore IDE0130

/// <summary>Registers stores of Toast as grain storages. See docs/cluster/grain-storage.md.</summary>
public static class ToastGrainStorageSiloBuilderExtensions
{
    /// <summary>Keeps grain states in the store at a URL.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">
    /// The name that grains ask for with <c>[PersistentState("state", "name")]</c>; <c>Default</c> serves those that ask for none.
    /// </param>
    /// <param name="url">A storage URL; <c>${NAME}</c> stands for an environment variable.</param>
    /// <param name="configure">Changes further options.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="OrleansConfigurationException">The name is already in use.</exception>
    public static ISiloBuilder AddToastGrainStorage(
        this ISiloBuilder builder, string name, string url, Action<ToastGrainStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        return builder.AddToastGrainStorage(name, (ToastGrainStorageOptions options) =>
        {
            options.Url = url;
            configure?.Invoke(options);
        });
    }

    /// <summary>Keeps grain states in a backend of the app's own, which the storage connects and the app disconnects.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">The name that grains ask for; <c>Default</c> serves those that ask for none.</param>
    /// <param name="backend">The backend.</param>
    /// <param name="configure">Changes further options.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="OrleansConfigurationException">The name is already in use.</exception>
    public static ISiloBuilder AddToastGrainStorage(
        this ISiloBuilder builder, string name, StorageBackend backend, Action<ToastGrainStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(backend);
        return builder.AddToastGrainStorage(name, (ToastGrainStorageOptions options) =>
        {
            options.Backend = backend;
            configure?.Invoke(options);
        });
    }

    /// <summary>Keeps grain states in the store that the options describe.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">The name that grains ask for; <c>Default</c> serves those that ask for none.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="OrleansConfigurationException">The name is already in use.</exception>
    public static ISiloBuilder AddToastGrainStorage(this ISiloBuilder builder, string name, Action<ToastGrainStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddToastGrainStorage(name, (OptionsBuilder<ToastGrainStorageOptions> options) => options.Configure(configure));
    }

    /// <summary>Keeps grain states in the store that the options describe, which may depend on other services.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">The name that grains ask for; <c>Default</c> serves those that ask for none.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="OrleansConfigurationException">The name is already in use.</exception>
    public static ISiloBuilder AddToastGrainStorage(this ISiloBuilder builder, string name, Action<OptionsBuilder<ToastGrainStorageOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        IServiceCollection services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(IGrainStorage) && name.Equals(service.ServiceKey)))
        {
            throw new OrleansConfigurationException($"Grain storage '{HostileText.Show(name)}' is registered twice. Remove one of the two.");
        }

        configure(services.AddOptions<ToastGrainStorageOptions>(name));
        services.TryAddEnumerable(ServiceDescriptor.Transient<IPostConfigureOptions<ToastGrainStorageOptions>, SerializerChoice>());
        services.AddTransient<IConfigurationValidator>(provider => new ToastGrainStorageOptionsValidator(
            name, provider.GetRequiredService<IOptionsMonitor<ToastGrainStorageOptions>>(), provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddGrainStorage(name, ToastGrainStorageFactory.Create);
        return builder;
    }
}
