namespace Toast;

/// <summary>
/// Code that keeps records in one place, picked by the scheme of a URL. Four methods make a backend; what it can do beyond them it says by
/// implementing capability interfaces (<see cref="ISupportsConditionalSave"/>, <see cref="ISupportsBatch"/>, <see cref="ISupportsDelete"/>,
/// <see cref="ISupportsListing"/>, <see cref="ISupportsCounting"/>, <see cref="ISupportsExpiry"/>, <see cref="ISupportsProbe"/>).
/// </summary>
/// <remarks>
/// All methods may be called from any thread and at the same time, except <see cref="ConnectAsync"/> and <see cref="DisconnectAsync"/>,
/// which the engine calls alone. Writes to one record are never in flight twice from one engine. Failures are
/// <see cref="ExternalStorageException"/> with a code; anything else is wrapped by the engine.
/// </remarks>
/// <param name="url">The place, already parsed.</param>
public abstract class StorageBackend(StorageUrl url)
{
    /// <summary>The place this backend keeps its records in.</summary>
    public StorageUrl Url { get; } = url;

    /// <summary>The largest record the store can carry, in bytes of data. A higher limit in the settings is refused at start.</summary>
    /// <value>Default: no limit of its own.</value>
    public virtual long MaxRecordBytes => long.MaxValue;

    /// <summary>Opens what the backend needs and prepares its schema. Called once before any other method, and again after a failure.</summary>
    /// <param name="cancellationToken">Cancels the attempt; the backend must then be as before.</param>
    /// <returns>A task that ends when the store can be used.</returns>
    public abstract Task ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Closes what <see cref="ConnectAsync"/> opened. Called once, after the last operation ended.</summary>
    /// <param name="cancellationToken">Bounds the wait.</param>
    /// <returns>A task that ends when everything is closed.</returns>
    public abstract Task DisconnectAsync(CancellationToken cancellationToken);

    /// <summary>Stores a record whole, replacing any earlier one with the same key. Returns when the record is durable.</summary>
    /// <param name="record">The record to keep; version and times are already decided.</param>
    /// <param name="cancellationToken">Cancels the write; the stored record is then the old or the new one as a whole.</param>
    /// <returns>A task that ends when the record is durable.</returns>
    public abstract Task SaveAsync(StoredRecord record, CancellationToken cancellationToken);

    /// <summary>Reads a record.</summary>
    /// <param name="key">Class name and id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The record, or null if there is none. Nothing else may be answered for a missing record.</returns>
    public abstract Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken);
}
