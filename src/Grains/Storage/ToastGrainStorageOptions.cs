using Orleans.Storage;

namespace Toast.Grains;

/// <summary>Settings of one named grain storage that keeps the state of grains in a store of Toast. Values are checked before the silo joins its cluster.</summary>
public sealed class ToastGrainStorageOptions : IStorageProviderSerializerOptions
{
    /// <summary>The storage URL; <c>${NAME}</c> stands for an environment variable. Either this or <see cref="Backend"/> is needed.</summary>
    [Redact]
    public string? Url { get; set; }

    /// <summary>
    /// A backend of the app's own, in place of <see cref="Url"/>. The storage connects it; the app disconnects it, after the silo has stopped.
    /// </summary>
    public StorageBackend? Backend { get; set; }

    /// <summary>Deadlines, retries and limits.</summary>
    public EngineOptions Engine { get; } = new();

    /// <summary>
    /// Whether clearing a state deletes its record. Otherwise the record stays without the state and its version goes on rising, so that a writer who has
    /// not heard of the clear is told. Needs a backend that deletes.
    /// </summary>
    /// <value>Default: true.</value>
    public bool DeleteStateOnClear { get; set; } = true;

    /// <summary>The stage of the silo's life in which the store is opened; a store that cannot be opened stops the silo.</summary>
    /// <value>Default: <see cref="ServiceLifecycleStage.ApplicationServices"/>.</value>
    public int InitStage { get; set; } = ServiceLifecycleStage.ApplicationServices;

    /// <summary>
    /// Turns states into bytes and back. What Toast's own serializer writes stands in the record as JSON; the bytes of any other one stand there as base64.
    /// </summary>
    /// <value>Default: the keyed service of the storage's name, else System.Text.Json with names in snake_case.</value>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;

    /// <summary>What to call these settings in messages: the section of the configuration they come from, or the name of the storage.</summary>
    internal string? Section { get; set; }
}
