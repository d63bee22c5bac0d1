namespace Toast;

/// <summary>
/// Records as JSON, without a model type: what servers and repair tools use. Input is checked like any other (strict JSON object, size, depth,
/// duplicate keys); a class name may be any well-formed one unless the host lists the accepted ones.
/// </summary>
public interface IRecords
{
    /// <summary>Stores a JSON object as a new record with a new id.</summary>
    /// <param name="className">The class name.</param>
    /// <param name="json">One UTF-8 JSON object. It is copied before the call returns its task.</param>
    /// <param name="options">Condition, lifetime, schema version, deadline.</param>
    /// <param name="cancellationToken">Cancels the call; the record is then stored or not, as a whole.</param>
    /// <returns>The reference and what the store answered.</returns>
    /// <exception cref="StorageValidationException">The class name or the JSON is not valid, or the class is not accepted here.</exception>
    Task<WrittenRecord> CreateAsync(
        string className, ReadOnlyMemory<byte> json, RecordWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Stores many JSON objects as new records of one class, together: several times faster than one by one. One bad item fails alone.</summary>
    /// <param name="className">The class name.</param>
    /// <param name="items">UTF-8 JSON objects, one for each record, at most <see cref="EngineOptions.MaxBulkItems"/>; copied before the call returns its task.</param>
    /// <param name="options">Lifetime, schema version, deadline, for every item; an expected version is refused.</param>
    /// <param name="cancellationToken">Cancels the call; each record is then stored or not, as a whole.</param>
    /// <returns>One result for each item, in their order.</returns>
    /// <exception cref="StorageValidationException">The class name is not valid, the class is not accepted here, or there are too many items.</exception>
    Task<IReadOnlyList<DumpResult>> CreateManyAsync(
        string className,
        IReadOnlyList<ReadOnlyMemory<byte>> items,
        RecordWriteOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Reads many records as they are stored. Order and duplicates are kept; each missing record is reported at its place.</summary>
    /// <param name="references">The references, at most <see cref="EngineOptions.MaxBulkItems"/>. All their data is in memory when the task ends.</param>
    /// <param name="timeout">The deadline of the call; null for the default of the host.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One result for each reference, in their order.</returns>
    Task<IReadOnlyList<ValidateResult<StoredRecord>>> ReadManyAsync(
        IReadOnlyList<ExternalReference> references, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Stores a JSON object under a reference, creating or replacing the record.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="json">One UTF-8 JSON object. It is copied before the call returns its task.</param>
    /// <param name="options">Condition, lifetime, schema version, deadline.</param>
    /// <param name="cancellationToken">Cancels the call; the record is then old or new as a whole.</param>
    /// <returns>The reference and what the store answered.</returns>
    /// <exception cref="ConcurrencyException">The record does not have the expected version.</exception>
    Task<WrittenRecord> PutAsync(
        ExternalReference reference, ReadOnlyMemory<byte> json, RecordWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reads a record as it is stored, whatever its schema version and without building a model.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="timeout">The deadline of the call; null for the default of the host.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RecordNotFoundException">There is no record.</exception>
    Task<StoredRecord> ReadAsync(ExternalReference reference, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a record.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="options">Expected version, deadline.</param>
    /// <param name="cancellationToken">Cancels the call; the record is then there or gone.</param>
    /// <returns>True if a record was deleted, false if there was none.</returns>
    /// <exception cref="ConcurrencyException">The record does not have the expected version.</exception>
    Task<bool> DeleteAsync(ExternalReference reference, DeleteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the records of a class by key, page by page.</summary>
    /// <param name="className">The class name.</param>
    /// <param name="options">Filter and page size.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>Ids with versions and times.</returns>
    IAsyncEnumerable<ListedRecord> ListAsync(string className, ListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Counts the records of every class, store by store. No snapshot, and not cheap where there is much: for people who look at stores. One store that is
    /// down or cannot count does not hide the others.
    /// </summary>
    /// <param name="timeout">The deadline of the call; null for the default of the host.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One answer for each store in use, by name.</returns>
    Task<IReadOnlyList<StoreCounts>> CountAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default);
}
