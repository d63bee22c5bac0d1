using Toast.Engine;

namespace Toast.Registry;

/// <summary>Where the stores of an engine come from: opened in this process, or reached through a cluster.</summary>
internal abstract class StoreSource : IAsyncDisposable
{
    /// <summary>Every store in use, by name.</summary>
    public abstract IReadOnlyList<RecordStore> All { get; }

    /// <summary>True if there is a store for models whose mark names none.</summary>
    public abstract bool HasDefault { get; }

    /// <summary>Finds the store of a model: by name, by URL, or the default one.</summary>
    /// <param name="nameOrUrl">What the mark of the model or the host says; null for the default.</param>
    /// <exception cref="StorageValidationException">There is none; the message says what to do.</exception>
    public abstract RecordStore Resolve(string? nameOrUrl);

    /// <summary>Finds the store of that name, whatever lives in it by default.</summary>
    /// <exception cref="StorageValidationException">There is none (<see cref="ErrorCodes.UnknownStore"/>).</exception>
    public abstract RecordStore ByName(string name);

    /// <summary>Finishes what is on its way and closes what was opened.</summary>
    public abstract ValueTask DisposeAsync();
}
