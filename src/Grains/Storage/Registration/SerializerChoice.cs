using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.GrainReferences;
using Orleans.Storage;

namespace Toast.Grains.Storage;

/// <summary>
/// The serializer of a storage that was given none: the one registered under its name, else JSON. The unkeyed one is left aside, since it is Newtonsoft's unless
/// an app replaced it.
/// </summary>
internal sealed class SerializerChoice(IServiceProvider services) : IPostConfigureOptions<ToastGrainStorageOptions>
{
    public void PostConfigure(string? name, ToastGrainStorageOptions options) => options.GrainStorageSerializer ??=
        services.GetKeyedService<IGrainStorageSerializer>(name)
        ?? new JsonGrainStorageSerializer(services.GetRequiredService<GrainReferenceActivator>());
}
