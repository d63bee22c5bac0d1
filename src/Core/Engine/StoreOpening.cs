namespace Toast.Engine;

/// <summary>Opens a store before its first write, with retries. Kept apart from the writing, so that nothing counts as sent to a store that is not open.</summary>
internal sealed class StoreOpening(BackendConnection connection, RetryPipelines retries, Timeouts timeouts, CircuitBreaker breaker, string store)
{
    public bool IsOpen => connection.WasOpened;

    /// <param name="budget">How long callers wait at the most.</param>
    public async Task OpenAsync(TimeSpan budget)
    {
        CancellationTokenSource timeout = timeouts.After(budget);
        try
        {
            await retries.Writes.ExecuteAsync(
                static async (connection, token) => await connection.EnsureAsync().WaitAsync(token).ConfigureAwait(false),
                connection,
                timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw BackendFailure.NotOpened(store, null, budget);
        }
        catch (ExternalStorageException e)
        {
            breaker.Failed(e);
            throw;
        }
        finally
        {
            timeouts.Return(timeout);
        }
    }
}
