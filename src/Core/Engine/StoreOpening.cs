namespace Toast.Engine;

/// <summary>Opens a store before its first write, with retries. Kept apart from the writing, so that nothing counts as sent to a store that is not open.</summary>
internal sealed class StoreOpening(StoreContext store)
{
    public bool IsOpen => store.Connection.WasOpened;

    /// <param name="budget">How long callers wait at the most.</param>
    public async Task OpenAsync(TimeSpan budget)
    {
        CancellationTokenSource timeout = store.Timeouts.After(budget);
        try
        {
            await store.Retries.Writes.ExecuteAsync(
                static async (connection, token) => await connection.EnsureAsync().WaitAsync(token).ConfigureAwait(false),
                store.Connection,
                timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw BackendFailure.NotOpened(store.Name, null, budget);
        }
        catch (ExternalStorageException e)
        {
            store.Breaker.Failed(e);
            throw;
        }
        finally
        {
            store.Timeouts.Return(timeout);
        }
    }
}
