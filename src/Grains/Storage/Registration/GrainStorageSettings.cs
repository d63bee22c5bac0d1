using Toast.Registry;

namespace Toast.Grains.Storage;

/// <summary>Checks the settings of a grain storage and makes its backend; nothing is contacted.</summary>
internal static class GrainStorageSettings
{
    /// <exception cref="OrleansConfigurationException">The settings are wrong; the message names the setting and holds no secret.</exception>
    public static StorageBackend Open(string name, ToastGrainStorageOptions options, TimeProvider time)
    {
        if (options.Backend is not null && options.Url is not null)
        {
            throw Wrong(name, options, nameof(options.Url), "is set, and so is a backend. Leave one of the two out.");
        }

        if (options.Engine.Problems().FirstOrDefault() is { } problem)
        {
            throw Wrong(name, options, nameof(options.Engine), $"is not possible: {problem}.");
        }

        StorageBackend backend = options.Backend ?? FromUrl(name, options, time);
        if (options.DeleteStateOnClear && backend is not ISupportsDelete)
        {
            throw Wrong(name, options, nameof(options.DeleteStateOnClear), $"is true, but the backend for {backend.Url} cannot delete. Set it to false.");
        }

        return options.Engine.MaxRecordBytes <= backend.MaxRecordBytes ? backend : throw Wrong(
            name, options, "Engine:MaxRecordBytes", $"is {options.Engine.MaxRecordBytes}, but {backend.Url} carries at most {backend.MaxRecordBytes} bytes. Lower it.");
    }

    private static StorageBackend FromUrl(string name, ToastGrainStorageOptions options, TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(options.Url))
        {
            throw Wrong(name, options, nameof(options.Url), "is missing. Set it to a storage URL, such as postgresql://app@localhost/shop.");
        }

        try
        {
            return new BackendRegistry(time).Create(StorageUrl.Parse(options.Url));
        }
        catch (ExternalStorageException e)
        {
            throw Wrong(name, options, nameof(options.Url), "cannot be used. " + e.Message, e);
        }
    }

    private static OrleansConfigurationException Wrong(
        string name, ToastGrainStorageOptions options, string setting, string problem, Exception? cause = null)
    {
        string key = options.Section is { } section ? $"{section}:{setting}" : setting;
        return new OrleansConfigurationException($"Grain storage '{HostileText.Show(name)}': {key} {problem}", cause!);
    }
}
