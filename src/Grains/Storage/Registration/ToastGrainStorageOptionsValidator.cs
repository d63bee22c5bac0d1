using Microsoft.Extensions.Options;

namespace Toast.Grains.Storage;

/// <summary>Refuses wrong settings before the silo joins its cluster.</summary>
internal sealed class ToastGrainStorageOptionsValidator(string name, IOptionsMonitor<ToastGrainStorageOptions> options, TimeProvider time)
    : IConfigurationValidator
{
    public void ValidateConfiguration() => GrainStorageSettings.Open(name, options.Get(name), time);
}
