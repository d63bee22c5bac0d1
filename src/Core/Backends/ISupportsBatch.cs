namespace Toast;

/// <summary>A backend that writes and reads many records with few round trips. It also implements <see cref="ISupportsConditionalSave"/>.</summary>
public interface ISupportsBatch
{
    /// <summary>How many batches the backend works on at the same time, from 1.</summary>
    /// <value>Default: 1, one batch after the other.</value>
    int MaxConcurrentBatches => 1;

    /// <summary>Writes records of which no two have the same key. One failing record fails alone.</summary>
    /// <param name="requests">What to write; at least one.</param>
    /// <param name="cancellationToken">Cancels the batch; each record is then old or new as a whole.</param>
    /// <returns>One answer for each request, in their order. An exception means that none was written, or that the outcome is unknown.</returns>
    Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken);

    /// <summary>Reads records.</summary>
    /// <param name="keys">Which; at least one, no two the same.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One record or null for each key, in their order.</returns>
    Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken);
}
