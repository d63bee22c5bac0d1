using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Providers;
using Orleans.Storage;

[assembly: RegisterProvider("Toast", "GrainStorage", "Silo", typeof(Toast.Grains.Storage.ToastGrainStorageProviderBuilder))]

namespace Toast.Grains.Storage;

/// <summary>
/// Grain storages from configuration: <c>Orleans:GrainStorage:main</c> with <c>ProviderType</c> "Toast", and either <c>Url</c>, <c>ConnectionName</c> (a key of
/// <c>ConnectionStrings</c>) or <c>ServiceKey</c> (of a keyed <see cref="StorageBackend"/>); further <c>SerializerKey</c>, and the other options by name.
/// </summary>
internal sealed class ToastGrainStorageProviderBuilder : IProviderBuilder<ISiloBuilder>
{
    public void Configure(ISiloBuilder builder, string? name, IConfigurationSection configurationSection) => builder.AddToastGrainStorage(
        name ?? ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME,
        (OptionsBuilder<ToastGrainStorageOptions> options) => options.Configure<IServiceProvider>((settings, services) =>
        {
            settings.Section = configurationSection.Path;
            configurationSection.Bind(settings);
            if (configurationSection["ConnectionName"] is { Length: > 0 } connection)
            {
                settings.Url ??= services.GetRequiredService<IConfiguration>().GetConnectionString(connection);
            }

            if (configurationSection["ServiceKey"] is { Length: > 0 } backend)
            {
                settings.Backend = services.GetRequiredKeyedService<StorageBackend>(backend);
            }

            if (configurationSection["SerializerKey"] is { Length: > 0 } serializer)
            {
                settings.GrainStorageSerializer = services.GetRequiredKeyedService<IGrainStorageSerializer>(serializer);
            }
        }));
}
