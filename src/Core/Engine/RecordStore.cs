namespace Toast.Engine;

/// <summary>
/// A configured store as the verbs see it: the seam between what a record means and what carries it. The embedded engine is one implementation;
/// the verbs do not know which one they talk to. Failures are <see cref="ExternalStorageException"/> and its derived types.
/// </summary>
internal abstract class RecordStore : IAsyncDisposable
{
    /// <summary>The name of the store, or its URL without user info and options.</summary>
    public abstract string Name { get; }

    public abstract StoreCapabilities Capabilities { get; }

    /// <summary>The largest record the store carries, in bytes of data.</summary>
    public abstract long MaxRecordBytes { get; }

    /// <summary>Settings of the server that readiness shows; null if nothing is known of them.</summary>
    public virtual IReportsSettings? Settings => null;

    /// <summary>Writes one record; writes that arrive together go together.</summary>
    public abstract ValueTask<SaveResult> SaveAsync(SaveRequest request, Deadline deadline, CancellationToken cancellationToken);

    /// <summary>How many writes <see cref="SaveManyAsync"/> takes at the most.</summary>
    public abstract int BulkSize { get; }

    /// <summary>
    /// Writes some records together; one answer for each, in order, among them those that failed. Throws only if the caller gives up, or the store is closed.
    /// </summary>
    /// <param name="requests">The writes.</param>
    /// <param name="from">Where they come from.</param>
    /// <param name="deadline">When the caller gives up.</param>
    /// <param name="cancellationToken">Gives it up earlier.</param>
    public abstract Task<IReadOnlyList<SaveResult>> SaveManyAsync(
        IReadOnlyList<SaveRequest> requests, WritesFrom from, Deadline deadline, CancellationToken cancellationToken);

    /// <summary>Reads one record; null if there is none.</summary>
    public abstract Task<StoredRecord?> LoadAsync(RecordKey key, bool fresh, Deadline deadline, CancellationToken cancellationToken);

    /// <summary>Reads many records, no two keys the same; one answer for each key, in order.</summary>
    public abstract Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(
        IReadOnlyList<RecordKey> keys, bool fresh, Deadline deadline, CancellationToken cancellationToken);

    /// <summary>Reads what is known of a record besides its data; null if there is none.</summary>
    public abstract Task<RecordInfo?> GetInfoAsync(RecordKey key, Deadline deadline, CancellationToken cancellationToken);

    public abstract Task<DeleteResult> DeleteAsync(DeleteRequest request, Deadline deadline, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, Deadline deadline, CancellationToken cancellationToken);

    public abstract Task<RecordCounts> CountAsync(Deadline deadline, CancellationToken cancellationToken);

    public abstract Task ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Finishes what is queued, then closes what was opened here.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Refuses an operation the store cannot do, before anything is sent.</summary>
    public void Require(StoreCapabilities needed, string operation)
    {
        if ((Capabilities & needed) != needed)
        {
            throw new ExternalStorageException(
                ErrorCodes.NotSupported,
                $"Store {Name} cannot {operation}: its backend lacks the capability {needed & ~Capabilities}. "
                + "Use a store that has it, or implement the capability interface in the backend.")
            {
                Store = Name,
            };
        }
    }
}
