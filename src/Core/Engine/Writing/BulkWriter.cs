namespace Toast.Engine;

/// <summary>Writes the records of a bulk: new ones as they came, in one operation; others in the order of their records, each with whatever else waits.</summary>
internal sealed class BulkWriter(StoreContext store, WriteQueue writes, int batchSize)
{
    public async Task<IReadOnlyList<SaveResult>> RunAsync(IReadOnlyList<SaveRequest> requests, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            store.Breaker.Check(null);
            return requests.Count <= batchSize && AreNew(requests)
                ? await writes.SaveNewAsync(requests, deadline, cancellationToken).ConfigureAwait(false)
                : await Task.WhenAll(Start(requests, deadline, cancellationToken)).ConfigureAwait(false);
        }
        catch (ExternalStorageException e)
        {
            return [.. requests.Select(request => SaveResult.Failed(BackendFailure.Describe(e, store.Name, request.Key)))];
        }
    }

    /// <summary>True if all are of records that nobody else can write yet, and they fit into one operation.</summary>
    private static bool AreNew(IReadOnlyList<SaveRequest> requests)
    {
        long bytes = 0;
        foreach (SaveRequest request in requests)
        {
            bytes += request.Data.Length;
            if (!request.IsNewId || request.IsRepeat)
            {
                return false;
            }
        }

        return bytes <= WriteBacklog.MaxFlushBytes;
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
