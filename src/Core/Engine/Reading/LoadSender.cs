namespace Toast.Engine;

/// <summary>Reads one batch of records from the backend.</summary>
internal sealed class LoadSender(StoreContext store, StoreCalls calls, CallKind kind)
{
    /// <param name="keys">The records, no two the same.</param>
    /// <param name="budget">How long the most patient caller waits.</param>
    /// <param name="origin">Who asked for them.</param>
    /// <returns>One answer for each key, in order.</returns>
    public async Task<IReadOnlyList<LoadOutcome>> SendAsync(IReadOnlyList<RecordKey> keys, TimeSpan budget, CallOrigin origin)
    {
        if (keys.Count == 1)
        {
            return [new LoadOutcome(await LoadOneAsync(keys[0], budget, origin).ConfigureAwait(false))];
        }

        try
        {
            IReadOnlyList<StoredRecord?> records = await calls.RunAsync(
                kind, keys.Count, static (backend, keys, token) => ((ISupportsBatch)backend).LoadManyAsync(keys, token), keys, null, budget, origin).ConfigureAwait(false);
            if (records?.Count != keys.Count)
            {
                throw WrongCount(keys.Count, records?.Count ?? 0);
            }

            return [.. records.Select(record => new LoadOutcome(record))];
        }
        catch (ExternalStorageException e) when (!BackendFailure.ConcernsTheStore(e))
        {
            // One damaged record must not hide the others.
            return await Task.WhenAll(keys.Select(key => LoadAloneAsync(key, budget, origin))).ConfigureAwait(false);
        }
    }

    private Task<StoredRecord?> LoadOneAsync(RecordKey key, TimeSpan budget, CallOrigin origin) =>
        calls.RunAsync(kind, 1, static (backend, key, token) => backend.LoadAsync(key, token), key, key, budget, origin);

    private async Task<LoadOutcome> LoadAloneAsync(RecordKey key, TimeSpan budget, CallOrigin origin)
    {
        try
        {
            return new LoadOutcome(await LoadOneAsync(key, budget, origin).ConfigureAwait(false));
        }
        catch (ExternalStorageException e)
        {
            return new LoadOutcome(null, e);
        }
    }

    private ExternalStorageException WrongCount(int asked, int answered) => new(
        ErrorCodes.StorageFailed,
        $"The backend of store {store.Name} answered {answered} of {asked} reads. {nameof(ISupportsBatch.LoadManyAsync)} must give one answer for each key.")
    {
        Store = store.Name,
    };
}
