namespace Toast.Engine;

/// <summary>
/// Writes the records of a bulk: new ones, and those whose other writes wait elsewhere, as they came, in one operation; others in the order of their records,
/// each with whatever else waits.
/// </summary>
internal sealed class BulkWriter(StoreContext store, WriteQueue writes, int batchSize)
{
    public async Task<IReadOnlyList<SaveResult>> RunAsync(
        IReadOnlyList<SaveRequest> requests, WritesFrom from, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            store.Breaker.Check(null);
            var batch = new WriteBatch(requests, from, deadline);
            return requests.Count <= batchSize && (from == WritesFrom.Turns || batch.AreNew) && batch.Bytes <= WriteBacklog.MaxFlushBytes
                ? await writes.SaveTogetherAsync(batch, cancellationToken).ConfigureAwait(false)
                : await Task.WhenAll(Start(requests, deadline, cancellationToken)).ConfigureAwait(false);
        }
        catch (ExternalStorageException e)
        {
            return [.. requests.Select(request => SaveResult.Failed(BackendFailure.Describe(e, store.Name, request.Key)))];
        }
    }

    private Task<SaveResult>[] Start(IReadOnlyList<SaveRequest> requests, Deadline deadline, CancellationToken cancellationToken)
    {
        using (writes.Gather())
        {
            return [.. requests.Select(request => SaveOneAsync(request, deadline, cancellationToken))];
        }
    }

    private async Task<SaveResult> SaveOneAsync(SaveRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await writes.SaveAsync(request, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (ExternalStorageException e)
        {
            return SaveResult.Failed(e);
        }
    }
}
