namespace Toast.Engine;

/// <summary>Sends one flush to the backend: bounded in time, tried again, observed.</summary>
internal sealed class WriteSender(StoreContext store)
{
    private readonly BackendWriter writer = new(store.Backend, store.Name, store.Time);

    /// <param name="requests">The writes, no two with the same key.</param>
    /// <param name="budget">How long the most patient caller waits.</param>
    /// <param name="origin">Who asked for them.</param>
    /// <returns>One answer for each request, in order.</returns>
    public async ValueTask<IReadOnlyList<SaveResult>> SendAsync(IReadOnlyList<SaveRequest> requests, TimeSpan budget, CallOrigin origin)
    {
        CancellationTokenSource timeout = store.Timeouts.After(budget);
        RecordKey? key = requests.Count == 1 ? requests[0].Key : null;
        StoreOperation operation = store.Telemetry.Begin("save", requests.Count, origin);
        var tries = new FlushTries(writer, requests);
        try
        {
            IReadOnlyList<SaveResult> results =
                await store.Retries.Writes.ExecuteAsync(static (tries, token) => tries.TryAsync(token), tries, timeout.Token).ConfigureAwait(false);
            store.Succeeded(operation);
            return results;
        }
        catch (ExternalStorageException e) when (tries.Lost is not null && e != tries.Lost)
        {
            throw store.Failed(operation, tries.Lost, timeout, key, budget, sent: true);
        }
        catch (Exception e)
        {
            throw store.Failed(operation, e, timeout, key, budget, sent: true);
        }
        finally
        {
            store.Timeouts.Return(timeout);
        }
    }
}
