namespace Toast.Engine;

/// <summary>
/// Writes the records of a bulk: new ones, and those whose other writes wait elsewhere, as they came, in one operation; others in the order of their records,
/// each with whatever else waits.
/// </summary>
internal sealed class BulkWriter(StoreContext store, WriteQueue writes, int batchSize)
{
    public async Task<IReadOnlyList<SaveResult>> RunAsync(
        IReadOnlyList<SaveRequest> requests, bool areHeld, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            store.Breaker.Check(null);
            return requests.Count <= batchSize && (areHeld || AreNew(requests)) && Bytes(requests) <= WriteBacklog.MaxFlushBytes
                ? await writes.SaveTogetherAsync(requests, deadline, cancellationToken).ConfigureAwait(false)
                : await Task.WhenAll(Start(requests, deadline, cancellationToken)).ConfigureAwait(false);
        }
        catch (ExternalStorageException e)
        {
            return [.. requests.Select(request => SaveResult.Failed(BackendFailure.Describe(e, store.Name, request.Key)))];
        }
    }

    /// <summary>True if all are of records that nobody else can write yet.</summary>
    private static bool AreNew(IReadOnlyList<SaveRequest> requests) => requests.All(request => request is { IsNewId: true, IsRepeat: false });

    private static long Bytes(IReadOnlyList<SaveRequest> requests) => requests.Sum(request => (long)request.Data.Length);

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
